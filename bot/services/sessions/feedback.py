"""What those who were at a session made of it: a pulse that asks them, where they are enough.

Small groups of one round of matching are asked together, when all have met.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.matching.rounds import announcement_key
from bot.domain.pulse import (
    FLOOR,
    Circle,
    CircleKind,
    Group,
    Proposal,
    asked_in_groups,
    closing_moment,
)
from bot.domain.pulse.rounds import CLOSING_TIME
from bot.domain.questions import SESSION_FEEDBACK
from bot.domain.sessions import Invitee, PeerSession
from bot.domain.sessions.after import (
    FEEDBACK_OPEN_FOR,
    Aftermath,
    is_ticked,
    is_waited_for,
    working_days_after,
)
from bot.domain.times import local_day
from bot.errors import PeerbotError
from bot.services.context import Context
from bot.services.pulse.asking import Asked
from bot.services.pulse.opening import Opening
from bot.services.sessions.after import FEEDBACK
from bot.services.sessions.outgoing import THREAD, key
from bot.services.sessions.summing_up import SummingUp
from bot.tick import Firing
from storage.people import fewest, rhythm_of

log = logging.getLogger(__name__)

AGAIN = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=10)  # what people made of it they have forgotten then
ONE, SEVERAL = "this peer session", "the peer sessions of this round"


@dataclass(frozen=True, slots=True)
class Met:
    """A group whose list is ticked, and those of it whom a pulse may ask."""

    session: PeerSession
    asks: Mapping[str, Group]


class AskingFeedback(SummingUp):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.opening = Opening(context)

    async def plan(self, session: AsyncSession, firing: Firing) -> None:
        await self.work_to_do(session).plan(FEEDBACK, firing.subject, firing.now)

    async def ask(self, subject: str, now: datetime) -> datetime | None:
        """Open the pulse, once; looked at again tomorrow where somebody is waited for."""
        session_id = int(subject)
        said_at = None
        try:
            async with self.context.database.transaction() as session:
                matched = await self.outcomes(session).matched_with(session_id)
                ids = matched.session_ids if matched else (session_id,)
                outcomes = await self.outcomes(session).many(ids)
                own = outcomes.get(session_id)
                if own is None or not own.met or own.round_id is not None:
                    return None
                said_at = own.said_at
                groups, all_said = await self._groups(session, outcomes, ids, now)
                alone = [each for each in groups if each.session.id == session_id]
                least = await fewest(session, self.workspace_id)
                if any(len(each.asks) >= least for each in alone):
                    thread = key(session_id, THREAD)
                    await self._open(session, alone, Circle(name=ONE), thread, now)
                elif alone and matched and not all_said:
                    return now + AGAIN
                elif alone and matched:
                    small = [each for each in groups if len(each.asks) < least]
                    thread = announcement_key(matched.id)
                    await self._open(session, small, Circle(name=SEVERAL), thread, now)
        except PeerbotError:
            # These people are being asked the same at the moment, or have been a few days ago.
            log.info("feedback_not_asked session=%s", session_id)
            late = said_at is None or now - said_at > GIVEN_UP_AFTER
            return None if late else now + AGAIN
        return None

    async def _groups(
        self,
        session: AsyncSession,
        outcomes: Mapping[int, Aftermath],
        session_ids: Sequence[int],
        now: datetime,
    ) -> tuple[list[Met], bool]:
        """The groups that met and are not asked yet, and whether nobody is waited for any more."""
        store = self.sessions(session)
        found = await store.some(session_ids)
        invited = await store.invitees_of(session_ids)
        there = {each.id: _there(outcomes.get(each.id), invited.get(each.id, [])) for each in found}
        members = await self.people(session).members(
            {user for those in there.values() for user in those}
        )
        all_said = not any(
            is_waited_for(
                each.state, outcomes.get(each.id), is_ticked(invited.get(each.id, [])), now
            )
            for each in found
        )
        groups = [
            Met(
                each,
                asked_in_groups(one for one in members if one.slack_user_id in there[each.id]),
            )
            for each in found
            if there[each.id]
        ]
        return groups, all_said

    async def _open(
        self,
        session: AsyncSession,
        groups: Sequence[Met],
        circle: Circle,
        thread: str,
        now: datetime,
    ) -> None:
        asks = {user: group for each in groups for user, group in each.asks.items()}
        if len(asks) < await fewest(session, self.workspace_id):
            return
        kept = groups[0].session
        calendar = (await rhythm_of(session, self.workspace_id)).calendar
        last = working_days_after(now, FEEDBACK_OPEN_FOR, calendar, self.zone)
        day = local_day(last, self.zone)
        questions = SESSION_FEEDBACK.worded(self.context.workspace.body_name)
        proposal = Proposal(
            kept.channel,
            replace(questions, title=f"{questions.title}: {kept.topic}"),
            FLOOR,
            day,
            CLOSING_TIME,
            # Nobody's name is kept with the round: who is asked is in its register only.
            replace(circle, kind=CircleKind.MEETING, ids=(kept.channel,)),
            thread=thread,
        )
        closes_at = closing_moment(day, CLOSING_TIME, self.zone, now)
        owner = kept.facilitated_by if circle.name == ONE else kept.lead
        opened = await self.opening.open_in(
            session, owner, proposal, Asked(asks, frozenset()), closes_at
        )
        await self.outcomes(session).asked([each.session.id for each in groups], opened.round.id)
        if circle.name == ONE:
            await self.sum_up(session, kept)


def _there(outcome: Aftermath | None, invited: Sequence[Invitee]) -> set[str]:
    """Who was there, of a group that may be asked."""
    if outcome is None or not outcome.met or outcome.round_id is not None:
        return set()
    return {each.user for each in invited if each.attended} if is_ticked(invited) else set()
