"""The section about one's own practice's figures: a line each, and the button that shows the rest."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.comparisons.own import among
from bot.blocks.home.parts import topic
from bot.blocks.kit import button, context, header, section
from bot.blocks.text import escape, truncate
from bot.domain.delivery import Block
from bot.domain.home import Figure, Home

NAME = 60


def my_figures(home: Home, most: int) -> Iterator[Block]:
    """Only this person sees their tab, so it may show what is their practice's own."""
    figures = home.figures
    if figures.practice is None:
        return  # the line about oneself says so, with the button
    yield header("My practice’s figures")
    shown = figures.newest[:most]
    periods = {each.period for each in shown}
    for each in shown:
        label = f"Open: {each.indicator.name}"
        yield section(
            _line(each, dated=len(periods) > 1),
            button(ids.COMPARE_OWN, "Open", each.indicator.key, label=label),
        )
    practice = escape(truncate(figures.practice, NAME))
    if not figures.number:
        yield context(
            f"There are none for {practice} yet. When some come in you see them here, and nobody "
            "outside your practice does."
        )
        return
    dates = f", {periods.pop()}" if len(periods) == 1 else ""
    more = figures.number - len(shown)
    others = f" {more:,} more with `{ids.COMPARE}`." if more > 0 else ""
    yield context(f"{practice}{dates}. Only you can see this.{others}")


def _line(each: Figure, *, dated: bool) -> str:
    """``Antibiotics: 82 per 1,000. Practices like yours: median 75. Yours is higher than about 7 in 10.``"""
    indicator, place = each.indicator, each.own.nearest
    typical = place.spread.median if place else each.own.figure.value
    value = words.number(indicator, each.own.figure.value, typical)
    unit = escape(words.unit(indicator))
    lines = [f"{topic(indicator.name)}: {value}{unit}{f', {each.period}' if dated else ''}"]
    if place is not None:
        who = "Practices like yours" if each.own.peers is not None else "Your group"
        median = words.number(indicator, typical, typical)
        lines.append(f"{who}: median {median}. Yours is {among(place.below)} of them.")
    else:
        lines.append("Too few practices to compare with.")
    return "\n".join(lines)
