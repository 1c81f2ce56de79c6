"""What is said about a pulse: plain words first, reasons for what is hidden, a table that is safe to open."""

from datetime import timedelta

import pytest

from bot.blocks.pulse import making, summary, words
from bot.blocks.pulse.words import turnout_words
from bot.domain.disclosure import Audience, Band, Cell, Counts, Hidden, Reason, Shown
from bot.domain.pulse import Group, Opened, Round, State, Turnout
from bot.domain.questions import OWNERSHIP_4, Question
from bot.domain.results import Report, Results, read
from bot.domain.tallies import Opinion
from tests.support.pulse import BODY, CHANNEL, OPENING

LONDON = "Europe/London"
EVERYONE = Counts(30, agree=14, neither=6, disagree=10, strongly_agree=4, strongly_disagree=3)
LEADERS = Counts(9, agree=6, neither=1, disagree=2)
MEMBERS = Counts(21, agree=8, neither=5, disagree=8)
OWNED = OWNERSHIP_4.worded(BODY).questions[0]


def results(
    everyone: Shown = EVERYONE,
    leaders: Shown = LEADERS,
    members: Shown = MEMBERS,
    *questions: Question,
) -> Results:
    asked = questions or (OWNED,)
    closes = OPENING + timedelta(days=7)
    round_ = Round(3, State.CLOSED, CHANNEL, "U900", asked, 5, OPENING, closes, 41, 30)
    shown = zip(Audience, (everyone, leaders, members), strict=True)
    cells = [Cell(q.id, audience, each) for audience, each in list(shown) for q in asked]
    return read(round_, cells)


def report(found: Results) -> Report:
    return Report(found, body=BODY, zone=LONDON)


def said(results: Results) -> str:
    message = summary.render_summary(report(results))
    return "\n".join(str(block) for block in message.blocks)


# ---- the summary


def test_how_many_answered_comes_with_the_plain_words_before_any_interval() -> None:
    text = said(results())
    assert text.index("30 of 41 answered* (73%)") < text.index("members feel it less")
    assert text.index("members feel it less than leaders: 38 of 100 against 67") < text.index(
        "95% interval"
    )


@pytest.mark.parametrize(
    ("leaders", "members", "says"),
    [
        (Counts(40, 26, 4, 10), Counts(100, 35, 20, 45), "feel it less than leaders: 35 of 100 against 65."),
        (Counts(40, 10, 4, 26), Counts(100, 65, 20, 15), "feel it more than leaders: 65 of 100 against 25."),
        (Counts(8, 4, 2, 2), Counts(20, 10, 4, 6), "leaders and members alike: 50 of 100 agree."),
        (Counts(6, 4, 1, 1), Counts(10, 4, 1, 5), "against 67. Among so few, this may be chance."),
        (
            Band(6, Opinion.AGREE, 8),
            MEMBERS,
            "leaders: 8 in 10 or more agree; members: 38 of 100 agree.",
        ),
    ],
)  # fmt: skip
def test_one_plain_sentence_a_question(leaders: Shown, members: Shown, says: str) -> None:
    ((short, sentence),) = words.plain_words(report(results(EVERYONE, leaders, members)))
    assert short == "Owned by its members"
    assert sentence.endswith(says)


def test_each_figure_has_its_base_and_interval() -> None:
    text = said(results())
    assert "Everyone: *14 of 30 agree* (47%, 95% interval 38 to 56)" in text
    assert "strongly 4, neither or don’t know 6, disagree 10, strongly 3" in text
    assert "Leaders: *6 of 9 agree*" in text
    assert "leaders are 29 points above members (95% interval −9 to 56)" in text


def test_dont_know_is_told_apart_where_it_may_be() -> None:
    apart = Counts(25, agree=14, neither=5, disagree=6, dont_know=5)
    inside = Counts(30, agree=14, neither=5, disagree=6, dont_know=5)
    assert "don’t know 5, not among the 25" in words.others_words(OWNED, apart)
    assert words.others_words(OWNED, inside) == "neither 5, disagree 6, don’t know 5"


@pytest.mark.parametrize("reason", Reason)
def test_what_is_hidden_says_why(reason: Reason) -> None:
    text = said(results(EVERYONE, Hidden(reason), Hidden(reason)))
    assert "there is no gap to show" in text
    assert text.count(reason.sentence(5)) == 2


def test_a_hidden_total_beside_shown_groups_says_why() -> None:
    text = said(results(Hidden(Reason.NEARLY_ALL), Band(6, Opinion.AGREE, 8), MEMBERS))
    assert f"Everyone: {Reason.NEARLY_ALL.sentence(5)}." in text
    assert "Leaders: 8 in 10 or more agree (of 6)." in text
    assert "Gap: not worked out" in text


def test_names_are_escaped() -> None:
    asked = Question("owned", "R&D <PCN> is owned by its members", "Owned <here>")
    text = said(results(EVERYONE, LEADERS, MEMBERS, asked))
    assert "R&amp;D &lt;PCN&gt;" in text
    assert "Owned &lt;here&gt;" in text


# ---- forms


def test_one_has_and_two_have_answered() -> None:
    words = [turnout_words(Turnout(number, 2_041)) for number in (0, 1, 2)]
    assert words == [
        "0 of 2,041 have answered",
        "1 of 2,041 has answered",
        "2 of 2,041 have answered",
    ]


@pytest.mark.parametrize(
    ("leaders", "members", "unknown", "says"),
    [
        (3, 20, 0, "Fewer than 5 leaders are asked"),
        (9, 4, 0, "Fewer than 5 members without a formal role are asked"),
        (6, 20, 2, "The formal role of 2 people is not recorded"),
    ],
)
def test_whoever_opens_a_pulse_hears_what_the_results_will_lack(
    leaders: int, members: int, unknown: int, says: str
) -> None:
    groups = {Group.LEADER: leaders, Group.MEMBER: members, Group.UNKNOWN: unknown}
    assert says in str(making.build_opened_modal(Opened(results().round, groups), LONDON))


def test_nothing_is_forewarned_where_all_is_well() -> None:
    groups = {Group.LEADER: 6, Group.MEMBER: 20}
    view = making.build_opened_modal(Opened(results().round, groups), LONDON)
    assert [block["type"] for block in view["blocks"]] == ["section"]
