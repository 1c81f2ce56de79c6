"""The recent trend: against numpy's weighted line, at its edges, and whatever the unit."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.indicators import Polarity
from bot.domain.statistics import Interval, Trend, TrendLabel, recent_trend, trend_label, wilson

Points = list[tuple[float, Interval]]
Numbers = npt.NDArray[np.float64]


def shares(*counts: tuple[int, int]) -> Points:
    return [(top / below, wilson(top, below)) for top, below in counts]


def of(*values: float, wide: float = 1.0) -> Points:
    return [(value, Interval(value - wide, value + wide)) for value in values]


def label_of(points: Points, polarity: Polarity = Polarity.LOW_IS_GOOD) -> TrendLabel:
    return trend_label(recent_trend(points), polarity)


RISING = of(10, 12, 14, 16, 18)
FALLING = RISING[::-1]


@pytest.mark.parametrize(
    ("points", "polarity", "expected"),
    [
        (RISING, Polarity.HIGH_IS_GOOD, TrendLabel.INCREASING_BETTER),
        (RISING, Polarity.LOW_IS_GOOD, TrendLabel.INCREASING_WORSE),
        (RISING, Polarity.NO_JUDGEMENT, TrendLabel.INCREASING),
        (FALLING, Polarity.HIGH_IS_GOOD, TrendLabel.DECREASING_WORSE),
        (FALLING, Polarity.LOW_IS_GOOD, TrendLabel.DECREASING_BETTER),
        (FALLING, Polarity.NO_JUDGEMENT, TrendLabel.DECREASING),
        (of(10, 10, 10, 10, 10), Polarity.LOW_IS_GOOD, TrendLabel.NO_SIGNIFICANT_CHANGE),
        (RISING[1:], Polarity.LOW_IS_GOOD, TrendLabel.CANNOT_BE_CALCULATED),
        (of(1, 2, 3, 4, 5, wide=0.0), Polarity.LOW_IS_GOOD, TrendLabel.CANNOT_BE_CALCULATED),
    ],
)
def test_labels_go_by_direction_and_polarity(
    points: Points, polarity: Polarity, expected: TrendLabel
) -> None:
    assert label_of(points, polarity) is expected


def test_only_the_last_five_points_count() -> None:
    assert recent_trend([*of(99, 1, 50), *RISING]) == recent_trend(RISING)


@pytest.mark.parametrize(("step", "is_trend"), [(0.4983, False), (0.4985, True)])
def test_the_edge_is_chi_square_9_5495(step: float, is_trend: bool) -> None:
    """Five points a step apart, standard error 0.51: chi-square is 10 (step / 0.51) squared."""
    points = of(*(step * at for at in range(5)), wide=0.51 * 1.96)
    found = recent_trend(points)
    assert found is not None
    assert found.chi_square == pytest.approx(10 * (step / 0.51) ** 2)
    assert bool(found.direction) is is_trend


def test_one_year_alone_makes_no_trend() -> None:
    found = recent_trend(of(10, 10.2, 9.9, 9.8, 30))
    assert found is not None
    assert found.chi_square > 9.5495
    assert not found.is_steady
    assert found.direction == 0


# ---- another implementation

counts = st.integers(20, 9000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
fives = st.lists(counts, min_size=5, max_size=5)


def weighted_line(x: Numbers, y: Numbers, weights: Numbers) -> tuple[float, float]:
    """Slope and chi-square from the normal equations."""
    design = np.stack([x, np.ones_like(x)], axis=1)
    covariance = np.linalg.inv(design.T @ (design * weights[:, None]))
    slope = float((covariance @ design.T @ (weights * y))[0])
    return slope, float(slope**2 / covariance[0, 0])


def by_numpy(points: Points) -> tuple[float, float, list[float]]:
    """Slope, chi-square, and the slopes without each of the points."""
    x = np.arange(5.0)
    y = np.array([value for value, _ in points])
    weights = np.array([((limits.high - limits.low) / 3.92) ** -2 for _, limits in points])
    without = [
        weighted_line(np.delete(x, at), np.delete(y, at), np.delete(weights, at))[0]
        for at in range(5)
    ]
    return *weighted_line(x, y, weights), without


@given(fives)
def test_slope_and_chi_square_are_numpys(five: list[tuple[int, int]]) -> None:
    points = shares(*five)
    found = recent_trend(points)
    slope, chi_square, without = by_numpy(points)
    assert found is not None
    assert found.slope == pytest.approx(slope, rel=1e-6, abs=1e-9)
    assert found.chi_square == pytest.approx(chi_square, rel=1e-5, abs=1e-6)
    assume(min(map(abs, without)) > 1e-9)
    assert found.is_steady == (len({each > 0 for each in without}) == 1)


# ---- properties


def is_clear(points: Points) -> bool:
    """Whether nothing about the label hangs on how a last digit is rounded."""
    slope, chi_square, without = by_numpy(points)
    return abs(chi_square - 9.5495) > 0.1 and min(map(abs, [slope, *without])) > 1e-9


@given(fives, st.floats(0.001, 1000), st.floats(-1000, 1000))
def test_the_trend_does_not_depend_on_the_unit(
    five: list[tuple[int, int]], times: float, more: float
) -> None:
    def turned(value: float) -> float:
        return value * 100 * times + more

    points = shares(*five)
    other = [(turned(each), Interval(turned(i.low), turned(i.high))) for each, i in points]
    ours, theirs = recent_trend(points), recent_trend(other)
    assert ours is not None
    assert theirs is not None
    assert theirs.chi_square == pytest.approx(ours.chi_square, rel=1e-3, abs=1e-3)
    assume(is_clear(points))
    assert theirs.direction == ours.direction


@given(fives)
def test_backwards_in_time_a_trend_turns_round(five: list[tuple[int, int]]) -> None:
    there, back = recent_trend(shares(*five)), recent_trend(shares(*five[::-1]))
    assert there is not None
    assert back is not None
    assert back.chi_square == pytest.approx(there.chi_square, rel=1e-6, abs=1e-9)
    assume(is_clear(shares(*five)))
    assert back.direction == -there.direction


@given(st.sampled_from(Polarity))
def test_no_significant_change_is_no_judgement(polarity: Polarity) -> None:
    flat = Trend(slope=1.0, chi_square=9.0, is_steady=True)
    assert trend_label(flat, polarity) is TrendLabel.NO_SIGNIFICANT_CHANGE
