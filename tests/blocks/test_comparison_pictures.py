"""Pictures of figures say the same in words, keep no order, and mark a practice only for itself."""

import json
import random
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

import pytest

from bot.blocks.comparisons import channel_dots, own_dots, run_chart
from bot.blocks.comparisons.run import short_period
from bot.blocks.text import ALT_TEXT
from bot.charts import worker
from bot.domain.comparisons import Comparison, Figure, make_figure
from bot.domain.comparisons.series import Break, Point, Series
from bot.domain.delivery import Picture
from bot.domain.indicators import CATALOGUE, Indicator, Polarity
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.whole import problems_of
from tests.blocks.test_comparisons import KTT9, NOW, YEAR

BROAD = CATALOGUE["broad_spectrum"]
YEARLY = replace(BROAD, period_months=12)
CODES = [f"Y{90_000 + number}" for number in range(40)]
OWN = CODES[7]
PEERS = CODES[20:30]


def england(indicator: Indicator = KTT9) -> Figure:
    return make_figure(indicator, "E92000001", 81_000.0, 1_000_000.0)


def comparison(practices: int = 40, indicator: Indicator = KTT9, **more: Any) -> Comparison:
    rng = random.Random(practices)
    figures = tuple(
        make_figure(indicator, code, float(rng.randint(2_500, 5_000)), 48_000.0)
        for code in CODES[:practices]
    )
    return Comparison(indicator, YEAR, figures, NOW, **more)


def shown(picture: Picture | None) -> Picture:
    """It is there, and can be drawn."""
    assert picture is not None
    assert worker.render(dict(picture.spec)).startswith(b"\x89PNG")
    return picture


def mine(group: Comparison, own: str = OWN, peers: list[str] = PEERS) -> Picture:
    alike = [each for each in group.figures if each.ods_code in peers and each.ods_code != own]
    beside_england = replace(group, england=england(group.indicator))
    return shown(own_dots(beside_england, own, alike))


# ---- dots


def test_a_channels_picture_marks_nobody_and_is_the_same_in_any_order() -> None:
    group = comparison(england=england())
    picture = shown(channel_dots(group))
    assert (picture.spec["own"], picture.spec["peers"]) == (None, [])
    assert picture.spec["values"] == sorted(each.value for each in group.figures)
    assert picture.spec["england"] == 81.0
    assert channel_dots(replace(group, figures=group.figures[::-1])) == picture


def test_a_channels_words_are_the_summary_and_england() -> None:
    alt = shown(channel_dots(comparison(england=england()))).alt
    assert alt.startswith("Dot plot: a dot without a name for each practice. 40 practices have")
    assert "England: 81." in alt
    assert "Lower is usually better" in alt
    assert "your" not in alt.lower()
    assert "England" not in shown(channel_dots(comparison())).alt


def test_a_practices_own_picture_has_every_practice_once() -> None:
    group = comparison()
    spec = mine(group).spec
    own, peers = group.figure_of(OWN), [group.figure_of(code) for code in PEERS]
    assert own is not None
    assert spec["own"]["value"] == own.value
    assert spec["own"]["low"] < own.value < spec["own"]["high"]
    assert spec["peers"] == sorted(each.value for each in peers if each)
    every = [*spec["values"], *spec["peers"], spec["own"]["value"]]
    assert sorted(every) == list(group.values)
    assert spec["values"] == sorted(spec["values"])


def test_a_practices_own_words_have_value_interval_peers_england_and_direction() -> None:
    group = comparison()
    own = group.figure_of(OWN)
    assert own is not None
    alt = mine(group).alt
    peers = median(each.value for each in group.figures if each.ods_code in PEERS)
    for part in (
        f"Your practice: {own.value:.0f} (95% interval ",
        "40 practices have figures for the 12 months to August 2026. The median is ",
        f"The median of the 10 practices like yours is {peers:.0f}.",
        "England: 81.",
        "Lower is usually better",
    ):
        assert part in alt
    assert len(alt) < 500


