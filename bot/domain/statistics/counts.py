"""Intervals of counts and rates: Byar's for counts of ten or more, exact Poisson below (OHID)."""

import math

from bot.domain.statistics.intervals import Interval, normal_quantile

BYAR_FROM = 10
"""The smallest count for which Byar's approximation is used; below it the exact limits are."""


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
