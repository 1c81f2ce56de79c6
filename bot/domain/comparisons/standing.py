"""Whether a practice lies apart from its group, beyond what chance and the group's own spread explain."""

from bot.domain.comparisons.figures import Comparison
from bot.domain.indicators import ValueType
from bot.domain.statistics import Funnel, Scale, Standing, fit_funnel


def funnel_of(comparison: Comparison) -> Funnel | None:
    """The group's funnel; None with fewer than ten practices, or where no events are counted."""
    indicator = comparison.indicator
    counts = _counts(comparison)
    if counts is None or indicator.value_type not in (ValueType.PROPORTION, ValueType.RATE):
        return None
    whole = all(denominator.is_integer() for _, denominator in counts)
    share = indicator.value_type is ValueType.PROPORTION and whole
    return fit_funnel(Scale.ARCSINE if share else Scale.ROOT, counts, indicator.multiplier)


def standing_of(comparison: Comparison, ods_code: str) -> Standing | None:
    """Where the practice lies; None where that cannot be told."""
    funnel, figure = funnel_of(comparison), comparison.figure_of(ods_code)
    if funnel is None or figure is None or figure.numerator is None or not figure.denominator:
        return None
    return funnel.standing(figure.numerator, figure.denominator)


def _counts(comparison: Comparison) -> list[tuple[float, float]] | None:
    """Numerators and denominators; None where one is missing, or what is counted is no events."""
    found: list[tuple[float, float]] = []
    for figure in comparison.figures:
        if figure.numerator is None or not figure.denominator or not figure.numerator.is_integer():
            return None
        found.append((figure.numerator, figure.denominator))
    return found
