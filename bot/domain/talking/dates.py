"""Days as people say them in Britain: Thursday week, a fortnight on Friday, the 3rd, the end of the month.

What a name of a day means is that of ``bot.domain.schedule``: the first such day after today, so that
"Tuesday", "this Tuesday" and "next Tuesday" are the same day, as "next Tuesday" is heard by about half of
those asked. Whoever means the one after says "Tuesday week" or "Tuesday next week", and everybody sees the
date before anything happens. A day of a month without a year is the next one to come, today included.

"End of the month", "before Christmas" and the like are working days; "next week" and "next month" are the
first working day in them; "after Easter" is the first after its bank holidays.
"""

# ruff: noqa: E501
# Patterns are easier to read in one line.

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from bot.domain.calendar import Calendar
from bot.domain.schedule import read_date
from bot.domain.schedule.vocabulary import read_day_number, read_month, read_number, read_weekday

# fmt: off
WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# fmt: on
COUNT = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|couple of)"
NTH = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>20\d\d)|,? '(?P<short>\d\d))?"
_FEAST = r"(?P<feast>christmas(?: eve)?|xmas(?: eve)?|boxing day|new year(?:'s day|s? eve|'s eve|'s)?|easter|(?:the )?(?:next )?bank holiday(?: weekend)?)"
_UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
ENGLAND = Calendar()
Resolve = Callable[[re.Match[str], date], date | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """A day, and where in the text it was said. ``surely``: with its year, so that it may be past."""

    start: int
    end: int
    day: date
    surely: bool = False


class _Slip(Exception):
    """A date with the wrong weekday: one of the two is a slip, and nobody knows which."""


def find_days(text: str, today: date) -> list[Mention]:
    """The days in the text, in order; what stands within another is left out."""
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    if not _ANY.search(text):
        return found
    for pattern, resolve, surely in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.start(), match.end()
            if any(start < last and first < end for first, last in taken):
                continue
            try:
                day = _resolved(resolve, match, today)
            except _Slip:
                taken.append((start, end))
                continue
            if day is not None and (surely or day >= today or match.groupdict().get("year")):
                found.append(Mention(start, end, day, surely))
                taken.append((start, end))
    return sorted(found, key=lambda each: each.start)


def _resolved(resolve: Resolve, match: re.Match[str], today: date) -> date | None:
    try:
        return resolve(match, today)
    except (ValueError, OverflowError):  # NotUnderstood is one as well
        return None


# ---- how each is meant


def working_day(day: date, step: int) -> date:
    """That day, or the nearest working day before (-1) or after (1) it."""
    while not ENGLAND.is_working_day(day):
        day += timedelta(days=step)
    return day


def coming(weekday: int, today: date) -> date:
    """The first such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _monday_after(today: date) -> date:
    return coming(0, today)


def _small(words: str) -> str:
    return " ".join(words.lower().replace(",", " ").split())


def _written(match: re.Match[str], today: date) -> date | None:
    """3/12/26, 2026-12-03; 3/12 is the next one."""
    words = match["date"]
    if re.fullmatch(r"\d{1,2}/\d{1,2}", words):
        day, month = map(int, words.split("/"))
        return _next_such(day, month, today)
    return read_date(words, today)


def _next_such(day: int, month: int, today: date) -> date | None:
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _day_month(match: re.Match[str], today: date) -> date | None:
    day, month = read_day_number(match["day"].lower()), read_month(match["month"].lower())
    if day is None or month is None:
        return None
    if match["year"] or match["short"]:
        return date(int(match["year"] or f"20{match['short']}"), month, day)
    found = _next_such(day, month, today)
    weekday = read_weekday((match["weekday"] or "").lower()) if match["weekday"] else None
    if found is not None and weekday not in (None, found.weekday()):
        raise _Slip
    return found


def _numbered(match: re.Match[str], today: date) -> date | None:
    """The 3rd; Thursday the 3rd is the next 3rd that is a Thursday."""
    number = int(match["number"])
    weekday = read_weekday((match["weekday"] or "").lower()) if match["weekday"] else None
    for ahead in range(25):
        first = today.replace(day=1) + relativedelta(months=ahead)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        if day >= today and weekday in (None, day.weekday()):
            return day
    return None


def _nth_weekday(match: re.Match[str], today: date) -> date | None:
    """The last Friday in January, the first Monday of next month."""
    nth, weekday = match["nth"].lower(), read_weekday(match["weekday"].lower())
    place = _ORDINALS.get(nth) or int(nth[0])
    of = _small(match["of"])
    month = read_month(of)
    if weekday is None:
        return None
    if month is None:
        first = today.replace(day=1) + relativedelta(months=1 if of == "next month" else 0)
        return _nth_of(first, place, weekday)
    for year in (today.year, today.year + 1):
        found = _nth_of(date(year, month, 1), place, weekday)
        if found >= today:
            return found
    return None


def _nth_of(first: date, place: int, weekday: int) -> date:
    if place == -1:
        last = first + relativedelta(months=1, days=-1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))


def _weeks_after_day(match: re.Match[str], today: date) -> date | None:
    """Thursday week, Friday fortnight, a week on Friday, two weeks tomorrow."""
    base = _base(match["base"], today)
    amount = match["amount"].lower()
    if base is None:
        return None
    if "fortnight" in amount:
        return base + timedelta(days=14)
    number = read_number(amount.split()[0]) or (2 if "couple" in amount else 1)
    return base + timedelta(weeks=number)


def _base(words: str, today: date) -> date | None:
    return read_date(_small(words), today)


def _in_next_week(match: re.Match[str], today: date) -> date | None:
    """Thursday next week; the week after next is one further."""
    weekday = read_weekday((match["weekday"] or match["weekday2"]).lower())
    later = 7 if "after" in match.group().lower() else 0
    return None if weekday is None else _monday_after(today) + timedelta(days=weekday + later)


def _weekday(match: re.Match[str], today: date) -> date | None:
    weekday = read_weekday(match["weekday"].lower())
    return None if weekday is None else coming(weekday, today)


def _near(match: re.Match[str], today: date) -> date | None:
    words = _small(match.group()).removeprefix("the ")
    if words.startswith("day after"):
        return today + timedelta(days=2)
    return today + timedelta(days=words.startswith("tom"))


def _ahead(match: re.Match[str], today: date) -> date | None:
    """In two weeks, a fortnight from now, in a month's time."""
    count, unit = match["count"].lower(), match["unit"].lower()
    number = 2 if "couple" in count else read_number(count)
    if number is None:
        return None
    if unit.startswith("fortnight"):
        return today + timedelta(days=14 * number)
    unit = unit.removeprefix("working ")
    day = today + relativedelta(**{_UNITS[unit]: number})  # type: ignore[arg-type]
    return working_day(day, 1) if unit in ("month", "year") else day


def _end(match: re.Match[str], today: date) -> date | None:
    words = _small(match["of"] or match["of2"])
    later = 1 if words.startswith("next") else 0
    unit = words.split()[-1]
    month = read_month(unit)
    if unit == "day":
        return today
    if unit == "week":
        return working_day(
            today + timedelta(days=4 - today.weekday() + 7 * (later or _late(today))), -1
        )
    if month is not None and unit != "month":
        first = date(today.year + (month < today.month), month, 1)
        return working_day(first + relativedelta(months=1, days=-1), -1)
    months = {"month": 1, "quarter": 3 - (today.month - 1) % 3, "year": 13 - today.month}[unit]
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = today.replace(day=1) + relativedelta(months=months + later * size)
    day = working_day(first - timedelta(days=1), -1)
    # Said on the last day of all, which is no working day.
    return day if day >= today else first - timedelta(days=1)


def _late(today: date) -> int:
    return int(today.weekday() > 4)


def _start(match: re.Match[str], today: date) -> date | None:
    """Next week, next month, the beginning of next month: the first working day."""
    unit = _small(match["of"]).split()[-1]
    month = read_month(unit)
    if unit == "week":
        return working_day(_monday_after(today), 1)
    if month is not None and unit != "month":
        return working_day(_next_month(month, today), 1)
    first = today.replace(day=1)
    months = {"month": 1, "quarter": 3 - (today.month - 1) % 3, "year": 13 - today.month}[unit]
    return working_day(first + relativedelta(months=months), 1)


def _week_after_next(match: re.Match[str], today: date) -> date | None:
    return working_day(_monday_after(today) + timedelta(days=7), 1)


def _month(match: re.Match[str], today: date) -> date | None:
    month = read_month(match["month"].lower())
    return None if month is None else working_day(_next_month(month, today), 1)


def _next_month(month: int, today: date) -> date:
    """The first of that month; of this month, today."""
    if month == today.month:
        return today
    return date(today.year + (month < today.month), month, 1)


def _middle(match: re.Match[str], today: date) -> date | None:
    month = read_month(match["month"].lower())
    return None if month is None else _next_such(15, month, today)


def _feast(match: re.Match[str], today: date) -> date | None:
    way, feast = (match["way"] or "").lower(), _small(match["feast"])
    day = _day_of(feast, way, today)
    if day is None:
        return None
    if way in ("after", "past"):
        return working_day(day + timedelta(days=1), 1)
    if way == "before":
        before = working_day(day - timedelta(days=1), -1)
        return before if before >= today else None
    return day


def _day_of(feast: str, way: str, today: date) -> date | None:
    """The next one; after Easter is after its Monday."""
    if feast == "boxing day" or feast.endswith(" eve"):
        return _next_such({"b": 26, "n": 31}.get(feast[0], 24), 12, today)
    if "bank" in feast:
        days = (today + timedelta(days=ahead) for ahead in range(1, 300))
        return next((day for day in days if ENGLAND.is_bank_holiday(day)), None)
    for year in (today.year, today.year + 1, today.year + 2):
        day = {
            "c": date(year, 12, 25),
            "x": date(year, 12, 25),
            "n": date(year, 1, 1),
            "e": easter(year),
        }[feast[0]]
        if feast == "easter":
            day += timedelta(days={"after": 1, "past": 1, "before": -2}.get(way, 0))
        if feast[0] in "cx" and way in ("after", "past"):
            day += timedelta(days=1)
        if day >= today:
            return day
    return None


def _new_year(match: re.Match[str], today: date) -> date | None:
    return working_day(date(today.year + 1, 1, 2), 1)


# ---- how each is written: what says more comes first

_MONTH_ONLY = MONTH.replace("|may|", "|")
_PATTERNS: tuple[tuple[re.Pattern[str], Resolve, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), resolve, surely)
    for pattern, resolve, surely in (
        (r"(?<![\d/.-])(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:20\d\d|\d\d))(?![\d/-])",
         _written, True),
        (rf"\b(?:(?P<weekday>{WEEKDAY}),? )?(?:the )?(?P<day>{_NUMBER})(?: of)? (?P<month>{MONTH})\b{_YEAR}",
         _day_month, False),
        (rf"\b(?:(?P<weekday>{WEEKDAY}),? )?(?P<month>{MONTH}) (?:the )?(?P<day>{_NUMBER})(?!\d|[:.]\d|%)\b{_YEAR}",
         _day_month, False),
        (rf"\b(?:the )?(?P<nth>{NTH}) (?P<weekday>{WEEKDAY}) (?:of|in) "
         rf"(?P<of>{MONTH}|next month|this month|the month)\b", _nth_weekday, False),
        (r"(?<![\d/.])(?!24/7)(?P<date>(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2]))(?![\d/%])"
         r"(?! (?:of|practices|patients|people|gps|members)\b)", _written, False),
        (rf"\b(?:(?P<weekday>{WEEKDAY}) (?:of |in )?(?:the )?(?:next week|week after(?: next)?)"
         rf"|(?:next week|the week after(?: next)?),?(?: on)? (?P<weekday2>{WEEKDAY}))\b", _in_next_week, False),
        (rf"\b(?P<base>{WEEKDAY}|today|tomorrow) (?P<amount>week|fortnight)\b(?! (?:or|to)\b)",
         _weeks_after_day, False),
        (rf"\b(?P<amount>(?:{COUNT} )?(?:weeks?|fortnight))(?: on| from| this| next)? (?P<base>{WEEKDAY}|today|tomorrow)\b",
         _weeks_after_day, False),
        (r"\b(?:the )?week after next\b", _week_after_next, False),
        (rf"\b(?:(?P<weekday>{WEEKDAY}),? )?(?:the )?(?P<number>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b"
         r"(?! (?:session|meeting|round|time|quarter|year|pulse|party|person|edition|birthday|of|dose|attempt|line)\b)",
         _numbered, False),
        (r"\b(?:the )?day after tomorrow\b", _near, False),
        (r"\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|lunchtime))\b", _near, False),
        (rf"\b(?:in (?P<count>{COUNT}) (?P<unit>day|week|fortnight|month|year)(?:s|'s|s')?(?: time)?)\b"
         r"(?! (?:of|every|each)\b)", _ahead, False),
        (rf"\b(?P<count>{COUNT}) (?P<unit>day|week|fortnight|month)(?:s|'s|s')? (?:from (?:now|today)|time|away|hence)\b",
         _ahead, False),
        (rf"\b(?:(?:the )?end of (?P<of>(?:the |this |next )?(?:day|week|month|quarter|year)|{MONTH})"
         r"|(?P<of2>week|month|quarter|year)[- ]end)\b", _end, False),
        (rf"\b(?:the )?(?:start|beginning) of (?P<of>(?:the |this )?(?:next |new )?(?:week|month|quarter|year)|{MONTH})\b",
         _start, False),
        (rf"\b(?:mid[- ]|(?:the )?middle of )(?P<month>{MONTH})\b", _middle, False),
        (r"\bin the new year\b|\bafter (?:the )?new year\b", _new_year, False),
        (rf"\b(?:(?P<way>before|after|past) )?{_FEAST}\b(?! (?:party|lunch|do|card|rota|pressures|hours|opening))",
         _feast, False),
        (r"\bnext (?P<of>week|month|quarter|year)\b", _start, False),
        (rf"\b(?:next |this |this coming |coming )?(?P<weekday>{WEEKDAY})(?:'s)?\b"
         r"(?! (?:opening|closing|clinics?|service|surger(?:y|ies)|rota)s?\b)", _weekday, False),
        (rf"\b(?:in|until|till|til|by|during|early|next) (?P<month>{_MONTH_ONLY}|May)\b", _month, False),
    )
)  # fmt: skip
_ANY = re.compile(
    rf"\d|\b(?:{WEEKDAY}|{MONTH})\b|day\b|tonight|tomorrow|\bthis |week|month|quarter|year|fortnight"
    r"|christmas|xmas|easter|holiday|\bend\b|\bnext\b",
    re.IGNORECASE,
)
