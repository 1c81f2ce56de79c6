"""Commands, buttons in messages, shortcuts: what the app gets and what people see (slack.md 1, 2)."""

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response

from bot.playground.person import DidNotWork
from bot.playground.records import Command, Shortcut
from tests.playground.conftest import Json, World
from tests.playground.kit import actions, button, modal, option, plain, section


async def post(world: World, *blocks: Json, **more: Any) -> str:
    posted = await world.client.chat_postMessage(
        channel=world.general.id,
        text="Poll",
        blocks=blocks,
        **more,
    )
    return str(posted["ts"])


# -- commands -----------------------------------------------------------------------------------


async def test_a_command_has_all_fields_of_slacks(world: World) -> None:
    """slack.md 2, slash command"""
    await world.person("Amira").command("general", "/pulse new one")
    [sent] = world.bot.of("command")
    assert sent.pop("trigger_id")
    assert sent.pop("response_url").startswith(world.url)
    assert sent == {
        "token": "verification",
        "team_id": world.team.id,
        "team_domain": "acme",
        "channel_id": world.general.id,
        "channel_name": "general",
        "user_id": world.id("Amira"),
        "user_name": "amira",
        "command": "/pulse",
        "text": "new one",
        "api_app_id": "A0001",
        "is_enterprise_install": "false",
    }


@pytest.mark.parametrize(
    "answer",
    [PlainTextResponse("Just *text*"), {"text": "Just *text*"}, {"blocks": [section("Just text")]}],
)
async def test_the_answer_to_a_command_is_for_the_one_who_typed_it(
    world: World, answer: object
) -> None:
    """slack.md 1.3: plain text or a message; response_type is ephemeral unless said"""
    world.bot.on("command", lambda said: answer)
    await world.person("Amira").command("general", "/pulse")
    [message] = await world.person("Amira").messages("general")
    assert (message.text, message.ephemeral) == ("Just text", True)
    assert await world.person("Ben").see("general") == []


async def test_an_answer_in_the_channel_shows_what_was_typed_too(world: World) -> None:
    """slack.md 1.3, response_type"""
    world.bot.on("command", lambda said: {"text": "For all", "response_type": "in_channel"})
    await world.person("Amira").command("general", "/pulse now")
    assert await world.person("Ben").see("general") == ["/pulse now", "For all"]


async def test_an_empty_answer_shows_nothing(world: World) -> None:
    await world.person("Amira").command("general", "/pulse")
    assert await world.person("Amira").see("general") == []


async def test_a_command_that_is_not_answered_in_time_says_so(world: World) -> None:
    """slack.md 1.3: operation_timeout, and no redelivery"""
    assert world.slack.patience == 3.0
    world.slack.patience = 0.3

    async def late(said: object) -> None:
        await asyncio.sleep(1)

    world.bot.on("command", late)
    amira = world.person("Amira")
    with pytest.raises(DidNotWork) as failed:
        await amira.command("general", "/pulse")
    assert failed.value.error == "operation_timeout"
    assert await amira.notices() == ["/pulse failed with the error “operation_timeout”"]
    assert await world.person("Ben").notices() == []
    assert len(world.bot.of("command")) == 1


async def test_a_command_that_the_app_fails_says_so(world: World) -> None:
    """slack.md 1.3"""
    world.bot.on("command", lambda said: Response(status_code=500))
    with pytest.raises(DidNotWork, match="dispatch_failed"):
        await world.person("Amira").command("general", "/pulse")
    assert len(world.bot.of("command")) == 1


async def test_an_app_that_is_down_says_so(world: World) -> None:
    world.slack.app.request_url = "http://127.0.0.1:9/slack/events"
    with pytest.raises(DidNotWork, match="dispatch_failed"):
        await world.person("Amira").command("general", "/pulse")
    assert world.slack.delivered("command")[0].outcome == "connection_failed"


async def test_an_answer_with_broken_blocks_is_not_shown(world: World) -> None:
    world.bot.on("command", lambda said: {"blocks": [{"type": "section"}]})
    with pytest.raises(DidNotWork, match="invalid_blocks"):
        await world.person("Amira").command("general", "/pulse")


