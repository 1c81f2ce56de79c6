"""``peerbot schedule``: what comes when, what did not happen and why, and how to change it."""

import argparse
import re
from datetime import datetime
from itertools import islice

from bot.blocks.text import when
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.domain.schedule import (
    Avoid,
    Once,
    Outcome,
    Schedule,
    describe,
    next_firing,
    why_left_out,
)
from bot.loop import run
from bot.services.schedules import Overview, SchedulesService
from storage.schedules import Fired, Listed

DEEDS = {
    "pulse.close": "closes pulse {}",
    "pulse.open": "opens pulse {}",
    "comparisons.monthly": "posts the snippet of the month {}",
    "session.start": "starts peer session {}",
    "session.remind": "reminds of peer session {}",
    "retention": "deletes what is out of date",
    "sources": "fetches figures from their publishers",
    "body": "calls the group what it is from {}",
}
AVOIDED = {
    Avoid.NOTHING: "",
    Avoid.LEAVE_OUT: ", not on bank holidays or in protected learning time",
    Avoid.MOVE: ", on the next working day after a bank holiday or protected learning time",
}
WHY_NOT = {
    Outcome.MISSED: "missed, since Peerbot was not running then",
    Outcome.LEFT_OUT: "left out",
    Outcome.CALLED_OFF: "called off",
    Outcome.PAUSED: "passed over, since it was paused",
}
SHOWN = 2  # times to come of each


def main(arguments: argparse.Namespace) -> int:
    return run(act(arguments))


async def act(arguments: argparse.Namespace) -> int:
    async with services_of(read_settings(), arguments.team) as services:
        service, zone = SchedulesService(services.context), services.workspace.time_zone
        match arguments.deed:
            case "list":
                print(say_all(await service.everything(), zone))
            case "pause":
                found = await service.pause(COMMAND_LINE, arguments.id)
                print(f"Paused: {say(found, zone)}. Nothing of it happens until it is resumed.")
            case "resume":
                found, slot = await service.resume(COMMAND_LINE, arguments.id)
                following = f"the next time is {when(slot.at, zone)}" if slot else "it is over now"
                print(f"Resumed: {say(found, zone)}; {following}.")
            case "move":
                found, slot = await service.move(
                    COMMAND_LINE, arguments.id, arguments.day, arguments.time
                )
                print(
                    f"Moved: {say_deed(found)} on {when(slot.at, zone)} in place of {_day(slot.local)}."
                )
            case "call-off":
                found, slot = await service.call_off(COMMAND_LINE, arguments.id, arguments.day)
                print(f"Called off: {say_deed(found)} on {when(slot.at, zone)}. The others stay.")
    return 0


# ---- words


def say_all(overview: Overview, zone: str) -> str:
    """Everything, in the time of that zone."""
    coming = [f"{each.id}: {say_coming(each, zone)}" for each in overview.schedules]
    lines = coming or ["Nothing is scheduled."]
    if overview.passed:
        known = {(each.kind, each.subject): each.schedule for each in overview.schedules}
        lines += ["", "What did not happen in the last 30 days:"]
        lines += [
            say_passed(each, known.get((each.kind, each.subject)), zone) for each in overview.passed
        ]
    return "\n".join(lines)


def say_coming(found: Listed, zone: str) -> str:
    if found.paused_at is not None:
        since = when(found.paused_at, zone)
        return f"{say(found, zone)}. Paused since {since} by {found.paused_by}."
    if isinstance(found.schedule.pattern, Once):
        return f"{say(found, zone)}."
    times = [
        when(slot.at, zone) for slot in islice(next_firing(found.schedule, found.next_slot), SHOWN)
    ]
    return f"{say(found, zone)}. Next: {', then '.join(times) or 'never'}."


def say(found: Listed, zone: str) -> str:
    """``Opens pulse 3 every first Tuesday at 13:00``."""
    schedule = found.schedule
    pattern, there = schedule.pattern, ""
    if not isinstance(pattern, Once) and pattern.zone != zone:
        there = f" in {pattern.zone}"
    return f"{say_deed(found)} {describe(pattern, zone)}{there}{AVOIDED[schedule.avoid]}"


def say_deed(found: Listed | Fired) -> str:
    """``Opens pulse 3``; the kind as it is where there are no words for it."""
    number = re.search(r"\d+", found.subject)
    deed = DEEDS.get(found.kind)
    if deed is None:
        return f"{found.kind} {found.subject}".strip()
    words = deed.format(number[0] if number else "")
    return f"{words[:1].upper()}{words[1:]}"


def say_passed(passed: Fired, schedule: Schedule | None, zone: str) -> str:
    why = WHY_NOT[passed.outcome]
    if passed.outcome is Outcome.LEFT_OUT and schedule is not None:
        why = f"{why}, since {why_left_out(schedule, passed.slot)}"
    return f"{when(passed.due_at, zone)}: {say_deed(passed)}: {why}."


def _day(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b %Y} at {local:%H:%M}"
