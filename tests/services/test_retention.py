"""What is deleted at night, what stays, and the line in the log that says how many."""

import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.domain.rights.keeping import Kind
from bot.domain.sessions import Agreed, Outcome
from bot.domain.sessions.drafts import KEPT as DRAFTS_KEPT
from bot.domain.sessions.notes import KEPT_FOR, Note
from bot.services.retention import RETENTION, RetentionService
from storage.people import ensure_workspace
from storage.schema.finding import PollRow
from storage.schema.meetings import ActionRow, BarrierRow, NoteRow, OutcomeRow, PointRow
from storage.schema.sessions import DraftRow, InviteeRow, PeerSessionRow
from storage.sessions import ActionStore
from tests.anonymity.dumps import rows_of
from tests.services import test_sessions
from tests.services.test_sessions import ANN, BEN, LEAD, PROPOSAL, START, Room

room = test_sessions.room
OVER = START + timedelta(minutes=60)
SOON = timedelta(minutes=1)
SECRETLY = "Kumquat"
SESSIONS_KEPT = timedelta(days=Kind.SESSIONS.rule.usual)
NOTE = Note("Falls", date(2026, 12, 1), 3, "To ask first")


async def night(room: Room, at: object = None) -> None:
    await RetentionService(room.context).forget("", room.clock.moment if at is None else at)  # type: ignore[arg-type]


async def number(room: Room, table: type) -> int:
    async with room.database.reading() as session:
        return (await session.scalars(select(func.count()).select_from(table))).one()


async def met(room: Room, **changes: object) -> int:
    session_id = await room.begun(**changes)
    await room.tick(OVER + timedelta(seconds=1))
    await room.service.after.say(LEAD, session_id, met=True)
    return session_id


async def test_a_note_goes_after_a_year_unless_it_is_kept(room: Room) -> None:
    session_id = await met(room)
    for user, keep in ((ANN, False), (BEN, True)):
        await room.service.notes.save(user, NOTE, keep=keep, session_id=session_id)
    room.clock.moment += KEPT_FOR - SOON
    await night(room)
    assert await number(room, NoteRow) == 2
    # Said in the modal with this date, and written again it begins anew.
    (own,) = await room.service.notes.mine(ANN)
    assert own.deleted_at == room.clock.moment + SOON
    room.clock.moment += 2 * SOON
    await night(room)
    assert await room.service.notes.mine(ANN) == []
    assert len(await room.service.notes.mine(BEN)) == 1
    # And it outlives the session that it is about.
    room.clock.moment += SESSIONS_KEPT
    await night(room)
    assert await number(room, PeerSessionRow) == 0
    (kept,) = await room.service.notes.mine(BEN)
    assert kept.note == NOTE


async def test_a_form_that_was_never_sent_goes_after_thirty_days(room: Room) -> None:
    async with room.database.transaction() as session:
        session.add(
            DraftRow(
                workspace_id=room.context.workspace.id,
                slack_user_id=LEAD,
                values={"topic": SECRETLY},
                updated_at=START,
            )
        )
    await night(room, START + DRAFTS_KEPT - SOON)
    assert await number(room, DraftRow) == 1
    await night(room, START + DRAFTS_KEPT + SOON)
    assert await number(room, DraftRow) == 0


async def speak(room: Room, session_id: int) -> None:
    """A reason in words, a place, a barrier that was answered, and two actions, one of them done."""
    workspace_id = room.context.workspace.id
    async with room.database.transaction() as session:
        session.add(
            PointRow(
                workspace_id=workspace_id,
                request=f"P{session_id}",
                session_id=session_id,
                kind="idea",
                words=SECRETLY,
                said_at=START,
            )
        )
        session.add(
            BarrierRow(
                workspace_id=workspace_id,
                request=f"B{session_id}",
                session_id=session_id,
                what=SECRETLY,
                owner=LEAD,
                reply_by=date(2026, 12, 20),
                raised_at=START,
                reply=SECRETLY,
                replied_at=START,
            )
        )
        await session.execute(update(PeerSessionRow).values(place=SECRETLY))
        actions = ActionStore(session, workspace_id)
        for what in (f"{SECRETLY}: done", "Still open"):
            agreed = Agreed(what, BEN, date(2026, 12, 20))
            action_id = await actions.add(f"{what}{session_id}", session_id, agreed, BEN, START)
            assert action_id is not None
            if what != "Still open":
                await actions.settle(action_id, Outcome.KEPT, BEN, START, SECRETLY)


