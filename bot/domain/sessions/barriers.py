"""What is outside the practices' control: raised for the body to answer, and shown until it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from bot.domain.deeds import Deed
from bot.domain.people import Member

BARRIER_MAX = 500
ANSWER_MAX = 2000
ANSWERED_WITHIN = timedelta(weeks=4)  # the date that the form proposes
LONGEST_WAIT = relativedelta(months=3)
REMINDED_BEFORE = 3  # working days before the answer is due
OVERSEE = Deed.ANSWER_BARRIERS.roles  # who sees all of them, in this order
BARRIERS = "barrier:"  # how the keys of messages to their owners begin


@dataclass(frozen=True, slots=True)
class Barrier:
    """``owner`` answers for the body. Who raised it is kept nowhere."""

    id: int
    session_id: int
    topic: str
    channel: str
    what: str
    owner: str
    reply_by: date
    raised_at: datetime
    reply: str | None = None
    replied_by: str | None = None
    replied_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.replied_at is None

    @property
    def key(self) -> str:
        return f"{BARRIERS}{self.id}"


@dataclass(frozen=True, slots=True)
class Raised:
    """A barrier as somebody wrote it, before it is kept."""

    what: str
    owner: str
    reply_by: date


def in_order(barriers: Iterable[Barrier]) -> list[Barrier]:
    """The open ones first, those that wait longest at the top; then the latest answers."""
    known = list(barriers)
    waiting = sorted((each for each in known if each.is_open), key=lambda each: each.id)
    answered = [each for each in known if each.replied_at is not None]
    answered.sort(key=lambda each: (each.replied_at, each.id), reverse=True)
    return [*waiting, *answered]


def heirs(members: Sequence[Member], leaver: str | None = None) -> list[str]:
    """Who may answer for the body: managers, or without any administrators, or else leads."""
    for role in OVERSEE:
        found = [
            each.slack_user_id
            for each in members
            if each.has([role]) and each.slack_user_id != leaver
        ]
        if found:
            return found
    return []
