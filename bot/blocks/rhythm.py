"""A body's hours and days in words."""

from bot.domain.calendar import Protected
from bot.domain.rhythm import Rhythm
from bot.domain.schedule import Repeating, describe

DIVISIONS = {
    "ENG": "England",
    "WLS": "Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}


def hours_words(rhythm: Rhythm) -> str:
    """``Monday to Friday from 08:00 to 18:30 (Europe/London)``."""
    hours = f"{rhythm.opens:%H:%M} to {rhythm.closes:%H:%M}"
    return f"Monday to Friday from {hours} ({rhythm.zone})"


def holidays_words(rhythm: Rhythm) -> str:
    """``in England``; empty where none are left out."""
    division = rhythm.calendar.division
    return f"in {DIVISIONS.get(division, division)}" if division else ""


def times_words(number: int) -> str:
    """``once``, ``twice``, ``6 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def length_words(minutes: int) -> str:
    """``3 hours``, ``1 hour 30 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = [
        f"{hours} hour{'s' if hours != 1 else ''}" if hours else "",
        f"{rest} minute{'s' if rest != 1 else ''}" if rest else "",
    ]
    return " ".join(filter(None, parts))


def protected_words(protected: Protected) -> str:
    """``every third Wednesday at 13:00, for 3 hours``."""
    pattern = Repeating(protected.rule, protected.starts, "UTC")
    return f"{describe(pattern, 'UTC')}, for {length_words(protected.minutes)}"
