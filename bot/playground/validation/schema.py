"""Small checks that compose: each takes a value and where it is, and yields what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Problem = tuple[str, str]
"""What is wrong, and the JSON pointer to where."""

Check = Callable[[Any, str], Iterator[Problem]]


def as_text(problem: Problem) -> str:
    message, pointer = problem
    return f"{message} [json-pointer:{pointer}]"


def string(most: int | None = None, least: int = 0) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield "must provide a string", at
        elif most is not None and len(value) > most:
            yield f"must be less than {most + 1} characters", at
        elif len(value) < least:
            yield f"must be more than {least - 1} characters", at

    return check


def boolean(value: Any, at: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield "must provide a boolean", at


def integer(least: int | None = None, most: int | None = None) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield "must provide an integer", at
        elif most is not None and value > most:
            yield f"must be less than {most + 1}", at
        elif least is not None and value < least:
            yield f"must be more than {least - 1}", at

    return check


def number(value: Any, at: str) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield "must provide a number", at


def anything(value: Any, at: str) -> Iterator[Problem]:
    return iter(())


def one_of(*values: Any) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in values:
            yield f"must be one of: {', '.join(map(str, values))}", at

    return check


def pattern(like: Callable[[str], bool], what: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not like(value):
            yield f"must be {what}", at

    return check


def array(item: Check, least: int = 0, most: int | None = None) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield "must provide an array", at
            return
        if most is not None and len(value) > most:
            yield f"no more than {most} items allowed", at
        if len(value) < least:
            yield f"no fewer than {least} items allowed", at
        for index, each in enumerate(value):
            yield from item(each, f"{at}/{index}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield "must provide an object", at
            return
        for name in required:
            if name not in value:
                yield f"missing required field: {name}", at
        for name, each in value.items():
            if name in known:
                yield from known[name](each, f"{at}/{name}")
            elif name != "type":
                yield f"invalid additional property: {name}", at

    return check


def typed(table: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """An object whose ``type`` says which check it must pass."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield "must provide an object", at
        elif "type" not in value:
            yield "missing required field: type", at
        elif (kind := value["type"]) not in table or (allowed is not None and kind not in allowed):
            yield f"unsupported type: {kind}", f"{at}/type"
        else:
            yield from table[kind](value, at)

    return check


def both(*checks: Check) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        for each in checks:
            yield from each(value, at)

    return check


def exactly_one(*names: str) -> Check:
    """Of these fields one must be there, and not two."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            return
        there = [name for name in names if value.get(name) is not None]
        if not there:
            yield f"missing required field: {names[0]}", at
        elif len(there) > 1:
            yield f"only one of {', '.join(names)} is allowed", at

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            yield f"missing required field: {names[0]}", at

    return check
