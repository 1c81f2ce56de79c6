"""Keeps what is to be done when, what was changed about single times, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.calendar import Calendar
from bot.domain.schedule import (
    Avoid,
    Lateness,
    Once,
    Outcome,
    Repeating,
    Schedule,
    Slot,
    passed_over,
    upcoming,
)
from storage.database import insert_into
from storage.people import rhythm_of
from storage.schedules.rows import (
    as_local,
    as_schedule,
    first_slot,
    go_on,
    in_seconds,
    pattern_columns,
    record,
)
from storage.schema.schedules import FiringRow, ScheduleChangeRow, ScheduleRow


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule as it stands, for looking at."""

    id: int
    kind: str
    subject: str
    schedule: Schedule
    next_slot: datetime | None
    next_at: datetime | None
    paused_at: datetime | None
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
        schedule = Schedule(once, lateness=lateness, grace=grace)
        await self._put(kind, subject, schedule, Slot(once.starts, at))

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

        None, and nothing is kept, where the rule has no such slot. The same pattern again keeps where
        it stands, what was changed and whether it is paused.
        """
        schedule = Schedule(pattern, avoid, lateness, grace, calendar=await self._calendar())
        row = await self._named(kind, subject)
        if row is not None and (row.rule, row.starts, row.zone) == pattern_columns(pattern):
            row.avoid, row.lateness, row.grace_seconds = avoid, lateness, in_seconds(grace)
            if row.paused_at is None:
                await go_on(
                    self.session, row, await first_slot(self.session, row, schedule.calendar)
                )
            return await first_slot(self.session, row, schedule.calendar)
        if row is not None:
            await self.session.execute(
                delete(ScheduleChangeRow).where(ScheduleChangeRow.schedule_id == row.id)
            )
        slot = next((slot for slot, _ in upcoming(schedule, now)), None)
        if slot is not None:
            await self._put(kind, subject, schedule, slot)
        return slot

    async def _put(self, kind: str, subject: str, schedule: Schedule, first: Slot) -> None:
        rule, starts, zone = pattern_columns(schedule.pattern)
        changing = {
            "rule": rule,
            "starts": starts,
            "zone": zone,
            "avoid": schedule.avoid,
            "lateness": schedule.lateness,
            "grace_seconds": in_seconds(schedule.grace),
            "next_slot": first.local.isoformat(),
            "next_at": first.at,
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

    async def lock(self, kind: str, subject: str) -> None:
        """Until the commit, for who locks something else then that a firing of it locks as well."""
        await self._named(kind, subject)

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

    async def next_of(self, kind: str) -> dict[str, datetime]:
        """When each of that kind fires next, by subject; not those that are paused."""
        query = select(ScheduleRow.subject, ScheduleRow.next_at).filter_by(
            workspace_id=self.workspace_id, kind=kind
        )
        return {subject: at for subject, at in await self.session.execute(query) if at is not None}

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
        """Locked until the transaction ends, for changing it."""
        row = await self._row(schedule_id)
        return await self._listed(row, await self._calendar()) if row else None

    async def _row(self, schedule_id: int) -> ScheduleRow | None:
        rows = await self.session.scalars(
            select(ScheduleRow)
            .filter_by(workspace_id=self.workspace_id, id=schedule_id)
            .with_for_update()
        )
        return rows.one_or_none()

    async def _named(self, kind: str, subject: str) -> ScheduleRow | None:
        rows = await self.session.scalars(
            select(ScheduleRow)
            .filter_by(workspace_id=self.workspace_id, kind=kind, subject=subject)
            .with_for_update()
        )
        return rows.one_or_none()

    async def _listed(self, row: ScheduleRow, calendar: Calendar) -> Listed:
        return Listed(
            row.id,
            row.kind,
            row.subject,
            await as_schedule(self.session, row, calendar),
            as_local(row.next_slot),
            row.next_at,
            row.paused_at,
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
        schedule = await as_schedule(self.session, row, await self._calendar())
        decision = passed_over(schedule, as_local(row.next_slot), now)
        row.paused_at = row.paused_by = None
        await record(self.session, row, decision, now)
        await go_on(self.session, row, decision.next)
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
            await go_on(
                self.session, row, await first_slot(self.session, row, await self._calendar())
            )
