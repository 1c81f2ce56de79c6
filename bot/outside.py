"""Opens the way to publishers' APIs, and finds the place where what comes from them waits."""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings, publisher_problems
from bot.errors import ConfigurationError
from bot.sources.fetching import Fetcher, Outside, client
from bot.sources.sites import sites_at
from storage.database import Database


@asynccontextmanager
async def reaching_out(
    settings: Settings, database: Database, clock: Clock
) -> AsyncIterator[Outside]:
    """One connection pool, and one memory of who was asked when, until the block ends.

    Raises ConfigurationError where an address must not be asked.
    """
    for sentence in publisher_problems(settings):
        raise ConfigurationError(sentence)
    async with client() as http:
        fetcher = Fetcher(http, download_folder(database), clock.now)
        sites = sites_at(settings.fingertips_url, settings.openprescribing_url, settings.ods_url)
        yield Outside(fetcher, sites)


def download_folder(database: Database) -> Path:
    """Beside the SQLite file; on PostgreSQL a folder of our own among the system's temporary ones."""
    if database.path is not None:
        return database.path.with_name(f"{database.path.name}.downloads")
    return Path(tempfile.gettempdir()) / f"peerbot-downloads-{_user()}"


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
