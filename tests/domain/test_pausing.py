"""Until when somebody is away, and on which days, in the words of people."""

from datetime import date

import pytest

from bot.domain.pausing import read_days_off, read_return, weekdays_in
from bot.domain.schedule import NotUnderstood

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("until Monday", date(2026, 11, 30)),
        ("till next Friday", date(2026, 11, 27)),
        ("7 December", date(2026, 12, 7)),
        ("until 2026-12-07", date(2026, 12, 7)),
        ("for a week", date(2026, 12, 1)),
        ("two weeks", date(2026, 12, 8)),
        ("for a fortnight.", date(2026, 12, 8)),
        ("for 3 months", date(2027, 2, 24)),
        ("until tomorrow", date(2026, 11, 25)),
        ("until next week", date(2026, 12, 1)),
        ("", None),
        ("until", None),
        ("for ever", None),
    ],
)
def test_until_when(said: str, back: date | None) -> None:
    assert read_return(said, TODAY) == back


def test_a_weekday_that_is_another_is_said() -> None:
    with pytest.raises(NotUnderstood, match="is a Monday"):
        read_return("until Tuesday 7 December 2026", TODAY)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("fri", {4}),
        ("off fri", {4}),
        ("Mondays and Wednesdays", {0, 2}),
        ("Mon, Tue & Thu", {0, 1, 3}),
        ("Friday and Saturday", {4}),
        ("none", set()),
        ("", None),
        ("off", None),
        ("never", None),
    ],
)
def test_days_off(said: str, days: set[int] | None) -> None:
    assert read_days_off(said) == days


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("I never work Fridays", "Friday"),
        ("my days off are weds and monday, thanks", "Monday, Wednesday"),
        ("no messages at the weekend please", ""),
        ("I only work Saturdays", ""),
    ],
)
def test_days_in_a_sentence(said: str, days: str) -> None:
    assert weekdays_in(said) == days
