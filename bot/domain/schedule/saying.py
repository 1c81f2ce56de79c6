"""Patterns in plain words; ``reading.parse`` reads all of them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.schedule import rules
from bot.domain.schedule.model import Once, Pattern, Repeating
from bot.domain.schedule.vocabulary import (
    MONTHS,
    ORDINALS,
    WEEKDAYS,
    say_clock,
    say_date,
    say_day_number,
    say_list,
)

WORKING_WEEK = "MO,TU,WE,TH,FR"
EVERY_N_MONTHS = {3: "quarterly", 6: "twice a year", 2: "every other month"}
END_OF_DAY = "T235959"
_ORDINAL = {number: word for word, number in ORDINALS.items()}
_NTH = re.compile(r"([1-5]|-1)([A-Z]{2})")


def describe(pattern: Pattern, zone: str, *, since: bool = False) -> str:
    """``every first Tuesday at 13:00``; with ``since``, from when on it is counted as well.

    ``zone`` is that of the reader's clock, for what happens once.
    """
    if isinstance(pattern, Once):
        local = pattern.at.astimezone(ZoneInfo(zone))
        return f"once on {say_date(local.date())} at {say_clock(local.time())}"
    parts = rules.parse_rule(pattern.rule)
    until = _until(parts.pop("UNTIL", None))
    days = _days(parts) if until is not None else None
    if days is None:
        days, until = f"by the rule {pattern.rule}", ""
    begin = f", from {say_date(pattern.starts.date())}" if since else ""
    return f"{days} at {say_clock(pattern.starts.time())}{begin}{until}"


def describe_days(pattern: Repeating) -> str:
    """``every first Tuesday``, without the time of day."""
    return describe(pattern, pattern.zone).rpartition(" at ")[0]


def _until(value: str | None) -> str | None:
    """Empty without an end; None for an end that is not that of a day."""
    if value is None:
        return ""
    if not value.endswith(END_OF_DAY):
        return None
    last = datetime.strptime(value, f"%Y%m%d{END_OF_DAY}").date()  # noqa: DTZ007 - the wall clock's
    return f", until {say_date(last)}"


def _days(parts: dict[str, str]) -> str | None:
    """None where there are no words for it."""
    every = int(parts.pop("INTERVAL", "1"))
    match parts:
        case {"FREQ": "DAILY", **rest} if not rest:
            return {1: "every day", 2: "every other day"}.get(every, f"every {every} days")
        case {"FREQ": "WEEKLY", "BYDAY": days, **rest} if not rest:
            return _weekly(days, every)
        case {"FREQ": "MONTHLY", **rest}:
            days_of = _days_of_month(rest)
            return None if days_of is None else _monthly(days_of, every)
        case {"FREQ": "YEARLY", "BYMONTH": month, **rest} if "," not in month:
            return _yearly(int(month), rest, every)
    return None


def _weekly(days: str, every: int) -> str | None:
    if not all(day in rules.WEEKDAYS for day in days.split(",")):
        return None
    if every == 1 and days == WORKING_WEEK:
        return "every weekday"
    names = say_list([_weekday(day) for day in days.split(",")])
    return {1: f"every {names}", 2: f"every other {names}"}.get(
        every, f"every {every} weeks on {names}"
    )


def _weekday(day: str) -> str:
    return WEEKDAYS[rules.WEEKDAYS.index(day)]


def _monthly(days: str, every: int) -> str:
    if every > 1:
        times = EVERY_N_MONTHS.get(every, f"every {every} months")
        return f"{times} on the {days}"
    # “Every second Tuesday” would be heard as every other week.
    clear = days.startswith("second ") or days == "last day"
    return f"every {days} of the month" if clear else f"every {days}"


def _days_of_month(rest: dict[str, str]) -> str | None:
    match rest:
        case {"BYMONTHDAY": "-1", **more} if not more:
            return "last day"
        case {"BYMONTHDAY": days, **more} if not more:
            numbers = [int(day) for day in days.split(",")]
            if all(1 <= number <= 28 for number in numbers):
                return say_list([say_day_number(number) for number in numbers])
        case {"BYDAY": days, **more} if not more:
            return _nth(days)
    return None


def _nth(days: str) -> str | None:
    """``first and third Tuesday``."""
    found = [_NTH.fullmatch(day) for day in days.split(",")]
    several = [(_ORDINAL[int(each[1])], _weekday(each[2])) for each in found if each]
    if len(several) < len(found):
        return None
    if len({weekday for _, weekday in several}) == 1:
        return f"{say_list([ordinal for ordinal, _ in several])} {several[0][1]}"
    return say_list([f"{ordinal} {weekday}" for ordinal, weekday in several])


def _yearly(month: int, rest: dict[str, str], every: int) -> str | None:
    times = "yearly" if every == 1 else f"every {every} years"
    match rest:
        case {"BYMONTHDAY": day, **more} if not more and day.isdecimal():
            if month == 2 and int(day) == 29:
                return None
            return f"{times} on {int(day)} {MONTHS[month - 1]}"
        case {"BYDAY": days, **more} if not more:
            nth = _nth(days)
            return None if nth is None else f"{times} on the {nth} of {MONTHS[month - 1]}"
    return None