@pytest.mark.parametrize("make", [channel_dots, mine])
def test_the_words_never_list_the_dots(make: Any) -> None:
    """Of forty different values they say the few that sum them up."""
    group = comparison(
        indicator=replace(KTT9, multiplier=1e6)
    )  # so large that none meets by chance
    alt = shown(make(group)).alt
    said = [each for each in group.values if f"{each:,.0f}" in alt]
    assert len(said) <= 4  # lowest, highest, the practice's own, and a median that is a dot


def test_peers_from_beyond_the_group_are_marked_as_well() -> None:
    group = comparison()
    beyond = [make_figure(KTT9, f"A8{n:04d}", 3_000.0 + n, 48_000.0) for n in range(6)]
    picture = shown(own_dots(group, OWN, beyond))
    assert picture.spec["peers"] == sorted(each.value for each in beyond)
    assert len(picture.spec["values"]) == 39
    assert "6 practices like yours" in picture.alt


def test_too_few_peers_are_dots_like_all_others() -> None:
    picture = mine(comparison(), peers=[*PEERS[:4], OWN, "Y99999"])
    assert picture.spec["peers"] == []
    assert len(picture.spec["values"]) == 39
    assert "like yours" not in picture.alt


def test_there_is_no_picture_of_too_few_or_of_a_practice_without_a_figure() -> None:
    assert channel_dots(comparison(4)) is None
    assert own_dots(comparison(4), CODES[0]) is None
    assert own_dots(comparison(), "Y99999") is None


def test_a_score_without_an_interval_has_none_in_picture_or_words() -> None:
    group = comparison()
    bare = tuple(replace(each, numerator=None, denominator=None) for each in group.figures)
    picture = mine(replace(group, figures=bare))
    assert (picture.spec["own"]["low"], picture.spec["own"]["high"]) == (None, None)
    assert "interval" not in picture.alt


@pytest.mark.parametrize("polarity", list(Polarity))
def test_each_picture_says_which_direction_is_good(polarity: Polarity) -> None:
    indicator = replace(KTT9, polarity=polarity)
    said = {
        Polarity.HIGH_IS_GOOD: "higher is usually better",
        Polarity.LOW_IS_GOOD: "lower is usually better",
        Polarity.NO_JUDGEMENT: "neither direction is better",
    }
    assert shown(channel_dots(comparison(indicator=indicator))).spec["axis"] == (
        f"{KTT9.unit}\n{said[polarity]}"
    )


def test_words_that_are_too_long_for_slack_are_cut() -> None:
    endless = replace(KTT9, unit="items " * 600)
    assert len(shown(channel_dots(comparison(indicator=endless))).alt) <= ALT_TEXT


# ---- over time


