"""Reads a sentence that asks for a peer session: what it is about, when, how long, with whom.

``set up a session on falls next Tuesday at 1pm``, ``can we discuss antibiotics with the other
practices on Thursday week at 12:30 for 20 minutes``. What it cannot read is left to the form.
Chat reads all sentences (``bot.domain.talking``); this is what it hands to the form of a session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.people import Practice
from bot.domain.sessions.model import Format
from bot.domain.sessions.plan import LENGTHS
from bot.domain.talking import Intent, Slots, Vocabulary, read
from bot.domain.talking.plain import LONGEST

__all__ = ["LONGEST", "Request", "read_request", "request_of"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was understood; empty where nothing was said of it.

    ``minutes`` is what was said, which a session need not be able to be. ``everybody``: all practices.
    """

    topic: str = ""
    day: date | None = None
    clock: time | None = None
    repeats: str = ""  # in plain words
    minutes: int | None = None
    ods_codes: tuple[str, ...] = ()
    everybody: bool = False
    format: Format | None = None
    channel: str | None = None
    finding: bool = False  # a time is to be found

    @property
    def says_when(self) -> bool:
        return bool(self.day or self.clock or self.repeats)

    @property
    def length(self) -> int | None:
        """The plan that comes nearest to what was said."""
        if self.minutes is None:
            return None
        said = self.minutes
        return min(LENGTHS, key=lambda each: (abs(each - said), each))


def read_request(
    said: str, now: datetime, zone: str, practices: Sequence[Practice] = ()
) -> Request | None:
    """None where it asks for no session. ``said`` is as Slack has it, with its mentions."""
    best = read(said, now, zone, Vocabulary(practices=practices)).best
    return request_of(best.slots) if best and best.intent is Intent.SCHEDULE else None


def request_of(slots: Slots) -> Request:
    """What chat understood of a session, for its form."""
    return Request(
        slots.topic,
        slots.day,
        slots.clock,
        slots.repeats,
        slots.minutes,
        slots.ods_codes,
        slots.everybody,
        slots.format,
        slots.channel,
        slots.finding,
    )
