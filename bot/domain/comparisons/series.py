"""One practice's figures over time, beside the others': what a run chart shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.domain.comparisons.figures import FEWEST, YEAR, Figure, Period
from bot.domain.comparisons.observations import ENGLAND
from bot.domain.comparisons.shown import figure_as_shown
from bot.domain.indicators import Indicator
from bot.domain.statistics import SeasonalLimits, seasonal_limits

MERGED = "merged"

Found = Mapping[date, Mapping[str, Figure]]
"""What each area has in each period, by the period's first day and the area's code."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period, by its first day. Values are in the indicator's unit, None where there is none.

    ``median`` is that of the others, ``low`` and ``high`` the range in which the practice's own value
    is usual then. ``special``: there is more to it than chance.
    """

    period: date
    value: float | None
    median: float | None = None
    low: float | None = None
    high: float | None = None
    england: float | None = None
    special: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """Before this day and from it on are not the same thing; ``words`` say why (``merged``)."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """In the order of time, without gaps: a period without a figure is a point without a value."""

    indicator: Indicator
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()


def series_of(
    indicator: Indicator, ods_code: str, found: Found, broken: Iterable[date] = ()
) -> Series:
    """A practice's figures from its first to its last, beside the median of the others in ``found``.

    ``broken`` are the days on which it took over from others, or others from it. Monthly and
    quarterly figures come with limits that move with the season, where there are enough for them.
    """
    mine = {day: each[ods_code].value for day, each in found.items() if ods_code in each}
    others = others_medians(indicator, ods_code, found)
    limits: dict[date, SeasonalLimits] = {}
    if indicator.period_months < YEAR:
        limits = seasonal_limits(mine, others, indicator.period_months)

    def point(day: date) -> Point:
        value, usual = mine.get(day), limits.get(day)
        low, high = (usual.low, usual.high) if usual else (None, None)
        outside = usual is not None and value is not None and not usual.low <= value <= usual.high
        england = found.get(day, {}).get(ENGLAND)
        return Point(
            day, value, others.get(day), low, high, england.value if england else None, outside
        )

    days = Period(min(mine), max(mine), indicator.period_months).starts if mine else ()
    return Series(indicator, tuple(map(point, days)), tuple(_breaks(days, broken)))


def _breaks(days: Sequence[date], broken: Iterable[date]) -> Iterator[Break]:
    """From the first period on that begins after it: the one that it falls into is of both kinds."""
    for each in broken:
        after = next((day for day in days if day >= each), None)
        if after is not None and after != days[0]:
            yield Break(after, MERGED)


def others_medians(indicator: Indicator, ods_code: str, found: Found) -> dict[date, float]:
    """The median of the other practices in each period in which there are enough of them."""
    medians = {}
    for day, figures in found.items():
        others = (figure for code, figure in figures.items() if code not in (ods_code, ENGLAND))
        shown = [each.value for other in others if (each := figure_as_shown(indicator, other))]
        if len(shown) >= FEWEST:
            medians[day] = median(shown)
    return medians
