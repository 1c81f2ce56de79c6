"""Keeps what became of sessions: whether the group met, and who was there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Member
from bot.domain.sessions.after import Aftermath
from bot.domain.sessions.model import State
from storage.among import among
from storage.database import insert_into
from storage.schema.matching import MatchGroupRow
from storage.schema.meetings import ActionRow, OutcomeRow
from storage.schema.sessions import GuestRow, InviteeRow, PeerSessionRow, SeriesSessionRow
from storage.sessions.rows import practice_ids


@dataclass(frozen=True, slots=True)
class Matched:
    """A round of matching, and the sessions of its groups."""

    id: int
    session_ids: tuple[int, ...]


class OutcomeStore:
    """The outcomes of one workspace's sessions."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- did they meet?

    async def begin(self, session_id: int, now: datetime) -> bool:
        """False if it was begun before."""
        insert = insert_into(self.session, OutcomeRow).values(
            session_id=session_id, workspace_id=self.workspace_id, asked_at=now
        )
        once = insert.on_conflict_do_nothing(index_elements=["session_id"])
        begun = await self.session.execute(once.returning(OutcomeRow.session_id))
        return begun.scalar_one_or_none() is not None

    async def get(self, session_id: int, *, locked: bool = False) -> Aftermath | None:
        """``locked``: nobody else changes it until the commit."""
        found = select(OutcomeRow).filter_by(workspace_id=self.workspace_id, session_id=session_id)
        if locked:
            found = found.with_for_update()
        row = (await self.session.scalars(found)).one_or_none()
        return _outcome(row) if row else None

    async def many(self, session_ids: Sequence[int]) -> dict[int, Aftermath]:
        """By session, locked until the commit in the order of their ids."""
        rows = await self.session.scalars(
            select(OutcomeRow)
            .where(
                OutcomeRow.workspace_id == self.workspace_id,
                OutcomeRow.session_id.in_(session_ids),
            )
            .order_by(OutcomeRow.session_id)
            .with_for_update()
        )
        return {row.session_id: _outcome(row) for row in rows}

    async def matched_with(self, session_id: int) -> Matched | None:
        """The round of matching that it is a group of; None if of none, or the only one."""
        own = select(MatchGroupRow.matching_id).filter_by(
            workspace_id=self.workspace_id, session_id=session_id
        )
        rows = await self.session.execute(
            select(MatchGroupRow.matching_id, MatchGroupRow.session_id)
            .where(MatchGroupRow.matching_id.in_(own), MatchGroupRow.session_id.is_not(None))
            .order_by(MatchGroupRow.session_id)
        )
        found = [(matching_id, each) for matching_id, each in rows if each is not None]
        if len(found) < 2:
            return None
        return Matched(found[0][0], tuple(each for _, each in found))

    async def asked(self, session_ids: Sequence[int], round_id: int) -> None:
        """Those who were there are asked in that pulse."""
        await self.session.execute(
            update(OutcomeRow)
            .where(
                OutcomeRow.workspace_id == self.workspace_id,
                OutcomeRow.session_id.in_(session_ids),
            )
            .values(round_id=round_id)
        )

    async def change(self, session_id: int, **values: object) -> None:
        await self.session.execute(
            update(OutcomeRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id)
            .values(**values)
        )

    # ---- who was there

    async def note_attendance(
        self, session_id: int, there: Collection[str], guests: Collection[int]
    ) -> None:
        """Of everybody invited, and of the guests by their place in the session, whether they were."""
        await self.session.execute(
            update(InviteeRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id)
            .values(
                attended=case(
                    (among(self.session, InviteeRow.slack_user_id, there), True), else_=False
                )
            )
        )
        ids = await self._guest_ids(session_id)
        came = [id_ for place, id_ in enumerate(ids) if place in guests]
        await self.session.execute(
            update(GuestRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id)
            .values(attended=case((among(self.session, GuestRow.id, came), True), else_=False))
        )

    async def _guest_ids(self, session_id: int) -> list[int]:
        rows = await self.session.scalars(
            select(GuestRow.id)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id)
            .order_by(GuestRow.id)
        )
        return list(rows)

    async def add_unasked(
        self, session_id: int, people: Collection[str], members: Iterable[Member]
    ) -> None:
        """Who came without an invitation: with their practice, or as a guest."""
        if not people:
            return
        known = {each.slack_user_id: each for each in members}
        codes = {each.practice.ods_code for each in known.values() if each.practice}
        ids = await practice_ids(self.session, self.workspace_id, codes)
        rows = []
        for user in sorted(people):
            practice = known[user].practice if user in known else None
            rows.append(
                {
                    "session_id": session_id,
                    "slack_user_id": user,
                    "workspace_id": self.workspace_id,
                    "practice_id": ids[practice.ods_code] if practice else None,
                    "guest": user not in known,
                    "attended": True,
                }
            )
        insert = insert_into(self.session, InviteeRow).values(rows)
        await self.session.execute(insert.on_conflict_do_nothing())

    async def correct(self, session_id: int, user: str, there: bool) -> bool:
        """What somebody says of themselves; False if they were not invited."""
        corrected = await self.session.execute(
            update(InviteeRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id, slack_user_id=user)
            .values(attended=there)
            .returning(InviteeRow.slack_user_id)
        )
        return corrected.scalar_one_or_none() is not None

    async def pressed(self, session_id: int) -> set[str]:
        """Who recorded an action in the session: they will have been there."""
        rows = await self.session.scalars(
            select(ActionRow.recorded_by).filter_by(
                workspace_id=self.workspace_id, session_id=session_id
            )
        )
        return set(rows)

    # ---- what comes next

    async def next_in_series(self, session_id: int, now: datetime) -> datetime | None:
        """When the next session of the same series is, if it repeats."""
        series = select(SeriesSessionRow.series_id).filter_by(
            workspace_id=self.workspace_id, session_id=session_id
        )
        found = (
            select(PeerSessionRow.starts_at)
            .join(SeriesSessionRow, SeriesSessionRow.session_id == PeerSessionRow.id)
            .where(
                SeriesSessionRow.series_id.in_(series),
                PeerSessionRow.state == State.PLANNED,
                PeerSessionRow.starts_at > now,
            )
            .order_by(PeerSessionRow.starts_at)
            .limit(1)
        )
        return (await self.session.scalars(found)).one_or_none()


def _outcome(row: OutcomeRow) -> Aftermath:
    return Aftermath(row.session_id, row.asked_at, row.met, row.said_by, row.said_at, row.round_id)
