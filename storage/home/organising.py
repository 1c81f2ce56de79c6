"""Reads what waits for those who set sessions up, run pulses, or answer for the body."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.home import (
    Matching,
    MyAction,
    OpenPulse,
    Some,
    UnrepliedPulse,
    VoteToSettle,
)
from bot.domain.matching.rounds import RoundState
from bot.domain.pulse import COUNTED, Turnout
from bot.domain.pulse import State as PulseState
from bot.domain.sessions.barriers import Barrier
from bot.domain.sessions.finding import PollState
from storage.comparisons.challenges import SEPARATOR
from storage.home.reading import some
from storage.schema.comparisons import ChallengeRow
from storage.schema.finding import PollRow, PollVoterRow
from storage.schema.matching import MatchingRow
from storage.schema.meetings import ActionRow, BarrierRow
from storage.schema.pulse import BallotRow, RoundRow
from storage.schema.sessions import PeerSessionRow
from storage.sessions.barriers import barrier_of
from storage.sessions.finding import IN_PROGRESS

UNSENT = (RoundState.WORKING, RoundState.READY, RoundState.SENDING)


class OrganisingStore:
    """What one workspace has for one of its organisers."""

    def __init__(self, session: AsyncSession, workspace_id: int, user: str) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.user = user

    # ---- who sets sessions up

    async def votes(self) -> Some[VoteToSettle]:
        """Theirs: those that wait for a choice first."""
        others = (PollVoterRow.poll_id == PollRow.id) & (PollVoterRow.slack_user_id != PollRow.lead)
        asked = select(func.count()).where(others).scalar_subquery()
        answered = (
            select(func.count()).where(others, PollVoterRow.answered_at.is_not(None))
        ).scalar_subquery()
        query = (
            select(
                PollRow.id,
                PollRow.proposal["topic"].as_string(),
                PollRow.state,
                PollRow.closes_at,
                PollRow.zone,
                answered,
                asked,
            )
            .where(
                PollRow.workspace_id == self.workspace_id,
                PollRow.lead == self.user,
                PollRow.state.in_(IN_PROGRESS),
            )
            .order_by(
                case((PollRow.state == PollState.CLOSED, 0), else_=1), PollRow.closes_at, PollRow.id
            )
        )
        return await some(self.session, query, _vote)

    async def matching(self) -> Some[Matching]:
        """Their rounds that are not sent yet."""
        query = (
            select(MatchingRow.id, MatchingRow.settings["topic"].as_string(), MatchingRow.state)
            .where(
                MatchingRow.workspace_id == self.workspace_id,
                MatchingRow.lead == self.user,
                MatchingRow.state.in_(UNSENT),
            )
            .order_by(MatchingRow.id.desc())
        )
        return await some(
            self.session, query, lambda row: Matching(row[0], row[1], RoundState(row[2]))
        )

    async def overdue(self, today: date) -> Some[MyAction]:
        """Others' actions, agreed in sessions that they led."""
        query = (
            select(
                ActionRow.id,
                ActionRow.what,
                ActionRow.due,
                PeerSessionRow.topic,
                ActionRow.owner,
            )
            .join(PeerSessionRow, ActionRow.session_id == PeerSessionRow.id)
            .where(
                ActionRow.workspace_id == self.workspace_id,
                ActionRow.done_at.is_(None),
                ActionRow.due < today,
                ActionRow.owner != self.user,
                PeerSessionRow.lead == self.user,
            )
            .order_by(ActionRow.due, ActionRow.id)
        )
        return await some(self.session, query, lambda row: MyAction(*row[:5]))

    # ---- who runs pulses: all of them, or one's own

    async def pulses(self, now: datetime, *, all_of_them: bool) -> Some[OpenPulse]:
        """The open ones, those that close first at the top, with how many have answered."""
        answered = select(func.count()).where(BallotRow.round_id == RoundRow.id).scalar_subquery()
        query = (
            select(RoundRow.id, RoundRow.title, RoundRow.closes_at, answered, RoundRow.asked)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                RoundRow.state == PulseState.OPEN,
                RoundRow.closes_at > now,
                *([] if all_of_them else [self._own_pulse()]),
            )
            .order_by(RoundRow.closes_at, RoundRow.id)
        )
        return await some(
            self.session,
            query,
            lambda row: OpenPulse(row.id, row.title, row.closes_at, Turnout(row[3], row[4])),
        )

    async def unreplied(self, *, all_of_them: bool) -> Some[UnrepliedPulse]:
        """Those that somebody answered, and nobody has replied to; the oldest first."""
        closed = func.coalesce(RoundRow.closed_at, RoundRow.closes_at)
        query = (
            select(RoundRow.id, RoundRow.title, RoundRow.closed_at, RoundRow.closes_at)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                RoundRow.state.in_(COUNTED),
                RoundRow.answered > 0,
                RoundRow.reply.is_(None),
                *([] if all_of_them else [self._own_pulse()]),
            )
            .order_by(closed, RoundRow.id)
        )
        return await some(
            self.session,
            query,
            lambda row: UnrepliedPulse(row.id, row.title, row.closed_at or row.closes_at),
        )

    def _own_pulse(self) -> ColumnElement[bool]:
        return or_(RoundRow.owner == self.user, RoundRow.deputy == self.user)

    # ---- who answers for the body

    async def barriers(self) -> Some[Barrier]:
        """Those that wait with others, the oldest first."""
        query = (
            select(BarrierRow, PeerSessionRow.topic, PeerSessionRow.channel)
            .join(PeerSessionRow, BarrierRow.session_id == PeerSessionRow.id)
            .where(
                BarrierRow.workspace_id == self.workspace_id,
                BarrierRow.replied_at.is_(None),
                BarrierRow.owner != self.user,
            )
            .order_by(BarrierRow.raised_at, BarrierRow.id)
        )
        return await some(self.session, query, lambda row: barrier_of(*row[:3]))

    async def questioned(self) -> tuple[int, datetime | None]:
        """How many figures others are to answer for, and since when the first waits."""
        owners = SEPARATOR + ChallengeRow.owner + SEPARATOR
        query = select(func.count(), func.min(ChallengeRow.raised_at)).where(
            ChallengeRow.workspace_id == self.workspace_id,
            ChallengeRow.settled_at.is_(None),
            ~owners.contains(f"{SEPARATOR}{self.user}{SEPARATOR}", autoescape=True),
        )
        number, since = (await self.session.execute(query)).one()
        return number, since


def _vote(row: Any) -> VoteToSettle:
    return VoteToSettle(row[0], row[1], PollState(row[2]), *row[3:7])
