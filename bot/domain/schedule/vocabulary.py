"""The words in which schedules are read and said: numbers, weekdays, months, times of day, dates."""

import re
from datetime import date, time, timedelta

NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EARLIEST, LATEST = 2000, 2100  # years; others are slips of the finger

_QUARTERS = {"half past": 30, "quarter past": 15, "quarter to": -15}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(NUMBERS)})"
_SPOKEN = re.compile(rf"(?:a )?(?P<part>{'|'.join(_QUARTERS)}) {_HOUR}(?: ?(?P<half>am|pm))?")
_WRITTEN = re.compile(rf"{_HOUR}(?:[:.](?P<minutes>\d\d))?(?: ?(?P<half>am|pm)| o'?clock)?")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


class NotUnderstood(ValueError):
    """The sentence says what was not understood, and how it can be written."""


def read_number(word: str) -> int | None:
    """``3``, ``three``, ``a`` or ``an``."""
    if word in ("a", "an"):
        return 1
    if word in NUMBERS:
        return NUMBERS.index(word) + 1
    return int(word) if re.fullmatch(r"[0-9]{1,4}", word) else None


def read_weekday(word: str) -> int | None:
    """Monday is 0. ``tue``, ``tues``, ``tuesday`` and ``tuesdays``."""
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 3 and f"{name.lower()}s".startswith(word):
            return number
    return 2 if word == "weds" else None


def read_month(word: str) -> int | None:
    for number, name in enumerate(MONTHS, 1):
        if word == "sept" or (len(word) >= 3 and name.lower().startswith(word)):
            return 9 if word == "sept" else number
    return None


def read_day_number(word: str) -> int | None:
    """``15`` or ``15th``, from 1 to 31."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def say_day_number(number: int) -> str:
    """``1st``, ``22nd``, ``15th``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 != 1 else "th"
    return f"{number}{ending}"


# ---- times of day


def read_clock(words: str) -> time | None:
    """``13:00``, ``13.00``, ``1.30 pm``, ``half past one``, ``noon``.

    An hour from 1 to 6 without more is in the afternoon, as people at work say it; ``01:30`` is not.
    """
    if words in _NAMED:
        return _NAMED[words]
    spoken, written = _SPOKEN.fullmatch(words), _WRITTEN.fullmatch(words)
    found = spoken or written
    if found is None:
        return None
    minutes = _QUARTERS[spoken["part"]] if spoken else int((written and written["minutes"]) or 0)
    hour = _hour(found["hour"], found["half"], spoken=bool(spoken))
    if hour is None or minutes > 59:
        return None
    past = hour * 60 + minutes  # “quarter to one” is before it
    return time(past // 60, past % 60)


def _hour(word: str, half: str | None, *, spoken: bool) -> int | None:
    hour = read_number(word)
    if hour is None or hour > 23 or ((half or spoken) and not 1 <= hour <= 12):
        return None
    if half:
        return hour % 12 + (12 if half == "pm" else 0)
    return hour + 12 if 1 <= hour <= 6 and not word.startswith("0") else hour


def say_clock(clock: time) -> str:
    return f"{clock:%H:%M}"


# ---- dates


_NUMERIC = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d\d)")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


def read_date(words: str, today: date) -> date | None:
    """``3 March 2027``, ``3/3/27`` (the day first), ``2027-03-03``, ``tomorrow``, ``next Tuesday``.

    Without a year it is the next such day, today included. Raises NotUnderstood for the wrong weekday.
    """
    named = {"today": today, "tomorrow": today + timedelta(days=1)}
    if words in named:
        return named[words]
    if found := _ISO.fullmatch(words) or _NUMERIC.fullmatch(words):
        year = int(found["year"])
        return _date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    parts = [part for part in words.split() if part not in ("the", "of")]
    if not parts:
        return None
    weekday = read_weekday(parts[0])
    if weekday is not None:
        return _read_weekday_and(parts[1:], weekday, today)
    if parts[0] in ("next", "this") and len(parts) == 2:
        return _coming(read_weekday(parts[1]), today)
    return _read_day_month(parts, today)


def _read_weekday_and(parts: list[str], weekday: int, today: date) -> date | None:
    if not parts:
        return _coming(weekday, today)
    day = _read_day_month(parts, today)
    if day is not None and day.weekday() != weekday:
        raise NotUnderstood(
            f"{say_date(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}: please check "
            f"the date, and write it like “{say_date(day)}” or “{day:%d/%m/%Y}”."
        )
    return day


def _coming(weekday: int | None, today: date) -> date | None:
    """The next such day after today."""
    if weekday is None:
        return None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _read_day_month(parts: list[str], today: date) -> date | None:
    if len(parts) not in (2, 3):
        return None
    if read_month(parts[0]) is not None:
        parts = [parts[1], parts[0], *parts[2:]]
    day, month = read_day_number(parts[0]), read_month(parts[1])
    if day is None or month is None:
        return None
    if len(parts) == 3:
        return _date(int(parts[2]), month, day) if re.fullmatch(r"\d{4}", parts[2]) else None
    years = (_date(today.year + ahead, month, day) for ahead in range(9))
    return next((each for each in years if each is not None and each >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def say_date(day: date) -> str:
    """``3 March 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_list(words: list[str]) -> str:
    """``Monday, Tuesday and Friday``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
