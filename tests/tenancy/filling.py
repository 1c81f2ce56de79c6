"""A row in every table that the story leaves empty, so that there is something that could leak."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, Table, insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Base
from storage.schema.base import UtcDateTime
from tests.tenancy.cloning import belongs, rows_of

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PERSON = "U102"

# Where not any word will do: what the domain can read back.
WORDS: dict[str, Any] = {
    "body.kind": "pcn",
    "concern.about": "figure",
    "consent.rung": "unlabelled",
    "organisation.kind": "practice",
    "organisation.code": "Y90001",
    "organisation_link.kind": "member",
    "organisation_link.child": "Y90001",
    "organisation_link.parent": "Y90002",
    "peer_choice.pool": "group",
    "peer_choice.traits": "list_size",
    "peer_barrier.owner": PERSON,
    "peer_point.kind": "idea",
    "peer_wish.kind": "learn",
    "peer_matching.state": "sent",
    "peer_series.plan": {},
    "peer_session_guest.kind": "specialist",
    "role_group.role": "lead",
    "source.kind": "ods",
    "work.kind": "retention",
    "work.state": "due",
    "work.due_at": datetime(2030, 1, 1, tzinfo=UTC),
    "schedule_change.moved_to": "2026-12-02T09:00",
    "schedule_change.slot": "2026-12-01T09:00",
    "firing.slot": "2026-11-01T09:00",
}
ARE_PEOPLE = (
    *("slack_user_id", "actor", "made_by", "raised_by", "asked_of", "author", "recipient", "owner"),
    *("added_by", "recorded_by", "said_by", "chosen_by", "settled_by", "lead", "by", "posted_by"),
)
ARE_PRACTICES = ("ods_code", "area")
ARE_CHANNELS = ("channel",)


async def fill(session: AsyncSession, workspace_id: int) -> list[str]:
    """Which tables were empty, and have a row now."""
    filled = []
    for table in Base.metadata.sorted_tables:
        if table.name == "workspace" or not belongs(table):
            continue
        if (await session.execute(rows_of(table, workspace_id))).first() is None:
            row = await _row(session, table, workspace_id)
            await session.execute(insert(table).values(row))
            filled.append(table.name)
    return filled


async def _row(session: AsyncSession, table: Table, workspace_id: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name == "workspace_id":
            row[column.name] = workspace_id
        elif column.foreign_keys:
            (key,) = column.foreign_keys
            known = rows_of(key.column.table, workspace_id).with_only_columns(key.column)
            found = list(await session.scalars(known.limit(2)))
            taken = [each for each in row.values() if each in found]
            row[column.name] = next((each for each in found if each not in taken), found[-1])
        elif column.name != "id":
            row[column.name] = _value(table, column)
    return row


def _value(table: Table, column: Any) -> Any:
    named = f"{table.name}.{column.name}"
    if named in WORDS:
        return WORDS[named]
    if isinstance(column.type, UtcDateTime):
        return None if column.nullable else MOMENT
    for kind, value in (
        (Date, date(2026, 11, 24)),
        (Boolean, False),
        (Float, 0.5),
        (Integer, 7),
        (LargeBinary, b"sealed"),
    ):
        if isinstance(column.type, kind):
            return value
    return _text(column)


def _text(column: Any) -> Any:
    if column.type.__visit_name__ == "JSON":
        return []
    if column.name in ARE_PEOPLE:
        return PERSON
    if column.name in ARE_PRACTICES:
        return "Y90001"
    return "C0ALL" if column.name in ARE_CHANNELS else "Wold Valley Primary Care Network"
