"""How long before or after a moment something happens: ``three working days before``, in words and out."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar
from bot.domain.schedule.reading import tidy
from bot.domain.schedule.vocabulary import (
    NUMBERS,
    NotUnderstood,
    read_clock,
    read_number,
    say_clock,
)
from bot.domain.times import local_moment

MOST = 400  # days, or hours


class Unit(StrEnum):
    MINUTES = "minutes"  # of elapsed time
    DAYS = "days"  # on the calendar: the same time by the clock on the wall
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Offset:
    """``amount`` is negative for what comes before. ``at`` is a time of day in place of the moment's own."""

    amount: int
    unit: Unit
    at: time | None = None

    def of(self, moment: datetime, zone: str, calendar: Calendar) -> datetime:
        """The moment that is so long before, or after, that one."""
        if self.unit is Unit.MINUTES:
            return moment + timedelta(minutes=self.amount)
        local = moment.astimezone(ZoneInfo(zone))
        if self.amount == 0 and self.at is None:
            return moment
        clock = self.at or local.time()
        return local_moment(self._day(local.date(), calendar), clock, zone).at

    def _day(self, day: date, calendar: Calendar) -> date:
        if self.unit is Unit.DAYS:
            return day + timedelta(days=self.amount)
        step = timedelta(days=1 if self.amount > 0 else -1)
        for _ in range(abs(self.amount)):
            day += step
            while not calendar.is_working_day(day):
                day += step
        return day


_UNITS = {
    "minute": (Unit.MINUTES, 1),
    "hour": (Unit.MINUTES, 60),
    "day": (Unit.DAYS, 1),
    "week": (Unit.DAYS, 7),
    "fortnight": (Unit.DAYS, 14),
    "working day": (Unit.WORKING_DAYS, 1),
}
_OFFSET = re.compile(
    rf"(?P<number>\d{{1,5}}|an?|the|half an|{'|'.join(NUMBERS)}) "
    rf"(?P<unit>minute|min|hour|working day|day|week|fortnight)s? (?P<way>before|after|earlier|later)"
    r"(?: at (?P<clock>.+))?"
)
_ON_THE_DAY = re.compile(r"on the (?:same )?day(?: itself)? at (?P<clock>.+)")


def parse_offset(words: str) -> Offset:
    """``three working days before``, ``two weeks before at 09:00``. Raises NotUnderstood."""
    said = tidy(words)
    if found := _ON_THE_DAY.fullmatch(said):
        return Offset(0, Unit.DAYS, _clock(found["clock"], words))
    found = _OFFSET.fullmatch(said)
    if found is None:
        raise _not_understood(words)
    unit, size = _UNITS[{"min": "minute"}.get(found["unit"], found["unit"])]
    half = found["number"] == "half an"
    if half and found["unit"] != "hour":
        raise _not_understood(words)
    number = {"the": 1, "half an": 1}.get(found["number"]) or read_number(found["number"]) or 0
    amount = 30 if half else number * size
    clock = _clock(found["clock"], words) if found["clock"] else None
    longest = MOST if unit is not Unit.MINUTES else MOST * 60
    if not 0 < amount <= longest or (clock is not None and unit is Unit.MINUTES):
        raise _not_understood(words)
    return Offset(-amount if found["way"] in ("before", "earlier") else amount, unit, clock)


def _clock(words: str, whole: str) -> time:
    clock = read_clock(words)
    if clock is None:
        raise _not_understood(whole)
    return clock


def _not_understood(words: str) -> NotUnderstood:
    return NotUnderstood(
        f"I cannot tell how long “{words.strip()}” is: write it like “three working days before” or "
        "“two weeks before at 09:00”."
    )


def describe_offset(offset: Offset) -> str:
    """Back in words, which ``parse_offset`` reads."""
    if offset.amount == 0 and offset.at is not None:
        return f"on the day at {say_clock(offset.at)}"
    way = "before" if offset.amount < 0 else "after"
    at = f" at {say_clock(offset.at)}" if offset.at else ""
    return f"{_long(abs(offset.amount), offset.unit)} {way}{at}"


def _long(amount: int, unit: Unit) -> str:
    if unit is Unit.WORKING_DAYS:
        return _count(amount, "working day")
    small, large, size = ("minute", "hour", 60) if unit is Unit.MINUTES else ("day", "week", 7)
    return _count(amount // size, large) if amount % size == 0 else _count(amount, small)


def _count(number: int, name: str) -> str:
    if number == 1:
        return f"{'an' if name == 'hour' else 'a'} {name}"
    return f"{NUMBERS[number - 1] if number <= 10 else number} {name}s"
