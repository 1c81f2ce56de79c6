"""Leaders and members on one line from 0 to 100%, an item a row: the picture of a gap.

Each group has its own height within the row, so that its percentage never meets another's.
"""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from bot.charts.sheet import Entry, Sheet, bounded, png
from bot.charts.style import (
    EDGE,
    GRID,
    INK,
    LEADING,
    LINE,
    LOOKS,
    QUIET,
    SMALL,
    WIDTH,
    Look,
    breadth,
    percent,
    wrapped,
)

START, END = 0.3, WIDTH - 0.3  # inches: where 0% and 100% lie
LANE = 0.175  # inches from one group's height to the next
BESIDE = 0.07  # inches between a mark and its words
ARROW = 0.17  # inches
GROUPS = ("Leaders", "Members", "Everyone")
PUBLISHED = tuple(Look(marker, 4.6, LINE) for marker in ("v", "^", "<", ">", "p", "h"))
"""The shapes of published figures, in the order in which their names first occur."""


def draw(spec: dict[str, Any]) -> bytes:
    """PNG of ``items``: each with a ``label``, the marks of its groups and ``published`` figures.

    A mark is a share with its 95% interval (``low``, ``high``), or a ``band`` in words with or
    without the share at its bound, or None for what is not shown. ``axis`` names the unit.
    """
    return png(build(spec))


def build(spec: dict[str, Any]) -> Figure:
    """The figure that ``draw`` writes."""
    items: list[dict[str, Any]] = spec["items"]
    names = dict.fromkeys(each["name"] for item in items for each in item.get("published", ()))
    looks = {name: PUBLISHED[at % len(PUBLISHED)] for at, name in enumerate(names)}
    sheet = Sheet()
    sheet.legend(_legend(items, looks))
    sheet.y += 0.06
    if len(items) > 3:  # on a long picture the lower scale is out of sight
        _scale(sheet)
    for item in items:
        sheet.y += 0.06
        sheet.paragraph(str(item["label"]), role="label", weight="bold")
        _row(sheet, item, looks)
    sheet.y += 0.02
    _scale(sheet)
    for line in wrapped(str(spec["axis"]), END - START):
        sheet.write(WIDTH / 2, sheet.y + LEADING / 2, line, role="axis", side="center")
        sheet.y += LEADING
    return sheet.finished()


def _legend(items: Sequence[dict[str, Any]], looks: dict[str, Look]) -> list[Entry]:
    marks = [(group, item.get(group.lower())) for item in items for group in GROUPS]
    placed = [(group, mark) for group, mark in marks if mark and mark["share"] is not None]
    drawn = {group for group, _ in placed}
    entries = [Entry(LOOKS[group], group) for group in GROUPS if group in drawn]
    if any(mark.get("low") is not None for _, mark in placed):
        entries.append(Entry(None, "95% interval", rule="-"))
    banded = next((group for group, mark in placed if mark.get("band")), None)
    if banded:
        entries.append(bounded(LOOKS[banded]))
    return entries + [Entry(look, name, hollow=True) for name, look in looks.items()]


def _scale(sheet: Sheet) -> None:
    for tick in (0, 25, 50, 75, 100):
        words = "100%" if tick == 100 else str(tick)
        middle = sheet.y + LEADING / 2
        sheet.write(_across(tick / 100), middle, words, role="scale", side="center", size=SMALL)
    sheet.y += LEADING


def _row(sheet: Sheet, item: dict[str, Any], looks: dict[str, Look]) -> None:
    marks = {group: item.get(group.lower()) for group in GROUPS}
    top = sheet.y + 0.02
    heights = {}
    sheet.y = top + 0.02
    for group in _lanes(marks):
        heights[group] = sheet.y + LANE / 2
        sheet.y += LANE
        _group(sheet, group, marks[group], heights[group])
    if not heights:
        middle = sheet.y + LANE / 2
        sheet.write(START + BESIDE, middle, "not shown", role="value", size=SMALL, colour=QUIET)
        sheet.y += LANE
    _bar(sheet, marks, heights)
    _published(sheet, item.get("published", ()), looks)
    sheet.y += 0.02
    for tick in (0, 0.25, 0.5, 0.75, 1):
        sheet.line([_across(tick)] * 2, [top, sheet.y], GRID, 0.6, order=0)
    sheet.y += 0.04


