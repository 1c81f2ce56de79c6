"""One practice's values over time beside the others' median: a run chart, with limits if there are any."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from bot.charts.scales import Scale, kept, name_lines, span, tick_words, ticks, value_words
from bot.charts.style import (
    EDGE,
    GRID,
    INK,
    LEADING,
    LINE,
    SMALL,
    WIDTH,
    Dashes,
    Entry,
    Look,
    Sheet,
    breadth,
    grey_png,
    wrapped,
)

TALL = 1.35  # inches from the panel's top to its bottom
RIGHT = WIDTH - 0.22  # inches: its end
PAST = 0.1  # inches from there, and from its beginning, to the outermost points
FLAT = 0.3  # of a step: how far the usual range goes on beyond the first and last point of a piece
FROM_ZERO = 0.4  # of the highest: values that begin lower are drawn from zero
WITHIN = 0.15  # of the values: less than that from top to bottom would make much of little
WORDS = 1.5  # inches: the longest line of a break's words
STEPS = (1, 2, 3, 4, 6, 12, 24)  # from one named period to the next
MEDIAN: Dashes = (0, (4.5, 1.8))
ENGLAND: Dashes = (0, (1.0, 1.2))
MINE, RING = Look("D", 4.4, INK), Look("o", 9.0, INK)

Line = Sequence[float | None]


class Panel(NamedTuple):
    """Where the values lie, and where the points of time do."""

    up: Scale
    left: float
    points: int

    def across(self, at: float) -> float:
        room = RIGHT - self.left - 2 * PAST
        return self.left + PAST + room * at / max(1, self.points - 1)


def draw(spec: dict[str, Any]) -> bytes:
    """PNG of ``own`` values, a point for each of ``labels``, joined where one follows another.

    ``median``, ``england``, ``low`` and ``high`` (the usual range) are None or have as many; single
    values may be None. ``marked`` are the places of points with more to them than chance. ``breaks``
    are the places (``at``) of points that begin something new, with its ``words``. ``axis`` names the
    unit; ``decimals`` is how many the numbers show; ``suffix`` follows them.
    """
    return grey_png(build(spec))


def build(spec: dict[str, Any]) -> Figure:
    """The figure that ``draw`` writes."""
    sheet = Sheet()
    sheet.legend(_legend(spec))
    sheet.y += 0.05
    low, high = ends(spec)
    told = [(each, tick_words(each, spec["suffix"])) for each in ticks(low, high, 4)]
    left = EDGE + max(breadth(words, SMALL) for _, words in told) + 0.06
    points = len(spec["labels"])
    # The breaks' words come first, and how much room they need depends on where the points are.
    flat = Panel(Scale(low, high, 0, 0), left, points)
    breaks = _breaks(sheet, flat, spec["breaks"])
    top = sheet.y + 0.03
    panel = flat._replace(up=Scale(low, high, top + TALL, top))
    _grid(sheet, panel, told)
    for x, begins in breaks:
        sheet.line([x, x], [begins, top + TALL], INK, 0.9, order=1.6, dashes=(0, (1.0, 2.0)))
    _values(sheet, panel, spec)
    sheet.y = top + TALL
    _periods(sheet, panel, spec["labels"])
    sheet.y += 0.03
    sheet.caption(str(spec["axis"]))
    return sheet.finished()


def ends(spec: dict[str, Any]) -> tuple[float, float]:
    """The panel's bottom and top: all that is drawn, from zero where that is not far."""
    names = ("own", "median", "england", "low", "high")
    found = [each for name in names for each in spec[name] or () if each is not None]
    low, high = min(found), max(found)
    spare = WITHIN * max(abs(low), abs(high)) - (high - low)
    if spare > 0:
        low, high = low - spare / 2, high + spare / 2
    room = (high - low) * 0.06 or 1.0
    if 0 <= low <= FROM_ZERO * high or low - room < 0 <= min(found):
        low = 0.0
    else:
        low -= room
    high += room
    return low, min(high, 100.0) if spec["suffix"] == "%" and max(found) <= 100 else high


def _legend(spec: dict[str, Any]) -> list[Entry]:
    """With the latest values, so that nobody has to read them off."""
    own = spec["own"]
    last = max(at for at, each in enumerate(own) if each is not None)
    mine = f"your practice {value_words(own[last], spec)} ({spec['labels'][last]})"
    entries = [Entry(MINE, mine, rule="-", bold=True)]
    for name, words, dashes in (
        ("median", "median of the others", MEDIAN),
        ("england", "England", ENGLAND),
    ):
        if spec[name]:
            value = spec[name][last]
            said = words if value is None else f"{words} {value_words(value, spec)}"
            entries.append(Entry(None, said, rule=dashes))
    if spec["low"] and spec["high"]:
        entries.append(Entry(None, "usual range", block=True))
    if spec["marked"]:
        entries.append(Entry(RING, "more than chance", hollow=True))
    return entries


