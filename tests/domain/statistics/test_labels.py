"""Labels: by interval and polarity beside a reference value, and by fifths."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.indicators import Polarity
from bot.domain.statistics import Fifth, Interval, Label, fifth, label, wilson


@pytest.mark.parametrize(
    ("limits", "polarity", "expected"),
    [
        (Interval(0.10, 0.20), Polarity.LOW_IS_GOOD, Label.SIMILAR),
        (Interval(0.15, 0.20), Polarity.LOW_IS_GOOD, Label.SIMILAR),
        (Interval(0.16, 0.20), Polarity.LOW_IS_GOOD, Label.WORSE),
        (Interval(0.16, 0.20), Polarity.HIGH_IS_GOOD, Label.BETTER),
        (Interval(0.10, 0.14), Polarity.LOW_IS_GOOD, Label.BETTER),
        (Interval(0.10, 0.14), Polarity.HIGH_IS_GOOD, Label.WORSE),
        (Interval(0.10, 0.14), Polarity.NO_JUDGEMENT, Label.LOWER),
        (Interval(0.16, 0.20), Polarity.NO_JUDGEMENT, Label.HIGHER),
    ],
)
def test_labels_go_by_interval_and_polarity(
    limits: Interval, polarity: Polarity, expected: Label
) -> None:
    assert label(limits, 0.15, polarity) is expected


shares = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, st.floats(0, 1), st.sampled_from(Polarity))
def test_at_99_8_per_cent_fewer_differ_and_none_the_other_way(
    counted: tuple[int, int], reference: float, polarity: Polarity
) -> None:
    usual = label(wilson(*counted), reference, polarity)
    surer = label(wilson(*counted, confidence=0.998), reference, polarity)
    assert surer in (usual, Label.SIMILAR)


@given(shares, st.floats(0, 1))
def test_what_is_better_one_way_is_worse_the_other(
    counted: tuple[int, int], reference: float
) -> None:
    turned = {Label.BETTER: Label.WORSE, Label.WORSE: Label.BETTER, Label.SIMILAR: Label.SIMILAR}
    limits = wilson(*counted)
    high = label(limits, reference, Polarity.HIGH_IS_GOOD)
    assert label(limits, reference, Polarity.LOW_IS_GOOD) is turned[high]


# ---- fifths

VALUES = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0]


def test_ten_areas_are_two_in_each_fifth_from_the_lowest() -> None:
    assert [fifth(value, VALUES) for value in VALUES] == [
        each for each in Fifth for _twice in range(2)
    ]


def test_fewer_than_five_areas_are_not_compared() -> None:
    assert fifth(3.0, [1.0, 2.0, 3.0, 4.0]) is None
    assert fifth(3.0, [1.0, 2.0, 3.0, 4.0, 5.0]) is Fifth.MIDDLE


def test_a_value_that_is_not_among_them_has_no_fifth() -> None:
    with pytest.raises(ValueError, match="one of the values"):
        fifth(3.5, [1.0, 2.0, 3.0, 4.0, 5.0])


def published_fifth(value: float, values: list[float]) -> int:
    """As OHID's packages put it (phe_quantile, ph_quantile): by the smallest rank of equal values."""
    rank = 1 + sorted(values).index(value)
    how_many = len(values)
    return math.floor(5 + 1 - math.ceil((how_many + 1 - rank) / (how_many / 5)))


# Sizes of which a fifth is exact in binary, so that the published form has no rounding of its own.
@given(
    st.sampled_from([5, 10, 20, 40, 80]).flatmap(
        lambda n: st.lists(st.integers(0, 60).map(float), min_size=n, max_size=n)
    )
)
def test_fifths_are_those_of_the_published_packages(values: list[float]) -> None:
    assert [fifth(value, values) for value in values] == [
        published_fifth(value, values) for value in values
    ]


@given(st.lists(st.integers(0, 1000).map(float), min_size=5, max_size=90))
def test_a_higher_value_is_never_in_a_lower_fifth(values: list[float]) -> None:
    ordered = [fifth(value, values) or 0 for value in sorted(values)]
    assert ordered == sorted(ordered)


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=90, unique=True))
def test_different_values_fill_the_fifths_evenly(numbers: list[int]) -> None:
    values = [float(each) for each in numbers]
    found = [fifth(value, values) for value in values]
    sizes = [found.count(each) for each in Fifth]
    assert max(sizes) - min(sizes) <= 1
