"""Working days, bank holidays of each nation, and protected time."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.calendar import Calendar, Protected

WEDNESDAYS = Protected("FREQ=MONTHLY;BYDAY=3WE", datetime(2026, 1, 21, 13), 180)


@pytest.mark.parametrize(
    ("division", "day", "holiday"),
    [
        ("ENG", date(2026, 12, 25), True),
        ("ENG", date(2026, 12, 28), True),  # in place of Saturday 26th
        ("ENG", date(2027, 3, 29), True),  # Easter Monday
        ("SCT", date(2027, 3, 29), False),
        ("SCT", date(2026, 11, 30), True),  # St Andrew
        ("ENG", date(2026, 11, 30), False),
        ("NIR", date(2027, 3, 17), True),  # St Patrick
        ("", date(2026, 12, 25), False),
        ("ENG", date(2026, 12, 24), False),
    ],
)
def test_each_nation_has_its_bank_holidays(division: str, day: date, holiday: bool) -> None:
    assert Calendar(division).is_bank_holiday(day) == holiday
    assert Calendar(division).is_working_day(day) == (not holiday)


def test_weekends_and_a_persons_own_days_are_no_working_days() -> None:
    saturday = date(2026, 11, 28)
    assert not Calendar().is_working_day(saturday)
    tuesday = date(2026, 11, 24)
    assert Calendar().is_working_day(tuesday)
    assert not Calendar().is_working_day(tuesday, frozenset({1}))


def test_protected_time_begins_and_ends_on_the_minute() -> None:
    calendar = Calendar(protected=(WEDNESDAYS,))
    begins = datetime(2026, 12, 16, 13)
    minute = timedelta(minutes=1)
    assert not calendar.is_protected(begins - minute)
    assert calendar.is_protected(begins)
    assert calendar.is_protected(begins + timedelta(minutes=179))
    assert not calendar.is_protected(begins + timedelta(minutes=180))
    assert not calendar.is_protected(begins - timedelta(days=7))


def test_protected_time_has_not_begun_before_its_first_day() -> None:
    assert not WEDNESDAYS.covers(datetime(2025, 12, 17, 14))
