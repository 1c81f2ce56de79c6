"""What a figure measures: its unit, which direction is good, how it is counted, who publishes it."""

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """Which direction of an indicator is good, if any."""

    HIGH_IS_GOOD = "high"
    LOW_IS_GOOD = "low"
    NO_JUDGEMENT = "none"


class ValueType(StrEnum):
    """How a value is made, which decides its interval.

    A proportion counts some of the same things (Wilson); a rate counts events against a denominator
    taken as known (Byar, exact Poisson); the others are no counts and get no interval from two sums.
    """

    PROPORTION = "proportion"
    RATE = "rate"
    RATIO = "ratio"
    MEAN = "mean"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who is to be named beside a figure, and under which licence it may be shown."""

    name: str
    licence: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure. A value as shown is numerator / denominator x multiplier.

    ``unit`` follows the number ("items per 1,000 patients a month"; "%" without a space).
    ``counted`` and ``against`` are the numerator and the denominator in words. ``standing`` says
    that the denominator is there all the time (a list), so that months average and do not add up.
    """

    key: str
    name: str
    question: str
    unit: str
    counted: str
    against: str
    polarity: Polarity
    value_type: ValueType
    publisher: Publisher
    multiplier: float = 1.0
    standing: bool = False
    period_months: int = 1
    aliases: str = ""
