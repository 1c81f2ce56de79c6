"""When people may be written to unasked, and how often: pure rules, handed all that they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.calendar import NEVER_OFF, Calendar, Protected, occurrences

BUDGET = 6  # prompts a person a calendar month, from all features together
TOGETHER = 5  # prompts that may go out in one message
AHEAD = timedelta(days=400)  # a day that is not found within that will not come


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One body's hours and days: nobody is written to unasked outside them."""

    zone: str = "Europe/London"
    opens: time = time(8, 0)
    closes: time = time(18, 30)
    budget: int = BUDGET
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True, slots=True)
class Preference:
    """What one person has asked for. ``days_off`` are weekdays, Monday is 0.

    ``no_reminders`` is of pulses that they have not answered, ``no_alerts`` of changes in figures;
    with ``no_matching`` they take no part in rounds of matching.
    """

    days_off: frozenset[int] = NEVER_OFF
    snoozed_until: datetime | None = None
    no_reminders: bool = False
    no_alerts: bool = False
    no_matching: bool = False

    def is_snoozed(self, now: datetime) -> bool:
        return self.snoozed_until is not None and now < self.snoozed_until


NO_WISHES = Preference()


class Waits(StrEnum):
    """Why a prompt is not sent, but waits on the person's Home tab."""

    BUDGET = "the month's budget is used up"
    LATE = "it would come too late"
    NEVER = "the person has no working days"


@dataclass(frozen=True, slots=True)
class Pending:
    """A message with ``parts`` prompts in it that is planned and has not gone out yet."""

    id: int
    due_at: datetime
    parts: int = 1
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A prompt is due in a month; or joins the pending message ``joins``, uncounted; or waits."""

    due_at: datetime
    month: str | None = None  # 2026-11, on the body's calendar
    joins: int | None = None
    waits: Waits | None = None


# ---- when


class _Slot(NamedTuple):
    at: datetime
    month: str


def next_moment(
    now: datetime, rhythm: Rhythm, preference: Preference = NO_WISHES
) -> datetime | None:
    """Now, if the person may be written to now; else the next moment at which they may.

    None if there is none: they, or the body, have no working days at all.
    """
    slot = _slot(_asked(now, preference), rhythm, preference.days_off)
    return slot.at if slot else None


def _asked(now: datetime, preference: Preference) -> datetime:
    snoozed_until = preference.snoozed_until
    return now if snoozed_until is None or snoozed_until <= now else snoozed_until


@lru_cache(maxsize=4096)  # a wave asks the same for thousands of people
def _slot(asked: datetime, rhythm: Rhythm, days_off: frozenset[int]) -> _Slot | None:
    zone = ZoneInfo(rhythm.zone)
    at = asked.astimezone(UTC)
    last = at + AHEAD
    while at <= last:
        wall = at.astimezone(zone).replace(tzinfo=None, fold=0)
        later = _barred_until(wall, rhythm, days_off)
        if later is None:
            return _Slot(at, f"{wall:%Y-%m}")
        at = _first_after(at, later, zone)
    return None


def _barred_until(wall: datetime, rhythm: Rhythm, days_off: frozenset[int]) -> datetime | None:
    """None if this wall-clock time is allowed; else a later one up to which none is."""
    day, calendar = wall.date(), rhythm.calendar
    if wall.time() >= rhythm.closes or not calendar.is_working_day(day, days_off):
        return datetime.combine(day + timedelta(days=1), rhythm.opens)
    if wall.time() < rhythm.opens:
        return datetime.combine(day, rhythm.opens)
    ends = (_end(each, wall) for each in calendar.protected)
    return max((end for end in ends if end is not None and wall < end), default=None)


def _end(protected: Protected, wall: datetime) -> datetime | None:
    """When the last one that has begun is over."""
    begun = occurrences(protected.rule, protected.starts).before(wall, inc=True)
    return begun + timedelta(minutes=protected.minutes) if begun is not None else None


def _first_after(moment: datetime, wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clock on the wall, which has not come to it yet, shows that time.

    A time that the clock change skips moves on by the gap. One that comes twice is the first, if
    that has not passed by.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first if first > moment else second


# ---- how often


def decide(
    now: datetime,
    until: datetime | None,
    rhythm: Rhythm,
    preference: Preference | None,
    counts: Mapping[str, int],
    pending: Sequence[Pending],
) -> Decision:
    """What becomes of a prompt that is planned now and is of no use after ``until``.

    ``counts`` are the person's prompts by month, those that are still to go out included; what goes
    out with another is counted once. ``pending`` are those that are still to go out.
    """
    return _decide(Pending(0, now, 1, until), now, rhythm, preference, counts, pending)


def _decide(
    prompt: Pending,
    now: datetime,
    rhythm: Rhythm,
    preference: Preference | None,
    counts: Mapping[str, int],
    pending: Sequence[Pending],
) -> Decision:
    wishes = preference or NO_WISHES
    slot = _slot(_asked(now, wishes), rhythm, wishes.days_off)
    if slot is None:
        return Decision(now, waits=Waits.NEVER)
    at, month = slot
    if prompt.until is not None and prompt.until < at:
        return Decision(at, waits=Waits.LATE)
    for each in pending:
        if each.parts + prompt.parts <= TOGETHER and _at_once(each.due_at, at, now):
            return Decision(at, month, joins=each.id)
    if counts.get(month, 0) >= rhythm.budget:
        return Decision(at, waits=Waits.BUDGET)
    return Decision(at, month)


def _at_once(one: datetime, other: datetime, now: datetime) -> bool:
    """Whether both go out at the same time: they are due then, or are due already."""
    return one == other or (one <= now and other <= now)


def replanned(
    now: datetime,
    rhythm: Rhythm,
    preference: Preference | None,
    counts: Mapping[str, int],
    pending: Sequence[Pending],
) -> dict[int, Decision]:
    """What becomes of a person's pending messages when what they asked for has changed.

    ``counts`` leaves these messages out. One that joins another takes all its parts there.
    """
    counted = dict(counts)
    kept: dict[int, Pending] = {}
    decisions = {}
    for each in sorted(pending, key=lambda one: (one.due_at, one.id)):
        decision = _decide(each, now, rhythm, preference, counted, [*kept.values()])
        decisions[each.id] = decision
        if decision.joins is not None:
            joined = kept[decision.joins]
            kept[joined.id] = replace(joined, parts=joined.parts + each.parts)
        elif decision.month is not None:
            counted[decision.month] = counted.get(decision.month, 0) + 1
            kept[each.id] = replace(each, due_at=decision.due_at)
    return decisions
