"""Scales of values and of time: where things lie, and which of them are named."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from matplotlib.ticker import MaxNLocator

from bot.charts.style import EDGE, SMALL, WIDTH, breadth, wrapped


class Scale(NamedTuple):
    """From values to inches, along a line or up a panel."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values between the ends, ``most`` at most or few more."""
    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    slack = (high - low) * 1e-9
    return [float(each) for each in found if low - slack <= each <= high + slack]


def tick_words(value: float, suffix: str) -> str:
    return f"{value + 0.0:,.10g}{suffix}"


def value_words(value: float, spec: dict[str, Any]) -> str:
    """As exact as the words beside the picture say it."""
    return f"{value:,.{int(spec['decimals'])}f}{spec['suffix']}"


def kept(
    names: Sequence[str], places: Sequence[float], steps: Iterable[int] | None = None
) -> list[int]:
    """The points of time that are named below a panel: as many as fit evenly, always the last.

    ``steps`` are the distances that they may have.
    """
    last = len(names) - 1
    for step in steps or range(1, len(names)):
        chosen = list(range(last, -1, -step))[::-1]
        spans = [span(names[at], places[at]) for at in chosen]
        if all(one[1] + 0.08 <= two[0] for one, two in pairwise(spans)):
            return chosen
    return [last]


def span(name: str, x: float) -> tuple[float, float]:
    """From where to where a name reaches when it stays on the page."""
    across = max(breadth(line, SMALL) for line in name_lines(name))
    left = min(max(x - across / 2, EDGE), WIDTH - EDGE - across)
    return left, left + across


def name_lines(name: str) -> list[str]:
    return wrapped(name, 1.1, SMALL)
