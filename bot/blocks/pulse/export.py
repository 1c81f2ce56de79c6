"""A counted round as rows for a spreadsheet: its figures, what stands beside them, and earlier rounds."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.blocks.pulse.common import audiences
from bot.blocks.pulse.words import band_words
from bot.domain.baselines import published
from bot.domain.disclosure import Audience, Band, Counts, Hidden, Picked, Shown, Written
from bot.domain.questions import AnswerType, Question
from bot.domain.results import Figures, Gap, Report, Results, agreement
from bot.domain.statistics import Interval
from bot.domain.times import local_day

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GAP = "leaders minus members"
LEADING, OTHERS = "with a formal role", "other GPs"
NOT_EXACT = "not worked out, since a figure that it needs is not exact"
MERGED = "don’t know is counted with neither"

Value = str | int | float | date | None


class What(StrEnum):
    """What a row tells."""

    FIGURE = "figure"
    OPTION = "option"
    TEXT = "text"
    GAP = "gap"
    CHANGE = "change"
    PUBLISHED = "published"


class Unit(StrEnum):
    """What the numbers of a column are."""

    WORDS = "words"
    DAY = "day"
    PEOPLE = "people"
    POINTS = "points"  # of a scale from 0 to 10
    PERCENT = "percent"  # or percentage points, in gaps and changes


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is the field of a Row and heads the CSV; ``title`` heads it for people."""

    name: str
    title: str
    unit: Unit = Unit.WORDS


