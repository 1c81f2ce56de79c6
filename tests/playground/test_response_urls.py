"""``response_url`` (slack.md 1.5, 8.7)."""

from datetime import timedelta
from typing import Any

import httpx

from tests.playground.conftest import World
from tests.playground.kit import actions, button, section


async def url_of_a_click(world: World, **more: Any) -> str:
    """Amira presses a button in a message; the address that the app got for it."""
    blocks = [section("Poll"), actions(button("Agree"))]
    send = world.client.chat_postEphemeral if "user" in more else world.client.chat_postMessage
    await send(channel=world.general.id, text="Poll", blocks=blocks, **more)
    await world.person("Amira").press("Agree", channel="general")
    return str(world.bot.of("block_actions")[-1]["response_url"])


async def use(world: World, url: str, **said: Any) -> httpx.Response:
    return await world.http.post(url, json=said)


async def test_an_answer_is_ephemeral_unless_it_says_otherwise(world: World) -> None:
    url = await url_of_a_click(world)
    assert (await use(world, url, text="Thank you")).status_code == 200
    assert "Thank you" in await world.person("Amira").see("general")
    await world.person("Ben").does_not_see("Thank you")
    await use(world, url, text="For all", response_type="in_channel")
    assert "For all" in await world.person("Ben").see("general")


async def test_the_original_can_be_replaced_and_deleted(world: World) -> None:
    url = await url_of_a_click(world)
    await use(world, url, text="Closed", replace_original=True)
    assert await world.person("Ben").see("general") == ["Closed"]
    await use(world, url, delete_original=True)
    assert await world.person("Ben").see("general") == []


async def test_an_ephemeral_original_stays_with_its_reader(world: World) -> None:
    """slack.md 1.5: its visibility can never change"""
    url = await url_of_a_click(world, user=world.id("Amira"))
    await use(world, url, text="Saved", replace_original=True, response_type="in_channel")
    assert await world.person("Amira").see("general") == ["Saved"]
    assert await world.person("Ben").see("general") == []
    await use(world, url, delete_original=True)
    assert await world.person("Amira").see("general") == []


async def test_the_text_of_a_command_cannot_be_replaced(world: World) -> None:
    """slack.md 1.5"""
    await world.person("Amira").command("general", "/pulse")
    url = world.bot.of("command")[0]["response_url"]
    await use(world, url, text="one")
    await use(world, url, text="two", replace_original=True)
    assert await world.person("Amira").see("general") == ["one", "two"]


async def test_five_uses_are_the_most(world: World) -> None:
    """slack.md 1.5, 8.7"""
    url = await url_of_a_click(world)
    codes = [(await use(world, url, text=str(n))).status_code for n in range(6)]
    assert codes == [200] * 5 + [404]
    assert (await use(world, url, text="again")).json()["error"] == "used_url"


async def test_thirty_minutes_are_the_longest(world: World) -> None:
    """slack.md 1.5, 8.7, by the playground's clock"""
    url = await url_of_a_click(world)
    world.slack.clock.advance(timedelta(minutes=29))
    assert (await use(world, url, text="in time")).status_code == 200
    world.slack.clock.advance(timedelta(minutes=2))
    late = await use(world, url, text="late")
    assert (late.status_code, late.json()["error"]) == (404, "expired_url")


async def test_it_bypasses_the_rules_for_posting(world: World) -> None:
    """slack.md 1.5: the app need not be in the channel, nor have a scope"""
    place = world.slack.add_channel("elsewhere", members=[world.id("Amira")], with_app=False)
    world.app.scopes = frozenset()
    await world.person("Amira").command(place.id, "/pulse")
    url = world.bot.of("command")[0]["response_url"]
    await use(world, url, text="Hello", response_type="in_channel")
    assert await world.person("Amira").see("elsewhere") == ["Hello"]


async def test_a_thread_needs_an_answer_for_all(world: World) -> None:
    """slack.md 1.5: thread_ts needs in_channel and replace_original false"""
    url = await url_of_a_click(world)
    [ts] = world.general.messages
    said = {"text": "reply", "thread_ts": ts, "replace_original": False}
    await use(world, url, **said, response_type="in_channel")
    assert await world.person("Ben").see("general", thread="Poll") == ["reply"]
    await use(world, url, text="aside", thread_ts=ts)
    assert "aside" in await world.person("Amira").see("general")


async def test_broken_blocks_are_refused_and_cost_nothing(world: World) -> None:
    url = await url_of_a_click(world)
    refused = await use(world, url, blocks=[{"type": "section"}])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_blocks")
    for n in range(5):
        assert (await use(world, url, text=str(n))).status_code == 200


async def test_an_address_that_was_never_given_leads_nowhere(world: World) -> None:
    assert (await use(world, f"{world.url}/response/guess", text="x")).status_code == 404
