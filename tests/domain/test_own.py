"""What a practice sees of itself: its place, England, the year before, and one possible step."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import (
    ENGLAND,
    Comparison,
    Figure,
    Period,
    Step,
    make_figure,
    own,
    place,
    share_below,
)
from bot.domain.indicators import CATALOGUE, Indicator, Polarity
from bot.domain.statistics import Interval, Label

KTT9 = CATALOGUE["ktt9_antibiotics"]
YEAR = Period(date(2025, 9, 1), date(2026, 8, 1))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def compared(*values: float, indicator: Indicator = KTT9) -> Comparison:
    """Practices Y90001, Y90002, ... with these values on 12,000 STAR-PU-months each."""
    figures = tuple(
        make_figure(indicator, f"Y9000{place}", value * 12_000.5 / indicator.multiplier, 12_000.5)
        for place, value in enumerate(values, start=1)
    )
    return Comparison(indicator, YEAR, figures, NOW)


def rate(per_thousand: float, code: str = "Y90001", denominator: float = 12_000.0) -> Figure:
    """With a whole numerator."""
    return make_figure(KTT9, code, round(per_thousand * denominator / 1000), denominator)


def test_the_share_below_counts_equals_half() -> None:
    assert share_below(3, [1, 2, 4, 5]) == 0.5
    assert share_below(3, [3, 3, 3]) == 0.5
    assert share_below(9, [1, 2]) == 1.0
    assert share_below(9, []) is None


def test_a_practice_without_a_figure_sees_none() -> None:
    assert own(compared(70, 80, 90, 60, 75), "Y90099") is None


def test_with_too_few_practices_only_the_own_value_is_shown() -> None:
    seen = own(compared(70, 80, 90), "Y90003")
    assert seen is not None
    assert seen.figure.value == pytest.approx(90)
    assert (seen.group, seen.nearest, seen.step) == (None, None, None)


# ---- one possible step


def rounded(*values: int, indicator: Indicator = KTT9) -> Comparison:
    """The same with whole numerators out of 12,000."""
    figures = tuple(
        make_figure(indicator, f"Y9000{place}", float(value), 12_000.0)
        for place, value in enumerate(values, start=1)
    )
    return Comparison(indicator, YEAR, figures, NOW)


def test_outside_the_middle_half_the_step_is_into_it() -> None:
    seen = own(rounded(720, 840, 960, 1080, 1800), "Y90005")  # quarters 840 and 1080
    assert seen is not None
    assert seen.step == Step(-60, to_median=False)  # (1800 - 1080) / 12


def test_inside_the_middle_half_the_step_is_to_the_median() -> None:
    seen = own(rounded(720, 840, 960, 1080, 1800), "Y90004")
    assert seen is not None
    assert seen.step == Step(-10, to_median=True)


def test_where_high_is_good_the_step_is_upwards() -> None:
    wanted = replace(KTT9, polarity=Polarity.HIGH_IS_GOOD)
    seen = own(rounded(240, 840, 960, 1080, 1800, indicator=wanted), "Y90001")
    assert seen is not None
    assert seen.step == Step(50, to_median=False)


@pytest.mark.parametrize(
    ("polarity", "code"),
    [
        (Polarity.LOW_IS_GOOD, "Y90001"),
        (Polarity.HIGH_IS_GOOD, "Y90005"),
        (Polarity.NO_JUDGEMENT, "Y90001"),
        (Polarity.NO_JUDGEMENT, "Y90005"),
    ],
)
def test_no_step_on_the_good_side_or_without_a_direction(polarity: Polarity, code: str) -> None:
    comparison = rounded(720, 840, 960, 1080, 1800, indicator=replace(KTT9, polarity=polarity))
    seen = own(comparison, code)
    assert seen is not None
    assert seen.step is None


def test_no_step_for_what_may_be_chance() -> None:
    seen = own(rounded(940, 950, 960, 970, 980), "Y90005")
    assert seen is not None
    assert seen.step is None


@given(st.lists(st.integers(1, 2000), min_size=5, max_size=12), st.integers(1, 5))
def test_a_step_never_leads_past_the_median(counts: list[int], place: int) -> None:
    comparison = rounded(*counts)
    seen = own(comparison, f"Y9000{place}")
    assert seen is not None
    assert seen.group is not None
    if seen.step is not None:
        reached = (seen.figure.numerator or 0) + seen.step.change * 12
        # A step is in whole things a month, so it may overshoot by less than one of them.
        assert reached > seen.group.spread.median / 1000 * 12_000 - 12


# ---- peers, England, the year before


def test_peers_take_the_place_of_the_group_where_there_are_enough() -> None:
    comparison = rounded(720, 840, 960, 1080, 1800)
    alike = [rate(value, f"Y8000{place}") for place, value in enumerate((50, 55, 60, 65, 70))]
    seen = own(comparison, "Y90001", peers=alike)
    assert seen is not None
    assert seen.peers is not None
    assert seen.nearest == seen.peers
    assert (seen.peers.spread.median, seen.peers.below) == (60, 0.5)
    few = own(comparison, "Y90001", peers=alike[:4])
    assert few is not None
    assert few.peers is None
    assert few.nearest == few.group


def test_the_step_is_towards_practices_like_it() -> None:
    alike = [rate(value, f"Y8000{place}") for place, value in enumerate((100, 120, 130, 140, 160))]
    seen = own(rounded(720, 840, 960, 1080, 1800), "Y90005", peers=alike)
    assert seen is not None
    assert seen.step == Step(-10, to_median=False)  # (1800 - 1680) / 12


@pytest.mark.parametrize(
    ("value", "label"), [(60, Label.SIMILAR), (90, Label.LOWER), (30, Label.HIGHER)]
)
def test_beside_england_it_is_similar_higher_or_lower(value: float, label: Label) -> None:
    comparison = replace(
        rounded(720, 840, 960, 1080, 1800), england=rate(value, ENGLAND, 50_000_000)
    )
    seen = own(comparison, "Y90001")
    assert seen is not None
    assert seen.england is not None
    assert seen.england.label is label


def test_without_an_interval_nothing_is_claimed_beside_england() -> None:
    score = replace(KTT9, value_type=CATALOGUE["bdzper1000"].value_type)
    comparison = replace(
        rounded(720, 840, 960, 1080, 1800, indicator=score),
        england=make_figure(score, ENGLAND, None, None, 21.7),
    )
    seen = own(comparison, "Y90001", before=make_figure(score, "Y90001", None, None, 60.0))
    assert seen is not None
    assert seen.england is not None
    assert seen.england.label is None
    assert seen.change is not None
    assert not seen.change.certain


@pytest.mark.parametrize(("before", "certain"), [(61, False), (80, True), (40, True)])
def test_a_change_is_certain_only_beyond_chance(before: float, certain: bool) -> None:
    seen = own(rounded(720, 840, 960, 1080, 1800), "Y90001", before=rate(before))
    assert seen is not None
    assert seen.change is not None
    assert seen.change.certain is certain
    assert seen.change.difference == pytest.approx(60 - before)
    assert seen.change.period == Period(date(2024, 9, 1), date(2025, 8, 1))


def test_the_published_limits_serve_where_there_are_no_counts() -> None:
    figures = [
        make_figure(KTT9, f"Y9000{n}", None, None, 50.0 + n, Interval(49.0, 53.0)) for n in range(6)
    ]
    seen = own(Comparison(KTT9, YEAR, tuple(figures), NOW), "Y90001")
    assert seen is not None
    assert seen.interval == Interval(49.0, 53.0)
    assert seen.step is None


@given(st.lists(st.floats(0, 1000), min_size=5, max_size=30), st.floats(0, 1000))
def test_a_place_is_the_same_in_whatever_order_the_others_come(
    others: list[float], value: float
) -> None:
    mine = make_figure(KTT9, "Y90001", None, None, value)
    among = [make_figure(KTT9, f"Y8{n:04d}", None, None, each) for n, each in enumerate(others)]
    assert place(mine, among) == place(mine, among[::-1])
