"""What the sections of the Home tab share: days in words, what is left out, lists to open."""

from datetime import date, datetime
from enum import StrEnum

from bot.blocks import ids
from bot.blocks.kit import Element, button, context
from bot.blocks.sessions.actions import short_date
from bot.blocks.text import clock_time, escape, truncate
from bot.domain.delivery import Block
from bot.domain.home import Home, Some
from bot.domain.times import local_day

TOPIC = 80  # characters of what something is about: a line or two on a phone
WHAT = 200


class Lists(StrEnum):
    """What a button on the tab shows in full; each has its command as well."""

    NOTES = "notes"
    SESSIONS = "sessions"
    SUMMARY = "summary"
    PULSES = "pulses"
    RESULTS = "results"
    MESSAGES = "messages"


def see(what: Lists, words: str) -> Element:
    return button(f"{ids.HOME_SEE}{what}", words)


def topic(words: str) -> str:
    """In bold, safe, and short."""
    return f"*{escape(truncate(words, TOPIC))}*"


def day_words(day: date, today: date) -> str:
    """``Monday 7 December``, with the year when it is not this one."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def at_words(moment: datetime, zone: str, now: datetime) -> str:
    """``today at 13:00``, ``Tue 1 Dec at 13:00``: on the wall clock of that zone."""
    day, today = local_day(moment, zone), local_day(now, zone)
    said = "today" if day == today else short_date(day, today)
    return f"{said} at {clock_time(moment, zone)}"


def closes(moment: datetime, home: Home) -> str:
    """``Friday 27 November at 17:00``, where the body is."""
    zone = home.rhythm.zone
    return f"{day_words(local_day(moment, zone), home.today)} at {clock_time(moment, zone)}"


def rest(of: Some[object], shown: int, where: str) -> list[Block]:
    """How many more there are, and where; nothing where that is all."""
    more = of.number - shown
    return [context(f"… and {more:,} more: {where}.")] if more > 0 else []
