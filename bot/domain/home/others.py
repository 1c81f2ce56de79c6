"""What leads, managers and administrators see on the Home tab besides what is their own."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.home.mine import MyAction, Some
from bot.domain.matching.rounds import RoundState
from bot.domain.pulse import Turnout
from bot.domain.sessions.barriers import Barrier
from bot.domain.sessions.finding import PollState


@dataclass(frozen=True, slots=True)
class VoteToSettle:
    """A vote on times that one began, open or waiting for one's choice."""

    poll_id: int
    topic: str
    state: PollState
    closes_at: datetime
    zone: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Matching:
    round_id: int
    topic: str
    state: RoundState


@dataclass(frozen=True, slots=True)
class Leading:
    """For who sets sessions up. ``overdue`` are others' actions, agreed in sessions that one led."""

    votes: Some[VoteToSettle] = field(default_factory=Some)
    matching: Some[Matching] = field(default_factory=Some)
    overdue: Some[MyAction] = field(default_factory=Some)


@dataclass(frozen=True, slots=True)
class OpenPulse:
    """Only how many have answered is ever known of an open round."""

    round_id: int
    title: str
    closes_at: datetime
    turnout: Turnout


@dataclass(frozen=True, slots=True)
class UnrepliedPulse:
    """A closed round that somebody answered, and of which nobody has said what was done."""

    round_id: int
    title: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Managing:
    """For who runs pulses and answers for the body. ``barriers`` are those that others have."""

    pulses: Some[OpenPulse] = field(default_factory=Some)
    unreplied: Some[UnrepliedPulse] = field(default_factory=Some)
    barriers: Some[Barrier] = field(default_factory=Some)
    questioned: int = 0  # figures, that are not one's own to answer for
    since: date | None = None  # the oldest of those questions


@dataclass(frozen=True, slots=True)
class LookingAfter:
    """For administrators. ``held_up`` is what holds all messages up; ``stuck`` is work that does not end."""

    not_arrived: int = 0
    overdue: int = 0  # messages that should have gone out
    held_up: str | None = None
    stuck: int = 0
