"""Reads until when somebody wants to be left alone, and on which days they do not work."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.domain.schedule import read_date
from bot.domain.schedule.vocabulary import WEEKDAYS, read_number, read_weekday

_SPAN = re.compile(r"(?:for )?(?P<number>\w+) (?P<unit>day|week|fortnight|month)s?")
_DAYS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
}
_NOTHING = {"", "and", "on", "off", "the", "every", "each", "&", "days"}
WEEKEND = {5, 6}
NONE = ("none", "no", "clear")


def read_return(words: str, today: date) -> date | None:
    """The day on which they are back: ``until next Monday``, ``for two weeks``, ``till 7 December``.

    Raises ``schedule.NotUnderstood`` for a date that cannot be; None for what is no day.
    """
    said = re.sub(r"^(?:until|till|til|to) ", "", _plain(words))
    span = _SPAN.fullmatch(said)
    number = read_number(span["number"]) if span else None
    if span is not None and number is not None:
        return today + number * _DAYS[span["unit"]]
    if said in ("next week", "next month"):
        return today + _DAYS[said.split()[1]]
    return read_date(said, today) if said else None


def read_days_off(words: str) -> frozenset[int] | None:
    """Weekdays, Monday is 0: ``fri``, ``Mondays and Wednesdays``; none at all for ``none``.

    None for what is not understood. Nobody is written to at weekends, so these are left out.
    """
    said = [word for word in re.split(r"[\s,]+", _plain(words)) if word not in _NOTHING]
    if said and said[0] in NONE:
        return frozenset()
    found = [read_weekday(word) for word in said]
    days = frozenset(each for each in found if each is not None)
    return days - WEEKEND if found and None not in found else None


def weekdays_in(sentence: str) -> str:
    """The days that a sentence names, as ``read_days_off`` takes them: “I never work Fridays”."""
    words = re.findall(r"[a-z]+", _plain(sentence))
    found = {each for word in words if (each := read_weekday(word)) is not None}
    return ", ".join(WEEKDAYS[each] for each in sorted(found - WEEKEND))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .!")
