"""The picture of a trend breaks where nothing is shown, and its words never meet."""

import random
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.figure import Figure

from bot.charts import trend, worker
from bot.charts.style import LOOKS
from tests.charts.test_charts import size
from tests.charts.test_gap import (
    BAND,
    LONG,
    LOW_BAND,
    UNPLACED,
    WORDY,
    any_mark,
    assert_readable,
    mark,
    words,
)

MONTHS = ("Feb", "May", "Aug", "Nov")
ROUNDS = [f"{month} {year}" for year in (2026, 2027, 2028) for month in MONTHS]


def item(label: str = "Owned by its members", **series: list[Any]) -> dict[str, Any]:
    named = [{"name": name.title(), "marks": marks} for name, marks in series.items()]
    return {"label": label, "series": named}


def spec(*items: dict[str, Any]) -> dict[str, Any]:
    count = len(items[0]["series"][0]["marks"])
    axis = "% who agree"
    return {"kind": "trend", "rounds": ROUNDS[:count], "items": list(items), "axis": axis}


def joints(figure: Figure, name: str) -> int:
    """How many pieces of a group's line are in the panels: not in the legend, not upright."""
    lines = figure.axes[0].lines
    own = [line for line in lines if line.get_color() == LOOKS[name].colour]
    return sum(line.get_linewidth() == 1.3 for line in own)


BOTH = item(leaders=[mark(0.7), mark(0.8), mark(0.72)], members=[mark(0.3), mark(0.4), mark(0.45)])


def test_it_is_a_telephone_wide_and_grows_with_its_items() -> None:
    heights = []
    for count in (1, 2, 10):
        width, height = size(worker.render(spec(*[BOTH] * count)))
        assert width == 3 * 360
        heights.append(height)
    assert heights == sorted(set(heights))


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert trend.draw(spec(BOTH)) == trend.draw(dict(reversed(spec(BOTH).items())))


def test_the_last_value_is_told_with_its_group() -> None:
    assert words(trend.build(spec(BOTH)), "value") == ["Leaders 72%", "Members 45%"]


def test_an_older_last_value_is_told_with_its_round() -> None:
    figure = trend.build(spec(item(leaders=[mark(0.7), mark(0.6), None])))
    assert words(figure, "value") == ["Leaders 60%", "in May 2026"]


def test_a_line_is_broken_where_a_round_is_not_shown() -> None:
    whole = spec(item(leaders=[mark(0.5)] * 5))
    broken = spec(item(leaders=[mark(0.5), mark(0.5), None, mark(0.5), mark(0.5)]))
    assert joints(trend.build(whole), "Leaders") == 4
    assert joints(trend.build(broken), "Leaders") == 2
    assert "no mark: not shown" not in words(trend.build(whole), "legend")
    assert "no mark: not shown" in words(trend.build(broken), "legend")


def test_a_group_or_an_item_that_is_not_shown_says_so() -> None:
    one = trend.build(spec(item(leaders=[None, None], members=[None, mark(0.5)])))
    assert " ".join(words(one, "value")) == "Leaders: not shown Members 50%"
    none = trend.build(spec(item(leaders=[None, None], members=[None, None])))
    assert words(none, "value") == ["not shown"]


def test_a_band_without_a_place_is_told_in_words() -> None:
    figure = trend.build(spec(item(members=[mark(0.2), UNPLACED, UNPLACED])))
    assert " ".join(words(figure, "value")) == "Members: 9 in 10 or more disagree"
    assert words(figure, "note") == ["Members, May 2026: 9 in 10 or more disagree"]


@pytest.mark.parametrize("count", range(2, 13))
def test_rounds_are_thinned_evenly_and_keep_the_last(count: int) -> None:
    figure = trend.build(spec(item(everyone=[mark(0.5)] * count)))
    named = [ROUNDS.index(name) for name in words(figure, "round")]
    assert named[-1] == count - 1
    assert len({after - before for before, after in pairwise(named)}) <= 1
    assert_readable(figure)


@pytest.mark.parametrize(
    "items",
    [
        [item(everyone=[mark(0.5)] * 6, leaders=[mark(0.5)] * 6, members=[mark(0.5)] * 6)],
        [item(leaders=[mark(1.0)] * 2, members=[mark(1.0)] * 2, everyone=[mark(0.99)] * 2)],
        [item(leaders=[mark(0.0)] * 2, members=[mark(0.0)] * 2, everyone=[mark(0.01)] * 2)],
        [item(leaders=[BAND] * 3, members=[LOW_BAND] * 3, everyone=[BAND, UNPLACED, None])],
        [item(leaders=[WORDY] * 3, members=[WORDY] * 3, everyone=[WORDY | {"share": 0.9}] * 3)],
        [item(LONG, leaders=[mark(0.7)] * 12, members=[mark(0.6)] * 12)] * 8,
    ],
    ids=["equal", "all", "none", "bands", "wordy bands", "long labels"],
)
def test_extremes_stay_readable(items: list[dict[str, Any]]) -> None:
    assert_readable(trend.build(spec(*items)))


@pytest.mark.parametrize("seed", range(6))
def test_any_marks_stay_readable(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(2, 12)
    items = [
        item(
            LONG[: rng.randint(5, 80)],
            **{name: [any_mark(rng) for _ in range(count)] for name in LOOKS},
        )
        for _ in range(rng.randint(1, 6))
    ]
    assert_readable(trend.build(spec(*items)))


@pytest.mark.parametrize("seed", range(20))
def test_words_are_placed_apart_and_within(seed: int) -> None:
    rng = random.Random(seed)
    wanted = [(rng.uniform(0, 1), rng.choice([0.1, 0.2])) for _ in range(rng.randint(1, 5))]
    tops = trend.placed(wanted, 0.0, 1.0)
    spans = sorted((top, top + tall) for top, (_, tall) in zip(tops, wanted, strict=True))
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 1 + 1e-9
    assert all(one[1] <= two[0] + 1e-9 for one, two in pairwise(spans))
