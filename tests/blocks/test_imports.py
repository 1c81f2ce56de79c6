"""What is said of imports: every row accounted for, what is remembered, what undoing did."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.blocks.comparisons import say_detail, say_import, say_imports, say_undone
from bot.blocks.comparisons.imports import NAMED
from bot.domain.comparisons import (
    ImportDetail,
    Imported,
    ImportReport,
    Merged,
    Reason,
    Refusal,
    Scope,
    Source,
    Undone,
)
from bot.domain.indicators import CATALOGUE

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KTT9 = CATALOGUE["ktt9_antibiotics"]
REPORT = ImportReport(
    file_name="figures.csv",
    sha256="00",
    source=Source.OPENPRESCRIBING,
    read=260,
    refused={Reason.NOTHING_COUNTED: 239, Reason.NEGATIVE: 1},
    scope=Scope(
        rows=20,
        practices=1,
        rows_elsewhere=4,
        practices_elsewhere=1,
        first=date(2025, 9, 1),
        last=date(2026, 8, 1),
    ),
    merged=Merged(15, 2, 3),
    listed=(Refusal(2, Reason.NOTHING_COUNTED), Refusal(9, Reason.NEGATIVE)),
    indicators=(KTT9,),
    number=7,
)
IMPORTED = Imported(
    number=7,
    source=Source.FINGERTIPS,
    file_name="smoking.csv",
    sha256="ab12",
    actor="U9",
    at=NOW,
    read=192,
    taken=109,
    known=0,
    address=None,
    licence="Open Government Licence v3.0",
    busy=False,
    undone_at=None,
    undone_by=None,
)


def test_an_import_is_said_row_by_row_and_by_reason() -> None:
    assert say_import(REPORT).splitlines() == [
        "figures.csv: OpenPrescribing, 260 rows read.",
        "Taken: 20 rows (15 new, 2 corrected, 3 already known), the 12 months to August 2026, "
        "for 1 practice of the group.",
        "  The corrected figures are kept as they were, beside the new ones.",
        "  Antibiotic items, allowing for age and sex (ktt9_antibiotics)",
        "  4 rows of these are for 1 practice that the group does not have (or no longer): kept, "
        "and shown to nobody unless they are added.",
        "Refused: 240 rows.",
        "  239 rows: numerator and denominator are both 0, as for a practice that had closed or "
        "not yet opened: there is nothing to compare (row 2 and 238 more).",
        "  1 row: a number is below 0 (row 9).",
    ]


def test_what_is_of_no_use_is_said_apart_from_what_is_amiss() -> None:
    report = replace(
        REPORT,
        source=Source.FINGERTIPS,
        refused={Reason.CATEGORY: 1000, Reason.SAME_AGAIN: 2, Reason.SUPPRESSED: 1},
        listed=(Refusal(3, Reason.SAME_AGAIN), Refusal(4, Reason.SAME_AGAIN)),
    )
    lines = say_import(report).splitlines()
    assert lines[0].startswith("figures.csv: Fingertips, ")
    assert lines[-5:] == [
        "Left out: 1,002 rows.",
        "  1,000 rows: it is a breakdown (by deprivation, say), not the figure of an area.",
        "  2 rows: the same figure is in the file twice, as England's often is: once is enough "
        "(row 3 and 4).",
        "Refused: 1 row.",
        "  1 row: the publisher has suppressed the value, so that nobody can be recognised.",
    ]


def test_bodies_england_and_figures_of_several_rows_are_said() -> None:
    scope = replace(REPORT.scope, bodies=11, england=True, rows=40)
    said = say_import(replace(REPORT, scope=scope, source=Source.QOF))
    assert "Taken: 40 rows, which make 20 figures (15 new," in said
    assert "for 1 practice of the group, 11 bodies that practices belong to and England." in said


def test_of_many_indicators_some_are_named() -> None:
    said = say_import(replace(REPORT, indicators=(KTT9,) * (NAMED + 3)))
    assert said.count("(ktt9_antibiotics)") == NAMED
    assert "  and 3 more indicators" in said.splitlines()


def test_the_same_file_again_is_said_to_have_changed_nothing() -> None:
    again = replace(REPORT, already=NOW, scope=Scope(), merged=Merged())
    assert say_import(again) == (
        "This very file was imported on 24 November 2026 (as figures.csv): nothing was changed. "
        "Of its 260 rows 20 were taken and 240 refused."
    )


def test_a_file_with_nothing_in_it_is_said_to_have_given_nothing() -> None:
    empty = ImportReport("figures.csv", "00", Source.TIDY, 0, {})
    assert say_import(empty).splitlines()[1:] == ["Taken: nothing.", "Refused: nothing."]


def test_imports_are_listed_a_line_each() -> None:
    undone = replace(IMPORTED, number=6, undone_at=NOW, undone_by="U8")
    busy = replace(IMPORTED, number=8, busy=True)
    ending = replace(busy, number=5, undone_by="U8")
    assert say_imports([busy, IMPORTED, undone, ending]).splitlines() == [
        "8: smoking.csv, Fingertips, 24 November 2026, by U9: under way",
        "7: smoking.csv, Fingertips, 24 November 2026, by U9: 109 rows of 192",
        "6: smoking.csv, Fingertips, 24 November 2026, by U9: undone on 24 November 2026 (U8)",
        "5: smoking.csv, Fingertips, 24 November 2026, by U9: being undone",
    ]
    assert say_imports([]) == "Nothing was imported yet."


def test_one_import_is_told_with_where_it_is_from() -> None:
    imported = replace(IMPORTED, known=4, address="https://example.org/figures")
    detail = ImportDetail(
        imported, {Reason.NO_INDICATOR: 83}, (Refusal(111, Reason.NO_INDICATOR),), (KTT9,), 100, 5
    )
    assert say_detail(detail).splitlines() == [
        "7: smoking.csv, Fingertips, 24 November 2026, by U9: 109 rows of 192",
        "From: https://example.org/figures",
        "Licence: Open Government Licence v3.0",
        "SHA-256: ab12",
        "Figures: 100 figures; 5 figures more until later imports corrected them; 4 that it said "
        "were known already",
        "  Antibiotic items, allowing for age and sex (ktt9_antibiotics)",
        "Refused: 83 rows.",
        "  83 rows: it does not say which indicator it is: its Indicator ID is blank, as in rows "
        "that were added by hand (row 111 and 82 more).",
    ]
    own = ImportDetail(replace(IMPORTED, licence=None), {}, (), (), 0, 0)
    assert "From: a file that was handed over\nLicence: none is known" in say_detail(own)


def test_undoing_says_what_went_and_what_may_be_needed_again() -> None:
    assert say_undone(Undone(IMPORTED, 100, 5)) == (
        "Import 7 (smoking.csv) is undone: 100 figures went, 5 figures came back. The file may be "
        "imported again."
    )
    later = replace(IMPORTED, number=9, known=50)
    said = say_undone(Undone(IMPORTED, 100, 5, (later,))).splitlines()
    assert said[1].endswith("import them again to have it back.")
    assert said[2].strip().startswith("9: smoking.csv")
