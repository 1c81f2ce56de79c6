"""Whether a practice lies apart from its group, for each kind of figure."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.comparisons import Comparison, Period, funnel_of, make_figure, standing_of
from bot.domain.indicators import CATALOGUE, Indicator, ValueType
from bot.domain.statistics import Scale, Standing

RATE = CATALOGUE["ktt9_antibiotics"]
SHARE = CATALOGUE["broad_spectrum"]
USUAL = [100, 103, 97, 108, 92, 105, 95, 101, 99, 110, 90]


def compared(indicator: Indicator, *numerators: float, size: float = 1000.0) -> Comparison:
    figures = tuple(
        make_figure(indicator, f"Y900{place:02}", top, size)
        for place, top in enumerate(numerators, start=1)
    )
    period = Period(date(2025, 9, 1), date(2026, 8, 1))
    return Comparison(indicator, period, figures, datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("indicator", "size", "scale"),
    [(RATE, 1000.0, Scale.ROOT), (SHARE, 1000.0, Scale.ARCSINE), (SHARE, 1000.5, Scale.ROOT)],
)
def test_the_scale_follows_what_is_counted(indicator: Indicator, size: float, scale: Scale) -> None:
    funnel = funnel_of(compared(indicator, *USUAL, size=size))
    assert funnel is not None
    assert funnel.scale is scale
    assert funnel.centre == pytest.approx(100 / size * indicator.multiplier)


@pytest.mark.parametrize("indicator", [RATE, SHARE], ids=lambda each: each.key)
def test_one_apart_from_the_others_stands_out_and_they_do_not(indicator: Indicator) -> None:
    group = compared(indicator, *USUAL, 200)
    assert standing_of(group, "Y90012") is Standing.MUCH_HIGHER
    assert {standing_of(group, f"Y900{at:02}") for at in range(1, 12)} == {Standing.WITHIN}


def test_in_a_group_that_differs_widely_nobody_stands_out() -> None:
    group = compared(RATE, *range(300, 460, 10))
    funnel = funnel_of(group)
    assert funnel is not None
    assert funnel.phi > 4  # where chance alone would have it at 1
    assert {standing_of(group, each.ods_code) for each in group.figures} == {Standing.WITHIN}


def test_it_is_not_told_of_few_of_strangers_or_of_what_is_no_events() -> None:
    assert standing_of(compared(RATE, *USUAL[:9]), "Y90001") is None
    assert standing_of(compared(RATE, *USUAL), "Y90099") is None
    assert funnel_of(compared(RATE, *USUAL, 10.5)) is None
    assert funnel_of(compared(replace(RATE, value_type=ValueType.SCORE), *USUAL)) is None


def test_a_figure_without_counts_is_no_reason_to_guess() -> None:
    group = compared(RATE, *USUAL)
    bare = make_figure(RATE, "Y90012", None, None, 12.0)
    assert funnel_of(replace(group, figures=(*group.figures, bare))) is None
