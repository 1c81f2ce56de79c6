"""Fingertips' CSV: which rows are taken, under which key, and which are refused and why."""

import random
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.comparisons import ENGLAND, Observation, Reason, Taken
from bot.domain.indicators import Indicator, Polarity, Theme, ValueType
from bot.domain.statistics import wilson
from tests.sources.kit import DATA, Read, read, read_lines
from tests.support.real_data import IMD, SMOKING, real_file

SMALL = DATA / "fingertips_small.csv"
HEADING, *ROWS = SMALL.read_text().splitlines()
COLUMNS = HEADING.split(",")
PRACTICE = next(row for row in ROWS if ",Y90001," in row)


def changed(row: str = PRACTICE, **cells: str) -> str:
    """A row with these cells changed, named as in ``Time_period``."""
    parts = row.split(",")
    for name, cell in cells.items():
        parts[COLUMNS.index(name.replace("_", " "))] = cell
    return ",".join(parts)


def verdict(**cells: str) -> Observation | Reason:
    """What becomes of a practice's row with these cells changed."""
    (only,) = read_lines(HEADING, changed(**cells)).verdicts
    return only.observation if isinstance(only, Taken) else only.reason


# ---- rows


def test_a_practices_row_is_taken_as_it_is() -> None:
    found = read_lines(HEADING, PRACTICE)
    (seen,) = found.of("ft_90001")
    assert (seen.area, seen.period) == ("Y90001", date(2021, 4, 1))
    assert (seen.numerator, seen.denominator) == (700, 6000)
    assert seen.value == pytest.approx(700 / 6000 * 100)
    assert (seen.low or 0) < (seen.value or 0) < (seen.high or 0)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Indicator_ID": ""}, Reason.NO_INDICATOR),
        ({"Indicator_ID": "smoking"}, Reason.NO_INDICATOR),
        ({"Category_Type": "Deprivation deciles"}, Reason.CATEGORY),
        ({"Category": "Most deprived decile"}, Reason.CATEGORY),
        ({"Area_Type": "Districts & UAs (from Apr 2023)"}, Reason.OTHER_AREA),
        ({"Area_Type": ""}, Reason.OTHER_AREA),
        ({"Area_Code": "14L"}, Reason.BAD_CODE),
        ({"Area_Type": "PCNs (v. 27/10/23)"}, Reason.BAD_CODE),
        ({"Time_period": "recently"}, Reason.BAD_PERIOD),
        ({"Time_period": "2020/21 - 22/23"}, Reason.BAD_PERIOD),  # the other columns say one year
        ({"Time_period": "2027/28", "Time_period_Sortable": "20270000"}, Reason.FUTURE_MONTH),
        ({"Value": ""}, Reason.NO_VALUE),
        (
            {"Value": "", "Value_note": "Value suppressed for disclosure control reasons"},
            Reason.SUPPRESSED,
        ),
        ({"Value": "much"}, Reason.NOT_A_NUMBER),
        ({"Value": "NaN"}, Reason.NOT_A_NUMBER),
        ({"Count": "inf"}, Reason.NOT_A_NUMBER),
        ({"Count": "-1"}, Reason.NEGATIVE),
        ({"Denominator": "0"}, Reason.NO_DENOMINATOR),
        ({"Count": "0", "Denominator": "0", "Value": "0"}, Reason.NOTHING_COUNTED),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_for_its_reason(
    cells: dict[str, str], reason: Reason
) -> None:
    assert verdict(**cells) is reason


def test_a_data_quality_note_is_kept_with_the_value() -> None:
    note = "There is a data quality issue with this value."
    seen = verdict(Value_note=note)
    assert isinstance(seen, Observation)
    assert seen.note == note


def test_a_count_without_a_denominator_is_no_count() -> None:
    seen = verdict(Denominator="")
    assert isinstance(seen, Observation)
    assert (seen.numerator, seen.denominator) == (None, None)
    assert seen.value == pytest.approx(700 / 6000 * 100)


def test_bodies_are_known_by_one_code_and_england_comes_once() -> None:
    found = read(SMALL)
    areas = {each.area for each in found.of("ft_90001")}
    assert {"QZZ", "14Z", "U90001", ENGLAND} < areas
    assert found.refused[Reason.SAME_AGAIN] == 2
    assert [each.period for each in found.of("ft_90001") if each.area == ENGLAND] == [
        date(2021, 4, 1),
        date(2022, 4, 1),
    ]


