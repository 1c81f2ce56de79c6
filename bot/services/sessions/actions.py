"""The actions that sessions end in: recording one, listing what is open, finishing it."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import Action, Agreed, Outcome, PeerSession
from bot.domain.times import local_day
from bot.errors import NotAllowed, NotFound
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import may_organise
from bot.services.sessions.boards import Boards

TO_ACT = timedelta(weeks=4)  # the date that the form proposes


class Acting(Boards):
    async def prepare_action(self, user: str, session_id: int) -> tuple[PeerSession, date]:
        """The session, and the date that the form proposes."""
        async with self.context.database.reading() as session:
            kept = await self._taking_part(session, user, session_id)
        return kept, local_day(self.now() + TO_ACT, kept.zone)

    async def record_action(self, user: str, request: str, session_id: int, agreed: Agreed) -> None:
        """Keep an action and say it in the thread. ``request`` names the form, as in ``set_up``."""
        async with self.context.database.transaction() as session:
            kept = await self._taking_part(session, user, session_id)
            await self._record(session, kept, user, request, agreed)

    async def _record(
        self, session: AsyncSession, kept: PeerSession, user: str, request: str, agreed: Agreed
    ) -> None:
        now = self.now()
        checks.check_action(agreed, local_day(now, kept.zone))
        agreed = await self._with_practice(session, kept, agreed)
        store = self.actions(session)
        action_id = await store.add(request, kept.id, agreed, user, now)
        action = await store.get(action_id) if action_id is not None else None
        if action is not None:
            await self.delivery(session).plan(outgoing.on_action(action, user), now=now)
            await self.refresh(session, kept.id, now)

    async def _with_practice(
        self, session: AsyncSession, kept: PeerSession, agreed: Agreed
    ) -> Agreed:
        """With the practice that was chosen, else the owner's, if it belongs to the session."""
        codes = {each.ods_code for each in kept.practices}
        chosen = agreed.ods_code
        if chosen is None:
            owner = await self.people(session).member(agreed.owner)
            chosen = owner.practice.ods_code if owner and owner.practice else None
        return replace(agreed, ods_code=chosen if chosen in codes else None)

    async def open_actions(self, user: str) -> tuple[list[Action], bool]:
        """Own actions and those of sessions one was invited to; all of them for organisers."""
        async with self.context.database.reading() as session:
            organises = may_organise(await self.people(session).member(user))
            actions = await self.actions(session).open()
            invited = await self.sessions(session).invitees_of(
                {each.session_id for each in actions}
            )
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
        async with self.context.database.transaction() as session:
            store = self.actions(session)
            action = await store.get(action_id)
            if action is None:
                raise NotFound("This action is no longer in the list.")
            if action.owner != user and not may_organise(await self.people(session).member(user)):
                raise NotAllowed(f"This action is <@{action.owner}>'s: only they can finish it.")
            await store.settle(action_id, Outcome.KEPT, user, self.now())
        return action

    async def _taking_part(self, session: AsyncSession, user: str, session_id: int) -> PeerSession:
        kept = await self.found(session, session_id)
        member = await self.people(session).member(user)
        checks.check_takes_part(
            kept, await self.sessions(session).invitees(session_id), user, member
        )
        return kept
