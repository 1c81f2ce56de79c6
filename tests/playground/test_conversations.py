"""Channels, members, DMs, people (slack.md 4.3)."""

import time
from typing import Any

import pytest

from bot.playground import messages
from bot.playground.messages import Draft
from tests.playground.conftest import World


async def error_of(world: World, method: str, **args: Any) -> str:
    return str((await world.api(method, **args))["error"])


async def test_opening_a_dm_twice_gives_the_same(world: World) -> None:
    """slack.md 4.3, conversations.open"""
    users = world.id("Ben")
    first = await world.client.conversations_open(users=users)
    again = await world.client.conversations_open(users=users, return_im=True)
    assert again["already_open"]
    assert again["no_op"]
    assert again["channel"]["id"] == first["channel"]["id"]
    assert again["channel"]["user"] == users


async def test_a_group_dm_is_for_its_people_only(world: World) -> None:
    users = [world.id("Amira"), world.id("Ben")]
    opened = await world.client.conversations_open(users=users)
    await world.client.chat_postMessage(channel=opened["channel"]["id"], text="us three")
    assert await world.person("Amira").sees("us three")
    await world.person("Carol").does_not_see("us three")


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U404", "user_not_found"),
        ("", "users_list_not_supplied"),
        (",".join("U" * 9), "too_many_users"),
    ],
)
async def test_opening_a_dm_needs_people(world: World, users: str, error: str) -> None:
    assert await error_of(world, "conversations.open", users=users) == error


async def test_joining_is_for_public_channels(world: World) -> None:
    public = world.slack.add_channel("public", with_app=False)
    private = world.slack.add_channel("private", private=True)
    joined = await world.client.conversations_join(channel=public.id)
    assert joined["channel"]["is_member"]
    method = "method_not_supported_for_channel_type"
    assert await error_of(world, "conversations.join", channel=private.id) == method


async def test_inviting_and_its_refusals(world: World) -> None:
    """slack.md 4.3, conversations.invite"""
    made = await world.client.conversations_create(name="peers", is_private=True)
    where = made["channel"]["id"]
    amira = world.id("Amira")
    assert not [
        each for each in (await world.person("Amira").look())["channels"] if each["id"] == where
    ]
    await world.client.conversations_invite(channel=where, users=[amira])
    members = await world.client.conversations_members(channel=where)
    assert members["members"] == [world.app.bot_user_id, amira]
    args = {"channel": where, "users": amira}
    assert await error_of(world, "conversations.invite", **args) == "already_in_channel"
    args = {"channel": where, "users": world.app.bot_user_id}
    assert await error_of(world, "conversations.invite", **args) == "cant_invite_self"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("general", "name_taken"),
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("No Spaces", "invalid_name_specials"),
    ],
)
async def test_a_channel_needs_a_good_name(world: World, name: str, error: str) -> None:
    assert await error_of(world, "conversations.create", name=name) == error


