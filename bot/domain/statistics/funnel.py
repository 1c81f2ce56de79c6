"""Which practices lie apart from the others, allowing for how much all of them differ anyway.

Spiegelhalter, Qual Saf Health Care 2005;14:347-351 and Stat Med 2005;24:1185-1202: on a scale where
the variance depends on size alone, the spread beyond chance is estimated from winsorised z scores
and added to the variance of each (additive random effects). Practices are large and their patients
differ, so that without this nearly all of them lie outside the limits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.statistics.intervals import Interval, normal_quantile
from bot.domain.statistics.quantiles import quantile

FEWEST_IN_FUNNEL = 10
"""With fewer practices their spread beyond chance cannot be estimated."""

WINSORISED = 0.1
"""The share of z scores at either end that are drawn in to the next, so that few do not decide."""

NEAR, FAR = 0.95, 0.998
"""The limits usual in public health, about 2 and 3 standard deviations."""


class Scale(StrEnum):
    """The transformation that makes the variance depend on the denominator alone."""

    ARCSINE = "arcsine"
    """For proportions: the arcsine of the root; its variance is 1 / 4n."""
    ROOT = "root"
    """For events against a known denominator: the square root; its variance is 1 / 4d."""

    def forth(self, share: float) -> float:
        return math.asin(math.sqrt(share)) if self is Scale.ARCSINE else math.sqrt(share)

    def back(self, place: float) -> float:
        if self is Scale.ROOT:
            return max(0.0, place) ** 2
        return math.sin(min(max(0.0, place), math.pi / 2)) ** 2


class Standing(StrEnum):
    """Where a practice lies: within the limits, outside the 95% or outside the 99.8% ones."""

    MUCH_LOWER = "much_lower"
    LOWER = "lower"
    WITHIN = "within"
    HIGHER = "higher"
    MUCH_HIGHER = "much_higher"


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of a group. ``centre`` is all numerators over all denominators, in the unit shown.

    ``phi`` is the mean squared z score, 1 where there is nothing but chance; ``tau2`` the variance
    between practices on the transformed scale. The unit is numerator / denominator x multiplier.
    """

    scale: Scale
    centre: float
    phi: float
    tau2: float
    multiplier: float = 1.0

    def z(self, numerator: float, denominator: float) -> float:
        """How many standard deviations from the centre. Raises ValueError for what is no figure."""
        return _deviation(self.scale, self._share, numerator, denominator) / self._wide(denominator)

    def limits(self, denominator: float, confidence: float = NEAR) -> Interval:
        """Within which a practice of this size is expected, in the unit shown."""
        if not denominator > 0:
            raise ValueError("limits are for a positive denominator")
        middle = self.scale.forth(self._share)
        reach = normal_quantile(confidence) * self._wide(denominator)
        low, high = self.scale.back(middle - reach), self.scale.back(middle + reach)
        return Interval(low * self.multiplier, high * self.multiplier)

    def standing(self, numerator: float, denominator: float) -> Standing:
        """Raises ValueError for what is no figure."""
        z = self.z(numerator, denominator)
        if abs(z) <= normal_quantile(NEAR):
            return Standing.WITHIN
        if abs(z) <= normal_quantile(FAR):
            return Standing.HIGHER if z > 0 else Standing.LOWER
        return Standing.MUCH_HIGHER if z > 0 else Standing.MUCH_LOWER

    @property
    def _share(self) -> float:
        return self.centre / self.multiplier

    def _wide(self, denominator: float) -> float:
        return math.sqrt(1 / (4 * denominator) + self.tau2)


def fit_funnel(
    scale: Scale, counts: Sequence[tuple[float, float]], multiplier: float = 1.0
) -> Funnel | None:
    """The funnel of (numerator, denominator) pairs; None with fewer than ten of them.

    Raises ValueError for a pair that is no figure on this scale.
    """
    if len(counts) < FEWEST_IN_FUNNEL:
        return None
    share = math.fsum(top for top, _ in counts) / math.fsum(below for _, below in counts)
    weights = [4 * below for _, below in counts]
    scores = [
        _deviation(scale, share, *pair) * math.sqrt(weight)
        for pair, weight in zip(counts, weights, strict=True)
    ]
    low, high = (quantile(scores, end) for end in (WINSORISED, 1 - WINSORISED))
    phi = math.fsum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
    return Funnel(scale, share * multiplier, phi, _tau2(phi, weights), multiplier)


def _deviation(scale: Scale, share: float, numerator: float, denominator: float) -> float:
    if not denominator > 0 or numerator < 0:
        raise ValueError(f"{numerator} of {denominator} is not a figure")
    if scale is Scale.ARCSINE and numerator > denominator:
        raise ValueError(f"{numerator} of {denominator} is not a proportion")
    return scale.forth(numerator / denominator) - scale.forth(share)


def _tau2(phi: float, weights: Sequence[float]) -> float:
    """The moment estimate of DerSimonian and Laird, nothing where chance explains all of phi."""
    beyond = len(weights) * phi - (len(weights) - 1)
    total = math.fsum(weights)
    scale = total - math.fsum(weight**2 for weight in weights) / total
    return max(0.0, beyond / scale)
