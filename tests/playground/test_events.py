"""Events and their retries (slack.md 1.4, 2)."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from starlette.responses import Response

from bot.playground.arrivals import arrive
from tests.playground.conftest import World


async def heard(world: World, kind: str, count: int) -> list[dict[str, Any]]:
    """Wait until the bot heard so many."""
    async with asyncio.timeout(2):
        while len(world.bot.of(kind)) < count:
            await asyncio.sleep(0.005)
    return world.bot.of(kind)


async def test_the_wrapper_has_all_fields_of_slacks(world: World) -> None:
    """slack.md 2, event wrapper"""
    ts = await world.person("Amira").say("Testbot", "hi")
    [sent] = world.bot.of("message")
    assert sent["type"] == "event_callback"
    assert sent["team_id"] == sent["context_team_id"] == world.team.id
    assert sent["api_app_id"] == "A0001"
    assert sent["event_id"].startswith("Ev")
    assert sent["event_time"] == int(float(ts))
    assert sent["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": world.team.id,
            "user_id": world.app.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    event = sent["event"]
    assert (event["type"], event["channel_type"], event["text"]) == ("message", "im", "hi")
    assert event["ts"] == event["event_ts"] == ts
    assert event["client_msg_id"]


async def test_messages_in_channels_need_their_subscription_and_scope(world: World) -> None:
    """slack.md 2, events: message.im is not message.channels"""
    amira = world.person("Amira")
    await amira.say("general", "hi")
    assert world.bot.heard == []
    world.slack.app.bot_events |= {"message.channels"}
    await amira.say("general", "hi")
    assert len(world.bot.of("message")) == 1
    world.app.scopes -= {"channels:history"}
    await amira.say("general", "hi")
    assert len(world.bot.of("message")) == 1


async def test_a_mention_is_told_where_the_app_is(world: World) -> None:
    """slack.md 2, app_mention"""
    amira = world.person("Amira")
    await amira.say("general", "@Testbot help")
    [sent] = world.bot.of("app_mention")
    assert sent["event"]["text"] == f"<@{world.app.bot_user_id}> help"
    assert "channel_type" not in sent["event"]
    outside = world.slack.add_channel("outside", members=[world.id("Amira")], with_app=False)
    await amira.say(outside.id, "@Testbot help")
    assert len(world.bot.of("app_mention")) == 1


async def test_the_apps_own_messages_and_changes_in_a_dm_are_told_too(world: World) -> None:
    """slack.md 2, message.im: bot posts have bot_id; edits come as message_changed"""
    posted = await world.client.chat_postMessage(channel=world.id("Amira"), text="one")
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await world.client.chat_update(**where, text="two")
    await world.client.chat_delete(**where)
    sent = [each["event"] for each in await heard(world, "message", 3)]
    by_subtype = {each.get("subtype"): each for each in sent}
    assert by_subtype[None]["bot_id"] == world.app.bot_id
    assert by_subtype["message_changed"]["message"]["text"] == "two"
    assert by_subtype["message_changed"]["previous_message"]["text"] == "one"
    assert by_subtype["message_deleted"]["deleted_ts"] == posted["ts"]


async def test_somebody_edits_and_deletes(world: World) -> None:
    amira = world.person("Amira")
    await amira.say("Testbot", "first")
    await amira.edit("Testbot", "first", "second")
    [message] = await amira.messages("Testbot")
    assert (message.text, message.edited) == ("second", True)
    await amira.delete("Testbot", "second")
    subtypes = [each["event"].get("subtype") for each in world.bot.of("message")]
    assert subtypes == [None, "message_changed", "message_deleted"]


async def test_joining_a_channel_is_told_also_of_the_app_itself(world: World) -> None:
    """slack.md 2, member_joined_channel"""
    dora = world.slack.add_user("Dora")
    await world.person("Dora").join(world.general.id)
    [sent] = world.bot.of("member_joined_channel")
    assert sent["event"]["user"] == dora.id
    assert sent["event"]["channel_type"] == "C"
    other = world.slack.add_channel("other", with_app=False)
    await world.client.conversations_join(channel=other.id)
    joined = await heard(world, "member_joined_channel", 2)
    assert joined[1]["event"]["user"] == world.app.bot_user_id


async def test_arrivals_and_reactions(world: World) -> None:
    """slack.md 2: team_join has a user object"""
    arrive(world.slack, world.team, "Dora", title="GP")
    [sent] = await heard(world, "team_join", 1)
    assert sent["event"]["user"]["name"] == "dora"
    amira = world.person("Amira")
    ts = await amira.say("general", "good")
    await world.person("Ben").react("general", "good", "thumbsup")
    [sent] = world.bot.of("reaction_added")
    assert sent["event"]["item"] == {"type": "message", "channel": world.general.id, "ts": ts}
    assert sent["event"]["item_user"] == world.id("Amira")


async def test_a_failed_event_is_tried_three_times_more(world: World) -> None:
    """slack.md 1.4: almost immediately, after 1 minute, after 5 minutes, with the same event_id"""
    world.bot.on("message", lambda said: Response(status_code=500))
    await world.person("Amira").say("Testbot", "hi")
    await heard(world, "message", 2)
    await asyncio.sleep(0.05)
    assert len(world.bot.heard) == 2
    world.slack.clock.advance(timedelta(seconds=61))
    await heard(world, "message", 3)
    world.slack.clock.advance(timedelta(seconds=61))
    await asyncio.sleep(0.05)
    assert len(world.bot.heard) == 3
    world.slack.clock.advance(timedelta(minutes=5))
    await heard(world, "message", 4)
    world.slack.clock.advance(timedelta(hours=1))
    await asyncio.sleep(0.05)
    assert len(world.bot.heard) == 4
    numbers = [each.headers.get("x-slack-retry-num") for each in world.bot.heard]
    assert numbers == [None, "1", "2", "3"]
    assert world.bot.heard[1].headers["x-slack-retry-reason"] == "http_error"
    assert len({each.payload["event_id"] for each in world.bot.heard}) == 1


async def test_a_slow_event_is_tried_again_with_its_reason(world: World) -> None:
    """slack.md 1.3, 1.4"""
    world.slack.patience = 0.3

    async def late(said: object) -> None:
        await asyncio.sleep(1)

    world.bot.on("message", late)
    await world.person("Amira").say("Testbot", "hi")
    await heard(world, "message", 2)
    assert world.bot.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_a_retry_that_succeeds_is_the_last(world: World) -> None:
    answers = [Response(status_code=503), Response()]
    world.bot.on("message", lambda said: answers.pop(0))
    await world.person("Amira").say("Testbot", "hi")
    await heard(world, "message", 2)
    world.slack.clock.advance(timedelta(hours=1))
    await asyncio.sleep(0.05)
    assert len(world.bot.heard) == 2


@pytest.mark.parametrize(("status", "tries"), [(500, 1), (200, 1)])
async def test_the_app_can_decline_retries(world: World, status: int, tries: int) -> None:
    """slack.md 1.4, x-slack-no-retry"""
    header = {"x-slack-no-retry": "1"}
    world.bot.on("message", lambda said: Response(status_code=status, headers=header))
    await world.person("Amira").say("Testbot", "hi")
    await asyncio.sleep(0.05)
    assert len(world.bot.heard) == tries


async def test_events_can_come_twice(world: World) -> None:
    """slack.md 8.9"""
    world.slack.faults.events.duplicate = 1
    await world.person("Amira").say("Testbot", "hi")
    first, second = await heard(world, "message", 2)
    assert first["event_id"] == second["event_id"]
    await world.person("Amira").say("Testbot", "again")
    assert len(world.bot.heard) == 3


async def test_events_can_come_in_another_order(world: World) -> None:
    """slack.md 1.4, 8.9: delivery is unordered"""
    world.slack.faults.events.hold = 2
    amira = world.person("Amira")
    first = asyncio.create_task(amira.say("Testbot", "one"))
    while world.slack.faults.events.hold != 1:
        await asyncio.sleep(0.005)
    await amira.say("Testbot", "two")
    await first
    assert [each["event"]["text"] for each in world.bot.of("message")] == ["two", "one"]


async def test_interactions_are_never_repeated(world: World) -> None:
    """slack.md 1.3, 8.8: documented for events only"""
    world.bot.on("command", lambda said: Response(status_code=500))
    with pytest.raises(AssertionError):
        await world.person("Amira").command("general", "/pulse")
    world.slack.clock.advance(timedelta(hours=1))
    await asyncio.sleep(0.05)
    assert len(world.bot.heard) == 1


async def test_two_redirects_are_followed_and_no_more(world: World) -> None:
    """slack.md 1.2, 1.4"""
    left = [2]

    def elsewhere(said: object) -> Response | None:
        left[0] -= 1
        where = {"location": world.bot.url}
        return Response(status_code=307, headers=where) if left[0] >= 0 else None

    world.bot.on("message", elsewhere)
    await world.person("Amira").say("Testbot", "hi")
    assert [each.outcome for each in world.slack.delivered("message")] == ["ok"]
    left[0] = 3
    await world.person("Amira").say("Testbot", "hi")
    await heard(world, "message", 7)
    assert world.slack.delivered("message")[1].outcome == "too_many_redirects"
    assert world.bot.heard[-1].headers["x-slack-retry-reason"] == "too_many_redirects"
