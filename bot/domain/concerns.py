"""A way to object: a concern that somebody raises privately, and what both say until it is settled."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_WORDS = 2000  # characters of a concern, or of what is said about it


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
    """What one of the two said."""

    author: str
    words: str
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

    def other(self, user: str) -> str:
        return self.asked_of if user == self.raised_by else self.raised_by
