"""Reads what is one person's own: sessions, actions, and messages that wait."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import State as Sending
from bot.domain.home import MyAction, MySession, Some, Waiting
from bot.domain.rhythm import Waits
from bot.domain.sessions import Answer, Count, State
from storage.home.held import asks_again
from storage.home.reading import some
from storage.schema.delivery import DeliveryRow
from storage.schema.meetings import ActionRow
from storage.schema.people import PracticeRow
from storage.schema.sessions import InviteeRow, PeerSessionRow, SessionPracticeRow

NAMED = 12  # of those who said yes


class MineStore:
    """One person's own in one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int, user: str) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.user = user

    async def sessions(self, now: datetime) -> Some[MySession]:
        """Those that they come to or lead, and what goes on now unless they said no; the soonest first."""
        of, mine = PeerSessionRow, InviteeRow
        led = or_(of.lead == self.user, func.coalesce(of.facilitator, "") == self.user)
        comes = mine.answer.in_([Answer.YES, Answer.MAYBE, Answer.WAITING])
        running = of.state == State.STARTED
        query = (
            select(
                of.id,
                of.topic,
                of.channel,
                of.starts_at,
                of.zone,
                of.minutes,
                of.place,
                of.state,
                mine.answer,
                case((led, True), else_=False).label("led"),
            )
            .join(mine, _own(self.user), isouter=True)
            .where(
                of.workspace_id == self.workspace_id,
                or_(
                    and_(running, or_(led, func.coalesce(mine.answer, "") != Answer.NO)),
                    and_(of.state == State.PLANNED, of.starts_at > now, or_(comes, led)),
                ),
                or_(led, mine.slack_user_id == self.user),
            )
            .order_by(case((running, 0), else_=1), of.starts_at, of.id)
        )
        return await some(self.session, query, _my_session)

    async def answers(self, session_ids: Iterable[int]) -> dict[int, tuple[Count, tuple[str, ...]]]:
        """What was said to the invitations of each, and who the first are that come."""
        query = (
            select(InviteeRow.session_id, InviteeRow.slack_user_id, InviteeRow.answer)
            .where(
                InviteeRow.workspace_id == self.workspace_id,
                InviteeRow.session_id.in_(list(session_ids)),
            )
            .order_by(InviteeRow.answered_at, InviteeRow.slack_user_id)
        )
        said: dict[int, list[tuple[str, str | None]]] = {}
        for session_id, user, answer in await self.session.execute(query):
            said.setdefault(session_id, []).append((user, answer))
        return {key: (_count(each), _coming(each, self.user)) for key, each in said.items()}

    async def practices(self, session_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The names of those that meet in each, which tells sessions on one topic apart."""
        query = (
            select(SessionPracticeRow.session_id, PracticeRow.name)
            .join(PracticeRow, SessionPracticeRow.practice_id == PracticeRow.id)
            .where(
                SessionPracticeRow.workspace_id == self.workspace_id,
                SessionPracticeRow.session_id.in_(list(session_ids)),
            )
            .order_by(PracticeRow.name)
        )
        names: dict[int, tuple[str, ...]] = {}
        for session_id, name in await self.session.execute(query):
            names[session_id] = (*names.get(session_id, ()), name)
        return names

    async def actions(self) -> Some[MyAction]:
        """Still to be done, the soonest due first."""
        query = (
            select(ActionRow.id, ActionRow.what, ActionRow.due, PeerSessionRow.topic)
            .join(PeerSessionRow, ActionRow.session_id == PeerSessionRow.id)
            .where(
                ActionRow.workspace_id == self.workspace_id,
                ActionRow.done_at.is_(None),
                ActionRow.owner == self.user,
            )
            .order_by(ActionRow.due, ActionRow.id)
        )
        return await some(self.session, query, lambda row: MyAction(*row[:4]))

    async def waiting(self, now: datetime) -> Some[Waiting]:
        """The messages to them that wait, the oldest first; not those that are of no use any more, or
        that ask what waits for an answer anyway.
        """
        row = DeliveryRow
        query = (
            select(
                row.id,
                func.coalesce(row.about, row.body["text"].as_string()).label("about"),
                row.due_at,
                row.reason,
            )
            .where(
                row.workspace_id == self.workspace_id,
                row.spot == self.user,
                row.state == Sending.WAITING,
                or_(row.until.is_(None), row.until > now),
                ~asks_again(self.workspace_id, self.user, now),
            )
            .order_by(row.id)
        )
        return await some(self.session, query, _waiting)


def _own(user: str) -> ColumnElement[bool]:
    return and_(InviteeRow.session_id == PeerSessionRow.id, InviteeRow.slack_user_id == user)


def _my_session(row: Any) -> MySession:
    kept: Any = tuple(row)[:7]
    own = Answer(row.answer) if row.answer else None
    about: Any = (State(row.state), own, bool(row.led))
    return MySession(*kept, *about)


def _waiting(row: Any) -> Waiting:
    return Waiting(row.id, row.about, row.due_at, over_budget=row.reason == Waits.BUDGET)


def _count(said: list[tuple[str, str | None]]) -> Count:
    answers = [answer for _, answer in said]
    return Count(
        yes=answers.count(Answer.YES),
        no=answers.count(Answer.NO),
        silent=answers.count(None),
        maybe=answers.count(Answer.MAYBE),
        waiting=answers.count(Answer.WAITING),
    )


def _coming(said: list[tuple[str, str | None]], reader: str) -> tuple[str, ...]:
    """Those who said yes, besides whoever reads it."""
    return tuple(user for user, answer in said if answer == Answer.YES and user != reader)[:NAMED]
