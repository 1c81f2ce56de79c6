"""Figures whose counts are not public: worked from rounded counts, or hidden."""

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
    comparison_as_shown,
    figure_as_shown,
    is_too_small,
    make_figure,
)
from bot.domain.indicators import CATALOGUE, Indicator, ValueType
from bot.domain.statistics import Interval

PUBLIC = CATALOGUE["broad_spectrum"]  # a share in per cent
LOCAL = replace(PUBLIC, key="local", public=False)
SCORE = replace(LOCAL, value_type=ValueType.SCORE)


def figure(top: float | None, below: float | None, value: float | None = None) -> Figure:
    return make_figure(LOCAL, "Y90001", top, below, value, Interval(1.0, 90.0), "a caution")


def test_public_counts_are_left_as_they_are() -> None:
    small = figure(3, 7)
    assert figure_as_shown(PUBLIC, small) is small


def test_others_are_worked_from_rounded_counts() -> None:
    shown = figure_as_shown(LOCAL, figure(33, 119))
    assert shown == Figure("Y90001", 35.0, 120.0, 35 / 120 * 100, None, "a caution")


def test_nobody_of_enough_is_nothing() -> None:
    shown = figure_as_shown(LOCAL, figure(0, 119))
    assert shown == Figure("Y90001", 0.0, 120.0, 0.0, None, "a caution")


@pytest.mark.parametrize(
    ("top", "below", "value"),
    [
        (1, 119, None),
        (7, 119, None),
        (0, 7, None),
        (7, 7, None),
        (33, 119, 99.0),  # standardised: not worked from its counts
        (33, None, 27.7),
        (None, 119, 27.7),
        (None, None, 27.7),
        (5, 0, 27.7),
    ],
)
def test_stars_and_what_cannot_be_worked_from_rounded_counts_are_hidden(
    top: float | None, below: float | None, value: float | None
) -> None:
    assert figure_as_shown(LOCAL, figure(top, below, value)) is None


@pytest.mark.parametrize("kind", [ValueType.SCORE, ValueType.MEAN])
def test_a_score_of_enough_people_stays(kind: ValueType) -> None:
    indicator = replace(LOCAL, value_type=kind)
    shown = figure_as_shown(indicator, figure(None, 33, 21.7))
    assert shown == Figure("Y90001", None, 35.0, 21.7, Interval(1.0, 90.0), "a caution")
    assert figure_as_shown(indicator, figure(None, None, 21.7)) is not None
    assert figure_as_shown(indicator, figure(None, 7, 21.7)) is None


def test_a_share_of_fewer_than_ten_is_too_small_to_compare() -> None:
    rate = replace(PUBLIC, value_type=ValueType.RATE)
    assert is_too_small(PUBLIC, figure(4, 9))
    assert not is_too_small(PUBLIC, figure(4, 10))
    assert not is_too_small(rate, figure(4, 9))
    assert not is_too_small(PUBLIC, figure(None, None, 50.0))


def compared(indicator: Indicator) -> Comparison:
    counts = [(33, 119), (3, 119), (4, 9), (0, 50), (50, 50)]
    figures = tuple(
        make_figure(indicator, f"Y9000{place}", top, below)
        for place, (top, below) in enumerate(counts, start=1)
    )
    england = make_figure(indicator, ENGLAND, 123456, 654321)
    period = Period(date(2025, 9, 1), date(2026, 8, 1))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Comparison(indicator, period, figures, now, england)


@pytest.mark.parametrize(
    ("indicator", "left", "counted"),
    [
        (PUBLIC, ["Y90001", "Y90002", "Y90004", "Y90005"], 33.0),
        (LOCAL, ["Y90001", "Y90004", "Y90005"], 35.0),
    ],
    ids=["public", "local"],
)
def test_a_comparison_keeps_only_what_may_be_shown(
    indicator: Indicator, left: list[str], counted: float
) -> None:
    whole = compared(indicator)
    shown = comparison_as_shown(whole)
    assert [each.ods_code for each in shown.figures] == left
    assert shown.figures[0].numerator == counted
    assert shown.england == whole.england


counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_what_is_shown_is_the_same_for_several_counts(counted: tuple[int, int]) -> None:
    """Nobody can tell the numerator or the denominator from the value shown, unless it is 0."""
    shown = figure_as_shown(LOCAL, figure(*counted))
    top, below = counted
    assert (shown is None) == (1 <= top <= 7 or below <= 7)
    if shown is not None:
        alike = [
            (one, two)
            for one in range(max(0, top - 4), top + 5)
            for two in range(max(one, below - 4), below + 5)
            if figure_as_shown(LOCAL, figure(one, two)) == shown
        ]
        assert len({two for _, two in alike}) >= 2
        assert top == 0 or len({one for one, _ in alike}) >= 2


@given(counts)
def test_a_share_stays_a_share(counted: tuple[int, int]) -> None:
    shown = figure_as_shown(LOCAL, figure(*counted))
    assert shown is None or 0 <= shown.value <= 100
