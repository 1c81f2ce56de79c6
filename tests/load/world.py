"""A local Slack with thousands of members, and a round that asks them, for benchmarks of any feature."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.app import listening, running
from bot.config import Settings
from bot.demo.stage import settings_for
from bot.domain.people import Member, Practice, Role
from bot.manifest import manifest
from bot.playground import payloads
from bot.playground.app import App
from bot.playground.clock import PlaygroundClock
from bot.playground.person import Person
from bot.playground.server import serve
from bot.playground.slack import Slack
from bot.services.factory import NoCharts
from bot.sources.people import PeopleFile

MANAGER = Member("U0MANAGER", None, frozenset({Role.MANAGER}), None)
CHANNEL = "all-practices"
PATIENCE = 60.0  # seconds: thousands are asked at once

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """The Slack runs in this process, so that the CPU time of a server has nothing of it."""

    slack: Slack
    address: str
    members: Sequence[str]

    def settings(self, database_url: str) -> Settings:
        """What ``.env`` would say, for a Peerbot on this database."""
        return settings_for(self.slack, self.address, database_url)

    async def open_round(self, settings: Settings) -> Payload:
        """Have the manager open a round for all members; gives one member's submission of it.

        Peerbot runs in this process for as long as it takes, and has the database to itself.
        """
        async with (
            running(settings, self.slack.clock, NoCharts(), tick_seconds=3600) as peerbot,
            listening(peerbot) as self.slack.app.request_url,
            httpx.AsyncClient(timeout=PATIENCE) as browser,
        ):
            await peerbot.services.people.take_in(_people(self.members), "benchmark")
            manager = Person(self.address, MANAGER.slack_user_id, client=browser, patience=PATIENCE)
            await manager.command(CHANNEL, "/pulse new")
            await manager.submit()
            await manager.submit()
            member = Person(self.address, self.members[0], client=browser, patience=PATIENCE)
            await member.press("Answer", channel=CHANNEL)
            await member.modal()
            return self._submission(self.members[0])

    def _submission(self, member: str) -> Payload:
        """As Slack would send it if the member pressed the button of the modal on top now."""
        team = self.slack.workspace()
        view = team.modals.pop(member)[-1]
        return payloads.submission(self.slack, team, team.users[member], view)


@asynccontextmanager
async def world(members: int) -> AsyncIterator[World]:
    ids = [f"U{number:08d}" for number in range(1, members + 1)]
    slack = Slack(PlaygroundClock(), App.from_manifest(manifest()))
    slack.patience = PATIENCE
    slack.add_workspace("Wold Valley", id="T0WOLD")
    for number, id in enumerate((MANAGER.slack_user_id, *ids)):
        slack.add_user(f"Dr Someone {number}", id=id)
    slack.add_channel(CHANNEL, id="C0ALL", members=[MANAGER.slack_user_id, *ids])
    async with serve(slack) as server:
        yield World(slack, server.url, ids)


def _people(members: Sequence[str]) -> PeopleFile:
    practices = tuple(Practice(f"Y9{number:04d}", f"Practice {number}") for number in range(100))
    rows = [
        Member(id, practices[number % 100], frozenset({Role.GP}), number % 4 == 0)
        for number, id in enumerate(members)
    ]
    return PeopleFile("benchmark", practices, tuple(enumerate([MANAGER, *rows])), ())


def environment(settings: Settings) -> dict[str, str]:
    """The same settings for a process of its own; its port is given to it when it starts."""
    return {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        "SLACK_APP_TOKEN": "",
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "PEERBOT_SECRET_KEY": settings.secret_key,
        "HOST": settings.host,
        "LOG_LEVEL": "INFO",
    }
