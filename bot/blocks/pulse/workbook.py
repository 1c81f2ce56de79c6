"""A counted round as an Excel workbook: words first, then the figures, the trend and what people wrote."""

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.blocks.pulse.common import PRIVACY, capital, heading, hidden_words, rules_words
from bot.blocks.pulse.export import COLUMNS, Column, Row, Unit, defused, rows
from bot.blocks.pulse.words import (
    GROUP_WORDS,
    band_words,
    circle_words,
    method_words,
    period_words,
    plain_words,
    response_words,
    sources_words,
    waited_words,
)
from bot.blocks.text import day, truncate
from bot.domain.disclosure import Audience, Band, Counts, Hidden, Shown
from bot.domain.results import Report, agreement, texts_of
from bot.domain.times import local_day

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that a cell of Excel takes
PLAIN = {"font_name": "Arial", "font_size": 10, "valign": "top"}
HEAD = {"bold": True, "bottom": 1, "bg_color": "#E8E8E8", "text_wrap": True}
NUMBERS = {
    Unit.WORDS: "@",
    Unit.DAY: "d mmm yyyy",
    Unit.PEOPLE: "#,##0",
    Unit.POINTS: "0.0",
    Unit.PERCENT: "0.0%;−0.0%",
}
WIDTHS = {"question": 32, "what": 11, "audience": 24, "option": 20, "note": 52}  # characters
ELSEWHERE = {
    *("pulse", "opened", "closed", "asked", "answered"),  # on the first sheet
    *("question_id", "wording", "answers", "text"),  # on the others
}
Line = tuple[str, str]


def to_xlsx(report: Report) -> bytes:
    """The file, whole. Nothing that somebody typed is taken for a formula or a link."""
    from xlsxwriter.workbook import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as workbook:
        workbook.set_properties({"title": f"{heading(report)}, {report.body}"})
        pen = _Pen(workbook)
        found = rows(report)
        _lines(pen, "Summary", summary(report), footer=heading(report))
        _figures(pen, [each for each in found if each.pulse == report.round.id])
        if report.earlier:
            _trend(pen, report)
        if any(texts_of(each) for each in report.results.figures):
            _texts(pen, report)
        _lines(pen, "About", about(report), footer=heading(report))
    return data.getvalue()


# ---- the words


def summary(report: Report) -> list[Line]:
    """Each line with what it is about."""
    results, round_ = report.results, report.round
    lines = [
        ("Pulse", heading(report)),
        ("Of", report.body),
        ("When", f"{period_words(results, report.zone)}."),
        ("Asked", f"{round_.asked:,}: {circle_words(round_.circle)}."),
        ("Answered", response_words(results)),
        ("", ""),
        ("In plain words", ""),
        *((short, capital(words)) for short, words in plain_words(report)),
        ("", ""),
        ("You said, we did", ""),
        *reply_lines(report),
    ]
    sources = sources_words(results)
    if sources:
        lines += [("", ""), ("Published figures", "They are context, not a target.")]
        lines += [("", each) for each in sources]
    lines += [("", ""), ("Method", "")]
    return lines + [("", each) for each in method_words(report)]


def reply_lines(report: Report) -> list[Line]:
    if report.reply is None:
        return [("", waited_words(report))]
    said = day(report.reply.at, report.zone)
    return [("", report.reply.text), ("", f"Said on {said}. {waited_words(report)}")]


def about(report: Report) -> list[Line]:
    """What is hidden and why, the rules, and the questions in full."""
    hidden = list(hidden_words(report).values()) or [("", "Nothing is hidden in this round.")]
    asked = [(each.short, each.text) for each in report.round.questions]
    return [
        ("What is hidden", ""),
        *hidden,
        ("", ""),
        ("The rules", rules_words(report)),
        ("Privacy", PRIVACY),
        ("", ""),
        ("The questions in full", ""),
        *asked,
    ]


# ---- the sheets


