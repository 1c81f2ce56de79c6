"""What may be shown of figures whose counts are not public, and which are too small to set beside others."""

import math
from dataclasses import replace

from bot.domain.comparisons.figures import Comparison, Figure, make_figure
from bot.domain.indicators import Indicator, ValueType
from bot.domain.statistics import shown_count

FEWEST_COUNTED = 10
"""A share of fewer than this is too much chance to be set beside others (as the GP Patient Survey)."""


def figure_as_shown(indicator: Indicator, figure: Figure) -> Figure | None:
    """The figure as anybody may see it: the same, or worked from rounded counts; None to hide it.

    Hidden where a count would be a star, and where the value is not made of its counts, so that it
    cannot be worked from rounded ones; a mean or a score of enough people stays as it is.
    """
    if indicator.public:
        return figure
    numerator, denominator = figure.numerator, figure.denominator
    below = None if denominator is None else shown_count(denominator, public=False).value
    if denominator is not None and not below:
        return None
    if indicator.value_type in (ValueType.MEAN, ValueType.SCORE):
        return replace(figure, numerator=None, denominator=below)
    if numerator is None or denominator is None:
        return None
    above = shown_count(numerator, public=False).value
    made = numerator / denominator * indicator.multiplier
    if above is None or not math.isclose(made, figure.value, rel_tol=1e-6):
        return None
    return make_figure(indicator, figure.ods_code, above, below, note=figure.note)


def is_too_small(indicator: Indicator, figure: Figure) -> bool:
    """Whether it is a share of too few to be compared."""
    if indicator.value_type is not ValueType.PROPORTION or figure.denominator is None:
        return False
    return figure.denominator < FEWEST_COUNTED


def comparison_as_shown(comparison: Comparison) -> Comparison:
    """The comparison without figures that are hidden or too small. England's own is not rounded."""
    indicator = comparison.indicator
    shown = (
        figure_as_shown(indicator, each)
        for each in comparison.figures
        if not is_too_small(indicator, each)
    )
    return replace(comparison, figures=tuple(each for each in shown if each is not None))
