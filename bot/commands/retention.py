"""``peerbot retention``: how long each kind of record is kept, and what was deleted when."""

import argparse

from bot.blocks.rights.retention import in_words
from bot.commands.workspace import services_of
from bot.config import read_settings
from bot.loop import run


def main(arguments: argparse.Namespace) -> int:
    return run(show(arguments))


async def show(arguments: argparse.Namespace) -> int:
    async with services_of(read_settings(), arguments.team) as services:
        standing = await services.retention.standing()
    print(in_words(standing.days, standing.lines, standing.oldest))
    return 0
