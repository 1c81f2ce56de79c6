"""Socket Mode goes the same way: the same dispatcher, the same handlers, no open endpoint."""

from pathlib import Path

import httpx
import pytest

from bot.charts import ChartPool
from bot.http import Verifier
from bot.playground.clock import PlaygroundClock
from tests.support.town import town_on


async def test_a_pulse_is_opened_and_answered_over_socket_mode(
    tmp_path: Path, charts: ChartPool
) -> None:
    async with town_on(f"sqlite:///{tmp_path}/socket.db", charts, socket_mode=True) as town:
        await town.manager.command("all-practices", "/pulse new")
        await town.manager.submit()
        await town.manager.submit()
        await town.settle()
        await town.lead.press("Answer", channel="all-practices")
        form = await town.lead.modal()
        for label in form.fields:
            await town.lead.choose(label, "Agree")
        await town.lead.submit()
        await town.lead.sees("recorded")
        await town.later(seconds=5)
        await town.lead.sees("1 of 22 has answered", channel="all-practices")


async def test_without_a_signing_secret_nothing_is_taken_over_http(
    tmp_path: Path, charts: ChartPool
) -> None:
    """Anybody could sign with an empty secret."""
    async with town_on(f"sqlite:///{tmp_path}/socket.db", charts, socket_mode=True) as town:
        transport = httpx.ASGITransport(town.stage.peerbot.web)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            assert (await http.post("/slack/events", content=b"{}")).status_code == 404
            await town.settle()
            assert (await http.get("/healthz")).json()["ok"]


def test_an_empty_secret_verifies_nothing() -> None:
    with pytest.raises(ValueError, match="anybody"):
        Verifier("", PlaygroundClock())