async def test_only_the_apps_commands_exist(world: World) -> None:
    world.slack.app.commands = [Command("/pulse")]
    with pytest.raises(DidNotWork, match=r"/plus is not a valid command. .There are: /pulse"):
        await world.person("Amira").command("general", "/plus")
    assert world.bot.heard == []


async def test_names_are_escaped_for_commands_that_want_it(world: World) -> None:
    """slack.md 2, should_escape"""
    world.slack.app.commands = [Command("/a", should_escape=True), Command("/b")]
    world.slack.add_channel("board", private=True, members=[world.id("Amira")], id="CBOARD")
    amira, ben = world.person("Amira"), world.id("Ben")
    for command in ("/a", "/b"):
        await amira.command("general", f"{command} ask @Ben in #general and #board")
    escaped, raw = (each["text"] for each in world.bot.of("command"))
    assert escaped == f"ask <@{ben}> in <#{world.general.id}|general> and <#CBOARD|>"
    assert raw == "ask @Ben in #general and #board"


async def test_a_command_in_a_dm_names_no_channel(world: World) -> None:
    await world.person("Amira").command("Testbot", "/pulse")
    assert world.bot.of("command")[0]["channel_name"] == "directmessage"


async def test_a_command_needs_one_to_be_in_the_channel(world: World) -> None:
    other = world.slack.add_channel("other")
    with pytest.raises(DidNotWork, match="not_in_channel"):
        await world.person("Amira").command(other.id, "/pulse")


# -- buttons in messages ------------------------------------------------------------------------


async def test_a_button_in_a_message_has_all_fields_of_slacks(world: World) -> None:
    """slack.md 2, block_actions from a message"""
    metadata = {"event_type": "poll", "event_payload": {"ref": "opaque"}}
    ts = await post(world, actions(button("Agree", "vote", value="opt1")), metadata=metadata)
    await world.person("Amira").press("Agree", channel="general")
    [sent] = world.bot.of("block_actions")
    assert sent["user"]["id"] == world.id("Amira")
    assert sent["team"] == {"id": world.team.id, "domain": "acme"}
    assert sent["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": world.general.id,
        "is_ephemeral": False,
    }
    assert sent["channel"] == {"id": world.general.id, "name": "general"}
    assert sent["message"]["ts"] == ts
    assert sent["message"]["bot_id"] == world.app.bot_id
    assert sent["message"]["metadata"] == metadata
    assert sent["response_url"]
    assert sent["trigger_id"]
    [action] = sent["actions"]
    assert {**action, "action_ts": ""} == {
        "type": "button",
        "action_id": "vote",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Agree", "emoji": True},
        "value": "opt1",
        "action_ts": "",
    }


async def test_an_ephemeral_message_is_not_sent_along(world: World) -> None:
    """slack.md 2"""
    await world.client.chat_postEphemeral(
        channel=world.general.id,
        user=world.id("Amira"),
        text="x",
        blocks=[actions(button("Agree"))],
    )
    await world.person("Amira").press("Agree", channel="general")
    [sent] = world.bot.of("block_actions")
    assert sent["container"]["is_ephemeral"] is True
    assert "message" not in sent


async def test_a_button_in_a_thread_says_which(world: World) -> None:
    """slack.md 2, container.thread_ts"""
    parent = await post(world, section("topic"))
    await post(world, actions(button("Agree")), thread_ts=parent)
    await world.person("Amira").press("Agree", channel="general")
    assert world.bot.of("block_actions")[0]["container"]["thread_ts"] == parent


async def test_a_button_that_is_not_acknowledged_shows_an_error(world: World) -> None:
    """slack.md 1.3: an error on the control, and no redelivery"""
    ts = await post(world, actions(button("Agree", "vote")))
    world.bot.on("block_actions", lambda said: Response(status_code=404))
    amira = world.person("Amira")
    with pytest.raises(DidNotWork, match="dispatch_failed"):
        await amira.press("Agree", channel="general")
    [notice] = (await amira.look())["notices"]
    assert (notice["ts"], notice["block_id"], notice["action_id"]) == (ts, "row", "vote")
    assert len(world.bot.of("block_actions")) == 1


