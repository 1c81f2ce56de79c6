"""The recent trend of yearly values, as Fingertips labels it.

A straight line through the last five points, each weighing one over its squared standard error. It
is a trend if the slope differs from 0 at 99.8% and keeps its sign when any one point is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.indicators import Polarity
from bot.domain.statistics.intervals import Interval

TREND_POINTS = 5
SIGNIFICANT = 9.5495
"""The chi-square of one degree of freedom that 0.2% of lines without a slope exceed."""

STANDARD_ERRORS = 3.92
"""How many standard errors a 95% interval is wide: twice 1.96."""


class TrendLabel(StrEnum):
    """Fingertips' labels."""

    INCREASING_BETTER = "increasing_better"
    INCREASING_WORSE = "increasing_worse"
    DECREASING_BETTER = "decreasing_better"
    DECREASING_WORSE = "decreasing_worse"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_SIGNIFICANT_CHANGE = "no_significant_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"


@dataclass(frozen=True, slots=True)
class Trend:
    """The weighted slope, in the value's unit from one point to the next, and its chi-square."""

    slope: float
    chi_square: float
    is_steady: bool
    """Whether the slope has the same sign without any one of the points."""

    @property
    def direction(self) -> int:
        """1 for increasing, -1 for decreasing, 0 for no significant change."""
        if not (self.is_steady and self.chi_square > SIGNIFICANT):
            return 0
        return 1 if self.slope > 0 else -1


def recent_trend(points: Sequence[tuple[float, Interval]]) -> Trend | None:
    """The trend of the last five of these values with their 95% intervals, in order of time.

    None where it cannot be calculated: with fewer points, or an interval without width. That no year
    is missing between them is for the caller to see to.
    """
    latest = points[-TREND_POINTS:]
    if len(latest) < TREND_POINTS or any(limits.high <= limits.low for _, limits in latest):
        return None
    values = [value for value, _ in latest]
    weights = [(STANDARD_ERRORS / (limits.high - limits.low)) ** 2 for _, limits in latest]
    slope, information = _line(range(TREND_POINTS), values, weights)
    without_one = [
        _line(
            [x for x in range(TREND_POINTS) if x != gone],
            [*values[:gone], *values[gone + 1 :]],
            [*weights[:gone], *weights[gone + 1 :]],
        )[0]
        for gone in range(TREND_POINTS)
    ]
    steady = all(each > 0 for each in without_one) or all(each < 0 for each in without_one)
    return Trend(slope, slope**2 * information, steady)


def trend_label(trend: Trend | None, polarity: Polarity) -> TrendLabel:
    if trend is None:
        return TrendLabel.CANNOT_BE_CALCULATED
    if not trend.direction:
        return TrendLabel.NO_SIGNIFICANT_CHANGE
    up = trend.direction > 0
    if polarity is Polarity.NO_JUDGEMENT:
        return TrendLabel.INCREASING if up else TrendLabel.DECREASING
    if up == (polarity is Polarity.HIGH_IS_GOOD):
        return TrendLabel.INCREASING_BETTER if up else TrendLabel.DECREASING_BETTER
    return TrendLabel.INCREASING_WORSE if up else TrendLabel.DECREASING_WORSE


def _line(
    xs: Sequence[int], values: Sequence[float], weights: Sequence[float]
) -> tuple[float, float]:
    """The weighted least-squares slope, and one over its variance."""
    whole = sum(weights)
    middle = sum(w * x for w, x in zip(weights, xs, strict=True)) / whole
    level = sum(w * y for w, y in zip(weights, values, strict=True)) / whole
    information = sum(w * (x - middle) ** 2 for w, x in zip(weights, xs, strict=True))
    moments = zip(weights, xs, values, strict=True)
    return sum(w * (x - middle) * (y - level) for w, x, y in moments) / information, information
