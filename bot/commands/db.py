"""``peerbot db upgrade``: bring the tables to this version."""

import argparse

from bot.config import read_settings
from bot.loop import run
from storage.database import Database, upgrade


def main(_arguments: argparse.Namespace) -> int:
    database = Database(read_settings().database_url)

    async def bring_up() -> None:
        try:
            await upgrade(database)
        finally:
            await database.dispose()

    run(bring_up())
    print("The database is up to date.")
    return 0
