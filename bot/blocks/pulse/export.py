"""The export of a closed round: the same figures as a table for a spreadsheet, formulas defused."""

import csv
import io
from collections.abc import Iterator

from bot.blocks.kit import context, section
from bot.blocks.pulse.summary import band_words
from bot.blocks.text import SECTION_TEXT, escape
from bot.domain.delivery import Message
from bot.domain.disclosure import Audience, Band, Counts, Hidden, Shown
from bot.domain.results import Figures, Gap, Results, agreement, agreement_interval
from bot.domain.times import local_day

COLUMNS = (
    "pulse",
    "opened",
    "closed",
    "asked",
    "answered",
    "question_id",
    "question",
    "audience",
    "base",
    "agree",
    "neither",
    "disagree",
    "strongly_agree",
    "strongly_disagree",
    "dont_know",
    "percent",
    "low_95",
    "high_95",
    "note",
)
GAP = "leaders minus members"
_FENCE = "```"

Row = dict[str, str | int | float | None]


def render_export(results: Results, zone: str) -> Message:
    """The table in the message itself, so that nothing is left behind in a channel."""
    round_ = results.round
    return Message(
        f"Pulse {round_.id} as a table.",
        (
            section(f"*Pulse {round_.id} as a table.* Copy it into a file that ends in .csv."),
            *(section(f"{_FENCE}{part}{_FENCE}") for part in _parts(escape(to_csv(results, zone)))),
            context("Only what may be shown is here; the note says why a figure is not."),
        ),
    )


def _parts(text: str) -> Iterator[str]:
    """Whole lines, as many as a section takes."""
    part = ""
    for line in text.splitlines(keepends=True):
        if part and len(part) + len(line) > SECTION_TEXT - 2 * len(_FENCE):
            yield part
            part = ""
        part += line
    yield part


def to_csv(results: Results, zone: str) -> str:
    """One row for each question and audience, and one for each gap."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    for figures in results.figures:
        for row in _rows(figures, results.round.k):
            table.writerow({**_heading(results, figures, zone), **row})
    return text.getvalue()


def defused(text: str) -> str:
    """What a spreadsheet would take for a formula, made into plain text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _heading(results: Results, figures: Figures, zone: str) -> Row:
    round_ = results.round
    return {
        "pulse": round_.id,
        "opened": local_day(round_.opens_at, zone).isoformat(),
        "closed": local_day(round_.closes_at, zone).isoformat(),
        "asked": round_.asked,
        "answered": round_.answered,
        "question_id": defused(figures.question.id),
        "question": defused(figures.question.short),
    }


def _rows(figures: Figures, k: int) -> Iterator[Row]:
    yield {"audience": Audience.EVERYONE, **_figure(figures.everyone, k)}
    yield {"audience": Audience.LEADERS, **_figure(figures.leaders, k)}
    yield {"audience": Audience.MEMBERS, **_figure(figures.members, k)}
    if figures.gap is not None:
        yield {"audience": GAP, **_gap(figures.gap)}


def _figure(shown: Shown, k: int) -> Row:
    match shown:
        case Hidden(reason):
            return {"note": reason.sentence(k)}
        case Band():
            return {"base": shown.base, "note": band_words(shown)}
        case Counts():
            interval = agreement_interval(shown)
            return {
                "base": shown.base,
                "agree": shown.agree,
                "neither": shown.neither,
                "disagree": shown.disagree,
                "strongly_agree": shown.strongly_agree,
                "strongly_disagree": shown.strongly_disagree,
                "dont_know": shown.dont_know,
                "percent": _percent(agreement(shown)),
                "low_95": _percent(interval.low),
                "high_95": _percent(interval.high),
                "note": _about_dont_know(shown),
            }


def _about_dont_know(counts: Counts) -> str:
    if counts.dont_know is None:
        return "don't know is counted with neither"
    return (
        "don't know is in the base" if counts.dont_know_in_base else "don't know is not in the base"
    )


def _gap(gap: Gap) -> Row:
    return {
        "percent": _percent(gap.difference),
        "low_95": _percent(gap.interval.low),
        "high_95": _percent(gap.interval.high),
        "note": "percentage points",
    }


def _percent(share: float) -> float:
    return round(share * 100, 1)
