"""One row in every table that can name a person, made from the schema: nothing can be left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.questions import OWNERSHIP_4, question_to_json
from bot.domain.rights.holdings import HOLDINGS, MENTIONS
from storage.schema import Base
from storage.schema.base import UtcDateTime

WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
QUESTIONS = [question_to_json(each) for each in OWNERSHIP_4.worded("The group").questions]

# Where only some values can be read again.
READABLE: dict[str, Any] = {
    "pulse_round.questions": QUESTIONS,
    "pulse_round.circle": {"kind": "channel", "ids": ["C1"], "name": ""},
    "pulse_round.groups": {"member": 1},
    "pulse_round.state": "closed",
    "pulse_register.group": "member",
    "pulse_plan.questions": QUESTIONS,
    "pulse_plan.circle": {"kind": "channel", "ids": ["C1"], "name": ""},
    "pulse_plan.clock": "17:00",
    "pulse_plan.ended_at": WHEN,
    "peer_session.state": "over",
    "peer_series.ended_at": WHEN,
    "peer_poll.state": "chosen",
    "peer_matching.state": "sent",
    "delivery.state": "sent",
    "delivery.kind": "direct",
    "delivery.body": {"text": "Hello", "blocks": []},
    "concern.about": "use",
    "concern.settled_at": WHEN,
    "preference.days_off": "0",
    "member.roles": "gp",
    "member.from_groups": "",
    "firing.outcome": "fired",
    "work.state": "doing",
    "work.lease_ends": datetime(2099, 1, 1, tzinfo=UTC),
    "challenge.settled_at": WHEN,
    "peer_barrier.replied_at": WHEN,
    "peer_session_invitee.answer": "yes",
}
# As it would name somebody in a column that is read again.
MENTIONED: dict[str, Any] = {
    "workspace.arrangements": lambda user: {"concerns_to": user, "controller": f"Ask <@{user}>"},
    "pulse_round.circle": lambda user: {"kind": "channel", "ids": ["C1"], "name": f"<@{user}>"},
    "pulse_plan.circle": lambda user: {"kind": "channel", "ids": ["C1"], "name": f"<@{user}>"},
    "pulse_round.questions": lambda user: [*QUESTIONS[:1], QUESTIONS[1] | {"text": f"<@{user}>?"}],
    "pulse_plan.questions": lambda user: [*QUESTIONS[:1], QUESTIONS[1] | {"text": f"<@{user}>?"}],
    "delivery.body": lambda user: {"text": f"Hello <@{user}>", "blocks": [{"value": user}]},
}
ONCE = {"workspace"}  # its row is there


async def seed(session: AsyncSession, workspace_id: int, user: str, other: str) -> None:
    """Rows that name ``user`` in each column that can, each with ``other`` wherever somebody must stand."""
    parents: dict[str, Any] = {"workspace.id": workspace_id}
    number = 0
    named = [(each.table, each.column, False) for each in HOLDINGS]
    named += [(each.table, each.column, True) for each in MENTIONS]
    for table in Base.metadata.sorted_tables:
        if table.name in ONCE:
            continue
        columns = [(column, mention) for name, column, mention in named if name == table.name]
        for column, mention in columns or [("", False)]:
            number += 1
            row = dict(_row(table, number, parents, other))
            if column:
                row[column] = _naming(table.c[column], user, number) if mention else user
            made: Any = await session.execute(insert(table).values(row))
            for each in table.primary_key.columns:
                key = made.inserted_primary_key
                value = getattr(key, each.name, None) if key is not None else None
                parents.setdefault(f"{table.name}.{each.name}", value or row.get(each.name))


def _row(
    table: Table, number: int, parents: dict[str, Any], other: str
) -> Iterator[tuple[str, Any]]:
    people = {each.column for each in HOLDINGS if each.table == table.name}
    for column in table.columns:
        key = f"{table.name}.{column.name}"
        pointed = [each.column for each in column.foreign_keys]
        if key in READABLE:
            yield column.name, READABLE[key]
        elif pointed and pointed[0].table is table:
            continue  # at another of its own
        elif pointed:
            yield column.name, parents[f"{pointed[0].table.name}.{pointed[0].name}"]
        elif column.name in people:
            yield column.name, f"{other}{number}" if column.primary_key else other
        elif not column.nullable and not (column.primary_key and column.autoincrement is True):
            yield column.name, _value(column, number)


def _value(column: Column[Any], number: int) -> Any:
    match column.type:
        case JSON():
            return {}
        case String():
            return f"x{number}"
        case Boolean():
            return False
        case UtcDateTime():
            return WHEN
        case Date():
            return date(2026, 11, 24)
        case LargeBinary():
            return f"bytes {number}".encode()
        case Integer() | Float():
            return number
    raise AssertionError(f"what may stand in {column}?")


def _naming(column: Column[Any], user: str, number: int) -> Any:
    special = MENTIONED.get(f"{column.table.name}.{column.name}")
    if special is not None:
        return special(user)
    if isinstance(column.type, JSON):
        return {"topic": f"With <@{user}>", "people": [user, "U999"], "one": user}
    return f"{number}:{user}:x"
