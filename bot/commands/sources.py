"""``peerbot source``: which figures come by themselves, from where, and how that went."""

import argparse
from collections import Counter
from collections.abc import Sequence

from bot.blocks.comparisons import say_import
from bot.blocks.comparisons.sources import say_source, say_trouble, title
from bot.blocks.text import plural
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.domain.organisations import Kind, Register
from bot.domain.sources import Source, SourceKind
from bot.errors import Conflict
from bot.loop import run
from bot.services.comparisons.bringing import News
from bot.services.comparisons.refreshing import Outcome, Refreshing

NONE_YET = (
    "No figures come by themselves. Have some fetched, for example with: "
    "peerbot source add fingertips 91547"
)


def main(arguments: argparse.Namespace) -> int:
    return run(act(arguments))


async def act(arguments: argparse.Namespace) -> int:
    """The exit status: 1 where something could not be fetched."""
    async with services_of(read_settings(), arguments.team, fetching=True) as services:
        service, zone = services.comparisons.refreshing, services.workspace.time_zone
        match arguments.deed:
            case "list":
                return show(await service.all(), zone)
            case "add":
                kind = SourceKind(arguments.publisher)
                for source in await service.add(kind, arguments.key, COMMAND_LINE):
                    print(f"Added as source {source.id}: {title(source)}.")
                print(
                    "A running bot fetches it now and every week, in the night to Sunday. To fetch it "
                    "here and now: peerbot source fetch"
                )
            case "remove":
                source = await service.remove(arguments.id, COMMAND_LINE)
                print(f"Removed: {title(source)}. What it brought stays.")
            case "fetch":
                return await fetch(service, arguments.id, zone)
    return 0


def show(sources: Sequence[Source], zone: str) -> int:
    print("\n".join(say_source(each, zone) for each in sources) or NONE_YET)
    return 1 if any(each.failed_since for each in sources) else 0


async def fetch(service: Refreshing, source_id: int | None, zone: str) -> int:
    """One after the other, saying what came of each."""
    wanted = [each.id for each in await service.all()] if source_id is None else [source_id]
    if not wanted:
        print(NONE_YET)
    status = 0
    for each in wanted:
        try:
            outcome = await service.fetch(each, COMMAND_LINE)
        except Conflict as error:
            print(error)
            status = 1
            continue
        print(say_outcome(outcome, zone), flush=True)
        status = max(status, int(outcome.news is None))
    return status


def say_outcome(outcome: Outcome, zone: str) -> str:
    if outcome.news is None:
        return say_trouble(outcome.source, zone)
    if outcome.news.report is not None:
        return say_import(outcome.news.report)
    return f"{title(outcome.source)}: {say_news(outcome.news)}"


def say_news(news: News) -> str:
    if news.undone:
        return (
            "the publisher still sends the very file whose import was undone, so it was not taken "
            "again. `peerbot import` takes a file in all the same."
        )
    if news.register is not None:
        return f"{say_register(news.register)}, {news.changes:,} of them new or changed."
    return "nothing new since last time."


def say_register(register: Register) -> str:
    kinds = Counter(each.kind for each in register.organisations.values())
    return ", ".join(plural(kinds[kind], kind.words) for kind in Kind if kind in kinds)
