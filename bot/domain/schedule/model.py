"""Schedules and their slots. A slot is known by its wall-clock time, whatever becomes of it later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.calendar import Calendar

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
UNDERSTOOD = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "UNTIL", "WKST"}


class Avoid(StrEnum):
    """What becomes of a slot on a bank holiday, or in the body's protected time."""

    NOTHING = "nothing"  # it fires all the same
    LEAVE_OUT = "leave out"
    MOVE = "move"  # to the same time on the next working day


class Lateness(StrEnum):
    """What becomes of slots whose time came while nothing ran."""

    ALL = "all"  # each fires, in order
    LATEST = "latest"  # the newest fires, the others are missed
    SKIP = "skip"  # none fires that is later than the grace


class Outcome(StrEnum):
    """What became of a slot."""

    FIRED = "fired"
    MISSED = "missed"  # nothing ran when its time came
    LEFT_OUT = "left out"  # a bank holiday, or protected time
    CALLED_OFF = "called off"  # somebody said so
    PAUSED = "paused"  # its schedule was paused


@dataclass(frozen=True, slots=True)
class Slot:
    """``local`` is its wall-clock time and its name; ``at`` the moment at which it fires."""

    local: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Once:
    """At one moment."""

    at: datetime

    @property
    def zone(self) -> str:
        return "UTC"

    @property
    def starts(self) -> datetime:
        return self.at.astimezone(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Repeating:
    """An RRULE (RFC 5545) of days on the wall clock of a zone, at the time of ``starts``.

    Made by ``repeating``, so that the rule says all that RFC 5545 would take from ``starts``.
    """

    rule: str
    starts: datetime
    zone: str


Pattern = Once | Repeating


@dataclass(frozen=True, slots=True)
class Schedule:
    """``changes`` are single slots that were moved to another wall-clock time, or called off (None)."""

    pattern: Pattern
    avoid: Avoid = Avoid.NOTHING
    lateness: Lateness = Lateness.ALL
    grace: timedelta | None = None
    changes: Mapping[datetime, datetime | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    calendar: Calendar = field(default_factory=Calendar)


def repeating(rule: str, starts: datetime, zone: str) -> Repeating:
    """Raises ValueError for a rule that is none, or not one of days."""
    parts = parse_rule(rule)
    frequency = parts["FREQ"]
    if frequency == "WEEKLY":
        parts.setdefault("BYDAY", WEEKDAYS[starts.weekday()])
    if frequency in ("MONTHLY", "YEARLY") and not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        parts["BYMONTHDAY"] = str(starts.day)
    if frequency == "YEARLY":
        parts.setdefault("BYMONTH", str(starts.month))
    return Repeating(";".join(f"{name}={value}" for name, value in parts.items()), starts, zone)


def parse_rule(rule: str) -> dict[str, str]:
    """The parts of a rule by name. Raises ValueError for what this does not do."""
    pairs = [part.partition("=") for part in rule.upper().split(";")]
    parts = {name: value for name, equals, value in pairs if equals and value}
    if len(parts) != len(pairs) or not parts.keys() <= UNDERSTOOD:
        raise ValueError(f"not a rule of days: {rule}")
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValueError(f"not daily, weekly, monthly or yearly: {rule}")
    return parts
