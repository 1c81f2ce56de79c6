"""Files of rounds with hidden figures: whatever the hidden people said, not a byte of them changes."""

import io
import zipfile
from collections.abc import Sequence

import pytest

from bot.blocks.pulse.summary import render_figures, render_results, render_summary
from bot.charts import ChartPool
from bot.domain.disclosure import Audience, Hidden, Reason
from bot.domain.pulse import Group, Round, State
from bot.domain.questions import Answers, AnswerType, Question, QuestionSet
from bot.domain.results import Report
from bot.services.pulse.files import FileKind, file_of
from storage.database import Database
from tests.anonymity.dumps import rows_of
from tests.anonymity.kinds import ALL_KINDS
from tests.support.pulse import LEADERS, MEMBERS, House, furnish
from tests.support.reports import BODY, CLOSES, LONDON, counted

Cast = Sequence[tuple[Group, Answers]]

OF_FIVE = QuestionSet(
    "own-5",
    "One of each",
    (
        *ALL_KINDS.questions[:2],
        Question("pick", "Which?", "Which", AnswerType.CHOICE, ("A", "B", "C", "D", "E")),
        *ALL_KINDS.questions[3:5],
    ),
)


def people(group: Group, *answers: Answers) -> list[tuple[Group, Answers]]:
    return [(group, each) for each in answers]


def five(agreed: str, yes: str, pick: str, mark: str, text: str = "") -> Answers:
    return (agreed, yes, pick, mark, text)


YES, NO = five("agree", "yes", "c1", "8"), five("disagree", "no", "c2", "2")
UNSURE = five("neither", "yes", "c2", "5")

# What hidden people may have said: each of a row's casts must come out as the others do.
LEADER, MEMBER, UNKNOWN = Group
HIDDEN: dict[str, list[Cast]] = {
    "three leaders, beside whom the members are hidden too": [
        people(LEADER, *[YES] * agreeing, *[NO] * (3 - agreeing))
        + people(MEMBER, *[YES] * (8 - agreeing), *[NO] * (4 + agreeing))
        for agreeing in range(4)
    ],
    "two people without a recorded role": [
        people(LEADER, *[YES] * 4, *[NO] * 3)
        + people(MEMBER, *[YES] * (8 - agreeing), *[NO] * (6 + agreeing))
        + people(UNKNOWN, *[YES] * agreeing, *[NO] * (2 - agreeing))
        for agreeing in range(3)
    ],
    "fewer than five answers": [
        people(MEMBER, *[YES] * agreeing, *[NO] * (4 - agreeing)) for agreeing in range(5)
    ],
    "what fewer than five wrote": [
        people(MEMBER, *[YES] * 5, *[NO] * 6)
        + people(MEMBER, *(five("agree", "no", "c1", "5", text) for text in texts))
        for texts in (
            ["", "", "", ""],
            ["We must meet more often", "", "", ""],
            ["x" * 500, "Tea", "Tea", "Nothing works here"],
        )
    ],
    "nearly all of the leaders, in a band": [
        people(LEADER, *[YES] * (7 - others), *[five("disagree", "no", "c1", "2")] * others)
        + people(MEMBER, *[YES] * 6, *[NO] * 6, UNSURE)
        for others in range(2)
    ],
    "a few who do not know": [
        people(MEMBER, *[YES] * 8, *[NO] * 8)
        + people(MEMBER, *(five(said, "yes", "c1", "5") for said in saids))
        for saids in (
            ["neither"] * 3,
            ["dont_know", "neither", "neither"],
            ["dont_know"] * 3,
        )
    ],
    "which of the rarer answers of a small base": [
        people(MEMBER, *[YES] * 6, *[NO] * 6)
        + people(MEMBER, *(five("neither", "no", pick, "5") for pick in picks))
        for picks in (["c3", "c4", "c5"], ["c3", "c3", "c3"], ["c5", "c5", "c4"])
    ],
    "how strongly, and how many points, of a small base": [
        people(MEMBER, *[five("agree", "yes", "c1", mark)] * 6, *[NO] * 7)
        + people(MEMBER, *[five(strongly, "yes", "c2", "5")] * 3)
        for mark, strongly in (("7", "agree"), ("10", "strongly_agree"), ("9", "agree"))
    ],
}


