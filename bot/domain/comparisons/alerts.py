"""Which practices are to hear that something really changed in their figures, and of what."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from dateutil.relativedelta import relativedelta

from bot.domain.comparisons.figures import FEWEST, YEAR, Figure, Period, figure_of
from bot.domain.indicators import Indicator
from bot.domain.people import Member, Role

HEARS = (Role.GP, Role.LEAD)
"""Whose practice it is hears of it; managers of the group do not."""

PERIODS = 60
"""How many of the latest periods are looked at: five years of months."""

LATE = 6
"""Months after a period's end, beside the length of one, in which it may still be news."""


class Change(Protocol):
    """What a rule finds: ``after`` is the figure over ``period``, ``before`` the one that it had.

    ``since`` is the day on which the first period of the change begins.
    """

    @property
    def direction(self) -> str: ...  # higher, lower
    @property
    def since(self) -> date: ...
    @property
    def before(self) -> Figure: ...
    @property
    def after(self) -> Figure: ...
    @property
    def period(self) -> Period: ...


Rule = Callable[
    [Indicator, Mapping[date, Figure], Mapping[date, float], date | None], Change | None
]
"""Of an indicator, a practice's figures and the median of the others' values, by the day on which a
period begins, and the newest period of which the practice was told: what really changed, or None."""


class Row(NamedTuple):
    """An observation as it is kept, so that figures can be made of it elsewhere."""

    period: date
    area: str
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change, as a practice hears of it."""

    indicator: Indicator
    change: Change


def hears(member: Member) -> bool:
    return member.practice is not None and member.has(HEARS)


def changes(
    indicator: Indicator,
    rows: Iterable[Row],
    told: Mapping[str, date],
    rule: Rule,
    today: date,
) -> dict[str, Change]:
    """By practice, what really changed. ``told`` is the newest period that each was told of.

    Takes a while for many practices: not for the event loop.
    """
    by_period: dict[date, dict[str, Figure]] = defaultdict(dict)
    for row in rows:
        by_period[row.period][row.area] = figure_of(indicator, *row[1:])
    if not by_period or not is_news(indicator, max(by_period), today):
        return {}
    others = {day: _Others(figures.values()) for day, figures in by_period.items()}
    found = {}
    for area in by_period[max(by_period)]:
        own = {day: figures[area] for day, figures in by_period.items() if area in figures}
        medians = {day: others[day].median_beside(figure.value) for day, figure in own.items()}
        known = {day: median for day, median in medians.items() if median is not None}
        change = rule(indicator, own, known, told.get(area))
        if change is not None and is_recent(indicator, change):
            found[area] = change
    return found


def is_news(indicator: Indicator, newest: date, today: date) -> bool:
    """Whether a period that began then may still be told of: files of long ago bring no news."""
    each = indicator.period_months
    return today < newest + relativedelta(months=2 * each + LATE)


def is_recent(indicator: Indicator, change: Change) -> bool:
    """Whether it began in the year that is told of: the first files of a group bring old changes.

    A trend of yearly figures always began years ago.
    """
    return indicator.period_months >= YEAR or change.since >= change.period.first


class _Others:
    """The values of one period, in order of size."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._values: Sequence[float] = sorted(figure.value for figure in figures)

    def median_beside(self, value: float) -> float | None:
        """The median without one of that value; None where too few are left."""
        left = len(self._values) - 1
        if left < FEWEST - 1:
            return None
        gap = bisect_left(self._values, value)

        def nth(place: int) -> float:
            return self._values[place if place < gap else place + 1]

        return (nth((left - 1) // 2) + nth(left // 2)) / 2


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """The newest change first; by name where they began together."""
    by_name = sorted(told, key=lambda each: each.indicator.name)
    return tuple(sorted(by_name, key=lambda each: each.change.since, reverse=True))
