"""Quantiles: linear between values, as OpenPrescribing's deciles are."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.statistics import quantile
from tests.domain.statistics.real import antibiotics, values

DECILES_2019_09 = (
    0.0457671,
    0.05623176,
    0.06138319,
    0.06747489,
    0.07294575,
    0.07800182,
    0.08498255,
    0.09783302,
    0.10712905,
)


def test_quantiles_are_linear_between_values() -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.25) == 1.75
    assert [quantile([7.0], share) for share in (0.0, 0.3, 1.0)] == [7.0, 7.0, 7.0]


def test_deciles_of_the_real_file() -> None:
    month = [own[date(2019, 9, 1)] for own in map(values, antibiotics(months=1).values())]
    assert len(month) == 89
    deciles = [quantile(month, tenth / 10) for tenth in range(1, 10)]
    assert deciles == pytest.approx(DECILES_2019_09, abs=5e-9)


@pytest.mark.parametrize(
    "mistake", [lambda: quantile([], 0.5), lambda: quantile([1.0], 1.5)], ids=["none", "beyond"]
)
def test_what_cannot_be_is_refused(mistake: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="needs values"):
        mistake()
