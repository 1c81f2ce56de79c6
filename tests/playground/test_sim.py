"""The test interface: privacy, live changes, the clock, the page's address (design.md, Playground)."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.playground.clock import PlaygroundClock
from bot.playground.person import Person
from bot.playground.server import serve
from bot.playground.slack import Slack
from tests.playground.conftest import World
from tests.playground.kit import actions, button, home, input_, modal, section


async def test_nobody_sees_what_is_anothers(world: World) -> None:
    """The privacy rule: no ephemeral, DM, private channel, modal, Home tab or notice of another."""
    slack, amira = world.slack, world.id("Amira")
    private = slack.add_channel("board", private=True, members=[amira])
    await world.client.chat_postEphemeral(channel=world.general.id, user=amira, text="SECRET 1")
    await world.client.chat_postMessage(channel=amira, text="SECRET 2")
    await world.client.chat_postMessage(channel=private.id, text="SECRET 3")
    await world.client.views_publish(user_id=amira, view=home(section("SECRET 4")))
    await world.person("Amira").say("Carol", "SECRET 5")
    slack.notice(world.team, amira, "x", "SECRET 6")

    async def answer(said: dict[str, str]) -> None:
        view = modal(section("SECRET 7"), private_metadata="SECRET 8")
        await world.client.views_open(trigger_id=said["trigger_id"], view=view)

    world.bot.on("command", answer)
    await world.person("Amira").command("board", "/open")
    hers = json.dumps(await world.person("Amira").look())
    for number in range(1, 8):
        assert f"SECRET {number}" in hers
    # Not even she sees what Slack keeps for the app.
    assert "SECRET 8" not in hers
    assert "SECRET" not in json.dumps(await world.person("Ben").look())
    for secret in ("SECRET 5",):
        assert secret in json.dumps(await world.person("Carol").look())
    assert "board" not in [each["name"] for each in (await world.person("Ben").look())["channels"]]


async def test_the_state_has_what_a_page_needs(world: World) -> None:
    world.general.topic = "Everything"
    ts = await world.person("Ben").say("general", "Hello @Amira")
    await world.person("Carol").say("general", "Hi", thread="Hello")
    await world.person("Carol").react("general", "Hello", "wave")
    state = await world.person("Amira").look()
    assert state["me"]["name"] == "Amira"
    assert state["team"] == {"id": world.team.id, "name": "Acme", "domain": "acme"}
    assert state["app"]["name"] == "Testbot"
    [channel] = state["channels"]
    assert (channel["name"], channel["topic"], channel["unread"]) == ("general", "Everything", 2)
    parent, reply = channel["messages"]
    assert parent["ts"] == parent["thread_ts"] == reply["thread_ts"] == ts
    assert (parent["reply_count"], parent["reply_users"]) == (1, [world.id("Carol")])
    assert parent["reactions"] == [{"name": "wave", "users": [world.id("Carol")]}]
    assert parent["text"] == f"Hello <@{world.id('Amira')}>"
    await world.person("Amira").read("general")
    assert (await world.person("Amira").look())["channels"][0]["unread"] == 0


async def test_unknown_people_and_acts_are_refused(world: World) -> None:
    async def ask(path: str, **said: object) -> httpx.Response:
        return await world.http.post(f"{world.url}/sim/{path}", json=said)

    assert (await ask("message", user="U404", channel="C", text="x")).json()[
        "error"
    ] == "user_not_found"
    bot = world.app.bot_user_id
    assert (await ask("message", user=bot, channel="C", text="x")).json()[
        "error"
    ] == "user_not_found"
    assert (await ask("dance", user=world.id("Amira"))).status_code == 404
    assert (await ask("message", user=world.id("Amira"))).status_code == 400
    garbage = await world.http.post(f"{world.url}/sim/message", content=b"{")
    assert garbage.status_code == 400


async def test_changes_are_told_to_those_who_see_them(world: World) -> None:
    """Server-sent events: "changed" whenever that person's sight changed, not when others' did."""
    lines: dict[str, list[str]] = {"Amira": [], "Ben": []}

    async def watch(name: str) -> None:
        params = {"user": world.id(name)}
        url = f"{world.url}/sim/events"
        async with world.http.stream("GET", url, params=params) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("event:"):
                    lines[name].append(line)

    tasks = [asyncio.create_task(watch(name)) for name in lines]
    async with asyncio.timeout(3):
        while not all(lines.values()):
            await asyncio.sleep(0.01)
        amira = world.id("Amira")
        await world.client.chat_postEphemeral(channel=world.general.id, user=amira, text="psst")
        while len(lines["Amira"]) < 2:
            await asyncio.sleep(0.01)
        assert lines["Ben"] == ["event: ready"]
        world.slack.clock.advance(timedelta(hours=1))
        while len(lines["Ben"]) < 2:
            await asyncio.sleep(0.01)
    assert lines["Ben"] == ["event: ready", "event: changed"]
    world.slack.stop_watching()
    await asyncio.gather(*tasks)


async def test_the_clock_is_read_and_moved_over_http(world: World) -> None:
    async def now() -> datetime:
        said = (await world.http.get(f"{world.url}/sim/clock")).json()["now"]
        return datetime.fromisoformat(said)

    await world.http.post(f"{world.url}/sim/clock", json={"to": "2027-01-01T09:00:00+00:00"})
    assert abs(await now() - datetime(2027, 1, 1, 9, tzinfo=UTC)) < timedelta(seconds=5)
    await world.http.post(f"{world.url}/sim/clock", json={"advance": 3600})
    assert abs(await now() - datetime(2027, 1, 1, 10, tzinfo=UTC)) < timedelta(seconds=5)
    for wrong in ({"to": "tomorrow"}, {"to": "2027-01-01T09:00:00"}, {"advance": "x"}, {}):
        refused = await world.http.post(f"{world.url}/sim/clock", json=wrong)
        assert refused.status_code == 400


async def test_the_clock_wakes_those_who_wait_when_it_is_moved() -> None:
    clock = PlaygroundClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    moves: list[datetime] = []
    clock.on_move(moves.append)
    waiting = asyncio.create_task(clock.wait_until(clock.now() + timedelta(days=1)))
    await asyncio.sleep(0)
    clock.advance(timedelta(hours=1))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    clock.advance(timedelta(days=1))
    async with asyncio.timeout(1):
        await waiting
    await clock.wait_until(clock.now() + timedelta(milliseconds=5))
    assert len(moves) == 2


async def test_ephemerals_and_notices_can_be_put_away(world: World) -> None:
    amira = world.id("Amira")
    sent = await world.client.chat_postEphemeral(channel=world.general.id, user=amira, text="psst")
    notice = world.slack.notice(world.team, amira, "x", "Oh")
    for name, each in (("Ben", notice.id), ("Ben", sent["message_ts"])):
        said = {"user": world.id(name), "id": each}
        await world.http.post(f"{world.url}/sim/dismiss", json=said)
    assert await world.person("Amira").notices() == ["Oh"]
    for each in (notice.id, sent["message_ts"]):
        await world.http.post(f"{world.url}/sim/dismiss", json={"user": amira, "id": each})
    assert await world.person("Amira").notices() == []
    assert await world.person("Amira").see("general") == []


async def test_the_workspaces_and_their_people_are_listed(world: World) -> None:
    found = (await world.http.get(f"{world.url}/sim/workspaces")).json()["workspaces"]
    assert [each["name"] for each in found] == ["Acme"]
    assert [each["name"] for each in found[0]["users"]] == ["Amira", "Ben", "Carol"]


async def test_calls_are_listed_without_their_contents(world: World) -> None:
    await world.client.chat_postMessage(channel=world.id("Amira"), text="SECRET")
    params = {"method": "chat.postMessage"}
    found = (await world.http.get(f"{world.url}/sim/calls", params=params)).json()["calls"]
    assert found == [{"method": "chat.postMessage", "ok": True, "error": None}]


async def test_it_runs_as_a_server_of_its_own_and_stops_with_its_block() -> None:
    slack = Slack()
    team = slack.add_workspace("Acme")
    slack.add_user("Amira")
    async with serve(slack) as server:
        assert server.api_url == f"{slack.base_url}/api/"
        await Person(server.url, "Amira").say("Amira", "a note to myself")
        async with httpx.AsyncClient() as http:
            assert (await http.get(server.url)).status_code == 200
    assert any(each.is_im for each in team.channels.values())
    with pytest.raises(httpx.ConnectError):
        await Person(server.url, "Amira").look()


async def test_a_modal_is_updated_in_front_of_the_person(world: World) -> None:
    """A live page: the state's version grows with each change."""

    async def answer(said: dict[str, str]) -> None:
        await world.client.views_open(trigger_id=said["trigger_id"], view=modal(input_("Name")))

    world.bot.on("command", answer)
    amira = world.person("Amira")
    before = (await amira.look())["version"]
    await amira.command("general", "/open")
    [view] = (await amira.look())["views"]
    waiting = asyncio.create_task(amira.sees("Ready"))
    changed = modal(section("Ready"), actions(button("Go")))
    await world.client.views_update(view_id=view["id"], view=changed)
    assert "[Go]" in await waiting
    assert (await amira.look())["version"] > before
