"""The picture of a comparison: every practice a dot, one's own marked, and no words on others."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from bot.charts import dots, strip, worker
from bot.charts.style import EDGE, WIDTH
from tests.charts.test_charts import SPEC, size
from tests.charts.test_gap import assert_readable, boxes, meet, words

VALUES = SPEC["values"]
OWN = {"value": 82.0, "low": 75.0, "high": 90.0}
MINE = SPEC | {"own": OWN, "peers": [72.0, 75.0, 77.0, 79.0, 85.0], "england": 76.1}


def spec(values: list[float], **more: Any) -> dict[str, Any]:
    """With the summary of these values."""
    ordered = sorted(values)
    quarters = [ordered[len(ordered) // 4], ordered[3 * len(ordered) // 4]]
    return SPEC | {
        "values": values,
        "median": ordered[len(ordered) // 2],
        "quarters": quarters,
        **more,
    }


def marks(figure: Figure) -> list[PathCollection]:
    return [each for each in figure.axes[0].collections if isinstance(each, PathCollection)]


def drawn(figure: Figure) -> list[int]:
    """How many dots: of others, of practices alike."""
    return [len(np.asarray(each.get_offsets())) for each in marks(figure)]


def assert_legible(figure: Figure) -> None:
    """As every picture; and no dot on words."""
    assert_readable(figure)
    for collection in marks(figure):
        half = collection.get_sizes()[0] ** 0.5 * figure.dpi / 72 / 2
        for x, y in collection.get_offset_transform().transform(collection.get_offsets()):
            covered = (x - half, y - half, x + half, y + half)
            for said, box in boxes(figure):
                assert not meet(covered, box, 6), said


# ---- what it shows


def test_a_picture_for_all_marks_no_practice() -> None:
    figure = dots.build(SPEC | {"england": 76.1})
    assert words(figure, "own") == []
    assert words(figure, "line") == ["median 75", "England 76"]
    assert words(figure, "legend") == ["one practice", "the middle half"]
    assert drawn(figure) == [len(VALUES), 0]


def test_a_practices_own_picture_tells_it_apart_and_its_peers() -> None:
    figure = dots.build(MINE)
    assert words(figure, "own") == ["your practice 82"]
    assert words(figure, "legend") == [
        "your practice, with 95% interval",
        "practice like yours (median 77)",
        "other practice",
        "the middle half",
    ]
    assert drawn(figure) == [len(VALUES), 5]


def test_what_is_told_apart_differs_in_shape_and_in_lightness() -> None:
    looks = [dots.OTHER, dots.PEER, dots.MINE]
    assert len({each.marker for each in looks}) == 3
    light = sorted(int(each.colour[1:3], 16) for each in looks)
    assert all(two - one >= 0x28 for one, two in pairwise(light))
    assert all(each.colour[1:3] == each.colour[3:5] == each.colour[5:7] for each in looks)  # greys


def test_without_an_interval_none_is_promised() -> None:
    bare = SPEC | {"own": {"value": 82.0, "low": None, "high": None}}
    assert "your practice" in words(dots.build(bare), "legend")


def test_the_same_numbers_give_the_same_bytes_in_any_order() -> None:
    shuffled = MINE | {"values": VALUES[::-1], "peers": MINE["peers"][::-1]}
    assert dots.draw(shuffled) == dots.draw(MINE)


def test_dots_stand_on_each_other_only_where_they_would_touch() -> None:
    placed = strip.stacked([3.0, 1.0, 1.2, 5.0], [1.1], apart=0.5, most=3)
    assert placed is not None
    assert [(dot.value, dot.level) for dot in placed] == [
        (1.0, 0),
        (1.1, 1),
        (1.2, 2),
        (3.0, 0),
        (5.0, 0),
    ]
    assert [dot.peer for dot in placed] == [False, True, False, False, False]
    assert strip.stacked([3.0, 1.0, 1.2, 5.0], [1.1], apart=0.5, most=2) is None


@pytest.mark.parametrize("practices", [5, 83, 150])
def test_each_practice_of_a_locality_is_a_dot(practices: int) -> None:
    values = [50 + 40 * ((at * 37) % practices) / practices for at in range(practices)]
    assert drawn(dots.build(spec(values))) == [practices, 0]


@pytest.mark.parametrize("values", [[50 + at % 61 for at in range(6400)], [0.0] * 90 + [1.0] * 3])
def test_where_dots_would_pile_up_columns_say_that_they_are_many(values: list[float]) -> None:
    figure = dots.build(spec(values, own=OWN | {"value": 1.0}))
    assert "the higher, the more practices" in words(figure, "legend")
    assert drawn(figure) == [0]  # not one by one
    assert_legible(figure)


def test_practices_alike_are_marked_among_columns_too() -> None:
    figure = dots.build(spec([50 + at % 61 for at in range(6400)], peers=[60.0, 71.0]))
    assert drawn(figure)[0] == 2


def test_values_far_out_are_told_and_do_not_squash_the_others() -> None:
    far = [*VALUES, 4000.0, 9000.0]
    line = strip.arranged(spec(far) | {"quarters": SPEC["quarters"]})
    assert (line.lower, line.higher) == ([], [4000.0, 9000.0])
    assert line.scale.high < 200
    legend = words(dots.build(spec(far) | {"quarters": SPEC["quarters"]}), "legend")
    assert legend[-1] == "2 practices further right, up to 9,000"


def test_nothing_that_the_line_reaches_is_called_further() -> None:
    """The limit lies at 206 here; the room after the last dot before it may reach a little further."""
    near = spec([*VALUES, 204.0, 206.5, 9000.0]) | {"quarters": SPEC["quarters"]}
    line = strip.arranged(near)
    assert all(each > line.scale.high for each in line.higher)
    assert line.others[-1] == 206.5


@pytest.mark.parametrize("name", ["own", "england"])
def test_ones_own_value_and_englands_are_never_left_out(name: str) -> None:
    value = 4000.0
    far = spec([*VALUES, 5000.0], **{name: OWN | {"value": value} if name == "own" else value})
    line = strip.arranged(far | {"quarters": SPEC["quarters"]})
    assert line.scale.low <= value <= line.scale.high
    assert line.higher == [5000.0]


def test_an_interval_longer_than_everything_does_not_squash_the_dots() -> None:
    wide = strip.arranged(MINE | {"own": OWN | {"low": 0.0, "high": 900.0}})
    usual = strip.arranged(MINE)
    assert wide.scale.high - wide.scale.low < 2 * (usual.scale.high - usual.scale.low)


def test_a_share_never_reaches_past_all() -> None:
    full = spec([88.0, 95.0, 97.0, 99.0, 100.0], suffix="%")
    assert strip.arranged(full).scale.high == 100
    assert strip.arranged(spec([88.0, 95.0, 97.0, 99.0, 104.0], suffix="%")).scale.high > 104


# ---- words never meet


BREADTH = st.floats(0.3, 1.05)


@given(
    x=st.lists(st.floats(strip.START, strip.END), min_size=2, max_size=2), one=BREADTH, two=BREADTH
)
def test_two_lines_words_are_apart_however_near_the_lines_are(
    x: list[float], one: float, two: float
) -> None:
    lines = list(zip(sorted(x), (one, two), strict=True))
    placed = dots.beside(lines)
    spans = []
    for (at, across), (side, row) in zip(lines, placed, strict=True):
        left = at + dots.GAP if side == "left" else at - dots.GAP - across
        assert left >= EDGE - 1e-9
        assert left + across <= WIDTH - EDGE + 1e-9
        spans.append((left, left + across, row))
    (a, b, upper), (c, d, lower) = spans
    assert upper != lower or b < c or d < a
    for (at, _), (_, row), (left, right, other) in (
        (lines[0], placed[0], spans[1]),
        (lines[1], placed[1], spans[0]),
    ):
        assert other < row or not left < at < right  # a line begins at its words and goes down


NUMBERS = st.one_of(
    st.floats(0, 100), st.sampled_from([0.0, 50.0, 100.0, 1e-4, 1e6]), st.floats(-50, 2e6)
)


@st.composite
def pictures(draw: st.DrawFn) -> dict[str, Any]:
    """Any picture: five to five hundred practices, values together, apart, or far out."""
    few = draw(st.lists(NUMBERS, min_size=5, max_size=12))
    times = draw(st.sampled_from([1, 1, 8, 40]))
    values = [each + at * draw(st.sampled_from([0.0, 0.01])) for at in range(times) for each in few]
    near = st.sampled_from(few)
    england = draw(st.one_of(st.none(), near, NUMBERS))
    own = None
    if draw(st.booleans()):
        value = draw(st.one_of(near, NUMBERS))
        reach = draw(st.sampled_from([0.0, 1.0, 1e4]))
        limits = (None, None) if draw(st.booleans()) else (value - reach, value + 2 * reach)
        own = {"value": value, "low": limits[0], "high": limits[1]}
    return spec(
        values,
        own=own,
        england=england,
        peers=draw(st.lists(near, max_size=15)) if own else [],
        decimals=draw(st.integers(0, 3)),
        suffix=draw(st.sampled_from(["", "%"])),
        axis=draw(
            st.sampled_from(["%", "items a month per 1,000 STAR-PU\nlower is better", "x" * 90])
        ),
    )


@settings(max_examples=40, deadline=None)
@given(pictures())
def test_any_values_stay_readable(said: dict[str, Any]) -> None:
    assert_legible(dots.build(said))


def test_it_is_a_telephone_wide() -> None:
    for each in (SPEC, MINE, spec([float(at % 80) for at in range(500)])):
        width, height = size(worker.render(each))
        assert width == 3 * 360
        assert height < 3 * 360
