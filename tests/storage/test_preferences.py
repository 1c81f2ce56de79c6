"""What people asked for comes back as it was kept, for one or for tens of thousands at once."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.calendar import Calendar, Protected
from bot.domain.rhythm import Preference, Rhythm
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace, rhythm_of, workspaces
from storage.preferences import PreferenceStore

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BACK = NOW + timedelta(days=7)


@pytest.fixture
async def workspace(database: Database) -> int:
    async with database.transaction() as session:
        return (await ensure_workspace(session, "T1", "", NOW)).id


async def test_who_has_asked_for_nothing_has_no_wishes(database: Database, workspace: int) -> None:
    async with database.reading() as session:
        store = PreferenceStore(session, workspace)
        assert await store.get("U1") == Preference()
        assert await store.many(["U1", "U2"]) == {}


async def test_days_off_and_snooze_are_kept_beside_each_other(
    database: Database, workspace: int
) -> None:
    async with database.transaction() as session:
        store = PreferenceStore(session, workspace)
        await store.set_days_off("U1", [4, 0])
        await store.snooze("U1", BACK)
        assert await store.get("U1") == Preference(frozenset({0, 4}), BACK)
        await store.set_days_off("U1", [])
        assert await store.get("U1") == Preference(frozenset(), BACK)
        await store.wake("U1")
        assert await store.get("U1") == Preference()


async def test_everybody_is_read_at_once(database: Database, workspace: int) -> None:
    async with database.transaction() as session:
        store = PreferenceStore(session, workspace)
        await store.set_days_off("U7", [2])
        await store.snooze("U39999", BACK)
        found = await store.many(f"U{number}" for number in range(40_000))
    assert found == {"U7": Preference(frozenset({2})), "U39999": Preference(snoozed_until=BACK)}


async def test_nobody_elses_workspace_is_seen(database: Database, workspace: int) -> None:
    async with database.transaction() as session:
        other = await ensure_workspace(session, "T2", "", NOW)
        await PreferenceStore(session, other.id).set_days_off("U1", [2])
        assert await PreferenceStore(session, workspace).get("U1") == Preference()


# ---- the body's own


async def test_a_body_begins_with_the_usual_hours_in_its_zone(
    database: Database, workspace: int
) -> None:
    async with database.transaction() as session:
        await PeopleStore(session, workspace).name_body("Wold", "Europe/Dublin")
    async with database.reading() as session:
        assert await rhythm_of(session, workspace) == Rhythm("Europe/Dublin")


async def test_a_bodys_rhythm_comes_back_as_it_was_kept(database: Database, workspace: int) -> None:
    protected = Protected("FREQ=MONTHLY;BYDAY=3WE", datetime(2026, 11, 18, 13, 0), 180)
    rhythm = Rhythm("Europe/Dublin", time(7, 30), time(20), 4, Calendar("SCT", (protected,)))
    async with database.transaction() as session:
        await PeopleStore(session, workspace).set_body("Wold", rhythm)
    async with database.reading() as session:
        assert await rhythm_of(session, workspace) == rhythm
        (kept,) = await workspaces(session)
    assert (kept.body_name, kept.time_zone, kept.rhythm) == ("Wold", "Europe/Dublin", rhythm)
