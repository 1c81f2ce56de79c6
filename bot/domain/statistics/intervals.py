"""Intervals of proportions, and of the difference between two estimates.

Wilson for proportions, as OHID's Technical Guide has it; Newcombe's hybrid score for differences.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, in the unit of the estimate that it belongs to."""

    low: float
    high: float


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
