"""A second workspace in the same database: a copy of the first, with names and ids of its own."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Base

MARK = "ZZOTHER"
"""In every name of the other workspace: where it is read, something has leaked."""

FIRST_ID = 700_000_001
"""Row ids of the other workspace are above this one, so that they can be told by their looks."""

STEP = 1_000_000  # ids of a table: nobody has so many rows
THEIR_ID = re.compile(r"\b7\d{8}\b")

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_USERS = re.compile(r"\bU(\d{3})\b")
_CHANNELS = re.compile(r"\bC0([A-Z]+)\b")
_CODES = re.compile(r"\bY9(\d{4})\b")


class Cloning:
    """Copies all that is of one workspace; ``names`` are what its text has in place of its names."""

    def __init__(self, own: int, other: int, names: Mapping[str, str]) -> None:
        self.own = own
        self.other = other
        self.names = dict(sorted(names.items(), key=lambda each: -len(each[0])))
        self.starts = {
            table.name: FIRST_ID + number * STEP
            for number, table in enumerate(Base.metadata.sorted_tables)
        }

    async def run(self, session: AsyncSession) -> None:
        for table in Base.metadata.sorted_tables:
            if table.name == "workspace" or not belongs(table):
                continue
            found = await session.execute(rows_of(table, self.own))
            copies = [self._copy(table, dict(each._mapping)) for each in found]
            if copies:
                await session.execute(insert(table), copies)

    def _copy(self, table: Table, row: Row) -> Row:
        refers = {each.parent.name: each.column.table.name for each in table.foreign_keys}
        return {
            name: self._value(table.name, name, refers.get(name), value)
            for name, value in row.items()
        }

    def _value(self, table: str, column: str, refers_to: str | None, value: Any) -> Any:
        if value is None:
            return None
        if column == "workspace_id":
            return self.other
        if column == "id" or refers_to is not None:
            return self.starts[refers_to or table] + value
        return self.renamed(value)

    def renamed(self, value: Any) -> Any:
        """The same with names, people, channels and practices of the other workspace."""
        if isinstance(value, dict | list):
            return json.loads(self.renamed(json.dumps(value, ensure_ascii=False)))
        if not isinstance(value, str):
            return value
        for name, theirs in self.names.items():
            value = value.replace(name, theirs)
        value = _USERS.sub(r"U8\1", value)
        value = _CHANNELS.sub(r"C8\1", value)
        return _CODES.sub(r"Y8\1", value)


def belongs(table: Table) -> bool:
    """Whether its rows are somebody's, themselves or by what they belong to."""
    return "workspace_id" in table.c or _parent(table) is not None


def _parent(table: Table) -> Table | None:
    return next(
        (each.column.table for each in table.foreign_keys if "workspace_id" in each.column.table.c),
        None,
    )


def rows_of(table: Table, workspace_id: int) -> Any:
    """Its rows of one workspace, in the order of their keys."""
    query = select(table).order_by(*table.primary_key)
    if "workspace_id" in table.c:
        return query.where(table.c.workspace_id == workspace_id)
    key = next(each for each in table.foreign_keys if "workspace_id" in each.column.table.c)
    parent = key.column.table
    ids = select(key.column).where(parent.c.workspace_id == workspace_id)
    return query.where(key.parent.in_(ids))


async def everything_of(session: AsyncSession, workspace_id: int) -> Rows:
    """All that a workspace has, by table."""
    return {
        table.name: [
            dict(each._mapping) for each in await session.execute(rows_of(table, workspace_id))
        ]
        for table in Base.metadata.sorted_tables
        if table.name != "workspace" and belongs(table)
    }
