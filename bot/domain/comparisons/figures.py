"""A practice's figure beside those of its peers: over which months, how it spreads, where it lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.indicators import Indicator, ValueType
from bot.domain.statistics import Interval, quantile, rate_interval, wilson

FEWEST = 5
"""With fewer practices than this a comparison is not drawn: it would say too much of each."""

NEARLY_ALL = 5000
"""From so many practices on, a file's figures together stand for England (6,300 in 2024)."""

YEAR = 12
"""Months in the usual period: whole years, so that winter is in every figure once."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months: the days on which the first and the last of its parts begin.

    ``each`` is how many months a part has: 1 for monthly figures, 12 for those of a year.
    """

    first: date
    last: date
    each: int = 1

    @property
    def months(self) -> int:
        return _month_number(self.last) - _month_number(self.first) + self.each

    @property
    def parts(self) -> int:
        return self.months // self.each

    @property
    def starts(self) -> tuple[date, ...]:
        """The first day of each part."""
        first = _month_number(self.first)
        return tuple(_first_of(first + part * self.each) for part in range(self.parts))

    @property
    def ends(self) -> date:
        """The first day of its last month."""
        return _first_of(_month_number(self.last) + self.each - 1)

    @property
    def year_before(self) -> "Period":
        """The same months of the year before, so that season is set beside the same season."""
        return Period(_year_before(self.first), _year_before(self.last), self.each)


@dataclass(frozen=True, slots=True)
class Figure:
    """One area's sums over a period; ``value`` is in the indicator's unit.

    Numerator and denominator are None where only the value is published; ``published`` are then the
    publisher's own 95% limits, if given. ``note`` is the publisher's caution, if any.
    """

    ods_code: str
    numerator: float | None
    denominator: float | None
    value: float
    published: Interval | None = None
    note: str = ""


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

    ``data_from`` is when the newest file behind it was imported. ``england`` is England's own figure:
    as published, or from all practices of a file that holds (nearly) all of England.
    """

    indicator: Indicator
    period: Period
    figures: tuple[Figure, ...]
    data_from: datetime
    england: Figure | None = None

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


def _month_number(day: date) -> int:
    return day.year * 12 + day.month


def _first_of(month_number: int) -> date:
    return date((month_number - 1) // 12, (month_number - 1) % 12 + 1, 1)


def _year_before(first_of_month: date) -> date:
    return first_of_month.replace(year=first_of_month.year - 1)


def parts_of_a_year(indicator: Indicator) -> int:
    """How many of its periods are put together: those of a year, or one where they do not add up."""
    if indicator.value_type in (ValueType.MEAN, ValueType.SCORE):
        return 1
    return max(1, YEAR // indicator.period_months)


def usual_period(starts: Iterable[date], each: int = 1, parts: int = YEAR) -> Period | None:
    """The latest parts without a gap, ``parts`` of them or as many as there are; None without any.

    ``starts`` are the days on which parts of ``each`` months begin.
    """
    latest_first = sorted(set(starts), reverse=True)[:parts]
    if not latest_first:
        return None
    last = latest_first[0]
    first = last
    for earlier in latest_first[1:]:
        if _month_number(first) - _month_number(earlier) != each:
            break
        first = earlier
    return Period(first, last, each)


def make_figure(
    indicator: Indicator,
    ods_code: str,
    numerator: float | None,
    denominator: float | None,
    value: float | None = None,
    published: Interval | None = None,
    note: str = "",
) -> Figure:
    """Raises ValueError with neither a value nor both counts, which no kept observation has."""
    if value is None:
        if numerator is None or not denominator:
            raise ValueError("a figure needs a value, or a numerator and a denominator")
        value = numerator / denominator * indicator.multiplier
    return Figure(ods_code, _float(numerator), _float(denominator), value, published, note)


def figure_of(
    indicator: Indicator,
    area: str,
    numerator: float | None,
    denominator: float | None,
    value: float | None,
    low: float | None,
    high: float | None,
    note: str,
) -> Figure:
    """A figure from what is kept of it: the publisher's limits are there both or neither."""
    published = None if low is None or high is None else Interval(low, high)
    return make_figure(indicator, area, numerator, denominator, value, published, note)


def _float(count: float | None) -> float | None:
    return None if count is None else float(count)


def spread(values: Sequence[float]) -> Spread | None:
    """The five numbers of a comparison, or None where there are too few practices."""
    if len(values) < FEWEST:
        return None
    lower, middle, upper = (quantile(values, share) for share in (0.25, 0.5, 0.75))
    return Spread(len(values), min(values), lower, middle, upper, max(values))


def interval_of(indicator: Indicator, figure: Figure) -> Interval | None:
    """The 95% interval in the indicator's unit, or None where what is counted is not events.

    Wilson where a share is counted in whole things; the count's own interval (exact or Byar's) where
    the denominator is not, as STAR-PUs are not. Without counts, what the publisher gives.
    """
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None or not denominator:
        return figure.published
    if indicator.value_type not in (ValueType.PROPORTION, ValueType.RATE):
        return figure.published
    if not numerator.is_integer():
        return None
    share = indicator.value_type is ValueType.PROPORTION and denominator.is_integer()
    method = wilson if share else rate_interval
    limits = method(numerator, denominator)
    return Interval(limits.low * indicator.multiplier, limits.high * indicator.multiplier)
