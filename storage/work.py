"""Keeps work to be done in the background: planned with the change that needs it, done at least once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import WORK_PLANNED, database_now, insert_into
from storage.schema.work import WorkRow


class State(StrEnum):
    DUE = "due"
    DOING = "doing"


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work that was taken on. ``attempt`` fences what is written back."""

    id: int
    workspace_id: int
    kind: str
    subject: str
    attempt: int
    failures: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of work as it stands, for looking at."""

    kind: str
    subject: str
    state: State
    due_at: datetime
    failures: int
    reason: str | None


class WorkStore:
    """The background work of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def plan(self, kind: str, subject: str, due: datetime) -> None:
        """Have it done then, once for several who ask; what is being done already is done once more."""
        await self.plan_all(kind, [subject], due)

    async def plan_all(self, kind: str, subjects: Iterable[str], due: datetime) -> None:
        """The same for any number of subjects, which must differ."""
        rows = [self._row(kind, each, due) for each in subjects]
        if not rows:
            return
        insert = insert_into(self.session, WorkRow)
        later = or_(WorkRow.state == State.DOING, WorkRow.due_at > due)
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "kind", "subject"],
                set_={
                    "due_at": case((later, due), else_=WorkRow.due_at),
                    "state": State.DUE,
                    "attempt": WorkRow.attempt + 1,
                },
            ),
            rows,
        )
        self.session.info[WORK_PLANNED] = True

    def _row(self, kind: str, subject: str, due: datetime) -> dict[str, object]:
        return {
            "workspace_id": self.workspace_id,
            "kind": kind,
            "subject": subject,
            "state": State.DUE,
            "due_at": due,
            "attempt": 0,
            "failures": 0,
        }

    async def forget(self, kind: str, subject: str) -> None:
        await self.session.execute(
            delete(WorkRow).filter_by(workspace_id=self.workspace_id, kind=kind, subject=subject)
        )

    async def listed(self) -> Sequence[Listed]:
        """All that is to be done, the soonest first."""
        rows = await self.session.scalars(
            select(WorkRow).filter_by(workspace_id=self.workspace_id).order_by(WorkRow.due_at)
        )
        return [
            Listed(row.kind, row.subject, State(row.state), row.due_at, row.failures, row.reason)
            for row in rows
        ]


async def take(session: AsyncSession, now: datetime, lease: timedelta) -> Work | None:
    """Take on the piece of work that is due longest, in whatever workspace; None when none is.

    Also one whose worker died: its lease is over, by the database's own clock.
    """
    found = (
        select(WorkRow.id)
        .where(
            or_(
                and_(WorkRow.state == State.DUE, WorkRow.due_at <= now),
                and_(WorkRow.state == State.DOING, WorkRow.lease_ends <= database_now(session)),
            )
        )
        .order_by(WorkRow.due_at, WorkRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    id_ = (await session.scalars(found)).one_or_none()
    if id_ is None:
        return None
    taken = await session.execute(
        update(WorkRow)
        .where(WorkRow.id == id_)
        .values(
            state=State.DOING, attempt=WorkRow.attempt + 1, lease_ends=database_now(session, lease)
        )
        .returning(
            WorkRow.id,
            WorkRow.workspace_id,
            WorkRow.kind,
            WorkRow.subject,
            WorkRow.attempt,
            WorkRow.failures,
        )
    )
    return Work(*taken.one())


async def renew(session: AsyncSession, work: Work, lease: timedelta) -> bool:
    """Keep it for longer; False if it is no longer ours."""
    return await _move(session, work, lease_ends=database_now(session, lease))


async def done(session: AsyncSession, work: Work) -> None:
    await session.execute(
        delete(WorkRow).where(
            WorkRow.id == work.id, WorkRow.attempt == work.attempt, WorkRow.state == State.DOING
        )
    )


async def again(session: AsyncSession, work: Work, due: datetime) -> None:
    """It went well, and is to be done again then."""
    await _move(session, work, state=State.DUE, due_at=due, failures=0, reason=None)


async def failed(session: AsyncSession, work: Work, due: datetime, reason: str) -> None:
    """It broke off, and is tried again then."""
    await _move(
        session, work, state=State.DUE, due_at=due, failures=work.failures + 1, reason=reason
    )


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next piece of work is due, in whatever workspace."""
    found = select(WorkRow.due_at).filter_by(state=State.DUE).order_by(WorkRow.due_at).limit(1)
    return (await session.scalars(found)).one_or_none()


async def _move(session: AsyncSession, work: Work, **changes: object) -> bool:
    moved = await session.execute(
        update(WorkRow)
        .where(WorkRow.id == work.id, WorkRow.attempt == work.attempt, WorkRow.state == State.DOING)
        .values(**changes)
        .returning(WorkRow.id)
    )
    return moved.one_or_none() is not None
