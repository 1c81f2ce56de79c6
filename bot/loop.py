"""Runs a coroutine on uvloop where there is one."""

import asyncio
import gc
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def settle_memory() -> None:
    """What was made at start stays, so leave it out of every search for garbage.

    A full search takes a tenth of a second by then, in which no click is answered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def run(main: Coroutine[Any, Any, T]) -> T:
    try:
        import uvloop
    except ImportError:  # Windows
        return asyncio.run(main)
    return uvloop.run(main)
