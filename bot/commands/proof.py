"""``peerbot proof ROUND``: everything that the database holds about one pulse."""

import argparse

from bot.commands.workspace import services_of
from bot.config import read_settings
from bot.loop import run


def main(arguments: argparse.Namespace) -> int:
    return run(show(arguments.round, arguments.team))


async def show(round_id: int, team: str | None) -> int:
    async with services_of(read_settings(), team) as services:
        print(await services.pulse.reading.proof(round_id))
    return 0
