"""The board paper of a counted round: one HTML file of two A4 pages, which asks nothing of anywhere."""

import base64
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.blocks.pulse.common import PRIVACY, capital, heading, hidden_words, rules_words
from bot.blocks.pulse.pictures import gap_picture, trend_picture
from bot.blocks.pulse.words import (
    GROUP_WORDS,
    band_words,
    circle_words,
    figure_words,
    method_words,
    opinion_words,
    percent,
    period_words,
    plain_words,
    response_words,
    signed,
    sources_words,
    waited_words,
)
from bot.blocks.text import in_100, plural, truncate
from bot.domain.baselines import Published, Survey, published
from bot.domain.disclosure import Audience, Band, Counts, Hidden, Reason, Shown
from bot.domain.questions import AnswerType
from bot.domain.results import Figures, Gap, Report, agreement, texts_of
from bot.domain.statistics import Interval
from bot.domain.tallies import Opinion
from bot.domain.times import local_day

if TYPE_CHECKING:
    from jinja2 import Template

GAP, TREND, TREND_REST = "gap", "trend", "trend-rest"
ONE_COLUMN = 2  # panels of a trend; more stand in two columns
SHORT = 4  # questions that leave room for a longer reply
LONGEST_REPLY, LONGEST_BESIDE_MANY = 700, 280  # characters of "You said, we did"
LINES, LINES_BESIDE_MANY = 10, 4
LONGEST_TEXT, MOST_TEXTS = 160, 6  # of what people wrote; the rest is in the workbook
KINDS = {
    AnswerType.YES_NO: "yes or no",
    AnswerType.SCALE: "0 to 10; agree is 7 and more, disagree 3 and less",
}

STRONGLY = {
    AnswerType.AGREEMENT: ("strongly", "strongly"),
    AnswerType.SCALE: ("9 or 10:", "0 or 1:"),
}
HIDDEN = "hidden"
EVERYONE = ("Counted", "Agree, %", "Agree", "Neither", "Disagree", "Don’t know")

