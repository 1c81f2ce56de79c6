"""The table of a counted round: every figure, why one is missing, and safe to open in a spreadsheet."""

import csv
import io
from dataclasses import fields, replace

import pytest

from bot.blocks.pulse.export import COLUMNS, GAP, Row, to_csv
from bot.domain.disclosure import Audience, Band, Counts, Hidden, Reason, Shown
from bot.domain.questions import Question
from bot.domain.results import Report, agreement_interval, with_gaps
from bot.domain.tallies import Opinion
from tests.support.reports import (
    ALL_TYPES,
    EIGHT,
    TEXTS,
    a_report,
    worded,
)

EVERYONE = Counts(30, agree=14, neither=6, disagree=10, strongly_agree=4, strongly_disagree=3)
LEADERS = Counts(9, agree=6, neither=1, disagree=2)
MEMBERS = Counts(21, agree=8, neither=5, disagree=8)
NUMBERS = [each.name for each in COLUMNS if each.name not in ("text", "note")]
FIGURES = NUMBERS[NUMBERS.index("base") :]

Line = dict[str, str]


def table(report: Report) -> list[Line]:
    return list(csv.DictReader(io.StringIO(to_csv(report))))


def of(report: Report, **wanted: str) -> list[Line]:
    return [
        line for line in table(report) if all(line[name] == value for name, value in wanted.items())
    ]


def with_figures(everyone: Shown, leaders: Shown, members: Shown, report: Report) -> Report:
    """The same with other figures at its first question; fewer than half answered."""
    first, *others = report.results.figures
    shown = replace(first, everyone=everyone, leaders=leaders, members=members)
    round_ = replace(report.round, asked=100, answered=30)
    results = replace(report.results, round=round_, figures=(shown, *others))
    return replace(report, results=with_gaps(results))


def test_each_column_is_a_field_of_each_row() -> None:
    assert [each.name for each in COLUMNS] == [each.name for each in fields(Row)]


def test_one_row_for_each_audience_and_one_for_the_gap() -> None:
    report = with_figures(EVERYONE, LEADERS, MEMBERS, a_report())
    everyone, leaders, members, gap = of(report, question_id="owned")[:4]
    assert (everyone["base"], everyone["agree"], everyone["percent"]) == ("30", "14", "46.7")
    assert (everyone["strongly_agree"], leaders["strongly_agree"]) == ("4", "")
    assert (members["low_95"], members["high_95"]) == ("20.8", "59.1")
    assert (gap["what"], gap["audience"], gap["percent"]) == ("gap", GAP, "28.6")
    assert (everyone["pulse"], everyone["opened"], everyone["asked"]) == ("12", "2026-11-17", "100")


def test_where_most_answered_the_interval_is_of_a_finite_population() -> None:
    report = a_report()
    figures = report.results.figures[0].everyone
    assert isinstance(figures, Counts)
    found = report.results.interval(figures, Audience.EVERYONE)
    assert found != agreement_interval(figures)
    line = of(report, question_id="owned", what="figure", audience="everyone")[0]
    assert float(line["low_95"]) == pytest.approx(found.low * 100, abs=0.05)


@pytest.mark.parametrize("reason", Reason)
def test_a_hidden_figure_is_empty_but_for_the_reason(reason: Reason) -> None:
    report = with_figures(EVERYONE, Hidden(reason), Hidden(reason), a_report(earlier=1))
    for audience in ("leaders", "members"):
        (hidden,) = of(report, pulse="12", question_id="owned", audience=audience)
        assert {hidden[name] for name in FIGURES} == {""}
        assert hidden["note"] == reason.sentence(5)
    assert not of(report, pulse="12", question_id="owned", what="gap")


