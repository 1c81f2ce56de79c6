"""Reads what waits for one person's answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.challenges import ANSWER_WITHIN
from bot.domain.home import BarrierAsked, FigureAsked, Invited, MetAsked, PulseAsked, Some, Vote
from bot.domain.home.answering import LONG_AGO
from bot.domain.pulse import State as PulseState
from bot.domain.sessions import Answer, State
from bot.domain.sessions.finding import PollState
from bot.domain.times import local_moment
from storage.comparisons.challenges import SEPARATOR
from storage.home.held import is_held_invitation
from storage.home.reading import some
from storage.pulse.rounds import Salt
from storage.schema.comparisons import ChallengeRow, IndicatorRow
from storage.schema.delivery import DeliveryRow
from storage.schema.finding import PollRow, PollVoterRow
from storage.schema.meetings import BarrierRow, OutcomeRow
from storage.schema.pulse import BallotRow, RegisterRow, RoundRow, SaltRow
from storage.schema.sessions import InviteeRow, PeerSessionRow
from storage.sessions.barriers import barrier_of

PULSES = 50
"""Open at once; whether one has answered is looked up of as many."""

_END_OF_DAY = time(18)


@dataclass(frozen=True, slots=True, repr=False)
class Booth:
    """An open pulse that asks one person, with what their ballot's key is made from."""

    asked: PulseAsked
    salt: Salt


class AskedStore:
    """What one workspace asks of one person."""

    def __init__(self, session: AsyncSession, workspace_id: int, user: str) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.user = user

    async def pulses(self, now: datetime) -> Some[Booth]:
        query = (
            select(RoundRow.id, RoundRow.title, RoundRow.closes_at, SaltRow.salt, SaltRow.secret_id)
            .join(RegisterRow, RegisterRow.round_id == RoundRow.id)
            .join(SaltRow, SaltRow.round_id == RoundRow.id)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                RoundRow.state == PulseState.OPEN,
                RoundRow.closes_at > now,
                RegisterRow.member == self.user,
            )
            .order_by(RoundRow.closes_at, RoundRow.id)
        )
        return await some(
            self.session,
            query,
            lambda row: Booth(
                PulseAsked(row.id, row.title, row.closes_at), Salt(row.salt, row.secret_id)
            ),
            PULSES,
        )

    async def ballots(self, keys: Sequence[tuple[int, bytes]]) -> set[int]:
        """In which of these rounds there is a ballot with that key."""
        found = await self.session.scalars(
            select(BallotRow.round_id)
            .join(RoundRow, RoundRow.id == BallotRow.round_id)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                tuple_(BallotRow.round_id, BallotRow.key).in_(keys),
            )
        )
        return set(found)

    async def invitations(self, now: datetime) -> Some[Invited]:
        """Those without an answer, the soonest first."""
        of = PeerSessionRow
        query = (
            select(
                of.id,
                of.topic,
                of.starts_at,
                of.zone,
                of.minutes,
                of.lead,
                of.place,
                DeliveryRow.id.label("held"),
            )
            .join(InviteeRow, InviteeRow.session_id == of.id)
            .join(
                DeliveryRow, is_held_invitation(self.workspace_id, of.id, self.user), isouter=True
            )
            .where(
                of.workspace_id == self.workspace_id,
                of.state == State.PLANNED,
                of.starts_at > now,
                InviteeRow.slack_user_id == self.user,
                InviteeRow.answer.is_(None),
            )
            .order_by(of.starts_at, of.id)
        )
        return await some(self.session, query, lambda row: Invited(*row[:8]))

    async def votes(self, now: datetime) -> Some[Vote]:
        """The votes on times in which they have not said anything."""
        query = (
            select(
                PollRow.id,
                PollRow.proposal["topic"].as_string(),
                PollRow.closes_at,
                PollRow.zone,
                PollRow.lead,
            )
            .join(PollVoterRow, PollVoterRow.poll_id == PollRow.id)
            .where(
                PollRow.workspace_id == self.workspace_id,
                PollRow.state == PollState.OPEN,
                PollRow.closes_at > now,
                PollRow.lead != self.user,
                PollVoterRow.slack_user_id == self.user,
                PollVoterRow.answered_at.is_(None),
            )
            .order_by(PollRow.closes_at, PollRow.id)
        )
        return await some(self.session, query, lambda row: Vote(*row[:5]))

    async def did_they_meet(self, now: datetime) -> Some[MetAsked]:
        """Of sessions that they came to or led, and of which nobody has said it."""
        of = PeerSessionRow
        came = InviteeRow.answer.in_([Answer.YES, Answer.MAYBE])
        led = or_(of.lead == self.user, of.facilitator == self.user)
        query = (
            select(of.id, of.topic, of.starts_at, of.zone)
            .join(OutcomeRow, OutcomeRow.session_id == of.id)
            .join(
                InviteeRow,
                (InviteeRow.session_id == of.id) & (InviteeRow.slack_user_id == self.user),
                isouter=True,
            )
            .where(
                of.workspace_id == self.workspace_id,
                OutcomeRow.met.is_(None),
                OutcomeRow.asked_at > now - LONG_AGO,
                or_(came, led),
            )
            .order_by(of.starts_at.desc(), of.id)
        )
        return await some(self.session, query, lambda row: MetAsked(*row[:4]))

    async def figures(self) -> Some[FigureAsked]:
        """The open questions about figures that they answer for."""
        owners = SEPARATOR + ChallengeRow.owner + SEPARATOR
        query = (
            select(ChallengeRow.id, IndicatorRow.name, ChallengeRow.words, ChallengeRow.raised_at)
            .join(IndicatorRow, IndicatorRow.id == ChallengeRow.indicator_id)
            .where(
                ChallengeRow.workspace_id == self.workspace_id,
                ChallengeRow.settled_at.is_(None),
                owners.contains(f"{SEPARATOR}{self.user}{SEPARATOR}", autoescape=True),
            )
            .order_by(ChallengeRow.raised_at, ChallengeRow.id)
        )
        return await some(
            self.session,
            query,
            lambda row: FigureAsked(
                row.id, row.name, row.words, row.raised_at, row.raised_at + ANSWER_WITHIN
            ),
        )

    async def barriers(self, zone: str) -> Some[BarrierAsked]:
        """Those that they answer for the body."""
        query = (
            select(BarrierRow, PeerSessionRow.topic, PeerSessionRow.channel)
            .join(PeerSessionRow, BarrierRow.session_id == PeerSessionRow.id)
            .where(
                BarrierRow.workspace_id == self.workspace_id,
                BarrierRow.replied_at.is_(None),
                BarrierRow.owner == self.user,
            )
            .order_by(BarrierRow.reply_by, BarrierRow.id)
        )
        return await some(
            self.session,
            query,
            lambda row: BarrierAsked(
                barrier_of(*row[:3]), local_moment(row[0].reply_by, _END_OF_DAY, zone).at
            ),
        )
