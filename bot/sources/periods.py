"""Reads periods as publishers write them: 2022/23, 2019, 2022/23 Q1, Apr 2023, 2020/21 - 22/23."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

YEAR, QUARTER, MONTH = 12, 3, 1
APRIL = 4
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_FINANCIAL = re.compile(r"(\d{4}|\d{2})/(\d{4}|\d{2})(?: ?Q([1-4]))?")
_CALENDAR = re.compile(r"(\d{4}|\d{2})(?: ?Q([1-4]))?")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-01)?")
_NAMED = re.compile(r"([a-z]{3,9})\.? (\d{4})|(\d{4}) ([a-z]{3,9})\.?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,2}) ?(y|q|m)[a-z]*", re.IGNORECASE)
_UNIT = {"y": YEAR, "q": QUARTER, "m": MONTH}


class Span(NamedTuple):
    """Whole months, ``first`` being the day on which they begin."""

    first: date
    months: int


@lru_cache(maxsize=4096)
def read_period(text: str) -> Span | None:
    """The months that a period's name means; None for a name that could mean several things.

    ``2022/23`` is the year from April (a financial year), ``2019`` that from January. ``2012-13`` is
    neither a month nor surely a year, so it is not read.
    """
    plain = " ".join(re.sub(r"\s*[–—]\s*", " - ", text).split())
    first, dash, last = plain.partition(" - ")
    begins = _single(first, None)
    if begins is None or not dash:
        return begins
    ends = _single(last, begins.first.year // 100)
    if ends is None:
        return None
    months = _number(ends.first) - _number(begins.first) + ends.months
    return Span(begins.first, months) if 0 < months <= 10 * YEAR else None


def agrees(span: Span, name: str, sortable: str, length: str) -> bool:
    """Whether Fingertips' two other columns on the period say the same, as far as they say anything.

    ``sortable`` begins with the year that the period begins in (20220000), ``length`` is as ``1y``.
    """
    year = name.strip()[:4]
    if year.isdigit() and sortable[:4].isdigit() and sortable[:4] != year:
        return False
    said = _LENGTH.fullmatch(length.strip())
    return said is None or int(said[1]) * _UNIT[said[2].lower()] == span.months


def find_year(name: str) -> Span | None:
    """The one financial year that a file's name has, as 2324, 2023-24 or 2023_2024; else None."""
    found = {each for each in _years(name) if each is not None}
    return found.pop() if len(found) == 1 else None


def _years(name: str) -> Iterable[Span | None]:
    for first, last in re.findall(r"(?<!\d)((?:20)?\d{2})[-_ /]?((?:20)?\d{2})(?!\d)", name):
        yield _financial(first if len(first) == 4 else f"20{first}", last, None)


def _single(text: str, century: int | None) -> Span | None:
    """One period by itself; at the end of a range its year may lack the century."""
    if found := _FINANCIAL.fullmatch(text):
        return _financial(_full(found[1], century), found[2], found[3])
    if found := _CALENDAR.fullmatch(text):
        year = _full(found[1], century)
        return _quarter(int(year), 1, found[2]) if year else None
    if found := _ISO.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _NAMED.fullmatch(text):
        year, word = (found[2], found[1]) if found[1] else (found[3], found[4])
        return _month(int(year), _month_of(word))
    return None


def _full(year: str, century: int | None) -> str | None:
    if len(year) == 4:
        return year
    return None if century is None else f"{century:02d}{year}"


def _financial(year: str | None, following: str, quarter: str | None) -> Span | None:
    if year is None or (int(year) + 1) % 10 ** len(following) != int(following):
        return None
    return _quarter(int(year), APRIL, quarter)


def _quarter(year: int, first_month: int, quarter: str | None) -> Span | None:
    if quarter is None:
        return _span(year, first_month, YEAR)
    return _span(year, first_month + QUARTER * (int(quarter) - 1), QUARTER)


def _month(year: int, month: int) -> Span | None:
    return _span(year, month, MONTH) if 1 <= month <= 12 else None


def _month_of(word: str) -> int:
    """Its number; 0 for a word that is no month."""
    names = (date(2000, number, 1).strftime("%B").lower() for number in range(1, 13))
    known = dict(zip(_MONTHS, range(1, 13), strict=True)) | dict(
        zip(names, range(1, 13), strict=True)
    )
    return known.get(word.lower(), 9 if word.lower() == "sept" else 0)


def _span(year: int, month: int, months: int) -> Span | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), months) if 1900 <= year <= 9000 else None


def _number(day: date) -> int:
    return day.year * 12 + day.month
