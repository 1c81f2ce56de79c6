"""The control chart: the golden figures, each rule at its edge, and what must hold for any series."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statistics import ControlChart, Rule, control_chart, lengths_of_runs, signals
from tests.domain.statistics.real import antibiotics, values

UNIT = ControlChart(centre=0.0, moving_range=1.0)  # limits at 2.66, the outer third from 1.773
NOTHING: frozenset[Rule] = frozenset()
BEYOND, RISE, TWO, RUN = (
    frozenset([rule]) for rule in (Rule.OUTSIDE, Rule.TREND, Rule.TWO_OF_THREE, Rule.SHIFT)
)


def charted(series: list[float], *, screened: bool = False) -> ControlChart:
    found = control_chart(series, screened=screened)
    assert found is not None
    return found


def real_series() -> dict[str, list[float]]:
    """24 months of each of the 89 practices, without any guard against winter."""
    return {code: list(values(counts).values()) for code, counts in antibiotics(24).items()}


def test_the_golden_chart_of_one_practice() -> None:
    """golden_values.json, xmr_P84004_ktt9_24m."""
    series = real_series()["P84004"]
    found = charted(series)
    assert found.centre == pytest.approx(0.09114422056217998, abs=1e-15)
    assert found.moving_range == pytest.approx(0.013996327957958552, abs=1e-15)
    assert found.upper == pytest.approx(0.12837445293034971, abs=1e-12)
    assert found.lower == pytest.approx(0.053913988194010214, abs=1e-12)
    assert sum(found.is_outside(value) for value in series) == 2


@pytest.mark.parametrize(
    ("rule", "length", "golden"),
    [
        (Rule.OUTSIDE, 7, 54),
        (Rule.SHIFT, 7, 48),
        (Rule.SHIFT, 8, 32),
        (Rule.TREND, 7, 4),
        (Rule.TREND, 6, 15),
    ],
)
def test_the_golden_signals_of_89_practices(rule: Rule, length: int, golden: int) -> None:
    """golden_values.json, spc_signals_14L_ktt9_24m: what a raw chart would cry."""
    series = real_series()
    assert len(series) == 89
    found = [
        each
        for each in series.values()
        if any(rule in at for at in signals(each, charted(each), shift=length, trend=length))
    ]
    assert len(found) == golden


def test_fewer_than_twelve_points_have_no_limits() -> None:
    assert control_chart([1.0, 2.0] * 5 + [1.0]) is None
    assert control_chart([1.0, 2.0] * 6) == ControlChart(1.5, 1.0)


def test_a_wild_moving_range_is_left_out_only_where_asked() -> None:
    series = [0.0, 1.0] * 10 + [60.0]
    assert charted(series).moving_range == pytest.approx((19 + 59) / 20)
    assert charted(series, screened=True).moving_range == 1.0


def test_a_constant_series_has_limits_without_width_and_no_signal() -> None:
    series = [5.0] * 12
    found = charted(series, screened=True)
    assert (found.lower, found.upper) == (5.0, 5.0)
    assert signals(series, found) == (NOTHING,) * 12


def test_only_beyond_a_limit_is_outside() -> None:
    assert signals([2.66, -2.66, 2.661, -2.661], UNIT) == (
        NOTHING,
        NOTHING,
        BEYOND,
        BEYOND,
    )


def test_seven_on_one_side_are_a_shift_six_are_none() -> None:
    six = [0.5, 0.1, 0.6, 0.2, 0.4, 0.3]
    assert signals([*six, -0.1], UNIT) == (NOTHING,) * 7
    assert signals([-0.1, *six, 0.2], UNIT) == (NOTHING, *[RUN] * 7)


def test_a_point_on_the_mean_ends_a_run() -> None:
    assert signals([0.5, 0.1, 0.6, 0.0, 0.4, 0.3, 0.5, 0.2], UNIT) == (NOTHING,) * 8
    assert lengths_of_runs([1, 1, 0, 1, -1, -1]) == [1, 2, 0, 1, 1, 2]


def test_seven_points_that_rise_are_a_trend_six_are_none() -> None:
    seven = [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.4]
    assert signals([*seven, 0.1], UNIT) == (*[RISE] * 7, NOTHING)
    assert signals([*seven[1:], 0.1], UNIT) == (NOTHING,) * 7
    assert signals([0.1, *seven[::-1]], UNIT)[1:] == (RISE,) * 7


def test_an_equal_point_ends_a_trend() -> None:
    assert signals([-0.3, -0.2, -0.1, -0.1, 0.2, 0.3, 0.4], UNIT) == (NOTHING,) * 7


def test_two_of_three_in_the_outer_third_on_one_side() -> None:
    assert signals([-0.1, 2.0, 0.1, 2.0, -0.1], UNIT) == (NOTHING, TWO, NOTHING, TWO, NOTHING)
    assert signals([0.1, 2.0, -0.1, 2.0, 0.1], UNIT) == (NOTHING,) * 5  # the three not on one side
    assert signals([0.1, 1.7, 0.1, 2.0, 0.1], UNIT) == (NOTHING,) * 5  # only one that far
    assert signals([0.1, 2.0, 0.1, 0.2, 2.0], UNIT) == (NOTHING,) * 5  # too far from each other


def test_rules_are_in_the_order_of_their_strength() -> None:
    assert list(Rule) == [Rule.OUTSIDE, Rule.TREND, Rule.TWO_OF_THREE, Rule.SHIFT]


# ---- properties

series = st.lists(st.integers(-1000, 1000).map(float), min_size=12, max_size=40)


@given(series)
def test_limits_hold_the_mean_and_are_as_far_on_either_side(points: list[float]) -> None:
    found = charted(points)
    assert found.lower <= found.centre <= found.upper
    assert found.upper - found.centre == pytest.approx(found.centre - found.lower)
    assert found.centre == pytest.approx(fmean(points))


@given(series)
def test_screening_never_widens_the_limits(points: list[float]) -> None:
    assert charted(points, screened=True).moving_range <= charted(points).moving_range + 1e-9


@given(series, st.integers(1, 50), st.integers(-1000, 1000))
def test_signals_do_not_depend_on_the_unit(points: list[float], times: int, more: int) -> None:
    other = [point * times * 2.0 + more for point in points]
    ours, theirs = charted(points), charted(other)
    exact = ControlChart(ours.centre * times * 2.0 + more, ours.moving_range * times * 2.0)
    assert (theirs.centre, theirs.moving_range) == pytest.approx(
        (exact.centre, exact.moving_range), rel=1e-9, abs=1e-6
    )
    ours_found = signals(points, ControlChart(0.25, 100.0))
    theirs_found = signals(other, ControlChart(0.25 * times * 2.0 + more, 100.0 * times * 2.0))
    assert ours_found == theirs_found


@given(series)
def test_signals_do_not_depend_on_what_is_up(points: list[float]) -> None:
    upside_down = [-point for point in points]
    ours = signals(points, ControlChart(0.25, 100.0))
    assert signals(upside_down, ControlChart(-0.25, 100.0)) == ours


@given(series, st.integers(2, 9), st.integers(3, 9))
def test_longer_runs_are_found_less_often(points: list[float], shift: int, trend: int) -> None:
    chart = charted(points)
    strict = signals(points, chart, shift=shift + 1, trend=trend + 1)
    loose = signals(points, chart, shift=shift, trend=trend)
    assert all(fewer <= more for fewer, more in zip(strict, loose, strict=True))
