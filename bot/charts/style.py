"""What the pictures share: sizes, greys, markers, and how wide words are.

What is what is told by the marker's shape, by lightness and in words, never by hue alone.
"""

from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

WIDTH, DENSITY = 3.6, 300  # inches, dots an inch: 360 CSS pixels wide, three to one
EDGE = 0.1  # inches left free at each side
TEXT, SMALL = 8.5, 8.0  # points at this width: 12 and 11 CSS pixels
LEADING = 0.155  # inches from one line of text to the next
INK, DOT, BAND, LINE = "#1a1a1a", "#1f3a5f", "#e4e4e4", "#6b6b6b"
QUIET, GRID = "#555555", "#dcdcdc"  # words of less weight; lines to read values by
COLUMN = "#9a9a9a"  # many practices together
GROUND = "white"

Dashes = Literal["-"] | tuple[float, tuple[float, ...]]
Side = Literal["left", "center", "right"]
Weight = Literal["normal", "bold"]


class Look(NamedTuple):
    """How a group is drawn: its marker with the size in points, its colour and kind of line."""

    marker: str
    size: float
    colour: str
    dashes: Dashes = "-"
    edge: str | None = None  # around a light one


LOOKS = {
    "Leaders": Look("D", 5.6, DOT),
    "Members": Look("o", 6.4, "#7a7a7a", (0, (3.2, 1.4))),
    "Everyone": Look("s", 5.6, INK, (0, (1.0, 1.0))),
}


@lru_cache(maxsize=4096)
def breadth(words: str, size: float = TEXT, weight: Weight = "normal") -> float:
    """How wide one line of words is, in inches."""
    font = FontProperties(size=size, weight=weight)
    across, _, _ = _measure().get_text_width_height_descent(words, font, False)
    return float(across) / DENSITY


@cache
def _measure() -> Any:
    return RendererAgg(1, 1, DENSITY)  # type: ignore[no-untyped-call]


def wrapped(words: str, room: float, size: float = TEXT, weight: Weight = "normal") -> list[str]:
    """Lines no wider than ``room`` inches; a word that alone is wider is cut into pieces."""
    lines: list[str] = []
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}", size, weight) <= room:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        rest = word
        while breadth(rest, size, weight) > room and len(rest) > 1:
            cut = len(rest) - 1
            while cut > 1 and breadth(rest[:cut], size, weight) > room:
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines or [""]


def percent(share: float) -> str:
    """Rounded as the words beside the picture round it."""
    return f"{round(share * 100)}%"
