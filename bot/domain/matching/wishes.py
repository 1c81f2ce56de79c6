"""What practices ask for about meeting others: to learn, to share, to be kept apart from one."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.comparisons import Comparison
from bot.domain.comparisons.shown import comparison_as_shown
from bot.domain.indicators import Polarity
from bot.domain.people import Practice
from bot.domain.statistics import quantile

ENOUGH = 8  # practices: of fewer a quarter says nothing


class Wish(StrEnum):
    LEARN = "learn"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Wishing:
    """What one practice asks for. ``wishes`` by the indicator's key, ``named`` are keys and names.

    ``asks_to_share``: of the indicator ``key`` their figures are such that others often ask.
    """

    practice: Practice
    wishes: dict[str, Wish]
    named: tuple[tuple[str, str], ...]
    key: str | None = None
    asks_to_share: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """Whom somebody keeps their practice apart from, and who is left to choose."""

    practice: Practice
    kept: tuple[Practice, ...]
    others: tuple[Practice, ...]


def is_asked_about(comparison: Comparison, ods_code: str) -> bool:
    """Whether a practice's own value lies in the quarter on the good side; only its people hear so."""
    polarity = comparison.indicator.polarity
    shown = comparison_as_shown(comparison)  # without those of too few people
    own, values = shown.figure_of(ods_code), shown.values
    if own is None or len(values) < ENOUGH or polarity is Polarity.NO_JUDGEMENT:
        return False
    lower, middle, upper = (quantile(values, share) for share in (0.25, 0.5, 0.75))
    if polarity is Polarity.HIGH_IS_GOOD:
        return own.value >= upper > middle
    return own.value <= lower < middle
