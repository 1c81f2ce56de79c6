"""Sessions, invitations and actions are kept whole, once, and only in their workspace."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.people import Member
from bot.domain.sessions import Agreed, Answer, Invitee, Outcome, PeerSession, Proposal, State
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.sessions import ActionStore, SessionStore
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ALDER, BROOK = PRACTICES[:2]
PROPOSAL = Proposal(
    "Antibiotics",
    (BROOK.ods_code, ALDER.ods_code),
    "C1",
    NOW + timedelta(days=7),
    45,
    place="Room 2",
)


@pytest.fixture
async def workspace(database: Database) -> int:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
        people = PeopleStore(session, workspace.id)
        await people.put_practices(PRACTICES)
        await people.put_members([Member("U1", ALDER), Member("U2", BROOK)])
    return workspace.id


async def add(database: Database, workspace: int, request: str = "V1") -> int | None:
    async with database.transaction() as session:
        return await SessionStore(session, workspace).add(
            request, PROPOSAL, "U9", "Europe/London", NOW
        )


async def added(database: Database, workspace: int) -> int:
    session_id = await add(database, workspace)
    assert session_id is not None
    return session_id


async def test_a_session_comes_back_as_it_was_kept(database: Database, workspace: int) -> None:
    session_id = await added(database, workspace)
    async with database.reading() as session:
        kept = await SessionStore(session, workspace).get(session_id)
    assert kept is not None
    assert kept.uid.endswith("@peerbot")
    assert replace(kept, uid="") == PeerSession(
        id=session_id,
        topic="Antibiotics",
        channel="C1",
        lead="U9",
        starts_at=NOW + timedelta(days=7),
        zone="Europe/London",
        minutes=45,
        place="Room 2",
        snippet_id=None,
        state=State.PLANNED,
        practices=(ALDER, BROOK),
    )


async def test_the_same_request_makes_one_session(database: Database, workspace: int) -> None:
    made = await asyncio.gather(*(add(database, workspace, "V1") for _ in range(4)))
    assert len([each for each in made if each is not None]) == 1
    assert await add(database, workspace, "V2") is not None


async def test_another_workspace_sees_nothing_of_it(database: Database, workspace: int) -> None:
    session_id = await added(database, workspace)
    async with database.transaction() as session:
        other = await ensure_workspace(session, "T2", "", NOW)
        store = SessionStore(session, other.id)
        assert await store.get(session_id) is None
        assert await store.upcoming(NOW) == []
        assert await store.move(session_id, State.PLANNED, State.CANCELLED) is False
        assert await store.invitees(session_id) == []


async def test_of_several_who_start_it_one_succeeds(database: Database, workspace: int) -> None:
    session_id = await added(database, workspace)

    async def start() -> bool:
        async with database.transaction() as session:
            return await SessionStore(session, workspace).move(
                session_id, State.PLANNED, State.STARTED
            )

    assert sorted(await asyncio.gather(start(), start(), start())) == [False, False, True]


async def test_upcoming_is_what_is_planned_and_has_not_begun(
    database: Database, workspace: int
) -> None:
    session_id = await added(database, workspace)
    async with database.transaction() as session:
        store = SessionStore(session, workspace)
        assert [each.id for each in await store.upcoming(NOW)] == [session_id]
        assert await store.upcoming(PROPOSAL.starts_at) == []
        assert await store.started_since(NOW) == []
        await store.move(session_id, State.PLANNED, State.STARTED)
        assert await store.upcoming(NOW) == []
        assert [each.id for each in await store.started_since(NOW)] == [session_id]


async def test_invitations_keep_the_practice_and_the_last_answer(
    database: Database, workspace: int
) -> None:
    session_id = await added(database, workspace)
    async with database.transaction() as session:
        store = SessionStore(session, workspace)
        invited = [Invitee("U1", ALDER), Invitee("U9", None, Answer.YES, answered_at=NOW)]
        await store.invite(session_id, invited, NOW)
        assert await store.invitees(session_id) == invited
        assert await store.answer(session_id, "U1", Answer.NO, NOW)
        assert await store.answer(session_id, "U1", Answer.YES, NOW)
        assert not await store.answer(session_id, "U2", Answer.YES, NOW)
        assert await store.invitees_of([session_id]) == {
            session_id: [
                Invitee("U1", ALDER, Answer.YES, answered_at=NOW),
                Invitee("U9", None, Answer.YES, answered_at=NOW),
            ]
        }


async def test_actions_are_kept_once_listed_by_date_and_finished_once(
    database: Database, workspace: int
) -> None:
    session_id = await added(database, workspace)
    async with database.transaction() as session:
        store = ActionStore(session, workspace)

        async def record(request: str, due: date) -> int | None:
            agreed = Agreed("Audit ten", "U1", due, ALDER.ods_code)
            return await store.add(request, session_id, agreed, "U9", NOW)

        later = await record("V1", date(2026, 12, 8))
        soon = await record("V2", date(2026, 12, 1))
        assert await record("V1", date(2026, 12, 8)) is None
        assert later is not None
        assert [each.id for each in await store.open()] == [soon, later]
        assert await store.settle(later, Outcome.KEPT, "U1", NOW)
        assert not await store.settle(later, Outcome.KEPT, "U1", NOW)
        assert [each.id for each in await store.open()] == [soon]
        kept = await store.get(later)
    assert kept is not None
    assert (kept.topic, kept.practice, kept.due, kept.done) == (
        "Antibiotics",
        ALDER,
        date(2026, 12, 8),
        True,
    )
