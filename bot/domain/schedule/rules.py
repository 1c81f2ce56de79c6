"""RRULE texts: which are understood, written in one way, and their days from any day on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.domain.schedule.model import Repeating

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_BETWEEN = {"DAILY": 400, "WEEKLY": 60, "MONTHLY": 24, "YEARLY": 10}  # the largest INTERVAL
OF_MONTHS = {"BYMONTHDAY", "BYDAY", "BYSETPOS"}
CHOOSING = {  # the parts that choose days; with these alone no rule is long to read
    "DAILY": set[str](),
    "WEEKLY": {"BYDAY"},
    "MONTHLY": OF_MONTHS,
    "YEARLY": {"BYMONTH", *OF_MONTHS},
}
PARTS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "UNTIL")
FURTHEST = timedelta(days=366 * 40)  # a rule without a day in that time never has one


def repeating(rule: str, starts: datetime, zone: str) -> Repeating:
    """The pattern, its rule written in one way. Raises ValueError for what is no rule of days.

    What RFC 5545 takes from ``starts`` is written into the rule, so that its days are the same from
    whatever day on it is read.
    """
    starts = starts.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    parts = dict(_parts(rule))
    frequency = parts["FREQ"]
    if frequency == "WEEKLY":
        parts.setdefault("BYDAY", WEEKDAYS[starts.weekday()])
    if frequency in ("MONTHLY", "YEARLY") and not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        parts["BYMONTHDAY"] = str(starts.day)
    if frequency == "YEARLY":
        parts.setdefault("BYMONTH", str(starts.month))
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    written = ";".join(f"{name}={_in_order(name, parts[name])}" for name in PARTS if name in parts)
    rrulestr(written, dtstart=starts)  # raises ValueError
    _known(zone)
    return Repeating(written, starts, zone)


def _known(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, OSError):
        raise ValueError(f"not a time zone: {zone}") from None


def parse_rule(rule: str) -> dict[str, str]:
    """The parts of a rule by name. Raises ValueError for what is not understood."""
    return dict(_parts(rule))


@lru_cache(maxsize=1024)
def _parts(rule: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in rule.upper().split(";")]
    parts = {name: value for name, equals, value in pairs if equals and value}
    frequency = parts.get("FREQ", "")
    understood = {"FREQ", "INTERVAL", "UNTIL", *CHOOSING.get(frequency, ())}
    if frequency not in CHOOSING or len(parts) != len(pairs) or not parts.keys() <= understood:
        raise ValueError(f"not a rule of days, weeks, months or years: {rule}")
    interval = parts.get("INTERVAL", "1")
    if not (interval.isdecimal() and 1 <= int(interval) <= MOST_BETWEEN[frequency]):
        raise ValueError(f"too long between: {rule}")
    return tuple(parts.items())


def _in_order(name: str, value: str) -> str:
    """Lists are written in one order: weekdays as in a week, numbers by size and from the end last."""
    if name == "UNTIL" or "," not in value:
        return value
    several = {each.strip() for each in value.split(",")}
    if name == "BYDAY":
        return ",".join(sorted(several, key=_day_order))
    return ",".join(sorted(several, key=lambda each: _number_order(int(each))))


def _day_order(day: str) -> tuple[tuple[bool, int], int]:
    if day[-2:] not in WEEKDAYS:
        raise ValueError(f"not a weekday: {day}")
    return _number_order(int(day[:-2] or 0)), WEEKDAYS.index(day[-2:])


def _number_order(number: int) -> tuple[bool, int]:
    return number < 0, number


def occurrences(pattern: Repeating, since: datetime | None = None) -> Iterator[datetime]:
    """The wall-clock times of a rule from that one on, in order; all of them without.

    Begins to count near ``since``, not at the rule's first day, however long ago that was.
    """
    first = pattern.starts if since is None else max(since, pattern.starts)
    rule = pattern.rule
    if "UNTIL" not in parse_rule(rule):
        rule = f"{rule};UNTIL={first + FURTHEST:%Y%m%dT%H%M%S}"
    for local in rrulestr(rule, dtstart=_anchor(pattern, first)):
        if local >= first:
            yield local


def _anchor(pattern: Repeating, since: datetime) -> datetime:
    """A day, not after ``since``, from which the rule has the same days as from its first."""
    parts, starts = parse_rule(pattern.rule), pattern.starts
    every = int(parts.get("INTERVAL", "1"))
    match parts["FREQ"]:
        case "DAILY":
            return starts + timedelta(days=_last(every, (since.date() - starts.date()).days))
        case "WEEKLY":
            # From its Monday, so that every second week stays the same one.
            monday = starts - timedelta(days=starts.weekday())
            weeks = _last(every, (since.date() - monday.date()).days // 7)
            return max(starts, monday + timedelta(weeks=weeks))
        case "MONTHLY":
            months = _last(every, (since.year - starts.year) * 12 + since.month - starts.month)
            year, month = divmod(starts.year * 12 + starts.month - 1 + months, 12)
            return max(starts, starts.replace(year=year, month=month + 1, day=1))
    years = _last(every, since.year - starts.year)
    return max(starts, starts.replace(year=starts.year + years, month=1, day=1))


def _last(every: int, number: int) -> int:
    """The last multiple that is not more."""
    return number // every * every
