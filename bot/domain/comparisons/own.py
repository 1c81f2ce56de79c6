"""What a practice sees of itself: its figure beside its peers', its group's, England's and last year's."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.comparisons.figures import (
    YEAR,
    Comparison,
    Figure,
    Period,
    Spread,
    interval_of,
    spread,
)
from bot.domain.comparisons.standing import standing_of
from bot.domain.indicators import Indicator, Polarity
from bot.domain.statistics import (
    Interval,
    Label,
    Standing,
    Trend,
    difference_interval,
    label,
    recent_trend,
)


@dataclass(frozen=True, slots=True)
class Step:
    """How many more (or fewer: negative) of what is counted would reach the others.

    From outside the middle half that is the way into it; from inside it, to the median.
    ``monthly``: so many a month; else in the whole of the period, which is then a year or longer.
    """

    change: int
    to_median: bool
    monthly: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where one's figure lies among others': how these spread, and which share of them is lower."""

    spread: Spread
    below: float


@dataclass(frozen=True, slots=True)
class Beside:
    """A single figure beside one's own, England's say, and how one's own lies to it.

    ``label`` is neutral: similar, higher or lower; None where there is no interval to tell by.
    """

    figure: Figure
    label: Label | None


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed since the same months of the year before; ``interval`` is the change's own 95%."""

    before: Figure
    period: Period
    difference: float
    interval: Interval | None

    @property
    def certain(self) -> bool:
        """Whether it is more than chance would do."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, slots=True)
class Own:
    """What a practice sees of itself.

    ``group`` and ``peers`` are None where there are too few of them, and ``step`` where it would
    say nothing: within chance, or on the good side already. ``standing`` is where it lies in the
    group's funnel, ``trend`` that of the last five years of yearly figures.
    """

    figure: Figure
    interval: Interval | None
    group: Place | None
    peers: Place | None
    england: Beside | None
    change: Change | None
    step: Step | None
    standing: Standing | None = None
    trend: Trend | None = None

    @property
    def nearest(self) -> Place | None:
        """Peers where there are any, else the whole group."""
        return self.peers or self.group


def own(
    comparison: Comparison,
    ods_code: str,
    *,
    peers: Sequence[Figure] = (),
    before: Figure | None = None,
    years: Sequence[Figure] = (),
) -> Own | None:
    """What the practice may see of itself, or None where it has no figure for the period.

    ``peers`` are the figures of practices like it, ``before`` its own a year earlier, and ``years``
    its own of yearly periods without a gap, up to this one.
    """
    figure = comparison.figure_of(ods_code)
    if figure is None:
        return None
    indicator = comparison.indicator
    limits = interval_of(indicator, figure)
    group = place(figure, comparison.figures)
    alike = place(figure, peers)
    return Own(
        figure=figure,
        interval=limits,
        group=group,
        peers=alike,
        england=_beside(limits, comparison.england),
        change=_change(indicator, comparison.period, figure, before),
        step=_step(comparison, figure, limits, alike or group),
        standing=standing_of(comparison, ods_code),
        trend=_trend(indicator, years),
    )


def place(figure: Figure, among: Sequence[Figure]) -> Place | None:
    """Where it lies among the others; None where these are too few.

    One's own may be among them: the spread of a group is of all its practices, one's own included.
    """
    found = spread([each.value for each in among])
    others = [each.value for each in among if each.ods_code != figure.ods_code]
    below = share_below(figure.value, others)
    return None if found is None or below is None else Place(found, below)


def share_below(value: float, others: Sequence[float]) -> float | None:
    """The share of the other values that are lower, equal ones counted half; None without others."""
    if not others:
        return None
    lower = sum(other < value for other in others)
    equal = sum(other == value for other in others)
    return (lower + equal / 2) / len(others)


def _beside(limits: Interval | None, england: Figure | None) -> Beside | None:
    if england is None:
        return None
    said = label(limits, england.value, Polarity.NO_JUDGEMENT) if limits else None
    return Beside(england, said)


def _change(
    indicator: Indicator, period: Period, figure: Figure, before: Figure | None
) -> Change | None:
    if before is None:
        return None
    now, then = interval_of(indicator, figure), interval_of(indicator, before)
    limits = difference_interval(figure.value, now, before.value, then) if now and then else None
    return Change(before, period.year_before, figure.value - before.value, limits)


def _trend(indicator: Indicator, years: Sequence[Figure]) -> Trend | None:
    points = [(each.value, interval_of(indicator, each)) for each in years]
    known = [(value, limits) for value, limits in points if limits is not None]
    return recent_trend(known) if len(known) == len(points) else None


def _step(
    comparison: Comparison, figure: Figure, limits: Interval | None, among: Place | None
) -> Step | None:
    """Whole things, on the side that can be improved and where it is more than chance."""
    if among is None or limits is None or figure.numerator is None or figure.denominator is None:
        return None
    others, wanted = among.spread, comparison.indicator.polarity
    above = figure.value > others.median
    if limits.low <= others.median <= limits.high or wanted is Polarity.NO_JUDGEMENT:
        return None
    if above == (wanted is Polarity.HIGH_IS_GOOD):
        return None
    edge = others.upper_quarter if above else others.lower_quarter
    outside = figure.value > edge if above else figure.value < edge
    goal = (edge if outside else others.median) / comparison.indicator.multiplier
    monthly = comparison.period.each < YEAR
    spans = comparison.period.months if monthly else 1
    change = round((goal * figure.denominator - figure.numerator) / spans, 6)
    whole = math.floor(change) if above else math.ceil(change)
    return Step(whole, to_median=not outside, monthly=monthly)
