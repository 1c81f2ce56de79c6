"""Schedules on both databases: what is kept, taken, changed, paused, and recorded."""

from contextlib import aclosing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.calendar import Calendar
from bot.domain.rhythm import Rhythm
from bot.domain.schedule import Avoid, Lateness, Outcome, Repeating, Slot, repeating
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schedules import Due, ScheduleStore, postpone, take_due
from storage.schema.schedules import FiringRow, ScheduleChangeRow, ScheduleRow
from tests.domain.schedule.patterns import LONDON, utc

NOW = utc(2026, 11, 24, 9)  # a Tuesday
DAY = timedelta(days=1)
WEEKLY = repeating("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 11, 24, 13), LONDON)
FRIDAYS = repeating("FREQ=WEEKLY;BYDAY=FR", datetime(2026, 12, 18, 13), LONDON)


class Opened(Database):
    async def aclose(self) -> None:
        await self.dispose()


async def workspace_of(database: Database) -> int:
    async with database.transaction() as session:
        return (await ensure_workspace(session, "T1", "", NOW)).id


async def repeat(
    database: Database,
    workspace_id: int,
    pattern: Repeating = WEEKLY,
    *,
    now: datetime = NOW,
    avoid: Avoid = Avoid.NOTHING,
    lateness: Lateness = Lateness.LATEST,
) -> Slot | None:
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace_id)
        return await store.repeat("ring", "a", pattern, now, avoid=avoid, lateness=lateness)


async def take(database: Database, now: datetime) -> list[datetime | None]:
    """The moments for which it fired, and None for each taking that fired nothing."""
    taken: list[datetime | None] = []
    while True:
        async with database.transaction() as session:
            due = await take_due(session, now)
        if due is None:
            return taken
        taken.append(due.slot)