def report_of(cast: Cast) -> Report:
    asked = {group: sum(whose is group for whose, _ in cast) + 2 for group in Group}
    round_ = Round(
        41,
        State.CLOSED,
        "C0PULSE",
        "U900",
        OF_FIVE.questions,
        5,
        CLOSES,
        CLOSES,
        sum(asked.values()),
        len(cast),
        title=OF_FIVE.title,
        set_id=OF_FIVE.id,
        groups=asked,
    )
    return Report(counted(round_, cast), (), None, BODY, LONDON)


def without_clock(name: str, content: bytes) -> bytes:
    """The files in a workbook but the one that says when it was made."""
    if not name.endswith("xlsx"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(
            each.encode() + book.read(each)
            for each in sorted(book.namelist())
            if each != "docProps/core.xml"
        )


async def seen_of(report: Report, charts: ChartPool) -> dict[str, bytes]:
    """All that one can take away or be shown."""
    files = [await file_of(report, kind, charts) for kind in FileKind]
    found = {each.name: without_clock(each.name, each.content) for each in files}
    for render in (render_summary, render_results, render_figures):
        message = render(report)
        found[render.__name__] = (message.text + str(message.blocks)).encode()
    return found


@pytest.mark.parametrize("casts", HIDDEN.values(), ids=list(HIDDEN))
async def test_whatever_the_hidden_people_said_the_files_are_the_same_to_the_byte(
    casts: list[Cast], charts: ChartPool
) -> None:
    first, *others = [await seen_of(report_of(cast), charts) for cast in casts]
    for each in others:
        differing = [name for name in first if each[name] != first[name]]
        assert differing == []


async def test_what_one_shown_person_says_does_change_them(charts: ChartPool) -> None:
    """So that the test above can fail."""
    one, other = [
        await seen_of(report_of(people(MEMBER, *[YES] * (8 + more), *[NO] * (8 - more))), charts)
        for more in (0, 1)
    ]
    assert [name for name in one if one[name] == other[name]] == []


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        (
            "three leaders, beside whom the members are hidden too",
            {Reason.TOO_FEW, Reason.OTHER_GROUP},
        ),
        ("two people without a recorded role", {Reason.UNRECORDED}),
        ("fewer than five answers", {Reason.TOO_FEW}),
        ("what fewer than five wrote", {Reason.FEW_WROTE}),
        ("nearly all of the leaders, in a band", {Reason.NEARLY_ALL}),
    ],
)
def test_these_are_rounds_with_hidden_figures(name: str, hidden: set[Reason]) -> None:
    for cast in HIDDEN[name]:
        figures = report_of(cast).results.figures
        reasons = {
            shown.reason
            for each in figures
            for audience in Audience
            if isinstance(shown := each.of(audience), Hidden)
        }
        assert hidden <= reasons


# ---- and what is kept for them


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *LEADERS, *MEMBERS)


async def test_whatever_the_hidden_people_said_the_rows_that_are_kept_are_the_same(
    house: House,
) -> None:
    """Three leaders, and four who wrote: through ballots, counting and storage."""
    leaders, members = LEADERS[:3], MEMBERS[:9]
    kept = []
    for agreeing, texts in ((0, ["", "", "", ""]), (3, ["Tea", "More time", "y" * 500, "Tea"])):
        round_ = await house.open(*leaders, *members, asks=OF_FIVE)
        for number, each in enumerate((*leaders, *members)):
            likes = number < agreeing if number < 3 else number < 9 - agreeing
            answers = YES if likes else NO
            text = texts[number - 3] if 3 <= number < 7 else ""
            await house.answer(round_, each, *answers[:-1], text)
        await house.tick(days=8)
        rows = await rows_of(house.database)
        assert rows["pulse_written"] == []
        own = [row for row in rows["pulse_cell"] if row.startswith(f"({round_.id},")]
        kept.append([row.removeprefix(f"({round_.id},") for row in own])
    assert len(kept[0]) == 3 * 4 + 1
    assert kept[0] == kept[1]
