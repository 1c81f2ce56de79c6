"""Days on which practices work: weekends, bank holidays and the body's protected learning time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from dateutil.rrule import rrule, rruleset, rrulestr

SATURDAY = 5
NEVER_OFF: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Protected:
    """Time kept free for learning: wall-clock times that repeat (RRULE), and for how long."""

    rule: str
    starts: datetime  # wall clock, without a zone
    minutes: int

    def covers(self, local: datetime) -> bool:
        """Whether this wall-clock time is within it."""
        length = timedelta(minutes=self.minutes)
        begun = occurrences(self.rule, self.starts).before(local, inc=True)
        return begun is not None and local < begun + length


@dataclass(frozen=True, slots=True)
class Calendar:
    """One body's days. ``division`` is ENG, WLS, SCT or NIR; empty: no bank holidays."""

    division: str = "ENG"
    protected: tuple[Protected, ...] = ()

    def is_bank_holiday(self, day: date) -> bool:
        return day in _bank_holidays(self.division, day.year)

    def is_working_day(self, day: date, days_off: frozenset[int] = NEVER_OFF) -> bool:
        """``days_off`` are a person's own free weekdays; Monday is 0."""
        weekday = day.weekday()
        return weekday < SATURDAY and weekday not in days_off and not self.is_bank_holiday(day)

    def working_days_before(self, day: date, number: int) -> date:
        """The working day that many working days before this day."""
        while number:
            day -= timedelta(days=1)
            number -= self.is_working_day(day)
        return day

    def is_protected(self, local: datetime) -> bool:
        return any(each.covers(local) for each in self.protected)


@lru_cache(maxsize=256)
def occurrences(rule: str, starts: datetime) -> rrule | rruleset:
    """The wall-clock times of a rule; it remembers them, so that only the first question walks."""
    return rrulestr(rule, dtstart=starts, cache=True)


@cache
def _bank_holidays(division: str, year: int) -> frozenset[date]:
    if not division:
        return frozenset()
    import holidays  # takes a moment, and most days need it never

    return frozenset(holidays.country_holidays("GB", subdiv=division, years=year))
