"""A sheet to draw on from the top down, with a legend, and how it becomes a PNG."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image  # it comes with matplotlib, which writes its own pictures with it

from bot.charts.style import (
    BAND,
    COLUMN,
    DENSITY,
    EDGE,
    GROUND,
    INK,
    LEADING,
    LINE,
    SMALL,
    TEXT,
    WIDTH,
    Dashes,
    Look,
    Side,
    Weight,
    breadth,
    wrapped,
)


class Entry(NamedTuple):
    """A part of the legend: its words after a sample: a marker, a line or both, or the ground."""

    look: Look | None
    words: str
    hollow: bool = False
    rule: Dashes | None = None
    upright: bool = False
    arrow: bool = False
    block: bool = False
    column: bool = False
    bold: bool = False

    @property
    def across(self) -> float:
        """Inches for the sample. A marker on a line needs some of the line on either side."""
        if self.look is None and self.rule is None and not (self.block or self.column):
            return 0.0
        return 0.36 if self.look and self.rule else 0.12 if self.upright else 0.22


class Sheet:
    """A picture that grows downwards. Places are inches from its top left; ``y`` is where it ends.

    Words carry a ``role`` (a value, a label, ...), so that a test can tell which must not meet.
    """

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH, 1), dpi=DENSITY, facecolor=GROUND)
        self._canvas = FigureCanvasAgg(self.figure)
        self._page = self.figure.add_axes((0, 0, 1, 1))
        self._page.set_axis_off()
        self._page.set_xlim(0, WIDTH)
        self._page.set_autoscale_on(False)
        self.y = EDGE

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        role: str,
        side: Side = "left",
        size: float = TEXT,
        colour: str = INK,
        weight: Weight = "normal",
        ground: bool = False,
    ) -> Text:
        """One line of words, with the middle of its capitals at ``y``."""
        capital = 0.73 * size / 72
        text = self._page.text(
            x,
            y + capital / 2,
            words,
            ha=side,
            va="baseline",
            fontsize=size,
            fontweight=weight,
            color=colour,
            zorder=6,
            parse_math=False,  # a label may hold a dollar sign
            gid=role,
        )
        if ground:
            text.set_bbox({"facecolor": GROUND, "edgecolor": "none", "pad": 0.6})
        return text

    def paragraph(
        self,
        words: str,
        *,
        role: str,
        size: float = TEXT,
        colour: str = INK,
        weight: Weight = "normal",
    ) -> None:
        """Words over the whole width, in as many lines as they need."""
        for line in wrapped(words, WIDTH - 2 * EDGE, size, weight):
            self.write(
                EDGE,
                self.y + LEADING / 2,
                line,
                role=role,
                size=size,
                colour=colour,
                weight=weight,
            )
            self.y += LEADING

    def caption(self, words: str) -> None:
        """Lines in the middle, below an axis."""
        for part in words.splitlines():
            for line in wrapped(part, WIDTH - 4 * EDGE):
                self.write(WIDTH / 2, self.y + LEADING / 2, line, role="axis", side="center")
                self.y += LEADING

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float,
        *,
        order: float = 2,
        dashes: Dashes = "-",
    ) -> None:
        # Without axes.plot, which takes twice as long to find out how it was called.
        self._page.add_artist(
            Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width,
                linestyle=dashes,
                solid_capstyle="butt",
                dash_capstyle="butt",
                zorder=order,
                clip_on=False,
            )
        )

    def marker(self, x: float, y: float, look: Look, *, hollow: bool = False) -> None:
        self._page.add_artist(
            Line2D(
                [x],
                [y],
                marker=look.marker,
                markersize=look.size,
                markerfacecolor=GROUND if hollow else look.colour,
                markeredgecolor=look.colour if hollow else look.edge or GROUND,
                markeredgewidth=1.1 if hollow else 0.6,
                linestyle="none",
                zorder=5,
                clip_on=False,
            )
        )

    def arrow(self, x: float, y: float, towards: tuple[float, float], colour: str) -> None:
        """A short arrow: the true value lies somewhere in this direction."""
        self._page.annotate(
            "",
            xy=(x + towards[0], y + towards[1]),
            xytext=(x, y),
            arrowprops={
                "arrowstyle": "->,head_length=0.22,head_width=0.14",
                "color": colour,
                "linewidth": 1.1,
                "shrinkA": 0,
                "shrinkB": 0,
            },
            zorder=4,
            annotation_clip=False,
        )

    def block(self, left: float, right: float, top: float, bottom: float) -> None:
        """A light ground behind marks."""
        self._page.fill_between([left, right], top, bottom, color=BAND, linewidth=0, zorder=1)

    def dots(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        look: Look,
        *,
        edge: float = 0.0,
        hollow: bool = False,
    ) -> None:
        """Many markers of one look at once, with a white edge of so many points; or their outlines."""
        self._page.scatter(
            xs,
            ys,
            s=look.size**2,
            marker=look.marker,
            facecolors="none" if hollow else look.colour,
            edgecolors=look.colour if hollow else look.edge or GROUND,
            linewidths=1.0 if hollow else edge,
            zorder=3.5,
        )

    def columns(self, lefts: Sequence[float], tops: Sequence[float], base: float) -> None:
        """Columns side by side, the last of them of no breadth, on one ground."""
        self._page.fill_between(lefts, tops, base, step="post", color=COLUMN, linewidth=0, zorder=2)

    def band(self, xs: Sequence[float], tops: Sequence[float], bottoms: Sequence[float]) -> None:
        """A light ground that follows the marks; NaN leaves a gap."""
        self._page.fill_between(xs, tops, bottoms, color=BAND, linewidth=0, zorder=1)

    def legend(self, entries: Sequence[Entry]) -> None:
        """Samples with their words, as many on a line as fit."""
        between = 0.14
        x = EDGE
        for entry in entries:
            sample = entry.across
            weight: Weight = "bold" if entry.bold else "normal"
            lines = wrapped(entry.words, WIDTH - 2 * EDGE - sample, SMALL, weight)
            across = sample + max(breadth(line, SMALL, weight) for line in lines)
            if x > EDGE and x + across > WIDTH - EDGE:
                x = EDGE
                self.y += LEADING
            self._sample(x, entry)
            for step, line in enumerate(lines):
                middle = self.y + LEADING * (step + 0.5)
                self.write(x + sample, middle, line, role="legend", size=SMALL, weight=weight)
            self.y += LEADING * (len(lines) - 1)
            x += across + between
        self.y += LEADING if entries else 0

    def _sample(self, x: float, entry: Entry) -> None:
        middle = self.y + LEADING / 2
        if entry.block:
            self.block(x, x + entry.across - 0.05, middle - 0.055, middle + 0.055)
        if entry.column:
            lefts = [x, x + 0.06, x + 0.12, x + 0.17]
            tops = [middle, middle - 0.055, middle + 0.02, middle + 0.055]
            self.columns(lefts, tops, middle + 0.055)
        if entry.rule is not None:
            colour = entry.look.colour if entry.look else LINE
            if entry.upright:
                self.line([x + 0.04] * 2, [middle - 0.06, middle + 0.06], colour, 1.0)
            else:
                right = x + entry.across - 0.05
                self.line([x, right], [middle] * 2, colour, 1.2, dashes=entry.rule)
        if entry.look is not None:
            at = x + (entry.across - 0.05) / 2
            if entry.arrow:
                at -= 0.04
                self.arrow(at, middle, (0.15, 0), entry.look.colour)
            self.marker(at, middle, entry.look, hollow=entry.hollow)

    def finished(self) -> Figure:
        """The picture, cut off where the drawing ended."""
        # Whole pixels: the same places give the same bytes, whatever was added up before.
        height = round((self.y + EDGE) * DENSITY) / DENSITY
        self.figure.set_size_inches(WIDTH, height)
        self._page.set_ylim(height, 0)
        return self.figure


def bounded(look: Look) -> Entry:
    """What a legend says of bands, of which only the bound is known."""
    return Entry(look, "with an arrow: this far or further", hollow=True, arrow=True)


def png(figure: Figure) -> bytes:
    """The figure as PNG that names no software, so that equal pictures are equal bytes."""
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DENSITY, metadata={"Software": None})
    return out.getvalue()


def grey_png(figure: Figure) -> bytes:
    """The figure in greys alone: as it is in print, half as large and sooner written."""
    canvas: Any = figure.canvas
    canvas.draw()
    pixels = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    out = BytesIO()
    pixels.convert("L").save(out, format="png", dpi=(DENSITY, DENSITY))
    return out.getvalue()
