"""Who says that they work where: what somebody claims, until somebody who knows has confirmed it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that they work at a practice. Nothing of the practice is shown for it yet."""

    user: str
    ods_code: str
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What one person has been told or asked once, and when; None: not yet."""

    greeted_at: datetime | None = None
    asked_at: datetime | None = None  # where they work
    rules_seen_at: datetime | None = None  # the ground rules of peer sessions
