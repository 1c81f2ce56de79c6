"""Intervals against numbers computed elsewhere, and what must hold whatever the numbers."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statistics import (
    Interval,
    byars,
    count_interval,
    difference_interval,
    exact_poisson,
    hybrid_difference,
    newcombe,
    rate_interval,
    wilson,
    wilson_fpc,
)

# Computed with statsmodels 0.15.0 and PHStatsMethods 0.1.16.
WILSON_95 = {
    (0, 10): (0.0, 0.2775327999),
    (1, 10): (0.0178762131, 0.4041500268),
    (5, 10): (0.2365930905, 0.7634069095),
    (10, 10): (0.7224672001, 1.0),
    (12, 40): (0.1807484523, 0.4543001882),
    (48, 400): (0.0917153908, 0.1555139529),
    (1555, 7168): (0.2075479147, 0.2266280883),
    (131, 226): (0.5144859492, 0.6421437563),
}
WILSON_998 = {
    (12, 40): (0.1337078433, 0.5433829756),
    (1555, 7168): (0.2022745112, 0.2323514736),
}
BYARS_95 = {
    10: (4.787449914, 18.3914586058),
    25: (16.1742659217, 36.9064506922),
    100: (81.3621054905, 121.6279375792),
    545: (500.1978499209, 592.7380348273),
}
EXACT_95 = {
    1: (0.025317808, 5.5716433909),
    3: (0.6186721229, 8.7672730697),
    5: (1.6234863901, 11.6683320793),
    9: (4.1153730974, 17.0848034514),
}
NEWCOMBE_95 = {
    (56, 70, 48, 80): (0.0524314724, 0.333872654),
    (49, 74, 81, 232): (0.1831510782, 0.4265823659),
    (60, 74, 88, 232): (0.3096931934, 0.5259956658),
    (131, 226, 266, 1478): (0.3313921798, 0.4649221945),
}

counts = st.integers(0, 5000)
sizes = st.integers(1, 5000)


def _share(n: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, n), st.just(n))


def close(interval: Interval, limits: tuple[float, float], within: float = 1e-9) -> bool:
    return (interval.low, interval.high) == pytest.approx(limits, abs=within)


@pytest.mark.parametrize(("counted", "limits"), WILSON_95.items())
def test_wilson_equals_the_published_method(
    counted: tuple[int, int], limits: tuple[float, float]
) -> None:
    assert close(wilson(*counted), limits)


@pytest.mark.parametrize(("counted", "limits"), WILSON_998.items())
def test_wilson_at_99_8_per_cent(counted: tuple[int, int], limits: tuple[float, float]) -> None:
    assert close(wilson(*counted, confidence=0.998), limits)


@pytest.mark.parametrize(("count", "limits"), BYARS_95.items())
def test_byars(count: int, limits: tuple[float, float]) -> None:
    assert close(byars(count), limits)


@pytest.mark.parametrize(("count", "limits"), EXACT_95.items())
def test_exact_poisson(count: int, limits: tuple[float, float]) -> None:
    assert close(exact_poisson(count), limits)


def test_exact_poisson_of_nothing_is_the_rule_of_three_made_exact() -> None:
    assert close(exact_poisson(0), (0.0, 3.6888794541))


@pytest.mark.parametrize(("counted", "limits"), NEWCOMBE_95.items())
def test_newcombe(counted: tuple[int, int, int, int], limits: tuple[float, float]) -> None:
    assert close(newcombe(*counted), limits)


def test_a_finite_population_narrows_the_interval() -> None:
    assert close(wilson(12, 30), (0.245906, 0.576796), within=1e-6)
    assert close(wilson_fpc(12, 30, 83), (0.271985, 0.543302), within=1e-6)


def test_who_asked_everybody_knows_the_proportion() -> None:
    assert wilson_fpc(12, 30, 30) == Interval(0.4, 0.4)


def test_small_counts_are_exact_and_others_byars() -> None:
    assert count_interval(9) == exact_poisson(9)
    assert count_interval(10) == byars(10)


def test_a_rate_is_its_count_over_a_known_denominator() -> None:
    assert close(rate_interval(100, 50.5), (81.3621054905 / 50.5, 121.6279375792 / 50.5))


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: wilson(1, 0),
        lambda: wilson(3, 2),
        lambda: wilson(-1, 2),
        lambda: wilson(1, 2, confidence=1.0),
        lambda: wilson_fpc(3, 5, 4),
        lambda: wilson_fpc(6, 5, 9),
        lambda: byars(-1),
        lambda: exact_poisson(-1),
        lambda: rate_interval(1, 0),
    ],
)
def test_what_cannot_be_is_refused(mistake: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        mistake()


@given(sizes.flatmap(_share))
def test_wilson_holds_its_proportion_and_stays_within_0_and_1(counted: tuple[int, int]) -> None:
    successes, n = counted
    interval = wilson(successes, n)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1


@given(sizes.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n, 9000))))
def test_a_finite_population_never_widens(counted: tuple[int, int, int]) -> None:
    successes, n, population = counted
    plain, finite = wilson(successes, n), wilson_fpc(successes, n, population)
    assert finite.high - finite.low <= plain.high - plain.low + 1e-12


@given(counts)
def test_a_count_lies_within_its_interval(count: int) -> None:
    interval = count_interval(count)
    assert interval.low <= count <= interval.high


@given(sizes.flatmap(_share), sizes.flatmap(_share))
def test_a_difference_is_the_same_from_the_other_side(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = newcombe(*one, *other), newcombe(*other, *one)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


@given(sizes.flatmap(_share), st.integers(2, 50))
def test_more_of_the_same_narrows_a_proportion(counted: tuple[int, int], times: int) -> None:
    few, many = wilson(*counted), wilson(counted[0] * times, counted[1] * times)
    assert many.high - many.low < few.high - few.low


@given(sizes.flatmap(_share))
def test_who_does_and_who_does_not_mirror_each_other(counted: tuple[int, int]) -> None:
    successes, n = counted
    there, back = wilson(successes, n), wilson(n - successes, n)
    assert (there.low, there.high) == pytest.approx((1 - back.high, 1 - back.low), abs=1e-12)


@given(sizes.flatmap(_share))
def test_more_certainty_is_a_wider_interval(counted: tuple[int, int]) -> None:
    usual, sure = wilson(*counted), wilson(*counted, confidence=0.998)
    assert sure.low <= usual.low
    assert usual.high <= sure.high
    assert sure.high - sure.low > usual.high - usual.low


@given(counts)
def test_limits_grow_with_the_count(count: int) -> None:
    one, next_one = count_interval(count), count_interval(count + 1)
    assert one.low <= next_one.low
    assert one.high < next_one.high


@given(counts.filter(bool), st.floats(0.5, 1e6), st.floats(1.1, 100.0))
def test_a_rate_is_more_certain_the_larger_what_it_is_of(
    count: int, denominator: float, times: float
) -> None:
    few, many = rate_interval(count, denominator), rate_interval(count, denominator * times)
    assert many.high - many.low < few.high - few.low


@given(counts, counts)
def test_a_difference_of_rates_lies_within_its_limits_which_turn_round(one: int, two: int) -> None:
    first, second = rate_interval(one, 1000.5), rate_interval(two, 1000.5)
    p, q = one / 1000.5, two / 1000.5
    there = difference_interval(p, first, q, second)
    back = difference_interval(q, second, p, first)
    assert there.low <= p - q <= there.high
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


@given(sizes.flatmap(_share), sizes.flatmap(_share))
def test_a_difference_of_proportions_never_leaves_what_is_possible(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    p, q = one[0] / one[1], other[0] / other[1]
    limits = hybrid_difference(p, wilson(*one), q, wilson(*other))
    assert -1 <= limits.low <= p - q <= limits.high <= 1
