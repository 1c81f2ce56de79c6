"""Sessions that repeat: when each of them is, and which are to be set up now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise

from bot.domain.calendar import Calendar
from bot.domain.schedule import Avoid, Outcome, Repeating, Schedule, Slot, describe, slots
from bot.domain.sessions.model import Proposal
from bot.domain.times import local_moment

AHEAD = timedelta(days=14)  # so long before it each is set up, and people invited
NEARLY_A_WEEK = timedelta(days=6, hours=12)  # whatever the clocks do meanwhile
LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Series:
    """``proposal`` is what each session begins as."""

    id: int
    lead: str
    proposal: Proposal
    pattern: Repeating
    ended: bool = False

    @property
    def words(self) -> str:
        """``every first Tuesday at 13:00``."""
        return describe(self.pattern, self.pattern.zone)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series. ``moved_from``: the wall-clock time by the rule, where that is no day for it."""

    slot: Slot
    left_out: bool = False
    moved_from: datetime | None = None
    bank_holiday: bool = False

    @property
    def at(self) -> datetime:
        return self.slot.at


def occurrences(
    pattern: Repeating, calendar: Calendar, since: datetime | None = None
) -> Iterator[Occurrence]:
    """The times from the slot of that name on. A bank holiday moves one to the next working day."""
    for slot, outcome in slots(Schedule(pattern, Avoid.MOVE, calendar=calendar), since):
        usual = local_moment(slot.local.date(), slot.local.time(), pattern.zone).at
        away = outcome is Outcome.LEFT_OUT or slot.at != usual
        yield Occurrence(
            slot,
            outcome is Outcome.LEFT_OUT,
            slot.local if away else None,
            calendar.is_bank_holiday(slot.local.date()),
        )


def first_of(
    pattern: Repeating, calendar: Calendar, now: datetime, number: int = 1
) -> list[Occurrence]:
    """The first that take place after ``now``."""
    coming = (
        each for each in occurrences(pattern, calendar) if not each.left_out and each.at > now
    )
    return list(islice(coming, number))


def too_often(pattern: Repeating) -> bool:
    """More than once a week."""
    times = [slot.at for slot, _ in islice(slots(Schedule(pattern)), LOOKED_AT)]
    return any(later - earlier < NEARLY_A_WEEK for earlier, later in pairwise(times))