def test_england_with_other_figures_is_not_said_to_be_the_same() -> None:
    first, second = (row for row in ROWS[:2])
    found = read_lines(HEADING, first, changed(second, Value="14.5"))
    assert found.refused == {}
    assert len(found.taken) == 2  # whoever keeps them keeps the first


def test_every_row_of_the_small_file_is_accounted_for() -> None:
    found = read(SMALL)
    assert len(found.verdicts) == len(ROWS)
    assert found.refused == {
        Reason.SAME_AGAIN: 2,
        Reason.CATEGORY: 1,
        Reason.OTHER_AREA: 1,
        Reason.SUPPRESSED: 1,
        Reason.NO_VALUE: 1,
        Reason.NO_INDICATOR: 1,
        Reason.BAD_CODE: 1,
        Reason.BAD_PERIOD: 1,
        Reason.NOTHING_COUNTED: 1,
        Reason.WRONG_SHAPE: 1,
    }
    assert found.reason_of(29) is Reason.NO_INDICATOR


@pytest.mark.parametrize(
    "heading",
    [
        HEADING.replace("Compared to PCNs (v. 27/10/23) value or percentiles", "Column not used"),
        HEADING.replace("Compared to PCNs (v. 27/10/23) value or percentiles", "Something new"),
        HEADING.upper(),
        HEADING.replace("Lower CI 95.0 limit", "Lower CI 95 limit"),
    ],
)
def test_columns_are_found_by_name_with_tolerance(heading: str) -> None:
    assert read_lines(heading, *ROWS).verdicts == read_lines(HEADING, *ROWS).verdicts


def test_columns_may_come_in_another_order_and_the_unneeded_may_be_missing() -> None:
    wanted = ["Value", "Time period", "Area Type", "Area Code", "Indicator ID", "Count"]
    wanted.append("Denominator")
    places = [COLUMNS.index(name) for name in wanted]
    row = ",".join(PRACTICE.split(",")[place] for place in places)
    (seen,) = read_lines(",".join(wanted), row).taken
    assert (seen.area, seen.numerator, seen.denominator) == ("Y90001", 700, 6000)


# ---- what the file says of its indicators


def test_an_unknown_indicator_is_made_from_the_file() -> None:
    found = read(SMALL).by_key
    smoking, score, attendances = (found[f"ft_9000{n}"] for n in (1, 2, 3))
    assert (smoking.value_type, smoking.multiplier, smoking.unit) == (
        ValueType.PROPORTION,
        100.0,
        "%",
    )
    assert smoking.polarity is Polarity.NO_JUDGEMENT
    assert smoking.period_months == 12
    assert (score.value_type, score.name) == (ValueType.SCORE, "Deprivation score (invented)")
    assert score.question == "How do we compare on Deprivation score (invented)?"
    assert (attendances.value_type, attendances.multiplier, attendances.unit) == (
        ValueType.RATE,
        1000.0,
        "per 1,000",
    )


def test_other_sexes_and_ages_are_indicators_of_their_own() -> None:
    found = read(SMALL)
    assert {key for key in found.by_key if key.startswith("ft_90001")} == {
        "ft_90001",
        "ft_90001_female_15_plus_yrs",
        "ft_90001_persons_65_plus_yrs",
    }
    (women,) = found.of("ft_90001_female_15_plus_yrs")
    assert (women.numerator, women.denominator) == (300, 3000)
    named = found.by_key["ft_90001_female_15_plus_yrs"]
    assert named.name == "Current smokers among adults (invented) (women and girls, 15+ yrs)"


def keys_and_figures(found: Read) -> set[tuple[str, Observation]]:
    keys = {
        name: each.key for name, each in found.indicators.items() if isinstance(each, Indicator)
    }
    return {(keys[each.indicator_key], each._replace(indicator_key="")) for each in found.taken}


def test_keys_do_not_depend_on_the_order_of_rows() -> None:
    shuffled = ROWS.copy()
    random.Random(5).shuffle(shuffled)
    ahead, mixed = read_lines(HEADING, *ROWS), read_lines(HEADING, *shuffled)
    assert keys_and_figures(ahead) == keys_and_figures(mixed)
    assert ahead.by_key == mixed.by_key


