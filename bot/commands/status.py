"""``peerbot status``: how everything stands, in words or as JSON for monitoring."""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime

from bot.blocks.comparisons.sources import say_trouble
from bot.blocks.text import clock_time, plural, when
from bot.commands.messages import progress
from bot.commands.workspace import services_of
from bot.config import read_settings
from bot.loop import run
from bot.services.status import Status

NEXT = 3  # times to come that are named
LABEL = 12  # characters


def main(arguments: argparse.Namespace) -> int:
    return run(show(arguments))


async def show(arguments: argparse.Namespace) -> int:
    """The exit status: 1 when something has to be done."""
    async with services_of(read_settings(), arguments.team) as services:
        status = await services.status.look()
    print(json.dumps(as_json(status), indent=2) if arguments.json else in_words(status))
    return 0 if status.well else 1


def in_words(status: Status) -> str:
    lines = [
        ("Peerbot", running_words(status)),
        ("Sending", sending_words(status)),
        *(("Trouble", each) for each in trouble_words(status)),
        *(("Wave", progress(each)) for each in status.waves),
        ("Schedules", schedule_words(status)),
        ("Work", work_words(status)),
        *(("Stuck", f"{each.kind} {each.subject}: {each.reason}") for each in status.stuck),
        *(("Source", say_trouble(each, status.zone)) for each in status.silent_sources),
    ]
    return "\n".join(f"{label + ':':<{LABEL}}{words}" for label, words in lines)


def running_words(status: Status) -> str:
    if status.ticked is None:
        return "has never run on this database. Start it with: peerbot run"
    if not status.runs:
        since = when(status.ticked, status.zone)
        return f"does not run: its clock last ticked on {since}. Start it with: peerbot run"
    ticked = f"runs; its clock ticked at {clock_time(status.ticked, status.zone)}"
    if status.replicas is None:
        return f"{ticked} (one process, on SQLite)"
    return f"{ticked} ({plural(status.replicas, 'process', 'processes')}, on PostgreSQL)"


def sending_words(status: Status) -> str:
    lane = status.lane
    parts = [
        f"{lane.due:,} due" if lane.due else "nothing is due",
        *([f"since {when(lane.oldest, status.zone)}"] if lane.oldest else []),
        *([f"{lane.sending:,} on their way"] if lane.sending else []),
        *([f"{lane.in_doubt:,} being looked up"] if lane.in_doubt else []),
        *([f"{lane.later:,} later"] if lane.later else []),
        *([f"{lane.waiting:,} on Home tabs"] if lane.waiting else []),
    ]
    return ", ".join(parts)


def trouble_words(status: Status) -> Iterator[str]:
    trouble, lane = status.trouble, status.lane
    if trouble:
        minutes = max(int((status.now - trouble.since).total_seconds() // 60), 0)
        yield (
            f"{trouble.words.rstrip('.')}, since {when(trouble.since, status.zone)} "
            f"({plural(minutes, 'minute')}). Nothing is lost: what is due waits, and goes out by "
            "itself when that is over."
        )
    if lane.failed or lane.held:
        yield (
            f"{plural(lane.failed + lane.held, 'message')} did not arrive, or may not have: "
            "`peerbot messages list` says why."
        )


def schedule_words(status: Status) -> str:
    coming = [each.next_at for each in status.schedules if each.next_at]
    paused = len(status.schedules) - len(coming)
    words = plural(len(status.schedules), "schedule")
    if coming:
        words += f"; next {', '.join(when(each, status.zone) for each in coming[:NEXT])}"
    if paused:
        words += f"; {paused} paused"
    if status.not_fired:
        words += f"; {len(status.not_fired)} did not happen in a week (`peerbot schedule list`)"
    return words


def work_words(status: Status) -> str:
    due = sum(each.due_at <= status.now for each in status.work)
    return f"{plural(len(status.work), 'piece')} of background work, {due} due"


def as_json(status: Status) -> dict[str, object]:
    lane = status.lane
    return {
        "well": status.well,
        "runs": status.runs,
        "last_tick": _iso(status.ticked),
        "replicas": status.replicas,
        "due": lane.due,
        "oldest_due": _iso(lane.oldest),
        "sending": lane.sending,
        "in_doubt": lane.in_doubt,
        "later": lane.later,
        "failed": lane.failed,
        "held": lane.held,
        "on_home_tabs": lane.waiting,
        "trouble": status.trouble.words if status.trouble else None,
        "trouble_since": _iso(status.trouble.since if status.trouble else None),
        "waves": len(status.waves),
        "schedules": len(status.schedules),
        "not_fired_in_a_week": len(status.not_fired),
        "work": len(status.work),
        "stuck": [{"kind": each.kind, "reason": each.reason} for each in status.stuck],
        "sources": len(status.sources),
        "silent_sources": [
            {
                "kind": each.kind,
                "key": each.key,
                "since": _iso(each.failed_since),
                "failures": each.failures,
                "reason": each.reason,
            }
            for each in status.silent_sources
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
