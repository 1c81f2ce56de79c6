"""The picture of a practice over time: joined only where it is one thing, and its words never meet."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.figure import Figure

from bot.charts import run, worker
from tests.charts.test_charts import size
from tests.charts.test_dots import assert_legible
from tests.charts.test_gap import words

NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def months(count: int) -> list[str]:
    return [f"{NAMES[(3 + at) % 12]} {23 + (3 + at) // 12}" for at in range(count)]


def spec(own: list[float | None], **more: Any) -> dict[str, Any]:
    return {
        "kind": "run",
        "labels": months(len(own)),
        "own": own,
        "median": None,
        "england": None,
        "low": None,
        "high": None,
        "marked": [],
        "breaks": [],
        "decimals": 0,
        "suffix": "",
        "axis": "items a month per 1,000 STAR-PU\nlower is usually better",
        **more,
    }


OWN: list[float | None] = [70.0, 74.0, 71.0, 69.0, 77.0, 80.0, 75.0, 72.0]
MERGED = [{"at": 4, "words": "merged"}]


def lines(figure: Figure) -> list[int]:
    """How many points each piece of one's own line has; the one in the legend is left out."""
    own = [each for each in figure.axes[0].lines if each.get_linewidth() == 1.2]
    return [len(np.asarray(each.get_xdata())) for each in own if each.get_zorder() == 3]


def dots(figure: Figure) -> list[int]:
    """How many points are marked: with a value, and as more than chance."""
    found = [each for each in figure.axes[0].collections if isinstance(each, PathCollection)]
    return [len(np.asarray(each.get_offsets())) for each in found]


def ranges(figure: Figure) -> int:
    found = [each for each in figure.axes[0].collections if isinstance(each, PolyCollection)]
    return sum(len(each.get_paths()) for each in found)


def test_the_latest_values_are_told() -> None:
    figure = run.build(spec(OWN, median=[*[75.0] * 7, 78.0], england=[80.0] * 8))
    told = ["your practice 72 (Nov 23)", "median of the others 78", "England 80"]
    assert words(figure, "legend") == told


def test_the_last_month_with_a_value_is_named() -> None:
    figure = run.build(spec([*OWN[:-1], None], median=[*[75.0] * 6, None, 78.0]))
    assert words(figure, "legend") == ["your practice 75 (Oct 23)", "median of the others"]


def test_the_legend_names_only_what_occurs() -> None:
    assert len(words(run.build(spec(OWN)), "legend")) == 1
    every = run.build(spec(OWN, low=[60.0] * 8, high=[90.0] * 8, marked=[4]))
    assert words(every, "legend")[1:] == ["usual range", "more than chance"]
    ends = {"low": [60.0, *[None] * 7], "high": [None, *[90.0] * 7]}  # nowhere both
    assert len(words(run.build(spec([None, *OWN[1:]], marked=[0], **ends)), "legend")) == 1


def test_a_line_is_broken_where_there_is_no_value_and_where_something_new_begins() -> None:
    assert lines(run.build(spec(OWN))) == [8]
    gap = [*OWN[:3], None, *OWN[4:]]
    assert lines(run.build(spec(gap))) == [3, 4]
    assert dots(run.build(spec(gap))) == [7, 0]
    merged = run.build(spec(OWN, breaks=MERGED))
    assert lines(merged) == [4, 4]
    assert words(merged, "break") == ["merged"]


def test_a_value_alone_is_still_seen() -> None:
    assert dots(run.build(spec([70.0, None, 71.0, None, None, 72.0]))) == [3, 0]


def test_what_is_more_than_chance_is_ringed() -> None:
    assert dots(run.build(spec(OWN, marked=[1, 4]))) == [8, 2]
    assert dots(run.build(spec([None, *OWN[1:]], marked=[0, 4]))) == [7, 1]


