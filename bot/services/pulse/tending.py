"""Looking after rounds: extending, closing early, cancelling, and passing on what somebody leaves behind."""

from datetime import date, datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.pulse import messages
from bot.domain.deeds import Deed
from bot.domain.people import Member, Role
from bot.domain.pulse import (
    BadClosingTime,
    Listed,
    ListedPlan,
    Overview,
    Round,
    State,
    Turnout,
    closing_moment,
    key_prefix,
    may_manage,
    plan_prefix,
    reminder_moment,
)
from bot.errors import Conflict, InvalidInput
from bot.services.context import Context
from bot.services.people import PeopleService
from bot.services.pulse.base import CLOSE, OPEN, REMIND, UseCases
from bot.services.pulse.closing import Closing
from storage.people import rhythm_of

SHOWN = 10  # rounds in a list: the newest
STILL_TO_DO = (State.OPEN, State.CLOSING, State.PURGING, State.CLOSED)


class Tending(UseCases):
    def __init__(self, context: Context, closing: Closing) -> None:
        super().__init__(context)
        self.closing = closing

    async def overview(self, user: str) -> Overview:
        """What is planned, open, and closed lately, for managers and leads. Raises NotAllowed."""
        member = await PeopleService(self.context).require(user, Deed.SEE_PULSES)
        async with self.context.database.reading() as session:
            store = self.rounds(session)
            rounds = await store.rounds(*State, limit=SHOWN)
            replies = await store.replies(each.id for each in rounds)
            open_ = [each.id for each in rounds if each.answered is None]
            turnouts = await store.turnouts(open_)
            plans = await self.plans(session).under_way()
            listed = [
                Listed(
                    each,
                    Turnout(each.answered or turnouts.get(each.id, 0), each.asked),
                    replies[each.id].at if each.id in replies else None,
                    may_manage(each, user, member),
                )
                for each in rounds
            ]
            coming = await self.schedules(session).next_of(OPEN)
        return Overview(
            tuple(listed),
            tuple(
                ListedPlan(
                    each,
                    coming.get(f"{plan_prefix(each.id)}open"),
                    may_manage(each, user, member),
                )
                for each in plans
            ),
            self.now(),
        )

    # ---- changing when it closes

    async def round_to_tend(self, user: str, round_id: int, deed: str) -> Round:
        """An open round that this person looks after. Raises a sentence."""
        async with self.context.database.reading() as session:
            round_ = await self.round_for(session, round_id, user, deed, locked=False)
        _check_open(round_)
        return round_

    async def extend(self, user: str, round_id: int, day: date, clock: time) -> Round:
        """Let an open round close at another time. Raises a sentence."""
        now = self.now()
        async with self.context.database.transaction() as session:
            round_ = await self.round_for(session, round_id, user, "change when it closes")
            _check_open(round_)
            try:
                closes_at = closing_moment(day, clock, self.zone, now)
            except BadClosingTime as error:
                field = ids.EXTEND_DAY if error.is_day else ids.EXTEND_TIME
                raise InvalidInput(str(error), field) from None
            if closes_at == round_.closes_at:
                raise InvalidInput("It closes then already. Please choose another.", ids.EXTEND_DAY)
            store = self.rounds(session)
            await store.change(round_id, closes_at=closes_at)
            about = key_prefix(round_id)
            schedules = self.schedules(session)
            await schedules.set(CLOSE, f"{about}close", closes_at)
            if round_.remind:
                await self._move_reminder(session, round_, closes_at, now)
            await self.note(session, user, "changed when a pulse closes", f"{about}closes")
            changed = await store.round(round_id)
            assert changed is not None  # it is locked
            workspace = self.context.workspace
            update = messages.turnout_changed(
                changed, await store.turnout(changed), workspace.body_name, workspace.time_zone
            )
            await self.delivery(session).plan(update, now=now)
            await self.delivery(session).hold_until(about, closes_at)
        return changed

    async def _move_reminder(
        self, session: AsyncSession, round_: Round, closes_at: datetime, now: datetime
    ) -> None:
        """Only if none has gone out yet: once is once."""
        subject = f"{key_prefix(round_.id)}remind"
        schedules = self.schedules(session)
        if await self.delivery(session).planned_for(f"{subject}:"):
            return
        calendar = (await rhythm_of(session, self.workspace_id)).calendar
        at = reminder_moment(round_.opens_at, closes_at, calendar, self.zone)
        if at is None or at <= now:
            await schedules.cancel(REMIND, subject)
        else:
            await schedules.set(REMIND, subject, at)

    async def close_now(self, user: str, round_id: int) -> Round:
        """Close an open round before its time; it is counted at once. Raises a sentence."""
        now = self.now()
        async with self.context.database.transaction() as session:
            round_ = await self.round_for(session, round_id, user, "close it")
            _check_open(round_)
            await self.rounds(session).change(round_id, closes_at=now)
            await self.delivery(session).hold_until(key_prefix(round_id), now)
            await self.closing.shut(session, round_id, now)
            await self.note(
                session, user, "closed a pulse early", f"{key_prefix(round_id)}closed early"
            )
        return round_

    async def cancel(self, user: str, round_id: int) -> Round:
        """Delete everything that was answered, and say so in the channel. Raises a sentence."""
        now = self.now()
        async with self.context.database.transaction() as session:
            round_ = await self.round_for(session, round_id, user, "cancel it")
            _check_open(round_)
            await self.closing.cancel(session, round_id, now)
            await self.note(session, user, "cancelled a pulse", f"{key_prefix(round_id)}cancelled")
            opening = messages.opening_key(round_)
            withdrawn = await self.delivery(session).withdraw([opening])
            if withdrawn:
                await self.delivery(session).forget(key_prefix(round_id))
            else:
                told = messages.cancelled(round_, user, self.context.workspace.body_name)
                await self.delivery(session).plan(*told, now=now)
        return round_

    # ---- again

    async def again(self, user: str, round_id: int) -> Round:
        """The round that is to be asked once more, to begin the form with. Raises a sentence."""
        await PeopleService(self.context).require(user, Deed.START_PULSE)
        async with self.context.database.reading() as session:
            return await self.found(session, round_id)

    # ---- when somebody leaves

    async def pass_on(self, user: str) -> int:
        """They go: give what they look after to a deputy or an administrator; how many."""
        async with self.context.database.transaction() as session:
            store, plans = self.rounds(session), self.plans(session)
            owned = await store.owned_by(user, *STILL_TO_DO)
            replied = await store.replies(each.id for each in owned)
            rounds = [each for each in owned if each.id not in replied]
            planned = await plans.under_way(user)
            if not rounds and not planned:
                return 0
            heirs = _Heirs(user, await self.people(session).members())
            for round_ in rounds:
                heir = heirs.after(round_.deputy)
                if heir is not None:
                    await store.change(round_.id, owner=heir, deputy=None)
                    await self._tell_heir(session, user, heir, f"{key_prefix(round_.id)}owner")
            for plan in planned:
                heir = heirs.after(plan.deputy)
                if heir is not None:
                    await plans.pass_on([plan.id], heir)
                    await self._tell_heir(session, user, heir, f"{plan_prefix(plan.id)}owner")
        return len(rounds) + len(planned)

    async def _tell_heir(self, session: AsyncSession, user: str, heir: str, about: str) -> None:
        await self.note(session, heir, "took over a pulse", about)
        await self.delivery(session).plan(
            messages.passed_on(about, user, heir, self.zone), now=self.now()
        )


class _Heirs:
    """Who looks after what somebody leaves behind."""

    def __init__(self, leaver: str, members: list[Member]) -> None:
        self.members = {
            each.slack_user_id: each for each in members if each.slack_user_id != leaver
        }

    def after(self, deputy: str | None) -> str | None:
        """The deputy, if they are still here; else an administrator, else a manager, else a lead."""
        if deputy in self.members:
            return deputy
        for role in (Role.ADMINISTRATOR, Role.MANAGER, Role.LEAD):
            for user, member in self.members.items():
                if member.has([role]):
                    return user
        return None


def _check_open(round_: Round) -> None:
    if round_.cancelled:
        raise Conflict("This pulse was cancelled before: everything has been deleted.")
    if round_.state is not State.OPEN:
        raise Conflict("This pulse has closed already, so it stays as it is.")
