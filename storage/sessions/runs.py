"""Keeps where running sessions stand, who has which role, and what is said in them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import (
    Phase,
    PhaseKind,
    Point,
    PointKind,
    Reason,
    RoleInSession,
    Run,
    State,
)
from bot.domain.sessions.roles import Turn
from bot.domain.sessions.running import Part
from storage.database import insert_into
from storage.schema.meetings import ActionRow, PointRow, RunRow
from storage.schema.people import PracticeRow
from storage.schema.sessions import InviteeRow, PeerSessionRow
from storage.sessions.rows import practice_ids, practice_of


class RunStore:
    """The running sessions of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- the run sheet

    async def add(self, session_id: int, run: Run) -> None:
        self.session.add(
            RunRow(session_id=session_id, workspace_id=self.workspace_id, **_columns(run))
        )
        await self.session.flush()

    async def get(self, session_id: int, *, lock: bool = False) -> Run | None:
        """``lock``: until the commit, so that of two who press at once the second sees the first."""
        query = select(RunRow).filter_by(workspace_id=self.workspace_id, session_id=session_id)
        row = (await self.session.scalars(query.with_for_update() if lock else query)).one_or_none()
        return _run_of(row) if row else None

    async def save(self, session_id: int, run: Run) -> None:
        await self.session.execute(
            update(RunRow)
            .filter_by(workspace_id=self.workspace_id, session_id=session_id)
            .values(**_columns(run))
        )

    # ---- roles

    async def give_roles(self, session_id: int, roles: Mapping[str, RoleInSession]) -> None:
        """These and no others; a few statements at most, since there are three roles."""
        mine = update(InviteeRow).filter_by(workspace_id=self.workspace_id, session_id=session_id)
        await self.session.execute(mine.values(role=None))
        for user, role in roles.items():
            await self.session.execute(mine.filter_by(slack_user_id=user).values(role=role))

    async def turns(self, since: datetime) -> list[Turn]:
        """Who has had which role in sessions since then."""
        rows = await self.session.execute(
            select(InviteeRow.slack_user_id, InviteeRow.role, PeerSessionRow.starts_at)
            .join(PeerSessionRow, PeerSessionRow.id == InviteeRow.session_id)
            .where(
                InviteeRow.workspace_id == self.workspace_id,
                InviteeRow.role.is_not(None),
                InviteeRow.attended.is_not(False),
                PeerSessionRow.state.in_([State.STARTED, State.OVER]),
                PeerSessionRow.starts_at >= since,
            )
        )
        return [Turn(user, RoleInSession(role), at) for user, role, at in rows if role]

    # ---- what is said

    async def add_point(self, request: str, session_id: int, point: Point, now: datetime) -> bool:
        """False if this request was kept before."""
        codes = [point.practice.ods_code] if point.practice else []
        ids = await practice_ids(self.session, self.workspace_id, codes)
        insert = insert_into(self.session, PointRow).values(
            workspace_id=self.workspace_id,
            request=request,
            session_id=session_id,
            kind=point.kind,
            reason=point.reason,
            words=point.words,
            practice_id=ids.get(point.practice.ods_code) if point.practice else None,
            said_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(PointRow.id))
        return added.scalar_one_or_none() is not None

    async def points(self, session_id: int) -> list[Point]:
        """In the order in which they were said."""
        rows = await self.session.execute(
            select(PointRow, PracticeRow)
            .outerjoin(PracticeRow, PointRow.practice_id == PracticeRow.id)
            .where(PointRow.workspace_id == self.workspace_id, PointRow.session_id == session_id)
            .order_by(PointRow.id)
        )
        return [
            Point(
                PointKind(row.kind),
                Reason(row.reason) if row.reason else None,
                row.words,
                practice_of(practice) if practice else None,
            )
            for row, practice in rows
        ]

    async def actions_recorded(self, session_id: int) -> int:
        count = select(func.count()).where(
            ActionRow.workspace_id == self.workspace_id, ActionRow.session_id == session_id
        )
        return (await self.session.execute(count)).scalar_one()

    # ---- which session

    async def begun_in(self, channel: str, since: datetime) -> list[int]:
        """The ids of those whose thread is in that channel."""
        rows = await self.session.scalars(
            select(PeerSessionRow.id).where(
                PeerSessionRow.workspace_id == self.workspace_id,
                PeerSessionRow.state.in_([State.STARTED, State.OVER]),
                PeerSessionRow.starts_at >= since,
                PeerSessionRow.channel == channel,
            )
        )
        return list(rows)

    async def lately(
        self, since: datetime, user: str | None, limit: int
    ) -> list[tuple[int, str, datetime]]:
        """Sessions that have begun since then, the newest first, as id, topic and start.

        Only those to which ``user`` was invited; None: all of them.
        """
        asked: list[ColumnElement[bool]] = []
        if user is not None:
            asked.append(
                select(InviteeRow.session_id)
                .where(InviteeRow.session_id == PeerSessionRow.id, InviteeRow.slack_user_id == user)
                .exists()
            )
        rows = await self.session.execute(
            select(PeerSessionRow.id, PeerSessionRow.topic, PeerSessionRow.starts_at)
            .where(
                PeerSessionRow.workspace_id == self.workspace_id,
                PeerSessionRow.state.in_([State.STARTED, State.OVER]),
                PeerSessionRow.starts_at >= since,
                *asked,
            )
            .order_by(PeerSessionRow.starts_at.desc(), PeerSessionRow.id.desc())
            .limit(limit)
        )
        return [(row.id, row.topic, row.starts_at) for row in rows]


def _columns(run: Run) -> dict[str, Any]:
    return {
        "plan": [
            {
                "kind": each.phase.kind,
                "minutes": each.phase.minutes,
                "extra": each.extra.total_seconds(),
                "spent": each.spent.total_seconds(),
            }
            for each in run.parts
        ],
        "phase": run.phase,
        "began_at": run.began_at,
        "paused_at": run.paused_at,
        "opened_at": run.opened_at,
        "touched_at": run.touched_at,
        "ended_at": run.ended_at,
    }


def _run_of(row: RunRow) -> Run:
    parts = tuple(
        Part(
            Phase(PhaseKind(each["kind"]), each["minutes"]),
            timedelta(seconds=each["extra"]),
            timedelta(seconds=each["spent"]),
        )
        for each in row.plan
    )
    return Run(
        parts,
        row.phase,
        row.began_at,
        row.opened_at,
        row.touched_at,
        row.paused_at,
        row.ended_at,
    )