def _lanes(marks: dict[str, Any]) -> list[str]:
    """The groups that have a height of their own. One of the two that is hidden says so there."""
    paired = marks["Leaders"] or marks["Members"]
    return [group for group in GROUPS if marks[group] or (paired and group != "Everyone")]


def _bar(sheet: Sheet, marks: dict[str, Any], heights: dict[str, float]) -> None:
    ends = [marks[group] for group in ("Leaders", "Members")]
    if not all(mark and mark["share"] is not None for mark in ends):
        return
    left, right = sorted(_across(mark["share"]) for mark in ends)
    sheet.block(left, right, heights["Leaders"], heights["Members"])


def _group(sheet: Sheet, group: str, mark: dict[str, Any] | None, y: float) -> None:
    look = LOOKS[group]
    if mark is None or mark["share"] is None:
        said = "not shown" if mark is None else str(mark["band"])
        colour = QUIET if mark is None else INK
        sheet.y -= LANE  # the words take the place of the mark
        _told(sheet, f"{group}: {said}", colour)
        sheet.y += LANE - LEADING
        return
    x = _across(mark["share"])
    band = mark.get("band")
    left = right = x
    if band:
        onwards = ARROW if mark["share"] >= 0.5 else -ARROW
        sheet.arrow(x, y, (onwards, 0), look.colour)
        left, right = sorted((x, x + onwards))
    elif mark.get("low") is not None:
        left, right = _across(mark["low"]), _across(mark["high"])
        sheet.line([left, right], [y, y], look.colour, 1.0, order=3)
        for end in (left, right):
            sheet.line([end, end], [y - 0.025, y + 0.025], look.colour, 1.0, order=3)
    sheet.marker(x, y, look, hollow=bool(band))
    if not band:
        value = percent(mark["share"])
        _beside(sheet, (f"{group} {value}", value), (left, x, right), y)
    elif not _beside(sheet, (f"{group}: {band}",), (left, x, right), y):
        _told(sheet, f"{group}: {band}", INK)


def _told(sheet: Sheet, words: str, colour: str) -> None:
    """Words on lines of their own within the row."""
    for line in wrapped(words, WIDTH - EDGE - START - BESIDE, SMALL):
        middle = sheet.y + LANE / 2
        sheet.write(START + BESIDE, middle, line, role="value", size=SMALL, colour=colour)
        sheet.y += LEADING


def _beside(
    sheet: Sheet, choice: Sequence[str], reach: tuple[float, float, float], y: float
) -> bool:
    """The longest of the ``choice`` that fits on the right or left of what a mark reaches.

    An interval over nearly everything has its line broken for a percentage; its ends are kept.
    False for words, which are too long for that.
    """
    left, x, right = reach
    gap = BESIDE + 0.02
    from_left, from_right = min(left, x - 0.04) - gap, max(right, x + 0.04) + gap
    for words in choice:
        across = breadth(words)
        if from_right + across <= WIDTH - EDGE / 2:
            sheet.write(from_right, y, words, role="value")
            return True
        if from_left - across >= EDGE / 2:
            sheet.write(from_left, y, words, role="value", side="right")
            return True
    if len(choice) == 1:
        return False
    if right - x > x - left:
        sheet.write(x + gap + 0.04, y, choice[-1], role="value", ground=True)
    else:
        sheet.write(x - gap - 0.04, y, choice[-1], role="value", side="right", ground=True)
    return True


def _published(sheet: Sheet, published: Sequence[dict[str, Any]], looks: dict[str, Look]) -> None:
    """Figures of others on lines of their own, one below another only where they would meet."""
    taken: list[list[tuple[float, float]]] = []
    for each in sorted(published, key=lambda each: float(each["share"])):
        x, words = _across(each["share"]), percent(each["share"])
        across = BESIDE + breadth(words, SMALL)
        flip = x + across > WIDTH - EDGE
        span = (x - across, x + 0.05) if flip else (x - 0.05, x + across)
        free = (at for at, spans in enumerate(taken) if not _meets(span, spans))
        level = next(free, len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(span)
        y = sheet.y + LANE * (level + 0.5)
        sheet.marker(x, y, looks[each["name"]], hollow=True)
        sheet.write(
            x - BESIDE if flip else x + BESIDE,
            y,
            words,
            role="value",
            side="right" if flip else "left",
            size=SMALL,
            colour=QUIET,
        )
    sheet.y += LANE * len(taken)


def _meets(span: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    return any(span[0] < right + 0.04 and left - 0.04 < span[1] for left, right in others)


def _across(share: float) -> float:
    return START + (END - START) * share
