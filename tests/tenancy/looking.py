"""What is held against every answer: nothing of the other workspace is in it, and nothing of it changed."""

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.tenancy.cloning import MARK, THEIR_ID

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "WITH")


def leaked(answer: str, asked: str) -> list[str]:
    """What of the other workspace an answer shows, beyond the ids with which it was asked for."""
    found = [each for each in THEIR_ID.findall(answer) if each not in asked]
    return [MARK, *found] if MARK in answer else found


@contextlib.contextmanager
def statements() -> Iterator[list[str]]:
    """Those that change something, as they are sent to the database."""
    sent: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
