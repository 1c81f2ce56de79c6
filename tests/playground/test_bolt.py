"""A real Bolt app, as its documentation sets it up, over HTTP and over Socket Mode."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from tests.playground.conftest import Door, World
from tests.playground.kit import actions, button, input_, modal, section


@pytest.fixture
async def bolt(world: World) -> AsyncIterator[AsyncApp]:
    async with ClientSession() as session:
        client = AsyncWebClient(
            token=world.app.token, base_url=f"{world.url}/api/", session=session
        )
        yield make_app(client, world.slack.app.signing_secret)


def make_app(client: AsyncWebClient, secret: str) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=secret, logger=logging.getLogger("quiet"))

    @app.command("/poll")
    async def poll(ack: Any, say: Any, command: Any) -> None:
        await ack(f"A poll on {command['text']}.")
        await say(text="Poll", blocks=[section("Poll"), actions(button("Answer", "answer"))])

    @app.action("answer")
    async def answer(ack: Any, client: Any, body: Any) -> None:
        await client.views_open(
            trigger_id=body["trigger_id"],
            view=modal(input_("Why?", block_id="why"), callback_id="c"),
        )
        await ack()

    @app.view("c")
    async def submitted(ack: Any, body: Any, client: Any, view: Any) -> None:
        said = view["state"]["values"]["why"]["typed"]["value"]
        if len(said) < 3:
            await ack(response_action="errors", errors={"why": "A little more, please."})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"You said: {said}")

    @app.event("message")
    async def message(event: Any, say: Any) -> None:
        if event.get("channel_type") == "im" and "subtype" not in event:
            await say(f"You wrote: {event['text']}")

    return app


async def story(world: World) -> None:
    amira = world.person("Amira")
    await amira.command("general", "/poll tea")
    await amira.sees("A poll on tea.", channel="general")
    await amira.press("Answer", channel="general")
    await amira.fill("Why?", "no")
    assert await amira.submit_refused() == {"Why?": "A little more, please."}
    await amira.fill("Why?", "because")
    await amira.submit()
    await amira.sees("You said: because", channel="Testbot")
    await amira.say("Testbot", "hello")
    await amira.sees("You wrote: hello", channel="Testbot")
    # The bot's own messages came back to it as events, and Bolt dropped them.
    await world.slack.settle()
    assert not [each for each in await amira.see("Testbot") if "You wrote: You" in each]
    await world.person("Ben").does_not_see("because")
    assert {each.outcome for each in world.slack.deliveries} == {"ok"}


async def test_bolt_over_http(world: World, bolt: AsyncApp, bot_door: Door) -> None:
    """slack.md 8: point Bolt at it"""
    handler = AsyncSlackRequestHandler(bolt)
    bot_door.inside = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
    await story(world)
    assert {each.over for each in world.slack.deliveries} == {"http"}


async def test_bolt_over_socket_mode_and_through_a_refresh(world: World, bolt: AsyncApp) -> None:
    """slack.md 1.7, 8: all SDK traffic follows the fake, apps.connections.open too"""
    web = AsyncWebClient(base_url=f"{world.url}/api/", session=bolt.client.session)
    handler = AsyncSocketModeHandler(
        bolt, world.slack.app.app_token, web_client=web, ping_interval=1
    )
    await handler.connect_async()
    await story(world)
    assert {each.over for each in world.slack.deliveries} == {"socket"}
    await world.slack.sockets.refresh()
    async with asyncio.timeout(3):
        while not world.slack.sockets.connected:
            await asyncio.sleep(0.01)
    await world.person("Amira").say("Testbot", "still there?")
    await world.person("Amira").sees("You wrote: still there?")
    await handler.close_async()
