"""A body's practices by the register beside those that are here: what is new, and what is in it no more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.organisations import Kind, LinkKind, Register
from bot.domain.people import Practice


class Reason(StrEnum):
    """Why the register does not list a practice in a body."""

    CLOSED = "closed"
    LEFT = "left"
    UNKNOWN = "unknown"  # it says nothing of it, or never had it there


@dataclass(frozen=True, slots=True)
class Stranger:
    """A practice that is here, but not in the body by the register. ``day``: its last one there."""

    practice: Practice
    body: str
    reason: Reason
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What the register lists in a body, as practices that could be taken in."""

    code: str
    name: str
    practices: tuple[Practice, ...]
    fresh: tuple[Practice, ...]  # of these, those that are not here
    strangers: tuple[Stranger, ...] = ()


def compare(register: Register, code: str, here: Sequence[Practice], today: date) -> Listing:
    """The body's practices to-day, by name, beside those that are here."""
    known = {each.ods_code for each in here}
    codes = register.practices_of(code, today)
    found = [Practice(each, proper(register.organisations[each].name)) for each in codes]
    found.sort(key=lambda each: (each.name, each.ods_code))
    body = register.organisations.get(code)
    return Listing(
        code,
        proper(body.name) if body else code,
        tuple(found),
        tuple(each for each in found if each.ods_code not in known),
        tuple(
            _stranger(register, code, each, today) for each in here if each.ods_code not in codes
        ),
    )


def nowhere(
    register: Register, codes: Iterable[str], here: Sequence[Practice], today: date
) -> dict[str, Stranger]:
    """Of the practices that are here, those that none of these bodies lists; by ODS code."""
    listings = [compare(register, code, here, today) for code in codes]
    if not listings:
        return {}
    by_body = [{each.practice.ods_code: each for each in one.strangers} for one in listings]
    everywhere = set.intersection(*(set(each) for each in by_body))
    return {code: by_body[0][code] for code in everywhere}


def _stranger(register: Register, code: str, practice: Practice, today: date) -> Stranger:
    organisation = register.organisations.get(practice.ods_code)
    if organisation is None:
        return Stranger(practice, code, Reason.UNKNOWN)
    if organisation.closed is not None and organisation.closed < today:
        return Stranger(practice, code, Reason.CLOSED, organisation.closed)
    lasts = [
        link.last
        for link in register.links
        if link.kind is LinkKind.MEMBER
        and (link.child, link.parent) == (practice.ods_code, code)
        and link.last is not None
        and link.last < today
    ]
    if not lasts:
        return Stranger(practice, code, Reason.UNKNOWN)
    return Stranger(practice, code, Reason.LEFT, max(lasts))


def is_body(register: Register, code: str) -> bool:
    """Whether this is something that practices belong to."""
    kind = register.kind_of(code)
    return kind is not None and kind is not Kind.PRACTICE


_AS_IT_IS = {"PCN", "ICB", "NHS", "GP", "CCG", "UK", "II", "III"}
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = {"and", "of", "the", "at", "in", "on", "for", "with"}


def proper(name: str) -> str:
    """``Alder Lane Surgery`` for ``ALDER LANE SURGERY``, as the register shouts it."""
    if name != name.upper():
        return name
    words = name.split()
    return " ".join(_proper(word, first=place == 0) for place, word in enumerate(words))


def _proper(word: str, *, first: bool) -> str:
    if word.strip("(),.") in _AS_IT_IS or any(each.isdigit() for each in word):
        return word
    if not first and word.lower() in _SMALL:
        return word.lower()
    return _LETTERS.sub(lambda found: found[0].capitalize(), word)
