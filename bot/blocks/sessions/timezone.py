"""The VTIMEZONE of a zone, as rules: Outlook reads no lists of dates (MS-OXCICAL).

The rules are read from the zone's own clock changes in the year before the session and held against
those of the years after. Where they do not fit, each change stands by itself. (The library's own
generator leaves out a period of five weeks, as Morocco has it.)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

YEARS_AFTER = 3  # the rules must hold until then
LAST = -1
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks go from one offset to another. ``local`` is what they show just before."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def rule(self) -> tuple[int, int, int]:
        """Month, which of its weekdays (-1 the last), and the weekday."""
        day = self.local.date()
        last = (day + timedelta(days=7)).month != day.month
        return day.month, LAST if last else (day.day - 1) // 7 + 1, day.weekday()

    @property
    def kind(self) -> tuple[tuple[int, int, int], Any, timedelta, timedelta, str]:
        return self.rule, self.local.time(), self.before, self.after, self.name


def changes(zone: tzinfo, year: int) -> list[Change]:
    """The clock changes of a year, by UTC, to the hour's quarter."""
    return list(_changes(zone, datetime(year, 1, 1, tzinfo=UTC)))


def _changes(zone: tzinfo, new_year: datetime) -> Iterator[Change]:
    at = new_year
    while at.year == new_year.year:
        before, after = _offset(at, zone), _offset(at + timedelta(days=1), zone)
        if before != after:
            yield _change(at, zone, before)
        at += timedelta(days=1)


def _change(at: datetime, zone: tzinfo, before: timedelta) -> Change:
    while _offset(at, zone) == before:
        at += timedelta(minutes=15)
    local = (at + before).replace(tzinfo=None)
    after = at.astimezone(zone)
    return Change(local, before, _offset(at, zone), after.tzname() or "")


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def time_zone(name: str, at: datetime) -> "Timezone":
    """The VTIMEZONE for a moment in that zone."""
    zone = ZoneInfo(name)
    year = at.astimezone(zone).year
    rules = changes(zone, year - 1)
    wanted = {each.kind for each in rules}
    held = range(year, year + YEARS_AFTER + 1)
    if len(rules) not in (0, 2) or any(
        {each.kind for each in changes(zone, each_year)} != wanted for each_year in held
    ):
        around = (each for near in (year - 1, year, year + 1) for each in changes(zone, near))
        return _zone(name, map(_observed, around))
    return _by_rules(name, rules, zone, at)


def _by_rules(name: str, rules: list[Change], zone: ZoneInfo, at: datetime) -> "Timezone":
    from icalendar import vRecur

    if not rules:  # the clocks never change there
        offset = _offset(at, zone)
        always = Change(datetime(1970, 1, 1), offset, offset, at.astimezone(zone).tzname() or name)  # noqa: DTZ001
        return _zone(name, [_observed(always)])
    parts = []
    for each in rules:
        month, which, weekday = each.rule
        part = _observed(each)
        rule = {"freq": "YEARLY", "bymonth": month, "byday": f"{which}{DAYS[weekday]}"}
        part.add("rrule", vRecur(rule))
        parts.append(part)
    return _zone(name, parts)


def _zone(name: str, parts: Iterable[Any]) -> "Timezone":
    from icalendar import Timezone

    made = Timezone()
    made.add("tzid", name)
    for part in parts:
        made.add_component(part)
    return made


def _observed(change: Change) -> Any:
    from icalendar import TimezoneDaylight, TimezoneStandard

    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", change.local)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part
