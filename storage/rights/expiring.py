"""What each kind of record is in the tables: deleting what is too old, and finding the oldest left."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.rights.keeping import Kind
from storage.forgetting import forget_notes, forget_sessions, gone
from storage.retention import forget_old
from storage.schema.comparisons import ChallengeRow
from storage.schema.concerns import ConcernRow
from storage.schema.delivery import DeliveryRow
from storage.schema.finding import PollRow
from storage.schema.journal import AuditRow
from storage.schema.matching import MatchingRow
from storage.schema.meetings import NoteRow
from storage.schema.people import AcquaintanceRow, AlsoAtRow, ClaimRow, MemberRow, PreferenceRow
from storage.schema.sessions import DraftRow, PeerSessionRow

Numbers = dict[str, int]

# When a record of the kind began to be old, and which of them grow old at all.
SINCE: dict[Kind, tuple[Any, tuple[ColumnElement[bool], ...]]] = {
    Kind.MESSAGES: (DeliveryRow.due_at, ()),
    Kind.SESSIONS: (PeerSessionRow.starts_at, ()),
    Kind.VOTES: (PollRow.closes_at, ()),
    Kind.NOTES: (NoteRow.updated_at, (NoteRow.kept.is_(False),)),
    Kind.DRAFTS: (DraftRow.updated_at, ()),
    Kind.MATCHING: (MatchingRow.made_at, ()),
    Kind.QUESTIONS: (ChallengeRow.settled_at, (ChallengeRow.settled_at.is_not(None),)),
    Kind.CONCERNS: (ConcernRow.settled_at, (ConcernRow.settled_at.is_not(None),)),
    Kind.CLAIMS: (ClaimRow.made_at, ()),
    Kind.LEFT: (MemberRow.left_at, (MemberRow.left_at.is_not(None),)),
    Kind.AUDIT: (AuditRow.at, ()),
}


async def forget_kind(
    session: AsyncSession, workspace_id: int, kind: Kind, before: datetime
) -> Numbers:
    """Delete what is older than that; how many of each sort went."""
    special = _SPECIAL.get(kind)
    if special is not None:
        return await special(session, workspace_id, before)
    column, which = SINCE[kind]
    table = column.class_
    number = await gone(session, table, table.workspace_id == workspace_id, column < before, *which)
    return {kind.value: number}


async def oldest(session: AsyncSession, workspace_id: int, kind: Kind) -> date | None:
    """The day from which the oldest is that is left; None where there is none."""
    column, which = SINCE[kind]
    found = await session.scalar(
        select(func.min(column)).where(column.class_.workspace_id == workspace_id, *which)
    )
    return found.date() if found is not None else None


async def _notes(session: AsyncSession, workspace_id: int, before: datetime) -> Numbers:
    return {"notes": await forget_notes(session, workspace_id, before)}


async def _left(session: AsyncSession, workspace_id: int, before: datetime) -> Numbers:
    """People whose account was switched off long ago, and those who were greeted and never joined."""
    old = and_(MemberRow.workspace_id == workspace_id, MemberRow.left_at < before)
    theirs = select(MemberRow.slack_user_id).where(old)
    for table in (AlsoAtRow, PreferenceRow, AcquaintanceRow):
        await gone(
            session, table, table.workspace_id == workspace_id, table.slack_user_id.in_(theirs)
        )
    members = await gone(session, MemberRow, old)
    moments = (AcquaintanceRow.greeted_at, AcquaintanceRow.asked_at, AcquaintanceRow.rules_seen_at)
    greeted = await gone(
        session,
        AcquaintanceRow,
        AcquaintanceRow.workspace_id == workspace_id,
        *(or_(each.is_(None), each < before) for each in moments),
        ~exists().where(
            MemberRow.workspace_id == workspace_id,
            MemberRow.slack_user_id == AcquaintanceRow.slack_user_id,
        ),
    )
    return {"members": members, "acquaintances": greeted}


_SPECIAL: dict[Kind, Callable[[AsyncSession, int, datetime], Awaitable[Numbers]]] = {
    Kind.MESSAGES: forget_old,
    Kind.SESSIONS: forget_sessions,
    Kind.NOTES: _notes,
    Kind.LEFT: _left,
}