def test_the_usual_range_moves_with_the_season_and_stops_at_a_break() -> None:
    low, high = [60.0 + at for at in range(8)], [90.0 + at for at in range(8)]
    assert ranges(run.build(spec(OWN, low=low, high=high))) == 1 + 1  # with the legend's
    assert ranges(run.build(spec(OWN, low=low, high=high, breaks=MERGED))) == 2 + 1
    some = [*low[:2], None, *low[3:]]
    assert ranges(run.build(spec(OWN, low=some, high=high))) == 2 + 1


@pytest.mark.parametrize("count", [3, 5, 12, 24, 36])
def test_periods_are_named_evenly_and_the_last_always(count: int) -> None:
    values: list[float | None] = [50.0 + at % 7 for at in range(count)]
    named = words(run.build(spec(values)), "period")
    places = [months(count).index(each) for each in named]
    assert places[-1] == count - 1
    assert len({two - one for one, two in pairwise(places)}) <= 1
    assert len(named) >= 3


def test_little_is_not_made_into_much() -> None:
    low, high = run.ends(spec([80.0, 80.1, 80.2]))
    assert high - low > 10
    assert run.ends(spec([2.0, 5.0, 9.0]))[0] == 0
    assert run.ends(spec([60.0, 90.0, 95.0]))[0] > 30
    assert run.ends(spec([97.0, 99.0, 100.0], suffix="%"))[1] == 100
    assert run.ends(spec([-3.0, 1.0, 2.0]))[0] < -3


def test_the_same_numbers_give_the_same_bytes() -> None:
    said = spec(OWN, median=[75.0] * 8, marked=[2], breaks=MERGED)
    assert run.draw(said) == run.draw(dict(reversed(said.items())))


def test_it_is_a_telephone_wide() -> None:
    width, height = size(worker.render(spec(OWN)))
    assert width == 3 * 360
    assert 300 < height < 1080


VALUE = st.one_of(st.floats(0, 100), st.floats(-1e3, 2e6), st.sampled_from([0.0, 100.0, 1e-4]))
LABELS = st.sampled_from(
    ["{month}", "2022/{at:02d}", "Apr to Jun {at:02d}", "20{at:02d} to 20{at:02d}"]
)
BREAK_WORDS = st.sampled_from(["merged", "new records", "merged with Dovecote Surgery", "w" * 60])


@st.composite
def pictures(draw: st.DrawFn) -> dict[str, Any]:
    """Any run: three to thirty-six points, with gaps, ranges, marks and breaks anywhere."""
    count = draw(st.integers(3, 36))
    some = st.lists(st.one_of(st.none(), VALUE), min_size=count, max_size=count)
    line = st.one_of(st.none(), some)
    own = draw(some.filter(lambda each: any(value is not None for value in each)))
    pattern = draw(LABELS)
    return spec(
        own,
        labels=[pattern.format(month=month, at=at) for at, month in enumerate(months(count))],
        median=draw(line),
        england=draw(line),
        low=draw(line),
        high=draw(line),
        marked=draw(st.lists(st.integers(0, count - 1), max_size=4, unique=True)),
        breaks=[
            {"at": at, "words": draw(BREAK_WORDS)}
            for at in draw(st.lists(st.integers(1, count - 1), max_size=3, unique=True))
        ],
        decimals=draw(st.integers(0, 3)),
        suffix=draw(st.sampled_from(["", "%"])),
    )


@settings(max_examples=40, deadline=None)
@given(pictures())
def test_any_values_stay_readable(said: dict[str, Any]) -> None:
    assert_legible(run.build(said))


def test_a_value_that_is_as_good_as_nothing_has_an_axis_as_nothing_has() -> None:
    names = ("median", "england", "low", "high")
    said: dict[str, Any] = dict.fromkeys(names) | {"suffix": ""}
    tiny = run.ends(said | {"own": [None, 2.2250738585072014e-308]})
    assert tiny == run.ends(said | {"own": [None, 0.0]}) == (0, 1)
