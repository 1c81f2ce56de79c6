"""What a figure measures: its unit, which direction is good, how it is counted, who publishes it."""

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """Which direction of an indicator is good, if any."""

    HIGH_IS_GOOD = "high"
    LOW_IS_GOOD = "low"
    NO_JUDGEMENT = "none"


class Theme(StrEnum):
    """What an indicator is about, for lists and for finding it."""

    PRESCRIBING = "prescribing"
    REFERRALS = "referrals"
    HOSPITAL_USE = "hospital_use"
    SCREENING = "screening"
    LONG_TERM_CONDITIONS = "long_term_conditions"
    ACCESS = "access"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _THEME_WORDS[self]


_THEME_WORDS = {
    Theme.PRESCRIBING: "prescribing",
    Theme.REFERRALS: "referrals",
    Theme.HOSPITAL_USE: "A&E attendances and admissions",
    Theme.SCREENING: "screening and immunisation",
    Theme.LONG_TERM_CONDITIONS: "long-term conditions",
    Theme.ACCESS: "access and patients' experience",
    Theme.OTHER: "other",
}


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
    ``period_months`` is how long one of its periods is: 1, 3, 12, or 36 for three years together.
    ``public`` says that its counts are published as they are; those of others are starred or rounded.
    ``owner`` is the Slack id of whoever answers when a figure is questioned; None: the managers.
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
    theme: Theme = Theme.OTHER
    public: bool = True
    owner: str | None = None
