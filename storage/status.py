"""How a workspace's messages and work stand, in a few counts: for status and health."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import State
from storage.database import Database, database_now
from storage.schema.delivery import DeliveryRow

ALIVE = 60  # seconds since a worker's last sign of life
WORKERS = 2  # in each process: one for the lanes, one for the work


@dataclass(frozen=True, slots=True)
class LaneCounts:
    """Messages by what they wait for. ``oldest`` is when the longest overdue was due."""

    due: int = 0
    later: int = 0
    sending: int = 0
    in_doubt: int = 0
    failed: int = 0
    held: int = 0
    waiting: int = 0  # on Home tabs
    oldest: datetime | None = None


async def lane_counts(session: AsyncSession, workspace_id: int, now: datetime) -> LaneCounts:
    row = DeliveryRow
    late = or_(
        and_(row.state == State.DUE, row.due_at <= now),
        and_(row.state == State.SENDING, row.lease_ends <= database_now(session)),
    )
    rows = await session.execute(
        select(row.state, late, func.count(), func.min(row.due_at))
        .where(row.workspace_id == workspace_id, row.state.in_(OPEN))
        .group_by(row.state, late)
    )
    numbers: dict[tuple[State, bool], int] = {}
    oldest: datetime | None = None
    for state, is_late, number, first in rows:
        numbers[State(state), bool(is_late)] = number
        if state == State.DUE and is_late:
            oldest = first
    return LaneCounts(
        due=numbers.get((State.DUE, True), 0),
        later=numbers.get((State.DUE, False), 0),
        sending=numbers.get((State.SENDING, False), 0),
        in_doubt=numbers.get((State.SENDING, True), 0),
        failed=numbers.get((State.FAILED, False), 0),
        held=numbers.get((State.HELD, False), 0),
        waiting=numbers.get((State.WAITING, False), 0),
        oldest=oldest,
    )


OPEN = (State.DUE, State.SENDING, State.FAILED, State.HELD, State.WAITING)


async def replicas(database: Database) -> int | None:
    """How many processes share the work on PostgreSQL; None on SQLite, which does not say."""
    if database.is_sqlite:
        return None
    alive = text(
        "SELECT count(*) FROM procrastinate.procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
    )
    try:
        async with database.looking() as connection:
            workers = await connection.scalar(alive, {"seconds": ALIVE})
            return int(workers or 0) // WORKERS
    except ProgrammingError:
        return 0  # none has run yet
