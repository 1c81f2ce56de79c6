"""``peerbot body``: what the group is called and when it works, and how to change that."""

import argparse
import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.blocks.rhythm import holidays_words, hours_words, protected_words
from bot.blocks.text import plural
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.domain.calendar import Calendar, Protected
from bot.domain.people import Workspace
from bot.domain.rhythm import Rhythm
from bot.domain.schedule import NotUnderstood, Repeating, parse
from bot.domain.times import parse_clock
from bot.errors import InvalidInput
from bot.loop import run
from bot.services.factory import Services

A_DAY = timedelta(days=1)
OPTIONS = ("name", "zone", "hours", "budget", "holidays", "protect", "no_protect")
PROTECT = (
    "Write protected learning time as “every third Wednesday at 13:00 for 3 hours”, with --protect "
    "once for each."
)
LENGTH = re.compile(
    r"^(?:(?P<hours>\d{1,2}) ?(?:hours?|h))?(?: and)? ?(?:(?P<minutes>\d{1,4}) ?(?:minutes?|mins?|m))?$"
)


def main(arguments: argparse.Namespace) -> int:
    return run(look_or_set(arguments))


async def look_or_set(arguments: argparse.Namespace) -> int:
    async with services_of(read_settings(), arguments.team) as services:
        workspace = services.workspace
        if any(getattr(arguments, each) not in (None, False) for each in OPTIONS):
            workspace = await change(services, arguments)
        print(say_body(workspace))
    return 0


async def change(services: Services, arguments: argparse.Namespace) -> Workspace:
    now = services.context.clock.now()
    rhythm = read_rhythm(arguments, services.workspace.rhythm, now)
    return await services.body.set(COMMAND_LINE, name=arguments.name, rhythm=rhythm)


def say_body(workspace: Workspace) -> str:
    """All of it, in words."""
    rhythm = workspace.rhythm
    protected = [protected_words(each) for each in rhythm.calendar.protected]
    lines = [
        workspace.body_name,
        f"Writes unasked: {hours_words(rhythm)}.",
        f"Bank holidays left out: {holidays_words(rhythm) or 'none'}.",
        f"At most: {plural(rhythm.budget, 'message')} a month to one person unasked.",
        f"Protected learning time: {'; '.join(protected) or 'none'}.",
    ]
    return "\n".join(lines)


# ---- reading what was typed


def read_rhythm(arguments: argparse.Namespace, rhythm: Rhythm, now: datetime) -> Rhythm:
    """The rhythm with what the options name changed. Raises InvalidInput."""
    opens, closes = rhythm.opens, rhythm.closes
    if arguments.hours is not None:
        opens, closes = read_hours(arguments.hours)
    zone = rhythm.zone if arguments.zone is None else arguments.zone.strip()
    budget = rhythm.budget if arguments.budget is None else read_budget(arguments.budget)
    rhythm = replace(rhythm, zone=zone, opens=opens, closes=closes, budget=budget)
    calendar = _calendar(arguments, rhythm.calendar, now, zone)
    return replace(rhythm, calendar=calendar)


def _calendar(
    arguments: argparse.Namespace, calendar: Calendar, now: datetime, zone: str
) -> Calendar:
    if arguments.holidays is not None:
        division = arguments.holidays.strip().upper()
        calendar = replace(calendar, division="" if division == "NONE" else division)
    if arguments.no_protect:
        calendar = replace(calendar, protected=())
    if arguments.protect:
        protected = tuple(read_protected(each, now, zone) for each in arguments.protect)
        calendar = replace(calendar, protected=protected)
    return calendar


def read_hours(words: str) -> tuple[time, time]:
    opens, _, closes = words.replace("–", "-").partition("-")
    try:
        return parse_clock(opens.strip()), parse_clock(closes.strip())
    except ValueError:
        raise InvalidInput(f"Hours are written as 08:00-18:30, not “{words}”.") from None


def read_budget(words: str) -> int:
    if not (words.isascii() and words.isdecimal() and len(words) < 4):
        raise InvalidInput(f"The budget is a number of messages a month, such as 6, not “{words}”.")
    return int(words)


def read_length(words: str) -> int | None:
    """``3 hours``, ``1 hour 30 minutes`` or ``90 minutes`` in minutes; None for anything else."""
    found = LENGTH.match(" ".join(words.lower().split()))
    if found is None:
        return None
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def read_protected(words: str, now: datetime, zone: str) -> Protected:
    """``every third Wednesday at 13:00 for 3 hours``. Raises InvalidInput."""
    when, _, length = words.strip().rpartition(" for ")
    minutes = read_length(length)
    if not when or not minutes:
        raise InvalidInput(f"I cannot tell how long “{words}” lasts. {PROTECT}")
    try:
        pattern = parse(when, now - A_DAY, zone)  # so that today's counts as well
    except NotUnderstood:
        raise InvalidInput(PROTECT) from None
    if not isinstance(pattern, Repeating):
        raise InvalidInput(PROTECT)
    return Protected(pattern.rule, pattern.starts, minutes)
