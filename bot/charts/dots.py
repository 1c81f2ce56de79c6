"""A dot for each practice along one line, none of them named: the picture of a comparison.

Drawn for a telephone: 360 points wide at three times the density. Greys and one dark blue whose
lightness alone tells things apart, so that it prints in grey and needs no colour vision.
"""

import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.charts.style import BAND, DENSITY, DOT, GROUND, INK, LINE, TEXT, WIDTH, png

MARGIN = 0.22  # inches left and right of the line
LARGEST, SMALLEST = 0.115, 0.055  # inches across a dot


class Dot(NamedTuple):
    """A dot's place: its value, and how many dots up from the line."""

    value: float
    level: int


def stacked(values: Sequence[float], apart: float) -> list[Dot]:
    """Dots at their true values, lifted where one would cover another; the same for any order."""
    last_at: list[float] = []
    placed = []
    for value in sorted(values):
        free = (level for level, last in enumerate(last_at) if value - last >= apart)
        level = next(free, len(last_at))
        if level == len(last_at):
            last_at.append(value)
        last_at[level] = value
        placed.append(Dot(value, level))
    return placed


def draw(spec: dict[str, Any]) -> bytes:
    """PNG of ``values`` with ``median`` and the middle half (``quarters``).

    ``axis`` names the unit; ``decimals`` is how many the numbers show; ``suffix`` follows them.
    """
    values = [float(each) for each in spec["values"]]
    low, high = _ends(values)
    across, dots = _fitting(values, (high - low) / (WIDTH - 2 * MARGIN))
    levels = 1 + max(dot.level for dot in dots)
    tall = max(0.5, levels * across + 0.1)
    label = textwrap.wrap(str(spec["axis"]), 50)
    above, below = 0.52, 0.34 + 0.16 * len(label)
    height = tall + above + below
    figure = Figure(figsize=(WIDTH, height), dpi=DENSITY, facecolor=GROUND)
    FigureCanvasAgg(figure)
    line = figure.add_axes((MARGIN / WIDTH, below / height, 1 - 2 * MARGIN / WIDTH, tall / height))
    line.set_xlim(low, high)
    line.set_ylim(0, tall)
    _dots(line, dots, across)
    _marks(line, spec, tall)
    _axis(line, spec, "\n".join(label))
    return png(figure)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return (low - room if low > room else min(0.0, low), high + room)


def _fitting(values: Sequence[float], per_inch: float) -> tuple[float, list[Dot]]:
    """The largest dots that do not pile up higher than a few lines of text."""
    across = LARGEST
    while True:
        dots = stacked(values, across * per_inch)
        highest = 1 + max(dot.level for dot in dots)
        if highest * across <= 1.3 or across <= SMALLEST:
            return across, dots
        across *= 0.9


def _dots(line: Axes, dots: Sequence[Dot], across: float) -> None:
    line.scatter(
        [dot.value for dot in dots],
        [(dot.level + 0.5) * across + 0.03 for dot in dots],
        s=(across * 72 * 0.9) ** 2,
        color=DOT,
        linewidths=0,
        zorder=3,
        clip_on=False,
    )


def _marks(line: Axes, spec: dict[str, Any], tall: float) -> None:
    lower, upper = spec["quarters"]
    median = float(spec["median"])
    line.axvspan(lower, upper, color=BAND, linewidth=0, zorder=0)
    line.plot([median, median], [0, tall + 0.05], color=INK, linewidth=1.4, clip_on=False, zorder=2)
    low, high = line.get_xlim()
    share = (median - low) / (high - low)
    side = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    line.text(
        median,
        tall + 0.25,
        f"median {_number(median, spec)}",
        ha=side,
        va="bottom",
        fontsize=TEXT,
        fontweight="bold",
        color=INK,
    )
    line.text(
        median,
        tall + 0.09,
        "grey: the middle half of the practices",
        ha=side,
        va="bottom",
        fontsize=TEXT - 1,
        color=INK,
    )


def _axis(line: Axes, spec: dict[str, Any], label: str) -> None:
    for side in ("left", "right", "top"):
        line.spines[side].set_visible(False)
    line.spines["bottom"].set_color(LINE)
    line.set_yticks([])
    line.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    line.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: _tick(value, spec)))
    line.tick_params(axis="x", colors=INK, labelsize=TEXT, color=LINE, length=3)
    line.set_xlabel(label, fontsize=TEXT, color=INK)


def _number(value: float, spec: dict[str, Any]) -> str:
    return f"{value:,.{int(spec['decimals'])}f}{spec['suffix']}"


def _tick(value: float, spec: dict[str, Any]) -> str:
    return f"{value:,.10g}{spec['suffix']}"
