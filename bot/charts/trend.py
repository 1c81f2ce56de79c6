"""How a pulse item moved from round to round: a small panel for each item, one below another."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from bot.charts.scales import kept, name_lines, span
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
    percent,
    wrapped,
)

LEFT, RIGHT = 0.58, 2.3  # inches: the first round and the last
WORDS = 2.53  # inches: where the words beside the last values begin
TALL = 1.0  # inches from 0% to 100%, unless the words beside need more
OVER = 0.08  # inches by which those words may pass the panel's ends
TIE = "#a8a8a8"  # from a last value to its words
ARROW = 0.15  # inches
PAST = 0.15  # inches from there to the ends of the grid, free for marks beside their round
APART = 0.085  # inches at most between two groups' marks of one round

Mark = dict[str, Any] | None


class Panel(NamedTuple):
    """Where a panel's values lie: its rounds across, and the height of 0% and of 100%."""

    rounds: Sequence[str]
    top: float
    bottom: float

    def across(self, at: int) -> float:
        return LEFT + (RIGHT - LEFT) * at / max(1, len(self.rounds) - 1)

    def height(self, share: float) -> float:
        return self.bottom + (self.top - self.bottom) * share


class Note(NamedTuple):
    """Words for the last value of a series, and the mark they belong to: its round and share."""

    lines: list[str]
    at: int | None
    share: float | None


def draw(spec: dict[str, Any]) -> bytes:
    """PNG of ``items``, each with a ``label`` and the ``series`` of groups over the ``rounds``.

    A series has a ``name`` and a mark for each round: a share with its 95% interval (``low``,
    ``high``), a ``band`` in words with or without the share at its bound, or None for what is not
    shown. ``axis`` names the unit.
    """
    return png(build(spec))


def build(spec: dict[str, Any]) -> Figure:
    """The figure that ``draw`` writes."""
    sheet = Sheet()
    sheet.paragraph(str(spec["axis"]), role="axis")
    sheet.legend(_legend(spec["items"]))
    for item in spec["items"]:
        sheet.y += 0.1
        sheet.paragraph(str(item["label"]), role="label", weight="bold")
        _panel(sheet, [str(each) for each in spec["rounds"]], item["series"])
    return sheet.finished()


