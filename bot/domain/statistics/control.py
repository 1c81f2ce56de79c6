"""The control chart of single values (XmR), as NHS England's "Making Data Count" draws it.

Limits are the mean plus and minus 2.66 average moving ranges. Which run is a signal differs between
sources: seven points for a shift and for a trend are those of the NHSRplotthedots package, and can
be set. Its order of the rules is that of ``Rule``.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

FEWEST_POINTS = 12
"""With fewer points limits are not to be trusted."""

REACH = 2.66
"""Average moving ranges from the mean to a limit: 3 / 1.128."""

WILD = 3.267
"""Moving ranges of more than so many times their average are not part of the usual variation."""

RUN = 7
"""Points on one side of the mean, or in one direction, that chance hardly brings."""


class Rule(StrEnum):
    """What makes a point a signal, the strongest first."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The mean of a series and its average moving range, in the unit of the values."""

    centre: float
    moving_range: float

    @property
    def lower(self) -> float:
        return self.centre - REACH * self.moving_range

    @property
    def upper(self) -> float:
        return self.centre + REACH * self.moving_range

    def side(self, value: float) -> int:
        """1 above the mean, -1 below it, 0 on it."""
        return (value > self.centre) - (value < self.centre)

    def is_outside(self, value: float) -> bool:
        return not self.lower <= value <= self.upper

    def is_in_outer_third(self, value: float) -> bool:
        near = abs(value - self.centre) > REACH * self.moving_range * 2 / 3
        return near and not self.is_outside(value)


def control_chart(values: Sequence[float], *, screened: bool = False) -> ControlChart | None:
    """The chart of values in order of time; None with fewer than twelve.

    ``screened`` leaves wild moving ranges out of the average, as for a series in which a single
    month was known to be unlike the others; it narrows the limits.
    """
    if len(values) < FEWEST_POINTS:
        return None
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    average = _mean(ranges)
    if screened:
        average = _mean([each for each in ranges if each <= WILD * average])
    return ControlChart(_mean(values), average)


def signals(
    values: Sequence[float], chart: ControlChart, *, shift: int = RUN, trend: int = RUN
) -> tuple[frozenset[Rule], ...]:
    """For each value the rules that make it a signal, most often none.

    ``shift`` is how many values on one side of the mean are one, ``trend`` how many that each lie
    beyond the one before. All values of such a run are signals.
    """
    found: list[set[Rule]] = [set() for _ in values]
    sides = [chart.side(value) for value in values]
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    for at, value in enumerate(values):
        if chart.is_outside(value):
            found[at].add(Rule.OUTSIDE)
    for at in _in_runs(sides, shift):
        found[at].add(Rule.SHIFT)
    for at in _in_runs(steps, trend - 1):  # a step is the way from one point to the next
        found[at].add(Rule.TREND)
        found[at + 1].add(Rule.TREND)
    for at in _two_of_three(values, sides, chart):
        found[at].add(Rule.TWO_OF_THREE)
    return tuple(frozenset(each) for each in found)


def lengths_of_runs(sides: Sequence[int]) -> list[int]:
    """For each place how many equal signs end there; 0 where the sign is 0."""
    lengths: list[int] = []
    for at, side in enumerate(sides):
        goes_on = at > 0 and side == sides[at - 1]
        lengths.append((lengths[-1] + 1 if goes_on else 1) if side else 0)
    return lengths


def _in_runs(sides: Sequence[int], fewest: int) -> Iterator[int]:
    for end, length in enumerate(lengths_of_runs(sides)):
        if length >= fewest:
            yield from range(end - length + 1, end + 1)


def _two_of_three(
    values: Sequence[float], sides: Sequence[int], chart: ControlChart
) -> Iterator[int]:
    """Two of three in a row in the outer third, all three on the same side of the mean."""
    outer = [chart.is_in_outer_third(value) for value in values]
    for first in range(len(values) - 2):
        three = range(first, first + 3)
        if abs(sum(sides[at] for at in three)) == 3 and sum(outer[at] for at in three) >= 2:
            yield from (at for at in three if outer[at])


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
