"""The actions that sessions end in: recording one, listing what is open, saying what became of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import actions as say
from bot.domain.sessions import (
    Action,
    Agreed,
    OpenActions,
    Outcome,
    PeerSession,
    belongs_to,
    open_for,
)
from bot.domain.times import local_day
from bot.errors import Conflict, NotAllowed, NotFound
from bot.services.context import Context
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import may_organise
from bot.services.sessions.boards import Boards
from bot.services.sessions.nudging import Nudging

TO_ACT = timedelta(weeks=4)  # the date that the form proposes
IN_THE_THREAD = timedelta(days=2)  # for how long its people settle what is on a session's agenda


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an action; ``instead`` is what it was changed to."""

    action: Action
    instead: Action | None = None


class Acting(Boards):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.nudging = Nudging(context)

    # ---- recording

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
        action = await self._keep(session, user, request, kept.id, agreed)
        if action is not None:
            await self.delivery(session).plan(outgoing.on_action(action, user), now=now)
            await self.refresh(session, kept.id, now)

    async def _keep(
        self, session: AsyncSession, user: str, request: str, session_id: int, agreed: Agreed
    ) -> Action | None:
        """With the nudges that it will need; None where this request was kept before."""
        store = self.actions(session)
        action_id = await store.add(request, session_id, agreed, user, self.now())
        if action_id is None:
            return None
        await self.nudging.plan(session, action_id, agreed.due)
        return await store.get(action_id)

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

    async def _taking_part(self, session: AsyncSession, user: str, session_id: int) -> PeerSession:
        kept = await self.found(session, session_id)
        member = await self.people(session).member(user)
        checks.check_takes_part(
            kept, await self.sessions(session).invitees(session_id), user, member
        )
        return kept

    # ---- looking

    async def open_actions(self, user: str) -> tuple[OpenActions, bool]:
        """Own actions, the practice's, those of sessions one was invited to; all for organisers."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            organises = may_organise(member)
            actions = await self.actions(session).open()
            took_part = await self._took_part(session, user, actions)
        practice = member.practice if member else None
        return open_for(user, practice, actions, None if organises else took_part), organises

    async def _took_part(
        self, session: AsyncSession, user: str, actions: list[Action]
    ) -> frozenset[int]:
        """The sessions of these actions that this person was invited to."""
        invited = await self.sessions(session).invitees_of({each.session_id for each in actions})
        return frozenset(
            session_id
            for session_id, people in invited.items()
            if any(each.user == user for each in people)
        )

    # ---- what became of it

    async def to_settle(self, user: str, action_id: int) -> tuple[Action, date]:
        """An open action that this person may settle, and today. Raises a sentence."""
        async with self.context.database.reading() as session:
            action = await self._for_settling(session, user, action_id)
        return action, local_day(self.now(), self.zone)

    async def settle(
        self,
        user: str,
        action_id: int,
        outcome: Outcome,
        *,
        words: str | None = None,
        instead: Agreed | None = None,
        request: str = "",
    ) -> Settled:
        """Say that it was kept, changed (``instead`` says to what) or dropped (``words`` may say why).

        By its owner, by organisers, and by those who have it on the agenda of their session. Nobody is
        nudged about it any more. ``request`` names the form of a change: sent twice, it is one.
        """
        checks.check_outcome(words, instead, local_day(self.now(), self.zone))
        async with self.context.database.transaction() as session:
            store = self.actions(session)
            known = await store.get(action_id)
            if known is not None and (known.settled_by, known.outcome) == (user, outcome):
                return Settled(known)  # pressed twice, or sent twice
            action = await self._for_settling(session, user, action_id)
            follows = None
            if instead is not None:
                code = action.practice.ods_code if action.practice else None
                agreed = replace(instead, owner=action.owner, ods_code=code)
                follows = await self._keep(session, user, request, action.session_id, agreed)
            changed_to = follows.id if follows else None
            if not await store.settle(action_id, outcome, user, self.now(), words, changed_to):
                await self._for_settling(session, user, action_id)  # says who was quicker
            settled = await store.get(action_id)
            assert settled is not None
            await self.nudging.stop(session, settled)
            for each in await self._where_it_is_looked_at(session, action):
                await self.refresh(session, each.id, self.now(), touched=user != action.owner)
        return Settled(settled, follows)

    async def remind_later(self, user: str, action_id: int) -> tuple[Action, datetime]:
        """Its owner would like to be asked again in a week; when that is. Raises a sentence."""
        async with self.context.database.transaction() as session:
            action = await self._for_settling(session, user, action_id)
            if action.owner != user:
                raise NotAllowed(f"Only <@{action.owner}>, whose action it is, is reminded of it.")
            at = await self.nudging.later(session, action_id)
            await self.nudging.show(session, action, say.render_later(action, at, self.zone))
        return action, at

    async def _for_settling(self, session: AsyncSession, user: str, action_id: int) -> Action:
        """Raises NotFound, NotAllowed or Conflict."""
        action = await self.actions(session).get(action_id)
        if action is None:
            raise NotFound("This action is no longer in the list.")
        if not await self._may_settle(session, user, action):
            raise NotAllowed(
                f"This action is <@{action.owner}>'s: they say what became of it, or somebody in the "
                "session in which it is looked at."
            )
        if action.done:
            raise Conflict(say.settled_before(action))
        return action

    async def _may_settle(self, session: AsyncSession, user: str, action: Action) -> bool:
        if action.owner == user or may_organise(await self.people(session).member(user)):
            return True
        here = {each.id for each in await self._where_it_is_looked_at(session, action)}
        invited = await self.sessions(session).invitees_of({*here, action.session_id})
        return any(each.user == user for people in invited.values() for each in people)

    async def _where_it_is_looked_at(
        self, session: AsyncSession, action: Action
    ) -> list[PeerSession]:
        """The sessions that go on with this among last time's actions."""
        begun = await self.sessions(session).started_since(self.now() - IN_THE_THREAD)
        return [each for each in begun if belongs_to(each, replace(action, done=False))]
