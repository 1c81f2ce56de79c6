"""A practice's figure beside those of its peers: over which months, how it spreads, where it lies."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.indicators import Indicator, Polarity, ValueType
from bot.domain.statistics import Interval, quantile, rate_interval, wilson

FEWEST = 5
"""With fewer practices than this a comparison is not drawn: it would say too much of each."""

YEAR = 12
"""Months in the usual period: whole years, so that winter is in every figure once."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from the first day of the first to the first day of the last."""

    first: date
    last: date

    @property
    def months(self) -> int:
        return _month_number(self.last) - _month_number(self.first) + 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One practice's sums over a period; ``value`` is in the indicator's unit."""

    ods_code: str
    numerator: float
    denominator: float
    value: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The summary that is shown to all: how many practices, and how their values lie."""

    practices: int
    lowest: float
    lower_quarter: float
    median: float
    upper_quarter: float
    highest: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator over one period for all practices of a group that have every month of it.

    ``data_from`` is when the newest file behind it was imported.
    """

    indicator: Indicator
    period: Period
    figures: tuple[Figure, ...]
    data_from: datetime

    @property
    def values(self) -> tuple[float, ...]:
        """In order of size, so that nothing of the practices' own order is left."""
        return tuple(sorted(figure.value for figure in self.figures))

    @property
    def spread(self) -> Spread | None:
        """None where there are too few practices to compare."""
        return spread(self.values)

    def figure_of(self, ods_code: str) -> Figure | None:
        return next((each for each in self.figures if each.ods_code == ods_code), None)


@dataclass(frozen=True, slots=True)
class Step:
    """How many more (or fewer: negative) of what is counted, a month, would reach the others.

    From outside the middle half that is the way into it; from inside it, to the median.
    """

    change: int
    to_median: bool


@dataclass(frozen=True, slots=True)
class Own:
    """What a practice sees of itself. ``below`` is the share of the other practices that are lower.

    ``step`` is None where it would say nothing: within chance, or on the good side already.
    """

    figure: Figure
    interval: Interval | None
    spread: Spread | None
    below: float | None
    step: Step | None


def _month_number(day: date) -> int:
    return day.year * 12 + day.month


def usual_period(months: Iterable[date]) -> Period | None:
    """The latest twelve months without a gap, or as many as there are; None without any."""
    latest_first = sorted(set(months), reverse=True)[:YEAR]
    if not latest_first:
        return None
    last = latest_first[0]
    first = last
    for earlier in latest_first[1:]:
        if _month_number(first) - _month_number(earlier) != 1:
            break
        first = earlier
    return Period(first, last)


def make_figure(
    indicator: Indicator, ods_code: str, numerator: float, denominator: float
) -> Figure:
    """Raises ZeroDivisionError without a denominator, which no kept observation has."""
    value = numerator / denominator * indicator.multiplier
    return Figure(ods_code, float(numerator), float(denominator), value)


def spread(values: Sequence[float]) -> Spread | None:
    """The five numbers of a comparison, or None where there are too few practices."""
    if len(values) < FEWEST:
        return None
    lower, middle, upper = (quantile(values, share) for share in (0.25, 0.5, 0.75))
    return Spread(len(values), min(values), lower, middle, upper, max(values))


def interval_of(indicator: Indicator, figure: Figure) -> Interval | None:
    """The 95% interval in the indicator's unit, or None where what is counted is not events.

    Wilson where a share is counted in whole things; the count's own interval (exact or Byar's) where
    the denominator is not, as STAR-PUs are not.
    """
    if indicator.value_type not in (ValueType.PROPORTION, ValueType.RATE):
        return None
    if not figure.numerator.is_integer():
        return None
    share = indicator.value_type is ValueType.PROPORTION and figure.denominator.is_integer()
    method = wilson if share else rate_interval
    limits = method(figure.numerator, figure.denominator)
    return Interval(limits.low * indicator.multiplier, limits.high * indicator.multiplier)


def share_below(value: float, others: Sequence[float]) -> float | None:
    """The share of the other values that are lower, equal ones counted half; None without others."""
    if not others:
        return None
    lower = sum(other < value for other in others)
    equal = sum(other == value for other in others)
    return (lower + equal / 2) / len(others)


def own(comparison: Comparison, ods_code: str) -> Own | None:
    """What the practice may see of itself, or None where it has no figure for the period."""
    figure = comparison.figure_of(ods_code)
    if figure is None:
        return None
    others = [each.value for each in comparison.figures if each.ods_code != ods_code]
    group = comparison.spread
    limits = interval_of(comparison.indicator, figure)
    return Own(
        figure=figure,
        interval=limits,
        spread=group,
        below=share_below(figure.value, others) if group else None,
        step=_step(comparison, figure, limits, group),
    )


def _step(
    comparison: Comparison, figure: Figure, limits: Interval | None, group: Spread | None
) -> Step | None:
    """Whole things a month, on the side that can be improved and where it is more than chance."""
    if group is None or limits is None or limits.low <= group.median <= limits.high:
        return None
    wanted = comparison.indicator.polarity
    above = figure.value > group.median
    if wanted is Polarity.NO_JUDGEMENT or above == (wanted is Polarity.HIGH_IS_GOOD):
        return None
    edge = group.upper_quarter if above else group.lower_quarter
    outside = figure.value > edge if above else figure.value < edge
    goal = (edge if outside else group.median) / comparison.indicator.multiplier
    months = comparison.period.months * comparison.indicator.period_months
    change = round((goal * figure.denominator - figure.numerator) / months, 6)
    return Step(math.floor(change) if above else math.ceil(change), to_median=not outside)
