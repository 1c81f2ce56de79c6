"""What whoever looks after the bot does with schedules: look at them, pause them, change single times."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.text import when
from bot.domain.schedule import (
    NotUnderstood,
    Once,
    Outcome,
    Pattern,
    Repeating,
    Slot,
    neighbours,
    next_firing,
    occurrences,
    parse,
    read_clock,
    read_date,
)
from bot.domain.times import local_moment
from bot.errors import Conflict, InvalidInput, NotFound
from bot.services.context import Context
from storage.audit import AuditStore
from storage.schedules import Fired, Listed, ScheduleStore

NOT_FIRED = (Outcome.MISSED, Outcome.LEFT_OUT, Outcome.CALLED_OFF, Outcome.PAUSED)
LATELY = timedelta(days=30)
AT_ONCE = 50  # of what did not happen


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is to come, and what did not happen lately."""

    schedules: tuple[Listed, ...]
    passed: tuple[Fired, ...]


class SchedulesService:
    def __init__(self, context: Context) -> None:
        self.context = context

    async def everything(self) -> Overview:
        async with self.context.database.reading() as session:
            store = self._store(session)
            passed = await store.firings(NOT_FIRED, self._now() - LATELY, AT_ONCE)
            return Overview(tuple(await store.all()), tuple(passed))

    async def pause(self, actor: str, schedule_id: int) -> Listed:
        """Nothing of it happens until it is resumed. Raises a sentence."""
        async with self.context.database.transaction() as session:
            found = await self._repeating(session, schedule_id)
            if not await self._store(session).pause(schedule_id, actor, self._now()):
                raise Conflict(
                    f"Schedule {schedule_id} is paused already. `peerbot schedule resume "
                    f"{schedule_id}` lets it go on."
                )
            await self._note(session, actor, "paused a schedule", found)
        return found

    async def resume(self, actor: str, schedule_id: int) -> tuple[Listed, Slot | None]:
        """From now on, without what was passed over; when it comes next. Raises a sentence."""
        async with self.context.database.transaction() as session:
            found = await self._found(session, schedule_id)
            if found.paused_at is None:
                raise Conflict(f"Schedule {schedule_id} is not paused, so there is nothing to do.")
            slot = await self._store(session).resume(schedule_id, self._now())
            await self._note(session, actor, "resumed a schedule", found)
        return found, slot

    async def move(self, actor: str, schedule_id: int, day: str, to: str) -> tuple[Listed, Slot]:
        """Move the time that is meant for that day to another, once. Raises a sentence."""
        async with self.context.database.transaction() as session:
            found = await self._repeating(session, schedule_id)
            local = self._slot_on(found, day)
            moved = self._wall_clock(found, to, local)
            self._check_between(found, local, moved)
            await self._change(session, actor, found, local, moved)
            await self._note(session, actor, "moved one time of a schedule", found)
        return found, Slot(local, self._moment(found, moved))

    async def call_off(self, actor: str, schedule_id: int, day: str) -> tuple[Listed, Slot]:
        """Leave out the time that is meant for that day. Raises a sentence."""
        async with self.context.database.transaction() as session:
            found = await self._repeating(session, schedule_id)
            local = self._slot_on(found, day)
            await self._change(session, actor, found, local, None)
            await self._note(session, actor, "called off one time of a schedule", found)
        return found, Slot(local, self._moment(found, local))

    # ---- finding

    async def _found(self, session: AsyncSession, schedule_id: int) -> Listed:
        found = await self._store(session).find(schedule_id)
        if found is None:
            raise NotFound(
                f"There is no schedule {schedule_id}. `peerbot schedule list` shows those there are."
            )
        return found

    async def _repeating(self, session: AsyncSession, schedule_id: int) -> Listed:
        found = await self._found(session, schedule_id)
        if isinstance(found.schedule.pattern, Once):
            raise Conflict(
                f"Schedule {schedule_id} happens once. What it belongs to can be changed or cancelled "
                "in Slack, where it was set up."
            )
        return found

    def _slot_on(self, found: Listed, words: str) -> datetime:
        """The name of the slot that is meant for a day."""
        day = self._day(found, words)
        pattern, first = found.schedule.pattern, found.next_slot
        assert isinstance(pattern, Repeating)
        since = datetime.combine(day, time.min)
        local = next(occurrences(pattern, max(since, first) if first else since), None)
        if local is not None and local.date() == day:
            return local
        coming = [slot.local for slot in islice(next_firing(found.schedule, found.next_slot), 2)]
        say = " and ".join(f"“{each.day} {each:%B %Y}”" for each in coming) or "none"
        raise NotFound(
            f"Nothing is still to come of schedule {found.id} on {day.day} {day:%B %Y}. The next days "
            f"are {say}."
        )

    def _day(self, found: Listed, words: str) -> date:
        try:
            day = read_date(" ".join(words.lower().split()).removeprefix("on "), self._today(found))
        except NotUnderstood as error:
            raise InvalidInput(str(error)) from None
        if day is None:
            raise InvalidInput(
                f"I cannot tell which day “{words}” is: write it like “3 March 2027” or “2027-03-03”."
            )
        return day

    def _wall_clock(self, found: Listed, words: str, local: datetime) -> datetime:
        """``3 December at 14:00``, ``3 December`` at the same time, or ``14:00`` on the same day."""
        said = " ".join(words.lower().split())
        clock = read_clock(said.removeprefix("at "))
        if clock is not None:
            return datetime.combine(local.date(), clock)
        zone = found.schedule.pattern.zone
        try:
            once: Pattern | None = parse(words, self._now(), zone, usual=local.time())
        except NotUnderstood:
            once = None
        if not isinstance(once, Once):
            raise InvalidInput(
                f"I cannot tell when “{words}” is: write it like “3 December at 14:00” or “14:00”."
            )
        return once.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def _check_between(self, found: Listed, local: datetime, moved: datetime) -> None:
        """It stays between the times before and after it, so that their order stays."""
        zone, at = found.schedule.pattern.zone, self._moment(found, moved)
        if at <= self._now():
            raise InvalidInput(f"{when(at, zone)} has passed. Please choose a time to come.")
        before, after = neighbours(found.schedule, found.next_slot, local)
        if before is not None and at <= before:
            raise InvalidInput(
                f"That is not after the time before it, {when(before, zone)}. Please choose a later "
                "one, or call that one off."
            )
        if after is not None and at >= after:
            raise InvalidInput(
                f"That is not before the next time, {when(after, zone)}. Please choose an earlier "
                "one, or call this one off."
            )

    # ---- helpers

    def _moment(self, found: Listed, local: datetime) -> datetime:
        return local_moment(local.date(), local.time(), found.schedule.pattern.zone).at

    def _today(self, found: Listed) -> date:
        return self._now().astimezone(ZoneInfo(found.schedule.pattern.zone)).date()

    async def _change(
        self,
        session: AsyncSession,
        actor: str,
        found: Listed,
        local: datetime,
        moved: datetime | None,
    ) -> None:
        await self._store(session).change(found.id, local, moved, actor, self._now())

    async def _note(self, session: AsyncSession, actor: str, deed: str, found: Listed) -> None:
        audit = AuditStore(session, self.context.workspace.id)
        await audit.note(actor, deed, f"{found.kind} {found.subject}".strip(), self._now())

    def _store(self, session: AsyncSession) -> ScheduleStore:
        return ScheduleStore(session, self.context.workspace.id)

    def _now(self) -> datetime:
        return self.context.clock.now()
