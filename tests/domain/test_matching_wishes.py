"""Who is asked to share: those in the good quarter of enough practices, whichever way is good."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.comparisons.figures import Comparison, Figure, Period
from bot.domain.indicators import CATALOGUE, Polarity, ValueType
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


def test_where_most_have_the_same_figure_nobody_is_singled_out() -> None:
    found = comparison(Polarity.LOW_IS_GOOD)
    same = replace(found, figures=tuple(replace(each, value=4.0) for each in found.figures))
    assert not any(is_asked_about(same, each.ods_code) for each in same.figures)


def test_a_share_of_too_few_people_is_not_praised() -> None:
    found = comparison(Polarity.LOW_IS_GOOD)
    share = replace(found.indicator, value_type=ValueType.PROPORTION)
    few = replace(found.figures[0], denominator=9)
    found = replace(found, indicator=share, figures=(few, *found.figures[1:]))
    assert not is_asked_about(found, "Y1")
    assert is_asked_about(found, "Y2")
