"""How often alerts come for nothing, how soon for something: made and real months, 89 practices.

Made months are Poisson counts round a season that all share, for practices as large as the real ones.
"""

from collections.abc import Iterator
from datetime import date
from statistics import median

import numpy as np
import numpy.typing as npt
import pytest

from bot.domain.comparisons import Direction, Figure, make_figure, really_changed
from bot.domain.indicators import CATALOGUE
from tests.domain.statistics.real import antibiotics

KTT9 = CATALOGUE["ktt9_antibiotics"]
FIRST = 24  # months before the first that can be told of
LAST = 36

Numbers = npt.NDArray[np.float64]
Series = dict[str, dict[date, Figure]]


def month(at: int) -> date:
    return date(2024 + at // 12, at % 12 + 1, 1)


def sizes_and_rates() -> tuple[Numbers, Numbers]:
    """STAR-PU, and items for each: as the middle eight tenths of the real practices have them."""
    return np.geomspace(1400, 5800, 89), np.linspace(0.055, 0.12, 89)


def usual(random: np.random.Generator, spread: float) -> Numbers:
    """Mean items of each practice and month; ``spread`` is what there is beyond Poisson."""
    sizes, rates = sizes_and_rates()
    season = 1 + 0.25 * np.cos(2 * np.pi * np.arange(LAST) / 12)
    means = (sizes * rates)[:, None] * season
    return means * random.normal(1.0, spread, means.shape) if spread else means


def series_of(counts: npt.NDArray[np.int64]) -> Series:
    sizes, _ = sizes_and_rates()
    return {
        f"Y90{at:03}": {
            month(place): make_figure(KTT9, f"Y90{at:03}", float(number), float(size))
            for place, number in enumerate(numbers)
        }
        for at, (size, numbers) in enumerate(zip(sizes, counts, strict=True))
    }


def medians(series: Series) -> dict[str, dict[date, float]]:
    """For each practice the medians of the others."""
    days = sorted(next(iter(series.values())))
    found: dict[str, dict[date, float]] = {code: {} for code in series}
    for day in days:
        for code in series:
            found[code][day] = median(
                own[day].value for other, own in series.items() if other != code
            )
    return found


def alerts(series: Series) -> Iterator[tuple[int, str]]:
    """Month and practice of each alert, when the rule is asked every month and told is remembered."""
    others = medians(series)
    told: dict[str, date] = {}
    days = sorted(next(iter(series.values())))
    for at in range(FIRST, len(days) + 1):
        until = days[:at]
        for code, own in series.items():
            found = really_changed(
                KTT9, {day: own[day] for day in until}, others[code], told.get(code)
            )
            if found:
                told[code] = until[-1]
                yield at, code


@pytest.mark.parametrize(("spread", "at_most"), [(0.0, 0.006), (0.05, 0.006), (0.1, 0.015)])
def test_where_nothing_changes_hardly_anybody_is_told(spread: float, at_most: float) -> None:
    """A month, of all practices; the last are months that vary by a tenth more than by chance."""
    random = np.random.default_rng(20261126)
    groups = 6
    told = sum(
        len(list(alerts(series_of(random.poisson(usual(random, spread)))))) for _ in range(groups)
    )
    assert told / (groups * 89 * (LAST - FIRST + 1)) < at_most


@pytest.mark.parametrize("times", [1.3, 0.7])
def test_a_step_of_thirty_per_cent_is_found_within_six_months_in_most(times: float) -> None:
    random = np.random.default_rng(20261126)
    means = usual(random, 0.05)
    before = series_of(random.poisson(means))
    stepped = means.copy()
    stepped[:, FIRST:] *= times
    after = series_of(random.poisson(stepped))
    others = medians(before)  # one at a time takes the step, not all
    wanted = Direction.HIGHER if times > 1 else Direction.LOWER
    found = 0
    for code in before:
        own = {day: (before if day < month(FIRST) else after)[code][day] for day in before[code]}
        months = ({day: own[day] for day in own if day <= month(FIRST + at)} for at in range(6))
        changes = (really_changed(KTT9, until, others[code]) for until in months)
        found += any(change.direction is wanted for change in changes if change)
    assert found >= 0.8 * 89


def test_on_real_months_a_few_of_89_are_told_in_each() -> None:
    """At first what had changed by then, later what changes; it was a time of falling antibiotics."""
    series = {
        code: {day: make_figure(KTT9, code, *pair) for day, pair in counts.items()}
        for code, counts in antibiotics(LAST).items()
    }
    told = list(alerts(series))
    by_month = [sum(at == each for each, _ in told) for at in range(FIRST, LAST + 1)]
    assert len(series) == 89
    assert by_month == [15, 4, 7, 3, 2, 3, 2, 3, 2, 3, 5, 5, 4]
    assert len({code for _, code in told}) == 46
