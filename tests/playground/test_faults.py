"""Faults on demand (slack.md 4.2, 8.9)."""

import asyncio
import time
from typing import Any

import httpx
import pytest

from bot.playground.faults import MIXABLE, Kind, Mix
from tests.playground.conftest import World


async def seen(world: World) -> list[str]:
    return await world.person("Amira").see("general")


async def test_429_is_for_one_method_and_channel(world: World) -> None:
    """slack.md 4.2"""
    other = world.slack.add_channel("other")
    world.slack.faults.add(
        "rate_limited", "chat.postMessage", channel=world.general.id, retry_after=7
    )
    limited = await world.post()
    assert limited.status_code == 429
    assert limited.headers["retry-after"] == "7"
    assert limited.json() == {"ok": False, "error": "ratelimited"}
    assert (await world.post(other.id)).status_code == 200
    assert (await world.api("auth.test"))["ok"]
    assert (await world.post()).status_code == 200
    assert await seen(world) == ["hi"]


async def test_a_fault_can_let_some_pass_and_last(world: World) -> None:
    world.slack.faults.add("server_error", "chat.*", after=1, times=2)
    statuses = [(await world.post()).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]


async def test_an_error_of_ones_choice(world: World) -> None:
    """slack.md 4.1: the outcome of internal_error is unknown"""
    world.slack.faults.add("error", error="internal_error", accept=True)
    assert (await world.post()).json() == {"ok": False, "error": "internal_error"}
    assert await seen(world) == ["hi"]
    assert world.slack.calls("chat.postMessage")[0].ok


@pytest.mark.parametrize("accept", [False, True])
async def test_a_connection_drops_before_or_after_the_work(world: World, accept: bool) -> None:
    """slack.md 4.2, 8.9"""
    world.slack.faults.add("drop", "chat.postMessage", accept=accept)
    with pytest.raises(httpx.TransportError):
        await world.post()
    assert await seen(world) == (["hi"] if accept else [])


@pytest.mark.parametrize("accept", [False, True])
async def test_a_call_hangs_before_or_after_the_work(world: World, accept: bool) -> None:
    """slack.md 8.9: a timeout after the commit"""
    world.slack.faults.add("hang", "chat.postMessage", accept=accept, seconds=0.3)
    started = time.monotonic()
    with pytest.raises((httpx.TransportError, TimeoutError)):
        await asyncio.wait_for(world.post(), 0.1)
    assert time.monotonic() - started < 0.3
    assert await seen(world) == (["hi"] if accept else [])


async def test_a_late_call_is_carried_out_when_its_caller_has_gone(world: World) -> None:
    """slack.md 4.1: after a time-out the write may still happen"""
    world.slack.faults.add("hang", "chat.postMessage", late=True, seconds=0.3)
    with pytest.raises((httpx.TransportError, TimeoutError)):
        await asyncio.wait_for(world.post(), 0.1)
    assert await seen(world) == []
    async with asyncio.timeout(2):
        while not await seen(world):
            await asyncio.sleep(0.02)
    assert await seen(world) == ["hi"]


async def test_late_work_is_in_the_journal_and_meets_an_answered_caller_too(world: World) -> None:
    world.slack.faults.add("hang", "chat.postMessage", late=True, seconds=0.05)
    with pytest.raises(httpx.TransportError):
        await world.post()
    assert [each.ok for each in world.slack.calls("chat.postMessage")] == [True]


async def test_a_mix_of_faults_is_the_same_for_the_same_seed(world: World) -> None:
    rates = {"rate_limited": 0.3, "server_error_before": 0.2, "internal_error_after": 0.2}

    async def statuses() -> list[int]:
        world.slack.faults.mix = Mix(rates, seed=7, methods="chat.postMessage")
        return [(await world.post()).status_code for _ in range(30)]

    first = await statuses()
    assert await statuses() == first
    assert {200, 429, 500} == set(first)
    met = world.slack.faults.mix.met if world.slack.faults.mix else {}
    assert (met["rate_limited"], met["server_error_before"]) == (first.count(429), first.count(500))
    assert (await world.api("auth.test"))["ok"]


@pytest.mark.parametrize("kind", MIXABLE)
async def test_each_kind_of_a_mix_does_the_work_or_does_not(world: World, kind: str) -> None:
    world.slack.faults.mix = Mix({kind: 1.0}, seconds=0.05, retry_after=3)
    answered: httpx.Response | None = None
    try:
        answered = await world.post()
    except httpx.TransportError:
        assert kind.startswith(("drop", "hang", "late"))
    else:
        error = kind.startswith("internal_error")
        assert answered.status_code == (200 if error else 429 if kind == "rate_limited" else 500)
        assert answered.headers.get("retry-after") == ("3" if kind == "rate_limited" else None)
    done = kind.endswith("after") or kind == "late"
    assert await seen(world) == (["hi"] if done else [])


