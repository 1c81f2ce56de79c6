"""The pictures of comparisons, each with a text that says the same in summary numbers, never the dots."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from bot.blocks.comparisons import words
from bot.blocks.text import ALT_TEXT, plural, truncate
from bot.domain.comparisons import Comparison, Figure, Spread, interval_of, spread
from bot.domain.delivery import Picture
from bot.domain.indicators import Indicator, Polarity

BETTER = {
    Polarity.HIGH_IS_GOOD: "higher is usually better",
    Polarity.LOW_IS_GOOD: "lower is usually better",
    Polarity.NO_JUDGEMENT: "neither direction is better",
}


def channel_dots(comparison: Comparison, *more: str) -> Picture | None:
    """The dots for everybody: without names, in order of size; None where there are too few.

    Nothing in its words is one practice's value: no lowest or highest. ``more`` is said in them too.
    """
    group = comparison.spread
    if group is None:
        return None
    low, high = (_number(comparison, each) for each in (group.lower_quarter, group.upper_quarter))
    return _picture(
        _dots(comparison, comparison.values),
        "Dot plot: a dot without a name for each practice.",
        words.summary_for_all(comparison),
        *more,
        f"Half of them lie between {low} and {high}.",
        words.direction(comparison.indicator),
    )


def own_dots(comparison: Comparison, own_code: str, peers: Sequence[Figure] = ()) -> Picture | None:
    """One practice among the others, for its own members only; None where there is none to show.

    ``peers`` are practices like it, of the group or from beyond it; where they are too few for a
    comparison of their own, those of the group are dots like all others.
    """
    figure = comparison.figure_of(own_code)
    if figure is None or comparison.spread is None:
        return None
    marked = {each.ods_code: each.value for each in peers} if spread_of(peers) else {}
    others = [each for each in comparison.figures if each is not figure]
    plain = [each.value for each in others if each.ods_code not in marked]
    limits = interval_of(comparison.indicator, figure)
    spec = _dots(comparison, plain) | {
        "peers": sorted(marked.values()),
        "own": {
            "value": figure.value,
            "low": limits.low if limits else None,
            "high": limits.high if limits else None,
        },
    }
    return _picture(
        spec,
        "Dot plot: a dot without a name for each practice, and yours marked.",
        _own(comparison, figure),
        words.summary(comparison),
        _peers(comparison, sorted(marked.values())),
        words.england(comparison),
        words.direction(comparison.indicator),
    )


def spread_of(figures: Sequence[Figure]) -> Spread | None:
    return spread([each.value for each in figures])


def measured(indicator: Indicator) -> str:
    """What the numbers of a picture are."""
    return indicator.name if words.suffix(indicator) else indicator.unit


def scale(indicator: Indicator, typical: float) -> dict[str, Any]:
    """How a picture writes its numbers, what they are, and which direction is good."""
    return {
        "decimals": words.decimals(typical),
        "suffix": words.suffix(indicator),
        "axis": f"{measured(indicator)}\n{BETTER[indicator.polarity]}",
    }


def _dots(comparison: Comparison, values: Iterable[float]) -> dict[str, Any]:
    group, england = comparison.spread, comparison.england
    assert group is not None
    return {
        "kind": "dots",
        "values": sorted(values),  # nothing of the practices' own order is left
        "peers": [],
        "own": None,
        "median": group.median,
        "quarters": [group.lower_quarter, group.upper_quarter],
        "england": england.value if england else None,
        **scale(comparison.indicator, group.median),
    }


def _picture(spec: dict[str, Any], *said: str) -> Picture:
    return Picture(spec, truncate(" ".join(filter(None, said)), ALT_TEXT))


def _number(comparison: Comparison, value: float) -> str:
    typical = comparison.spread.median if comparison.spread else value
    return words.number(comparison.indicator, value, typical)


def _own(comparison: Comparison, figure: Figure) -> str:
    limits = interval_of(comparison.indicator, figure)
    said = f"Your practice: {_number(comparison, figure.value)}"
    if limits is None:
        return f"{said}."
    low, high = (_number(comparison, each) for each in (limits.low, limits.high))
    return f"{said} (95% interval {low} to {high})."


def _peers(comparison: Comparison, peers: Sequence[float]) -> str:
    if not peers:
        return ""
    middle = _number(comparison, median(peers))
    return f"The median of the {plural(len(peers), 'practice')} like yours is {middle}."
