"""What a concern is, who may hear of it, and until when it can be taken up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.arrangements import Arrangements
from bot.domain.people import Member, Role
from bot.domain.rights import keeping

MOST_WORDS = 2000  # characters of a concern, or of what is said about it
MOST_TITLE = 150  # characters of what it is about: as long as a message's headline
ANSWER_WITHIN = timedelta(days=7)  # then whoever is asked is reminded, once
REOPENED_WITHIN = timedelta(days=30)  # of its being settled, by whoever raised it
LATELY = timedelta(days=30)  # settled ones are listed for so long
MOST_MANAGERS = 10  # to choose from


class About(StrEnum):
    FIGURE = "figure"
    POLL = "poll"
    SESSION = "session"
    USE = "use"  # how the bot is used

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    About.FIGURE: "a figure",
    About.POLL: "a pulse",
    About.SESSION: "a peer session",
    About.USE: "how Peerbot is used",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two said; ``words`` None: it cannot be opened, since its key is gone."""

    author: str
    words: str | None
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Concern:
    """``title`` says what it is about, for a list. Only ``raised_by`` and ``asked_of`` ever see it."""

    id: int
    about: About
    title: str
    raised_by: str
    asked_of: str
    raised_at: datetime
    settled_at: datetime | None = None
    settled_by: str | None = None
    answered_at: datetime | None = None  # when whoever is asked last said something

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def key(self) -> str:
        """What the keys of all its messages begin with; none of them has its words."""
        return key_prefix(self.id)

    def other(self, user: str) -> str:
        return self.asked_of if user == self.raised_by else self.raised_by

    def may_reopen(self, user: str, now: datetime) -> bool:
        """Whoever raised it decides whether it is settled, for a while."""
        return (
            self.settled_at is not None
            and user == self.raised_by
            and now < self.settled_at + REOPENED_WITHIN
        )


def key_prefix(concern_id: int) -> str:
    return f"concern:{concern_id}:"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A concern with all that was said, for one of the two."""

    concern: Concern
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes. ``to``: whom the form named, or whom they chose."""

    about: About
    title: str
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may hear of a concern: whom the body names, or else the managers, one of whom is chosen."""

    named: str = ""
    named_as: str = ""
    managers: tuple[str, ...] = ()
    is_named_self: bool = False  # the writer is whom the body names
    kept_days: int = keeping.Kind.CONCERNS.rule.usual

    @property
    def nobody(self) -> bool:
        return not self.named and not self.managers

    def may_hear(self, user: str) -> bool:
        return bool(user) and (user == self.named or user in self.managers)


def readers_for(
    writer: str,
    arrangements: Arrangements,
    members: Iterable[Member],
    away: Iterable[str] = (),
) -> Readers:
    """``away`` are people who cannot hear of it: their account is off, or they had it before."""
    not_these = {writer, *away}
    named, days = arrangements.concerns_to, kept_days(arrangements)
    if named and named not in not_these:
        return Readers(named, arrangements.concerns_as, kept_days=days)
    managers = [
        each.slack_user_id
        for each in members
        if each.has([Role.MANAGER]) and each.slack_user_id not in not_these
    ]
    return Readers(
        managers=tuple(managers[:MOST_MANAGERS]),
        is_named_self=bool(named) and named == writer,
        kept_days=days,
    )


def kept_days(arrangements: Arrangements) -> int:
    """How long a settled concern is kept; never shorter than it can be taken up again."""
    return keeping.kept_days(keeping.Kind.CONCERNS, arrangements.kept)
