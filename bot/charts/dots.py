"""A dot for each practice along one line, none of them named: the picture of a comparison.

A practice's own picture marks its own value, and those of practices like it. What is what is told by
shape and lightness, so that it prints in grey and needs no colour vision.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from matplotlib.figure import Figure

from bot.charts.scales import Scale, tick_words, ticks, value_words
from bot.charts.sheet import Entry, Sheet, grey_png
from bot.charts.strip import END, HIGHEST, START, Strip, arranged, fitting
from bot.charts.style import (
    EDGE,
    GRID,
    INK,
    LEADING,
    LINE,
    SMALL,
    TEXT,
    WIDTH,
    Dashes,
    Look,
    Side,
    breadth,
)

COLUMN = 0.06  # inches across a column
LEAST = 0.02  # inches that the lowest column is high
DIAMOND = 0.13  # inches from the dots' ground to the practice's own mark
GAP = 0.05  # inches between a line and its words
OTHER = Look("o", 5.0, "#cfcfcf", edge="#767676")
PEER, MINE = Look("s", 4.8, "#444444"), Look("D", 7.5, INK)
ENGLAND: Dashes = (0, (3.0, 2.0))
FURTHER = {"left": Look("<", 5.0, "#444444"), "right": Look(">", 5.0, "#444444")}


def draw(spec: dict[str, Any]) -> bytes:
    """PNG of ``values`` and ``peers`` (both in any order), with the practice's ``own`` among them.

    ``own`` has a value and the ends of its interval (``low``, ``high``: both or neither None), or is
    None in a picture for all. ``median``, ``quarters`` (the middle half) and ``england`` (or None) are
    marked. ``axis`` names the unit; ``decimals`` is how many the numbers show; ``suffix`` follows them.
    """
    return grey_png(build(spec))


def build(spec: dict[str, Any]) -> Figure:
    """The figure that ``draw`` writes."""
    sheet = Sheet()
    strip = arranged(spec)
    marks = _lines(sheet, strip.scale, spec)
    top = sheet.y
    base, columns = _field(sheet, strip)
    if spec.get("own"):
        _own(sheet, strip.scale, spec)
    _ground(sheet, strip.scale, spec, (top, base), marks)
    _axis(sheet, strip.scale, spec)
    sheet.y += 0.04
    sheet.legend(_legend(spec, strip, columns))
    return sheet.finished()


# ---- from the top down


def _lines(sheet: Sheet, scale: Scale, spec: dict[str, Any]) -> list[tuple[float, float, Dashes]]:
    """Words for the median's and England's lines; where each line is, begins, and its kind."""
    told: list[tuple[float, str, Dashes]] = [(spec["median"], "median", "-")]
    if spec.get("england") is not None:
        told.append((spec["england"], "England", ENGLAND))
    told.sort(key=lambda each: each[0])
    words = [f"{name} {value_words(value, spec)}" for value, name, _ in told]
    xs = [scale.at(value) for value, _, _ in told]
    places = beside([(x, breadth(each)) for x, each in zip(xs, words, strict=True)])
    lines = []
    for x, said, (side, row), (_, _, dashes) in zip(xs, words, places, told, strict=True):
        middle = sheet.y + LEADING * (row + 0.5)
        away = GAP if side == "left" else -GAP
        sheet.write(x + away, middle, said, role="line", side=side, ground=True)
        lines.append((x, middle - 0.06, dashes))
    sheet.y += LEADING * (1 + max(row for _, row in places)) + 0.04
    return lines


def beside(lines: Sequence[tuple[float, float]]) -> list[tuple[Side, int]]:
    """For one or two lines from left to right, with the breadth of their words: side and row of those.

    Words never meet, nor does a line go through the other's if those are shorter than an inch.
    """

    def right(line: tuple[float, float]) -> bool:
        return line[0] + GAP + line[1] <= WIDTH - EDGE

    def left(line: tuple[float, float]) -> bool:
        return line[0] - GAP - line[1] >= EDGE

    if len(lines) == 1:
        return [("left" if right(lines[0]) else "right", 0)]
    one, two = lines
    if left(one) and right(two):
        return [("right", 0), ("left", 0)]
    if right(one) and right(two):
        return [("left", 0), ("left", 1)]
    if left(one) and left(two):
        return [("right", 1), ("right", 0)]
    return [("left", 0), ("right", int(two[0] - one[0] < one[1] + two[1] + 4 * GAP))]


def _field(sheet: Sheet, strip: Strip) -> tuple[float, bool]:
    """Dots, or columns where they are too many: the height of their ground, and whether columns."""
    fits = fitting(strip)
    if fits is None:
        base = sheet.y + HIGHEST + 0.05
        _columns(sheet, strip, base)
    else:
        across, dots = fits
        levels = 1 + max((dot.level for dot in dots), default=0)
        base = sheet.y + max(0.35, levels * across + 0.05)
        for look, size in ((OTHER, 0.86), (PEER, 0.78)):
            chosen = [dot for dot in dots if dot.peer is (look is PEER)]
            xs = [strip.scale.at(dot.value) for dot in chosen]
            ys = [base - (dot.level + 0.5) * across - 0.02 for dot in chosen]
            sheet.dots(xs, ys, look._replace(size=across * 72 * size), edge=0.6)
    for values, x, side in ((strip.lower, START, "left"), (strip.higher, END, "right")):
        if values:
            sheet.marker(x + (0.07 if side == "right" else -0.07), base - 0.07, FURTHER[side])
    sheet.y = base
    return base, fits is None


def _columns(sheet: Sheet, strip: Strip, base: float) -> None:
    """How many there are at each place, and those of practices alike on their ground."""
    number = round((END - START) / COLUMN)
    counts = [0] * (number + 1)
    for value in (*strip.others, *strip.peers):
        at = int((strip.scale.at(value) - START) / (END - START) * number)
        counts[min(at, number - 1)] += 1
    most = max(counts)
    lefts = [START + (END - START) * at / number for at in range(number + 1)]
    tops = [base - (max(LEAST, HIGHEST * each / most) if each else 0.0) for each in counts]
    sheet.columns(lefts, tops, base)
    xs = [strip.scale.at(value) for value in strip.peers]
    sheet.dots(xs, [base - 0.06] * len(xs), PEER, edge=0.6)


def _own(sheet: Sheet, scale: Scale, spec: dict[str, Any]) -> None:
    """The practice below all others: its mark on its interval, and its value in words."""
    own = spec["own"]
    x, y = scale.at(own["value"]), sheet.y + DIAMOND
    if own["low"] is not None:
        for end, edge, onwards in ((own["low"], START, -1), (own["high"], END, 1)):
            reach = scale.at(end)
            if (reach - edge) * onwards > 0:  # further than the line: an arrow says so
                sheet.arrow(edge, y, (0.12 * onwards, 0), INK)
                reach = edge
            else:
                sheet.line([reach] * 2, [y - 0.04, y + 0.04], INK, 1.2, order=4)
            sheet.line([x, reach], [y, y], INK, 1.2, order=4)
    sheet.marker(x, y, MINE)
    words = f"your practice {value_words(own['value'], spec)}"
    half = breadth(words, TEXT, "bold") / 2
    middle = min(max(x, EDGE + half), WIDTH - EDGE - half)
    sheet.write(middle, y + 0.17, words, role="own", side="center", weight="bold")
    sheet.y = y + 0.27


def _ground(
    sheet: Sheet,
    scale: Scale,
    spec: dict[str, Any],
    field: tuple[float, float],
    lines: Sequence[tuple[float, float, Dashes]],
) -> None:
    """What lies behind the dots: the middle half, and the lines of the median and England."""
    top, base = field
    low = base if sheet.y == base else base + DIAMOND + 0.09  # past the mark, not through its words
    lower, upper = (scale.at(each) for each in spec["quarters"])
    sheet.block(min(lower, upper - 0.01), upper, top, sheet.y)
    sheet.line([START, END], [base, base], GRID, 0.8, order=1.5)
    for x, begins, dashes in lines:
        sheet.line([x, x], [begins, low], INK, 1.3, order=2.5, dashes=dashes)


def _axis(sheet: Sheet, scale: Scale, spec: dict[str, Any]) -> None:
    sheet.line([START, END], [sheet.y] * 2, LINE, 0.8, order=2)
    for value, words in _told_ticks(scale, spec["suffix"]):
        x = scale.at(value)
        sheet.line([x, x], [sheet.y, sheet.y + 0.045], LINE, 0.8, order=2)
        sheet.write(x, sheet.y + 0.06 + LEADING / 2, words, role="tick", side="center", size=SMALL)
    sheet.y += 0.06 + LEADING + 0.01
    sheet.caption(str(spec["axis"]))


def _told_ticks(scale: Scale, suffix: str) -> list[tuple[float, str]]:
    """As many round values as have room for their words."""
    told: list[tuple[float, str]] = []
    for most in (6, 5, 4, 3, 2, 1):
        told = [(each, tick_words(each, suffix)) for each in ticks(scale.low, scale.high, most)]
        halves = [(scale.at(value), breadth(words, SMALL) / 2) for value, words in told]
        inside = all(x - half >= EDGE / 2 and x + half <= WIDTH - EDGE / 2 for x, half in halves)
        apart = all(a + b + 0.08 <= y - x for (x, a), (y, b) in pairwise(halves))
        if inside and apart:
            return told
    return told[:1]


def _legend(spec: dict[str, Any], strip: Strip, columns: bool) -> list[Entry]:
    own = spec.get("own")
    entries = []
    if own:
        words = "your practice" if own["low"] is None else "your practice, with 95% interval"
        entries.append(Entry(MINE, words))
    if strip.peers:
        middle = value_words(median(spec["peers"]), spec)
        entries.append(Entry(PEER, f"practice like yours (median {middle})"))
    if columns:
        entries.append(Entry(None, "the higher, the more practices", column=True))
    elif strip.others:
        entries.append(Entry(OTHER, "other practice" if own else "one practice"))
    entries.append(Entry(None, "the middle half", block=True))
    for side, values in (("left", strip.lower), ("right", strip.higher)):
        if values:
            furthest = value_words(values[0] if side == "left" else values[-1], spec)
            many = f"{len(values)} practices" if len(values) > 1 else "1 practice"
            where = f"further {side}, {'up to' if len(values) > 1 else 'at'} {furthest}"
            entries.append(Entry(FURTHER[side], f"{many} {where}"))
    return entries
