"""The actions that sessions end in: recording one, listing what is open, finishing it."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import Action, Agreed, PeerSession
from bot.domain.times import local_day
from bot.errors import NotAllowed, NotFound
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import Sessions, may_organise

TO_ACT = timedelta(weeks=4)  # the date that the form proposes


class Actions(Sessions):
    async def prepare_action(self, user: str, session_id: int) -> tuple[PeerSession, date]:
        """The session, and the date that the form proposes."""
        async with self.database.reading() as session:
            kept = await self._taking_part(session, user, session_id)
        return kept, local_day(self._now() + TO_ACT, kept.zone)

    async def record_action(self, user: str, request: str, session_id: int, agreed: Agreed) -> None:
        """Keep an action and say it in the thread. ``request`` names the form, as in ``set_up``."""
        now = self._now()
        async with self.database.transaction() as session:
            kept = await self._taking_part(session, user, session_id)
            checks.check_action(agreed, local_day(now, kept.zone))
            agreed = await self._with_practice(session, kept, agreed)
            store = self._store(session)
            action_id = await store.add_action(request, session_id, agreed, user, now)
            action = await store.action(action_id) if action_id is not None else None
            if action is not None:
                await self._deliveries(session).plan(outgoing.on_action(action, user), now=now)

    async def _with_practice(
        self, session: AsyncSession, kept: PeerSession, agreed: Agreed
    ) -> Agreed:
        """With the practice that was chosen, else the owner's, if it belongs to the session."""
        codes = {each.ods_code for each in kept.practices}
        chosen = agreed.ods_code
        if chosen is None:
            owner = await self._people(session).member(agreed.owner)
            chosen = owner.practice.ods_code if owner and owner.practice else None
        return replace(agreed, ods_code=chosen if chosen in codes else None)

    async def open_actions(self, user: str) -> tuple[list[Action], bool]:
        """Own actions and those of sessions one was invited to; all of them for organisers."""
        async with self.database.reading() as session:
            organises = may_organise(await self._people(session).member(user))
            store = self._store(session)
            actions = await store.open_actions()
            invited = await store.invitees_of({each.session_id for each in actions})
        if organises:
            return actions, True
        took_part = {
            session_id
            for session_id, people in invited.items()
            if any(each.user == user for each in people)
        }
        mine = [each for each in actions if each.owner == user or each.session_id in took_part]
        return mine, False

    async def finish_action(self, user: str, action_id: int) -> Action:
        """Mark an action as done; by its owner, or by whoever may organise sessions."""
        async with self.database.transaction() as session:
            store = self._store(session)
            action = await store.action(action_id)
            if action is None:
                raise NotFound("This action is no longer in the list.")
            if action.owner != user and not may_organise(await self._people(session).member(user)):
                raise NotAllowed(f"This action is <@{action.owner}>'s: only they can finish it.")
            await store.finish_action(action_id, self._now())
        return action

    async def _taking_part(self, session: AsyncSession, user: str, session_id: int) -> PeerSession:
        store = self._store(session)
        kept = await self._found(store, session_id)
        member = await self._people(session).member(user)
        checks.check_takes_part(kept, await store.invitees(session_id), user, member)
        return kept
