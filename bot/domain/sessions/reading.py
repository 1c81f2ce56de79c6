"""Reads an action as somebody writes it: ``action: @Ann audits ten by 12 December, measure: items``."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

from bot.domain.schedule import read_date
from bot.domain.schedule.vocabulary import read_number

_OPENING = re.compile(r"^\s*(?:<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*)*action\s*:\s*", re.IGNORECASE)
_MENTION = r"<@(?P<user>[A-Z0-9]+)(?:\|[^>]*)?>"
_OWNER_FIRST = re.compile(rf"^\s*{_MENTION}[\s,:]*(?:(?:will|to|is going to)\s+)?")
# Somebody who is written to, asked or met is not the one who acts.
_NOT_OWNER = re.compile(
    r"\b(?:to|with|from|for|and|ask|asks|tell|tells|see|sees)\s*$", re.IGNORECASE
)
_BEFORE_OWNER = re.compile(
    r"\s*(?:\(\s*)?(?:[-,;\u2013\u2014]\s*)?(?:\b(?:owner|by)\b:?\s*)?$", re.IGNORECASE
)
_ANY_MENTION = re.compile(_MENTION)
_MEASURE = re.compile(
    r"[\s,;.\u2013\u2014-]*\bmeasured?\b(?:\s+by\b)?\s*[:=]?\s*(?P<measure>.+)$", re.IGNORECASE
)
_BY = re.compile(r"\b(?:by|before|until|till|due(?: on| by)?|in|within)\s+", re.IGNORECASE)
_SPAN = re.compile(r"(?P<number>\w+) (?P<unit>day|week|fortnight|month)s?", re.IGNORECASE)
_LINK = re.compile(
    r"<(?:https?://|mailto:)[^>|]*\|(?P<words>[^>]*)>|<(?P<address>https?://[^>|]*)>"
)
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|?(?P<name>[^>]*)>")
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 28}
_LONGEST_DATE = 5  # words: "Friday the 12th of December 2026" without "the" and "of"


@dataclass(frozen=True, slots=True)
class Written:
    """What was found in the words; None where it was not said."""

    what: str
    owner: str | None = None
    due: date | None = None
    measure: str | None = None


def is_action(text: str) -> bool:
    """Whether a message begins with ``action:``, after a mention of the bot or without."""
    return _OPENING.match(text) is not None


def read_action(text: str, today: date, bot: str = "") -> Written:
    """From a message as Slack writes it (mentions in brackets). ``bot`` is never the owner.

    Raises ``schedule.NotUnderstood`` for a date that cannot be.
    """
    words = _OPENING.sub("", text)
    words = re.sub(rf"<@{bot}(?:\|[^>]*)?>", "", words) if bot else words
    words = " ".join(_CHANNEL.sub(r"#\g<name>", words).split())
    words, due = _take_date(words, today)
    words, measure = _take_measure(words)
    words, owner = _take_owner(words)
    return Written(_tidy(words), owner, due, _tidy(measure) if measure else None)


def _take_owner(words: str) -> tuple[str, str | None]:
    first = _OWNER_FIRST.search(words)
    if first:
        rest = words[first.end() :]
        return (f"with {rest[4:]}" if rest.startswith("and <@") else rest), first["user"]
    for found in _ANY_MENTION.finditer(words):
        before = words[: found.start()]
        if not _NOT_OWNER.search(before):
            after = words[found.end() :].removeprefix(")")
            return f"{_BEFORE_OWNER.sub('', before)} {after}", found["user"]
    return words, None


def _take_measure(words: str) -> tuple[str, str | None]:
    found = _MEASURE.search(words)
    # "Measure ten blood pressures" is what will be done.
    if found is None or not words[: found.start()].strip():
        return words, None
    return words[: found.start()], found["measure"]


def _take_date(words: str, today: date) -> tuple[str, date | None]:
    """The last "by ..." that is a date, and the words without it."""
    for found in reversed(list(_BY.finditer(words))):
        rest = words[found.end() :].split()
        for length in range(min(_LONGEST_DATE + 2, len(rest)), 0, -1):
            due = _date_of(" ".join(rest[:length]), today)
            if due is not None:
                ended = "" if rest[length - 1][-1].isalnum() else rest[length - 1][-1]
                before = words[: found.start()].rstrip(" ,;(")
                return f"{before}{ended} {' '.join(rest[length:])}", due
    return words, None


def _date_of(words: str, today: date) -> date | None:
    said = " ".join(words.lower().strip(" .,;:!?)").split())
    ends = re.fullmatch(r"(?:the )?end of (?:the |this |next )?(week|month|year)", said)
    if ends is not None:
        return _end_of(ends[1], today, following="next" in said)
    span = _SPAN.fullmatch(said)
    number = read_number(span["number"].lower()) if span else None
    if span is not None and number is not None:
        return today + timedelta(days=number * _DAYS[span["unit"].lower()])
    if said in ("next week", "next month"):
        return today + timedelta(days=_DAYS[said.split()[1]])
    if "," in said:
        return None
    return read_date(said, today)


def _end_of(unit: str, today: date, *, following: bool) -> date:
    """The Friday of the week; the last day of the month or year."""
    if unit == "week":
        friday = today + timedelta(days=(4 - today.weekday()) % 7)
        return friday + timedelta(days=7 * following)
    if unit == "year":
        return date(today.year + following, 12, 31)
    months = today.year * 12 + today.month + following  # of the month after it, counted from 0
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _tidy(words: str) -> str:
    """As it is kept: without Slack's brackets, with a capital letter, no full stop."""
    plain = _LINK.sub(lambda found: found["words"] or found["address"], words)
    plain = unescape(_ANY_MENTION.sub("a colleague", plain))
    plain = re.sub(r"\s+([,;.])", r"\1", " ".join(plain.split()))
    plain = re.sub(r"[,;]+(?=[,;.])", "", plain).strip(" ,;.-\u2013\u2014")
    return plain[:1].upper() + plain[1:]
