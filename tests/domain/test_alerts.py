"""Which practices hear of a change: what a rule is shown, and what is no news any more."""

import statistics
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import FEWEST, Figure
from bot.domain.comparisons.alerts import Change, Row, changes, hears, is_news
from bot.domain.indicators import CATALOGUE, Indicator
from bot.domain.people import Member, Practice, Role

SABA = CATALOGUE["saba"]
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
TODAY = date(2026, 11, 24)
HOME = Practice("Y90001", "Alder Lane Surgery")


class Looking:
    """A rule that finds nothing, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: dict[str, tuple[Mapping[date, Figure], Mapping[date, float], date | None]] = {}

    def __call__(
        self,
        indicator: Indicator,
        own: Mapping[date, Figure],
        others: Mapping[date, float],
        told: date | None,
    ) -> Change | None:
        self.shown[next(iter(own.values())).ods_code] = own, others, told
        return None


def row(month: date, place: int, counted: float) -> Row:
    return Row(month, f"Y{place:05d}", counted, 100.0, None, None, None, "")


@given(st.lists(st.integers(0, 100), min_size=FEWEST, max_size=20))
def test_each_practice_is_set_beside_the_median_of_the_others(counted: list[int]) -> None:
    rule = Looking()
    rows = [row(AUGUST, place, each) for place, each in enumerate(counted)]
    assert changes(SABA, rows, {}, rule, TODAY) == {}
    assert len(rule.shown) == len(counted)
    for place in range(len(counted)):
        others = [each for other, each in enumerate(counted) if other != place]
        assert rule.shown[f"Y{place:05d}"][1][AUGUST] == pytest.approx(statistics.median(others))


def test_a_period_with_too_few_others_is_set_beside_nothing() -> None:
    rule = Looking()
    rows = [row(AUGUST, place, 50) for place in range(FEWEST)]
    rows += [row(JULY, place, 40) for place in range(FEWEST - 1)]
    changes(SABA, rows, {"Y00000": JULY}, rule, TODAY)
    own, others, told = rule.shown["Y00000"]
    assert set(own) == {JULY, AUGUST}
    assert set(others) == {AUGUST}
    assert told == JULY
    assert rule.shown["Y00001"][2] is None


def test_who_has_nothing_in_the_newest_period_is_not_looked_at() -> None:
    rule = Looking()
    rows = [row(AUGUST, place, 50) for place in range(FEWEST)]
    changes(SABA, [*rows, row(JULY, 99, 40)], {}, rule, TODAY)
    assert "Y00099" not in rule.shown


def test_files_of_long_ago_bring_no_news() -> None:
    rule = Looking()
    rows = [row(date(2019, 8, 1), place, 50) for place in range(FEWEST)]
    assert changes(SABA, rows, {}, rule, TODAY) == {}
    assert changes(SABA, [], {}, rule, TODAY) == {}
    assert rule.shown == {}


@pytest.mark.parametrize(
    ("months", "newest", "last_day"),
    [(1, date(2026, 8, 1), date(2027, 3, 31)), (12, date(2024, 4, 1), date(2026, 9, 30))],
)
def test_how_long_a_period_is_news(months: int, newest: date, last_day: date) -> None:
    indicator = replace(SABA, period_months=months)
    assert is_news(indicator, newest, last_day)
    assert not is_news(indicator, newest, last_day + timedelta(days=1))


@pytest.mark.parametrize(
    ("roles", "practice", "expected"),
    [
        ({Role.GP}, HOME, True),
        ({Role.LEAD}, HOME, True),
        ({Role.GP, Role.MANAGER}, HOME, True),
        ({Role.MANAGER}, HOME, False),
        ({Role.ADMINISTRATOR}, HOME, False),
        ({Role.GP}, None, False),
    ],
)
def test_only_those_whose_practice_it_is_hear_of_it(
    roles: set[Role], practice: Practice | None, expected: bool
) -> None:
    assert hears(Member("U1", practice, frozenset(roles))) is expected