def test_a_band_gives_no_count_and_no_gap() -> None:
    band = Band(12, Opinion.DISAGREE, 9)
    report = with_figures(Hidden(Reason.NEARLY_ALL), band, MEMBERS, a_report())
    (row,) = of(report, question_id="owned", audience="leaders")
    assert (row["base"], row["agree"], row["disagree"]) == ("12", "", "")
    assert row["note"] == "9 in 10 or more disagree"
    (gap,) = of(report, question_id="owned", what="gap")
    assert (gap["percent"], gap["note"][:14]) == ("", "not worked out")


def test_every_kind_of_question_has_its_rows() -> None:
    report = a_report(ALL_TYPES)
    scale = of(report, question_id="works", what="figure", audience="everyone")[0]
    assert 0 <= float(scale["mean"]) <= 10
    assert scale["note"] == "agree is 7 to 10, neither 4 to 6, disagree 0 to 3"
    options = of(report, question_id="length", what="option")
    assert [each["option"] for each in options] == ["Too short", "About right", "Too long"]
    assert sum(int(each["chosen"]) for each in options) == int(options[0]["base"]) == 35
    yes = of(report, question_id="next", what="figure", audience="everyone")[0]
    assert yes["note"].startswith("agree is yes, disagree no")
    assert (yes["strongly_agree"], yes["strongly_disagree"]) == ("", "")


def test_each_text_has_a_row_in_the_order_that_was_given() -> None:
    report = a_report(ALL_TYPES)
    written = report.results.figures[-1].everyone
    texts = [each["text"] for each in of(report, what="text")]
    assert texts == list(getattr(written, "texts", ()))
    assert sorted(texts) == sorted(TEXTS)
    assert {each["audience"] for each in of(report, question_id="better")} == {"everyone"}


def test_texts_that_few_wrote_are_hidden_once_and_say_why() -> None:
    (row,) = of(a_report(ALL_TYPES, texts=TEXTS[:4]), question_id="better")
    assert row["note"] == "hidden: fewer than 5 people wrote something"


def test_earlier_rounds_are_there_to_draw_the_trend_but_not_their_texts() -> None:
    report = a_report(ALL_TYPES, earlier=6)
    closed = [
        each["closed"]
        for each in of(report, question_id="owned", audience="everyone", what="figure")
    ]
    assert len(closed) == 7
    assert closed[1:] == sorted(closed[1:], reverse=True)
    assert {each["pulse"] for each in of(report, what="text")} == {"12"}


def test_the_change_is_since_the_round_before() -> None:
    report = a_report(EIGHT, earlier=2)
    changes = of(report, what="change", audience="everyone")
    assert changes
    for each in changes:
        found = report.change(each["question_id"])
        if found is None:
            assert each["note"].startswith("not worked out")
        else:
            assert float(each["percent"]) == round(found.difference * 100, 1)
            assert each["note"].startswith("percentage points since pulse 11")
    assert not of(a_report(EIGHT), what="change")


def test_published_figures_stand_beside_the_question_with_source_and_caveat() -> None:
    owned = of(a_report(), question_id="owned", what="published")
    assert [each["audience"] for each in owned] == [
        "Six CCGs, 2013, with a formal role",
        "Six CCGs, 2013, other GPs",
        "England, 2015, with a formal role",
        "England, 2015, other GPs",
    ]
    assert [each["percent"] for each in owned] == ["66.2", "34.9", "58.0", "18.0"]
    assert all("not a target" in each["note"] for each in owned)
    relations = of(a_report(), question_id="relations", what="published")
    assert all(each["note"].startswith("the source gives it in words") for each in relations)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_text_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    bad = f'{start}HYPERLINK("http://x")'
    report = worded(a_report(ALL_TYPES, earlier=1, texts=(bad,) * 6), Question("owned", bad, bad))
    owned = of(report, question_id="owned")
    assert all(each["question"] == each["wording"] == f"'{bad}" for each in owned)
    assert {each["text"] for each in of(report, what="text")} == {f"'{bad}"}


def test_a_negative_gap_stays_a_number() -> None:
    report = with_figures(EVERYONE, MEMBERS, LEADERS, a_report())
    assert float(of(report, question_id="owned", what="gap")[0]["percent"]) < 0
