"""What the ticker does with schedules: takes those that are due, once each, and puts off what failed."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.calendar import Calendar
from bot.domain.schedule import Avoid, Outcome, Slot, decide
from storage.database import insert_into
from storage.people import rhythm_of
from storage.schedules.rows import as_local, as_schedule, firing_of, go_on, record
from storage.schema.schedules import FiringRow, ScheduleRow, TickRow

log = logging.getLogger(__name__)

UNREADABLE_WAITS = timedelta(hours=1)  # a schedule that cannot be read is looked at again


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule that was taken; ``slot`` is the moment that it fires for, None if it does not."""

    workspace_id: int
    kind: str
    subject: str
    slot: datetime | None


async def take_due(session: AsyncSession, now: datetime) -> Due | None:
    """Take the schedule that is due longest, locked against other processes, and deal with its slots.

    None when nothing is due. What it fires is recorded, and the schedule moved on, or gone, when the
    caller commits. One that cannot be read is put off, since it must not stop the others.
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
    try:
        schedule = await as_schedule(session, row, await _calendar_for(session, row))
        decision = decide(schedule, as_local(row.next_slot), now)
    except (ValueError, LookupError):
        log.exception("schedule_unreadable id=%s kind=%s", row.id, row.kind)
        row.next_at = now + UNREADABLE_WAITS
        await session.flush()
        return Due(row.workspace_id, row.kind, row.subject, None)
    await record(session, row, decision, now)
    slot = decision.fires
    fires = slot is not None and await _fire(session, row, slot, now)
    due = Due(row.workspace_id, row.kind, row.subject, slot.at if slot and fires else None)
    await go_on(session, row, decision.next)
    return due


async def _calendar_for(session: AsyncSession, row: ScheduleRow) -> Calendar:
    """The body's, where the schedule asks for it."""
    if row.avoid == Avoid.NOTHING:
        return Calendar()
    return (await rhythm_of(session, row.workspace_id)).calendar


async def _fire(session: AsyncSession, row: ScheduleRow, slot: Slot, now: datetime) -> bool:
    """False if that slot has been dealt with before: it never fires twice."""
    made = await session.execute(
        insert_into(session, FiringRow)
        .values(firing_of(row, slot, Outcome.FIRED, now))
        .on_conflict_do_nothing()
        .returning(FiringRow.slot)
    )
    return made.one_or_none() is not None


async def postpone(session: AsyncSession, due: Due, until: datetime) -> None:
    """Try a failed firing again later: the slot stays; what was paused or moved meanwhile, too."""
    await session.execute(
        update(ScheduleRow)
        .filter_by(workspace_id=due.workspace_id, kind=due.kind, subject=due.subject)
        .where(ScheduleRow.next_at <= until)
        .values(next_at=until)
    )


async def note_tick(session: AsyncSession, now: datetime) -> None:
    insert = insert_into(session, TickRow).values(id=1, last_at=now)
    await session.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_={"last_at": now})
    )


async def last_tick(session: AsyncSession) -> datetime | None:
    return (await session.scalars(select(TickRow.last_at))).one_or_none()
