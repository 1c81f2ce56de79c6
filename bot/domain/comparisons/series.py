"""One practice's figures over time, beside the others': what a run chart shows."""

from dataclasses import dataclass
from datetime import date

from bot.domain.indicators import Indicator


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
