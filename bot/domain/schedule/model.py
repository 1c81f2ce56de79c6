"""Schedules and their slots. A slot is known by its wall-clock time, whatever becomes of it later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.calendar import Calendar


class Avoid(StrEnum):
    """What becomes of a slot on a bank holiday, or in the body's protected time."""

    NOTHING = "nothing"  # it fires all the same
    LEAVE_OUT = "leave out"
    MOVE = "move"  # to the same time on the next working day


class Lateness(StrEnum):
    """What becomes of slots whose time came while nothing ran. None fires later than the grace."""

    ALL = "all"  # each fires, in order
    LATEST = "latest"  # the newest fires, the others are missed
    SKIP = "skip"  # each that is within its grace fires; there must be one


class Outcome(StrEnum):
    """What became of a slot."""

    FIRED = "fired"
    MISSED = "missed"  # nothing ran when its time came
    LEFT_OUT = "left out"  # a bank holiday, protected time, or it would have met the next one
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

    Made by ``repeating``, which checks it and writes it in one way.
    """

    rule: str
    starts: datetime
    zone: str


Pattern = Once | Repeating


@dataclass(frozen=True, slots=True)
class Schedule:
    """``changes`` are single slots that were moved to another wall-clock time, or called off (None).

    ``grace`` is how late a slot may still fire; None: however late.
    """

    pattern: Pattern
    avoid: Avoid = Avoid.NOTHING
    lateness: Lateness = Lateness.ALL
    grace: timedelta | None = None
    changes: Mapping[datetime, datetime | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    calendar: Calendar = field(default_factory=Calendar)

    def __post_init__(self) -> None:
        if self.lateness is Lateness.SKIP and self.grace is None:
            raise ValueError("what skips late slots must say from when on they are late")