class _Pen:
    """Writes on the sheets of one workbook, each cell in its format."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def sheet(self, name: str, widths: Sequence[float], footer: str) -> "Worksheet":
        """An empty one, that prints across an A4 page."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L{truncate(footer, 100).replace('&', '&&')}&R&A, page &P of &N")
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width, self.format(**PLAIN))
        return sheet

    def head(self, sheet: "Worksheet", titles: Sequence[str]) -> None:
        """The first row, which stays in sight and is repeated on each page."""
        for at, title in enumerate(titles):
            self.write(sheet, 0, at, title, **HEAD)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def write(self, sheet: "Worksheet", row: int, at: int, value: Any, **look: Any) -> None:
        format_ = self.format(**PLAIN, **look)
        match value:
            case None | "":
                sheet.write_blank(row, at, None, format_)
            case str():
                sheet.write_string(row, at, _cell(value), format_)
            case date():
                sheet.write_datetime(row, at, value, format_)
            case _:
                sheet.write_number(row, at, value, format_)

    def format(self, **look: Any) -> "Format":
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


def _cell(text: str) -> str:
    safe = defused(text)
    return safe if len(safe) <= LONGEST else f"{safe[: LONGEST - 1]}…"


def _lines(pen: _Pen, name: str, lines: Sequence[Line], *, footer: str) -> None:
    """Headings and sentences in two columns."""
    sheet = pen.sheet(name, (38, 96), footer)
    for row, (label, words) in enumerate(lines):
        title = row == 0 or (label and not words)
        pen.write(sheet, row, 0, label, bold=bool(title), text_wrap=True)
        pen.write(sheet, row, 1, words, bold=row == 0, text_wrap=True)


def _figures(pen: _Pen, found: Sequence[Row]) -> None:
    told = [each for each in found if not each.text]
    columns = [each for each in COLUMNS if each.name not in ELSEWHERE and _is_used(each, told)]
    sheet = pen.sheet("Figures", [WIDTHS.get(each.name, 10) for each in columns], "Figures")
    pen.head(sheet, [each.title for each in columns])
    for line, row in enumerate(told, start=1):
        for at, column in enumerate(columns):
            value = row.value(column)
            if column.unit is Unit.PERCENT and isinstance(value, float):
                value = round(value / 100, 4)
            look = {"num_format": NUMBERS[column.unit]}
            pen.write(sheet, line, at, value, **look, text_wrap=column.unit is Unit.WORDS)
    sheet.autofilter(0, 0, len(told), len(columns) - 1)


def _is_used(column: Column, found: Sequence[Row]) -> bool:
    return any(each.value(column) not in (None, "") for each in found)


def _trend(pen: _Pen, report: Report) -> None:
    """A column a round, so that a line can be drawn of a row; words where there is no number."""
    columns = len(report.rounds)
    sheet = pen.sheet("Trend", (34, 12, *[14] * columns), "Share who agree, by round")
    closed = [local_day(each.round.closes_at, report.zone) for each in report.rounds]
    pen.head(sheet, ["Question", "About", *(f"{each.day} {each:%b %Y}" for each in closed)])
    line = 0
    for figures in report.results.measured:
        for audience in Audience:
            line += 1
            pen.write(sheet, line, 0, figures.question.short, text_wrap=True)
            pen.write(sheet, line, 1, GROUP_WORDS[audience])
            course = report.trend(figures.question.id, audience)
            for at, (shown, results) in enumerate(zip(course, report.rounds, strict=True), start=2):
                value = _share(report, figures.question.id, shown, results.round.k)
                look = {"num_format": NUMBERS[Unit.PERCENT]} if isinstance(value, float) else {}
                pen.write(sheet, line, at, value, **look, text_wrap=True)


def _share(report: Report, question_id: str, shown: Shown | None, k: int) -> str | float:
    figures = report.results.figure(question_id)
    match shown:
        case Counts():
            return round(agreement(shown), 4)
        case Band() if figures is not None:
            return band_words(figures.question, shown)
        case Hidden(reason):
            return reason.sentence(k)
    return "not asked"


def _texts(pen: _Pen, report: Report) -> None:
    sheet = pen.sheet("In their words", (36, 100), "In an order of chance")
    pen.head(sheet, ["Question", "What people wrote, in an order of chance"])
    line = 0
    for figures in report.results.figures:
        for text in texts_of(figures):
            line += 1
            pen.write(sheet, line, 0, figures.question.text, text_wrap=True)
            pen.write(sheet, line, 1, text, text_wrap=True)
