"""Which days the words mean: every other Thursday, the first Monday of each month, quarterly."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.schedule.rules import WEEKDAYS
from bot.domain.schedule.vocabulary import (
    NUMBERS,
    ORDINALS,
    read_day_number,
    read_month,
    read_number,
    read_weekday,
)

_MONTHLY_ENDING = re.compile(r" (?:of|in) (?:the|each|every|a) month$")
_EVERY = re.compile(r"^(?:every|each|on|the|on the)\s+")
_NUMBER = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
_TIMES = (
    (r"daily|every day|each day", "DAILY", 1),
    (r"every other day", "DAILY", 2),
    (rf"every {_NUMBER} days", "DAILY", 0),
    (r"weekly|every week|each week|once a week", "WEEKLY", 1),
    (r"fortnightly|every fortnight|every other week|every second week", "WEEKLY", 2),
    (rf"every {_NUMBER} weeks", "WEEKLY", 0),
    (r"monthly|every month|each month|once a month", "MONTHLY", 1),
    (r"every other month|every second month", "MONTHLY", 2),
    (r"quarterly|every quarter|each quarter|four times a year", "MONTHLY", 3),
    (r"twice a year|twice yearly|half-yearly|every half year|every six months", "MONTHLY", 6),
    (rf"every {_NUMBER} months", "MONTHLY", 0),
    (r"yearly|annually|every year|each year|once a year", "YEARLY", 1),
    (r"every other year", "YEARLY", 2),
    (rf"every {_NUMBER} years", "YEARLY", 0),
)


@dataclass(frozen=True, slots=True)
class Days:
    """A rule as it grows: what is not said yet is empty."""

    frequency: str
    every: int = 1
    weekdays: tuple[str, ...] = ()  # TU, or 1TU
    numbers: tuple[int, ...] = ()  # of the month
    month: int | None = None

    @property
    def short_months(self) -> bool:
        """Whether it is on a day that not every month, or year, has."""
        leap_day = (self.month, self.numbers) == (2, (29,))
        return leap_day or (self.month is None and any(number > 28 for number in self.numbers))

    def rule(self) -> str:
        parts = {
            "FREQ": self.frequency,
            "INTERVAL": str(self.every),
            "BYMONTH": str(self.month or ""),
            "BYMONTHDAY": ",".join(map(str, self.numbers)),
            "BYDAY": ",".join(self.weekdays),
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    @staticmethod
    def each_time(rule: str) -> str:
        """The same rule without its INTERVAL."""
        return re.sub(r";INTERVAL=\d+", "", rule)


def read_days(said: str) -> Days | None:
    """None for what is not understood."""
    for pattern, frequency, every in _TIMES:
        found = re.match(rf"(?:{pattern})(?: on)?(?: the)?(?: (?=\S)|$)", said)
        if found is None:
            continue
        number = every or read_number(next(filter(None, found.groups()), "")) or 0
        days = _read_rest(Days(frequency, number), said[found.end() :].strip())
        if days is not None:
            return days
    return _read_every(said)


def _read_rest(days: Days, rest: str) -> Days | None:
    """``weekly`` and then ``on Monday``."""
    if not rest:
        return days
    rest = _MONTHLY_ENDING.sub("", rest) if days.frequency == "MONTHLY" else rest
    match days.frequency:
        case "WEEKLY":
            weekdays = _weekdays(rest)
            return replace(days, weekdays=weekdays) if weekdays else None
        case "MONTHLY":
            return _of_month(days, rest)
        case "YEARLY":
            return _of_year(days, rest)
    return None


def _read_every(said: str) -> Days | None:
    """``every first Tuesday``, ``every weekday``, ``every Monday and Thursday``, ``every 1 April``."""
    every = _EVERY.match(said) is not None
    rest = _EVERY.sub("", said)
    if (other := re.match(r"other ", rest)) and every:
        weekdays = _weekdays(rest[other.end() :])
        return Days("WEEKLY", 2, weekdays=weekdays) if weekdays else None
    if _MONTHLY_ENDING.search(rest):
        return _of_month(Days("MONTHLY"), _MONTHLY_ENDING.sub("", rest))
    weekdays = _weekdays(rest)
    if weekdays:
        # “Tuesday” by itself may be one Tuesday.
        return Days("WEEKLY", weekdays=weekdays) if every or said.endswith("s") else None
    if not every:
        return None
    return _of_month(Days("MONTHLY"), rest) or _of_year(Days("YEARLY"), rest)


def _words(said: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+", said) if word not in ("", "and", "the", "on", "&")]


def _weekdays(said: str) -> tuple[str, ...]:
    """Empty if it is anything else than weekdays."""
    if said in ("weekday", "weekdays", "working day", "monday to friday"):
        return WEEKDAYS[:5]
    found = [read_weekday(word) for word in _words(said)]
    if not found or None in found:
        return ()
    return tuple(
        WEEKDAYS[number] for number in sorted({each for each in found if each is not None})
    )


def _of_month(days: Days, said: str) -> Days | None:
    """``first and third Tuesday``, ``15th``, ``last day``."""
    if said in ("last day", "last"):
        return replace(days, numbers=(-1,))
    nth = _nth(_words(said))
    if nth:
        return replace(days, weekdays=nth)
    numbers = [read_day_number(word) for word in _words(said)]
    if not numbers or None in numbers:
        return None
    return replace(days, numbers=tuple(number for number in numbers if number is not None))


def _nth(words: list[str]) -> tuple[str, ...]:
    """``first Monday`` and ``third Thursday``; several ordinals may share a weekday."""
    found: list[str] = []
    waiting: list[int] = []
    for word in words:
        ordinal, weekday = _ordinal(word), read_weekday(word)
        if ordinal is not None:
            waiting.append(ordinal)
        elif weekday is not None and waiting:
            found += [f"{each}{WEEKDAYS[weekday]}" for each in waiting]
            waiting = []
        else:
            return ()
    return () if waiting else tuple(found)


def _ordinal(word: str) -> int | None:
    """``first`` or ``1st``."""
    written = re.fullmatch(r"([1-5])(?:st|nd|rd|th)", word)
    return int(written[1]) if written else ORDINALS.get(word)


def _of_year(days: Days, said: str) -> Days | None:
    """``1 April``, ``first Monday of April``."""
    words = [word for word in _words(said) if word not in ("of", "in")]
    if len(words) < 2:
        return None
    if read_month(words[0]) is not None and len(words) == 2:
        words.reverse()
    *before, last = words
    month = read_month(last)
    if month is None:
        return None
    number = read_day_number(before[0]) if len(before) == 1 else None
    if number is not None:
        return replace(days, month=month, numbers=(number,))
    nth = _nth(before)
    return replace(days, month=month, weekdays=nth) if nth else None


def usual_days(days: Days, day: date) -> Days:
    """With the days that are meant when only ``weekly`` or ``quarterly`` was said: such as that day.

    A weekend is never meant; and months have the weekday in the same place, not the same number.
    """
    if days.frequency == "DAILY" or days.weekdays or days.numbers:
        return days
    weekday = WEEKDAYS[min(day.weekday(), 4)]
    if days.frequency == "WEEKLY":
        return replace(days, weekdays=(weekday,))
    place = (day.day - 1) // 7 + 1
    nth = (f"{place if place < 5 else -1}{weekday}",)
    month = day.month if days.frequency == "YEARLY" else None
    return replace(days, weekdays=nth, month=month)
