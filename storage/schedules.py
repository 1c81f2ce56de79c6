"""Keeps what is to be done when, what was changed about single times, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
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
    decide,
    first_slot,
    passed_over,
)
from storage.database import insert_into
from storage.people import rhythm_of
from storage.schema.schedules import FiringRow, ScheduleChangeRow, ScheduleRow, TickRow

JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule whose time has come; ``slot`` is the moment that it was for."""

    workspace_id: int
    kind: str
    subject: str
    slot: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule as it stands, for looking at."""

    id: int
    kind: str
    subject: str
    schedule: Schedule
    next_slot: datetime | None
    next_at: datetime | None
    paused_by: str | None


@dataclass(frozen=True, slots=True)
class Fired:
    """What became of one slot."""

    kind: str
    subject: str
    slot: datetime
    due_at: datetime
    outcome: Outcome
    at: datetime


class ScheduleStore:
    """The schedules of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- planning

    async def set(
        self,
        kind: str,
        subject: str,
        at: datetime,
        *,
        lateness: Lateness = Lateness.ALL,
        grace: timedelta | None = None,
    ) -> None:
        """Do ``kind`` for ``subject`` once at that time; a later call moves it."""
        once = Once(at)
        await self._put(kind, subject, once, Avoid.NOTHING, lateness, grace, (once.starts, at))

    async def repeat(
        self,
        kind: str,
        subject: str,
        pattern: Repeating,
        now: datetime,
        *,
        avoid: Avoid = Avoid.NOTHING,
        lateness: Lateness = Lateness.LATEST,
        grace: timedelta | None = None,
    ) -> Slot | None:
        """Do it again and again, from the first slot that is still to come; gives that slot.

        None, and nothing is kept, where the rule has no such slot.
        """
        schedule = Schedule(pattern, avoid, lateness, grace, calendar=await self._calendar())
        slot = passed_over(schedule, None, now).next
        if slot is not None:
            first = (slot.local, slot.at)
            await self._put(kind, subject, pattern, avoid, lateness, grace, first)
        return slot

    async def _put(
        self,
        kind: str,
        subject: str,
        pattern: Pattern,
        avoid: Avoid,
        lateness: Lateness,
        grace: timedelta | None,
        first: tuple[datetime, datetime],
    ) -> None:
        changing = {
            "rule": pattern.rule if isinstance(pattern, Repeating) else None,
            "starts": pattern.starts.isoformat(),
            "zone": pattern.zone,
            "avoid": avoid,
            "lateness": lateness,
            "grace_seconds": None if grace is None else int(grace.total_seconds()),
            "next_slot": first[0].isoformat(),
            "next_at": first[1],
            "paused_at": None,
            "paused_by": None,
        }
        insert = insert_into(self.session, ScheduleRow).values(
            workspace_id=self.workspace_id, kind=kind, subject=subject, **changing
        )
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "kind", "subject"], set_=changing
            )
        )

    async def cancel(self, kind: str, subject: str) -> None:
        await self.session.execute(
            delete(ScheduleRow).filter_by(
                workspace_id=self.workspace_id, kind=kind, subject=subject
            )
        )

    async def _calendar(self) -> Calendar:
        return (await rhythm_of(self.session, self.workspace_id)).calendar

    # ---- looking

    async def at(self, kind: str, subject: str) -> datetime | None:
        """When it fires next."""
        query = select(ScheduleRow.next_at).filter_by(
            workspace_id=self.workspace_id, kind=kind, subject=subject
        )
        return (await self.session.scalars(query)).one_or_none()

    async def all(self) -> list[Listed]:
        """The soonest first; those that are paused last."""
        rows = await self.session.scalars(
            select(ScheduleRow)
            .filter_by(workspace_id=self.workspace_id)
            .order_by(ScheduleRow.next_at.is_(None), ScheduleRow.next_at, ScheduleRow.id)
        )
        calendar = await self._calendar()
        return [await self._listed(row, calendar) for row in rows.all()]

    async def find(self, schedule_id: int) -> Listed | None:
        row = await self._row(schedule_id)
        return await self._listed(row, await self._calendar()) if row else None

    async def _row(self, schedule_id: int) -> ScheduleRow | None:
        rows = await self.session.scalars(
            select(ScheduleRow)
            .filter_by(workspace_id=self.workspace_id, id=schedule_id)
            .with_for_update()
        )
        return rows.one_or_none()

    async def _listed(self, row: ScheduleRow, calendar: Calendar) -> Listed:
        return Listed(
            row.id,
            row.kind,
            row.subject,
            await _schedule(self.session, row, calendar),
            _local(row.next_slot),
            row.next_at,
            row.paused_by,
        )

    async def firings(
        self, outcomes: Iterable[Outcome], since: datetime, limit: int = 100
    ) -> list[Fired]:
        """What became of slots lately, the newest first."""
        rows = await self.session.scalars(
            select(FiringRow)
            .where(
                FiringRow.workspace_id == self.workspace_id,
                FiringRow.outcome.in_(list(outcomes)),
                FiringRow.fired_at >= since,
            )
            .order_by(FiringRow.fired_at.desc(), FiringRow.due_at.desc())
            .limit(limit)
        )
        return [
            Fired(
                row.kind,
                row.subject,
                datetime.fromisoformat(row.slot),
                row.due_at,
                Outcome(row.outcome),
                row.fired_at,
            )
            for row in rows
        ]

    # ---- changing

    async def pause(self, schedule_id: int, by: str, now: datetime) -> bool:
        """No slot fires until it is resumed; False if it is paused already, or not there."""
        row = await self._row(schedule_id)
        if row is None or row.paused_at is not None:
            return False
        row.paused_at, row.paused_by, row.next_at = now, by, None
        return True

    async def resume(self, schedule_id: int, now: datetime) -> Slot | None:
        """From now on; the slots in between are recorded. The next slot, or None if there is none."""
        row = await self._row(schedule_id)
        if row is None or row.paused_at is None:
            return None
        schedule = await _schedule(self.session, row, await self._calendar())
        decision = passed_over(schedule, _last(row), now)
        row.paused_at = row.paused_by = None
        await _record(self.session, row, decision, now)
        await _go_on(self.session, row, decision.next)
        return decision.next

    async def change(
        self, schedule_id: int, slot: datetime, moved_to: datetime | None, by: str, now: datetime
    ) -> None:
        """Move one slot to another wall-clock time, or (None) call it off. The caller checks them."""
        row = await self._row(schedule_id)
        assert row is not None
        insert = insert_into(self.session, ScheduleChangeRow).values(
            schedule_id=schedule_id,
            slot=slot.isoformat(),
            workspace_id=self.workspace_id,
            moved_to=moved_to.isoformat() if moved_to else None,
            changed_by=by,
            changed_at=now,
        )
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["schedule_id", "slot"],
                set_={
                    "moved_to": insert.excluded.moved_to,
                    "changed_by": by,
                    "changed_at": now,
                },
            )
        )
        if row.paused_at is None:
            schedule = await _schedule(self.session, row, await self._calendar())
            await _go_on(self.session, row, first_slot(schedule, _last(row)))


