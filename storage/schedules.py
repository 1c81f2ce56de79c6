"""Keeps what is to be done when, and that it was done once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import insert_into
from storage.schema.schedules import FiringRow, ScheduleRow, TickRow


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule whose time has come; ``slot`` is the time that it was for."""

    workspace_id: int
    kind: str
    subject: str
    slot: datetime


class ScheduleStore:
    """The schedules of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def set(self, kind: str, subject: str, at: datetime) -> None:
        """Do ``kind`` for ``subject`` at that time; a later call moves it."""
        insert = insert_into(self.session, ScheduleRow).values(
            workspace_id=self.workspace_id, kind=kind, subject=subject, next_at=at
        )
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "kind", "subject"], set_={"next_at": at}
            )
        )

    async def cancel(self, kind: str, subject: str) -> None:
        await self.session.execute(
            delete(ScheduleRow).filter_by(
                workspace_id=self.workspace_id, kind=kind, subject=subject
            )
        )

    async def at(self, kind: str, subject: str) -> datetime | None:
        query = select(ScheduleRow.next_at).filter_by(
            workspace_id=self.workspace_id, kind=kind, subject=subject
        )
        return (await self.session.scalars(query)).one_or_none()


async def take_next_due(session: AsyncSession, now: datetime) -> Due | None:
    """Take the earliest schedule that is due, locked against other processes, and record its firing.

    None when nothing is due. The row is gone and the firing is there when the caller commits.
    """
    row = (
        await session.scalars(
            select(ScheduleRow)
            .where(ScheduleRow.next_at <= now)
            .order_by(ScheduleRow.next_at, ScheduleRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
    ).one_or_none()
    if row is None:
        return None
    due = Due(row.workspace_id, row.kind, row.subject, row.next_at)
    await session.delete(row)
    session.add(
        FiringRow(
            workspace_id=due.workspace_id,
            kind=due.kind,
            subject=due.subject,
            slot=due.slot,
            fired_at=now,
        )
    )
    await session.flush()
    return due


async def anything_due(session: AsyncSession, now: datetime) -> bool:
    """A cheap look before any lock is taken."""
    return (
        await session.scalars(select(ScheduleRow.id).where(ScheduleRow.next_at <= now).limit(1))
    ).one_or_none() is not None


async def note_tick(session: AsyncSession, now: datetime) -> None:
    insert = insert_into(session, TickRow).values(id=1, last_at=now)
    await session.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_={"last_at": now})
    )


async def last_tick(session: AsyncSession) -> datetime | None:
    return (await session.scalars(select(TickRow.last_at))).one_or_none()


async def upcoming(session: AsyncSession, workspace_id: int) -> Sequence[Due]:
    """What is still to come in a workspace, soonest first."""
    rows = await session.scalars(
        select(ScheduleRow).filter_by(workspace_id=workspace_id).order_by(ScheduleRow.next_at)
    )
    return [Due(row.workspace_id, row.kind, row.subject, row.next_at) for row in rows]


async def postpone(session: AsyncSession, due: Due, until: datetime) -> None:
    """Try a failed firing again later."""
    await session.execute(
        update(ScheduleRow)
        .filter_by(workspace_id=due.workspace_id, kind=due.kind, subject=due.subject)
        .values(next_at=until)
    )
