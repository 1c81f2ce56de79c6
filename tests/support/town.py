"""A town: the demo's stage on a test database, with its people at hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from bot.demo.people import LEAD, MANAGER, Someone
from bot.demo.stage import Stage, stage
from bot.playground.clock import PlaygroundClock
from bot.playground.person import Person
from bot.services.context import Charts
from tests.support.acting import end_leases

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # in winter, so that London is on UTC

PATIENCE = 15.0
"""Seconds that Slack waits here: a busy machine is no fault of ours. Its own three have other tests."""


@dataclass(frozen=True, slots=True)
class Town:
    """``person`` gives anybody's hands and eyes; ``later`` moves the clock and lets the bot act."""

    stage: Stage
    client: httpx.AsyncClient

    def person(self, who: str | Someone) -> Person:
        user = who if isinstance(who, str) else who.id
        return Person(self.stage.address, user, client=self.client, patience=PATIENCE)

    @property
    def manager(self) -> Person:
        return self.person(MANAGER)

    @property
    def lead(self) -> Person:
        return self.person(LEAD)

    async def later(self, **by: float) -> None:
        """Move the clock on, let everything that is then due happen, and be sent."""
        self.stage.clock.advance(timedelta(**by))
        await self.settle()

    async def settle(self) -> None:
        """A few seconds pass, in which everything that is due happens and is sent."""
        self.stage.clock.advance(timedelta(seconds=4))
        await self.stage.peerbot.tick()
        await self.stage.peerbot.drained()

    async def doubt_ends(self) -> None:
        """Slack has had its time to settle: what has an unknown outcome is looked up, or told."""
        await self.settle()
        await end_leases(self.stage.database)
        await self.settle()


@asynccontextmanager
async def town_on(
    database_url: str, charts: Charts, *, socket_mode: bool = False
) -> AsyncIterator[Town]:
    # The ticker is moved by the tests, so that nothing depends on how fast the machine is.
    async with (
        httpx.AsyncClient(timeout=30) as client,
        stage(
            database_url,
            charts,
            clock=PlaygroundClock(TUESDAY),
            tick_seconds=3600,
            socket_mode=socket_mode,
        ) as set_stage,
    ):
        set_stage.slack.patience = PATIENCE
        yield Town(set_stage, client)
