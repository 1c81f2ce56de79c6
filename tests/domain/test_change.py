"""Alerts: only when a practice's figure has really changed, and it was not told of that before."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import (
    Direction,
    Figure,
    Period,
    RealChange,
    Why,
    make_figure,
    really_changed,
)
from bot.domain.indicators import CATALOGUE, Indicator, Polarity

MONTHLY = CATALOGUE["ktt9_antibiotics"]  # items per 1,000
YEARLY = replace(CATALOGUE["broad_spectrum"], key="yearly", period_months=12)
SIZE = 4000.0
NOISE = (0.98, 1.03, 1.0, 0.97, 1.02, 1.01, 0.99, 1.04, 0.96, 1.0, 1.02, 0.98)


def month(at: int) -> date:
    return date(2024 + at // 12, at % 12 + 1, 1)


def season(at: int) -> float:
    return 1.3 if at % 12 in (0, 1, 11) else 0.9


def others(months: int) -> dict[date, float]:
    return {month(at): 80 * season(at) for at in range(months)}


def own(months: int, level: Callable[[int], float], size: float = SIZE) -> dict[date, Figure]:
    """Months of a practice that follows the season and has a little noise."""
    return {
        month(at): make_figure(
            MONTHLY,
            "Y90001",
            float(round(0.08 * level(at) * season(at) * NOISE[at % 12] * size)),
            size,
        )
        for at in range(months)
    }


def changed(
    months: int, level: Callable[[int], float], told: date | None = None, size: float = SIZE
) -> RealChange | None:
    return really_changed(MONTHLY, own(months, level, size), others(months), told)


def steps_at(at: int, up: float = 1.3) -> Callable[[int], float]:
    return lambda month_number: up if month_number >= at else 1.0


def test_a_winter_is_no_change() -> None:
    assert all(changed(months, lambda _at: 1.2) is None for months in range(24, 37))


def test_a_month_beyond_the_limits_is_told_once_the_year_differs_too() -> None:
    found = {months: changed(months, steps_at(26)) for months in range(24, 34)}
    first = next(months for months, change in found.items() if change)
    told = found[first]
    assert told is not None
    assert 27 < first <= 30  # a single month does not change the year
    assert (told.direction, told.why) == (Direction.HIGHER, Why.OUTSIDE)
    assert told.since == month(first - 1)
    assert told.period == Period(month(first - 12), month(first - 1))
    assert told.after.value > told.before.value
    assert told.after.numerator == sum(
        figure.numerator or 0 for figure in list(own(first, steps_at(26)).values())[-12:]
    )


def test_seven_months_on_one_side_are_told_from_their_beginning() -> None:
    """Too little for any one month to be beyond the limits."""
    found = changed(34, steps_at(26, up=0.955), size=40_000.0)
    assert found is not None
    assert (found.direction, found.why) == (Direction.LOWER, Why.SHIFT)
    assert found.since == month(26)
    assert found.after.value < found.before.value


def test_the_same_change_is_not_told_twice_and_a_new_one_is() -> None:
    lasting = steps_at(26)
    assert changed(30, lasting) is not None
    assert all(changed(months, lasting, told=month(29)) is None for months in range(31, 37))

    def back_below(at: int) -> float:
        return 1.0 if at < 26 else 1.3 if at < 31 else 0.5

    again = changed(36, back_below, told=month(29))
    assert again is not None
    assert again.direction is Direction.LOWER


def test_a_month_that_came_before_what_was_told_is_not_news() -> None:
    assert changed(30, steps_at(26), told=month(40)) is None


def test_what_happens_to_all_is_not_told() -> None:
    raised = {day: value * (1.3 if day >= month(26) else 1.0) for day, value in others(34).items()}
    assert really_changed(MONTHLY, own(34, steps_at(26)), raised) is None


def test_staying_while_the_others_change_is_no_change_of_ones_own() -> None:
    raised = {day: value * (1.3 if day >= month(26) else 1.0) for day, value in others(34).items()}
    assert really_changed(MONTHLY, own(34, lambda _at: 1.0), raised) is None


def test_fewer_than_fifteen_events_a_year_are_left_alone() -> None:
    """At first 2 or 3 a year, then one a month more."""
    days = [month(at) for at in range(36)]
    medians = dict.fromkeys(days, 80.0)

    def events(often: float) -> dict[date, Figure]:
        numbers = [float(at % 5 == 0) if at < 24 else often for at in range(36)]
        return {
            day: make_figure(MONTHLY, "Y90001", number, 10.0)
            for day, number in zip(days, numbers, strict=True)
        }

    assert really_changed(MONTHLY, events(1.0), medians) is None
    assert really_changed(MONTHLY, events(4.0), medians) is not None


def test_two_years_without_a_gap_are_needed() -> None:
    long = own(34, steps_at(28))
    assert really_changed(MONTHLY, long, others(34)) is not None
    short = {day: figure for day, figure in long.items() if day >= month(11)}
    assert really_changed(MONTHLY, short, others(34)) is None
    gap = {day: figure for day, figure in long.items() if day != month(20)}
    assert really_changed(MONTHLY, gap, others(34)) is None
    assert really_changed(MONTHLY, {}, {}) is None


def test_without_counts_there_is_no_interval_and_nothing_is_told() -> None:
    bare = {
        day: make_figure(MONTHLY, "Y90001", None, None, figure.value)
        for day, figure in own(34, steps_at(26)).items()
    }
    assert really_changed(MONTHLY, bare, others(34)) is None


def test_what_is_not_counted_in_whole_things_has_no_interval_either() -> None:
    doses = {
        day: make_figure(MONTHLY, "Y90001", (figure.numerator or 0) + 0.3, SIZE)
        for day, figure in own(34, steps_at(26)).items()
    }
    assert really_changed(MONTHLY, doses, others(34)) is None


def test_nothing_is_told_where_the_earlier_count_would_be_a_star() -> None:
    days = [month(at) for at in range(36)]
    numbers = [float(at % 3 == 0) if at < 24 else 5.0 for at in range(36)]  # 4 a year, then 60
    figures = {
        day: make_figure(MONTHLY, "Y90001", number, 50.0)
        for day, number in zip(days, numbers, strict=True)
    }
    medians = dict.fromkeys(days, 20.0)
    assert really_changed(MONTHLY, figures, medians) is not None
    assert really_changed(replace(MONTHLY, public=False), figures, medians) is None


def test_what_is_told_of_counts_that_are_not_public_is_rounded() -> None:
    local = replace(MONTHLY, public=False)
    found = really_changed(local, own(34, steps_at(26)), others(34))
    assert found is not None
    assert found.after.numerator is not None
    assert found.after.numerator % 5 == 0


@given(st.lists(st.integers(1, 900), min_size=30, max_size=36), st.sampled_from((0.5, 1.0, 4.0)))
def test_who_goes_the_way_of_all_is_never_told(counts: list[int], times: float) -> None:
    figures = {
        month(at): make_figure(MONTHLY, "Y90001", float(count), SIZE)
        for at, count in enumerate(counts)
    }
    # Powers of two, so that the ratio is exactly the same number in every month.
    alike = {day: figure.value * times for day, figure in figures.items()}
    assert really_changed(MONTHLY, figures, alike) is None


@given(st.integers(0, 2**32), st.integers(1, 200), st.integers(20, 200))
def test_what_is_told_is_what_the_two_figures_show(seed: int, first: int, second: int) -> None:
    random = Random(seed)
    counts = [random.randint(0, 2 * (first if at < 26 else second)) for at in range(33)]
    figures = {
        month(at): make_figure(MONTHLY, "Y90001", float(count), SIZE)
        for at, count in enumerate(counts)
    }
    found = really_changed(MONTHLY, figures, dict.fromkeys(figures, 20.0))
    if found is not None:
        higher = found.after.value > found.before.value
        assert found.direction is (Direction.HIGHER if higher else Direction.LOWER)
        assert found.after.numerator == sum(counts[-12:]) >= 15
        assert found.before.numerator == sum(counts[-24:-12])
        assert found.since <= found.period.last == month(32)


# ---- years


def years(indicator: Indicator, *shares: float, size: int = 4000) -> dict[date, Figure]:
    return {
        date(2018 + at, 4, 1): make_figure(indicator, "Y90001", float(round(share * size)), size)
        for at, share in enumerate(shares)
    }


def level(figures: Mapping[date, Figure], value: float = 10.0) -> dict[date, float]:
    return dict.fromkeys(figures, value)


RISING = (0.10, 0.12, 0.14, 0.16, 0.18)


def test_five_years_in_one_direction_are_told() -> None:
    found = really_changed(YEARLY, years(YEARLY, *RISING), level(years(YEARLY, *RISING)))
    assert found is not None
    assert (found.direction, found.why) == (Direction.HIGHER, Why.RECENT_TREND)
    assert found.since == date(2018, 4, 1)
    assert found.period == Period(date(2022, 4, 1), date(2022, 4, 1), 12)
    assert (found.before.value, found.after.value) == pytest.approx((10, 18))


@pytest.mark.parametrize("polarity", Polarity)
def test_which_direction_is_good_does_not_decide_what_is_told(polarity: Polarity) -> None:
    figures = years(replace(YEARLY, polarity=polarity), *RISING[::-1])
    found = really_changed(replace(YEARLY, polarity=polarity), figures, level(figures))
    assert found is not None
    assert found.direction is Direction.LOWER


def test_a_trend_that_was_there_a_year_ago_is_not_new() -> None:
    figures = years(YEARLY, *RISING, 0.20)
    assert really_changed(YEARLY, figures, level(figures)) is None


def test_a_trend_that_began_after_others_is_new() -> None:
    figures = years(YEARLY, 0.20, 0.10, 0.12, 0.14, 0.16, 0.18)
    assert really_changed(YEARLY, figures, level(figures)) is not None


def test_a_trend_is_told_once_in_its_five_years() -> None:
    figures = years(YEARLY, 0.20, 0.10, 0.12, 0.14, 0.16, 0.18)
    assert really_changed(YEARLY, figures, level(figures), told=date(2021, 4, 1)) is None
    assert really_changed(YEARLY, figures, level(figures), told=date(2018, 4, 1)) is not None


def test_a_trend_that_all_share_is_not_told() -> None:
    figures = years(YEARLY, *RISING)
    shared = {day: figure.value * 1.1 for day, figure in figures.items()}
    assert really_changed(YEARLY, figures, shared) is None
    assert really_changed(YEARLY, figures, {}) is None


@pytest.mark.parametrize(
    "shares", [RISING[1:], (0.10, 0.12, 0.11, 0.10, 0.12), (0.10, 0.10, 0.10, 0.10, 0.18)]
)
def test_no_trend_is_no_news(shares: tuple[float, ...]) -> None:
    figures = years(YEARLY, *shares)
    assert really_changed(YEARLY, figures, level(figures)) is None


def test_a_missing_year_ends_a_trend() -> None:
    figures = years(YEARLY, *RISING)
    del figures[date(2020, 4, 1)]
    assert really_changed(YEARLY, figures, level(figures)) is None


def test_years_of_few_events_or_without_an_interval_are_left_alone() -> None:
    few = years(YEARLY, 0.40, 0.30, 0.20, 0.10, 0.01, size=100)
    assert really_changed(YEARLY, few, level(few)) is None
    bare = {
        day: make_figure(YEARLY, "Y90001", None, None, figure.value)
        for day, figure in years(YEARLY, *RISING).items()
    }
    assert really_changed(YEARLY, bare, level(bare)) is None
