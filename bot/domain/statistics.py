"""Intervals, quantiles and labels for published figures, on the standard library alone.

Methods as OHID's Technical Guide uses them: Wilson for proportions, Byar's for counts of ten or
more, exact Poisson below ten; Newcombe's hybrid score for differences.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from bot.domain.indicators import Polarity

__all__ = [
    "Interval",
    "Label",
    "byars",
    "count_interval",
    "difference_interval",
    "exact_poisson",
    "hybrid_difference",
    "label",
    "newcombe",
    "quantile",
    "rate_interval",
    "wilson",
    "wilson_fpc",
]

BYAR_FROM = 10
"""The smallest count for which Byar's approximation is used; below it the exact limits are."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, in the unit of the estimate that it belongs to."""

    low: float
    high: float


class Label(StrEnum):
    """The words Fingertips uses for a value beside a reference value."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    LOWER = "lower"
    HIGHER = "higher"


def normal_quantile(confidence: float) -> float:
    """The two-sided normal deviate: 1.96 for 0.95. Raises ValueError outside 0..1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval:
    """The score interval of a proportion, as proportions 0..1. `n` may be an effective size.

    Raises ValueError unless 0 <= successes <= n and n > 0. Wilson, JASA 1927;22:209-212.
    """
    if not (n > 0 and 0 <= successes <= n):
        raise ValueError(f"{successes} of {n} is not a proportion")
    z = normal_quantile(confidence)
    share = successes / n
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == n else (centre + spread) / scale
    return Interval(max(0.0, low), min(1.0, high))


def wilson_fpc(successes: float, n: float, population: float, confidence: float = 0.95) -> Interval:
    """Wilson's interval when `n` of a finite `population` answered, as proportions 0..1.

    Uses the effective size n(N-1)/(N-n); when everybody answered the proportion is known and
    the interval is that point. Raises ValueError if n exceeds the population. Cochran,
    Sampling Techniques, 1977, 2.6, put into Wilson's formula.
    """
    if n > population:
        raise ValueError(f"{n} answers cannot come from {population} people")
    if not (n > 0 and 0 <= successes <= n):
        raise ValueError(f"{successes} of {n} is not a proportion")
    if n == population:
        return Interval(successes / n, successes / n)
    effective = n * (population - 1) / (population - n)
    return wilson(successes / n * effective, effective, confidence)


def newcombe(a: float, n: float, c: float, m: float, confidence: float = 0.95) -> Interval:
    """The interval of the difference a/n - c/m of two independent proportions, -1..1.

    Raises ValueError where either is not a proportion. Newcombe, Stat Med 1998;17:873-890,
    method 10 (hybrid score).
    """
    return hybrid_difference(a / n, wilson(a, n, confidence), c / m, wilson(c, m, confidence))


def hybrid_difference(p: float, first: Interval, q: float, second: Interval) -> Interval:
    """The interval of the difference p - q of two proportions, -1..1, from the interval of each.

    Newcombe's hybrid takes any limits: those corrected for a finite population stay consistent with
    what is shown of each proportion. Newcombe, Stat Med 1998;17:873-890.
    """
    limits = difference_interval(p, first, q, second)
    return Interval(max(-1.0, limits.low), min(1.0, limits.high))


def difference_interval(p: float, first: Interval, q: float, second: Interval) -> Interval:
    """The interval of the difference p - q of any two independent estimates, from that of each.

    In their own unit. MOVER: Zou and Donner, Stat Med 2008;27:1693-1702; for Wilson's limits it is
    Newcombe's hybrid.
    """
    low = p - q - math.hypot(p - first.low, second.high - q)
    high = p - q + math.hypot(first.high - p, q - second.low)
    return Interval(low, high)


def byars(count: float, confidence: float = 0.95) -> Interval:
    """The interval of a Poisson count by Byar's approximation, in counts; meant for 10 and more.

    Raises ValueError for a negative count. Breslow and Day, 1987, volume II, p. 69.
    """
    if count < 0:
        raise ValueError("a count cannot be negative")
    z = normal_quantile(confidence)

    def limit(number: float, deviate: float) -> float:
        return number * (1 - 1 / (9 * number) + deviate / (3 * math.sqrt(number))) ** 3

    return Interval(limit(count, -z) if count else 0.0, limit(count + 1, z))


def exact_poisson(count: int, confidence: float = 0.95) -> Interval:
    """The exact interval of a Poisson count, in counts, found by bisection.

    Raises ValueError for a negative or broken count. Garwood, Biometrika 1936;28:437-442.
    """
    if count < 0 or count != int(count):
        raise ValueError(f"{count} is not a count")
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else _mean_where_at_most(int(count) - 1, 1 - tail)
    return Interval(low, _mean_where_at_most(int(count), tail))


def count_interval(count: float, confidence: float = 0.95) -> Interval:
    """The interval of a count: exact below ten where it is whole, Byar's otherwise (OHID)."""
    if count < BYAR_FROM and count == int(count):
        return exact_poisson(int(count), confidence)
    return byars(count, confidence)


def rate_interval(count: float, denominator: float, confidence: float = 0.95) -> Interval:
    """The interval of count / denominator, per one unit of the denominator, which is taken as known.

    Raises ValueError unless the denominator is positive.
    """
    if not denominator > 0:
        raise ValueError("a rate needs a positive denominator")
    limits = count_interval(count, confidence)
    return Interval(limits.low / denominator, limits.high / denominator)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values lie below, with linear interpolation.

    The same as PERCENTILE_CONT, numpy's and Excel's inclusive rule: Hyndman and Fan, 1996, type 7.
    Raises ValueError without values.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("a quantile needs values, and a share between 0 and 1")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def label(interval: Interval, reference: float, polarity: Polarity) -> Label:
    """Fingertips' label: similar where the interval holds the reference, else by polarity."""
    if interval.low <= reference <= interval.high:
        return Label.SIMILAR
    higher = interval.low > reference
    if polarity is Polarity.NO_JUDGEMENT:
        return Label.HIGHER if higher else Label.LOWER
    return Label.BETTER if higher == (polarity is Polarity.HIGH_IS_GOOD) else Label.WORSE


def _mean_where_at_most(count: int, probability: float) -> float:
    """The Poisson mean at which P(X <= count) is `probability`; P falls as the mean grows."""
    low, high = 0.0, count + 30.0 + 10.0 * math.sqrt(count + 1)
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _at_most(count, middle) > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(count: int, mean: float) -> float:
    """P(X <= count) for a Poisson variable; small counts only, which is where it is used."""
    term = total = math.exp(-mean)
    for step in range(1, count + 1):
        term *= mean / step
        total += term
    return total
