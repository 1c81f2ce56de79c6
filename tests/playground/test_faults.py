"""Faults on demand (slack.md 4.2, 8.9)."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.playground.faults import Mix
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
    world.slack.limits.set(per_channel=1.0)
    other = world.slack.add_channel("other")
    assert (await post(world)).status_code == 200
    limited = await post(world)
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "1")
    assert (await post(world, other.id)).status_code == 200
    world.slack.clock.advance(timedelta(seconds=1))
    assert (await post(world)).status_code == 200
    assert (world.slack.limits.accepted, world.slack.limits.refused) == (3, 1)


async def test_a_person_has_one_limit_by_whichever_name(world: World) -> None:
    """slack.md 8.4: posting to a user id is posting to their DM"""
    world.slack.limits.set(per_channel=1.0)
    posted = await post(world, world.id("Amira"))
    assert (await post(world, posted.json()["channel"])).status_code == 429
    assert (await post(world, world.id("Ben"))).status_code == 200


async def test_a_burst_passes_and_then_a_message_a_second(world: World) -> None:
    """slack.md 4.2: bursts are tolerated"""
    world.slack.limits.set(per_channel=1.0, burst=3)
    assert [(await post(world)).status_code for _ in range(4)] == [200, 200, 200, 429]


async def test_a_workspace_has_its_messages_a_minute(world: World) -> None:
    """slack.md 4.2: several hundred a minute; here two a second"""
    world.slack.limits.set(per_minute=120)
    channels = [world.slack.add_channel(f"c{number}").id for number in range(3)]
    assert [(await post(world, each)).status_code for each in channels] == [200, 200, 429]
    world.slack.clock.advance(timedelta(seconds=0.5))
    assert (await post(world, channels[2])).status_code == 200


async def test_limits_can_be_set_and_seen_over_http(world: World) -> None:
    answer = await world.http.post(f"{world.url}/sim/limits", json={"per_channel": 1, "burst": 2})
    assert answer.json()["limits"]["burst"] == 2
    await post(world)
    seen = (await world.http.get(f"{world.url}/sim/limits")).json()["limits"]
    assert (seen["accepted"], seen["refused"]) == (1, 0)
    wrong = await world.http.post(f"{world.url}/sim/limits", json={"speed": 1})
    assert wrong.status_code == 400


async def test_a_late_call_is_carried_out_when_its_caller_has_gone(world: World) -> None:
    """slack.md 4.1: after a time-out the write may still happen"""
    world.slack.faults.add("hang", "chat.postMessage", late=True, seconds=0.3)
    with pytest.raises((httpx.TransportError, TimeoutError)):
        await asyncio.wait_for(post(world), 0.1)
    assert await seen(world) == []
    async with asyncio.timeout(2):
        while not await seen(world):
            await asyncio.sleep(0.02)
    assert await seen(world) == ["hi"]


async def test_a_mix_of_faults_is_the_same_for_the_same_seed(world: World) -> None:
    rates = {"rate_limited": 0.3, "server_error_before": 0.2, "internal_error_after": 0.2}

    async def statuses() -> list[int]:
        world.slack.faults.mix = Mix(rates, seed=7, methods="chat.postMessage")
        return [(await post(world)).status_code for _ in range(30)]

    first = await statuses()
    assert await statuses() == first
    assert {200, 429, 500} == set(first)
    assert (await world.api("auth.test"))["ok"]


def test_a_mix_of_what_is_no_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="gremlin"):
        Mix({"gremlin": 0.1})
    with pytest.raises(ValueError, match="more than all calls"):
        Mix({"late": 0.6, "drop_after": 0.6})


@pytest.mark.parametrize("how", ["drop", "error"])
async def test_the_whole_web_api_can_be_down(world: World, how: str) -> None:
    world.slack.faults.down = how
    if how == "drop":
        with pytest.raises(httpx.TransportError):
            await post(world)
    else:
        assert (await post(world)).status_code == 500
    world.slack.faults.clear()
    assert (await post(world)).status_code == 200


async def test_the_ledger_has_what_carries_a_delivery_id(world: World) -> None:
    metadata = {"event_type": "peerbot_delivery", "event_payload": {"delivery": "12"}}
    posted = await world.api(
        "chat.postMessage", channel=world.general.id, text="hi", metadata=metadata
    )
    await post(world)
    answer = await world.http.get(f"{world.url}/sim/ledger")
    assert answer.json()["messages"] == [["12", world.general.id, posted["ts"], False]]


async def test_running_lean_counts_calls_and_keeps_none(world: World) -> None:
    world.slack.lean = True
    await post(world)
    await post(world, "C0NOWHERE")
    assert world.slack.journal == []
    assert world.slack.counts == {
        ("chat.postMessage", 200, ""): 1,
        ("chat.postMessage", 200, "channel_not_found"): 1,
    }


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
    await ask("POST", files_disabled=True)
    await ask("POST", mix={"rates": {"late": 0.1}, "seed": 3, "seconds": 2})
    await ask("POST", events={"duplicate": 2})
    planned = (await ask("GET"))["faults"]
    assert planned["files_disabled"]
    assert planned["events"]["duplicate"] == 2
    assert planned["mix"]["rates"] == {"late": 0.1}
    cleared = (await ask("DELETE"))["faults"]
    assert (cleared["planned"], cleared["mix"]) == ([], None)
    assert not cleared["files_disabled"]
    assert (await ask("POST", kind="gremlin"))["error"] == "invalid_arguments"