Letters = Mapping[Reason, str]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture as an address that holds it, and its height in widths."""

    address: str
    tall: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of the table, under ``label``: what is read first, and what stands small below it."""

    label: str
    words: str
    small: str = ""
    span: int = 1
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the table."""

    short: str
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A question with what was found here and elsewhere, for leaders and for the others."""

    short: str
    shares: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Some of what people wrote about one question."""

    question: str
    texts: tuple[str, ...]
    rest: str


def paper_pictures(report: Report) -> dict[str, Mapping[str, Any]]:
    """What is to be drawn for the paper, by name; nothing where nothing could be seen on it."""
    specs: dict[str, Mapping[str, Any]] = {}
    gap, trend = gap_picture(report), trend_picture(report)
    if gap and any(_can_be_seen(each) for each in _measured(report)):
        specs[GAP] = gap.spec
    if trend:
        items = trend.spec["items"]
        half = len(items) if len(items) <= ONE_COLUMN else (len(items) + 1) // 2
        specs[TREND] = {**trend.spec, "items": items[:half]}
        if items[half:]:
            specs[TREND_REST] = {**trend.spec, "items": items[half:]}
    return specs


def render_paper(report: Report, pictures: Mapping[str, bytes]) -> str:
    """The file, whole. ``pictures`` are PNGs of ``paper_pictures``, as many as could be drawn."""
    results, round_ = report.results, report.round
    letters = dict(zip(hidden_words(report), "abcdefgh", strict=False))
    gap, trend = gap_picture(report), trend_picture(report)
    reply, rest = _reply(report)
    return _template().render(
        title=heading(report),
        body=report.body,
        period=period_words(results, report.zone),
        asked=f"{plural(round_.asked, 'person was', 'people were')} asked: {circle_words(round_.circle)}.",
        response=response_words(results),
        headline=headline(report),
        plain=[(short, capital(words)) for short, words in plain_words(report)],
        gap=_embedded(pictures, GAP),
        gap_alt=gap.alt if gap else "",
        gap_missing=why_no_gap(report, drawn=GAP in pictures),
        reply=reply,
        waited=f"{waited_words(report)}{rest}",
        everyone=EVERYONE,
        lines=[
            _line(report, each, letters) for each in results.figures if not each.question.is_text
        ],
        since=_since(report),
        trend=[
            each for each in (_embedded(pictures, TREND), _embedded(pictures, TREND_REST)) if each
        ],
        trend_alt=trend.alt if trend else "",
        surveys=_surveys(report),
        beside=list(_beside(report)),
        sources=sources_words(results),
        quoted=list(_quoted(report)),
        method=method_words(report),
        hidden=[(letters[r], *said) for r, said in hidden_words(report).items() if r in letters],
        rules=rules_words(report),
        privacy=PRIVACY,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(files(__package__).joinpath("paper.html").read_text("utf-8"))


def _embedded(pictures: Mapping[str, bytes], name: str) -> Embedded | None:
    if name not in pictures:
        return None
    png = pictures[name]
    width, height = struct.unpack(">II", png[16:24])
    return Embedded(f"data:image/png;base64,{base64.b64encode(png).decode()}", height / width)


def _can_be_seen(figures: Figures) -> bool:
    return any(isinstance(figures.of(audience), Counts | Band) for audience in Audience)


def _measured(report: Report) -> Sequence[Figures]:
    return report.results.measured


# ---- the finding


def headline(report: Report) -> str:
    """The one thing to take away, of several questions: which way the gaps lean, or what is lowest."""
    gaps = [(each, each.gap) for each in _measured(report) if each.gap is not None]
    if len(gaps) > 1:
        return _lean([gap for _, gap in gaps if gap]) + _widest(gaps)
    told = [
        (agreement(each.everyone), each.question)
        for each in _measured(report)
        if isinstance(each.everyone, Counts)
    ]
    if gaps or len(told) < 2:  # the sentence about it says as much
        return ""
    least, question = min(told, key=lambda each: each[0])
    return (
        f"Lowest is “{question.short}”: {in_100(least)} {opinion_words(question, Opinion.AGREE)}."
    )


def _lean(gaps: Sequence[Gap]) -> str:
    below = sum(each.difference > 0 for each in gaps)
    above = sum(each.difference < 0 for each in gaps)
    fewer, others = ("Members", "leaders") if below >= above else ("Leaders", "members")
    number, every = max(below, above), len(gaps)
    on = f"{number} of the {every}"
    if number == every:
        on = "both" if every == 2 else f"all {every}"
    return f"{fewer} agree less than {others} on {on} questions that can be compared."


def _widest(gaps: Sequence[tuple[Figures, Gap | None]]) -> str:
    clear = [(each, gap) for each, gap in gaps if gap and gap.is_clear]
    if not clear:
        return " Among so few, each difference may be chance."
    figures, gap = max(clear, key=lambda each: abs(each[1].difference))
    points = round(abs(gap.difference) * 100)
    return f" The widest clear gap is “{figures.question.short}”: {points} points."


def why_no_gap(report: Report, *, drawn: bool) -> list[str]:
    """Why leaders and members are not apart in the chart, or why there is no chart."""
    k = report.round.k
    if not _measured(report):
        return ["There is no chart: no question of this pulse asks for agreement."]
    hidden = report.results.groups_hidden
    said = []
    if hidden:
        said.append("Leaders and members are not shown apart.")
        for group, each in zip((Audience.LEADERS, Audience.MEMBERS), hidden, strict=True):
            said.append(f"{GROUP_WORDS[group]} are {each.reason.sentence(k)}.")
    if not drawn:
        first = _measured(report)[0].everyone
        why = f" The total is {first.reason.sentence(k)}." if isinstance(first, Hidden) else ""
        said.insert(0, f"There is no chart here.{why}")
    return said


def _reply(report: Report) -> tuple[str, str]:
    """What of it fits, and where the rest is."""
    if report.reply is None:
        return "", ""
    few = len(report.results.figures) <= SHORT
    lines = [" ".join(each.split()) for each in report.reply.text.splitlines() if each.strip()]
    whole = "\n".join(lines)
    fits = truncate(
        "\n".join(lines[: LINES if few else LINES_BESIDE_MANY]),
        LONGEST_REPLY if few else LONGEST_BESIDE_MANY,
    )
    return fits, "" if fits == whole else " The whole of it is in the workbook (XLSX)."


# ---- the table


def _since(report: Report) -> str:
    if not report.earlier:
        return ""
    closed = local_day(report.earlier[-1].round.closes_at, report.zone)
    return f"{closed.day} {closed:%b %Y}"


def _line(report: Report, figures: Figures, letters: Letters) -> Line:
    type_ = figures.question.type
    entries = (
        _measured_entries(report, figures, letters)
        if figures.is_measured
        else _chosen_entries(report, figures, letters)
    )
    return Line(figures.question.short, KINDS.get(type_, ""), tuple(entries))


def _measured_entries(report: Report, figures: Figures, letters: Letters) -> Iterator[Entry]:
    everyone = figures.everyone
    if isinstance(everyone, Counts):
        yield from _counts(report, figures.question.type, everyone)
    else:
        yield Entry("Everyone", _short(figures, everyone, letters), _base(everyone), len(EVERYONE))
    for audience in (Audience.LEADERS, Audience.MEMBERS):
        shown = figures.of(audience)
        if isinstance(shown, Counts):
            share = percent(agreement(shown))
            small = f"{_interval(report.results.interval(shown, audience))}, of {shown.base:,}"
        else:
            share, small = _short(figures, shown, letters), _base(shown)
        yield Entry(GROUP_WORDS[audience], share, small)
    yield _difference("Gap", figures.gap)
    if report.earlier:
        yield _difference("Change", report.change(figures.question.id))


def _counts(report: Report, type_: AnswerType, counts: Counts) -> Iterator[Entry]:
    interval = _interval(report.results.interval(counts, Audience.EVERYONE))
    most, least = STRONGLY.get(type_, ("", ""))
    strongly = bool(most) and counts.strongly_agree is not None
    mean = "" if counts.mean is None else f"mean {counts.mean}"
    merged = counts.dont_know is None
    where = "counted" if counts.dont_know_in_base else "not counted"
    cells = (
        (f"{counts.base:,}", mean),
        (percent(agreement(counts)), interval),
        (f"{counts.agree:,}", f"{most} {counts.strongly_agree}" if strongly else ""),
        (f"{counts.neither:,}", ""),
        (f"{counts.disagree:,}", f"{least} {counts.strongly_disagree}" if strongly else ""),
        ("–", "in neither") if merged else (f"{counts.dont_know:,}", where),
    )
    for label, (words, small) in zip(EVERYONE, cells, strict=True):
        yield Entry(label, words, small, strong=label == "Agree, %")


def _chosen_entries(report: Report, figures: Figures, letters: Letters) -> Iterator[Entry]:
    """How many chose which option, across the whole line."""
    told: dict[str, list[str]] = {}
    for audience in Audience:
        shown = figures.of(audience)
        words = (
            _short(figures, shown, letters)
            if isinstance(shown, Hidden)
            else figure_words(report.results, figures, audience).rstrip(".")
        )
        told.setdefault(words, []).append(GROUP_WORDS[audience])
    said = ". ".join(
        f"{capital(' and '.join(whose).lower())}: {words}" for words, whose in told.items()
    )
    yield Entry("Chosen", f"{said}.", span=len(EVERYONE) + (4 if report.earlier else 3))


def _short(figures: Figures, shown: Shown, letters: Letters) -> str:
    match shown:
        case Hidden(reason):
            return f"{HIDDEN} ({letters[reason]})"
        case Band():
            return band_words(figures.question, shown)
    return "–"


def _base(shown: Shown) -> str:
    return f"of {shown.base:,}" if isinstance(shown, Band) else ""


def _difference(label: str, gap: Gap | None) -> Entry:
    if gap is None:
        return Entry(label, "–")
    points = round(gap.difference * 100)
    words = f"+{points}" if points > 0 else signed(points)
    return Entry(label, words, _interval(gap.interval), strong=gap.is_clear)


def _interval(interval: Interval) -> str:
    low, high = (round(each * 100) for each in (interval.low, interval.high))
    return "exact" if interval.low == interval.high else f"{signed(low)} to {signed(high)}"


# ---- what stands beside it


def _surveys(report: Report) -> list[Survey]:
    """Those that asked any of the questions, the oldest first."""
    found = {
        each.survey for figures in _measured(report) for each in published(figures.question.id)
    }
    return sorted(found, key=lambda each: each.year)


def _beside(report: Report) -> Iterator[Beside]:
    """Each question that others have asked: here, and in each survey."""
    surveys = _surveys(report)
    for figures in _measured(report):
        by_survey = {each.survey: each for each in published(figures.question.id)}
        if not by_survey:
            continue
        pair = (_here(figures.leaders), _here(figures.members))
        here = pair[0] if set(pair) == {HIDDEN} else " / ".join(pair)
        shares = [("This pulse", here)]
        shares += [(each.name, _found(by_survey.get(each))) for each in surveys]
        yield Beside(figures.question.short, tuple(shares))


def _found(found: Published | None) -> str:
    if found is None:
        return "–"
    about = "about " if found.rounded else ""
    return f"{about}{percent(found.leaders)} / {percent(found.members)}"


def _here(shown: Shown) -> str:
    match shown:
        case Counts():
            return percent(agreement(shown))
        case Band():
            return "band"
    return HIDDEN


def _quoted(report: Report) -> Iterator[Quoted]:
    for figures in report.results.figures:
        texts = texts_of(figures)
        if not texts:
            continue
        said = tuple(truncate(" ".join(each.split()), LONGEST_TEXT) for each in texts[:MOST_TEXTS])
        whole = len(texts) <= MOST_TEXTS and all(len(each) <= LONGEST_TEXT for each in texts)
        number = plural(len(texts), "person wrote something", "people wrote something")
        rest = (
            "" if whole else " Everything that was written is in the workbook (XLSX) of this pulse."
        )
        yield Quoted(figures.question.text, said, f"{number}; in an order of chance.{rest}")
