"""Which times a vote offers: good ones proposed by rule, what may not be offered, when it closes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar, occurrences
from bot.domain.rhythm import Rhythm
from bot.domain.times import local_day, local_moment

FEWEST, MOST = 2, 8  # slots of a vote
PROPOSED, TICKED = 8, 5  # that the form shows, and that it begins with
NOTICE = 8  # working days before the first that it proposes: five to answer in, three to plan
ANSWERING = 3  # working days between the close and the first slot
SPREAD = timedelta(days=21)
FURTHER = timedelta(days=42)  # looked through where three weeks have too few, as around Christmas
LUNCH_BEGINS, LUNCH_ENDS, AFTERNOON = time(12, 30), time(14, 0), time(12, 0)
LUNCH_STARTS = (time(13, 0), time(12, 30), time(12, 45), time(13, 15), time(13, 30))
CLOSES_AT = time(17, 0)
MONDAY = 0


class Good(StrEnum):
    """Why a slot is proposed."""

    PROTECTED = "protected"
    LUNCH = "lunch"


@dataclass(frozen=True, slots=True)
class Offered:
    """A slot that the form proposes. ``off`` is how many of those asked have that weekday off."""

    starts_at: datetime
    good: Good
    off: int = 0


# ---- what a wall-clock time is like


def wall(moment: datetime, zone: str) -> datetime:
    """On the wall clock there, without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def is_monday_morning(moment: datetime, zone: str) -> bool:
    """The busiest hours of general practice."""
    local = wall(moment, zone)
    return local.weekday() == MONDAY and local.time() < AFTERNOON


def is_weekend(moment: datetime, zone: str) -> bool:
    return wall(moment, zone).weekday() > 4


def is_bank_holiday(moment: datetime, zone: str, calendar: Calendar) -> bool:
    return calendar.is_bank_holiday(local_day(moment, zone))


# ---- proposing


def propose(
    rhythm: Rhythm,
    days_off: Iterable[frozenset[int]],
    now: datetime,
    minutes: int,
    without: Iterable[datetime] = (),
) -> tuple[Offered, ...]:
    """Up to eight slots, earliest first; fewer where the body has not so many working days.

    Each is on another day, spread over three weeks and the weekdays. ``days_off`` are those of the
    people who are asked, ``without`` are slots that were asked about before.
    """
    off = Counter(day for each in days_off for day in each)
    first = working_days_on(local_day(now, rhythm.zone), NOTICE, rhythm.calendar)
    asked = {local_day(each, rhythm.zone) for each in without}
    for length in (SPREAD, FURTHER):
        days = [day for day in _days(first, length, rhythm.calendar) if day not in asked]
        found = [each for day in days for each in _on(day, rhythm, off, minutes)]
        chosen = _spread(found, rhythm.zone)
        if len(chosen) >= PROPOSED:
            break
    return tuple(sorted(chosen, key=lambda each: each.starts_at))


def ticked(offered: Sequence[Offered]) -> tuple[Offered, ...]:
    """Those that the form begins with: the best of them, earliest first."""
    best = sorted(offered, key=lambda each: (each.good is not Good.PROTECTED, each.off))[:TICKED]
    return tuple(sorted(best, key=lambda each: each.starts_at))


def _days(first: date, length: timedelta, calendar: Calendar) -> Iterator[date]:
    day = first
    while day < first + length:
        if calendar.is_working_day(day):
            yield day
        day += timedelta(days=1)


def _on(day: date, rhythm: Rhythm, off: Counter[int], minutes: int) -> Iterator[Offered]:
    """The best slot of one working day."""
    away = off[day.weekday()]
    for clock in _protected(day, rhythm.calendar, minutes):
        if not (day.weekday() == MONDAY and clock < AFTERNOON):
            yield Offered(local_moment(day, clock, rhythm.zone).at, Good.PROTECTED, away)
            return
    clock = next((each for each in LUNCH_STARTS if _fits(each, minutes)), LUNCH_BEGINS)
    yield Offered(local_moment(day, clock, rhythm.zone).at, Good.LUNCH, away)


def _protected(day: date, calendar: Calendar, minutes: int) -> Iterator[time]:
    """When protected time begins on that day, if the session fits into it."""
    for each in calendar.protected:
        if each.minutes >= minutes:
            begins, ends = datetime.combine(day, time()), datetime.combine(day, time.max)
            for found in occurrences(each.rule, each.starts).between(begins, ends, inc=True):
                yield found.time()


def _fits(clock: time, minutes: int) -> bool:
    begins = datetime.combine(date.min, clock)
    return (begins + timedelta(minutes=minutes)).time() <= LUNCH_ENDS


def _spread(found: Sequence[Offered], zone: str) -> list[Offered]:
    """One after the other the best that is left: a protected time, few away, a new week and day."""
    left, chosen = list(found), list[Offered]()
    weeks, weekdays = Counter[tuple[int, int]](), Counter[int]()
    while left and len(chosen) < PROPOSED:
        best = min(left, key=lambda each: _cost(each, weeks, weekdays, zone))
        left.remove(best)
        chosen.append(best)
        day = local_day(best.starts_at, zone)
        weeks[day.isocalendar()[:2]] += 1
        weekdays[day.weekday()] += 1
    return chosen


def _cost(
    each: Offered, weeks: Counter[tuple[int, int]], weekdays: Counter[int], zone: str
) -> tuple[object, ...]:
    day = local_day(each.starts_at, zone)
    return (
        each.good is not Good.PROTECTED,
        each.off,
        weeks[day.isocalendar()[:2]] + weekdays[day.weekday()],
        day.weekday() == MONDAY,
        each.starts_at,
    )


# ---- when it closes


@lru_cache(maxsize=256)
def working_days_on(day: date, days: int, calendar: Calendar) -> date:
    """That many working days later."""
    return _working_days(day, days, calendar, timedelta(days=1))


def _working_days(day: date, days: int, calendar: Calendar, step: timedelta) -> date:
    for _ in range(366):  # a body without working days must not hang it
        if not days:
            break
        day += step
        days -= calendar.is_working_day(day)
    return day


def closing(day: date, zone: str) -> datetime:
    """A vote that closes on a day does so at five in the afternoon."""
    return local_moment(day, CLOSES_AT, zone).at


def last_closing(first_slot: datetime, zone: str) -> datetime:
    """The evening before the first slot."""
    return closing(local_day(first_slot, zone) - timedelta(days=1), zone)


def default_closing(first_slot: datetime, now: datetime, rhythm: Rhythm) -> datetime:
    """Three working days before the first slot; where that is too soon, the evening before it.

    May have passed, where the first slot is tomorrow or today: then there is no time for a vote.
    """
    zone = rhythm.zone
    day = _working_days(local_day(first_slot, zone), ANSWERING, rhythm.calendar, timedelta(days=-1))
    usual = closing(day, zone)
    return usual if usual - now >= timedelta(days=1) else last_closing(first_slot, zone)
