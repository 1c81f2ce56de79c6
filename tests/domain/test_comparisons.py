"""Figures beside each other: the period, the spread, where one lies, and what might be done."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.comparisons import (
    Comparison,
    Period,
    interval_of,
    make_figure,
    spread,
    usual_period,
)
from bot.domain.indicators import CATALOGUE, Indicator, openprescribing_indicator
from bot.domain.statistics import byars, exact_poisson, rate_interval, wilson

KTT9 = CATALOGUE["ktt9_antibiotics"]
BROAD = CATALOGUE["broad_spectrum"]
YEAR = Period(date(2025, 9, 1), date(2026, 8, 1))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def months(first: date, how_many: int) -> list[date]:
    count = (first.year * 12 + first.month - 1 + step for step in range(how_many))
    return [date(number // 12, number % 12 + 1, 1) for number in count]


def compared(*values: float, indicator: Indicator = KTT9) -> Comparison:
    """Practices Y90001, Y90002, ... with these values on 12,000 STAR-PU-months each."""
    figures = tuple(
        make_figure(indicator, f"Y9000{place}", value * 12_000.5 / indicator.multiplier, 12_000.5)
        for place, value in enumerate(values, start=1)
    )
    return Comparison(indicator, YEAR, figures, NOW)


# ---- periods


def test_the_usual_period_is_the_latest_twelve_months() -> None:
    period = usual_period(months(date(2024, 9, 1), 24))
    assert period == YEAR
    assert YEAR.months == 12


def test_with_fewer_months_it_is_those_there_are() -> None:
    assert usual_period(months(date(2026, 4, 1), 3)) == Period(date(2026, 4, 1), date(2026, 6, 1))
    assert usual_period([date(2026, 4, 1)]) == Period(date(2026, 4, 1), date(2026, 4, 1))
    assert usual_period([]) is None


def test_a_gap_ends_the_period() -> None:
    known = [*months(date(2025, 1, 1), 6), *months(date(2025, 8, 1), 4)]
    assert usual_period(known) == Period(date(2025, 8, 1), date(2025, 11, 1))


# ---- spreads


def test_fewer_than_five_practices_are_not_compared() -> None:
    assert spread([1.0, 2.0, 3.0, 4.0]) is None
    assert compared(70, 80, 90, 60).spread is None


def test_a_spread_is_five_numbers() -> None:
    group = spread([5.0, 1.0, 2.0, 4.0, 3.0])
    assert group is not None
    assert (group.lowest, group.lower_quarter, group.median) == (1, 2, 3)
    assert (group.upper_quarter, group.highest, group.practices) == (4, 5, 5)


def test_values_are_in_order_of_size_and_not_of_the_practices() -> None:
    assert compared(90, 60, 80, 70, 100).values == pytest.approx((60, 70, 80, 90, 100))


# ---- intervals


def test_a_share_of_whole_things_has_wilsons_interval() -> None:
    limits = wilson(48, 400)
    found = interval_of(BROAD, make_figure(BROAD, "Y90001", 48, 400))
    assert found is not None
    assert (found.low, found.high) == (limits.low * 100, limits.high * 100)


@pytest.mark.parametrize("indicator", [KTT9, BROAD], ids=lambda each: each.key)
def test_a_denominator_that_is_no_whole_number_never_gets_wilson(indicator: Indicator) -> None:
    limits = rate_interval(48, 400.5)
    found = interval_of(indicator, make_figure(indicator, "Y90001", 48, 400.5))
    assert found is not None
    assert found.low == limits.low * indicator.multiplier
    assert found.high == limits.high * indicator.multiplier


def test_small_counts_have_exact_limits_and_large_ones_byars() -> None:
    few = interval_of(KTT9, make_figure(KTT9, "Y90001", 3, 1000.5))
    many = interval_of(KTT9, make_figure(KTT9, "Y90001", 100, 1000.5))
    assert few is not None
    assert many is not None
    assert few.high == exact_poisson(3).high / 1000.5 * 1000
    assert many.high == byars(100).high / 1000.5 * 1000


def test_what_is_not_a_count_of_events_has_no_interval() -> None:
    doses, unknown = CATALOGUE["bdzper1000"], openprescribing_indicator("home_made")
    assert interval_of(doses, make_figure(doses, "Y90001", 120.0, 8.2)) is None
    assert interval_of(unknown, make_figure(unknown, "Y90001", 120.0, 800.0)) is None
    assert interval_of(KTT9, make_figure(KTT9, "Y90001", 120.5, 800.0)) is None


# ---- where one lies
