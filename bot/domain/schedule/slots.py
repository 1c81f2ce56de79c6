"""The slots of a schedule in order, and what becomes of each before its time comes.

The moments of slots that fire grow strictly, whatever clocks and calendars do: a slot that would not come
before the next one is left out. One may be moved only as far as ``neighbours`` says.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice, pairwise
from zoneinfo import ZoneInfo

from bot.domain.schedule.model import Avoid, Once, Outcome, Repeating, Schedule, Slot
from bot.domain.schedule.rules import occurrences
from bot.domain.times import local_moment

LONGEST_MOVE = 31  # days
ENOUGH = 1000  # slots that are looked through for the next that fires

Judged = tuple[Slot, Outcome | None]
"""A slot, and what becomes of it if it is known already."""


def slots(schedule: Schedule, since: datetime | None = None) -> Iterator[Judged]:
    """The slots from the one of that name on, or all."""
    pattern = schedule.pattern
    if isinstance(pattern, Once):
        if since is None or pattern.starts >= since:
            yield Slot(pattern.starts, pattern.at), None
        return
    for local, following in pairwise(chain(occurrences(pattern, since), [None])):
        assert local is not None
        yield _slot(schedule, pattern, local, following)


def upcoming(schedule: Schedule, now: datetime) -> Iterator[Judged]:
    """The slots that are still to come, of a schedule without changes."""
    shortly_before = now.astimezone(ZoneInfo(schedule.pattern.zone)).replace(tzinfo=None)
    since = shortly_before - timedelta(days=LONGEST_MOVE + 2)
    return (each for each in slots(schedule, since) if each[0].at > now)


def next_firing(schedule: Schedule, since: datetime | None) -> Iterator[Slot]:
    """The slots that will fire, as things stand."""
    return (slot for slot, outcome in islice(slots(schedule, since), ENOUGH) if outcome is None)


def _slot(
    schedule: Schedule, pattern: Repeating, local: datetime, following: datetime | None
) -> Judged:
    ahead = None if following is None else schedule.changes.get(following) or following
    meant, outcome = _meant(schedule, local, ahead)
    at = _moment(meant, pattern.zone)
    limit = None if ahead is None else _moment(ahead, pattern.zone)
    if limit is not None and at >= limit:
        return Slot(local, limit), outcome or Outcome.LEFT_OUT
    return Slot(local, at), outcome


def _meant(
    schedule: Schedule, local: datetime, ahead: datetime | None
) -> tuple[datetime, Outcome | None]:
    """When it should fire, by the clock on the wall."""
    if local in schedule.changes:
        changed = schedule.changes[local]
        return changed or local, None if changed else Outcome.CALLED_OFF
    if not _is_avoided(schedule, local):
        return local, None
    moved = _moved(schedule, local) if schedule.avoid is Avoid.MOVE else None
    if moved is None or (ahead is not None and moved.date() >= ahead.date()):
        # Two on one day would be one too many: the one whose day it is stays.
        return local, Outcome.LEFT_OUT
    return moved, None


def _is_avoided(schedule: Schedule, local: datetime) -> bool:
    if schedule.avoid is Avoid.NOTHING:
        return False
    return schedule.calendar.is_bank_holiday(local.date()) or schedule.calendar.is_protected(local)


def _moved(schedule: Schedule, local: datetime) -> datetime | None:
    """The same time on the next working day."""
    days = (local + timedelta(days=number) for number in range(1, LONGEST_MOVE))
    calendar = schedule.calendar
    return next(
        (
            day
            for day in days
            if calendar.is_working_day(day.date()) and not calendar.is_protected(day)
        ),
        None,
    )


def _moment(wall: datetime, zone: str) -> datetime:
    return local_moment(wall.date(), wall.time(), zone).at


def neighbours(
    schedule: Schedule, since: datetime | None, local: datetime
) -> tuple[datetime | None, datetime | None]:
    """Between which moments the slot of that name may be moved; ``since`` as for ``slots``."""
    before: datetime | None = None
    for slot, _ in slots(schedule, since):
        if slot.local > local:
            ahead = schedule.changes.get(slot.local) or slot.local
            return before, _moment(ahead, schedule.pattern.zone)
        if slot.local < local:
            before = slot.at
    return before, None


def why_left_out(schedule: Schedule, local: datetime) -> str:
    """In words, as the calendar is now."""
    if schedule.calendar.is_bank_holiday(local.date()):
        cause = "it was a bank holiday"
    elif schedule.calendar.is_protected(local):
        cause = "it was in protected learning time"
    else:
        return "it would not have come before the next one"
    if schedule.avoid is Avoid.MOVE:
        return f"{cause}, and the next working day has one already"
    return cause
