"""Figures in words: values with their unit, periods, spreads, directions and sources."""

from bot.blocks.text import day, escape, plural
from bot.domain.comparisons import FEWEST, Comparison, Period, Spread
from bot.domain.indicators import Indicator, Polarity

NOTHING_IMPORTED = (
    "There are no figures for this group yet. A manager or administrator brings some by dropping a "
    "file of them on me in a direct message."
)


def number(indicator: Indicator, value: float, typical: float) -> str:
    """A value without its unit, as exact as values like ``typical`` (the median, say) call for."""
    return f"{value:,.{decimals(typical)}f}{suffix(indicator)}"


def decimals(typical: float) -> int:
    """Two or three figures that mean something: 82, 8.2, 0.82."""
    return next((places for least, places in ((50, 0), (5, 1), (0.5, 2)) if typical >= least), 3)


def suffix(indicator: Indicator) -> str:
    return "%" if indicator.unit == "%" else ""


def unit(indicator: Indicator) -> str:
    """What follows a number, with the space before it; nothing where the number says it."""
    return "" if suffix(indicator) else f" {indicator.unit}"


def count(value: float) -> str:
    """A numerator or denominator: whole where it is whole or large."""
    return f"{value:,.0f}" if value.is_integer() or value >= 100 else f"{value:,.1f}"


def period(span: Period) -> str:
    """``the 12 months to August 2026``, ``2022/23``, ``2019``: as the publisher calls it."""
    if span.each >= 12:
        return _years(span)
    last = f"{span.ends:%B %Y}"
    return last if span.months == 1 else f"the {span.months} months to {last}"


def _years(span: Period) -> str:
    """The NHS writes years that begin in April as 2022/23."""
    year, ends = span.first.year, span.ends.year
    if span.first.month == 1:
        return f"{year}" if span.each == 12 else f"{year} to {ends}"
    single = f"{year}/{(year + 1) % 100:02d}"
    return single if span.each == 12 else f"{single} to {ends - 1}/{ends % 100:02d}"


def season(span: Period) -> str:
    """The period, and whether winter weighs in it as in any year."""
    said = period(span)
    opening = said[0].upper() + said[1:]
    if span.each >= 12:
        return f"{opening}."
    if span.months == 12:
        return f"{opening}, so that every season is in it once."
    return f"{opening}: less than a year, so part of what it shows may be the season."


def direction(indicator: Indicator) -> str:
    match indicator.polarity:
        case Polarity.LOW_IS_GOOD:
            return "Lower is usually better, though a higher figure can have good reasons."
        case Polarity.HIGH_IS_GOOD:
            return "Higher is usually better, though a lower figure can have good reasons."
        case Polarity.NO_JUDGEMENT:
            return "Neither direction is better: higher and lower are just different."


def source(comparison: Comparison, zone: str) -> str:
    """Who is to be thanked, under which licence, and when it came in."""
    publisher = comparison.indicator.publisher
    return (
        f"Source: {escape(publisher.name)}; {escape(publisher.licence)}. "
        f"Imported {day(comparison.data_from, zone)}."
    )


def of_what(comparison: Comparison, zone: str) -> str:
    """Which figures these are, and from whom: ``Antibiotic items, January to December 2026. Source: ...``"""
    indicator = escape(comparison.indicator.name)
    return f"{indicator}, {period(comparison.period)}. {source(comparison, zone)}"


def summary(comparison: Comparison) -> str:
    """What the dots show, in a sentence or two; or that there are too few of them."""
    group = comparison.spread
    if group is None:
        return too_few(comparison)
    return f"{_practices(group, comparison.period)} {_range(comparison.indicator, group)}"


def summary_for_all(comparison: Comparison) -> str:
    """How many practices, their median, and England's figure; or that there are too few.

    No lowest or highest: each is one practice's own, and would be missed when it comes down.
    """
    group = comparison.spread
    if group is None:
        return too_few(comparison)
    said = [_practices(group, comparison.period), _median(comparison.indicator, group)]
    return " ".join(filter(None, [*said, england(comparison)]))


def england(comparison: Comparison) -> str:
    """England's figure in a sentence; nothing where it is not known."""
    group, found = comparison.spread, comparison.england
    if found is None:
        return ""
    typical = group.median if group else found.value
    return f"England: {number(comparison.indicator, found.value, typical)}."


def _practices(group: Spread, span: Period) -> str:
    return f"{plural(group.practices, 'practice')} have figures for {period(span)}."


def _median(indicator: Indicator, group: Spread) -> str:
    return f"The median is {number(indicator, group.median, group.median)}{unit(indicator)}."


def _range(indicator: Indicator, group: Spread) -> str:
    def say(value: float) -> str:
        return number(indicator, value, group.median)

    return (
        f"{_median(indicator, group)} Half of the practices lie between "
        f"{say(group.lower_quarter)} and {say(group.upper_quarter)}, "
        f"all of them between {say(group.lowest)} and {say(group.highest)}."
    )


def too_few(comparison: Comparison) -> str:
    found = len(comparison.figures)
    have = "has" if found == 1 else "have"
    return (
        f"Too few to compare: {plural(found, 'practice')} {have} figures for "
        f"{period(comparison.period)}, and a comparison takes {FEWEST}."
    )