async def recorded(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        rows = await session.execute(
            select(FiringRow.slot, FiringRow.outcome).order_by(FiringRow.slot)
        )
        return [(slot[:10], outcome) for slot, outcome in rows]


async def next_at(database: Database, workspace_id: int) -> datetime | None:
    async with database.reading() as session:
        return await ScheduleStore(session, workspace_id).at("ring", "a")


async def only_id(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(select(ScheduleRow.id))).one()


# ---- taking


async def test_what_happens_once_is_gone_when_it_has_fired(database: Database) -> None:
    workspace_id = await workspace_of(database)
    async with database.transaction() as session:
        await ScheduleStore(session, workspace_id).set("ring", "a", NOW)
    assert await take(database, NOW - DAY) == []
    assert await take(database, NOW + DAY) == [NOW]
    assert await next_at(database, workspace_id) is None
    assert await recorded(database) == [("2026-11-24", "fired")]


async def test_what_repeats_fires_each_time_and_goes_on(database: Database) -> None:
    workspace_id = await workspace_of(database)
    first = await repeat(database, workspace_id)
    assert first == Slot(datetime(2026, 11, 24, 13), utc(2026, 11, 24, 13))
    for week in range(3):
        at = first.at + week * 7 * DAY
        assert await take(database, at) == [at]
    assert await next_at(database, workspace_id) == utc(2026, 12, 15, 13)


async def test_a_rule_that_is_over_is_not_kept_and_one_that_ends_goes(database: Database) -> None:
    workspace_id = await workspace_of(database)
    over = repeating("FREQ=DAILY;UNTIL=20261120T235959", datetime(2026, 11, 18, 9), LONDON)
    assert await repeat(database, workspace_id, over) is None
    assert await next_at(database, workspace_id) is None
    ends = repeating("FREQ=DAILY;UNTIL=20261125T235959", datetime(2026, 11, 24, 9), LONDON)
    await repeat(database, workspace_id, ends)
    assert await take(database, NOW + 9 * DAY) == [utc(2026, 11, 25, 9)]
    assert await next_at(database, workspace_id) is None


async def test_missed_times_are_recorded_and_can_be_read(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    later = utc(2026, 12, 9, 8)
    assert await take(database, later) == [utc(2026, 12, 8, 13)]
    async with database.reading() as session:
        store = ScheduleStore(session, workspace_id)
        missed = await store.firings([Outcome.MISSED], NOW)
        assert await store.firings([Outcome.MISSED], later + DAY) == []
    assert [each.slot for each in missed] == [datetime(2026, 12, 1, 13), datetime(2026, 11, 24, 13)]
    assert {each.at for each in missed} == {later}


async def test_all_fire_in_order_where_each_matters(database: Database) -> None:
    workspace_id = await workspace_of(database)
    first = await repeat(database, workspace_id, lateness=Lateness.ALL)
    assert first is not None
    fired = await take(database, first.at + 15 * DAY)
    assert fired == [first.at + each * 7 * DAY for each in range(3)]


async def test_a_slot_that_is_recorded_already_is_passed_over(database: Database) -> None:
    workspace_id = await workspace_of(database)
    first = await repeat(database, workspace_id)
    assert first is not None
    async with database.transaction() as session:
        row = {"workspace_id": workspace_id, "kind": "ring", "subject": "a", "outcome": "fired"}
        slot = first.local.isoformat()
        session.add(FiringRow(**row, slot=slot, due_at=first.at, fired_at=first.at))
    assert await take(database, first.at) == [None]
    assert await next_at(database, workspace_id) == first.at + 7 * DAY


async def test_a_firing_that_failed_is_put_off_and_keeps_its_slot(database: Database) -> None:
    workspace_id = await workspace_of(database)
    first = await repeat(database, workspace_id)
    assert first is not None
    due = Due(workspace_id, "ring", "a", first.at)
    async with database.transaction() as session:
        await postpone(session, due, first.at + timedelta(minutes=1))
    assert await take(database, first.at) == []
    assert await take(database, first.at + timedelta(minutes=1)) == [first.at]
    assert await recorded(database) == [("2026-11-24", "fired")]


async def test_putting_off_does_not_wake_what_was_paused_meanwhile(database: Database) -> None:
    workspace_id = await workspace_of(database)
    first = await repeat(database, workspace_id)
    assert first is not None
    schedule_id = await only_id(database)
    async with database.transaction() as session:
        assert await ScheduleStore(session, workspace_id).pause(schedule_id, "U1", NOW)
        await postpone(session, Due(workspace_id, "ring", "a", first.at), NOW)
    assert await take(database, first.at + DAY) == []


async def test_one_that_cannot_be_read_does_not_stop_the_others(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    async with database.transaction() as session:
        await session.execute(update(ScheduleRow).values(zone="Atlantis", next_at=NOW))
        await ScheduleStore(session, workspace_id).set("ring", "b", NOW)
    assert await take(database, NOW) == [None, NOW]
    async with database.transaction() as session:
        await session.execute(update(ScheduleRow).values(zone=LONDON))
    assert await take(database, utc(2026, 11, 24, 13)) == [utc(2026, 11, 24, 13)]


# ---- holidays


async def test_the_body_decides_what_is_a_holiday(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id, FRIDAYS, avoid=Avoid.MOVE)
    assert await take(database, utc(2026, 12, 18, 13)) == [utc(2026, 12, 18, 13)]
    assert await next_at(database, workspace_id) == utc(2026, 12, 29, 13)
    async with database.transaction() as session:
        none = Rhythm(calendar=Calendar(division=""))
        await PeopleStore(session, workspace_id).set_body("PCN", none)
    await repeat(database, workspace_id, FRIDAYS, avoid=Avoid.MOVE)
    assert await next_at(database, workspace_id) == utc(2026, 12, 25, 13)


async def test_what_is_left_out_is_recorded_in_its_time(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id, FRIDAYS, avoid=Avoid.LEAVE_OUT)
    await take(database, utc(2026, 12, 18, 13))
    assert await take(database, utc(2026, 12, 25, 13)) == [None]
    assert await recorded(database) == [("2026-12-18", "fired"), ("2026-12-25", "left out")]


# ---- changing


async def test_the_same_pattern_again_leaves_everything_as_it_stands(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    schedule_id = await only_id(database)
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace_id)
        moved = datetime(2026, 11, 26, 9)
        await store.change(schedule_id, datetime(2026, 11, 24, 13), moved, "U1", NOW)
    late = NOW + 30 * DAY
    first = await repeat(database, workspace_id, now=late, lateness=Lateness.ALL)
    assert first == Slot(datetime(2026, 11, 24, 13), utc(2026, 11, 26, 9))
    async with database.transaction() as session:
        await ScheduleStore(session, workspace_id).pause(schedule_id, "U1", NOW)
    await repeat(database, workspace_id, now=late)
    assert await next_at(database, workspace_id) is None


async def test_another_pattern_begins_anew_without_old_changes(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    schedule_id = await only_id(database)
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace_id)
        await store.change(schedule_id, datetime(2026, 11, 24, 13), None, "U1", NOW)
        await store.pause(schedule_id, "U1", NOW)
    await repeat(database, workspace_id, FRIDAYS)
    assert await next_at(database, workspace_id) == utc(2026, 12, 18, 13)
    async with database.reading() as session:
        assert (await session.scalars(select(ScheduleChangeRow.slot))).all() == []


async def test_one_time_is_moved_and_another_called_off(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    schedule_id = await only_id(database)
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace_id)
        first, second = datetime(2026, 11, 24, 13), datetime(2026, 12, 1, 13)
        await store.change(schedule_id, first, datetime(2026, 11, 25, 8), "U1", NOW)
        await store.change(schedule_id, second, second + DAY, "U1", NOW)
        await store.change(schedule_id, second, None, "U1", NOW)
    assert await take(database, utc(2026, 11, 24, 13)) == []
    assert await take(database, utc(2026, 11, 25, 8)) == [utc(2026, 11, 25, 8)]
    assert await take(database, utc(2026, 12, 1, 13)) == [None]
    assert await take(database, utc(2026, 12, 8, 13)) == [utc(2026, 12, 8, 13)]
    assert await recorded(database) == [
        ("2026-11-24", "fired"),
        ("2026-12-01", "called off"),
        ("2026-12-08", "fired"),
    ]


async def test_a_pause_fires_nothing_and_is_recorded_when_it_is_over(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    schedule_id = await only_id(database)
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace_id)
        assert await store.pause(schedule_id, "U1", NOW)
        assert not await store.pause(schedule_id, "U2", NOW)
    assert await take(database, NOW + 8 * DAY) == []
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace_id)
        (found,) = await store.all()
        assert (found.paused_by, found.paused_at) == ("U1", NOW)
        slot = await store.resume(schedule_id, NOW + 8 * DAY)
    assert slot == Slot(datetime(2026, 12, 8, 13), utc(2026, 12, 8, 13))
    assert await take(database, NOW + 8 * DAY) == []
    assert await recorded(database) == [("2026-11-24", "paused"), ("2026-12-01", "paused")]
    assert await take(database, slot.at) == [slot.at]


async def test_a_store_sees_its_own_workspace_only(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    schedule_id = await only_id(database)
    async with database.transaction() as session:
        other = ScheduleStore(session, (await ensure_workspace(session, "T2", "", NOW)).id)
        assert await other.all() == []
        assert await other.find(schedule_id) is None
        assert not await other.pause(schedule_id, "U1", NOW)
        assert await other.resume(schedule_id, NOW) is None
        await other.cancel("ring", "a")
        assert await other.firings(list(Outcome), NOW - DAY) == []
    assert await next_at(database, workspace_id) is not None


async def test_what_is_taken_in_a_transaction_that_fails_is_still_due(database: Database) -> None:
    workspace_id = await workspace_of(database)
    await repeat(database, workspace_id)
    at = utc(2026, 11, 24, 13)

    async def broken() -> None:
        async with database.transaction() as session:
            assert await take_due(session, at)
            raise LookupError

    with pytest.raises(LookupError):
        await broken()
    assert await recorded(database) == []
    assert await take(database, at) == [at]


async def test_the_database_alone_keeps_what_is_next(database_url: str) -> None:
    """Another process goes on where one stopped, and the years that nothing ran are recorded."""
    daily = repeating("FREQ=DAILY", datetime(2026, 11, 24, 9, 30), LONDON)
    async with aclosing(Opened(database_url)) as first:
        await repeat(first, await workspace_of(first), daily)
    async with aclosing(Opened(database_url)) as second:
        assert await take(second, NOW + 800 * DAY) == [utc(2029, 1, 31, 9, 30)]
        assert len(await recorded(second)) == 800
