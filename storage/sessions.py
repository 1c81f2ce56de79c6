"""Keeps peer sessions, who is invited to them, and the actions that came of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Practice
from bot.domain.sessions import Action, Agreed, Answer, Invitee, PeerSession, Proposal, State
from storage.database import insert_into
from storage.schema.people import PracticeRow
from storage.schema.sessions import ActionRow, InviteeRow, PeerSessionRow, SessionPracticeRow


class SessionStore:
    """The peer sessions of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- sessions

    async def add(
        self, request: str, proposal: Proposal, lead: str, zone: str, now: datetime
    ) -> int | None:
        """Keep a session and its practices; its id, or None if this request was kept before."""
        insert = insert_into(self.session, PeerSessionRow).values(
            workspace_id=self.workspace_id,
            request=request,
            topic=proposal.topic,
            channel=proposal.channel,
            lead=lead,
            starts_at=proposal.starts_at,
            zone=zone,
            minutes=proposal.minutes,
            place=proposal.place,
            snippet_id=proposal.snippet_id,
            state=State.PLANNED,
            created_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(PeerSessionRow.id))
        session_id = added.scalar_one_or_none()
        if session_id is not None:
            await self._add_practices(session_id, proposal.ods_codes)
        return session_id

    async def _add_practices(self, session_id: int, ods_codes: Sequence[str]) -> None:
        ids = await self._practice_ids(ods_codes)
        self.session.add_all(
            SessionPracticeRow(
                session_id=session_id, practice_id=ids[code], workspace_id=self.workspace_id
            )
            for code in ods_codes
        )
        await self.session.flush()

    async def get(self, session_id: int) -> PeerSession | None:
        found = await self._sessions(PeerSessionRow.id == session_id)
        return found[0] if found else None

    async def upcoming(self, now: datetime) -> list[PeerSession]:
        """What is planned and has not begun, the soonest first."""
        return await self._sessions(
            PeerSessionRow.state == State.PLANNED, PeerSessionRow.starts_at > now
        )

    async def started_since(self, since: datetime) -> list[PeerSession]:
        return await self._sessions(
            PeerSessionRow.state == State.STARTED, PeerSessionRow.starts_at >= since
        )

    async def _sessions(self, *conditions: ColumnElement[bool]) -> list[PeerSession]:
        rows = await self.session.scalars(
            select(PeerSessionRow)
            .where(PeerSessionRow.workspace_id == self.workspace_id, *conditions)
            .order_by(PeerSessionRow.starts_at, PeerSessionRow.id)
        )
        found = rows.all()
        practices = await self._practices([row.id for row in found])
        return [_session(row, practices.get(row.id, ())) for row in found]

    async def _practices(self, session_ids: Sequence[int]) -> dict[int, tuple[Practice, ...]]:
        rows = await self.session.execute(
            select(SessionPracticeRow.session_id, PracticeRow)
            .join(PracticeRow, SessionPracticeRow.practice_id == PracticeRow.id)
            .where(SessionPracticeRow.session_id.in_(session_ids))
            .order_by(PracticeRow.name, PracticeRow.ods_code)
        )
        found: dict[int, tuple[Practice, ...]] = {}
        for session_id, practice in rows:
            found[session_id] = (*found.get(session_id, ()), _practice(practice))
        return found

    async def move(self, session_id: int, before: State, after: State) -> bool:
        """Change the state, if it still is ``before``: of several who try, one succeeds."""
        moved = await self.session.execute(
            update(PeerSessionRow)
            .filter_by(workspace_id=self.workspace_id, id=session_id, state=before)
            .values(state=after)
            .returning(PeerSessionRow.id)
        )
        return moved.scalar_one_or_none() is not None

    # ---- invitations

    async def invite(self, session_id: int, invitees: Iterable[Invitee], now: datetime) -> None:
        people = list(invitees)
        ids = await self._practice_ids({each.practice.ods_code for each in people if each.practice})
        self.session.add_all(
            InviteeRow(
                session_id=session_id,
                slack_user_id=each.user,
                workspace_id=self.workspace_id,
                practice_id=ids[each.practice.ods_code] if each.practice else None,
                answer=each.answer,
                answered_at=now if each.answer else None,
            )
            for each in people
        )
        await self.session.flush()

    async def answer(self, session_id: int, user: str, answer: Answer, now: datetime) -> bool:
        """Keep what they said; False if they were not invited."""
        answered = await self.session.execute(
            update(InviteeRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id, slack_user_id=user)
            .values(answer=answer, answered_at=now)
            .returning(InviteeRow.slack_user_id)
        )
        return answered.scalar_one_or_none() is not None

    async def invitees(self, session_id: int) -> list[Invitee]:
        """Everybody invited, by Slack id."""
        return (await self.invitees_of([session_id])).get(session_id, [])

    async def invitees_of(self, session_ids: Iterable[int]) -> dict[int, list[Invitee]]:
        rows = await self.session.execute(
            select(InviteeRow, PracticeRow)
            .outerjoin(PracticeRow, InviteeRow.practice_id == PracticeRow.id)
            .where(
                InviteeRow.workspace_id == self.workspace_id,
                InviteeRow.session_id.in_(list(session_ids)),
            )
            .order_by(InviteeRow.slack_user_id)
        )
        found: dict[int, list[Invitee]] = {}
        for row, practice in rows:
            found.setdefault(row.session_id, []).append(_invitee(row, practice))
        return found

    # ---- actions

    async def add_action(
        self, request: str, session_id: int, agreed: Agreed, recorded_by: str, now: datetime
    ) -> int | None:
        """Keep an action; its id, or None if this request was kept before."""
        ids = await self._practice_ids([agreed.ods_code] if agreed.ods_code else [])
        insert = insert_into(self.session, ActionRow).values(
            workspace_id=self.workspace_id,
            request=request,
            session_id=session_id,
            what=agreed.what,
            owner=agreed.owner,
            practice_id=ids[agreed.ods_code] if agreed.ods_code else None,
            due=agreed.due,
            recorded_by=recorded_by,
            recorded_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(ActionRow.id))
        return added.scalar_one_or_none()

    async def action(self, action_id: int) -> Action | None:
        found = await self._actions(ActionRow.id == action_id)
        return found[0] if found else None

    async def open_actions(self) -> list[Action]:
        """All that is still to be done, the soonest due first."""
        return await self._actions(ActionRow.done_at.is_(None))

    async def finish_action(self, action_id: int, now: datetime) -> bool:
        """Mark it as done; False if it was already."""
        finished = await self.session.execute(
            update(ActionRow)
            .filter_by(workspace_id=self.workspace_id, id=action_id, done_at=None)
            .values(done_at=now)
            .returning(ActionRow.id)
        )
        return finished.scalar_one_or_none() is not None

    async def _actions(self, *conditions: ColumnElement[bool]) -> list[Action]:
        query = (
            select(ActionRow, PeerSessionRow.topic, PracticeRow)
            .join(PeerSessionRow, ActionRow.session_id == PeerSessionRow.id)
            .outerjoin(PracticeRow, ActionRow.practice_id == PracticeRow.id)
            .where(ActionRow.workspace_id == self.workspace_id, *conditions)
            .order_by(ActionRow.due, ActionRow.id)
        )
        rows = await self.session.execute(query)
        return [_action(row, topic, practice) for row, topic, practice in rows]

    async def _practice_ids(self, ods_codes: Iterable[str]) -> dict[str, int]:
        rows = await self.session.execute(
            select(PracticeRow.ods_code, PracticeRow.id).where(
                PracticeRow.workspace_id == self.workspace_id,
                PracticeRow.ods_code.in_(list(ods_codes)),
            )
        )
        return {row.ods_code: row.id for row in rows}


def _practice(row: PracticeRow) -> Practice:
    return Practice(row.ods_code, row.name, row.list_size, row.imd_decile)


def _session(row: PeerSessionRow, practices: tuple[Practice, ...]) -> PeerSession:
    return PeerSession(
        id=row.id,
        topic=row.topic,
        channel=row.channel,
        lead=row.lead,
        starts_at=row.starts_at,
        zone=row.zone,
        minutes=row.minutes,
        place=row.place,
        snippet_id=row.snippet_id,
        state=State(row.state),
        practices=practices,
    )


def _invitee(row: InviteeRow, practice: PracticeRow | None) -> Invitee:
    return Invitee(
        user=row.slack_user_id,
        practice=_practice(practice) if practice else None,
        answer=Answer(row.answer) if row.answer else None,
    )


def _action(row: ActionRow, topic: str, practice: PracticeRow | None) -> Action:
    return Action(
        id=row.id,
        session_id=row.session_id,
        topic=topic,
        what=row.what,
        owner=row.owner,
        practice=_practice(practice) if practice else None,
        due=row.due,
        done=row.done_at is not None,
    )
