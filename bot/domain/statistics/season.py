"""A season guard for monthly values: a winter that all practices have is no signal of one of them.

A practice's month is set beside the median of the others in the same month, as a ratio: a season
raises a high figure by more than a low one. What is left has no season, and is judged on a control
chart; its limits, times the median of each month, move with the season.

The other two guards need no chart: twelve months together, and the same months of the year before.
A chart of rolling twelve-month sums is none: they share eleven months with the next, so that moving
ranges are small and limits too narrow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.statistics.control import ControlChart, control_chart


@dataclass(frozen=True, slots=True)
class SeasonalLimits:
    """Where a practice is expected in one month, in the unit of the values."""

    low: float
    centre: float
    high: float


def latest_unbroken(days: Sequence[date], each: int) -> list[date]:
    """Those of the days on which parts of ``each`` months begin that have no gap up to the latest."""
    ordered = sorted(set(days), reverse=True)
    kept = ordered[:1]
    for earlier in ordered[1:]:
        later = kept[-1]
        if (later.year - earlier.year) * 12 + later.month - earlier.month != each:
            break
        kept.append(earlier)
    return kept[::-1]


def beside_others(
    own: Mapping[date, float], others: Mapping[date, float], each: int = 1
) -> dict[date, float]:
    """A practice's values over the medians of the others, for the latest parts without a gap.

    A part without one of the two, or in which the median of the others is 0, is a gap.
    """
    both = [day for day in own if others.get(day, 0.0) > 0]
    return {day: own[day] / others[day] for day in latest_unbroken(both, each)}


def seasonal_limits(
    own: Mapping[date, float], others: Mapping[date, float], each: int = 1
) -> dict[date, SeasonalLimits]:
    """Limits for each of the latest parts without a gap; empty with fewer than twelve of them."""
    ratios = beside_others(own, others, each)
    chart = control_chart(list(ratios.values()))
    return {day: _limits(chart, others[day]) for day in ratios} if chart else {}


def _limits(chart: ControlChart, median: float) -> SeasonalLimits:
    low, centre, high = (each * median for each in (chart.lower, chart.centre, chart.upper))
    return SeasonalLimits(max(0.0, low), centre, high)
