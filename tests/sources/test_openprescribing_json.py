"""OpenPrescribing's JSON: measures with what they say of themselves, and plain lists."""

import json
from datetime import date
from typing import Any

import pytest

from bot.domain.comparisons import ENGLAND, Reason
from bot.domain.indicators import CATALOGUE, Polarity, ValueType
from bot.errors import InvalidInput
from tests.sources.kit import DATA, Read, read
from tests.support.real_data import (
    LIST_SIZES,
    MEASURE_BY_SUB_ICB,
    MEASURE_OF_ENGLAND,
    SPENDING,
    real_file,
)

SMALL = DATA / "openprescribing_measures_small.json"
ROW = {
    "date": "2026-06-01",
    "numerator": 12.0,
    "denominator": 150.0,
    "calc_value": 0.08,
    "org_type": "practice",
    "org_id": "Y90001",
}


def measures(*rows: object, **facts: Any) -> Read:
    return read(json.dumps({"measures": [{"data": rows, "id": "brand"} | facts]}).encode())


def test_the_awkward_rows_of_the_small_file() -> None:
    found = read(SMALL)
    assert found.refused == {
        Reason.NOTHING_COUNTED: 1,
        Reason.NO_DENOMINATOR: 1,
        Reason.NOT_GP_SETTING: 1,
        Reason.NOT_A_PRACTICE: 1,
        Reason.WRONG_SHAPE: 1,
    }
    assert [each.row for each in found.verdicts] == list(range(1, 12))
    assert [each.area for each in found.of("brand")] == ["Y90001", "Y90004", "14Z", "15Z"]


def test_a_measure_says_what_it_is() -> None:
    found = read(SMALL).by_key
    brand, items = found["brand"], found["starpu"]
    assert (brand.name, brand.question) == (
        "Brand items, invented",
        "How do we compare on Brand items, invented?",
    )
    assert (brand.value_type, brand.multiplier, brand.unit) == (ValueType.PROPORTION, 100.0, "%")
    assert (brand.counted, brand.against) == ("Brand items", "All items")
    assert brand.polarity is Polarity.LOW_IS_GOOD
    assert (items.value_type, items.unit) == (ValueType.RATIO, "(items over STAR-PU)")
    assert items.polarity is Polarity.NO_JUDGEMENT


def test_rows_of_no_organisation_are_englands() -> None:
    seen = read(SMALL).of("starpu")
    assert [(each.area, each.period) for each in seen] == [
        (ENGLAND, date(2026, 6, 1)),
        (ENGLAND, date(2026, 7, 1)),
    ]
    assert not float(seen[0].denominator or 0).is_integer()


def test_what_is_known_of_a_measure_is_not_asked_of_the_file() -> None:
    content = json.dumps({"measures": [{"id": "SABA", "name": "Other", "data": [ROW]}]}).encode()
    assert read(content, known=CATALOGUE).by_key == {"saba": CATALOGUE["saba"]}


def test_the_old_names_of_organisations_are_known() -> None:
    old = {name: cell for name, cell in ROW.items() if not name.startswith("org")}
    found = measures(
        old | {"practice_id": "Y90001"}, old | {"pct_id": "14Z"}, old | {"stp_id": "QZZ"}
    )
    assert [each.area for each in found.taken] == ["Y90001", "14Z", "QZZ"]


def test_a_measure_without_a_name_has_no_indicator() -> None:
    assert list(measures(ROW, id=None).indicators.values()) == [Reason.NO_MEASURE]


def test_a_plain_list_of_rows_names_its_measure_in_each() -> None:
    found = read(json.dumps([ROW | {"measure": "saba"}, ROW]).encode(), known=CATALOGUE)
    assert [each.indicator_key for each in found.taken] == ["saba"]
    assert found.reason_of(2) is Reason.NO_MEASURE


def test_a_file_that_breaks_off_is_refused_as_a_whole() -> None:
    with pytest.raises(InvalidInput, match="breaks off"):
        read(SMALL.read_bytes()[:1500])


def test_nhs_numbers_in_rows_refuse_the_file() -> None:
    rows = [ROW | {"ref": number} for number in ("9990000018", "9990000026", "9990000034")]
    with pytest.raises(InvalidInput, match="NHS numbers"):
        measures(*rows)


def test_a_list_of_sizes_is_a_score() -> None:
    rows = [
        {"row_id": "Y90001", "date": "2026-06-01", "total_list_size": 9228},
        {"row_id": "14Z", "date": "2026-06-01", "total_list_size": 9228},
        {"row_id": "Y90002", "date": "June", "total_list_size": 9228},
        {"row_id": "Y90002", "date": "2026-06-01", "total_list_size": None},
        {"row_id": "Y90002", "date": "2026-06-01", "total_list_size": -1},
        ["Y90002"],
    ]
    found = read(json.dumps(rows).encode())
    (seen,) = found.taken
    assert (seen.area, seen.numerator, seen.value) == ("Y90001", None, 9228)
    assert [found.reason_of(row) for row in range(2, 7)] == [
        Reason.BAD_CODE,
        Reason.BAD_MONTH,
        Reason.NOT_A_NUMBER,
        Reason.NEGATIVE,
        Reason.WRONG_SHAPE,
    ]
    assert found.by_key["op_total_list_size"].value_type is ValueType.SCORE


ITEMS = [{"row_id": "Y90001", "date": "2026-06-01", "items": 448, "setting": 4}]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("spending_by_practice_14L_bnf5.1.json", "op_items_5_1"),
        ("spending_by_org/?format=json&code=0501&org=14L", "op_items_0501"),
        ("bnf_0304010Y0AAAAAA.json", "op_items_0304010y0aaaaaa"),
    ],
)
def test_of_which_medicines_items_are_is_in_the_name(name: str, key: str) -> None:
    assert set(read(json.dumps(ITEMS).encode(), name).by_key) == {key}


def test_without_that_they_are_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInput, match="BNF code into the file's name"):
        read(json.dumps(ITEMS).encode(), "spending.json")


# ---- the real files


def test_the_real_list_of_sizes() -> None:
    found = read(real_file(LIST_SIZES))
    assert (len(found.taken), found.refused) == (1068, {})
    assert len({each.area for each in found.taken}) == 89


def test_the_real_list_of_items_leaves_other_settings_out() -> None:
    found = read(real_file(SPENDING))
    assert (len(found.taken), found.refused) == (1065, {Reason.NOT_GP_SETTING: 156})
    assert set(found.by_key) == {"op_items_5_1"}


def test_the_real_shapes_of_measures() -> None:
    england, sub_icb = read(real_file(MEASURE_OF_ENGLAND)), read(real_file(MEASURE_BY_SUB_ICB))
    assert set(england.by_key) == set(sub_icb.by_key) == {"cerazette", "keppra"}
    assert {each.area for each in england.taken} == {ENGLAND}
    assert {each.area for each in sub_icb.taken} == {"02Q"}
    assert england.refused == sub_icb.refused == {}