def series(count: int = 24, indicator: Indicator = KTT9, **more: Any) -> Series:
    points = []
    for at in range(count):
        month = 3 + at * indicator.period_months
        first = date(2015 + month // 12, month % 12 + 1, 1)
        point = Point(first, 70.0 + at % 5, median=75.0, england=81.0)
        yearly = indicator.period_months == 12
        points.append(point if yearly else replace(point, low=60.0 + at, high=90.0 + at))
    return Series(indicator, tuple(points), **more)


def changed(whole: Series, at: int, **more: Any) -> Series:
    points = list(whole.points)
    points[at] = replace(points[at], **more)
    return replace(whole, points=tuple(points))


def test_a_run_has_a_point_for_each_period_and_its_words_sum_it_up() -> None:
    whole = changed(series(), 9, value=120.0, special=True)
    picture = shown(run_chart(replace(whole, breaks=(Break(date(2016, 4, 1), "merged"),))))
    spec = picture.spec
    assert (spec["labels"][0], spec["labels"][-1]) == ("Apr 15", "Mar 17")
    assert [len(spec[name]) for name in ("own", "median", "england", "low", "high")] == [24] * 5
    assert (spec["marked"], spec["breaks"]) == ([9], [{"at": 12, "words": "merged"}])
    assert picture.alt == (
        "Line chart of your practice, Apr 15 to Mar 17: items a month per 1,000 STAR-PU; lower is "
        "usually better. The first of 24 figures is 70, the last 73; the lowest is 70 (Apr 15), the "
        "highest 120 (Jan 16). For Mar 17, 83 to 113 is the usual range. The median of the others is "
        "then 75. England: 81. More than chance: Jan 16. From Apr 16: merged."
    )


def test_a_run_without_others_says_nothing_of_them() -> None:
    bare = tuple(Point(each.period, each.value) for each in series().points)
    picture = shown(run_chart(Series(KTT9, bare)))
    assert picture.spec["median"] is None
    assert not any(word in picture.alt for word in ("median", "England", "range", "chance"))


def test_of_many_special_points_the_last_are_named() -> None:
    whole = series()
    for at in range(5, 12):
        whole = changed(whole, at, special=True)
    said = shown(run_chart(whole)).alt
    assert "More than chance: 4 before, Jan 16, Feb 16 and Mar 16." in said


def test_a_run_has_its_latest_periods_and_needs_three() -> None:
    assert shown(run_chart(series(60))).spec["labels"][0] == "Apr 17"
    assert run_chart(series(2)) is None
    assert run_chart(changed(series(3), 1, value=None)) is None


def test_a_break_outside_the_points_is_neither_drawn_nor_said() -> None:
    days = (date(2015, 4, 1), date(2001, 1, 1), date(2030, 1, 1))
    picture = shown(run_chart(series(breaks=tuple(Break(day, "merged") for day in days))))
    assert picture.spec["breaks"] == []
    assert "merged" not in picture.alt


def test_a_break_within_a_period_comes_before_the_next() -> None:
    picture = shown(run_chart(series(breaks=(Break(date(2016, 3, 9), "merged"),))))
    assert picture.spec["breaks"] == [{"at": 12, "words": "merged"}]
    assert "From Apr 16: merged." in picture.alt


@pytest.mark.parametrize(
    ("months", "first", "said"),
    [
        (1, date(2024, 4, 1), "Apr 24"),
        (3, date(2023, 10, 1), "Oct to Dec 23"),
        (12, date(2023, 4, 1), "2023/24"),
        (12, date(2023, 1, 1), "2023"),
        (36, date(2021, 1, 1), "2021 to 2023"),
    ],
)
def test_periods_have_short_names(months: int, first: date, said: str) -> None:
    assert short_period(replace(KTT9, period_months=months), first) == said


# ---- Slack's own chart


def test_years_without_limits_are_slacks_own_chart_as_well() -> None:
    picture = shown(run_chart(series(6, YEARLY)))
    assert picture.chart is not None
    assert list(problems_of([picture.chart], MESSAGE, "/blocks")) == []
    chart = picture.chart["chart"]
    assert [each["name"] for each in chart["series"]] == [
        "Your practice",
        "Median of the others",
        "England",
    ]
    assert chart["axis_config"]["categories"][0] == "2015/16"
    assert chart["axis_config"]["y_label"] == "%"
    assert chart["axis_config"]["x_label"] == "lower is usually better"
    assert picture.chart["title"] == YEARLY.name


def test_what_slacks_chart_could_not_show_is_a_picture_only() -> None:
    years = series(6, YEARLY)
    for other in (
        series(6),  # months
        series(21, YEARLY),
        changed(years, 2, value=None),
        changed(years, 2, england=None),
        changed(years, 2, special=True),
        changed(years, 2, low=60.0, high=80.0),
        replace(years, breaks=(Break(years.points[3].period, "merged"),)),
    ):
        assert shown(run_chart(other)).chart is None


def test_no_line_is_drawn_that_there_is_not() -> None:
    bare = tuple(Point(each.period, each.value) for each in series(6, YEARLY).points)
    picture = shown(run_chart(Series(YEARLY, bare)))
    assert picture.chart is not None
    assert [each["name"] for each in picture.chart["chart"]["series"]] == ["Your practice"]


def test_a_picture_can_be_kept() -> None:
    """As JSON, which is how messages wait."""
    for picture in (shown(run_chart(series(6, YEARLY))), mine(comparison())):
        assert json.loads(json.dumps(dict(picture.spec))) == picture.spec
