"""The slots of a schedule in order, and what becomes of each before its time comes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.rrule import rrule, rrulestr

from bot.domain.schedule.model import (
    Avoid,
    Once,
    Outcome,
    Repeating,
    Schedule,
    Slot,
    parse_rule,
)
from bot.domain.times import local_moment

FURTHEST = timedelta(days=366 * 12)  # a rule that has no day by then never has one
LONGEST_MOVE = 31  # days


def occurrences(pattern: Repeating, after: datetime | None) -> Iterator[datetime]:
    """The wall-clock times of a rule after that one, in order; all of them without.

    Begins to count near ``after``, not at the rule's first day, however long ago that was.
    """
    start = pattern.starts if after is None else _anchor(pattern, after)
    rule = rrulestr(pattern.rule, dtstart=start)
    assert isinstance(rule, rrule)
    first = pattern.starts if after is None else max(after, pattern.starts - timedelta(seconds=1))
    bounded = rule if _ends(pattern) else rule.replace(until=max(first, start) + FURTHEST)
    for local in bounded:
        if local >= pattern.starts and (after is None or local > after):
            yield local


def _ends(pattern: Repeating) -> bool:
    return "UNTIL" in parse_rule(pattern.rule)


def _anchor(pattern: Repeating, after: datetime) -> datetime:
    """A day from which the rule has the same days as from its first, shortly before ``after``."""
    parts, starts = parse_rule(pattern.rule), pattern.starts
    every = int(parts.get("INTERVAL", "1"))
    days = (after.date() - starts.date()).days
    if days <= 0:
        return starts
    match parts["FREQ"]:
        case "DAILY":
            return starts + timedelta(days=days // every * every)
        case "WEEKLY":
            # From its Monday, so that every second week is the same one.
            monday = starts - timedelta(days=starts.weekday())
            weeks = (after.date() - monday.date()).days // 7
            return max(starts, monday + timedelta(weeks=weeks // every * every))
        case "MONTHLY":
            months = (after.year - starts.year) * 12 + after.month - starts.month
            return max(starts, _first_of(starts, months // every * every))
    years = (after.year - starts.year) // every * every
    return max(starts, starts.replace(year=starts.year + years, month=1, day=1))


def _first_of(starts: datetime, months: int) -> datetime:
    year, month = divmod(starts.year * 12 + starts.month - 1 + months, 12)
    return starts.replace(year=year, month=month + 1, day=1)


def slots(schedule: Schedule, after: datetime | None) -> Iterator[tuple[Slot, Outcome | None]]:
    """The slots whose names come after that one, with what is known to become of them."""
    pattern = schedule.pattern
    if isinstance(pattern, Once):
        if after is None or pattern.starts > after:
            yield Slot(pattern.starts, pattern.at), None
        return
    times = occurrences(pattern, after)
    local = next(times, None)
    while local is not None:
        following = next(times, None)
        yield _slot(schedule, pattern, local, following)
        local = following


def _slot(
    schedule: Schedule, pattern: Repeating, local: datetime, following: datetime | None
) -> tuple[Slot, Outcome | None]:
    if local in schedule.changes:
        moved = schedule.changes[local]
        outcome = Outcome.CALLED_OFF if moved is None else None
        return _at(pattern, local, moved or local), outcome
    if schedule.avoid is Avoid.NOTHING or not _is_avoided(schedule, local):
        return _at(pattern, local, local), None
    moved = _moved(schedule, local) if schedule.avoid is Avoid.MOVE else None
    # Two on one day would be one too many: then it is left out.
    if moved is None or (following is not None and moved.date() >= following.date()):
        return _at(pattern, local, local), Outcome.LEFT_OUT
    return _at(pattern, local, moved), None


def _at(pattern: Repeating, local: datetime, when: datetime) -> Slot:
    return Slot(local, local_moment(when.date(), when.time(), pattern.zone).at)


def _is_avoided(schedule: Schedule, local: datetime) -> bool:
    calendar = schedule.calendar
    return calendar.is_bank_holiday(local.date()) or calendar.is_protected(local)


def _moved(schedule: Schedule, local: datetime) -> datetime | None:
    """The same time on the next working day."""
    for days in range(1, LONGEST_MOVE):
        later = local + timedelta(days=days)
        day: date = later.date()
        if schedule.calendar.is_working_day(day) and not schedule.calendar.is_protected(later):
            return later
    return None
