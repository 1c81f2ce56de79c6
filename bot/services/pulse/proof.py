"""The proof of a round: every row that the database holds about it, and what that means."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.pulse.words import turnout_words
from bot.blocks.text import plural, when
from bot.domain.people import Workspace
from bot.domain.pulse import Round, State, Turnout, key_prefix
from bot.errors import NotFound
from storage.pulse import PulseStore
from storage.schema.pulse import RoundRow
from storage.traces import Rows, traces

MEANING = {
    State.OPEN: (
        "The rows of pulse_ballot show that so many have answered. Who (the key) and what (sealed) can "
        "be told only with the application's secret key as well, which is not in the database."
    ),
    State.CLOSING: "No more answers are taken. The ballots are counted and deleted next.",
    State.PURGING: (
        "The answers, the register and the salt are deleted. Their bytes are being erased from the "
        "database's files; until that is done the round does not count as closed."
    ),
    State.CLOSED: (
        "The answers, the register and the salt are deleted, and their bytes erased from the "
        "database's files. What is left is in pulse_cell and pulse_written: what may be shown, and "
        "nothing else. Not covered: copies, archived logs and backups from while the round was open."
    ),
    State.CANCELLING: (
        "The pulse was cancelled: the answers, the register and the salt are deleted, uncounted. Their "
        "bytes are being erased from the database's files."
    ),
    State.CANCELLED: (
        "The pulse was cancelled: the answers, the register and the salt were deleted, uncounted, and "
        "their bytes erased from the database's files."
    ),
}


async def prove(session: AsyncSession, workspace: Workspace, round_id: int) -> str:
    """Raises NotFound."""
    store = PulseStore(session, workspace.id)
    round_ = await store.round(round_id)
    if round_ is None:
        raise NotFound(f"There is no pulse {round_id} here.")
    turnout = await store.turnout(round_)
    rows = await traces(
        session, RoundRow.metadata.tables["pulse_round"], round_id, key_prefix(round_id)
    )
    return "\n".join(_lines(round_, turnout, rows, workspace.time_zone))


def _lines(round_: Round, turnout: Turnout, rows: dict[str, Rows], zone: str) -> Iterator[str]:
    yield f"Pulse {round_.id}: everything that the database holds about it"
    yield f"State: {round_.state}. {turnout_words(turnout)}. Closes {when(round_.closes_at, zone)}."
    yield MEANING[round_.state]
    for table, found in rows.items():
        if found:
            yield ""
            yield f"{table}: {plural(len(found), 'row')}"
            yield from (f"  {_row(each)}" for each in found)
    yield ""
    nothing = [table for table, found in rows.items() if not found]
    yield f"Nothing about it is in: {', '.join(nothing)}."


def _row(row: dict[str, Any]) -> str:
    return "  ".join(f"{name}={_value(value)}" for name, value in row.items() if value is not None)


def _value(value: Any) -> str:
    match value:
        case bytes():
            return value.hex()
        case datetime():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return str(value)
