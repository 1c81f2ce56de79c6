"""Makes arguments for any method of a store from its type hints: ids and names of the other workspace."""

import collections.abc
import dataclasses
import inspect
import random
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MANY = (collections.abc.Iterable, collections.abc.Sequence, collections.abc.Collection, list)
FIXED: dict[Any, Any] = {
    datetime: NOW,
    date: NOW.date(),
    time: time(13),
    timedelta: timedelta(days=7),
    bytes: b"0" * 32,
    float: 0.5,
    type(None): None,
    object: None,
}


class CannotMake(Exception):
    """Nobody can make one of these from its type alone."""


@dataclasses.dataclass(frozen=True)
class Arguments:
    """As a method is called with them."""

    first: Sequence[Any]
    named: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Maker:
    """``numbers`` are row ids; ``texts`` what strings are, by what a parameter is called."""

    numbers: Sequence[int]
    texts: Mapping[str, Sequence[str]]
    rng: random.Random

    def arguments(self, function: Any, leave_out: int) -> Arguments:
        """For all parameters but the first so many. Raises CannotMake."""
        hints = get_type_hints(function)
        parameters = list(inspect.signature(function).parameters.values())[leave_out:]
        first: list[Any] = []
        named: dict[str, Any] = {}
        for each in parameters:
            made = self.make(hints[each.name], each.name)
            if each.kind is each.VAR_POSITIONAL:
                first += [made, self.make(hints[each.name], each.name)]
            elif each.kind is each.KEYWORD_ONLY:
                named[each.name] = made
            elif each.kind is not each.VAR_KEYWORD:
                first.append(made)
        return Arguments(first, named)

    def make(self, hint: Any, name: str) -> Any:
        if hint in FIXED:
            return FIXED[hint]
        if hint is int:
            return self.rng.choice(self.numbers)
        if hint is str:
            return self._text(name)
        if hint is bool:
            return self.rng.choice([True, False])
        if hint is Any:
            return self.rng.choice([*self.numbers])
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.rng.choice(list(hint))
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self._object(hint)
        return self._many(hint, name)

    def _text(self, name: str) -> str:
        fitting = [texts for part, texts in self.texts.items() if part in name]
        return self.rng.choice(fitting[0] if fitting else [*chain(*self.texts.values())])

    def _object(self, hint: type) -> Any:
        hints = get_type_hints(hint)
        try:
            return hint(
                **{
                    each.name: self.make(hints[each.name], each.name)
                    for each in dataclasses.fields(hint)
                    if each.init
                }
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CannotMake(f"{hint.__name__}: {error}") from error

    def _many(self, hint: Any, name: str) -> Any:
        origin, of = get_origin(hint), get_args(hint)
        if origin in (types.UnionType, typing.Union):
            return self.make(self.rng.choice(of), name)
        if origin is typing.Literal:
            return self.rng.choice(of)
        if origin is typing.Annotated:
            return self.make(of[0], name)
        if origin in MANY:
            return [self.make(of[0], name) for _ in range(2)]
        if origin in (set, frozenset, collections.abc.Set):
            return frozenset(self.make(of[0], name) for _ in range(2))
        if origin is tuple and of[-1:] == (Ellipsis,):
            return (self.make(of[0], name), self.make(of[0], name))
        if origin is tuple:
            return tuple(self.make(each, name) for each in of)
        if origin in (dict, collections.abc.Mapping):
            return {self.make(of[0], name): self.make(of[1], name)}
        raise CannotMake(str(hint))
