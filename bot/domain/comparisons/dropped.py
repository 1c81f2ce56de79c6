"""Files that somebody dropped on the bot in a direct message: which, and how they are remembered."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.domain.people import Role
from bot.domain.screening import kinds_found

MAY_DROP = (Role.MANAGER, Role.ADMINISTRATOR)
"""Who may have a file taken in; the command line is for whoever runs the bot."""

AT_ONCE = 10
"""Files of one message that are read: as many as Slack lets one send together."""

LONGEST_NAME = 40  # characters: all of a drop is remembered as the subject of one piece of work
UNNAMED = "your file"


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One of Slack's files; ``name`` is what it is called in what is said of it."""

    id: str
    name: str

    @classmethod
    def named(cls, id: str, name: str | None) -> Self:
        """With a name that can be said: on one line, not too long, and nobody's."""
        plain = " ".join((name or "").split())
        if not plain.isprintable() or not plain or kinds_found(plain):
            return cls(id, UNNAMED)
        if len(plain) > LONGEST_NAME:
            plain = f"{plain[: LONGEST_NAME - 9]}…{plain[-8:]}"  # the ending says what it is
        return cls(id, plain)


@dataclass(frozen=True, slots=True)
class Drop:
    """The files of one message, and who sent them when."""

    event_id: str
    user: str
    at: datetime
    files: tuple[GivenFile, ...]

    @property
    def key(self) -> str:
        """How the keys of its messages begin."""
        return f"dropped:{self.event_id}:"

    def to_text(self) -> str:
        files = [[each.id, each.name] for each in self.files]
        said = [self.event_id, self.user, self.at.isoformat(), files]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Self:
        event_id, user, at, files = json.loads(text)
        given = tuple(GivenFile(id, name) for id, name in files)
        return cls(event_id, user, datetime.fromisoformat(at), given)
