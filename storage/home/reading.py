"""Reading the first few rows of a query and how many there are, in one statement."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Select, func
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.home import Some

T = TypeVar("T")

FEW = 10
"""Of each kind at most so many are read: the tab shows fewer still."""


async def some(
    session: AsyncSession, query: Select[*tuple[Any, ...]], made: Callable[[Any], T], few: int = FEW
) -> Some[T]:
    """The query's first rows, and the number of all: counted by the database, not read."""
    counted = query.add_columns(func.count().over().label("in_all")).limit(few)
    rows = (await session.execute(counted)).all()
    return Some(tuple(made(row) for row in rows), rows[0].in_all if rows else 0)
