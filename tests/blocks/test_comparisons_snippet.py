"""What a channel reads of figures: whole messages, short, with no name that was not offered."""

import json
import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.comparisons import build_snippet_modal, render_snippet
from bot.domain.channels import WhoElse
from bot.domain.comparisons import Period, make_figure
from bot.domain.comparisons.challenges import Questioned
from bot.domain.comparisons.snippets import ChannelView, Named
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE, Polarity
from bot.domain.people import Practice
from tests.support.people import PRACTICES
from tests.support.snippets import (
    COUNTS,
    KTT9,
    NOW,
    ZONE,
    comparison,
    lines,
    view,
    without,
)

BROAD = CATALOGUE["broad_spectrum"]


def said(shown: ChannelView) -> list[str]:
    return lines(render_snippet(shown, ZONE))


def whole(message: Message) -> str:
    """Everything in a message that anybody could read."""
    seen = [message.text, json.dumps(message.blocks)]
    for picture in message.pictures:
        seen += [picture.alt, json.dumps(dict(picture.spec))]
    return "\n".join(seen)


def test_a_snippet_says_question_figures_direction_and_source_in_few_words() -> None:
    message = render_snippet(view(comparison()), ZONE)
    assert lines(message) == [
        "How many antibiotics do we prescribe, given the age and sex of our patients?",
        "6 practices have figures for the 12 months to August 2026. "
        "The median is 79 items a month per 1,000 STAR-PU.",
        "(Dot plot: a dot without a name for each practice. 6 practices have figures for the 12 months "
        "to August 2026. The median is 79 items a month per 1,000 STAR-PU. Half of them lie between 76 "
        "and 88. Lower is usually better, though a higher figure can have good reasons.)",
        "Lower is usually better, though a higher figure can have good reasons.",
        "Each dot is one practice, without its name. “Show my practice” answers only to you. "
        "Source: OpenPrescribing.net, Bennett Institute for Applied Data Science, University of "
        "Oxford, from NHSBSA prescribing data; Open Government Licence v3.0. Imported Tue 24 Nov 2026. "
        "Something not right? `/peerbot concern`",
        "[Show my practice] [Discuss this] [Challenge this number]",
    ]
    assert message.text == (
        "How many antibiotics do we prescribe, given the age and sex of our patients? "
        "6 practices have figures for the 12 months to August 2026. The median is 79 items a month per "
        "1,000 STAR-PU. Lower is usually better, though a higher figure can have good reasons."
    )


def test_england_is_named_where_it_is_known() -> None:
    england = make_figure(KTT9, "E92000001", 3_600_000.0, 48_000_000.0)
    shown = replace(comparison(), england=england)
    assert said(view(shown))[1].endswith(
        "The median is 79 items a month per 1,000 STAR-PU. England: 75."
    )


def test_a_snippet_names_no_practice_and_keeps_no_order() -> None:
    shown = comparison()
    message = render_snippet(view(shown), ZONE)
    for practice in PRACTICES:
        assert practice.ods_code not in whole(message)
        assert practice.name not in whole(message)
    (picture,) = message.pictures
    assert picture.spec["values"] == sorted(picture.spec["values"])
    other_order = replace(shown, figures=shown.figures[::-1])
    assert render_snippet(view(other_order), ZONE) == message


def test_fewer_than_five_practices_are_said_and_not_drawn() -> None:
    message = render_snippet(view(comparison(COUNTS[:4])), ZONE)
    assert not message.pictures
    assert lines(message)[1] == (
        "Too few to compare: 4 practices have figures for the 12 months to August 2026, and a "
        "comparison takes 5."
    )
    assert "median" not in whole(message)
    assert "@picture" not in whole(message)


def test_less_than_a_year_is_said() -> None:
    few_months = Period(date(2026, 6, 1), date(2026, 8, 1))
    assert (
        "The 3 months to August 2026: less than a year"
        in said(view(comparison(period=few_months)))[-2]
    )
    one = Period(date(2026, 8, 1), date(2026, 8, 1))
    assert "figures for August 2026." in said(view(comparison(period=one)))[1]


def test_without_a_direction_none_is_claimed() -> None:
    unjudged = replace(KTT9, polarity=Polarity.NO_JUDGEMENT)
    message = whole(render_snippet(view(comparison(indicator=unjudged)), ZONE))
    assert "Neither direction is better" in message
    assert "usually better" not in message


# ---- those who are happy to be asked


def named(*places: int) -> tuple[Named, ...]:
    shown = comparison()
    return tuple(Named(PRACTICES[place], shown.figures[place]) for place in places)


def test_a_named_practice_stands_in_a_line_of_its_own_and_nowhere_else() -> None:
    message = render_snippet(view(comparison(), named=named(0, 3)), ZONE)
    line = "Happy to be asked about theirs: Alder Lane Surgery (60) and Dovecote Surgery (90)."
    assert lines(message)[4] == line
    elsewhere = whole(message).replace(line, "")
    assert "Alder" not in elsewhere
    assert "Dovecote" not in elsewhere


