"""The picture of a gap stays readable: nothing cut off, nothing on top of something else."""

import random
from itertools import combinations
from typing import Any

import pytest
from matplotlib.figure import Figure

from bot.charts import gap, worker
from bot.charts.style import LOOKS, SMALL, breadth, wrapped
from tests.charts.test_charts import size

LONG = "The direction of our primary care network is owned by all of its member practices"
BAND = {"share": 0.9, "band": "9 in 10 or more agree"}
LOW_BAND = {"share": 0.1, "band": "9 in 10 or more disagree"}
UNPLACED = {"share": None, "band": "9 in 10 or more disagree"}
WORDY = {"share": None, "band": f"9 in 10 or more choose “{LONG}”"}
PUBLISHED = [
    {"name": "Leaders, England 2015", "share": 0.58},
    {"name": "Others, England 2015", "share": 0.18},
]


def mark(share: float, reach: float = 0.12) -> dict[str, Any]:
    return {"share": share, "low": max(0.0, share - reach), "high": min(1.0, share + reach)}


def any_mark(rng: random.Random) -> dict[str, Any] | None:
    """A mark of any kind, the awkward ones more often than life has them."""
    share = rng.choice([0.0, 0.005, 0.5, 0.995, 1.0, rng.random(), rng.random()])
    usual = [mark(share, rng.choice([0.02, 0.1, 0.3, 0.6, 1.0])) for _ in range(5)]
    return rng.choice([None, BAND, LOW_BAND, UNPLACED, WORDY, {"share": share}, *usual])


def words(figure: Figure, *roles: str) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts if text.get_gid() in roles]


Box = tuple[float, float, float, float]  # left, low, right, high in a picture's pixels


def boxes(figure: Figure) -> list[tuple[str, Box]]:
    """All words of a picture, and what they cover."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    written = [text for text in figure.axes[0].texts if text.get_text()]
    return [(text.get_text(), text.get_window_extent(renderer).extents) for text in written]


def meet(one: Box, two: Box, slack: float) -> bool:
    """Whether two boxes overlap by more than ``slack`` pixels each way."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    return across > slack and min(one[3], two[3]) - max(one[1], two[1]) > slack


def assert_readable(figure: Figure) -> None:
    """All words are inside, large enough, and clear of each other and of the markers."""
    found = boxes(figure)
    assert found
    for said, (left, low, right, high) in found:
        assert min(left, low) >= 0, said
        assert right <= figure.bbox.width, said
        assert high <= figure.bbox.height, said
    assert min(float(text.get_fontsize()) for text in figure.axes[0].texts) >= SMALL
    for (one, first), (two, second) in combinations(found, 2):
        # What matplotlib calls a line's height is a little more than its letters need.
        assert not meet(first, second, 4), (one, two)
    for line in figure.axes[0].lines:
        if line.get_marker() in ("None", None):
            continue
        x, y = figure.axes[0].transData.transform(line.get_xydata())[0]
        half = line.get_markersize() * figure.dpi / 72 / 2
        covered = (x - half, y - half, x + half, y + half)
        for said, box in found:
            assert not meet(covered, box, 6), said


def item(label: str = "Owned by its members", **marks: Any) -> dict[str, Any]:
    return {"label": label, "everyone": None, "leaders": None, "members": None, **marks}


def spec(*items: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "gap", "items": list(items), "axis": "% who agree"}


BOTH = item(leaders=mark(0.72), members=mark(0.35), published=PUBLISHED)


def test_it_is_a_telephone_wide_and_grows_with_its_items() -> None:
    heights = []
    for count in (1, 2, 10):
        width, height = size(worker.render(spec(*[BOTH] * count)))
        assert width == 3 * 360
        heights.append(height)
    assert heights == sorted(set(heights))


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert gap.draw(spec(BOTH)) == gap.draw(spec(dict(reversed(BOTH.items()))))


def test_each_group_is_named_beside_its_rounded_percentage() -> None:
    figure = gap.build(spec(item(leaders=mark(0.724), members=mark(0.346), everyone=mark(0.5))))
    assert words(figure, "value") == ["Leaders 72%", "Members 35%", "Everyone 50%"]


