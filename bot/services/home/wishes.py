"""When one person wants to be written to, and messages that wait for them to ask."""

from collections.abc import Iterable
from datetime import date, time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.home import LONGEST_SNOOZE, Snooze
from bot.domain.times import local_day, local_moment
from bot.errors import InvalidInput
from bot.services.context import Context
from storage.delivery import DeliveryStore
from storage.people import rhythm_of
from storage.preferences import PreferenceStore


class Wishes:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.workspace_id = context.workspace.id

    async def show(self, user: str, delivery_id: int) -> bool:
        """Send a message that waits, since they ask for it; False if it no longer waits."""
        now = self.context.clock.now()
        async with self.context.database.transaction() as session:
            return await DeliveryStore(session, self.workspace_id).release(user, delivery_id, now)

    async def set_days_off(self, user: str, weekdays: Iterable[int]) -> None:
        """On which weekdays they do not want to be written to; Monday is 0."""
        async with self.context.database.transaction() as session:
            await PreferenceStore(session, self.workspace_id).set_days_off(user, weekdays)
            await self._replan(session, user)

    async def snooze_for(self, user: str, snooze: Snooze) -> None:
        async with self.context.database.transaction() as session:
            today = await self._today(session)
            await self._snooze(session, user, snooze.ends(today))

    async def snooze_until(self, user: str, day: date) -> None:
        """Until that day begins where the body is. Raises InvalidInput."""
        async with self.context.database.transaction() as session:
            check_return(day, await self._today(session))
            await self._snooze(session, user, day)

    async def set_reminders(self, user: str, *, wanted: bool) -> None:
        """Whether to be reminded of pulses that they have not answered."""
        async with self.context.database.transaction() as session:
            await PreferenceStore(session, self.workspace_id).set_reminders(user, wanted=wanted)

    async def set_alerts(self, user: str, *, wanted: bool) -> None:
        """Whether to hear when something really changes in their practice's figures."""
        async with self.context.database.transaction() as session:
            await PreferenceStore(session, self.workspace_id).set_alerts(user, wanted=wanted)

    async def set_matching(self, user: str, *, wanted: bool) -> None:
        """Whether to be matched with people of other practices."""
        async with self.context.database.transaction() as session:
            await PreferenceStore(session, self.workspace_id).set_matching(user, wanted=wanted)

    async def wake(self, user: str) -> None:
        async with self.context.database.transaction() as session:
            await PreferenceStore(session, self.workspace_id).wake(user)
            await self._replan(session, user)

    async def _today(self, session: AsyncSession) -> date:
        zone = (await rhythm_of(session, self.workspace_id)).zone
        return local_day(self.context.clock.now(), zone)

    async def _snooze(self, session: AsyncSession, user: str, day: date) -> None:
        zone = (await rhythm_of(session, self.workspace_id)).zone
        back = local_moment(day, time(), zone).at
        await PreferenceStore(session, self.workspace_id).snooze(user, back)
        await self._replan(session, user)

    async def _replan(self, session: AsyncSession, user: str) -> None:
        """What was planned already follows."""
        await DeliveryStore(session, self.workspace_id).replan(user, self.context.clock.now())


def check_return(day: date, today: date) -> None:
    if day <= today:
        raise InvalidInput("That day is not ahead of us: choose tomorrow or a later day.")
    if day > today + LONGEST_SNOOZE:
        raise InvalidInput(
            "You can snooze for a year at most: choose an earlier day. You can do it again then."
        )
