"""Pictures are in greys and one blue: no red, amber or green, and nothing that colour alone tells."""

import ast
import colorsys
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib.colors import is_color_like, to_rgb
from matplotlib.image import imread

from bot.charts import ChartPool
from tests.charts.test_charts import SPEC

ROOT = Path(__file__).parents[2]
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
BLUE = (200, 225)  # degrees
GREY = 0.02  # how far the parts of a grey may lie from each other, of 1
COLOURING = {"color", "colour", "c", "facecolor", "edgecolor", "ecolor", "colors"}


def is_grey_or_blue(red: float, green: float, blue: float) -> bool:
    if max(red, green, blue) - min(red, green, blue) <= GREY:
        return True
    hue = colorsys.rgb_to_hsv(red, green, blue)[0] * 360
    return BLUE[0] <= hue <= BLUE[1]


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def in_pictures() -> list[str]:
    """Every colour that a module of the pictures names, by number or by name.

    Single letters are markers, and "none" is no colour.
    """
    found = [
        text
        for module in (ROOT / "bot/charts").glob("**/*.py")
        for text in strings(ast.parse(module.read_text(encoding="utf-8")))
        if is_color_like(text) and len(text) > 1 and text != "none"
    ]
    assert len(found) >= 8
    return sorted(set(found))


def in_what_the_bot_says() -> list[str]:
    """Every colour by number in what the bot sends or is set up with; the playground is a Slack."""
    return sorted(
        {
            colour
            for path in (ROOT / "bot").rglob("*")
            if path.suffix in {".py", ".html"} and "playground" not in path.parts
            for colour in HEX.findall(path.read_text(encoding="utf-8"))
        }
    )


@pytest.mark.parametrize("colour", sorted({*in_pictures(), *in_what_the_bot_says()}))
def test_every_colour_is_a_grey_or_the_blue(colour: str) -> None:
    assert is_grey_or_blue(*to_rgb(colour))


def test_no_colour_is_put_together_from_numbers_or_taken_from_a_scale() -> None:
    """So that the check above sees them all: a colour has a name, which stands for one it saw."""
    found = [
        f"{module.name}:{keyword.value.lineno}"
        for module in (ROOT / "bot/charts").glob("**/*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "cmap"
        or (keyword.arg in COLOURING and isinstance(keyword.value, (ast.Tuple, ast.List)))
    ]
    assert found == []


@pytest.mark.parametrize(
    "colour", ["red", "#d4351c", "orange", "#ffbf00", "green", "#00703c", "purple", "#f47738"]
)
def test_other_colours_would_be_found(colour: str) -> None:
    assert not is_grey_or_blue(*to_rgb(colour))


async def test_the_pixels_of_a_picture_are_grey(charts: ChartPool) -> None:
    pixels = imread(io.BytesIO(await charts.draw(SPEC)))
    if pixels.ndim == 3:  # else it was written in greys alone
        pixels = pixels[..., :3]
        assert (pixels.max(axis=-1) - pixels.min(axis=-1) <= GREY).all()
    assert pixels.min() < 0.2 < pixels.max()  # there is something dark on it
