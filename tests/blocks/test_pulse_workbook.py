"""The workbook of a counted round, read back: its sheets, its numbers, and nothing that would run."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from bot.blocks.pulse.workbook import LONGEST, to_xlsx
from bot.domain.disclosure import Counts
from bot.domain.questions import Question
from bot.domain.results import Reply, Report, agreement
from tests.support.reports import (
    ALL_TYPES,
    CLOSES,
    EIGHT,
    FEW_LEADERS,
    REPLY,
    TEXTS,
    a_report,
    worded,
)

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Value = str | float


@dataclass
class Sheet:
    """The cells of a sheet by their place (``B3``), and its XML."""

    cells: dict[str, Value]
    xml: str

    def row(self, number: int) -> list[Value]:
        return [
            value for place, value in self.cells.items() if re.fullmatch(rf"[A-Z]+{number}", place)
        ]

    @property
    def words(self) -> str:
        return "\n".join(str(each) for each in self.cells.values())


def opened(content: bytes) -> dict[str, Sheet]:
    """The sheets by name, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        shared = [
            "".join(part.text or "" for part in each.iterfind("x:t", SPACE)) for each in strings
        ]
        sheets = ElementTree.fromstring(file.read("xl/workbook.xml"))
        names = [str(each.get("name")) for each in sheets.iterfind("x:sheets/x:sheet", SPACE)]
        return {
            name: _sheet(file.read(f"xl/worksheets/sheet{number}.xml").decode(), shared)
            for number, name in enumerate(names, start=1)
        }


def _sheet(xml: str, shared: list[str]) -> Sheet:
    cells: dict[str, Value] = {}
    for cell in ElementTree.fromstring(xml).iterfind(".//x:c", SPACE):
        value = cell.find("x:v", SPACE)
        if value is not None and value.text is not None:
            text = cell.get("t") == "s"
            cells[str(cell.get("r"))] = shared[int(value.text)] if text else float(value.text)
    return Sheet(cells, xml)


def book(report: Report) -> dict[str, Sheet]:
    return opened(to_xlsx(report))


def test_there_is_a_sheet_for_each_thing_that_there_is() -> None:
    everything = a_report(ALL_TYPES, earlier=1)
    assert list(book(everything)) == ["Summary", "Figures", "Trend", "In their words", "About"]
    assert list(book(a_report())) == ["Summary", "Figures", "About"]


def test_the_summary_has_words_response_reply_sources_and_method() -> None:
    summary = book(a_report(earlier=1))["Summary"].words
    for said in (
        "Pulse 12: Ownership, four questions",
        "Wold Valley PCN",
        "35 of 48 answered (73%).",
        "Members feel it less than leaders: 35 of 100 against 78.",
        REPLY.text,
        "People waited 12 days for this reply.",
        "Moran and others, BMJ Open 2017",
        "not a target",
        "Intervals are at 95% (Wilson; Newcombe for differences)",
        "they are most of a small group",
        "Answers cannot be linked from round to round",
    ):
        assert said in summary


def test_a_round_without_a_reply_says_so() -> None:
    assert "There is no reply to it yet." in book(a_report(reply=None))["Summary"].words


def test_the_figures_are_numbers_under_a_frozen_head() -> None:
    report = a_report()
    figures = book(report)["Figures"]
    titles = figures.row(1)
    assert titles[0] == "Question"
    counts = report.results.figures[0].everyone
    assert isinstance(counts, Counts)
    share = next(place for place, value in figures.cells.items() if value == "%")
    assert figures.cells[f"{share[:-1]}2"] == round(agreement(counts), 3)
    assert 'topLeftCell="A2"' in figures.xml
    assert 'state="frozen"' in figures.xml


@pytest.mark.parametrize("name", ["Summary", "Figures", "Trend", "In their words", "About"])
def test_each_sheet_prints_across_a4(name: str) -> None:
    xml = book(a_report(ALL_TYPES, earlier=1))[name].xml
    setup = re.search(r"<pageSetup[^>]*>", xml)
    assert setup is not None
    assert 'paperSize="9"' in setup.group()
    assert 'orientation="landscape"' in setup.group()
    assert 'fitToHeight="0"' in setup.group()
    assert '<pageSetUpPr fitToPage="1"/>' in xml


def test_the_trend_has_a_column_a_round_and_words_where_there_is_no_number() -> None:
    trend = book(a_report(EIGHT, earlier=6, answered=FEW_LEADERS))["Trend"]
    assert trend.row(1)[:4] == ["Question", "About", "27 May 2025", "26 Aug 2025"]
    assert trend.row(1)[-1] == "24 Nov 2026"
    everyone, leaders = trend.row(2), trend.row(3)
    assert all(isinstance(each, float) and 0 <= each <= 1 for each in everyone[2:])
    assert leaders[2:] == ["hidden: fewer than 5 answers"] * 7


def test_what_is_hidden_says_why() -> None:
    about = book(a_report(ALL_TYPES, answered=FEW_LEADERS, texts=TEXTS[:3]))["About"].words
    assert "Leaders: every question\nFewer than 5 answers." in about
    assert "Members: every question\nBeside the total it would show the other group" in about
    assert "Everyone: “What would be better”\nFewer than 5 people wrote something." in about
    assert "Answers were counted and deleted" in about
    assert "Nothing is hidden" not in about


def test_all_that_was_written_is_there() -> None:
    words = book(a_report(ALL_TYPES))["In their words"].words
    assert all(each in words for each in TEXTS)
    assert "order of chance" in words


def test_nothing_that_was_typed_is_a_formula_or_a_link() -> None:
    bad = '=HYPERLINK("http://x.example","look")'
    links = "http://x.example/a"
    report = worded(
        a_report(ALL_TYPES, earlier=1, texts=(bad, links) * 4, reply=Reply(bad, "U1", CLOSES)),
        Question("owned", bad, bad),
    )
    sheets = book(report)
    for each in sheets.values():
        assert "<f>" not in each.xml
        assert "<hyperlink" not in each.xml
        assert not [
            value for value in each.cells.values() if str(value).startswith(("=", "+", "@"))
        ]
    assert f"'{bad}" in sheets["In their words"].words
    assert links in sheets["In their words"].words


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    report = a_report(ALL_TYPES, texts=("a" * (LONGEST + 10),) * 5)
    texts = [str(each) for each in book(report)["In their words"].cells.values()]
    assert [len(each) for each in texts if each.startswith("aaa")] == [LONGEST] * 5
