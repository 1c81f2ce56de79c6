"""What fires, what is recorded as what: each slot is decided once, whenever and however often one asks."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice, pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.schedule import (
    Decision,
    Lateness,
    Outcome,
    Schedule,
    Slot,
    decide,
    passed_over,
    repeating,
    slots,
)
from tests.domain.schedule.patterns import LONDON, schedules, utc

DAILY = Schedule(repeating("FREQ=DAILY", datetime(2026, 11, 24, 9), LONDON))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Decided = list[tuple[Slot, Outcome]]


def ask(schedule: Schedule, since: datetime | None, now: datetime) -> tuple[Decided, Slot | None]:
    """Ask until nothing more is due; all that was decided, in the order in which it was."""
    decided: Decided = []
    while True:
        decision = decide(schedule, since, now)
        decided += decision.recorded
        if decision.fires is not None:
            decided.append((decision.fires, Outcome.FIRED))
        if decision.next is None or decision.next.at > now:
            return decided, decision.next
        since = decision.next.local


@settings(deadline=None)  # a year's holidays take a moment, once
@given(schedules(), st.lists(st.timedeltas(timedelta(), timedelta(days=40)), max_size=12))
def test_each_slot_is_decided_once_over_any_outages(
    schedule: Schedule, waits: list[timedelta]
) -> None:
    """Outages and moments at which nothing is due, in any mix."""
    every = list(islice(slots(schedule), 600))
    if not every:
        return
    now = every[0][0].at - timedelta(days=2)
    decided: Decided = []
    following: Slot | None = every[0][0]
    for wait in waits:
        now += wait
        if following is None:
            break
        new, following = ask(schedule, following.local, now)
        if schedule.lateness is not Lateness.LATEST:
            assert [slot.local for slot, _ in new] == sorted(slot.local for slot, _ in new)
        fired = [slot for slot, outcome in new if outcome is Outcome.FIRED]
        assert len(fired) <= 1 or schedule.lateness is not Lateness.LATEST
        assert all(schedule.grace is None or now - slot.at <= schedule.grace for slot in fired)
        decided += new
    due = [slot.local for slot, _ in every if slot.at <= now]
    assert sorted(slot.local for slot, _ in decided) == due if waits else not decided
    known = {slot.local: outcome for slot, outcome in every}
    for slot, outcome in decided:
        if known[slot.local] is not None:
            assert outcome is known[slot.local]
        else:
            assert outcome in (Outcome.FIRED, Outcome.MISSED)
    firing = [slot.at for slot, outcome in decided if outcome is Outcome.FIRED]
    assert all(one < other for one, other in pairwise(firing))


@settings(deadline=None)  # a year's holidays take a moment, once
@given(schedules(), st.timedeltas(timedelta(), timedelta(days=90)))
def test_asking_again_at_the_same_time_decides_nothing_more(
    schedule: Schedule, wait: timedelta
) -> None:
    first = next(slots(schedule), None)
    if first is None:
        return
    now = first[0].at + wait
    _, following = ask(schedule, None, now)
    if following is not None:
        assert decide(schedule, following.local, now) == Decision(None, (), following)
        assert decide(schedule, following.local, now - HOUR) == Decision(None, (), following)


def decided(lateness: Lateness, grace: timedelta | None, late: timedelta) -> list[str]:
    """What becomes of the first days when nothing ran until so long after the third's time."""
    now = utc(2026, 11, 26, 9) + late
    found, following = ask(replace(DAILY, lateness=lateness, grace=grace), None, now)
    assert following is not None
    assert following.local == datetime(2026, 11, 27, 9)
    return [f"{slot.local.day} {outcome}" for slot, outcome in found]


@pytest.mark.parametrize(
    ("lateness", "grace", "late", "expected"),
    [
        (Lateness.ALL, None, HOUR, ["24 fired", "25 fired", "26 fired"]),
        (Lateness.LATEST, None, HOUR, ["24 missed", "25 missed", "26 fired"]),
        (Lateness.LATEST, HOUR, 2 * HOUR, ["24 missed", "25 missed", "26 missed"]),
        (Lateness.SKIP, HOUR, HOUR, ["24 missed", "25 missed", "26 fired"]),
        (Lateness.SKIP, HOUR, 2 * HOUR, ["24 missed", "25 missed", "26 missed"]),
        (Lateness.SKIP, 2 * DAY, HOUR, ["24 missed", "25 fired", "26 fired"]),
    ],
)
def test_what_is_late_follows_the_policy(
    lateness: Lateness, grace: timedelta | None, late: timedelta, expected: list[str]
) -> None:
    assert decided(lateness, grace, late) == expected


def test_what_skips_must_say_from_when_on() -> None:
    with pytest.raises(ValueError, match="late"):
        replace(DAILY, lateness=Lateness.SKIP)


def test_the_newest_that_may_fire_fires_even_if_a_newer_one_is_called_off() -> None:
    changes = {datetime(2026, 11, 26, 9): None}
    schedule = replace(DAILY, lateness=Lateness.LATEST, changes=changes)
    found, _ = ask(schedule, None, utc(2026, 11, 26, 10))
    assert {(slot.local.day, str(outcome)) for slot, outcome in found} == {
        (24, "missed"),
        (25, "fired"),
        (26, "called off"),
    }


def test_what_a_pause_passed_over_is_recorded_and_does_not_fire() -> None:
    changes = {datetime(2026, 11, 25, 9): None}
    found = passed_over(replace(DAILY, changes=changes), None, utc(2026, 11, 26, 10))
    assert found.fires is None
    assert [outcome for _, outcome in found.recorded] == [
        Outcome.PAUSED,
        Outcome.CALLED_OFF,
        Outcome.PAUSED,
    ]
    assert found.next == Slot(datetime(2026, 11, 27, 9), utc(2026, 11, 27, 9))


def test_after_the_last_there_is_no_next() -> None:
    ends = repeating("FREQ=DAILY;UNTIL=20261125T235959", datetime(2026, 11, 24, 9), LONDON)
    found, following = ask(Schedule(ends), None, utc(2026, 12, 24, 9))
    assert [outcome for _, outcome in found] == [Outcome.FIRED, Outcome.FIRED]
    assert following is None


@pytest.mark.parametrize("lateness", [Lateness.ALL, Lateness.LATEST])
def test_ten_years_in_which_nothing_ran_are_decided_in_a_moment(lateness: Lateness) -> None:
    schedule, now = replace(DAILY, lateness=lateness), utc(2036, 11, 24, 10)
    begun = process_time()
    decide(schedule, None, now)
    assert process_time() - begun < 2
