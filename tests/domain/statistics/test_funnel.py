"""The funnel: the golden figures, and what must hold for any group."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.statistics import Funnel, Scale, Standing, fit_funnel
from tests.domain.statistics.real import smoking_in_practices


def real_counts() -> list[tuple[float, float]]:
    return [(float(row["Count"]), float(row["Denominator"])) for row in smoking_in_practices()]


def real_funnel() -> Funnel:
    found = fit_funnel(Scale.ARCSINE, real_counts(), multiplier=100)
    assert found is not None
    return found


def test_the_real_group_has_the_golden_overdispersion() -> None:
    """golden_values.json, funnel_14L_smoking_2022_23."""
    found = real_funnel()
    assert found.centre == pytest.approx(17.03494078718804, abs=1e-12)
    assert found.phi == pytest.approx(47.8304, abs=5e-5)
    assert found.tau2 == pytest.approx(0.00166594, abs=5e-9)


def test_of_83_practices_12_stand_out_4_of_them_far() -> None:
    """Without overdispersion 69 of them would lie beyond two standard deviations."""
    standing = Counter(real_funnel().standing(*counts) for counts in real_counts())
    assert standing.total() == 83
    assert standing.total() - standing[Standing.WITHIN] == 12
    assert standing[Standing.MUCH_HIGHER] + standing[Standing.MUCH_LOWER] == 4
    plain = Funnel(Scale.ARCSINE, real_funnel().centre, phi=1.0, tau2=0.0, multiplier=100)
    assert sum(abs(plain.z(*counts)) > 2 for counts in real_counts()) == 69


def test_fewer_than_ten_practices_have_no_funnel() -> None:
    assert fit_funnel(Scale.ROOT, [(10.0, 100.0)] * 9) is None
    assert fit_funnel(Scale.ROOT, [(10.0, 100.0)] * 10) is not None


@pytest.mark.parametrize("scale", Scale)
def test_where_all_are_alike_nothing_is_added_to_chance(scale: Scale) -> None:
    found = fit_funnel(scale, [(20.0, 100.0)] * 12)
    assert found is not None
    assert (found.phi, found.tau2) == pytest.approx((0, 0), abs=1e-12)
    assert found.standing(20, 100) is Standing.WITHIN
    assert found.standing(90, 100) is Standing.MUCH_HIGHER


def test_a_few_far_ones_do_not_widen_the_limits_for_all() -> None:
    usual = [(100.0 + at % 7, 1000.0) for at in range(40)]
    calm, stirred = (fit_funnel(Scale.ROOT, each) for each in (usual, [*usual, (300.0, 1000.0)]))
    assert calm is not None
    assert stirred is not None
    assert stirred.tau2 == pytest.approx(calm.tau2, abs=1e-4)
    assert stirred.standing(300, 1000) is Standing.MUCH_HIGHER


@pytest.mark.parametrize(
    "mistake",
    [
        lambda found: found.z(1, 0),
        lambda found: found.z(-1, 5),
        lambda found: found.z(6, 5),
        lambda found: found.standing(1, -5),
        lambda found: found.limits(0),
        lambda found: fit_funnel(Scale.ARCSINE, [(6.0, 5.0)] * 10),
    ],
)
def test_what_is_no_figure_is_refused(mistake: Callable[[Funnel], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        mistake(Funnel(Scale.ARCSINE, 0.5, 1.0, 0.0))


# ---- properties

sizes = st.integers(20, 5000)
pairs = sizes.flatmap(lambda n: st.tuples(st.integers(0, n).map(float), st.just(float(n))))
groups = st.lists(pairs, min_size=10, max_size=13)
scales = st.sampled_from(Scale)


def fitted(scale: Scale, group: list[tuple[float, float]], multiplier: float = 1.0) -> Funnel:
    found = fit_funnel(scale, group, multiplier)
    assert found is not None
    return found


@given(scales, groups, sizes)
def test_limits_hold_the_centre_and_the_outer_ones_the_inner(
    scale: Scale, group: list[tuple[float, float]], size: int
) -> None:
    found = fitted(scale, group)
    near, far = found.limits(size), found.limits(size, confidence=0.998)
    small = 1e-12
    assert far.low <= near.low <= found.centre + small
    assert found.centre - small <= near.high <= far.high
    assert near.low >= 0
    assert scale is Scale.ROOT or far.high <= 1


@given(scales, groups, sizes, st.integers(2, 50))
def test_limits_widen_as_practices_get_smaller(
    scale: Scale, group: list[tuple[float, float]], size: int, times: int
) -> None:
    found = fitted(scale, group)
    small, large = found.limits(size), found.limits(size * times)
    assert small.low <= large.low
    assert large.high <= small.high


@given(scales, groups, pairs)
def test_who_stands_out_is_who_lies_outside_the_limits(
    scale: Scale, group: list[tuple[float, float]], counts: tuple[float, float]
) -> None:
    found = fitted(scale, group, multiplier=100)
    limits, value = found.limits(counts[1]), counts[0] / counts[1] * 100
    assume(min(abs(value - limits.low), abs(value - limits.high)) > 1e-9)
    inside = limits.low < value < limits.high
    assert (found.standing(*counts) is Standing.WITHIN) == inside


@given(scales, groups, pairs, st.floats(0.01, 1000))
def test_the_unit_shown_changes_nobodys_standing(
    scale: Scale, group: list[tuple[float, float]], counts: tuple[float, float], multiplier: float
) -> None:
    plain, shown = fitted(scale, group), fitted(scale, group, multiplier)
    assert shown.z(*counts) == pytest.approx(plain.z(*counts), rel=1e-6, abs=1e-6)
    assert shown.limits(counts[1]).high == pytest.approx(
        plain.limits(counts[1]).high * multiplier, rel=1e-6
    )


@given(scales, groups)
def test_the_order_of_practices_does_not_matter(
    scale: Scale, group: list[tuple[float, float]]
) -> None:
    assert fitted(scale, group) == fitted(scale, group[::-1])


@given(groups, pairs)
def test_having_and_not_having_are_the_same_funnel_upside_down(
    group: list[tuple[float, float]], counts: tuple[float, float]
) -> None:
    def turned(pair: tuple[float, float]) -> tuple[float, float]:
        return pair[1] - pair[0], pair[1]

    there = fitted(Scale.ARCSINE, group)
    back = fitted(Scale.ARCSINE, [turned(pair) for pair in group])
    assert back.z(*turned(counts)) == pytest.approx(-there.z(*counts), abs=1e-6)
