"""The rule behind alerts: when a practice's figure has really changed, and it has not been told yet.

Monthly and quarterly figures: set beside the median of the others, so that a season or a change that
all practices share is none; then a control chart's rule at the newest point; and the last twelve
months differ from the twelve before by more than chance. Yearly ones: a recent trend as Fingertips
has it that is new, and that the others do not share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.comparisons.figures import YEAR, Figure, Period, interval_of, make_figure
from bot.domain.comparisons.shown import figure_as_shown
from bot.domain.indicators import Indicator
from bot.domain.statistics import (
    TREND_POINTS,
    Interval,
    beside_others,
    control_chart,
    difference_interval,
    latest_unbroken,
    lengths_of_runs,
    recent_trend,
)

FEWEST_EVENTS = 15
"""Fewer in a year are not alerted about, as OpenPrescribing does not."""

LATEST = 7
"""The points that are tested: so many on one side of the mean are a shift, and limits leave them out."""

EARLIER = 15
"""The fewest points before those that limits are taken from."""


class Direction(StrEnum):
    """Which way it went; whether that is good is the indicator's polarity."""

    HIGHER = "higher"
    LOWER = "lower"


class Why(StrEnum):
    """By which rule it has changed."""

    OUTSIDE = "outside"
    """The newest period is beyond the limits."""
    SHIFT = "shift"
    """Seven periods or more on one side of what was usual."""
    RECENT_TREND = "recent_trend"
    """Five years that move in one direction."""


@dataclass(frozen=True, slots=True)
class RealChange:
    """Something to tell a practice: ``after`` is its figure over ``period``, ``before`` the earlier one.

    ``since`` is the first period of the change. Both figures are as they may be shown.
    """

    direction: Direction
    since: date
    why: Why
    before: Figure
    after: Figure
    period: Period


@dataclass(frozen=True, slots=True)
class _Signal:
    side: int
    since: date
    why: Why


def really_changed(
    indicator: Indicator,
    own: Mapping[date, Figure],
    others: Mapping[date, float],
    told: date | None = None,
) -> RealChange | None:
    """What has changed in the newest period that the practice has not been told of, or None.

    ``own`` are the practice's figures and ``others`` the medians of the other practices' values, by
    the day on which a period begins. ``told`` is the newest period when an alert was last sent.
    """
    if indicator.period_months < YEAR:
        return _within_years(indicator, own, others, told)
    return _over_years(indicator, own, others, told)


def _within_years(
    indicator: Indicator,
    own: Mapping[date, Figure],
    others: Mapping[date, float],
    told: date | None,
) -> RealChange | None:
    each = indicator.period_months
    parts = YEAR // each
    ratios = beside_others({day: figure.value for day, figure in own.items()}, others, each)
    days = list(ratios)
    signal = _signal(days, list(ratios.values()), told)
    if signal is None or len(days) < 2 * parts:
        return None
    after = _together(indicator, [own[day] for day in days[-parts:]])
    before = _together(indicator, [own[day] for day in days[-2 * parts : -parts]])
    if after is None or before is None or _differs(indicator, after, before) != signal.side:
        return None
    return _told(indicator, signal, before, after, Period(days[-parts], days[-1], each))


def _signal(days: Sequence[date], ratios: Sequence[float], told: date | None) -> _Signal | None:
    """The newest point's, where the run that it belongs to began after what was told."""
    enough = len(ratios) >= EARLIER + LATEST
    chart = control_chart(ratios[:-LATEST]) if enough else None
    if chart is None:
        return None
    sides = [chart.side(each) for each in ratios]
    run = lengths_of_runs(sides)[-1]
    if not run or (told is not None and days[-run] <= told):
        return None
    if chart.is_outside(ratios[-1]):
        return _Signal(sides[-1], days[-1], Why.OUTSIDE)
    return _Signal(sides[-1], days[-run], Why.SHIFT) if run >= LATEST else None


def _over_years(
    indicator: Indicator,
    own: Mapping[date, Figure],
    others: Mapping[date, float],
    told: date | None,
) -> RealChange | None:
    each = indicator.period_months
    days = latest_unbroken(list(own), each)[-TREND_POINTS - 1 :]
    side = _turn(indicator, [own[day] for day in days])
    latest = days[-TREND_POINTS:]
    if not side or (told is not None and told >= latest[0]):
        return None
    before, after = own[latest[0]], own[latest[-1]]
    then, now = others.get(latest[0], 0.0), others.get(latest[-1], 0.0)
    if not then or not now or _differs(indicator, after, before, now / then) != side:
        return None
    signal = _Signal(side, latest[0], Why.RECENT_TREND)
    return _told(indicator, signal, before, after, Period(latest[-1], latest[-1], each))


def _turn(indicator: Indicator, figures: Sequence[Figure]) -> int:
    """The direction of the last five's trend, 0 where they have none or the five before had it."""
    points: list[tuple[float, Interval]] = []
    for figure in figures:
        limits = interval_of(indicator, figure)
        if limits is None:
            return 0
        points.append((figure.value, limits))
    trend = recent_trend(points)
    earlier = recent_trend(points[:-1])
    if trend is None or (earlier is not None and earlier.direction == trend.direction):
        return 0
    return trend.direction


def _differs(indicator: Indicator, after: Figure, before: Figure, common: float = 1.0) -> int:
    """1 or -1 where the figure is higher or lower by more than chance than ``common`` times before."""
    now, then = interval_of(indicator, after), interval_of(indicator, before)
    if now is None or then is None:
        return 0
    scaled = Interval(then.low * common, then.high * common)
    limits = difference_interval(after.value, now, before.value * common, scaled)
    return (limits.low > 0) - (limits.high < 0)


def _together(indicator: Indicator, figures: Sequence[Figure]) -> Figure | None:
    """The sums of a year's parts; None where one has no counts."""
    numerators = [figure.numerator for figure in figures if figure.numerator is not None]
    denominators = [figure.denominator for figure in figures if figure.denominator is not None]
    if not len(numerators) == len(denominators) == len(figures):
        return None
    return make_figure(indicator, figures[0].ods_code, sum(numerators), sum(denominators))


def _told(
    indicator: Indicator, signal: _Signal, before: Figure, after: Figure, period: Period
) -> RealChange | None:
    if after.numerator is None or after.numerator < FEWEST_EVENTS:
        return None
    then, now = figure_as_shown(indicator, before), figure_as_shown(indicator, after)
    if then is None or now is None:
        return None
    direction = Direction.HIGHER if signal.side > 0 else Direction.LOWER
    return RealChange(direction, signal.since, signal.why, then, now, period)
