"""Reads what people write about hours, budgets and protected learning time, in a form or a terminal."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.blocks.rhythm import protected_words
from bot.domain.calendar import Protected
from bot.domain.schedule import NotUnderstood, Repeating, parse
from bot.domain.times import parse_clock
from bot.errors import InvalidInput

A_DAY = timedelta(days=1)
PROTECT = "Write protected learning time as “every third Wednesday at 13:00 for 3 hours”, {each} for each."
ON_COMMAND_LINE, IN_FORM = "with --protect once", "a line"
LENGTH = re.compile(
    r"^(?:(?P<hours>\d{1,2}) ?(?:hours?|h))?(?: and)? ?(?:(?P<minutes>\d{1,4}) ?(?:minutes?|mins?|m))?$"
)


def read_hours(words: str) -> tuple[time, time]:
    """``08:00-18:30``. Raises InvalidInput."""
    opens, _, closes = words.replace("–", "-").partition("-")
    try:
        return parse_clock(opens.strip()), parse_clock(closes.strip())
    except ValueError:
        raise InvalidInput(f"Hours are written as 08:00-18:30, not “{words}”.") from None


def read_budget(words: str, block_id: str | None = None) -> int:
    """Raises InvalidInput."""
    words = words.strip()
    if not (words.isascii() and words.isdecimal() and len(words) < 4):
        raise InvalidInput(
            f"The budget is a number of messages a month, such as 6, not “{words}”.", block_id
        )
    return int(words)


def read_length(words: str) -> int | None:
    """``3 hours``, ``1 hour 30 minutes`` or ``90 minutes`` in minutes; None for anything else."""
    found = LENGTH.match(" ".join(words.lower().split()))
    if found is None:
        return None
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def read_protected(
    words: str,
    now: datetime,
    zone: str,
    block_id: str | None = None,
    each: str = ON_COMMAND_LINE,
) -> Protected:
    """``every third Wednesday at 13:00 for 3 hours``. Raises InvalidInput."""
    how = PROTECT.format(each=each)
    when, _, length = words.strip().rpartition(" for ")
    minutes = read_length(length)
    if not when or not minutes:
        raise InvalidInput(f"I cannot tell how long “{words}” lasts. {how}", block_id)
    try:
        pattern = parse(when.rstrip(" ,"), now - A_DAY, zone)  # so that today's counts as well
    except NotUnderstood:
        raise InvalidInput(how, block_id) from None
    if not isinstance(pattern, Repeating):
        raise InvalidInput(how, block_id)
    return Protected(pattern.rule, pattern.starts, minutes)


def read_all_protected(
    text: str, known: Sequence[Protected], now: datetime, zone: str, block_id: str
) -> tuple[Protected, ...]:
    """One a line; a line that says what is known already keeps it, in the weeks in which it is."""
    by_words = {_plain(protected_words(each)): each for each in known}
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple(
        by_words.get(_plain(line)) or read_protected(line, now, zone, block_id, IN_FORM)
        for line in lines
    )


def _plain(words: str) -> str:
    return " ".join(words.replace(",", " ").lower().split())
