"""Finds every row that names a person, by the inventory."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, Table, Text, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.rights import holdings
from bot.domain.rights.holdings import MENTIONS
from bot.domain.rights.naming import names
from storage.schema import Base

Row = dict[str, Any]


def table_of(name: str) -> Table:
    return Base.metadata.tables[name]


def within(table: Table, workspace_id: int) -> ColumnElement[bool]:
    """Rows of that workspace; a register has it through its round."""
    if table.name == "workspace":
        return table.c.id == workspace_id
    if "workspace_id" in table.c:
        return table.c.workspace_id == workspace_id
    rounds = table_of("pulse_round")
    return table.c.round_id.in_(select(rounds.c.id).where(rounds.c.workspace_id == workspace_id))


def mentions(table: Table, column: str, user: str) -> ColumnElement[bool]:
    """Rows that may have the id in that text: a part of a longer id looks the same."""
    kept = table.c[column]
    text = cast(kept, Text) if isinstance(kept.type, JSON) else kept
    return text.contains(user, autoescape=True)


class HoldingStore:
    """What is held of the people of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def of(self, user: str) -> dict[str, list[Row]]:
        """By table, the rows that name this person in a column of the inventory, the oldest first."""
        return {name: await self._named(name, user) for name in holdings.tables()}

    async def _named(self, name: str, user: str) -> list[Row]:
        table = table_of(name)
        tests = [table.c[each.column] == user for each in holdings.of_table(name)]
        return await self._rows(table, or_(*tests))

    async def mentioning(self, user: str) -> dict[str, list[Row]]:
        """By table, the rows in whose text this person's id stands somewhere."""
        found: dict[str, list[Row]] = {}
        for name in dict.fromkeys(each.table for each in MENTIONS):
            table = table_of(name)
            columns = [each.column for each in MENTIONS if each.table == name]
            rows = await self._rows(table, or_(*(mentions(table, each, user) for each in columns)))
            found[name] = [row for row in rows if any(names(row[each], user) for each in columns)]
        return found

    async def about_practices(self, codes: list[str], but: str) -> list[Row]:
        """What others did that is in the audit log under one of these practices' codes."""
        audit = table_of("audit")
        if not codes:
            return []
        spelt = (audit.c.subject.contains(each, autoescape=True) for each in codes)
        rows = await self._rows(audit, or_(*spelt) & (audit.c.actor != but))
        return [row for row in rows if any(names(row["subject"], each) for each in codes)]

    async def topics(self, table: str, ids: set[int], column: str) -> dict[int, Any]:
        """What rows are called, by their id."""
        if not ids:
            return {}
        of = table_of(table)
        rows = await self.session.execute(
            select(of.c.id, of.c[column]).where(within(of, self.workspace_id), of.c.id.in_(ids))
        )
        return {row[0]: row[1] for row in rows}

    async def _rows(self, table: Table, *which: ColumnElement[bool]) -> list[Row]:
        query = (
            select(table)
            .where(within(table, self.workspace_id), *which)
            .order_by(*table.primary_key.columns)
        )
        return [dict(row) for row in (await self.session.execute(query)).mappings()]
