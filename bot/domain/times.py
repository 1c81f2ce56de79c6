"""Local wall-clock time: what date and time pickers give, turned into moments, whatever the clocks do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A moment in UTC; ``moved`` if its wall-clock time did not exist and the gap was added."""

    at: datetime
    moved: bool = False


def local_moment(day: date, clock: time, zone: str) -> LocalMoment:
    """That time on that day in the zone.

    A time that the clock change skips moves on by the gap (01:30 becomes 02:30); one that comes
    twice is the first. Both are what ``fold=0`` means (PEP 495).
    """
    local = datetime.combine(day, clock.replace(tzinfo=None, fold=0), ZoneInfo(zone))
    at = local.astimezone(UTC)
    there_and_back = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return LocalMoment(at, moved=there_and_back != local.replace(tzinfo=None))


def local_day(moment: datetime, zone: str) -> date:
    """The date on the calendar of that zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def parse_day(text: str) -> date:
    """A date picker's ``YYYY-MM-DD``; ValueError for anything else."""
    return date.fromisoformat(text)


def parse_clock(text: str) -> time:
    """A time picker's ``HH:mm``; ValueError for anything else."""
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a wall-clock time has no zone


def weekday_after(day: date, days: int) -> date:
    """The day that many days on, or the Tuesday after it where that is a weekend or a Monday.

    Mondays are the busiest day in general practice, so they are not what a form proposes.
    """
    later = day + timedelta(days=days)
    while later.weekday() in (0, 5, 6):
        later += timedelta(days=1)
    return later