async def forget_messages(room: Room) -> None:
    """They are deleted after half a year by themselves."""
    await room.sent()


async def test_after_two_years_a_session_goes_but_for_what_is_still_open(room: Room) -> None:
    gone_id = await room.set_up(replace(PROPOSAL, topic="Falls"), "V2")
    kept_id = await met(room)
    await speak(room, kept_id)
    await forget_messages(room)
    await night(room, START + SESSIONS_KEPT - SOON)
    assert (await number(room, PeerSessionRow), await number(room, PointRow)) == (2, 1)
    await night(room, START + SESSIONS_KEPT + SOON)
    async with room.database.reading() as session:
        (left,) = (await session.scalars(select(PeerSessionRow))).all()
        (action,) = (await session.scalars(select(ActionRow))).all()
    assert (left.id, left.topic, left.place) == (kept_id, "Antibiotics", None)
    assert action.what == "Still open"
    assert gone_id != kept_id
    assert await number(room, BarrierRow) == 0
    assert SECRETLY not in str(await rows_of(room.database))
    # When it is done, the rest goes as well.
    await room.service.acting.settle(BEN, action.id, Outcome.KEPT)
    await night(room, START + SESSIONS_KEPT + SOON)
    for table in (PeerSessionRow, ActionRow, OutcomeRow, InviteeRow):
        assert await number(room, table) == 0


async def test_a_barrier_without_an_answer_keeps_its_session(room: Room) -> None:
    session_id = await met(room)
    async with room.database.transaction() as session:
        session.add(
            BarrierRow(
                workspace_id=room.context.workspace.id,
                request="B1",
                session_id=session_id,
                what="No link to the hospital",
                owner=LEAD,
                reply_by=date(2026, 12, 20),
                raised_at=START,
            )
        )
    await night(room, START + SESSIONS_KEPT + SOON)
    assert (await number(room, PeerSessionRow), await number(room, BarrierRow)) == (1, 1)


async def test_votes_of_long_ago_go_as_well(room: Room) -> None:
    async with room.database.transaction() as session:
        session.add(
            PollRow(
                workspace_id=room.context.workspace.id,
                request="Q1",
                lead=LEAD,
                proposal={"topic": SECRETLY},
                zone="Europe/London",
                asks_in="messages",
                closes_at=START,
                state="closed",
                created_at=START,
            )
        )
    await night(room, START + SESSIONS_KEPT + SOON)
    assert await number(room, PollRow) == 0


async def test_other_workspaces_are_left_alone(room: Room) -> None:
    await met(room)
    async with room.database.transaction() as session:
        elsewhere = await ensure_workspace(session, "T0OTHER", "", START)
    other = replace(room.context, workspace=elsewhere)
    await RetentionService(other).forget("", START + 2 * SESSIONS_KEPT)
    assert await number(room, PeerSessionRow) == 1


async def test_the_log_says_how_many_of_each_kind_went(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    session_id = await met(room)
    await room.service.notes.save(ANN, NOTE, keep=False, session_id=session_id)
    await speak(room, session_id)
    with caplog.at_level(logging.INFO):
        await RetentionService(room.context).work[RETENTION]("", START + 2 * SESSIONS_KEPT)
    (line,) = [each.getMessage() for each in caplog.records if "retention" in each.getMessage()]
    for part in ("notes=1", "drafts=0", "sessions=0", "points=1", "actions=1", "barriers=1"):
        assert part in line
    assert SECRETLY not in caplog.text
