"""Intervals equal statsmodels' and scipy's, which are only ever imported here."""

import pytest

from bot.domain.statistics import exact_poisson, newcombe, wilson

SHARES = [(0, 1), (1, 1), (0, 7), (3, 7), (7, 7), (12, 40), (1555, 7168), (82299, 491589)]


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize(("successes", "n"), SHARES)
def test_wilson(successes: int, n: int, confidence: float) -> None:
    from statsmodels.stats.proportion import proportion_confint

    ours = wilson(successes, n, confidence)
    theirs = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("one", SHARES[2:])
@pytest.mark.parametrize("other", SHARES[2:])
def test_newcombe(one: tuple[int, int], other: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    ours = newcombe(*one, *other)
    theirs = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 9, 30])
def test_exact_poisson(count: int, confidence: float) -> None:
    from scipy.stats import chi2

    tail = (1 - confidence) / 2
    ours = exact_poisson(count, confidence)
    low = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    high = chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert (ours.low, ours.high) == pytest.approx((low, high), rel=1e-9)
