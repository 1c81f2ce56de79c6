"""What every service is handed: nothing is fetched from the world, so that tests hand in their own."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.clock import Clock
from bot.directory import Directory, NoDirectory
from bot.domain.people import Workspace
from bot.secrets import Secrets
from bot.sources.fetching import Outside
from storage.database import Database


class Charts(Protocol):
    """Draws a picture from its numbers, off the event loop."""

    async def draw(self, spec: Mapping[str, Any]) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Context:
    """One workspace's surroundings."""

    database: Database
    clock: Clock
    secrets: Secrets
    rng: random.Random
    workspace: Workspace
    charts: Charts
    slack: Directory = field(default_factory=NoDirectory)
    outside: Outside | None = None  # only where figures are fetched