async def test_lists_come_in_pages(world: World) -> None:
    """slack.md 4.1, pagination"""
    seen = []
    cursor = ""
    while True:
        page = await world.client.users_list(limit=2, cursor=cursor)
        seen += [each["name"] for each in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert seen == ["testbot", "amira", "ben", "carol"]


async def test_history_is_newest_first_and_can_begin_at_a_moment(world: World) -> None:
    """slack.md 4.4, reconciliation"""
    amira = world.person("Amira")
    stamps = [await amira.say("general", text) for text in ("one", "two", "three")]
    where = world.general.id
    found = await world.client.conversations_history(channel=where, oldest=stamps[0])
    assert [each["text"] for each in found["messages"]] == ["three", "two"]
    found = await world.client.conversations_history(
        channel=where, oldest=stamps[0], inclusive=True
    )
    assert len(found["messages"]) == 3
    short = await world.client.conversations_history(channel=where, limit=1)
    assert short["has_more"]


async def test_listing_conversations_by_type(world: World) -> None:
    world.slack.add_channel("private", private=True)
    world.slack.add_channel("hidden", private=True, with_app=False)
    await world.client.conversations_open(users=world.id("Amira"))
    found = await world.client.conversations_list(types="public_channel,private_channel,im")
    assert [each.get("name", "im") for each in found["channels"]] == ["general", "private", "im"]
    assert await error_of(world, "conversations.list", types="secret") == "invalid_types"


async def test_people_are_found_by_id_and_address(world: World) -> None:
    """slack.md 4.3: the address only with its own scope"""
    amira = world.id("Amira")
    assert (await world.client.users_info(user=amira))["user"]["profile"]["email"]
    found = await world.client.users_lookupByEmail(email="Amira@example.org")
    assert found["user"]["id"] == amira
    assert await error_of(world, "users.lookupByEmail", email="x@y.z") == "users_not_found"
    world.app.scopes -= {"users:read.email"}
    assert "email" not in (await world.client.users_info(user=amira))["user"]["profile"]


async def test_a_user_group_lists_its_people(world: World) -> None:
    world.team.usergroups["S1"] = [world.id("Amira")]
    found = await world.client.usergroups_users_list(usergroup="S1")
    assert found["users"] == [world.id("Amira")]
    assert await error_of(world, "usergroups.users.list", usergroup="S2") == "no_such_subteam"


async def test_reactions_and_pins(world: World) -> None:
    """slack.md 4.3"""
    ts = await world.person("Amira").say("general", "good news")
    where = {"channel": world.general.id, "timestamp": ts}
    assert (await world.api("reactions.add", **where, name="tada"))["ok"]
    assert await error_of(world, "reactions.add", **where, name="tada") == "already_reacted"
    assert await error_of(world, "reactions.add", **where, name="no such") == "invalid_name"
    assert (await world.api("pins.add", **where))["ok"]
    assert await error_of(world, "pins.add", **where) == "already_pinned"
    gone = where | {"timestamp": "1.000000"}
    assert await error_of(world, "reactions.add", **gone, name="tada") == "message_not_found"


async def test_team_info(world: World) -> None:
    assert (await world.client.team_info())["team"]["domain"] == "acme"


async def test_the_bounds_of_history_are_exact(world: World) -> None:
    """slack.md 4.3; ts of neighbouring microseconds, and bounds that are no message's ts"""
    general = world.general
    posted = [
        messages.post(world.slack, world.team, general, world.app, Draft("")) for _ in "abcde"
    ]
    base = int(posted[0].ts.replace(".", "")) + 1_000
    general.messages = {}
    for step, each in enumerate(posted):
        micros = base + step
        each.ts = f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
        each.text = str(step)
        general.add(each)

    async def texts(**bounds: Any) -> list[str]:
        found = await world.api("conversations.history", channel=general.id, **bounds)
        return [each["text"] for each in found["messages"]]

    first, last = posted[1].ts, posted[3].ts
    assert await texts() == ["4", "3", "2", "1", "0"]
    assert await texts(oldest=first, latest=last) == ["2"]
    assert await texts(oldest=first, latest=last, inclusive=True) == ["3", "2", "1"]
    assert await texts(oldest=first + "5", latest=last + "5") == ["3", "2"]
    assert await texts(oldest="0", limit=2) == ["4", "3"]
    wrong = await world.api("conversations.history", channel=general.id, latest="soon")
    assert wrong["error"] == "invalid_ts_latest"


async def test_a_long_channel_is_read_from_its_newest_message(world: World) -> None:
    for number in range(10_000):
        messages.post(world.slack, world.team, world.general, world.app, Draft(str(number)))
    newest = await world.api("conversations.history", channel=world.general.id, limit=15)
    since = newest["messages"][4]["ts"]
    started = time.process_time()
    for _ in range(20):
        last = await world.api("conversations.history", channel=world.general.id, oldest=since)
    taken = (time.process_time() - started) / 20
    assert [each["text"] for each in last["messages"]] == ["9999", "9998", "9997", "9996"]
    # A look at every message takes more than 10 ms; this takes about one.
    assert taken < 0.005
    assert not last["has_more"]
    cursor = newest["response_metadata"]["next_cursor"]
    older = await world.api(
        "conversations.history", channel=world.general.id, limit=2, cursor=cursor
    )
    assert [each["text"] for each in older["messages"]] == ["9984", "9983"]


async def test_replies_are_found_without_a_look_at_the_rest(world: World) -> None:
    parent = (await world.post()).json()["ts"]
    replies = [(await world.post(thread_ts=parent, text=text)).json()["ts"] for text in "abc"]
    await world.post()
    await world.api("chat.delete", channel=world.general.id, ts=replies[1])
    found = await world.api("conversations.replies", channel=world.general.id, ts=parent)
    assert [each["ts"] for each in found["messages"]] == [parent, replies[0], replies[2]]
    assert found["messages"][0]["reply_count"] == 2
    for each in (replies[0], replies[2], parent):
        await world.api("chat.delete", channel=world.general.id, ts=each)
    assert parent not in world.general.messages


async def test_no_channel_is_no_direct_message(world: World) -> None:
    """A direct message has no name, so that an empty one does not find it."""
    await world.post(world.id("Ben"))
    for said in ("", "#"):
        assert (await world.api("chat.postMessage", channel=said, text="hi"))["error"] == (
            "channel_not_found"
        )


async def test_a_group_of_people_has_one_conversation(world: World) -> None:
    pair = f"{world.id('Amira')},{world.id('Ben')}"
    first = await world.api("conversations.open", users=pair)
    again = await world.api("conversations.open", users=pair)
    alone = await world.api("conversations.open", users=world.id("Ben"))
    assert again["already_open"]
    assert first["channel"]["id"] == again["channel"]["id"] != alone["channel"]["id"]


async def test_a_channel_that_is_shared_says_with_whom(world: World) -> None:
    """slack.md has no section on Slack Connect: fields as in the conversation object's reference."""
    channel = world.slack.add_channel("peers", members=[world.id("Amira")])
    alone = (await world.client.conversations_info(channel=channel.id))["channel"]
    assert not alone["is_ext_shared"]
    assert alone["shared_team_ids"] == [alone["context_team_id"]]
    world.slack.share_channel(channel, "T0OTHER", accepted=False)
    invited = (await world.client.conversations_info(channel=channel.id))["channel"]
    assert (invited["is_ext_shared"], invited["is_pending_ext_shared"]) == (False, True)
    assert invited["pending_connected_team_ids"] == ["T0OTHER"]
    world.slack.share_channel(channel, "T0OTHER", ["Dr Zed"])
    shared = (await world.client.conversations_info(channel=channel.id))["channel"]
    assert (shared["is_ext_shared"], shared["is_pending_ext_shared"]) == (True, False)
    assert shared["connected_team_ids"] == ["T0OTHER"]
    members = (await world.client.conversations_members(channel=channel.id))["members"]
    teams = {each["id"]: each["team_id"] for each in (await world.client.users_list())["members"]}
    assert [each for each in members if teams[each] == "T0OTHER"] == [members[-1]]