# ---- for the ticker


async def take_due(session: AsyncSession, now: datetime) -> Due | bool:
    """Take the schedule that is due longest, locked against other processes, and deal with its slots.

    Gives what is to fire; True when none of its slots fires, False when no schedule is due. The firing
    is recorded and the schedule moved on, or gone, when the caller commits.
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
        return False
    calendar = Calendar()
    if row.avoid != Avoid.NOTHING:
        calendar = (await rhythm_of(session, row.workspace_id)).calendar
    decision = decide(await _schedule(session, row, calendar), _last(row), now)
    await _record(session, row, decision, now)
    fires = decision.fires is not None and await _fire(session, row, decision.fires, now)
    due: Due | bool = True
    if fires and decision.fires is not None:
        due = Due(row.workspace_id, row.kind, row.subject, decision.fires.at)
    await _go_on(session, row, decision.next)
    return due


async def _fire(session: AsyncSession, row: ScheduleRow, slot: Slot, now: datetime) -> bool:
    """False if that slot has been dealt with before: it never fires twice."""
    made = await session.execute(
        insert_into(session, FiringRow)
        .values(_firing(row, slot, Outcome.FIRED, now))
        .on_conflict_do_nothing()
        .returning(FiringRow.slot)
    )
    return made.one_or_none() is not None


async def _record(
    session: AsyncSession, row: ScheduleRow, decision: Decision, now: datetime
) -> None:
    if decision.recorded:
        await session.execute(
            insert_into(session, FiringRow).on_conflict_do_nothing(),
            [_firing(row, slot, outcome, now) for slot, outcome in decision.recorded],
        )


def _firing(row: ScheduleRow, slot: Slot, outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": row.workspace_id,
        "kind": row.kind,
        "subject": row.subject,
        "slot": slot.local.isoformat(),
        "due_at": slot.at,
        "outcome": outcome,
        "fired_at": now,
    }


async def _go_on(session: AsyncSession, row: ScheduleRow, slot: Slot | None) -> None:
    if slot is None:
        await session.delete(row)
    else:
        row.next_slot, row.next_at = slot.local.isoformat(), slot.at
    await session.flush()


async def _schedule(session: AsyncSession, row: ScheduleRow, calendar: Calendar) -> Schedule:
    starts = datetime.fromisoformat(row.starts)
    pattern: Pattern
    changes: dict[datetime, datetime | None] = {}
    if row.rule is None:
        # Its moment to the microsecond, but for the minutes by which a failed firing was put off.
        pattern = Once(starts.replace(tzinfo=UTC))
    else:
        pattern = Repeating(row.rule, starts, row.zone)
        changed = await session.execute(
            select(ScheduleChangeRow.slot, ScheduleChangeRow.moved_to).filter_by(schedule_id=row.id)
        )
        changes = {datetime.fromisoformat(slot): _local(moved) for slot, moved in changed}
    grace = None if row.grace_seconds is None else timedelta(seconds=row.grace_seconds)
    return Schedule(pattern, Avoid(row.avoid), Lateness(row.lateness), grace, changes, calendar)


def _last(row: ScheduleRow) -> datetime | None:
    """Just before the slot that is next."""
    following = _local(row.next_slot)
    return following - JUST_BEFORE if following is not None else None


def _local(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def postpone(session: AsyncSession, due: Due, until: datetime) -> None:
    """Try a failed firing again later: the slot stays, its moment is put off."""
    await session.execute(
        update(ScheduleRow)
        .filter_by(workspace_id=due.workspace_id, kind=due.kind, subject=due.subject)
        .values(next_at=until)
    )


# ---- ticks


async def note_tick(session: AsyncSession, now: datetime) -> None:
    insert = insert_into(session, TickRow).values(id=1, last_at=now)
    await session.execute(
        insert.on_conflict_do_update(index_elements=["id"], set_={"last_at": now})
    )


async def last_tick(session: AsyncSession) -> datetime | None:
    return (await session.scalars(select(TickRow.last_at))).one_or_none()
