"""Keeps peer sessions and who is invited to them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Practice
from bot.domain.sessions import (
    Answer,
    Guest,
    GuestKind,
    Invitee,
    PeerSession,
    Proposal,
    State,
)
from storage.database import insert_into
from storage.schema.people import PracticeRow
from storage.schema.sessions import GuestRow, InviteeRow, PeerSessionRow, SessionPracticeRow
from storage.sessions.rows import (
    INDICATOR,
    SERIES,
    invitee_of,
    practice_ids,
    practice_of,
    session_of,
)


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
            format=proposal.format,
            facilitator=proposal.facilitator,
            indicator_key=proposal.indicator_key,
            places=proposal.places,
            why_these=proposal.why_these,
            uid=f"{uuid.uuid4().hex}@peerbot",
            sequence=0,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(PeerSessionRow.id))
        session_id = added.scalar_one_or_none()
        if session_id is not None:
            await self._add_practices(session_id, proposal.ods_codes)
            await self._add_guests(session_id, proposal.guests)
        return session_id

    async def _add_practices(self, session_id: int, ods_codes: Sequence[str]) -> None:
        ids = await practice_ids(self.session, self.workspace_id, ods_codes)
        self.session.add_all(
            SessionPracticeRow(
                session_id=session_id, practice_id=ids[code], workspace_id=self.workspace_id
            )
            for code in ods_codes
        )
        await self.session.flush()

    async def _add_guests(self, session_id: int, guests: Iterable[Guest]) -> None:
        self.session.add_all(
            GuestRow(
                workspace_id=self.workspace_id,
                session_id=session_id,
                kind=each.kind,
                name=each.name,
            )
            for each in guests
        )
        await self.session.flush()

    async def get(self, session_id: int) -> PeerSession | None:
        found = await self._sessions(PeerSessionRow.id == session_id)
        return found[0] if found else None

    async def locked(self, session_id: int) -> PeerSession | None:
        """The session, for us alone until the transaction ends: who gets a place is decided in turn."""
        found = select(PeerSessionRow.id).filter_by(workspace_id=self.workspace_id, id=session_id)
        await self.session.execute(found.with_for_update())
        return await self.get(session_id)

    async def change(self, session_id: int, **values: Any) -> None:
        """Set columns of a session."""
        await self.session.execute(
            update(PeerSessionRow)
            .filter_by(workspace_id=self.workspace_id, id=session_id)
            .values(**values)
        )

    async def upcoming(self, now: datetime) -> list[PeerSession]:
        """What is planned and has not begun, the soonest first."""
        return await self._sessions(
            PeerSessionRow.state == State.PLANNED, PeerSessionRow.starts_at > now
        )

    async def last_channel(self, lead: str) -> str | None:
        """Where the session is that this person set up last."""
        return await self.session.scalar(
            select(PeerSessionRow.channel)
            .filter_by(workspace_id=self.workspace_id, lead=lead)
            .order_by(PeerSessionRow.id.desc())
            .limit(1)
        )

    async def started_since(self, since: datetime) -> list[PeerSession]:
        return await self._sessions(
            PeerSessionRow.state == State.STARTED, PeerSessionRow.starts_at >= since
        )

    async def some(self, session_ids: Iterable[int]) -> list[PeerSession]:
        return await self._sessions(PeerSessionRow.id.in_(list(session_ids)))

    async def since(self, moment: datetime) -> list[PeerSession]:
        """Those from then on, whatever became of them, the earliest first."""
        return await self._sessions(PeerSessionRow.starts_at >= moment)

    async def begun_since(self, since: datetime) -> list[PeerSession]:
        """Those that were opened, over or not, the earliest first."""
        return await self._sessions(
            PeerSessionRow.state.in_([State.STARTED, State.OVER]), PeerSessionRow.starts_at >= since
        )

    async def _sessions(self, *conditions: ColumnElement[bool]) -> list[PeerSession]:
        rows = await self.session.execute(
            select(PeerSessionRow, INDICATOR, SERIES)
            .where(PeerSessionRow.workspace_id == self.workspace_id, *conditions)
            .order_by(PeerSessionRow.starts_at, PeerSessionRow.id)
        )
        found = [tuple(row) for row in rows]
        ids = [row.id for row, *_ in found]
        practices, guests = await self._practices(ids), await self._guests(ids)
        return [
            session_of(row, practices.get(row.id, ()), guests.get(row.id, ()), *about)
            for row, *about in found
        ]

    async def _guests(self, session_ids: Sequence[int]) -> dict[int, tuple[Guest, ...]]:
        rows = await self.session.scalars(
            select(GuestRow)
            .where(GuestRow.session_id.in_(session_ids))
            .order_by(GuestRow.session_id, GuestRow.id)
        )
        found: dict[int, tuple[Guest, ...]] = {}
        for row in rows:
            guest = Guest(row.name, GuestKind(row.kind), row.attended)
            found[row.session_id] = (*found.get(row.session_id, ()), guest)
        return found

    async def _practices(self, session_ids: Sequence[int]) -> dict[int, tuple[Practice, ...]]:
        rows = await self.session.execute(
            select(SessionPracticeRow.session_id, PracticeRow)
            .join(PracticeRow, SessionPracticeRow.practice_id == PracticeRow.id)
            .where(SessionPracticeRow.session_id.in_(session_ids))
            .order_by(PracticeRow.name, PracticeRow.ods_code)
        )
        found: dict[int, tuple[Practice, ...]] = {}
        for session_id, practice in rows:
            found[session_id] = (*found.get(session_id, ()), practice_of(practice))
        return found

    async def show_figures(self, session_id: int, snippet_id: int) -> None:
        """The figures that it is about, as they were when it opened."""
        await self.session.execute(
            update(PeerSessionRow)
            .filter_by(workspace_id=self.workspace_id, id=session_id)
            .values(snippet_id=snippet_id)
        )

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
        codes = {each.practice.ods_code for each in people if each.practice}
        ids = await practice_ids(self.session, self.workspace_id, codes)
        self.session.add_all(
            InviteeRow(
                session_id=session_id,
                slack_user_id=each.user,
                workspace_id=self.workspace_id,
                practice_id=ids[each.practice.ods_code] if each.practice else None,
                answer=each.answer,
                answered_at=each.answered_at or now if each.answer else None,
                guest=each.guest,
            )
            for each in people
        )
        await self.session.flush()

    async def invite_as_well(self, session_id: int, invitee: Invitee, now: datetime) -> bool:
        """Invite one more; False if they were invited before."""
        return bool(await self.invite_others(session_id, [invitee], now))

    async def invite_others(
        self, session_id: int, invitees: Iterable[Invitee], now: datetime
    ) -> set[str]:
        """Invite those of them who were not invited yet; gives who they are."""
        people = list(invitees)
        codes = {each.practice.ods_code for each in people if each.practice}
        ids = await practice_ids(self.session, self.workspace_id, codes)
        rows = [
            {
                "session_id": session_id,
                "slack_user_id": each.user,
                "workspace_id": self.workspace_id,
                "practice_id": ids[each.practice.ods_code] if each.practice else None,
                "answer": each.answer,
                "answered_at": now if each.answer else None,
                "guest": each.guest,
                "invited_by": each.invited_by,
            }
            for each in people
        ]
        if not rows:
            return set()
        once = (
            insert_into(self.session, InviteeRow)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["session_id", "slack_user_id"])
        )
        return set(await self.session.scalars(once.returning(InviteeRow.slack_user_id)))

    async def asked_by(self, session_id: int, users: Iterable[str], by: str) -> None:
        """A colleague asks them to come instead."""
        await self.session.execute(
            update(InviteeRow)
            .where(
                InviteeRow.workspace_id == self.workspace_id,
                InviteeRow.session_id == session_id,
                InviteeRow.slack_user_id.in_(list(users)),
            )
            .values(invited_by=by)
        )

    async def give_places(self, session_id: int, users: Iterable[str]) -> None:
        """Those who waited are coming; when they asked stays as it was."""
        await self.session.execute(
            update(InviteeRow)
            .where(
                InviteeRow.workspace_id == self.workspace_id,
                InviteeRow.session_id == session_id,
                InviteeRow.slack_user_id.in_(list(users)),
                InviteeRow.answer == Answer.WAITING,
            )
            .values(answer=Answer.YES)
        )

    async def took_calendar_file(self, session_id: int, user: str, sequence: int) -> None:
        await self.session.execute(
            update(InviteeRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id, slack_user_id=user)
            .values(calendar_sequence=sequence)
        )

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
            found.setdefault(row.session_id, []).append(invitee_of(row, practice))
        return found
