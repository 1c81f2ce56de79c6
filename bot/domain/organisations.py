"""Practices, PCNs, sub-ICB locations and ICBs: who belonged where on a day, and who followed whom.

Bodies are merged and split (CCGs ended in July 2022, ICBs merged in April 2026), so every membership
has its days. The figures of a body are comparable only between such days: they are never added up
across one, since nobody knows which part of a body that was split went where.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """What an organisation is; a sub-ICB location has the code of the CCG that it was."""

    PRACTICE = "practice"
    PCN = "pcn"
    SUB_ICB = "sub_icb"
    ICB = "icb"

    @property
    def words(self) -> str:
        return _KIND_WORDS[self]


_KIND_WORDS = {
    Kind.PRACTICE: "practice",
    Kind.PCN: "PCN",
    Kind.SUB_ICB: "sub-ICB location",
    Kind.ICB: "ICB",
}


class LinkKind(StrEnum):
    MEMBER = "member"  # the child belongs to the parent
    SUCCESSOR = "successor"  # the child follows the parent, or takes over part of it


@dataclass(frozen=True, slots=True)
class Organisation:
    """``closed`` is the last day on which it was open; None: it still is, as far as is known."""

    code: str
    kind: Kind
    name: str
    postcode: str | None = None
    opened: date | None = None
    closed: date | None = None

    def is_open(self, day: date) -> bool:
        return (self.opened is None or self.opened <= day) and (
            self.closed is None or day <= self.closed
        )


@dataclass(frozen=True, slots=True)
class Link:
    """How two organisations belong together, from the first day to the last, both included.

    A succession happens on its first day and has no last.
    """

    child: str
    parent: str
    kind: LinkKind
    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Register:
    """Organisations by code, and the links between them: what can be asked about a day."""

    organisations: Mapping[str, Organisation]
    links: tuple[Link, ...]

    @cached_property
    def _memberships(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            if link.kind is LinkKind.MEMBER:
                found.setdefault(link.child, []).append(link)
        return found

    def kind_of(self, code: str) -> Kind | None:
        found = self.organisations.get(code)
        return found.kind if found else None

    def parents_of(self, code: str, on: date) -> frozenset[str]:
        """What it belonged to itself on that day."""
        return frozenset(link.parent for link in self._memberships.get(code, ()) if link.holds(on))

    def bodies_of(self, code: str, on: date) -> frozenset[str]:
        """All that it belonged to on that day, through others too.

        A practice's own sub-ICB location counts before that of its PCN, which may straddle two.
        """
        found: set[str] = set()
        waiting = [code]
        while waiting:
            parents = self.parents_of(waiting.pop(), on)
            own = {each for each in parents if self.kind_of(each) is Kind.SUB_ICB}
            through = {each for each in parents if self.kind_of(each) is Kind.PCN and own}
            found |= through
            fresh = parents - found - through
            found |= fresh
            waiting += fresh
        return frozenset(found)

    def practices_of(self, code: str, on: date) -> frozenset[str]:
        """The practices that were open that day and belonged to the body, or to a part of it."""
        return frozenset(
            each.code
            for each in self.organisations.values()
            if each.kind is Kind.PRACTICE
            and each.is_open(on)
            and code in self.bodies_of(each.code, on)
        )

    def predecessors_of(self, code: str) -> tuple[Link, ...]:
        """The successions by which it took over from others, the earliest first."""
        return tuple(sorted(self._successions(code, of="child"), key=_in_time))

    def breaks_of(self, code: str) -> tuple[date, ...]:
        """The days on which it took over from others, or others took over (part) of it."""
        both = (*self._successions(code, of="child"), *self._successions(code, of="parent"))
        return tuple(sorted({link.first for link in both}))

    def _successions(self, code: str, of: str) -> Iterator[Link]:
        for link in self.links:
            if link.kind is LinkKind.SUCCESSOR and getattr(link, of) == code:
                yield link

    def history_of(self, code: str, series: Mapping[str, Mapping[date, T]]) -> "History[T]":
        """A body's figures over time: its own, and where they must not be joined.

        ``series`` are the figures by code and period. Those of predecessors are left out on purpose:
        a sum would count what went elsewhere, a plain continuation would compare two bodies.
        """
        return History(dict(series.get(code, {})), self.breaks_of(code))


@dataclass(frozen=True, slots=True)
class History(Generic[T]):
    """One body's own figures by period, and the days at which the line through them is broken."""

    series: Mapping[date, T]
    breaks: tuple[date, ...]

    def parts(self) -> list[dict[date, T]]:
        """The figures from break to break, each part on its own; parts without any are left out."""
        found: dict[int, dict[date, T]] = {}
        for period, figure in sorted(self.series.items(), key=lambda item: item[0]):
            part = sum(each <= period for each in self.breaks)
            found.setdefault(part, {})[period] = figure
        return list(found.values())


def joined(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each link once: of several with the same ends and first day, the one that lasts longest."""
    kept: dict[tuple[str, str, LinkKind, date], Link] = {}
    for link in links:
        key = (link.child, link.parent, link.kind, link.first)
        known = kept.get(key)
        if known is None or (known.last or date.max) < (link.last or date.max):
            kept[key] = link
    return tuple(kept.values())


def _in_time(link: Link) -> tuple[date, str]:
    return link.first, link.parent
