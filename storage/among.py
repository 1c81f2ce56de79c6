"""A condition on any number of values: one parameter, where IN would need one for each."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ColumnElement, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession


def among(session: AsyncSession, column: Any, values: Iterable[str | int]) -> ColumnElement[bool]:
    """``column IN (values)`` for tens of thousands of them, on both databases."""
    known = list(values)
    found: ColumnElement[bool]
    if session.get_bind().dialect.name == "sqlite":
        each = func.json_each(orjson.dumps(known).decode()).table_valued("value")
        found = column.in_(select(each.c.value))
    else:
        found = column == any_(bindparam(None, known, type_=ARRAY(column.type)))
    return found
