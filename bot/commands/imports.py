"""``peerbot imports``: what figures were taken in and from where, and undoing an import."""

import argparse

from bot.blocks.comparisons import say_detail, say_imports, say_undone
from bot.commands.workspace import COMMAND_LINE, services_of
from bot.config import read_settings
from bot.loop import run
from bot.services.comparisons.importing import Importing


def main(arguments: argparse.Namespace) -> int:
    return run(act(arguments))


async def act(arguments: argparse.Namespace) -> int:
    async with services_of(read_settings(), arguments.team) as services:
        importing = services.comparisons.importing
        match arguments.deed:
            case "list":
                print(say_imports(await importing.imports_so_far()))
            case "show":
                print(say_detail(await importing.import_detail(arguments.number)))
            case "undo":
                return await undo(importing, arguments.number, sure=arguments.yes)
    return 0


async def undo(importing: Importing, number: int, *, sure: bool) -> int:
    """The exit status: 1 when it was only asked for."""
    if sure:
        print(say_undone(await importing.undo(number, COMMAND_LINE)))
        return 0
    print(say_detail(await importing.import_detail(number)))
    print(
        "\nNothing was undone yet. Undoing takes these figures away, and brings back those that "
        f"they corrected. If you are sure: peerbot imports undo {number} --yes"
    )
    return 1
