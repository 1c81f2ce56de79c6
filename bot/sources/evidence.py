"""What a file's rows tell of how their value is made from numerator and denominator."""

import math
from collections import Counter
from dataclasses import dataclass, field

from bot.domain.comparisons import NEARLY, ROUNDING, Reason
from bot.domain.indicators import ValueType

Counts = tuple[float, float]
"""Numerator and denominator."""

MULTIPLIERS = (100.0, 1000.0, 100_000.0, 10_000.0, 1_000_000.0, 1.0)
MAY_EXCEED = 0.05
"""The share of rows whose numerator may exceed the denominator in what is still a proportion."""

AS_PUBLISHED = "(as published)"
_UNITS = {100.0: "per 100", 1.0: AS_PUBLISHED}


def comparable(numerator: float, denominator: float) -> Counts | Reason:
    """The two counts of a row that has both (NaN where it has not), or why they cannot be compared."""
    if not (math.isfinite(numerator) and math.isfinite(denominator)):
        return Reason.NOT_A_NUMBER
    if numerator < 0 or denominator < 0:
        return Reason.NEGATIVE
    if denominator == 0:
        return Reason.NO_DENOMINATOR if numerator else Reason.NOTHING_COUNTED
    return numerator, denominator


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an indicator's values are made: what ``Indicator`` wants to know of it."""

    value_type: ValueType
    multiplier: float
    unit: str


@dataclass(slots=True)
class Evidence:
    """Counts, over the rows of one indicator, which rule they follow. The order does not matter."""

    rows: int = 0  # with a value, a denominator and a numerator other than 0
    above: int = 0  # of these, with a numerator above the denominator
    _exact: Counter[float] = field(default_factory=Counter)
    _near: Counter[float] = field(default_factory=Counter)

    def add(self, numerator: float, denominator: float, value: float) -> None:
        if not numerator or not denominator:
            return
        self.rows += 1
        self.above += numerator > denominator
        ratio = value * denominator / numerator
        for multiplier in MULTIPLIERS:
            distance = abs(ratio / multiplier - 1)
            if distance <= NEARLY:
                self._near[multiplier] += 1
                self._exact[multiplier] += distance <= ROUNDING
                return

    @property
    def verdict(self) -> Verdict:
        """By the majority of rows.

        What the counts do not give exactly (a standardised rate, a weighted survey) is a mean, which
        keeps its published value and limits; without any counts it is a score.
        """
        if not self.rows:
            return Verdict(ValueType.SCORE, 1.0, AS_PUBLISHED)
        exact = self._most(self._exact)
        if exact and exact != 1.0:
            return self._counted(exact)
        near = self._most(self._near) or 1.0
        return Verdict(ValueType.MEAN, 1.0, self._counted(near).unit)

    def _most(self, found: Counter[float]) -> float | None:
        multiplier, rows = found.most_common(1)[0] if found else (0.0, 0)
        return multiplier if rows * 2 > self.rows else None

    def _counted(self, multiplier: float) -> Verdict:
        share = multiplier == 100.0 and self.above <= self.rows * MAY_EXCEED
        if share:
            return Verdict(ValueType.PROPORTION, multiplier, "%")
        unit = _UNITS.get(multiplier, f"per {multiplier:,.0f}")
        return Verdict(ValueType.RATE, multiplier, unit)
