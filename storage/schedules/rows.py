"""Schedules as rows and as domain objects, and what both the store and the ticker do with them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.calendar import Calendar
from bot.domain.schedule import (
    Avoid,
    Decision,
    Lateness,
    Once,
    Outcome,
    Pattern,
    Repeating,
    Schedule,
    Slot,
    slots,
)
from storage.database import insert_into
from storage.schema.schedules import FiringRow, ScheduleChangeRow, ScheduleRow


async def as_schedule(session: AsyncSession, row: ScheduleRow, calendar: Calendar) -> Schedule:
    starts = datetime.fromisoformat(row.starts)
    pattern: Pattern
    changes: dict[datetime, datetime | None] = {}
    if row.rule is None:
        pattern = Once(starts.replace(tzinfo=UTC))
    else:
        pattern = Repeating(row.rule, starts, row.zone)
        changed = await session.execute(
            select(ScheduleChangeRow.slot, ScheduleChangeRow.moved_to).filter_by(schedule_id=row.id)
        )
        changes = {datetime.fromisoformat(slot): as_local(moved) for slot, moved in changed}
    grace = None if row.grace_seconds is None else timedelta(seconds=row.grace_seconds)
    return Schedule(pattern, Avoid(row.avoid), Lateness(row.lateness), grace, changes, calendar)


async def first_slot(session: AsyncSession, row: ScheduleRow, calendar: Calendar) -> Slot | None:
    """The first slot that is not decided yet, at its time as things stand."""
    schedule = await as_schedule(session, row, calendar)
    return next((slot for slot, _ in slots(schedule, as_local(row.next_slot))), None)


def pattern_columns(pattern: Pattern) -> tuple[str | None, str, str]:
    rule = pattern.rule if isinstance(pattern, Repeating) else None
    return rule, pattern.starts.isoformat(), pattern.zone


def in_seconds(grace: timedelta | None) -> int | None:
    return None if grace is None else int(grace.total_seconds())


def as_local(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def record(
    session: AsyncSession, row: ScheduleRow, decision: Decision, now: datetime
) -> None:
    if decision.recorded:
        await session.execute(
            insert_into(session, FiringRow).on_conflict_do_nothing(),
            [firing_of(row, slot, outcome, now) for slot, outcome in decision.recorded],
        )


def firing_of(row: ScheduleRow, slot: Slot, outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": row.workspace_id,
        "kind": row.kind,
        "subject": row.subject,
        "slot": slot.local.isoformat(),
        "due_at": slot.at,
        "outcome": outcome,
        "fired_at": now,
    }


async def go_on(session: AsyncSession, row: ScheduleRow, slot: Slot | None) -> None:
    if slot is None:
        await session.delete(row)
    else:
        row.next_slot, row.next_at = slot.local.isoformat(), slot.at
    await session.flush()