async def test_moving_the_clock_does_not_break_a_click_under_way(world: World) -> None:
    """slack.md 1.5: three real seconds"""
    from datetime import timedelta

    await post(world, actions(button("Open")))

    async def answer(said: dict[str, str]) -> None:
        world.slack.clock.advance(timedelta(days=7))
        await world.client.views_open(trigger_id=said["trigger_id"], view=modal())

    world.bot.on("block_actions", answer)
    await world.person("Amira").press("Open", channel="general")
    assert await world.person("Amira").has_modal()


async def test_a_menu_in_a_message_tells_at_once(world: World) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Edit"), option("Delete")]}
    await post(world, section("Item", accessory=menu))
    await world.person("Amira").press("Delete", channel="general")
    [sent] = world.bot.of("block_actions")
    assert sent["actions"][0]["selected_option"]["value"] == "delete"


async def test_what_is_not_there_cannot_be_pressed(world: World) -> None:
    ts = await post(world, actions(button("Agree")))
    amira = world.id("Amira")
    place = {"user": amira, "channel": world.general.id, "ts": ts}
    for wrong, error in (
        ({"block_id": "row", "action_id": "no"}, "control_not_found"),
        ({"block_id": "row", "action_id": "go", "ts": "1.0"}, "message_not_found"),
        ({"block_id": "row", "action_id": "go", "channel": "C404"}, "channel_not_found"),
    ):
        answer = await world.http.post(f"{world.url}/sim/action", json=place | wrong)
        assert answer.json()["error"] == error
    assert world.bot.heard == []


async def test_somebody_elses_ephemeral_message_cannot_be_pressed(world: World) -> None:
    sent = await world.client.chat_postEphemeral(
        channel=world.general.id,
        user=world.id("Amira"),
        text="x",
        blocks=[actions(button("Agree"))],
    )
    said = {
        "user": world.id("Ben"),
        "channel": world.general.id,
        "ts": sent["message_ts"],
        "block_id": "row",
        "action_id": "go",
    }
    answer = await world.http.post(f"{world.url}/sim/action", json=said)
    assert answer.json()["error"] == "message_not_found"


async def test_a_button_can_ask_whether_one_is_sure(world: World) -> None:
    sure = {
        "title": plain("Sure?"),
        "text": plain("x"),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    await post(world, actions(button("Delete", confirm=sure)))
    amira = world.person("Amira")
    await amira.press("Delete", channel="general", confirm=False)
    assert world.bot.heard == []
    await amira.press("Delete", channel="general")
    assert len(world.bot.heard) == 1


# -- shortcuts ----------------------------------------------------------------------------------


async def test_a_global_shortcut(world: World) -> None:
    """slack.md 2: no channel, no response_url"""
    world.slack.app.shortcuts = [Shortcut("Start a poll", "poll_new")]
    await world.person("Amira").shortcut("Start a poll")
    [sent] = world.bot.of("shortcut")
    assert sent["callback_id"] == "poll_new"
    assert sent["trigger_id"]
    assert not {"channel", "response_url", "message"} & set(sent)
    with pytest.raises(DidNotWork, match="unknown_shortcut"):
        await world.person("Amira").shortcut("Another")


async def test_a_message_shortcut(world: World) -> None:
    """slack.md 2"""
    world.slack.app.shortcuts = [Shortcut("Discuss", "discuss", type="message")]
    ts = await world.person("Ben").say("general", "an idea")
    await world.person("Amira").message_shortcut("Discuss", "general", "idea")
    [sent] = world.bot.of("message_action")
    assert sent["callback_id"] == "discuss"
    assert sent["message_ts"] == ts
    assert sent["message"]["text"] == "an idea"
    assert sent["channel"]["id"] == world.general.id
    await world.http.post(sent["response_url"], json={"text": "Noted"})
    assert await world.person("Amira").sees("Noted", channel="general")
    await world.person("Ben").does_not_see("Noted")
