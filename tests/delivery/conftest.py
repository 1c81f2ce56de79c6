"""A workspace's lane to a local Slack, over real HTTP, on either database."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.delivery.lease import Patience
from bot.delivery.pacing import Rates
from bot.delivery.sender import Sender
from bot.delivery.slack_api import SlackApi
from bot.domain.delivery import Message, Outgoing, Planned, Post, State, Wave
from bot.playground.clock import PlaygroundClock
from bot.playground.server import serve
from bot.playground.slack import Slack
from storage.database import Database
from storage.delivery import DeliveryStore, TroubleStore
from storage.people import ensure_workspace
from storage.schema.delivery import DeliveryRow
from tests.support.acting import end_leases

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


async def draw(spec: Mapping[str, Any]) -> bytes:
    if spec.get("broken"):
        raise ValueError("cannot draw this")
    return PNG


@dataclass
class Lane:
    """A workspace's lane to a local Slack, in which U1 is."""

    slack: Slack
    database: Database
    sender: Sender
    workspace_id: int
    channel: str

    async def plan(
        self, *messages: Outgoing, wave: Wave | None = None, now: datetime | None = None
    ) -> Planned:
        async with self.database.transaction() as session:
            store = DeliveryStore(session, self.workspace_id)
            return await store.plan(*messages, now=now or self.slack.clock.now(), wave=wave)

    def another_sender(self, patience: Patience | None = None) -> Sender:
        """As another process has it."""
        return Sender(
            self.database,
            self.slack.clock,
            self.sender.api,
            self.workspace_id,
            draw,
            Rates(60_000, 0.0),
            patience or self.sender.patience,
        )

    async def settled(self) -> None:
        """Slack has had its time to settle, and what is in doubt is looked up."""
        await end_leases(self.database)
        await self.sender.drain()

    async def row(self, key: str) -> DeliveryRow:
        async with self.database.reading() as session:
            return (await session.scalars(select(DeliveryRow).filter_by(key=key))).one()

    async def state(self, key: str) -> State | None:
        async with self.database.reading() as session:
            return await DeliveryStore(session, self.workspace_id).state(key)

    async def reasons(self) -> list[str | None]:
        async with self.database.reading() as session:
            return [
                each.reason for each in await TroubleStore(session, self.workspace_id).latest(99)
            ]

    def texts(self, channel: str | None = None) -> list[str]:
        place = self.slack.workspace().channels[channel or self.channel]
        return [each.text for each in place.messages.values() if not each.subtype]

    def direct(self) -> list[str]:
        return [
            message.text
            for place in self.slack.workspace().channels.values()
            if place.is_im
            for message in place.messages.values()
        ]


@pytest.fixture
async def lane(database: Database) -> AsyncIterator[Lane]:
    slack = Slack(PlaygroundClock(NOW))
    slack.add_workspace("Wold", id="T1")
    slack.add_user("Dr Amira Patel", id="U1")
    channel = slack.add_channel("all-practices", members=["U1"]).id
    installation = slack.workspace().installation
    assert installation is not None
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
    async with serve(slack) as server, httpx.AsyncClient(timeout=2.0) as http:
        api = SlackApi(http, server.api_url, installation.token)
        # Pacing has its own tests, and nobody waits here for Slack to settle.
        patience = Patience(settle=0.0, answered=0.0)
        sender = Sender(
            database, slack.clock, api, workspace.id, draw, Rates(60_000, 0.0), patience
        )
        yield Lane(slack, database, sender, workspace.id, channel)


def post(lane: Lane, key: str, text: str, channel: str | None = None) -> Post:
    return Post(key, channel or lane.channel, Message(text))