def test_an_indicator_of_one_sex_only_has_the_plain_key() -> None:
    rows = [changed(row, Sex="Female", Age="25-49 yrs") for row in ROWS if ",Y9000" in row[:80]]
    assert set(read_lines(HEADING, *rows[:6]).by_key) == {"ft_90001"}


def test_the_widest_ages_and_both_sexes_come_first() -> None:
    ages = ["<18 yrs", "65+ yrs", "15+ yrs", "5 yrs"]
    rows = [changed(Age=age) for age in ages] + [changed(Sex="Male", Age="All ages")]
    found = read_lines(HEADING, *rows)
    assert found.by_key["ft_90001"].against == "people, 15+ yrs"
    assert set(found.by_key) == {
        "ft_90001",
        "ft_90001_persons_under_18_yrs",
        "ft_90001_persons_65_plus_yrs",
        "ft_90001_persons_5_yrs",
        "ft_90001_male_all_ages",
    }


def test_quarters_beside_years_are_an_indicator_of_their_own() -> None:
    quarter = changed(
        Time_period="2022/23 Q1", Time_period_Sortable="20220100", Time_period_range="1q"
    )
    found = read_lines(HEADING, PRACTICE, quarter)
    assert {key: each.period_months for key, each in found.by_key.items()} == {
        "ft_90001": 12,
        "ft_90001_persons_15_plus_yrs_3m": 3,
    }


def test_what_is_known_of_an_indicator_is_not_asked_of_the_file() -> None:
    known = replace(
        read(SMALL).by_key["ft_90001"],
        name="Smokers",
        counted="smokers",
        against="patients aged 15 and over",
        polarity=Polarity.LOW_IS_GOOD,
        theme=Theme.LONG_TERM_CONDITIONS,
    )
    found = read(SMALL, known={known.key: known}).by_key
    assert found["ft_90001"] == known
    women = found["ft_90001_female_15_plus_yrs"]
    assert (women.polarity, women.theme) == (Polarity.LOW_IS_GOOD, Theme.LONG_TERM_CONDITIONS)


def test_a_later_file_of_another_age_does_not_take_the_plain_key() -> None:
    earlier = read_lines(HEADING, PRACTICE).by_key
    old = [changed(Age="65+ yrs")]
    assert set(read_lines(HEADING, *old).by_key) == {"ft_90001"}
    assert set(read_lines(HEADING, *old, known=earlier).by_key) == {"ft_90001_persons_65_plus_yrs"}


# ---- the real files


def test_the_real_file_of_smoking() -> None:
    found = read(real_file(SMOKING))
    assert len(found.verdicts) == 192
    assert found.refused == {Reason.NO_INDICATOR: 83}
    assert all(found.reason_of(row) is Reason.NO_INDICATOR for row in range(111, 194))
    assert set(found.by_key) == {"ft_91547"}
    areas = [each.area for each in found.taken]
    assert sum(len(area) == 6 for area in areas) == 83
    assert {"00T", "14L", "QOP", ENGLAND} < set(areas)
    assert [each.note[:30] for each in found.taken if each.note] == [
        "There is a data quality issue "
    ]


def test_wilson_gives_the_published_limits_of_all_83_practices() -> None:
    found = read(real_file(SMOKING))
    practices = [each for each in found.taken if len(each.area) == 6]
    assert len(practices) == 83
    furthest = 0.0
    for each in practices:
        assert each.numerator is not None
        assert each.denominator is not None
        limits = wilson(each.numerator, each.denominator)
        for ours, theirs in ((limits.low, each.low), (limits.high, each.high)):
            assert theirs is not None
            furthest = max(furthest, abs(ours * 100 - theirs))
    assert furthest < 1e-6  # percentage points; 5.0e-9 when this was written, which is rounding


def test_the_real_file_of_deprivation() -> None:
    found = read(real_file(IMD))
    assert found.refused == {Reason.SAME_AGAIN: 1}
    assert len(found.taken) == 84
    (indicator,) = found.by_key.values()
    assert (indicator.key, indicator.value_type) == ("ft_93553", ValueType.SCORE)
    assert {each.numerator for each in found.taken} == {None}
