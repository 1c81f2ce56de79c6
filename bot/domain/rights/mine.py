"""All that is held of one person, put in order for them: sections, parts, and what each holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Fact = str | int | bool | date | datetime | None
Facts = Mapping[str, Fact]
"""By what they are called; the first says what it is about."""


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one sort. ``says`` is what has to be known about all of them."""

    title: str
    facts: tuple[Facts, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MyData:
    """``about`` is whose data it is; ``held`` what there is."""

    about: str
    body_name: str
    zone: str
    made_at: datetime
    sections: tuple[Section, ...] = field(default_factory=tuple)

    @property
    def parts(self) -> Iterator[Part]:
        for each in self.sections:
            yield from each.parts

    @property
    def number(self) -> int:
        return sum(len(each.facts) for each in self.parts)


def plain(value: Any) -> Any:
    """As a machine reads it."""
    match value:
        case datetime() | date():
            return value.isoformat()
    return value