def _breaks(
    sheet: Sheet, panel: Panel, breaks: Iterable[dict[str, Any]]
) -> list[tuple[float, float]]:
    """Words above the panel, one below another only where they would meet: where their lines begin."""
    placed: list[tuple[float, float]] = []
    row, free, deepest = sheet.y, EDGE, 0
    for each in sorted(breaks, key=lambda each: int(each["at"])):
        x = panel.across(each["at"] - 0.5)
        lines = wrapped(str(each["words"]), WORDS, SMALL)
        across = max(breadth(line, SMALL) for line in lines)
        left = min(max(x - across / 2, EDGE), WIDTH - EDGE - across)
        if left < free:
            row, free, deepest = row + deepest * LEADING, EDGE, 0
        for step, line in enumerate(lines):
            y = row + LEADING * (step + 0.5)
            sheet.write(left, y, line, role="break", size=SMALL, ground=True)
        placed.append((x, row + LEADING * len(lines)))
        free, deepest = left + across + 0.1, max(deepest, len(lines))
        sheet.y = max(sheet.y, row + LEADING * len(lines))
    return placed


def _grid(sheet: Sheet, panel: Panel, told: Sequence[tuple[float, str]]) -> None:
    for value, words in told:
        y = panel.up.at(value)
        sheet.line([panel.left, RIGHT], [y, y], GRID, 0.7, order=0)
        sheet.write(panel.left - 0.04, y, words, role="tick", side="right", size=SMALL)
    sheet.line([panel.left, RIGHT], [panel.up.start] * 2, LINE, 0.8, order=2)


def _values(sheet: Sheet, panel: Panel, spec: dict[str, Any]) -> None:
    new = {int(each["at"]) for each in spec["breaks"]}
    if spec["low"] and spec["high"]:
        _range(sheet, panel, spec["low"], spec["high"], new)
    for name, dashes, colour in (("england", ENGLAND, INK), ("median", MEDIAN, LINE)):
        for piece in pieces(spec[name] or (), set()):
            _joined(sheet, panel, piece, spec[name], colour, 1.3, dashes)
    own = spec["own"]
    for piece in pieces(own, new):
        _joined(sheet, panel, piece, own, INK, 1.2, "-")
    known = [(at, each) for at, each in enumerate(own) if each is not None]
    xs = [panel.across(at) for at, _ in known]
    ys = [panel.up.at(each) for _, each in known]
    small = 0.75 if panel.points > 18 else 1.0
    sheet.dots(xs, ys, MINE._replace(size=MINE.size * small))
    rings = [(x, y) for (at, _), x, y in zip(known, xs, ys, strict=True) if at in spec["marked"]]
    look = RING._replace(size=RING.size * small)
    sheet.dots([x for x, _ in rings], [y for _, y in rings], look, hollow=True)


def pieces(values: Line, new: set[int]) -> list[list[int]]:
    """The places of values that follow one another; those in ``new`` begin another piece."""
    found: list[list[int]] = []
    for at, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1][-1] == at - 1 and at not in new:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _joined(
    sheet: Sheet,
    panel: Panel,
    piece: Sequence[int],
    values: Line,
    colour: str,
    width: float,
    dashes: Dashes,
) -> None:
    """A line through a piece. One value alone is a short line, so that it is seen at all."""
    xs = [panel.across(at) for at in piece]
    ys = [panel.up.at(values[at] or 0.0) for at in piece]
    if len(piece) == 1:
        xs, ys = [xs[0] - 0.05, xs[0] + 0.05], ys * 2
    sheet.line(xs, ys, colour, width, order=3, dashes=dashes)


def _range(sheet: Sheet, panel: Panel, low: Line, high: Line, new: set[int]) -> None:
    both = [None if one is None or two is None else one for one, two in zip(low, high, strict=True)]
    for piece in pieces(both, new):
        places = [piece[0] - FLAT, *piece, piece[-1] + FLAT]
        ends = [piece[0], *piece, piece[-1]]
        tops = [panel.up.at(high[at] or 0.0) for at in ends]
        bottoms = [panel.up.at(low[at] or 0.0) for at in ends]
        sheet.band([panel.across(at) for at in places], tops, bottoms)


def _periods(sheet: Sheet, panel: Panel, labels: Sequence[str]) -> None:
    """Names below as many points as have room, evenly, always the last."""
    places = [panel.across(at) for at in range(panel.points)]
    strokes = [(sheet.y, sheet.y + 0.03, math.nan)] * len(places)  # one line with gaps
    sheet.line(
        [x for x in places for _ in range(3)], [y for each in strokes for y in each], LINE, 0.6
    )
    deepest = 1
    for at in kept(labels, places, STEPS):
        x = panel.across(at)
        left, right = span(labels[at], x)
        sheet.line([x, x], [sheet.y, sheet.y + 0.06], LINE, 0.8)
        lines = name_lines(labels[at])
        for step, line in enumerate(lines):
            middle = sheet.y + 0.06 + LEADING * (step + 0.5)
            sheet.write((left + right) / 2, middle, line, role="period", side="center", size=SMALL)
        deepest = max(deepest, len(lines))
    sheet.y += 0.06 + LEADING * deepest