def test_of_many_named_practices_some_are_shown_and_the_others_counted() -> None:
    figure = comparison().figures[0]
    many = tuple(Named(Practice(f"Y8{n:04d}", f"Surgery {n}"), figure) for n in range(12))
    assert said(view(comparison(), named=many))[4].endswith("Surgery 9 (60) and 2 more.")


def test_names_cannot_write_slacks_markup() -> None:
    sly = Named(Practice("Y90001", "<!channel> & Sons"), comparison().figures[0])
    message = whole(render_snippet(view(comparison(), named=(sly,)), ZONE))
    assert "<!channel>" not in message
    assert "&lt;!channel&gt; &amp; Sons (60)" in message


# ---- what is being questioned


def test_an_open_question_is_said_until_it_is_settled() -> None:
    def line(found: Questioned) -> str:
        return said(view(comparison(), questioned=found))[4]

    assert line(Questioned(1, NOW, answered=False)) == (
        "*One number here is being questioned (since Tue 24 Nov 2026): the answer comes in the thread.*"
    )
    assert line(Questioned(2, NOW, answered=True)) == (
        "*Numbers here are being questioned (2 questions, the first on Tue 24 Nov 2026): the answers "
        "come in the thread.*"
    )
    assert line(Questioned(0, None, answered=True)) == (
        "*A number here was questioned and answered: see the thread.*"
    )
    assert line(Questioned(0, None, answered=False)) == (
        "*A number here was questioned, and that is settled.*"
    )


def test_a_copy_says_where_the_thread_with_the_answer_is() -> None:
    found = Questioned(1, NOW, answered=False)
    assert said(view(comparison(), questioned=found, is_copy=True))[4] == (
        "*One number here is being questioned (since Tue 24 Nov 2026): the answer comes in the thread "
        "below the comparison in <#C1>.*"
    )


def test_practices_left_out_for_small_numbers_are_counted() -> None:
    assert said(view(comparison(), small=2))[1].endswith(
        "2 more practices have small numbers, which are not shown."
    )


# ---- a practice that comes down

DISTINCT = st.lists(st.integers(300, 999), min_size=6, max_size=20, unique=True)


@given(DISTINCT)
def test_no_words_say_the_highest_or_the_lowest_figure(counts: list[int]) -> None:
    """These are single practices' own; its picture's words are read as well."""
    message = render_snippet(view(comparison([each * 48.0 for each in counts])), ZONE)
    numbers = re.findall(r"[\d,]+", " ".join([message.text, *lines(message)]))
    assert not {f"{min(counts)}", f"{max(counts)}"} & set(numbers)


@given(DISTINCT, st.data())
def test_two_snippets_before_and_after_do_not_say_which_practice_came_down(
    counts: list[int], data: st.DataObject
) -> None:
    """Read one after the other, the channel's words tell at most on which side of the median it lay.

    What they cannot prevent: published figures can be looked up, and who kept the earlier picture sees
    which dot is gone, though not whose it was.
    """
    ordered = sorted(counts)
    middle = ordered[len(counts) // 2] if len(counts) % 2 else None
    place = data.draw(st.sampled_from([n for n, each in enumerate(counts) if each != middle]))

    def after(gone: int) -> list[str]:
        shown = comparison([each * 48.0 for each in counts])
        message = render_snippet(view(without(shown, gone)), ZONE)
        return [message.text, *(line for line in lines(message) if not line.startswith("("))]

    seen = after(place)
    could_be = [n for n in range(len(counts)) if after(n) == seen]
    assert len(could_be) >= len(counts) // 2


# ---- the form


def test_the_form_shows_what_the_channel_will_read() -> None:
    form = build_snippet_modal([BROAD, KTT9], comparison(), "C1")
    assert lines(Message("", tuple(form["blocks"]))) == [
        "Figures: Broad-spectrum share of oral antibiotics | (x) Antibiotic items, allowing for age and sex",
        "*How many antibiotics do we prescribe, given the age and sex of our patients?*\n"
        "6 practices have figures for the 12 months to August 2026. The median is 79 items a month per "
        "1,000 STAR-PU.\nEach practice is a dot without a name, unless it has chosen to be named; each "
        "reader sees only their own.",
        "Channel",
    ]
    assert form["blocks"][2]["element"]["initial_conversation"] == "C1"
    assert all(form["blocks"][place]["dispatch_action"] for place in (0, 2))


def test_the_form_asks_where_others_read_along() -> None:
    def asks(others: WhoElse) -> list[str]:
        form = build_snippet_modal([KTT9], comparison(), "C1", others)
        return lines(Message("", tuple(form["blocks"])))[3:]

    question = "Post it all the same?: Yes, they may see it"
    assert asks(WhoElse("C1", outsiders=12, people=45)) == [
        "*People of another organisation are in <#C1>, and will see this: 12 of its 45 members are not "
        "of this workspace.* No practice is named there.",
        question,
    ]
    assert "1 of its 2 members is not of this workspace" in asks(WhoElse("C1", False, 1, 2))[0]
    assert asks(WhoElse("C1"))[0].startswith(
        "*People of another organisation are in <#C1>, and will see this.*"
    )
    assert asks(WhoElse("C1", invited=True))[0].startswith(
        "*Another organisation has been invited to <#C1>: its people will see this as soon as they "
        "accept.*"
    )
