"""A plain table: headings with their synonyms, and what an indicator is by its rows."""

from datetime import date

import pytest

from bot.domain.comparisons import Reason, Refusal
from bot.domain.indicators import CATALOGUE, ValueType
from bot.errors import InvalidInput
from bot.sources.tidy import LARGEST
from tests.sources.kit import DATA, read, read_lines
from tests.support.real_data import TIDY, real_file

HEADING = "practice_code,indicator_id,period,numerator,denominator,value"
ROW = "Y90001,falls_seen,2026-06,20,400,5.0"


def test_every_row_of_the_small_file_is_accounted_for() -> None:
    found = read(DATA / "tidy_small.csv")
    assert len(found.verdicts) == 16
    assert found.refused == {Reason.BAD_PERIOD: 1, Reason.NO_MEASURE: 1}
    falls = found.by_key["falls_seen"]
    assert (falls.value_type, falls.multiplier, falls.period_months) == (
        ValueType.PROPORTION,
        100.0,
        1,
    )
    assert found.by_key["home_score"].value_type is ValueType.SCORE
    assert list(found.indicators.values()).count(Reason.OTHER_PERIOD) == 1  # a year among months


@pytest.mark.parametrize(
    "heading",
    [
        "ODS code,Indicator,Month,Num,Den,Rate",
        "GP_CODE,measure,time period,COUNT,denominator,percentage",
        " practice , indicator code , date , numerator , denom , value ",
    ],
)
def test_headings_may_be_written_in_other_words(heading: str) -> None:
    assert read_lines(heading, ROW).verdicts == read_lines(HEADING, ROW).verdicts
    assert len(read_lines(heading, ROW).taken) == 1


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("2022/23", (2022, 4)),
        ("2019", (2019, 1)),
        ("2019-04", (2019, 4)),
        ("2019-04-01", (2019, 4)),
    ],
)
def test_periods_are_read(period: str, first: tuple[int, int]) -> None:
    (seen,) = read_lines(HEADING, ROW.replace("2026-06", period)).taken
    assert seen.period == date(*first, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("14Z,falls_seen,2026-06,20,400,5", Reason.BAD_CODE),
        ("Y90001,,2026-06,20,400,5", Reason.NO_MEASURE),
        ("Y90001,falls seen,2026-06,20,400,5", Reason.NO_MEASURE),
        ("Y90001,falls_seen,2012-13,20,400,5", Reason.BAD_PERIOD),
        ("Y90001,falls_seen,2030,20,400,5", Reason.FUTURE_MONTH),
        ("Y90001,falls_seen,2026-06,many,400,5", Reason.NOT_A_NUMBER),
        ("Y90001,falls_seen,2026-06,inf,400,5", Reason.NOT_A_NUMBER),
        ("Y90001,falls_seen,2026-06,-20,400,5", Reason.NEGATIVE),
        ("Y90001,falls_seen,2026-06,0,0,", Reason.NOTHING_COUNTED),
        ("Y90001,falls_seen,2026-06,2,0,", Reason.NO_DENOMINATOR),
        ("Y90001,falls_seen,2026-06,,,", Reason.NO_VALUE),
        ("Y90001,falls_seen,2026-06,20,,", Reason.NO_VALUE),
        ("Y90001,falls_seen,2026-06,20", Reason.WRONG_SHAPE),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_for_its_reason(row: str, reason: Reason) -> None:
    assert read_lines(HEADING, row).verdicts == [Refusal(2, reason)]


@pytest.mark.parametrize(
    ("key", "counts", "value_type", "multiplier", "unit"),
    [
        ("falls_seen", "20,400", ValueType.PROPORTION, 100.0, "%"),
        ("falls_seen", "500,400", ValueType.RATE, 100.0, "per 100"),
        ("falls_seen", "20,400.5", ValueType.RATE, 100.0, "per 100"),
        ("ae_attendances", "20,400", ValueType.RATE, 100.0, "per 100"),
        ("items_per_1000", "20,400", ValueType.RATE, 1000.0, "per 1,000"),
    ],
)
def test_without_values_a_share_is_what_may_be_one(
    key: str, counts: str, value_type: ValueType, multiplier: float, unit: str
) -> None:
    (made,) = read_lines(HEADING, f"Y90001,{key},2026-06,{counts},").by_key.values()
    assert (made.value_type, made.multiplier, made.unit) == (value_type, multiplier, unit)


def test_values_say_what_it_is() -> None:
    (made,) = read_lines(HEADING, "Y90001,falls_seen,2026-06,20,400,50").by_key.values()
    assert (made.value_type, made.multiplier) == (ValueType.RATE, 1000.0)


def test_a_known_indicator_stays_what_it_is_and_its_periods_as_long() -> None:
    rows = ["Y90001,saba,2026-06,20,400,", "Y90001,SABA,2025/26,240,4800,"]
    found = read_lines(HEADING, *rows, known=CATALOGUE)
    assert sorted(map(str, found.indicators.values())) == sorted(
        [str(CATALOGUE["saba"]), str(Reason.OTHER_PERIOD)]
    )


def test_what_the_group_makes_itself_counts_as_not_published() -> None:
    (made,) = read_lines(HEADING, ROW).by_key.values()
    assert made.public is False
    assert made.name == "falls seen"
    named = read_lines(f"{HEADING},indicator_name", f"{ROW},Falls seen in time").by_key
    assert named["falls_seen"].name == "Falls seen in time"


def test_a_file_of_more_indicators_than_anybody_has_is_refused() -> None:
    rows = [ROW.replace("falls_seen", f"f{n}") for n in range(LARGEST + 1)]
    with pytest.raises(InvalidInput, match="different indicators"):
        read_lines(HEADING, *rows)


def test_the_real_table() -> None:
    found = read(real_file(TIDY))
    assert (len(found.taken), found.refused) == (4731, {})
    kinds = {key: (each.value_type, each.multiplier) for key, each in found.by_key.items()}
    assert len(kinds) == 10
    assert kinds["ft_93930_ae_attendances_0_4"] == (ValueType.RATE, 100.0)
    assert kinds["op_antibacterials_per_1000"] == (ValueType.RATE, 1000.0)
    assert kinds["qof_pad_prevalence"] == (ValueType.PROPORTION, 100.0)
