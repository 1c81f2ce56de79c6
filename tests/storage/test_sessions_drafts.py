"""Drafts and series are kept, once, and only in their workspace."""

from datetime import UTC, datetime, timedelta

from bot.domain.rights.keeping import Kind
from bot.domain.schedule import Repeating
from bot.domain.sessions.drafts import KEPT, Draft
from bot.domain.sessions.series import Series
from storage.database import Database
from storage.people import ensure_workspace
from storage.rights.expiring import forget_kind
from storage.sessions.drafts import DraftStore
from storage.sessions.series import SeriesStore
from tests.storage.test_sessions import PROPOSAL, workspace

__all__ = ["workspace"]

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PATTERN = Repeating("FREQ=MONTHLY;BYDAY=1TU", datetime(2026, 12, 1, 13), "Europe/London")
FIRST = PATTERN.starts


async def test_a_draft_takes_the_place_of_the_one_before(
    database: Database, workspace: int
) -> None:
    async with database.transaction() as session:
        store = DraftStore(session, workspace)
        assert await store.get("U1") is None
        await store.put("U1", {"choice": {"topic": "Falls"}}, NOW)
        await store.put("U1", {"choice": {"topic": "Sleep"}}, NOW + timedelta(hours=1))
        await store.put("U2", {"choice": {}}, NOW)
    async with database.transaction() as session:
        store = DraftStore(session, workspace)
        kept = Draft({"choice": {"topic": "Sleep"}}, NOW + timedelta(hours=1))
        assert await store.get("U1") == kept
        assert kept.is_of_use(NOW + KEPT)
        assert not kept.is_of_use(NOW + KEPT + timedelta(hours=1))
        other = await ensure_workspace(session, "T2", "", NOW)
        assert await DraftStore(session, other.id).get("U1") is None
        await store.forget("U1")
        assert await store.get("U1") is None
        assert await store.get("U2") is not None
        for later, gone in ((timedelta(), 0), (timedelta(seconds=1), 1)):
            went = await forget_kind(session, workspace, Kind.DRAFTS, NOW + later)
            assert went == {"drafts": gone}


async def test_a_series_comes_back_as_it_was_kept_and_each_slot_is_taken_once(
    database: Database, workspace: int
) -> None:
    async with database.transaction() as session:
        store = SeriesStore(session, workspace)
        series_id = await store.add("V1", "U9", PROPOSAL, PATTERN)
        assert series_id is not None
        assert await store.add("V1", "U9", PROPOSAL, PATTERN) is None
        assert await store.last_slot(series_id) is None
        assert await store.claim(series_id, FIRST)
        assert not await store.claim(series_id, FIRST)
        assert await store.claim(series_id, FIRST + timedelta(days=35))
    async with database.transaction() as session:
        store = SeriesStore(session, workspace)
        assert await store.get(series_id) == Series(series_id, "U9", PROPOSAL, PATTERN)
        assert await store.last_slot(series_id) == FIRST + timedelta(days=35)
        other = await ensure_workspace(session, "T2", "", NOW)
        elsewhere = SeriesStore(session, other.id)
        assert await elsewhere.get(series_id) is None
        assert not await elsewhere.end(series_id, NOW)
        assert await store.end(series_id, NOW)
        assert not await store.end(series_id, NOW)
        assert await store.going_on() == []
