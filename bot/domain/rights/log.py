"""The audit log as it is read: its entries, and which of them somebody wants to see."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta

from bot.domain.times import local_moment

PAGE = 25  # entries in a form
MOST_MONTHS = 84  # as long as the log can be kept


@dataclass(frozen=True, slots=True)
class Entry:
    """``actor``: a Slack id, the command line, or Peerbot itself; ``subject``: a key, a code, a name."""

    id: int
    at: datetime
    actor: str
    deed: str
    subject: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries: by whom, of what deed, in which month (``2026-11``); "": all."""

    person: str = ""
    deed: str = ""
    month: str = ""

    def to_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of_text(cls, text: str) -> "Filter":
        return cls(**json.loads(text)) if text else cls()

    def span(self, zone: str) -> tuple[datetime, datetime] | None:
        """From when to when, the end not included; None: always."""
        if not self.month:
            return None
        first = date.fromisoformat(f"{self.month}-01")
        after = first + relativedelta(months=1)
        return local_moment(first, time(), zone).at, local_moment(after, time(), zone).at


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, the newest first. ``number`` from 0; ``more``: there are older ones."""

    entries: tuple[Entry, ...]
    wanted: Filter
    number: int
    more: bool
    deeds: tuple[str, ...]  # that there are, to choose from
    months: tuple[str, ...]  # the newest first


def months_between(first: date, last: date) -> tuple[str, ...]:
    """``2026-11``, ``2026-10`` and so on, back to that of the first day."""
    found: list[str] = []
    at = last.replace(day=1)
    while at >= first.replace(day=1) and len(found) < MOST_MONTHS:
        found.append(f"{at:%Y-%m}")
        at -= relativedelta(months=1)
    return tuple(found)
