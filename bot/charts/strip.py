"""Where the dots of a comparison lie: the ends of their line, and how they stand on each other."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.charts.scales import Scale
from bot.charts.style import WIDTH

START, END = 0.2, WIDTH - 0.2  # inches: where the line begins and ends
LARGEST, SMALLEST = 0.115, 0.045  # inches across a dot
HIGHEST = 1.3  # inches that dots may pile up
THIN, FAR = 0.06, 6.0
"""With a middle half thinner than so much of the line, what lies so many of it away is left out."""


class Dot(NamedTuple):
    """A dot's place: its value, and how many dots up from the line; ``peer``: of a practice alike."""

    value: float
    level: int
    peer: bool = False


class Strip(NamedTuple):
    """What is drawn along the line: its ends, what is between them, and what is further out."""

    scale: Scale
    others: list[float]
    peers: list[float]
    lower: list[float]
    higher: list[float]


def arranged(spec: dict[str, Any]) -> Strip:
    """The line's ends, chosen so that a few values far out do not squash all others."""
    values, peers = sorted(map(float, spec["values"])), sorted(map(float, spec.get("peers") or ()))
    own, england = spec.get("own"), spec.get("england")
    lower, upper = spec["quarters"]
    always = [lower, upper, spec["median"], *([own["value"]] if own else [])]
    always += [] if england is None else [england]
    every = [*values, *peers, *always]
    low, high = min(every), max(every)
    half = upper - lower
    if 0 < half < THIN * (high - low):
        near = [each for each in every if lower - FAR * half <= each <= upper + FAR * half]
        low, high = min(near + always), max(near + always)
    low, high = _roomy(low, high, own, spec["suffix"] == "%")
    return Strip(
        Scale(low, high, START, END),
        [each for each in values if low <= each <= high],
        [each for each in peers if low <= each <= high],
        sorted(each for each in every if each < low),
        sorted(each for each in every if each > high),
    )


def _roomy(
    low: float, high: float, own: dict[str, Any] | None, percent: bool
) -> tuple[float, float]:
    """With some room for the interval, which may be far longer than all others together."""
    span = high - low
    if own and own["low"] is not None:
        low = min(low, max(own["low"], low - span / 4))
        high = max(high, min(own["high"], high + span / 4))
    room = span * 0.05 or abs(high) * 0.1 or 1.0
    if low >= 0:
        low = max(low - room, 0.0)
    else:
        low -= room
    return low, min(high + room, 100.0) if percent and high <= 100 else high + room


def stacked(
    values: Sequence[float], peers: Sequence[float], apart: float, most: int
) -> list[Dot] | None:
    """Dots at their true values, lifted where one would cover another; the same for any order.

    None where that takes more than ``most`` levels.
    """
    last_at: list[float] = []
    placed = []
    every = [*((each, False) for each in values), *((each, True) for each in peers)]
    for value, peer in sorted(every):
        free = (level for level, last in enumerate(last_at) if value - last >= apart)
        level = next(free, len(last_at))
        if level == most:
            return None
        last_at[level : level + 1] = [value]
        placed.append(Dot(value, level, peer))
    return placed


def fitting(strip: Strip) -> tuple[float, list[Dot]] | None:
    """Inches across the largest dots that do not pile up too high; None where the smallest would."""
    across = [LARGEST * 0.93**step for step in range(13)] + [SMALLEST]
    found = _fit(strip, across[-1])
    return found and next(filter(None, (_fit(strip, each) for each in across)))


def _fit(strip: Strip, across: float) -> tuple[float, list[Dot]] | None:
    apart = across * (strip.scale.high - strip.scale.low) / (END - START)
    dots = stacked(strip.others, strip.peers, apart, int(HIGHEST / across))
    return None if dots is None else (across, dots)
