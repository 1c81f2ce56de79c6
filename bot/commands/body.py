"""``peerbot body``: what the group is called and when it works, and how to change that."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.blocks.rhythm import holidays_words, hours_words, protected_words
from bot.blocks.setting_up.body import body_words, span_words
from bot.blocks.text import plural
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.domain.arrangements import Body, BodyKind
from bot.domain.bodies import history, in_effect
from bot.domain.calendar import Calendar
from bot.domain.people import Workspace
from bot.domain.rhythm import Rhythm
from bot.domain.times import local_day, parse_day
from bot.errors import InvalidInput
from bot.loop import run
from bot.services.factory import Services
from bot.services.rhythm_words import read_budget, read_hours, read_protected

RHYTHM = ("zone", "hours", "budget", "holidays", "protect", "no_protect")
BODY = ("name", "kind", "code", "starts")


def main(arguments: argparse.Namespace) -> int:
    return run(look_or_set(arguments))


async def look_or_set(arguments: argparse.Namespace) -> int:
    async with services_of(read_settings(), arguments.team) as services:
        workspace = services.workspace
        if any(_given(arguments, each) for each in (*RHYTHM, *BODY)):
            workspace = await change(services, arguments)
        print(say_body(workspace, await services.body.history()))
    return 0


def _given(arguments: argparse.Namespace, option: str) -> bool:
    return getattr(arguments, option) not in (None, False)


async def change(services: Services, arguments: argparse.Namespace) -> Workspace:
    """What it is from a day on, then its name and hours, so that either can be said alone."""
    now, workspace, name = services.context.clock.now(), services.workspace, arguments.name
    if any(_given(arguments, each) for each in ("kind", "code", "starts")):
        body = await read_body(services, arguments)
        workspace, name = await services.body.describe(COMMAND_LINE, body), None
    rhythm = None
    if any(_given(arguments, each) for each in RHYTHM):

        def rhythm(known: Rhythm) -> Rhythm:
            return read_rhythm(arguments, known, now)

    if name is not None or rhythm is not None:
        workspace = await services.body.set(COMMAND_LINE, name=name, rhythm=rhythm)
    return workspace


async def read_body(services: Services, arguments: argparse.Namespace) -> Body:
    """What it is to-day, with what the options name changed. Raises InvalidInput."""
    workspace = services.workspace
    today = local_day(services.context.clock.now(), workspace.time_zone)
    known = in_effect(await services.body.history(), today) or Body(today, workspace.body_name)
    first = known.first if arguments.starts is None else read_first_day(arguments.starts)
    return replace(
        known,
        first=first,
        last=known.last if first == known.first else None,
        name=known.name if arguments.name is None else arguments.name,
        kind=known.kind if arguments.kind is None else BodyKind(arguments.kind),
        code=known.code if arguments.code is None else arguments.code,
    )


def read_first_day(words: str) -> date:
    try:
        return parse_day(words.strip())
    except ValueError:
        raise InvalidInput(f"The day is written as 2027-04-01, not “{words}”.") from None


def say_body(workspace: Workspace, bodies: Sequence[Body] = ()) -> str:
    """All of it, in words."""
    rhythm = workspace.rhythm
    protected = [protected_words(each) for each in rhythm.calendar.protected]
    lines = [
        workspace.body_name,
        *(f"{span_words(each)}: {body_words(each)}." for each in history(bodies)),
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