def placed(heights: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Tops for blocks of (wanted middle, height) that do not meet and, if they fit, stay within.

    Each is as near to where it wants to be as those above and below it let it.
    """
    order = sorted(range(len(heights)), key=lambda at: heights[at][0])
    tops = [0.0] * len(heights)
    floor = top
    for at in order:
        middle, tall = heights[at]
        tops[at] = max(floor, middle - tall / 2)
        floor = tops[at] + tall
    ceiling = bottom
    for at in reversed(order):
        tops[at] = min(tops[at], ceiling - heights[at][1])
        ceiling = tops[at]
    return tops


def _legend(items: Sequence[dict[str, Any]]) -> list[Entry]:
    marks: dict[str, list[Mark]] = {}
    for item in items:
        for series in item["series"]:
            marks.setdefault(series["name"], []).extend(series["marks"])
    drawn = {name: [mark for mark in own if _point(mark)] for name, own in marks.items()}
    names = [name for name in LOOKS if drawn.get(name)]
    entries = [Entry(LOOKS[name], name, rule=LOOKS[name].dashes) for name in names]
    seen = [mark for own in drawn.values() for mark in own]
    if any(mark and mark.get("low") is not None for mark in seen):
        entries.append(Entry(None, "95% interval", rule="-", upright=True))
    banded = [name for name in names if any(mark and mark.get("band") for mark in drawn[name])]
    if banded:
        entries.append(bounded(LOOKS[banded[0]]))
    if any(mark is None for own in marks.values() for mark in own):
        entries.append(Entry(None, "no mark: not shown"))
    return entries


def _panel(sheet: Sheet, rounds: list[str], series: Sequence[dict[str, Any]]) -> None:
    if not any(mark for each in series for mark in each["marks"]):
        sheet.paragraph("not shown", role="value", colour=QUIET)
        return
    notes = [_note(each, rounds) for each in series]
    top = sheet.y + 0.09
    panel = Panel(rounds, top, top + max(TALL, sum(map(_deep, notes)) - 2 * OVER))
    _grid(sheet, panel)
    asides = _asides(len(series), len(rounds))
    for each, aside in zip(series, asides, strict=True):
        _series(sheet, panel, _sized(LOOKS[each["name"]], rounds), each["marks"], aside)
    _notes(sheet, panel, notes, asides)
    sheet.y = panel.bottom + 0.1
    _rounds(sheet, panel)
    _unplaced(sheet, rounds, series)


def _asides(groups: int, rounds: int) -> list[float]:
    """How far each group's marks stand beside the round's true place, lest they cover another's."""
    shift = min(APART, 0.25 * (RIGHT - LEFT) / max(1, rounds - 1))
    return [(at - (groups - 1) / 2) * shift for at in range(groups)]


def _sized(look: Look, rounds: Sequence[str]) -> Look:
    return look if len(rounds) <= 8 else look._replace(size=look.size * 0.8)


def _grid(sheet: Sheet, panel: Panel) -> None:
    for tick in (0, 0.5, 1):
        y = panel.height(tick)
        sheet.line([LEFT - PAST, RIGHT + PAST], [y, y], GRID, 0.7, order=0)
        words = "100%" if tick == 1 else f"{tick * 100:.0f}"
        sheet.write(LEFT - PAST - 0.03, y, words, role="scale", side="right", size=SMALL)


def _series(sheet: Sheet, panel: Panel, look: Look, marks: Sequence[Mark], aside: float) -> None:
    points = [(at, mark) for at, mark in enumerate(marks) if mark and _point(mark)]
    for (at, mark), (after, following) in pairwise(points):
        if after == at + 1:  # broken where a round is not shown
            xs = [panel.across(at) + aside, panel.across(after) + aside]
            ys = [panel.height(mark["share"]), panel.height(following["share"])]
            sheet.line(xs, ys, look.colour, 1.3, order=3, dashes=look.dashes)
    for at, mark in points:
        x, y = panel.across(at) + aside, panel.height(mark["share"])
        if mark.get("band"):
            sheet.arrow(x, y, (0, -ARROW if mark["share"] >= 0.5 else ARROW), look.colour)
        elif mark.get("low") is not None:
            ends = [panel.height(mark["low"]), panel.height(mark["high"])]
            sheet.line([x, x], ends, look.colour, 0.7, order=2)
        sheet.marker(x, y, look, hollow=bool(mark.get("band")))


def _note(series: dict[str, Any], rounds: Sequence[str]) -> Note:
    """What is said beside the panel of the last round in which the series was shown."""
    name, marks = series["name"], series["marks"]
    last = max((at for at, mark in enumerate(marks) if mark), default=None)
    if last is None:
        return Note(_worded(f"{name}: not shown"), None, None)
    band, share = marks[last].get("band"), marks[last]["share"]
    lines = _worded(f"{name}: {band}" if band else f"{name} {percent(share)}")
    if last < len(marks) - 1:
        lines += _worded(f"in {rounds[last]}")
    return Note(lines, last, share)


def _worded(words: str) -> list[str]:
    return wrapped(words, WIDTH - EDGE - WORDS)


def _deep(note: Note) -> float:
    """Inches that the note needs, with a little more around those of several lines."""
    return len(note.lines) * LEADING + (0.05 if len(note.lines) > 1 else 0)


def _notes(sheet: Sheet, panel: Panel, notes: Sequence[Note], asides: Sequence[float]) -> None:
    middles = [panel.height(0.5 if note.share is None else note.share) for note in notes]
    wanted = [(middle, _deep(note)) for middle, note in zip(middles, notes, strict=True)]
    tops = placed(wanted, panel.top - OVER, panel.bottom + OVER)
    for note, top, aside, y in zip(notes, tops, asides, middles, strict=True):
        first = top + (_deep(note) - len(note.lines) * LEADING) / 2 + LEADING / 2
        for at, line in enumerate(note.lines):
            colour = QUIET if note.at is None else INK
            sheet.write(WORDS, first + LEADING * at, line, role="value", colour=colour)
        if note.at is not None and note.share is not None:
            xs = [panel.across(note.at) + aside + 0.06, RIGHT + PAST, WORDS - 0.03]
            sheet.line(xs, [y, y, first], TIE, 0.6, order=1)


def _rounds(sheet: Sheet, panel: Panel) -> None:
    places = [panel.across(at) for at in range(len(panel.rounds))]
    deepest = 1
    for x in places:
        sheet.line([x, x], [panel.bottom, panel.bottom + 0.03], LINE, 0.6)
    for at in kept(panel.rounds, places):
        left, right = span(panel.rounds[at], places[at])
        lines = name_lines(panel.rounds[at])
        deepest = max(deepest, len(lines))
        sheet.line([places[at]] * 2, [panel.bottom, panel.bottom + 0.06], LINE, 0.6)
        for step, line in enumerate(lines):
            middle = sheet.y + LEADING * (step + 0.5)
            sheet.write((left + right) / 2, middle, line, role="round", side="center", size=SMALL)
    sheet.y += LEADING * deepest


def _unplaced(sheet: Sheet, rounds: list[str], series: Sequence[dict[str, Any]]) -> None:
    """Bands without a share have no height in the panel: earlier ones are told below it."""
    for each in series:
        marks = each["marks"]
        last = max((at for at, mark in enumerate(marks) if mark), default=0)
        for at, mark in enumerate(marks):
            if mark and mark["share"] is None and at != last:
                words = f"{each['name']}, {rounds[at]}: {mark['band']}"
                sheet.paragraph(words, role="note", size=SMALL, colour=QUIET)


def _point(mark: Mark) -> bool:
    return mark is not None and mark["share"] is not None