def test_groups_differ_in_shape_and_in_lightness() -> None:
    looks = LOOKS.values()
    assert len({look.marker for look in looks}) == len(looks)
    light = [sum(int(look.colour[at : at + 2], 16) for at in (1, 3, 5)) for look in looks]
    assert all(abs(one - two) > 60 for one, two in combinations(light, 2))


def test_everyone_alone_is_drawn_where_the_groups_are_hidden() -> None:
    figure = gap.build(spec(item(everyone=mark(0.44))))
    assert words(figure, "value") == ["Everyone 44%"]
    assert words(figure, "legend") == ["Everyone", "95% interval"]


def test_a_hidden_group_beside_a_shown_one_says_so() -> None:
    figure = gap.build(spec(item(leaders=mark(0.6), everyone=mark(0.5))))
    assert words(figure, "value") == ["Leaders 60%", "Members: not shown", "Everyone 50%"]


def test_an_item_without_marks_is_not_shown() -> None:
    assert words(gap.build(spec(item())), "value", "legend") == ["not shown"]


def test_a_band_is_told_in_words_without_a_percentage() -> None:
    figure = gap.build(spec(item(leaders=BAND, members=UNPLACED)))
    said = words(figure, "value")
    assert said == ["Leaders: 9 in 10 or more agree", "Members: 9 in 10 or more disagree"]
    assert "Members" not in words(figure, "legend")  # it has no marker to explain


def test_the_legend_names_only_what_occurs() -> None:
    assert words(gap.build(spec(item(leaders={"share": 0.4}))), "legend") == ["Leaders"]
    told = words(gap.build(spec(BOTH)), "legend")
    names = [each["name"] for each in PUBLISHED]
    assert told == ["Leaders", "Members", "95% interval", *names]


def test_a_gap_is_a_light_bar_only_between_two_that_have_a_place() -> None:
    assert len(gap.build(spec(BOTH)).axes[0].collections) == 1
    hidden = item(leaders=mark(0.4), members=UNPLACED)
    assert not gap.build(spec(hidden)).axes[0].collections


@pytest.mark.parametrize(
    "items",
    [
        [item(leaders=mark(0.5), members=mark(0.5), everyone=mark(0.5))],
        [item(leaders=mark(0.0), members=mark(1.0))],
        [item(leaders=mark(1.0), members=mark(0.0))],
        [item(leaders=BAND, members=LOW_BAND, everyone=BAND)],
        [item(leaders=WORDY, members=WORDY | {"share": 0.9}, everyone=WORDY), item(leaders=WORDY)],
        [item(leaders=mark(0.5, 0.48), members=mark(0.97, 0.9), everyone=mark(0.03, 0.9))],
        [item(LONG, leaders=mark(0.7), members=mark(0.4), published=PUBLISHED)] * 8,
        [item("W" * 80, everyone=mark(0.4))],
        [item("costs $5 or $6", everyone=mark(0.4))],
        [item(published=[{"name": f"P{at}", "share": 0.99} for at in range(3)])],
        [item(published=[{"name": f"A rather long name {at}" * 3, "share": 0.3} for at in (1, 2)])],
    ],
    ids=[
        "equal",
        "ends",
        "other ends",
        "bands",
        "wordy bands",
        "wide intervals",
        "long labels",
        "one long word",
        "dollars",
        "published together",
        "long names",
    ],
)
def test_extremes_stay_readable(items: list[dict[str, Any]]) -> None:
    assert_readable(gap.build(spec(*items)))


@pytest.mark.parametrize("seed", range(6))
def test_any_marks_stay_readable(seed: int) -> None:
    rng = random.Random(seed)
    items = [
        item(
            LONG[: rng.randint(5, 80)],
            leaders=any_mark(rng),
            members=any_mark(rng),
            everyone=any_mark(rng),
            published=[each | {"share": rng.random()} for each in PUBLISHED[: rng.randint(0, 2)]],
        )
        for _ in range(rng.randint(1, 10))
    ]
    assert_readable(gap.build(spec(*items)))


@pytest.mark.parametrize("said", [LONG, "W" * 80, "a " * 40, "", "short"])
def test_wrapped_words_fit_and_none_is_lost(said: str) -> None:
    lines = wrapped(said, 1.0)
    assert all(breadth(line) <= 1.0 for line in lines)
    assert "".join(lines).replace(" ", "") == said.replace(" ", "")
