"""Messages by the app (slack.md 4.3, chat.*; 8.3, 8.4)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.playground.conftest import World
from tests.playground.kit import actions, button, radio, section


async def error_of(world: World, method: str, **args: Any) -> str:
    return str((await world.api(method, **args))["error"])


async def test_a_posted_message_is_seen_by_all_members(world: World) -> None:
    await world.client.chat_postMessage(channel=world.general.id, text="Hello & welcome")
    for name in ("Amira", "Ben"):
        assert await world.person(name).see("#general") == ["Hello & welcome"]


async def test_timestamps_grow_and_are_unique_even_when_the_clock_goes_back(world: World) -> None:
    """slack.md 8.3"""
    stamps = []
    for _ in range(3):
        posted = await world.client.chat_postMessage(channel=world.general.id, text="tick")
        stamps.append(posted["ts"])
        world.slack.clock.advance(timedelta(seconds=-60))
    assert stamps == sorted(set(stamps))
    assert all(len(each.split(".")[1]) == 6 for each in stamps)


async def test_a_user_id_as_channel_is_the_dm(world: World) -> None:
    """slack.md 4.3, 8.4"""
    amira = world.id("Amira")
    first = await world.client.chat_postMessage(channel=amira, text="psst")
    assert first["channel"].startswith("D")
    opened = await world.client.conversations_open(users=amira)
    assert opened["channel"]["id"] == first["channel"]
    assert await world.person("Amira").see("Testbot") == ["psst"]
    await world.person("Ben").does_not_see("psst")


async def test_an_update_needs_the_dm_itself(world: World) -> None:
    """slack.md 4.3, 8.4"""
    amira = world.id("Amira")
    ts = (await world.client.chat_postMessage(channel=amira, text="psst"))["ts"]
    assert (
        await error_of(world, "chat.update", channel=amira, ts=ts, text="x") == "channel_not_found"
    )


async def test_text_without_blocks_takes_the_blocks_away(world: World) -> None:
    """slack.md 4.3, chat.update"""
    where = world.general.id
    posted = await world.client.chat_postMessage(channel=where, text="a", blocks=[section("block")])
    updated = await world.client.chat_update(channel=where, ts=posted["ts"], text="b")
    assert "blocks" not in updated["message"]
    assert await world.person("Amira").see("general") == ["b"]


async def test_blocks_without_text_leave_the_text_and_say_nothing_of_an_edit(world: World) -> None:
    """slack.md 4.3, chat.update"""
    where = world.general.id
    ts = (await world.client.chat_postMessage(channel=where, text="a"))["ts"]
    await world.api("chat.update", channel=where, ts=ts, blocks=[section("new")])
    [message] = await world.person("Amira").messages("general")
    assert (message.text, message.edited) == ("new", False)
    assert world.general.messages[ts].text == "a"


async def test_metadata_stays_unless_it_is_sent(world: World) -> None:
    """slack.md 4.3, 4.4"""
    where = world.general.id
    metadata = {"event_type": "outbox", "event_payload": {"ref": "1"}}
    ts = (await world.client.chat_postMessage(channel=where, text="a", metadata=metadata))["ts"]
    await world.client.chat_update(channel=where, ts=ts, text="b")
    history = await world.client.conversations_history(channel=where, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata
    without = await world.client.conversations_history(channel=where)
    assert "metadata" not in without["messages"][0]
    await world.client.chat_update(channel=where, ts=ts, text="c", metadata={})
    history = await world.client.conversations_history(channel=where, include_all_metadata=True)
    assert "metadata" not in history["messages"][0]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("{", "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"deep": {"er": {}}}}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"a": "y" * 9000}}, "metadata_too_large"),
    ],
)
async def test_metadata_is_flat_and_small(world: World, metadata: object, error: str) -> None:
    """slack.md 4.4"""
    args = {"channel": world.general.id, "text": "a", "metadata": metadata}
    assert await error_of(world, "chat.postMessage", **args) == error


async def test_posting_needs_something_to_say(world: World) -> None:
    assert await error_of(world, "chat.postMessage", channel=world.general.id) == "no_text"


async def test_a_long_text_is_cut_on_post_and_refused_on_update(world: World) -> None:
    """slack.md 3.1"""
    where = world.general.id
    posted = await world.client.chat_postMessage(channel=where, text="x" * 50_000)
    assert len(posted["message"]["text"]) == 40_000
    args = {"channel": where, "ts": posted["ts"], "text": "x" * 4001}
    assert await error_of(world, "chat.update", **args) == "msg_too_long"


async def test_posting_needs_membership_or_the_public_scope(world: World) -> None:
    """slack.md 4.3, 8.5"""
    elsewhere = world.slack.add_channel("elsewhere", with_app=False)
    assert (await world.api("chat.postMessage", channel=elsewhere.id, text="a"))["ok"]
    world.app.scopes -= {"chat:write.public"}
    args = {"channel": elsewhere.id, "text": "a"}
    assert await error_of(world, "chat.postMessage", **args) == "not_in_channel"


async def test_a_private_channel_without_the_app_does_not_exist_for_it(world: World) -> None:
    """slack.md 8.5"""
    secret = world.slack.add_channel("secret", private=True, with_app=False)
    for method in ("chat.postMessage", "conversations.info", "conversations.history"):
        assert await error_of(world, method, channel=secret.id, text="a") == "channel_not_found"


async def test_an_archived_channel_takes_nothing(world: World) -> None:
    """slack.md 8.5"""
    world.general.is_archived = True
    args = {"channel": world.general.id, "text": "a"}
    assert await error_of(world, "chat.postMessage", **args) == "is_archived"


async def test_the_app_changes_and_deletes_only_its_own(world: World) -> None:
    """slack.md 4.3"""
    ts = await world.person("Amira").say("general", "mine")
    where = {"channel": world.general.id, "ts": ts}
    assert await error_of(world, "chat.update", **where, text="x") == "cant_update_message"
    assert await error_of(world, "chat.delete", **where) == "cant_delete_message"
    gone = {"channel": world.general.id, "ts": "1.000000"}
    assert await error_of(world, "chat.update", **gone, text="x") == "message_not_found"


async def test_an_ephemeral_message_is_for_one_and_not_in_history(world: World) -> None:
    """slack.md 4.3, 8.3"""
    where = world.general.id
    amira = world.id("Amira")
    sent = await world.client.chat_postEphemeral(channel=where, user=amira, text="only you")
    assert set(sent.data) == {"ok", "message_ts"}
    assert await world.person("Amira").see("general") == ["only you"]
    assert await world.person("Ben").see("general") == []
    assert (await world.client.conversations_history(channel=where))["messages"] == []
    args = {"channel": where, "ts": sent["message_ts"], "text": "x"}
    assert await error_of(world, "chat.update", **args) == "message_not_found"


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(world: World) -> None:
    dora = world.slack.add_user("Dora")
    args = {"channel": world.general.id, "user": dora.id, "text": "x"}
    assert await error_of(world, "chat.postEphemeral", **args) == "user_not_in_channel"


async def test_replies_make_a_thread(world: World) -> None:
    where = world.general.id
    parent = (await world.client.chat_postMessage(channel=where, text="topic"))["ts"]
    reply = await world.client.chat_postMessage(channel=where, text="one", thread_ts=parent)
    # A reply to a reply is a reply to the parent.
    await world.client.chat_postMessage(channel=where, text="two", thread_ts=reply["ts"])
    thread = await world.client.conversations_replies(channel=where, ts=parent)
    assert [each["text"] for each in thread["messages"]] == ["topic", "one", "two"]
    assert thread["messages"][0]["reply_count"] == 2
    history = await world.client.conversations_history(channel=where)
    assert [each["text"] for each in history["messages"]] == ["topic"]
    amira = world.person("Amira")
    assert await amira.see("general") == ["topic"]
    assert await amira.see("general", thread="topic") == ["one", "two"]


async def test_a_deleted_message_is_gone_but_a_parent_leaves_its_place(world: World) -> None:
    where = world.general.id
    alone = (await world.client.chat_postMessage(channel=where, text="alone"))["ts"]
    parent = (await world.client.chat_postMessage(channel=where, text="topic"))["ts"]
    await world.client.chat_postMessage(channel=where, text="reply", thread_ts=parent)
    for each in (alone, parent):
        await world.client.chat_delete(channel=where, ts=each)
    assert await world.person("Amira").see("general") == ["This message was deleted."]


async def test_a_permalink_leads_to_a_message_that_is_there(world: World) -> None:
    where = world.general.id
    ts = (await world.client.chat_postMessage(channel=where, text="topic"))["ts"]
    found = await world.client.chat_getPermalink(channel=where, message_ts=ts)
    assert found["permalink"].endswith(f"/archives/{where}/p{ts.replace('.', '')}")
    args = {"channel": where, "message_ts": "1.000000"}
    assert await error_of(world, "chat.getPermalink", **args) == "message_not_found"


async def test_what_was_chosen_in_a_message_stays_when_it_is_updated(world: World) -> None:
    """slack.md 3.1: state is kept by block_id and action_id, so a new block_id starts afresh"""
    where = world.general.id
    blocks = [section("pick"), actions(radio("Yes", "No"), button("Done"), block_id="same")]
    ts = (await world.client.chat_postMessage(channel=where, text="x", blocks=blocks))["ts"]
    amira = world.person("Amira")
    await amira.choose("pick", "No", channel="general")
    await world.client.chat_update(channel=where, ts=ts, text="x", blocks=blocks)
    assert "(•) No" in (await amira.see("general"))[0]
    assert "(•)" not in (await world.person("Ben").see("general"))[0]
    fresh = [section("pick"), actions(radio("Yes", "No"), button("Done"), block_id="fresh")]
    await world.client.chat_update(channel=where, ts=ts, text="x", blocks=fresh)
    assert "(•)" not in (await amira.see("general"))[0]
