"""A stand-in for the rule of what really changed, and figures that change by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.comparisons import Figure, Period
from bot.domain.comparisons.alerts import Change
from bot.domain.indicators import Indicator
from tests.support.figures import Counted

CHANGED = date(2026, 3, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """As a rule gives it."""

    direction: str
    since: date
    before: Figure
    after: Figure
    period: Period


def rule(
    indicator: Indicator,
    own: Mapping[date, Figure],
    others: Mapping[date, float],
    told: date | None,
) -> Change | None:
    """A stand-in: the newest month is a tenth or more away from the first, and that was not told."""
    assert others  # the medians of the others are there
    days = sorted(own)
    first, last = own[days[0]], own[days[-1]]
    if abs(last.value - first.value) < first.value / 10 or (told and told >= CHANGED):
        return None
    direction = "higher" if last.value > first.value else "lower"
    return Found(direction, CHANGED, first, last, Period(days[-12], days[-1]))


def stepping(before: float, after: float) -> Counted:
    return lambda month: after if month >= CHANGED else before
