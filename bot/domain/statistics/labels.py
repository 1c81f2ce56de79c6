"""The labels Fingertips gives a value: beside a reference value, or by its fifth among all areas.

They name what a publisher says. What people read is neutral: higher, lower, similar.
"""

from collections.abc import Sequence
from enum import IntEnum, StrEnum

from bot.domain.indicators import Polarity
from bot.domain.statistics.intervals import Interval

FEWEST_AREAS = 5
"""With fewer areas than this Fingertips does not compare by fifths."""


class Label(StrEnum):
    """The words Fingertips uses for a value beside a reference value."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    LOWER = "lower"
    HIGHER = "higher"


class Fifth(IntEnum):
    """Which fifth of the areas a value is in, from the lowest values to the highest."""

    LOWEST = 1
    LOW = 2
    MIDDLE = 3
    HIGH = 4
    HIGHEST = 5


def label(interval: Interval, reference: float, polarity: Polarity) -> Label:
    """Fingertips' label: similar where the interval holds the reference, else by polarity."""
    if interval.low <= reference <= interval.high:
        return Label.SIMILAR
    higher = interval.low > reference
    if polarity is Polarity.NO_JUDGEMENT:
        return Label.HIGHER if higher else Label.LOWER
    return Label.BETTER if higher == (polarity is Polarity.HIGH_IS_GOOD) else Label.WORSE


def fifth(value: float, values: Sequence[float]) -> Fifth | None:
    """The fifth that one of the ``values`` falls into; None with fewer than five of them.

    Equal values share the place of the first of them. PHEindicatormethods' ``phe_quantile`` with
    five quantiles, counted from the lowest. Raises ValueError for a value that is not among them.
    """
    if value not in values:
        raise ValueError("a value's fifth is one of the values it is among")
    how_many = len(values)
    if how_many < FEWEST_AREAS:
        return None
    from_the_highest = how_many - sum(other < value for other in values)
    return Fifth(6 + (-5 * from_the_highest) // how_many)
