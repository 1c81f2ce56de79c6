"""Finds the figures that somebody means by a few plain words."""

from collections.abc import Sequence

from bot.blocks.comparisons import no_figures_fit
from bot.domain.indicators import Indicator, find_indicators
from bot.errors import NotFound


def meant_by(words: str, indicators: Sequence[Indicator]) -> list[Indicator]:
    """Those of the indicators, the best first. Raises NotFound, saying what there is."""
    fitting = find_indicators(words, indicators)
    if not fitting:
        raise NotFound(no_figures_fit(words, indicators))
    return fitting
