"""One practice's values over time beside the others' median: a run chart, with limits if there are any."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from bot.charts.scales import Scale, kept, name_lines, span, tick_words, ticks, value_words
from bot.charts.sheet import Entry, Sheet, grey_png
from bot.charts.style import (
    EDGE,
    GRID,
    INK,
    LEADING,
    LINE,
    SMALL,
    WIDTH,
    Dashes,
    Look,
    breadth,
    wrapped,
)

TALL = 1.35  # inches from the panel's top to its bottom
RIGHT = WIDTH - 0.22  # inches: its end
PAST = 0.1  # inches from there, and from its beginning, to the outermost points
FLAT = 0.3  # of a step: how far the usual range goes on beyond the first and last point of a piece
NOTHING = 1e-12  # between two values: no axis can tell them apart
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
    room = (high - low) * 0.06 if high - low > NOTHING else 1.0
    if 0 <= low <= FROM_ZERO * high or low - room < 0 <= min(found):
        low = 0.0
    else:
        low -= room
    high += room
    return low, min(high, 100.0) if spec["suffix"] == "%" and max(found) <= 100 else high


def _legend(spec: dict[str, Any]) -> list[Entry]:
    """With the latest values, so that nobody has to read them off."""
    own = known(spec["own"])
    last = max(own)
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
    if known(spec["low"]).keys() & known(spec["high"]).keys():
        entries.append(Entry(None, "usual range", block=True))
    if own.keys() & set(spec["marked"]):
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
    _range(sheet, panel, known(spec["low"]), known(spec["high"]), new)
    for name, dashes, colour in (("england", ENGLAND, INK), ("median", MEDIAN, LINE)):
        line = known(spec[name])
        for piece in pieces(line, set()):
            _joined(sheet, panel, {at: line[at] for at in piece}, colour, 1.3, dashes)
    own = known(spec["own"])
    for piece in pieces(own, new):
        _joined(sheet, panel, {at: own[at] for at in piece}, INK, 1.2, "-")
    small = 0.75 if panel.points > 18 else 1.0
    for look, places in ((MINE, list(own)), (RING, [at for at in own if at in spec["marked"]])):
        sheet.dots(
            [panel.across(at) for at in places],
            [panel.up.at(own[at]) for at in places],
            look._replace(size=look.size * small),
            hollow=look is RING,
        )


def known(values: Line | None) -> dict[int, float]:
    """The values that there are, by their places."""
    return {at: each for at, each in enumerate(values or ()) if each is not None}


def pieces(places: Iterable[int], new: set[int]) -> list[list[int]]:
    """The places, in order, as far as one follows another; those in ``new`` begin another piece."""
    found: list[list[int]] = []
    for at in places:
        if found and found[-1][-1] == at - 1 and at not in new:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _joined(
    sheet: Sheet,
    panel: Panel,
    values: dict[int, float],
    colour: str,
    width: float,
    dashes: Dashes,
) -> None:
    """A line through a piece. One value alone is a short line, so that it is seen at all."""
    xs = [panel.across(at) for at in values]
    ys = [panel.up.at(each) for each in values.values()]
    if len(xs) == 1:
        xs, ys = [xs[0] - 0.05, xs[0] + 0.05], ys * 2
    sheet.line(xs, ys, colour, width, order=3, dashes=dashes)


def _range(
    sheet: Sheet, panel: Panel, low: dict[int, float], high: dict[int, float], new: set[int]
) -> None:
    for piece in pieces(sorted(low.keys() & high.keys()), new):
        xs = [panel.across(at) for at in (piece[0] - FLAT, *piece, piece[-1] + FLAT)]
        ends = [piece[0], *piece, piece[-1]]
        tops, bottoms = ([panel.up.at(line[at]) for at in ends] for line in (high, low))
        sheet.band(xs, tops, bottoms)


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
