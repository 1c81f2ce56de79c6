"""Who is asked to share: those in the good quarter of enough practices, whichever way is good."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.comparisons.figures import Comparison, Figure, Period
from bot.domain.indicators import CATALOGUE, Polarity
from bot.domain.matching.wishes import is_asked_about

INDICATOR = CATALOGUE["ktt9_antibiotics"]


def comparison(polarity: Polarity, number: int = 12) -> Comparison:
    figures = tuple(Figure(f"Y{at}", at, 100, float(at)) for at in range(1, number + 1))
    period = Period(date(2026, 8, 1), date(2026, 8, 1))
    at = datetime(2026, 9, 1, tzinfo=UTC)
    return Comparison(replace(INDICATOR, polarity=polarity), period, figures, at)


@pytest.mark.parametrize(
    ("polarity", "number", "asked"),
    [
        (Polarity.LOW_IS_GOOD, 12, {"Y1", "Y2", "Y3"}),
        (Polarity.HIGH_IS_GOOD, 12, {"Y10", "Y11", "Y12"}),
        (Polarity.NO_JUDGEMENT, 12, set()),
        (Polarity.LOW_IS_GOOD, 7, set()),
    ],
)
def test_those_with_figures_that_others_ask_about(
    polarity: Polarity, number: int, asked: set[str]
) -> None:
    found = comparison(polarity, number)
    codes = [each.ods_code for each in found.figures]
    assert {code for code in codes if is_asked_about(found, code)} == asked
    assert not is_asked_about(found, "Z1")
