"""Finds everything that the database holds about one thing, in whatever table it is."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, String, Table, Text, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Base

Rows = list[dict[str, Any]]


async def traces(session: AsyncSession, about: Table, id_: int, key: str) -> dict[str, Rows]:
    """The rows that are it, that point at it, or that have ``key`` in any text, by table.

    All tables are there, those without such rows too. The schema is read, not a list kept by hand, so
    that a table that is added later cannot be forgotten.
    """
    found: dict[str, Rows] = {}
    for table in Base.metadata.sorted_tables:
        tests = _points_at(table, about, id_) + _mentions(table, key)
        query = select(table).where(or_(*tests)) if tests else None
        rows = (await session.execute(query)).mappings().all() if query is not None else []
        found[table.name] = [dict(row) for row in rows]
    return found


def _points_at(table: Table, about: Table, id_: int) -> list[ColumnElement[bool]]:
    if table is about:
        return [about.c.id == id_]
    return [key.parent == id_ for key in table.foreign_keys if key.references(about)]


def _mentions(table: Table, key: str) -> list[ColumnElement[bool]]:
    return [
        cast(column, Text).contains(key, autoescape=True)
        for column in table.columns
        if isinstance(column.type, String | JSON)
    ]
