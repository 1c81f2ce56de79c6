"""What the forms of peer sessions hold."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

from bot.errors import InvalidInput

Values = dict[str, Any]
Parsed = TypeVar("Parsed", date, time)


def words_in(values: Values, block_id: str) -> str:
    """What was typed, on one line and without spaces around it."""
    return " ".join((values.get(block_id) or "").split())


def chosen(values: Values, block_id: str, parse: Callable[[str], Parsed], otherwise: str) -> Parsed:
    try:
        return parse(values.get(block_id) or "")
    except ValueError:
        raise InvalidInput(otherwise, block_id) from None
