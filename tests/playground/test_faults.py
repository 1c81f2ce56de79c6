"""Faults on demand (slack.md 4.2, 8.9)."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.playground.conftest import World


async def post(world: World, channel: str = "", text: str = "hi") -> httpx.Response:
    headers = {"authorization": f"Bearer {world.app.token}"}
    said = {"channel": channel or world.general.id, "text": text}
    return await world.http.post(f"{world.url}/api/chat.postMessage", json=said, headers=headers)


async def seen(world: World) -> list[str]:
    return await world.person("Amira").see("general")


async def test_429_is_for_one_method_and_channel(world: World) -> None:
    """slack.md 4.2"""
    other = world.slack.add_channel("other")
    world.slack.faults.add(
        "rate_limited", "chat.postMessage", channel=world.general.id, retry_after=7
    )
    limited = await post(world)
    assert limited.status_code == 429
    assert limited.headers["retry-after"] == "7"
    assert limited.json() == {"ok": False, "error": "ratelimited"}
    assert (await post(world, other.id)).status_code == 200
    assert (await world.api("auth.test"))["ok"]
    assert (await post(world)).status_code == 200
    assert await seen(world) == ["hi"]


async def test_a_fault_can_let_some_pass_and_last(world: World) -> None:
    world.slack.faults.add("server_error", "chat.*", after=1, times=2)
    statuses = [(await post(world)).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]


async def test_an_error_of_ones_choice(world: World) -> None:
    """slack.md 4.1: the outcome of internal_error is unknown"""
    world.slack.faults.add("error", error="internal_error", accept=True)
    assert (await post(world)).json() == {"ok": False, "error": "internal_error"}
    assert await seen(world) == ["hi"]
    assert world.slack.calls("chat.postMessage")[0].ok


@pytest.mark.parametrize("accept", [False, True])
async def test_a_connection_drops_before_or_after_the_work(world: World, accept: bool) -> None:
    """slack.md 4.2, 8.9"""
    world.slack.faults.add("drop", "chat.postMessage", accept=accept)
    with pytest.raises(httpx.TransportError):
        await post(world)
    assert await seen(world) == (["hi"] if accept else [])


@pytest.mark.parametrize("accept", [False, True])
async def test_a_call_hangs_before_or_after_the_work(world: World, accept: bool) -> None:
    """slack.md 8.9: a timeout after the commit"""
    world.slack.faults.add("hang", "chat.postMessage", accept=accept, seconds=0.3)
    started = time.monotonic()
    with pytest.raises((httpx.TransportError, TimeoutError)):
        await asyncio.wait_for(post(world), 0.1)
    assert time.monotonic() - started < 0.3
    assert await seen(world) == (["hi"] if accept else [])


async def test_one_message_a_second_a_channel(world: World) -> None:
    """slack.md 4.2, by the playground's clock"""
    world.slack.faults.one_message_a_second = True
    other = world.slack.add_channel("other")
    assert (await post(world)).status_code == 200
    limited = await post(world)
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "1")
    assert (await post(world, other.id)).status_code == 200
    world.slack.clock.advance(timedelta(seconds=1))
    assert (await post(world)).status_code == 200


async def test_methods_have_their_calls_per_minute(world: World) -> None:
    """slack.md 4.2, 4.3: conversations.list is tier 2, 20 a minute"""
    world.slack.faults.tiers = True
    answers = [await world.api("conversations.list") for _ in range(21)]
    assert [each["ok"] for each in answers] == [True] * 20 + [False]
    assert answers[-1]["error"] == "ratelimited"
    assert (await world.api("users.info", user=world.id("Amira")))["ok"]
    world.slack.clock.advance(timedelta(minutes=1))
    assert (await world.api("conversations.list"))["ok"]


async def test_faults_can_be_planned_over_http(world: World) -> None:
    async def ask(verb: str, **said: Any) -> dict[str, Any]:
        response = await world.http.request(verb, f"{world.url}/sim/faults", json=said or None)
        found: dict[str, Any] = response.json()
        return found

    await ask("POST", kind="error", method="chat.postMessage", error="fatal_error")
    assert (await post(world)).json()["error"] == "fatal_error"
    await ask("POST", files_disabled=True, one_message_a_second=True)
    await ask("POST", events={"duplicate": 2})
    planned = (await ask("GET"))["faults"]
    assert planned["files_disabled"]
    assert planned["events"]["duplicate"] == 2
    cleared = (await ask("DELETE"))["faults"]
    assert cleared["planned"] == []
    assert not cleared["files_disabled"]
    assert (await ask("POST", kind="gremlin"))["error"] == "invalid_arguments"
