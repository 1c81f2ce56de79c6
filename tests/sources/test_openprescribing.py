"""OpenPrescribing's CSV: every row is taken or refused for a reason, and none is lost."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import Observation, Reason, Refusal, Taken
from bot.domain.indicators import CATALOGUE, Polarity, ValueType
from bot.sources.openprescribing import COLUMNS, OpenPrescribingReader
from tests.sources.kit import DATA, TODAY, read, text_of
from tests.support.real_data import OPENPRESCRIBING, real_file

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


def read_one(**changes: str) -> Taken | Refusal:
    """The verdict on one good row with these cells changed, and others added."""
    cells = GOOD | changes
    (verdict,) = read_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    return verdict


def read_text(text: str) -> list[Taken | Refusal]:
    return list(OpenPrescribingReader(text_of(text), CATALOGUE).rows(TODAY))


def test_a_good_row_is_taken_as_it_is() -> None:
    assert read_one() == Taken(
        2, Observation("ktt9_antibiotics", "Y90001", date(2026, 7, 1), 280.0, 4000.25)
    )


def test_none_prescribed_among_patients_is_a_figure() -> None:
    verdict = read_one(numerator="0.0", calc_value="0.0")
    assert isinstance(verdict, Taken)
    assert verdict.observation.numerator == 0


@pytest.mark.parametrize(
    ("org_type", "code"), [("pcn", "U90001"), ("ccg", "14Z"), ("sicbl", "14Z"), ("icb", "QZZ")]
)
def test_the_bodies_that_practices_belong_to_are_kept(org_type: str, code: str) -> None:
    verdict = read_one(org_type=org_type, org_id=code)
    assert isinstance(verdict, Taken)
    assert verdict.observation.area == code


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
        ({"org_type": "regional_team"}, Reason.NOT_A_PRACTICE),
        ({"org_type": ""}, Reason.NOT_A_PRACTICE),
        ({"org_type": "pcn"}, Reason.BAD_CODE),
        ({"org_id": "14L"}, Reason.BAD_CODE),
        ({"org_id": ""}, Reason.BAD_CODE),
        ({"date": "2026-07-15"}, Reason.BAD_MONTH),
        ({"date": "01/07/2026"}, Reason.BAD_MONTH),
        ({"date": "2026-13-01"}, Reason.BAD_MONTH),
        ({"date": ""}, Reason.BAD_MONTH),
        ({"date": "2026-12-01"}, Reason.FUTURE_MONTH),
        ({"measure": ""}, Reason.NO_MEASURE),
        ({"setting": "9"}, Reason.NOT_GP_SETTING),
    ],
)
def test_a_row_that_cannot_be_compared_is_refused_for_its_reason(
    changes: dict[str, str], reason: Reason
) -> None:
    assert read_one(**changes) == Refusal(2, reason)


def test_the_setting_of_a_general_practice_is_no_reason() -> None:
    assert isinstance(read_one(setting="4"), Taken)


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
    found = read(DATA / "openprescribing_small.csv")
    assert len(found.verdicts) == 147
    assert found.refused.total() == 16
    assert found.refused[Reason.NOT_A_PRACTICE] == 1


def test_an_unknown_measure_gets_no_direction_and_no_interval() -> None:
    found = read(DATA / "openprescribing_small.csv", known=CATALOGUE).by_key
    assert found["ktt9_antibiotics"] == CATALOGUE["ktt9_antibiotics"]
    unknown = found["home_made_measure"]
    assert (unknown.polarity, unknown.value_type) == (Polarity.NO_JUDGEMENT, ValueType.RATIO)


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
    found = read(real_file(OPENPRESCRIBING))
    assert len(found.verdicts) == 3456
    assert found.refused == {Reason.NOTHING_COUNTED: 235, Reason.NO_DENOMINATOR: 4}
    assert len(found.taken) == 3217
    assert sum(each.numerator == 0 for each in found.taken) == 3
    assert not any((each.denominator or 1.0).is_integer() for each in found.taken)
