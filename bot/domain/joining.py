"""Who says that they work where: what somebody claims, until somebody who knows has confirmed it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.deeds import Deed, may
from bot.domain.people import Member

ASKED = 3  # of a practice's members, or of those who look after people, about one claim


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that they work at a practice. Nothing of the practice is shown for it yet.

    ``main``: that they mostly work there; else it is where they work as well.
    """

    user: str
    ods_code: str
    name: str
    made_at: datetime
    main: bool = True

    @property
    def key(self) -> str:
        """Of all messages about it; of a later one by the same person they differ."""
        return f"claim:{self.user}:{self.ods_code}:{int(self.made_at.timestamp())}:"


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What one person has been told or asked once, and when; None: not yet."""

    greeted_at: datetime | None = None
    asked_at: datetime | None = None  # where they work
    rules_seen_at: datetime | None = None  # the ground rules of peer sessions


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has filled in about themselves. Practices are ODS codes."""

    practice: str | None = None
    also: tuple[str, ...] = ()
    locum: bool = False
    formal_role: bool | None = None
    unlisted: str = ""  # in their words: a practice that is not in the list


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds at once of that, and what waits: ``claimed`` by code, whether it is the main one."""

    practice: str | None
    also: tuple[str, ...]
    claimed: Mapping[str, bool]


def settled(member: Member | None, said: Said) -> Settled:
    """What is confirmed stays so; what is new waits, and the main practice stays until it is confirmed.

    A practice that is no longer named is left at once: nobody has to confirm that.
    """
    confirmed = {each.ods_code for each in member.practices} if member else set()
    before = member.practice.ods_code if member and member.practice else None
    if said.locum:
        return Settled(None, (), {})
    chosen = tuple(each for each in dict.fromkeys(said.also) if each != said.practice)
    claimed = {each: False for each in chosen if each not in confirmed}
    main = before
    if said.practice in confirmed:
        main = said.practice
    elif said.practice is not None:
        claimed = {said.practice: True} | claimed
    return Settled(main, tuple(each for each in chosen if each in confirmed), claimed)


def whom_to_ask(claim: Claim, members: Iterable[Member]) -> tuple[str, ...]:
    """Some who work there; where nobody does, some who look after people."""
    others = [each for each in members if each.slack_user_id != claim.user]
    there = [each for each in others if works_at(each, claim.ods_code)]
    asked = there or [each for each in others if may(each, Deed.CONFIRM_PEOPLE)]
    first = Deed.CONFIRM_PEOPLE.roles[:1]
    asked.sort(key=lambda each: (not there and not each.has(first), each.slack_user_id))
    return tuple(each.slack_user_id for each in asked[:ASKED])


def may_decide(claim: Claim, by: Member | None, members: Sequence[Member]) -> bool:
    """Whether this person may say that it is right, or not: nobody for themselves while another may."""
    if by is None or not (works_at(by, claim.ods_code) or may(by, Deed.CONFIRM_PEOPLE)):
        return False
    return by.slack_user_id != claim.user or not whom_to_ask(claim, members)


def works_at(member: Member, ods_code: str) -> bool:
    return any(each.ods_code == ods_code for each in member.practices)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of where one person works. ``asked``: who can confirm what they say."""

    user: str
    member: Member | None = None
    claims: tuple[Claim, ...] = ()
    asked: tuple[str, ...] = ()
    to_confirm: int = 0  # claims of others that wait for this person


@dataclass(frozen=True, slots=True)
class People:
    """What waits, and all members; None for who may only confirm people of their own practices."""

    claims: tuple[Claim, ...]
    members: tuple[Member, ...] | None
    known: frozenset[str]  # ODS codes of the group's practices
