"""Finds every store, and every function of storage that is handed a workspace."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

import storage

OPENED = ["session", "workspace_id"]


@dataclass(frozen=True)
class Entry:
    """One thing that can be asked of storage. ``function`` is without its first parameters."""

    name: str
    function: Any  # with its hints
    leave_out: int
    bind: Callable[[AsyncSession, int], Callable[..., Any]]


def entries() -> Iterator[Entry]:
    seen: set[Any] = set()
    for module in _modules():
        for thing in vars(module).values():
            known = getattr(thing, "__module__", "").startswith("storage.")
            if known and thing not in seen and not getattr(thing, "__name__", "_").startswith("_"):
                seen.add(thing)
                yield from _of_class(thing) if inspect.isclass(thing) else _of_function(thing)


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(storage.__path__, "storage."):
        if ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def _of_class(store: type) -> Iterator[Entry]:
    if _parameters(store) != OPENED:
        return
    for name in dir(store):
        method = inspect.getattr_static(store, name)
        if name.startswith("_") or not inspect.iscoroutinefunction(method):
            continue

        def bind(session: AsyncSession, workspace_id: int, *, of: str = name) -> Any:
            return getattr(store(session, workspace_id), of)

        yield Entry(f"{store.__name__}.{name}", method, 1, bind)


def _of_function(function: Any) -> Iterator[Entry]:
    if not inspect.iscoroutinefunction(function) or _parameters(function)[:2] != OPENED:
        return

    def bind(session: AsyncSession, workspace_id: int) -> Any:
        def call(**arguments: Any) -> Any:
            return function(session, workspace_id, **arguments)

        return call

    yield Entry(function.__qualname__, function, 2, bind)


def _parameters(of: Any) -> list[str]:
    try:
        return list(inspect.signature(of).parameters)
    except ValueError:  # something made in C, such as an error
        return []