COLUMNS = (
    Column("pulse", "Pulse", Unit.PEOPLE),
    Column("opened", "Opened", Unit.DAY),
    Column("closed", "Closed", Unit.DAY),
    Column("asked", "Asked", Unit.PEOPLE),
    Column("answered", "Answered", Unit.PEOPLE),
    Column("question_id", "Question id"),
    Column("question", "Question"),
    Column("wording", "Wording"),
    Column("answers", "Kind of answer"),
    Column("what", "What"),
    Column("audience", "About"),
    Column("option", "Option"),
    Column("base", "Counted", Unit.PEOPLE),
    Column("chosen", "Chosen by", Unit.PEOPLE),
    Column("agree", "Agree", Unit.PEOPLE),
    Column("neither", "Neither", Unit.PEOPLE),
    Column("disagree", "Disagree", Unit.PEOPLE),
    Column("strongly_agree", "Of them strongly agree", Unit.PEOPLE),
    Column("strongly_disagree", "Of them strongly disagree", Unit.PEOPLE),
    Column("dont_know", "Don’t know", Unit.PEOPLE),
    Column("mean", "Mean", Unit.POINTS),
    Column("percent", "%", Unit.PERCENT),
    Column("low_95", "95% from", Unit.PERCENT),
    Column("high_95", "95% to", Unit.PERCENT),
    Column("text", "Text"),
    Column("note", "Note"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table. Percentages are numbers from −100 to 100; None is an empty cell."""

    pulse: int
    opened: date
    closed: date
    asked: int
    answered: int
    question_id: str
    question: str
    wording: str
    answers: str
    what: What = What.FIGURE
    audience: str = ""
    option: str = ""
    base: int | None = None
    chosen: int | None = None
    agree: int | None = None
    neither: int | None = None
    disagree: int | None = None
    strongly_agree: int | None = None
    strongly_disagree: int | None = None
    dont_know: int | None = None
    mean: float | None = None
    percent: float | None = None
    low_95: float | None = None
    high_95: float | None = None
    text: str = ""
    note: str = ""

    def value(self, column: Column) -> Value:
        """What stands in that column, defused."""
        found: Value = getattr(self, column.name)
        return defused(found) if isinstance(found, str) else found


def to_csv(report: Report) -> str:
    """One row for each figure, each option and each text, with a line of names above."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(each.name for each in COLUMNS)
    for row in rows(report):
        table.writerow(row.value(each) for each in COLUMNS)
    return text.getvalue()


def defused(text: str) -> str:
    """What a spreadsheet would take for a formula, made into plain text."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else str(text)


# ---- the rows


def rows(report: Report) -> list[Row]:
    """This round first; then those before it, the latest first, without what was written."""
    found = list(_of_this(report))
    for results in reversed(report.earlier):
        for figures in results.figures:
            if not figures.question.is_text:
                found += _figures(results, figures, report.zone)
    return found


def _of_this(report: Report) -> Iterator[Row]:
    for figures in report.results.figures:
        yield from _figures(report.results, figures, report.zone)
        yield from _changes(report, figures)
        yield from _published(report, figures.question)


def _figures(results: Results, figures: Figures, zone: str) -> Iterator[Row]:
    plain = _plain(results, figures.question, zone)
    for audience in audiences(figures):
        yield from _shown(plain, results, figures, audience)
    hidden = any(isinstance(each, Hidden) for each in (figures.leaders, figures.members))
    if figures.is_measured and not hidden:  # else the rows of the groups say why
        gap = figures.gap
        row = replace(plain, what=What.GAP, audience=GAP)
        yield replace(row, note=NOT_EXACT) if gap is None else _difference(row, gap)


def _plain(results: Results, question: Question, zone: str) -> Row:
    round_ = results.round
    return Row(
        pulse=round_.id,
        opened=local_day(round_.opens_at, zone),
        closed=local_day(round_.closes_at, zone),
        asked=round_.asked,
        answered=round_.answered or 0,
        question_id=question.id,
        question=question.short,
        wording=question.text,
        answers=question.type.words,
    )


def _shown(plain: Row, results: Results, figures: Figures, audience: Audience) -> Iterator[Row]:
    row = replace(plain, audience=audience.value)
    shown: Shown = figures.of(audience)
    match shown:
        case Hidden(reason):
            yield replace(row, note=reason.sentence(results.round.k))
        case Band():
            yield replace(row, base=shown.base, note=band_words(figures.question, shown))
        case Counts():
            interval = results.interval(shown, audience)
            yield _counts(row, figures.question.type, shown, interval)
        case Picked():
            yield from _options(row, figures.question, shown)
        case Written(texts):
            yield from (replace(row, what=What.TEXT, text=each) for each in texts)


def _counts(row: Row, type_: AnswerType, counts: Counts, interval: Interval) -> Row:
    return replace(
        row,
        base=counts.base,
        agree=counts.agree,
        neither=counts.neither,
        disagree=counts.disagree,
        strongly_agree=None if type_ is AnswerType.YES_NO else counts.strongly_agree,
        strongly_disagree=None if type_ is AnswerType.YES_NO else counts.strongly_disagree,
        dont_know=counts.dont_know,
        mean=counts.mean,
        percent=_percent(agreement(counts)),
        low_95=_percent(interval.low),
        high_95=_percent(interval.high),
        note=_meaning(type_, counts),
    )


def _meaning(type_: AnswerType, counts: Counts) -> str:
    """What the columns mean for this kind of question, and where "don't know" is counted."""
    if type_ is AnswerType.SCALE:
        return "agree is 7 to 10, neither 4 to 6, disagree 0 to 3"
    said = "agree is yes, disagree no; " if type_ is AnswerType.YES_NO else ""
    if counts.dont_know is None:
        return f"{said}{MERGED}"
    where = "" if counts.dont_know_in_base else "not "
    return f"{said}don’t know is {where}among those counted"


def _options(row: Row, question: Question, picked: Picked) -> Iterator[Row]:
    chosen = [(question.words_of(value), people) for value, people in picked.chosen]
    if picked.others is not None:
        chosen.append(("the other options together", picked.others))
    for option, people in chosen:
        share = _percent(people / picked.base)
        yield replace(
            row, what=What.OPTION, option=option, base=picked.base, chosen=people, percent=share
        )


# ---- what stands beside them


def _changes(report: Report, figures: Figures) -> Iterator[Row]:
    """Since the round before, where it asked the same."""
    question = figures.question
    if not figures.is_measured or not report.earlier:
        return
    before = report.earlier[-1]
    if before.figure(question.id) is None:
        return
    plain = _plain(report.results, question, report.zone)
    for audience in Audience:
        if isinstance(figures.of(audience), Hidden):
            continue
        row = replace(plain, what=What.CHANGE, audience=audience.value)
        change = report.change(question.id, audience)
        if change is None:
            yield replace(row, note=NOT_EXACT)
        else:
            yield _difference(row, change, f" since pulse {before.round.id}")


def _difference(row: Row, gap: Gap, since: str = "") -> Row:
    return replace(
        row,
        percent=_percent(gap.difference),
        low_95=_percent(gap.interval.low),
        high_95=_percent(gap.interval.high),
        note=f"percentage points{since}{'' if gap.is_clear else '; may be chance'}",
    )


def _published(report: Report, question: Question) -> Iterator[Row]:
    plain = replace(_plain(report.results, question, report.zone), what=What.PUBLISHED)
    for each in published(question.id):
        about = "the source gives it in words; " if each.rounded else ""
        for whose, share in ((LEADING, each.leaders), (OTHERS, each.members)):
            yield replace(
                plain,
                audience=f"{each.survey.name}, {whose}",
                percent=_percent(share),
                note=f"{about}{each.survey.source}. {each.survey.caveat}",
            )


def _percent(share: float) -> float:
    return round(share * 100, 1)
