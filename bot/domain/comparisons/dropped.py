"""Files that somebody dropped on the bot in a direct message: which, and what they are called."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.domain.screening import kinds_found

"""Who may have a file taken in; the command line is for whoever runs the bot."""

AT_ONCE = 10
"""Files of one message that are read: as many as Slack lets one send together."""

LONGEST_NAME = 60  # characters
UNNAMED = "your file"


@dataclass(frozen=True, slots=True)
class Drop:
    """The files of one message, by Slack's ids, and who sent them when."""

    event_id: str
    user: str
    at: datetime
    files: tuple[str, ...]

    @property
    def any_file(self) -> str:
        """What one of them is called whose name is not known."""
        return UNNAMED if len(self.files) == 1 else "one of your files"

    @property
    def key(self) -> str:
        """How the keys of its messages begin."""
        return f"dropped:{self.event_id}:"

    def to_text(self) -> str:
        """As the subject of a piece of work: ids only, since subjects are logged."""
        return json.dumps([self.event_id, self.user, self.at.isoformat(), self.files])

    @classmethod
    def from_text(cls, text: str) -> Self:
        event_id, user, at, files = json.loads(text)
        return cls(event_id, user, datetime.fromisoformat(at), tuple(files))


def file_name(said: str | None, otherwise: str = UNNAMED) -> str:
    """A file's name as it can be said, on one line, not too long, and nobody's; or ``otherwise``."""
    plain = " ".join((said or "").split())
    if not plain.isprintable() or not plain or kinds_found(plain):
        return otherwise
    if len(plain) > LONGEST_NAME:
        return f"{plain[: LONGEST_NAME - 9]}…{plain[-8:]}"  # the ending says what it is
    return plain
