"""Slots: strictly one after the other whatever clocks, calendars and people do, and where they move."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings

from bot.domain.calendar import Calendar, Protected
from bot.domain.schedule import (
    Avoid,
    Once,
    Outcome,
    Schedule,
    Slot,
    next_firing,
    repeating,
    slots,
    upcoming,
    why_left_out,
)
from tests.domain.schedule.patterns import LONDON, schedules, utc

NO_CHANGES: Mapping[datetime, datetime | None] = {}


def fires(
    rule: str,
    starts: datetime,
    zone: str = LONDON,
    *,
    number: int = 3,
    avoid: Avoid = Avoid.NOTHING,
    changes: Mapping[datetime, datetime | None] = NO_CHANGES,
    calendar: Calendar | None = None,
) -> list[datetime]:
    schedule = Schedule(
        repeating(rule, starts, zone), avoid, changes=changes, calendar=calendar or Calendar()
    )
    return [slot.at for slot in islice(next_firing(schedule, None), number)]


def outcomes(schedule: Schedule, number: int) -> list[Outcome | None]:
    return [outcome for _, outcome in islice(slots(schedule), number)]


@settings(deadline=None)  # a year's holidays take a moment, once
@given(schedules())
def test_slots_grow_strictly_and_none_is_named_twice(schedule: Schedule) -> None:
    found = list(islice(slots(schedule), 60))
    names = [slot.local for slot, _ in found]
    assert all(one < other for one, other in pairwise(names))
    moments = [slot.at for slot, _ in found]
    assert moments == sorted(moments)
    firing = [slot.at for slot, outcome in found if outcome is None]
    assert all(one < other for one, other in pairwise(firing))


@settings(deadline=None)  # a year's holidays take a moment, once
@given(schedules())
def test_from_the_middle_slots_are_the_same(schedule: Schedule) -> None:
    found = list(islice(slots(schedule), 12))
    for place, (slot, _) in enumerate(found):
        assert list(islice(slots(schedule, slot.local), len(found) - place)) == found[place:]


def test_what_happens_once_has_one_slot_named_by_its_moment() -> None:
    at = utc(2026, 11, 24, 13, 0, 5)
    once = Schedule(Once(at))
    assert list(slots(once)) == [(Slot(datetime(2026, 11, 24, 13, 0, 5), at), None)]
    assert list(slots(once, datetime(2026, 11, 24, 13, 0, 6))) == []


# ---- when clocks change


@pytest.mark.parametrize(
    ("zone", "starts", "moments"),
    [
        # In London clocks go back on 25 Oct 2026 and 31 Oct 2027, and forward on 28 Mar 2027.
        (LONDON, (2026, 10, 24, 1, 30), [(24, 0, 30), (25, 0, 30), (26, 1, 30)]),
        (LONDON, (2026, 10, 24, 9, 0), [(24, 8, 0), (25, 9, 0), (26, 9, 0)]),
        (LONDON, (2027, 3, 27, 1, 30), [(27, 1, 30), (28, 1, 30), (29, 0, 30)]),
        (LONDON, (2026, 3, 28, 1, 30), [(28, 1, 30), (29, 1, 30), (30, 0, 30)]),
        (LONDON, (2027, 10, 30, 1, 30), [(30, 0, 30), (31, 0, 30), (32, 1, 30)]),
        # West: New York goes back on 1 Nov 2026 and forward on 14 Mar 2027, both at 02:00.
        ("America/New_York", (2026, 10, 31, 1, 30), [(31, 5, 30), (32, 5, 30), (33, 6, 30)]),
        ("America/New_York", (2027, 3, 13, 2, 30), [(13, 7, 30), (14, 7, 30), (15, 6, 30)]),
        # East: Auckland goes forward on 27 Sep 2026 and back on 4 Apr 2027.
        ("Pacific/Auckland", (2026, 9, 26, 2, 30), [(25, 14, 30), (26, 14, 30), (27, 13, 30)]),
        ("Pacific/Auckland", (2027, 4, 3, 2, 30), [(2, 13, 30), (3, 13, 30), (4, 14, 30)]),
        # Lord Howe by half an hour: forward on 4 Oct 2026 and back on 4 Apr 2027.
        ("Australia/Lord_Howe", (2026, 10, 3, 2, 15), [(2, 15, 45), (3, 15, 45), (4, 15, 15)]),
        ("Australia/Lord_Howe", (2027, 4, 3, 1, 45), [(2, 14, 45), (3, 14, 45), (4, 15, 15)]),
        # Kathmandu has no summer time, and a quarter of an hour.
        ("Asia/Kathmandu", (2026, 10, 24, 1, 30), [(23, 19, 45), (24, 19, 45), (25, 19, 45)]),
    ],
)
def test_each_day_has_one_time_across_a_clock_change(
    zone: str, starts: tuple[int, ...], moments: list[tuple[int, int, int]]
) -> None:
    local = datetime(*starts)  # type: ignore[arg-type]
    first = datetime(local.year, local.month, 1, tzinfo=UTC)
    expected = [first + timedelta(days=d - 1, hours=h, minutes=m) for d, h, m in moments]
    assert fires("FREQ=DAILY", local, zone) == expected


def test_a_day_that_a_zone_left_out_is_left_out() -> None:
    starts = datetime(2011, 12, 29, 9)
    found = fires("FREQ=DAILY", starts, "Pacific/Apia")
    assert found == [utc(2011, 12, 29, 19), utc(2011, 12, 30, 19), utc(2011, 12, 31, 19)]
    schedule = Schedule(repeating("FREQ=DAILY", starts, "Pacific/Apia"))
    assert outcomes(schedule, 3) == [None, Outcome.LEFT_OUT, None]


# ---- bank holidays and protected time: 25 December 2026 is a Friday, 28 December stands for the 26th


def test_bank_holidays_are_left_out_or_moved_or_neither() -> None:
    friday = datetime(2026, 12, 18, 13)
    for avoid, second in (
        (Avoid.NOTHING, utc(2026, 12, 25, 13)),
        (Avoid.MOVE, utc(2026, 12, 29, 13)),
        (Avoid.LEAVE_OUT, utc(2027, 1, 8, 13)),  # 1 January is one too
    ):
        assert fires("FREQ=WEEKLY", friday, avoid=avoid)[1] == second


def test_a_moved_slot_keeps_its_name() -> None:
    schedule = Schedule(repeating("FREQ=WEEKLY", datetime(2026, 12, 25, 13), LONDON), Avoid.MOVE)
    (slot, outcome), *_ = islice(slots(schedule), 1)
    assert (slot.local, slot.at) == (datetime(2026, 12, 25, 13), utc(2026, 12, 29, 13))
    assert outcome is None


def test_two_that_would_come_on_one_day_are_one() -> None:
    """On weekdays at 9: both holidays would move to Tuesday 29th, which has one of its own."""
    weekdays = repeating("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", datetime(2026, 12, 24, 9), LONDON)
    schedule = Schedule(weekdays, Avoid.MOVE)
    left_out = Outcome.LEFT_OUT
    assert outcomes(schedule, 4) == [None, left_out, left_out, None]
    why = why_left_out(schedule, datetime(2026, 12, 25, 9))
    assert why == "it was a bank holiday, and the next working day has one already"


def test_protected_time_is_avoided_the_same_way() -> None:
    wednesdays = Protected("FREQ=MONTHLY;BYDAY=3WE", datetime(2026, 1, 21, 13), 180)
    calendar = Calendar("ENG", (wednesdays,))
    at = datetime(2026, 12, 16, 14)
    for avoid, first in (
        (Avoid.MOVE, utc(2026, 12, 17, 14)),
        (Avoid.LEAVE_OUT, utc(2026, 12, 23, 14)),
    ):
        assert fires("FREQ=WEEKLY", at, avoid=avoid, calendar=calendar)[0] == first
    schedule = Schedule(repeating("FREQ=WEEKLY", at, LONDON), Avoid.LEAVE_OUT, calendar=calendar)
    assert "protected learning time" in why_left_out(schedule, at)


def test_what_is_always_avoided_never_fires_and_ends_soon() -> None:
    christmas = datetime(2026, 12, 25, 13)
    assert fires("FREQ=YEARLY", christmas, avoid=Avoid.LEAVE_OUT) == []


# ---- changes of one


def test_one_can_be_moved_and_one_called_off() -> None:
    tuesday = datetime(2026, 12, 1, 13)
    changes = {
        tuesday: datetime(2026, 12, 3, 14),
        tuesday + timedelta(days=7): None,
    }
    assert fires("FREQ=WEEKLY", tuesday, number=2, changes=changes) == [
        utc(2026, 12, 3, 14),
        utc(2026, 12, 15, 13),
    ]


def test_one_that_is_moved_onto_a_holiday_on_purpose_stays_there() -> None:
    thursday = datetime(2026, 12, 24, 13)
    changes = {thursday: thursday + timedelta(days=1)}
    found = fires("FREQ=WEEKLY", thursday, number=1, avoid=Avoid.MOVE, changes=changes)
    assert found == [utc(2026, 12, 25, 13)]


def test_one_that_was_moved_past_the_next_is_left_out() -> None:
    tuesday = datetime(2026, 12, 1, 13)
    changes = {tuesday: tuesday + timedelta(days=9)}
    assert fires("FREQ=WEEKLY", tuesday, number=1, changes=changes) == [utc(2026, 12, 8, 13)]


# ---- from now on


@pytest.mark.parametrize("avoid", list(Avoid))
def test_upcoming_begins_after_now(avoid: Avoid) -> None:
    daily = Schedule(repeating("FREQ=DAILY", datetime(1990, 1, 1, 9), LONDON), avoid)
    slot, _ = next(upcoming(daily, utc(2026, 11, 24, 9)))
    assert slot.at == utc(2026, 11, 25, 9)


def test_one_that_moved_from_before_now_is_still_to_come() -> None:
    fridays = Schedule(repeating("FREQ=WEEKLY", datetime(2026, 12, 18, 9), LONDON), Avoid.MOVE)
    slot, _ = next(upcoming(fridays, utc(2026, 12, 28, 12)))
    assert slot == Slot(datetime(2026, 12, 25, 9), utc(2026, 12, 29, 9))
