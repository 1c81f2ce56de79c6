"""Socket Mode (slack.md 1.7, 8.11)."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground.person import DidNotWork
from tests.playground.conftest import Json, World
from tests.playground.kit import input_, modal


class Socket:
    """A client that answers envelopes as a test says."""

    def __init__(self, link: aiohttp.ClientWebSocketResponse) -> None:
        self.link = link
        self.heard: list[Json] = []
        self.answers: dict[str, Any] = {}  # by envelope type: a payload, or "silence"

    async def listen(self) -> None:
        async for message in self.link:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            said = json.loads(message.data)
            self.heard.append(said)
            answer = self.answers.get(said.get("type"))
            if "envelope_id" in said and answer != "silence":
                payload = {} if answer is None else {"payload": answer}
                await self.link.send_json({"envelope_id": said["envelope_id"], **payload})

    def of(self, kind: str) -> list[Json]:
        return [each for each in self.heard if each["type"] == kind]

    async def wait_for(self, kind: str, count: int = 1) -> list[Json]:
        async with asyncio.timeout(2):
            while len(self.of(kind)) < count:
                await asyncio.sleep(0.005)
        return self.of(kind)


@contextlib.asynccontextmanager
async def connected(world: World) -> AsyncIterator[Socket]:
    opened = await world.api("apps.connections.open", token=world.slack.app.app_token)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(opened["url"], autoping=False) as link,
    ):
        socket = Socket(link)
        task = asyncio.create_task(socket.listen())
        await socket.wait_for("hello")
        yield socket
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_a_connection_begins_with_hello(world: World) -> None:
    async with connected(world) as socket:
        [hello] = socket.of("hello")
        assert hello["connection_info"] == {"app_id": "A0001"}
        assert hello["num_connections"] == 1
        assert hello["debug_info"]["approximate_connection_time"] == 3600


async def test_a_ticket_is_good_once(world: World) -> None:
    opened = await world.api("apps.connections.open", token=world.slack.app.app_token)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(opened["url"]):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])


async def test_payloads_come_in_envelopes_and_not_over_http(world: World) -> None:
    async with connected(world) as socket:
        amira = world.person("Amira")
        await amira.say("Testbot", "hi")
        await amira.command("general", "/pulse new")
        [event] = socket.of("events_api")
        assert event["payload"]["event"]["text"] == "hi"
        assert event["accepts_response_payload"] is False
        assert event["retry_attempt"] == 0
        [command] = socket.of("slash_commands")
        assert command["payload"]["text"] == "new"
        assert command["accepts_response_payload"] is True
        assert world.bot.heard == []
        assert {each.over for each in world.slack.deliveries} == {"socket"}


async def test_an_answer_comes_in_the_acknowledgement(world: World) -> None:
    async with connected(world) as socket:
        socket.answers["slash_commands"] = {"text": "Hello"}
        amira = world.person("Amira")
        await amira.command("general", "/pulse")
        assert await amira.see("general") == ["Hello"]
        trigger = socket.of("slash_commands")[0]["payload"]["trigger_id"]
        await world.client.views_open(trigger_id=trigger, view=modal(input_("Name")))
        errors = {"response_action": "errors", "errors": {"name": "No."}}
        socket.answers["interactive"] = errors
        await amira.fill("Name", "x")
        assert await amira.submit_refused() == {"Name": "No."}
        assert socket.of("interactive")[0]["payload"]["type"] == "view_submission"


async def test_an_envelope_that_is_not_acknowledged_times_out(world: World) -> None:
    """slack.md 1.3, 1.7"""
    world.slack.patience = 0.3
    async with connected(world) as socket:
        socket.answers["slash_commands"] = socket.answers["events_api"] = "silence"
        with pytest.raises(DidNotWork, match="operation_timeout"):
            await world.person("Amira").command("general", "/pulse")
        await world.person("Amira").say("Testbot", "hi")
        events = await socket.wait_for("events_api", 2)
        assert [each["retry_attempt"] for each in events] == [0, 1]
        assert events[1]["retry_reason"] == "http_timeout"
        assert events[0]["payload"]["event_id"] == events[1]["payload"]["event_id"]
        assert events[0]["envelope_id"] != events[1]["envelope_id"]


async def test_pings_are_echoed_with_their_payload(world: World) -> None:
    """slack.md 1.7, 8.11"""
    opened = await world.api("apps.connections.open", token=world.slack.app.app_token)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(opened["url"], autoping=False) as link,
    ):
        payload = f"sdk-ping-pong:{time.time()}".encode()
        assert (await link.receive()).type is aiohttp.WSMsgType.TEXT
        await link.ping(payload)
        pong = await link.receive()
        assert (pong.type, bytes(pong.data)) == (aiohttp.WSMsgType.PONG, payload)


async def test_payloads_go_to_any_connection(world: World) -> None:
    """slack.md 0.9, 1.7, 8.11"""
    async with connected(world) as one, connected(world) as two:
        assert two.of("hello")[0]["num_connections"] == 2
        for _ in range(30):
            await world.person("Amira").command("general", "/pulse")
        counts = [len(each.of("slash_commands")) for each in (one, two)]
        assert sum(counts) == 30
        assert min(counts) > 0


async def test_ten_connections_are_the_most(world: World) -> None:
    """slack.md 1.7"""
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(connected(world))
        opened = await world.api("apps.connections.open", token=world.slack.app.app_token)
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(opened["url"]) as link,
        ):
            assert (await link.receive_json())["reason"] == "too_many_websockets"


async def test_a_refresh_asks_for_a_new_connection(world: World) -> None:
    """slack.md 1.7, 8.9"""
    async with connected(world) as old:
        await world.slack.sockets.refresh()
        [asked] = await old.wait_for("disconnect")
        assert asked["reason"] == "refresh_requested"
        async with connected(world) as new:
            await world.person("Amira").command("general", "/pulse")
            assert (len(old.of("slash_commands")), len(new.of("slash_commands"))) == (0, 1)


async def test_a_dropped_socket_loses_what_was_under_way(world: World) -> None:
    """slack.md 8.9; events are then repeated over the next connection"""
    world.slack.app.socket_mode = True
    async with connected(world) as socket:
        socket.answers["events_api"] = "silence"
        saying = asyncio.create_task(world.person("Amira").say("Testbot", "hi"))
        await socket.wait_for("events_api")
        async with connected(world) as other:
            world.slack.sockets.connections[0].leaving = True
            await world.slack.sockets.drop(world.slack.sockets.connections[0])
            await saying
            [event] = await other.wait_for("events_api")
            assert (event["retry_attempt"], event["retry_reason"]) == (1, "connection_failed")


async def test_without_a_connection_nothing_arrives(world: World) -> None:
    world.slack.app.socket_mode = True
    with pytest.raises(DidNotWork, match="dispatch_failed"):
        await world.person("Amira").command("general", "/pulse")
    assert world.bot.heard == []
