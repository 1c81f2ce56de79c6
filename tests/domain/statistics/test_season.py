"""The season guard: what all practices share is no signal, on made and on real months."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statistics import (
    beside_others,
    control_chart,
    latest_unbroken,
    seasonal_limits,
)
from tests.domain.statistics.real import antibiotics, medians_of_others, values


def month(at: int) -> date:
    return date(2024 + at // 12, at % 12 + 1, 1)


def by_month(numbers: list[float]) -> dict[date, float]:
    return {month(at): number for at, number in enumerate(numbers)}


WINTER = [1.4 if at % 12 in (0, 1, 11) else 0.9 for at in range(24)]
NOISE = [1.0, 1.02, 0.99, 1.01, 0.98, 1.0, 1.03, 0.97]


def test_a_winter_that_all_have_leaves_nothing() -> None:
    others = by_month([80 * each for each in WINTER])
    own = {day: value * 1.3 for day, value in others.items()}
    assert list(beside_others(own, others).values()) == pytest.approx([1.3] * 24)


def test_limits_move_with_the_season_and_hold_a_usual_practice() -> None:
    others = by_month([80 * each for each in WINTER])
    own = by_month([100 * each * NOISE[at % 8] for at, each in enumerate(WINTER)])
    limits = seasonal_limits(own, others)
    january, june = limits[month(12)], limits[month(17)]
    assert january.centre / june.centre == pytest.approx(1.4 / 0.9)
    assert all(limits[day].low < value < limits[day].high for day, value in own.items())


def test_one_month_unlike_the_season_lies_outside() -> None:
    others = by_month([80 * each for each in WINTER])
    own = by_month([100 * each * NOISE[at % 8] for at, each in enumerate(WINTER)])
    own[month(17)] *= 1.4  # a June like a January
    limits = seasonal_limits(own, others)
    outside = [day for day, value in own.items() if not limits[day].low < value < limits[day].high]
    assert outside == [month(17)]


def test_no_limits_from_fewer_than_twelve_months() -> None:
    own, others = by_month([10.0] * 11), by_month([8.0] * 11)
    assert seasonal_limits(own, others) == {}
    assert len(seasonal_limits(by_month([10.0] * 12), by_month([8.0] * 12))) == 12


def test_a_month_without_others_or_with_none_counted_is_a_gap() -> None:
    own = by_month([10.0] * 8)
    others = by_month([8.0] * 8)
    del others[month(2)]
    assert list(beside_others(own, others)) == [month(at) for at in range(3, 8)]
    others[month(5)] = 0.0
    assert list(beside_others(own, others)) == [month(6), month(7)]


def test_the_latest_parts_without_a_gap() -> None:
    quarters = [month(at) for at in (0, 3, 9, 12, 15)]
    assert latest_unbroken(quarters[::-1], each=3) == quarters[2:]
    assert latest_unbroken([], each=1) == []


def outside(series: Mapping[str, list[float]]) -> int:
    """How many practices have a month beyond the limits of their own chart."""
    charts = {code: control_chart(own) for code, own in series.items()}
    return sum(
        any(chart.is_outside(value) for value in series[code])
        for code, chart in charts.items()
        if chart
    )


def test_on_real_months_the_guard_takes_a_third_of_the_signals_away() -> None:
    """Antibiotics, 24 months, 89 practices: 54 raw (golden), 36 beside the others."""
    real = {code: values(counts) for code, counts in antibiotics(24).items()}
    guarded = {
        code: beside_others(own, medians_of_others(real, code)) for code, own in real.items()
    }
    assert outside({code: list(own.values()) for code, own in real.items()}) == 54
    assert outside({code: list(own.values()) for code, own in guarded.items()}) == 36


@given(
    st.lists(st.integers(1, 1000), min_size=12, max_size=36),
    st.lists(st.integers(1, 1000), min_size=36, max_size=36),
)
def test_limits_hold_their_centre_and_never_fall_below_nothing(
    own: list[int], others: list[int]
) -> None:
    limits = seasonal_limits(by_month([*map(float, own)]), by_month([*map(float, others)]))
    assert len(limits) == len(own)
    assert all(0 <= each.low <= each.centre <= each.high for each in limits.values())


@given(st.lists(st.integers(1, 1000), min_size=12, max_size=24), st.integers(2, 9))
def test_what_happens_to_all_alike_changes_nothing(numbers: list[int], times: int) -> None:
    own, others = by_month([*map(float, numbers)]), by_month([7.0] * len(numbers))
    last = max(own)
    own_raised = {**own, last: own[last] * times}
    others_raised = {**others, last: others[last] * times}
    assert beside_others(own_raised, others_raised) == pytest.approx(beside_others(own, others))