async def test_reads_can_be_in_a_mix(world: World) -> None:
    world.slack.faults.mix = Mix({"internal_error_before": 1.0}, methods="conversations.*")
    for method in ("conversations.history", "conversations.replies", "conversations.open"):
        assert (await world.api(method, channel=world.general.id))["error"] == "internal_error"
    assert (await world.post()).status_code == 200


def test_a_mix_of_what_is_no_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="gremlin"):
        Mix({"gremlin": 0.1})
    with pytest.raises(ValueError, match="more than all calls"):
        Mix({"late": 0.6, "drop_after": 0.6})
    with pytest.raises(ValueError, match="less than no call"):
        Mix({"late": -0.1})


async def test_a_planned_fault_comes_before_the_mix(world: World) -> None:
    world.slack.faults.mix = Mix({"server_error_before": 1.0})
    world.slack.faults.add(Kind.ERROR, "chat.*", error="fatal_error")
    assert (await world.post()).json()["error"] == "fatal_error"
    assert (await world.post()).status_code == 500


@pytest.mark.parametrize("how", ["drop", "error"])
async def test_the_whole_web_api_can_be_down(world: World, how: str) -> None:
    async def switch(down: str | None) -> int:
        faults = f"{world.url}/sim/faults"
        return (await world.http.post(faults, json={"down": down})).status_code

    assert await switch(how) == 200
    for method in ("chat.postMessage", "auth.test", "apps.connections.open"):
        if how == "drop":
            with pytest.raises(httpx.TransportError):
                await world.http.post(f"{world.url}/api/{method}")
        else:
            assert (await world.http.post(f"{world.url}/api/{method}")).status_code == 503
    assert await switch("sideways") == 400
    assert await switch(None) == 200
    assert (await world.post()).status_code == 200


async def test_faults_can_be_planned_over_http(world: World) -> None:
    async def ask(verb: str, **said: Any) -> dict[str, Any]:
        response = await world.http.request(verb, f"{world.url}/sim/faults", json=said or None)
        found: dict[str, Any] = response.json()
        return found

    await ask("POST", kind="error", method="chat.postMessage", error="fatal_error")
    assert (await world.post()).json()["error"] == "fatal_error"
    await ask("POST", files_disabled=True, charts_disabled=True)
    await ask(
        "POST", mix={"rates": {"late": 0.1}, "seed": 3, "seconds": 2}, events={"duplicate": 2}
    )
    planned = (await ask("GET"))["faults"]
    assert planned["files_disabled"]
    assert planned["charts_disabled"]
    assert planned["events"]["duplicate"] == 2
    assert planned["mix"]["rates"] == {"late": 0.1}
    cleared = (await ask("DELETE"))["faults"]
    assert (cleared["planned"], cleared["mix"]) == ([], None)
    assert not cleared["files_disabled"]
    assert not cleared["charts_disabled"]
    assert (await ask("POST", kind="gremlin"))["error"] == "invalid_arguments"
    assert (await ask("POST", mix={"rates": {"gremlin": 1}}))["error"] == "invalid_arguments"
    assert (await ask("POST", gremlins=True))["error"] == "invalid_arguments"
    await ask("POST", mix={"rates": {"late": 0.1}})
    assert (await ask("POST", mix=None))["faults"]["mix"] is None


async def test_a_workspace_can_be_without_charts(world: World) -> None:
    """slack.md 3.3: they were rolled out in phases."""
    points = [{"label": "Q1", "value": 41.2}]
    axes = {"categories": ["Q1"]}
    drawn = {"type": "line", "series": [{"name": "a", "data": points}], "axis_config": axes}
    chart = {"type": "data_visualization", "title": "Items", "chart": drawn}
    sent: dict[str, Any] = {"channel": world.general.id, "text": "x", "blocks": [chart]}
    assert (await world.api("chat.postMessage", **sent))["ok"]
    world.slack.faults.charts_disabled = True
    refused = await world.api("chat.postMessage", **sent)
    assert refused["error"] == "invalid_blocks"
    assert refused["errors"] == [
        "unsupported type: data_visualization [json-pointer:/blocks/0/type]"
    ]
