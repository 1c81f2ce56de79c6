"""The picture of a practice's figures over time; Slack's own chart of them where that is enough."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import Any

from bot.blocks.charts import slack_line_chart
from bot.blocks.comparisons import words
from bot.blocks.comparisons.pictures import BETTER, measured, scale
from bot.blocks.text import ALT_TEXT, CHART_POINTS, listed, plural, truncate
from bot.domain.comparisons import Period
from bot.domain.comparisons.series import Break, Point, Series
from bot.domain.delivery import Block, Picture
from bot.domain.indicators import Indicator

FEWEST, MOST = 3, 36  # points
YEAR, QUARTER = 12, 3  # months
NAMED = 3  # periods that are named of those which are more than chance


def run_chart(series: Series) -> Picture | None:
    """The latest points, for the practice's own members only; None where they are too few."""
    points = series.points[-MOST:]
    if len(_known(points)) < FEWEST:
        return None
    alt = truncate(" ".join(_sentences(series, points)), ALT_TEXT)
    return Picture(_spec(series, points), alt, _slack_chart(series, points))


def short_period(indicator: Indicator, first: date) -> str:
    """By its first day: ``Apr 24``, ``Apr to Jun 24``, ``2023/24``, ``2023``, ``2021 to 2023``."""
    months = indicator.period_months
    if months < QUARTER:
        return f"{first:%b %y}"
    last = Period(first, first, months).ends
    if months < YEAR:
        return f"{first:%b} to {last:%b %y}"
    if months > YEAR:
        return f"{first.year} to {last.year}"
    return f"{first.year}" if first.year == last.year else f"{first.year}/{last:%y}"


def _known(points: Iterable[Point]) -> list[tuple[float, Point]]:
    return [(each.value, each) for each in points if each.value is not None]


def _typical(points: Sequence[Point]) -> float:
    """What the numbers are like: as the others' median, which the dots go by too, where it is known."""
    medians = [each.median for each in points if each.median is not None]
    return median(medians or [value for value, _ in _known(points)])


# ---- the picture


def _spec(series: Series, points: Sequence[Point]) -> dict[str, Any]:
    return {
        "kind": "run",
        "labels": [short_period(series.indicator, each.period) for each in points],
        "own": [each.value for each in points],
        "median": _line(each.median for each in points),
        "england": _line(each.england for each in points),
        "low": _line(each.low for each in points),
        "high": _line(each.high for each in points),
        "marked": [number for number, each in enumerate(points) if each.special],
        "breaks": [{"at": at, "words": each.words} for at, each in _breaks(series, points)],
        **scale(series.indicator, _typical(points)),
    }


def _breaks(series: Series, points: Sequence[Point]) -> Iterator[tuple[int, Break]]:
    """Each with the first point after it; those before the first point or after the last break nothing."""
    for each in series.breaks:
        before = sum(point.period < each.day for point in points)
        if 0 < before < len(points):
            yield before, each


def _line(values: Iterable[float | None]) -> list[float | None] | None:
    """None where there is no such line at all."""
    found = list(values)
    return found if any(each is not None for each in found) else None


def _slack_chart(series: Series, points: Sequence[Point]) -> Block | None:
    """For years without limits. It can show no range, no gap and no mark, and not very many points."""
    indicator = series.indicator
    marked = any(each.special or each.low is not None for each in points)
    if indicator.period_months < YEAR or len(points) > CHART_POINTS or marked or series.breaks:
        return None
    lines = {
        "Your practice": _line(each.value for each in points),
        "Median of the others": _line(each.median for each in points),
        "England": _line(each.england for each in points),
    }
    decimals = words.decimals(_typical(points))
    drawn = {
        name: [round(each, decimals) for each in line if each is not None]
        for name, line in lines.items()
        if line
    }
    if any(len(line) < len(points) for line in drawn.values()):
        return None
    names = [short_period(indicator, each.period) for each in points]
    better = BETTER[indicator.polarity]
    return slack_line_chart(indicator.name, indicator.unit, better, names, drawn)


# ---- in words


def _sentences(series: Series, points: Sequence[Point]) -> Iterator[str]:
    typical = _typical(points)

    def say(value: float) -> str:
        return words.number(series.indicator, value, typical)

    def when(point: Point) -> str:
        return short_period(series.indicator, point.period)

    known = _known(points)
    (first, begun), (value, last) = known[0], known[-1]
    (lowest, low_at), (highest, high_at) = (
        pick(known, key=lambda each: each[0]) for pick in (min, max)
    )
    what, better = measured(series.indicator), BETTER[series.indicator.polarity]
    yield f"Line chart of your practice, {when(begun)} to {when(last)}: {what}; {better}."
    yield f"The first of {plural(len(known), 'figure')} is {say(first)}, the last {say(value)};"
    yield (
        f"the lowest is {say(lowest)} ({when(low_at)}), the highest {say(highest)} "
        f"({when(high_at)})."
    )
    if last.low is not None and last.high is not None:
        yield f"For {when(last)}, {say(last.low)} to {say(last.high)} is the usual range."
    if last.median is not None:
        yield f"The median of the others is then {say(last.median)}."
    if last.england is not None:
        yield f"England: {say(last.england)}."
    if special := [when(each) for each in points if each.special]:
        more = f"{len(special) - NAMED} before" if len(special) > NAMED else ""
        yield f"More than chance: {listed([*filter(None, [more]), *special[-NAMED:]])}."
    for at, each in _breaks(series, points):
        yield f"From {when(points[at])}: {each.words}."
