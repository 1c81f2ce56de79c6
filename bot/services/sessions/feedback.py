"""What those who were at a session made of it: a pulse that asks them, where they are enough."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

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
from bot.domain.sessions import PeerSession
from bot.domain.sessions.after import FEEDBACK_OPEN_FOR, is_ticked, working_days_after
from bot.domain.times import local_day
from bot.errors import PeerbotError
from bot.services.context import Context
from bot.services.pulse.asking import Asked
from bot.services.pulse.opening import Opening
from bot.services.sessions.after import FEEDBACK, After
from bot.services.sessions.outgoing import THREAD, key
from bot.tick import Firing
from storage.people import rhythm_of

log = logging.getLogger(__name__)

AGAIN = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=10)  # what people made of it they have forgotten then


class AskingFeedback(After):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.opening = Opening(context)

    async def plan(self, session: AsyncSession, firing: Firing) -> None:
        await self.work_to_do(session).plan(FEEDBACK, firing.subject, firing.now)

    async def ask(self, subject: str, now: datetime) -> datetime | None:
        """Open the pulse, once; tried again tomorrow where these people are being asked the same."""
        session_id = int(subject)
        try:
            async with self.context.database.transaction() as session:
                outcome = await self.outcomes(session).get(session_id, locked=True)
                if outcome is None or not outcome.met or outcome.round_id is not None:
                    return None
                kept = await self.found(session, session_id)
                groups = await self._groups(session, session_id)
                if len(groups) >= FLOOR:
                    await self._open(session, kept, groups, now)
        except PeerbotError:
            log.info("feedback_not_asked session=%s", session_id)
            said_at = outcome.said_at if outcome else None
            late = said_at is None or now - said_at > GIVEN_UP_AFTER
            return None if late else now + AGAIN
        return None

    async def _groups(self, session: AsyncSession, session_id: int) -> Mapping[str, Group]:
        """Whom it asks; nobody until the list is ticked."""
        invited = await self.sessions(session).invitees(session_id)
        if not is_ticked(invited):
            return {}
        there = [each.user for each in invited if each.attended]
        return asked_in_groups(await self.people(session).members(there))

    async def _open(
        self, session: AsyncSession, kept: PeerSession, groups: Mapping[str, Group], now: datetime
    ) -> None:
        calendar = (await rhythm_of(session, self.workspace_id)).calendar
        last = working_days_after(now, FEEDBACK_OPEN_FOR, calendar, self.zone)
        day = local_day(last, self.zone)
        asks = SESSION_FEEDBACK.worded(self.context.workspace.body_name)
        proposal = Proposal(
            kept.channel,
            replace(asks, title=f"{asks.title}: {kept.topic}"),
            FLOOR,
            day,
            CLOSING_TIME,
            # Nobody's name is kept with the round: who is asked is in its register only.
            Circle(CircleKind.MEETING, (kept.channel,)),
            thread=key(kept.id, THREAD),
        )
        closes_at = closing_moment(day, CLOSING_TIME, self.zone, now)
        opened = await self.opening.open_in(
            session, kept.facilitated_by, proposal, Asked(groups, frozenset()), closes_at
        )
        await self.outcomes(session).change(kept.id, round_id=opened.round.id)
        await self.refresh(session, kept)
