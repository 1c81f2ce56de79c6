"""Reminding the owner of an action: before it is due, when they ask for it, and once afterwards."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import actions as say
from bot.domain.delivery import DirectMessage, Message
from bot.domain.schedule import Lateness
from bot.domain.sessions import LATER, Action, next_nudge
from bot.domain.times import local_day, local_moment
from bot.services.sessions import outgoing
from bot.services.sessions.base import Sessions
from bot.tick import Firing
from storage.people import rhythm_of

NUDGE = "session.action"  # a kind of schedule; its subject is the action's id
ASKED_FOR = ":later"  # behind it: they asked for this one


class Nudging(Sessions):
    async def plan(self, session: AsyncSession, action_id: int, due: date) -> None:
        """Ask its owner about it when it comes up; of the times that have passed by, none."""
        rhythm = await rhythm_of(session, self.workspace_id)
        day = next_nudge(due, local_day(self.now(), rhythm.zone), rhythm.calendar)
        if day is not None:
            at = local_moment(day, rhythm.opens, rhythm.zone).at
            await self.schedules(session).set(NUDGE, str(action_id), at, lateness=Lateness.LATEST)

    async def later(self, session: AsyncSession, action_id: int) -> datetime:
        """In a week, in place of what else would have come."""
        rhythm = await rhythm_of(session, self.workspace_id)
        day = local_day(self.now() + LATER, rhythm.zone)
        at = local_moment(day, rhythm.opens, rhythm.zone).at
        schedules = self.schedules(session)
        await schedules.cancel(NUDGE, str(action_id))
        await schedules.set(NUDGE, f"{action_id}{ASKED_FOR}", at)
        return at

    async def stop(self, session: AsyncSession, settled: Action) -> None:
        """It is settled: nothing more comes, and what went out says so."""
        schedules, deliveries = self.schedules(session), self.delivery(session)
        for subject in (str(settled.id), f"{settled.id}{ASKED_FOR}"):
            await schedules.cancel(NUDGE, subject)
        keys = await deliveries.keys(outgoing.nudge_prefix(settled))
        await deliveries.withdraw(keys)
        await self.show(session, settled, say.render_settled_nudge(settled))

    async def show(self, session: AsyncSession, action: Action, message: Message) -> None:
        """Have the nudges about it that have gone out look like this."""
        deliveries = self.delivery(session)
        for key in await deliveries.keys(outgoing.nudge_prefix(action)):
            if not key.endswith(outgoing.STATE):
                await deliveries.change(key, message, self.now())

    async def nudge(self, session: AsyncSession, firing: Firing) -> None:
        """One message to its owner; for the end of a session that is not settled by then."""
        action_id = int(firing.subject.removesuffix(ASKED_FOR))
        action = await self.actions(session).get(action_id)
        if action is None or action.done:
            return
        if await self.people(session).has_left(action.owner):
            return
        today = local_day(firing.now, self.zone)
        asked_for = firing.subject.endswith(ASKED_FOR)
        message = DirectMessage(
            f"{outgoing.nudge_prefix(action)}{today.isoformat()}",
            action.owner,
            say.render_nudge(action, today),
            unasked=not asked_for,
            about=f"your action from the peer session on {action.topic}",
        )
        await self.delivery(session).plan(message, now=firing.now)
        if not asked_for or today < action.due:
            await self.plan(session, action_id, action.due)
