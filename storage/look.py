"""The ticker's look at the database: whether anything is due at all, in one statement."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import TextClause, text

from storage.database import Database


@dataclass(frozen=True, slots=True)
class Found:
    """What is due now, or was left by a process that is gone."""

    schedules: bool
    lanes: frozenset[int]  # the workspaces with messages to send
    work: bool


async def look(database: Database, now: datetime) -> Found:
    """Costs next to nothing when nothing is due, however many schedules there are."""
    moment = now.astimezone(UTC)
    async with database.looking() as connection:
        if database.is_sqlite:
            present = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}"
            given = {"now": f"{moment:%Y-%m-%d %H:%M:%S.%f}", "present": present}
            rows = (await connection.execute(_ON_SQLITE, given)).all()
        else:
            rows = (await connection.execute(_ON_POSTGRES, {"now": moment})).all()
    return Found(
        schedules=any(what == "schedule" for what, _ in rows),
        lanes=frozenset(id_ for what, id_ in rows if what == "lane"),
        work=any(what == "work" for what, _ in rows),
    )


def _statement(now: str, present: str) -> TextClause:
    """Each part stops at its first row; the lanes are looked at one by one, by their index."""
    due = f"d.state = 'due' AND d.due_at <= {now}"
    lost = f"d.state = 'sending' AND d.lease_ends <= {present}"
    of_lane = "SELECT 1 FROM delivery AS d WHERE d.workspace_id = w.id AND"
    return text(
        "SELECT 'lane' AS what, w.id AS id FROM workspace AS w"
        f" WHERE EXISTS ({of_lane} {due}) OR EXISTS ({of_lane} {lost})"
        " UNION ALL SELECT 'schedule', 0 WHERE EXISTS"
        f" (SELECT 1 FROM schedule WHERE next_at <= {now})"
        " UNION ALL SELECT 'work', 0 WHERE EXISTS"
        f" (SELECT 1 FROM work WHERE state = 'due' AND due_at <= {now})"
        f" OR EXISTS (SELECT 1 FROM work WHERE state = 'doing' AND lease_ends <= {present})"
    )


_ON_SQLITE = _statement(":now", ":present")
_ON_POSTGRES = _statement("CAST(:now AS timestamptz)", "clock_timestamp()")
