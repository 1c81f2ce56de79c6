"""OpenPrescribing's CSV: every row is taken or refused for a reason, and none is lost."""

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import Reason, Refusal, Taken
from bot.sources.files import opened
from bot.sources.openprescribing import COLUMNS, read_rows
from tests.support.real_data import OPENPRESCRIBING, real_file

TODAY = date(2026, 11, 24)
GOOD = {
    "measure": "ktt9_antibiotics",
    "org_type": "practice",
    "org_id": "Y90001",
    "org_name": "ALDER LANE SURGERY",
    "date": "2026-07-01",
    "numerator": "280.0",
    "denominator": "4000.25",
    "calc_value": "0.0699956252734204",
    "percentile": "40.1",
}


def read(**changes: str) -> Taken | Refusal:
    """The verdict on one good row with these cells changed."""
    (verdict,) = read_text(",".join(COLUMNS) + "\n" + ",".join((GOOD | changes).values()) + "\n")
    return verdict


def read_text(text: str) -> list[Taken | Refusal]:
    return list(read_rows(io.StringIO(text, newline=""), TODAY))


def test_a_good_row_is_taken_as_it_is() -> None:
    verdict = read()
    assert isinstance(verdict, Taken)
    seen = verdict.observation
    assert (seen.indicator_key, seen.area, seen.period) == (
        "ktt9_antibiotics",
        "Y90001",
        date(2026, 7, 1),
    )
    assert (seen.numerator, seen.denominator) == (280.0, 4000.25)


def test_none_prescribed_among_patients_is_a_figure() -> None:
    verdict = read(numerator="0.0", calc_value="0.0")
    assert isinstance(verdict, Taken)
    assert verdict.observation.numerator == 0


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"numerator": "0.0", "denominator": "0.0", "calc_value": ""}, Reason.NOTHING_COUNTED),
        ({"numerator": "0", "denominator": "0", "calc_value": "NaN"}, Reason.NOTHING_COUNTED),
        ({"numerator": "2.0", "denominator": "0.0", "calc_value": ""}, Reason.NO_DENOMINATOR),
        ({"denominator": "0.0", "calc_value": "Infinity"}, Reason.NO_DENOMINATOR),
        ({"numerator": "NaN"}, Reason.NOT_A_NUMBER),
        ({"denominator": "Infinity"}, Reason.NOT_A_NUMBER),
        ({"denominator": "-inf"}, Reason.NOT_A_NUMBER),
        ({"numerator": ""}, Reason.NOT_A_NUMBER),
        ({"numerator": "two"}, Reason.NOT_A_NUMBER),
        ({"calc_value": "Infinity"}, Reason.NOT_A_NUMBER),
        ({"calc_value": ""}, Reason.NO_VALUE),
        ({"calc_value": "0.5"}, Reason.DISAGREES),
        ({"numerator": "-280.0"}, Reason.NEGATIVE),
        ({"denominator": "-4000.25"}, Reason.NEGATIVE),
        ({"org_type": "ccg"}, Reason.NOT_A_PRACTICE),
        ({"org_id": "14L"}, Reason.BAD_CODE),
        ({"org_id": ""}, Reason.BAD_CODE),
        ({"date": "2026-07-15"}, Reason.BAD_MONTH),
        ({"date": "01/07/2026"}, Reason.BAD_MONTH),
        ({"date": "2026-13-01"}, Reason.BAD_MONTH),
        ({"date": ""}, Reason.BAD_MONTH),
        ({"date": "2026-12-01"}, Reason.FUTURE_MONTH),
        ({"measure": ""}, Reason.NO_MEASURE),
        ({"measure": "broad_spectrum", "numerator": "9000.0"}, Reason.ABOVE_THE_WHOLE),
    ],
)
def test_a_row_that_cannot_be_compared_is_refused_for_its_reason(
    changes: dict[str, str], reason: Reason
) -> None:
    assert read(**changes) == Refusal(2, reason)


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    good, short = ",".join(GOOD.values()), "ktt9_antibiotics,practice"
    verdicts = read_text("\n".join([",".join(COLUMNS), good, short, good, short + ",,,,,,,,"]))
    assert [each.row for each in verdicts] == [2, 3, 4, 5]
    assert verdicts[1] == Refusal(3, Reason.WRONG_SHAPE)
    assert verdicts[3] == Refusal(5, Reason.WRONG_SHAPE)


def test_blank_lines_are_no_rows_but_are_counted_over() -> None:
    good = ",".join(GOOD.values())
    verdicts = read_text("\n\n".join([",".join(COLUMNS), good, good]) + "\n\n\n")
    assert [each.row for each in verdicts] == [3, 5]


def test_a_cell_that_never_ends_costs_one_row_and_no_more() -> None:
    good = ",".join(GOOD.values())
    endless = good.replace("ALDER", '"' + "x" * 200_000 + '"')
    verdicts = read_text("\n".join([",".join(COLUMNS), good, endless, good]))
    assert [type(each) for each in verdicts] == [Taken, Refusal, Taken]


def test_the_awkward_rows_of_the_small_file() -> None:
    with opened(Path(__file__).parents[1] / "data/openprescribing_small.csv") as found:
        verdicts = list(read_rows(found.text, TODAY))
    refused = Counter(each.reason for each in verdicts if isinstance(each, Refusal))
    assert len(verdicts) == 147
    assert refused.total() == 17
    assert set(refused) == set(Reason) - {Reason.REPEATED}  # that is seen across rows


cells = st.one_of(
    st.sampled_from(
        ["", "0", "0.0", "1.0", "12.5", "NaN", "Infinity", "-1", "1e400", *GOOD.values()]
    ),
    st.text(max_size=12),
)


@given(st.lists(st.lists(cells, min_size=1, max_size=11), max_size=20))
def test_whatever_a_file_says_every_row_is_accounted_for(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    verdicts = read_text(text.getvalue())
    assert [each.row for each in verdicts] == list(range(2, len(rows) + 2))
    for each in verdicts:
        if isinstance(each, Taken):
            assert (each.observation.numerator or 0) >= 0
            assert (each.observation.denominator or 0) > 0


def test_all_rows_of_the_real_file_are_accounted_for() -> None:
    with opened(real_file(OPENPRESCRIBING)) as found:
        verdicts = list(read_rows(found.text, TODAY))
    refused = Counter(each.reason for each in verdicts if isinstance(each, Refusal))
    assert len(verdicts) == 3456
    assert refused == {Reason.NOTHING_COUNTED: 235, Reason.NO_DENOMINATOR: 4}
    taken = [each.observation for each in verdicts if isinstance(each, Taken)]
    assert len(taken) == 3217
    assert sum(each.numerator == 0 for each in taken) == 3
    assert not any((each.denominator or 1.0).is_integer() for each in taken)
