"""Each planned message arrives once, whatever Slack and the network do meanwhile."""

from datetime import timedelta

import pytest

from bot.blocks.kit import picture_here
from bot.domain.delivery import DirectMessage, Message, Picture, Post, Reply, State, Update
from bot.playground.faults import Kind
from storage.delivery import DeliveryStore, LaneStore
from tests.delivery.conftest import PNG, Lane, post


async def test_messages_arrive_in_the_order_in_which_they_were_planned(lane: Lane) -> None:
    await lane.plan(*(post(lane, f"m{number}", f"message {number}") for number in range(5)))
    await lane.sender.drain()
    assert lane.texts() == [f"message {number}" for number in range(5)]
    assert await lane.state("m0") is State.SENT


async def test_the_same_key_is_planned_once(lane: Lane) -> None:
    await lane.plan(post(lane, "once", "first"))
    await lane.plan(post(lane, "once", "second"))
    await lane.sender.drain()
    assert lane.texts() == ["first"]


async def test_a_reply_waits_for_its_thread_and_an_update_for_its_message(lane: Lane) -> None:
    lane.slack.faults.add(Kind.RATE_LIMITED, "chat.postMessage", retry_after=0)
    top = post(lane, "top", "the top")
    live = Update("live", "top", Message("12 of 40"))
    await lane.plan(top, live, Reply("reply", "top", Message("a reply")))
    await lane.sender.drain()
    assert lane.texts() == ["12 of 40", "a reply"]


async def test_of_several_updates_only_the_newest_is_sent(lane: Lane) -> None:
    await lane.plan(post(lane, "top", "0 of 40"))
    await lane.sender.drain()
    for number in range(1, 20):
        await lane.plan(Update("live", "top", Message(f"{number} of 40")))
    await lane.sender.drain()
    assert lane.texts() == ["19 of 40"]
    assert len(lane.slack.calls("chat.update")) == 1


async def test_an_update_soon_after_another_waits_a_moment(lane: Lane) -> None:
    await lane.plan(post(lane, "top", "0"), Update("live", "top", Message("1")))
    await lane.sender.drain()
    await lane.plan(Update("live", "top", Message("2")))
    await lane.sender.drain()
    assert lane.texts() == ["1"]
    lane.slack.clock.advance(timedelta(seconds=4))
    await lane.sender.drain()
    assert lane.texts() == ["2"]


async def test_a_picture_is_uploaded_and_put_in_its_place(lane: Lane) -> None:
    message = Message("dots", (picture_here("Ten dots"),), (Picture({"kind": "dots"}, "Ten dots"),))
    await lane.plan(Post("picture", lane.channel, message))
    await lane.sender.drain()
    sent = lane.slack.workspace().channels[lane.channel].messages.popitem()[1]
    file_id = sent.blocks[0]["slack_file"]["id"]
    assert lane.slack.workspace().files[file_id].content == PNG


async def test_a_picture_that_slack_is_still_taking_in_is_waited_for(lane: Lane) -> None:
    """slack.md 4.5: right after the upload the file is not ready."""
    lane.slack.file_processing = timedelta(seconds=0.4)
    message = Message("dots", (picture_here("Ten dots"),), (Picture({}, "Ten dots"),))
    await lane.plan(Post("picture", lane.channel, message))
    await lane.sender.drain()
    assert lane.texts() == ["dots"]


async def test_a_picture_that_cannot_be_drawn_becomes_its_words(lane: Lane) -> None:
    message = Message("dots", (picture_here("Ten dots"),), (Picture({"broken": True}, "Ten dots"),))
    await lane.plan(Post("picture", lane.channel, message))
    await lane.sender.drain()
    assert "Ten dots" in str(
        lane.slack.workspace().channels[lane.channel].messages.popitem()[1].blocks
    )


async def test_what_slack_refuses_is_kept_with_a_reason_in_words(lane: Lane) -> None:
    away = lane.slack.add_channel("elsewhere", private=True, with_app=False).id
    await lane.plan(Post("lost", away, Message("hello")), post(lane, "fine", "hello"))
    await lane.sender.drain()
    assert await lane.state("lost") is State.FAILED
    assert "never invited" in str(await lane.reasons())
    assert lane.texts() == ["hello"]


async def test_a_reply_to_what_could_not_be_sent_waits_for_it(lane: Lane) -> None:
    away = lane.slack.add_channel("elsewhere", private=True, with_app=False).id
    await lane.plan(Post("top", away, Message("hello")), Reply("reply", "top", Message("a reply")))
    await lane.sender.drain()
    assert await lane.state("reply") is State.DUE


async def test_a_reply_to_what_was_given_up_is_given_up(lane: Lane) -> None:
    await lane.plan(post(lane, "top", "hello"), Reply("reply", "top", Message("a reply")))
    async with lane.database.transaction() as session:
        await DeliveryStore(session, lane.workspace_id).withdraw(["top"])
    await lane.sender.drain()
    assert await lane.state("reply") is State.LAPSED


async def test_too_many_requests_are_waited_out_and_nothing_is_lost(lane: Lane) -> None:
    lane.slack.faults.add(Kind.RATE_LIMITED, "chat.postMessage", times=2, retry_after=0)
    await lane.plan(post(lane, "m", "hello"))
    for _ in range(3):
        await lane.sender.drain()
    assert lane.texts() == ["hello"]


async def test_a_direct_message_whose_answer_was_lost_is_not_sent_twice(lane: Lane) -> None:
    lane.slack.faults.add(Kind.DROP, "chat.postMessage", accept=True)
    await lane.plan(DirectMessage("dm", "U1", Message("hello")))
    await lane.sender.drain()
    assert lane.direct() == ["hello"]
    assert await lane.state("dm") is State.SENT


async def test_a_direct_message_that_was_lost_on_its_way_is_sent_again(lane: Lane) -> None:
    lane.slack.faults.add(Kind.DROP, "chat.postMessage", accept=False)
    await lane.plan(DirectMessage("dm", "U1", Message("hello")))
    await lane.sender.drain()
    assert lane.direct() == ["hello"]
    looked = [each.method for each in lane.slack.calls()]
    assert looked.index("conversations.history") < len(looked) - 1  # first looked up, then sent


async def test_a_post_of_unknown_outcome_is_held_where_history_may_not_be_read(lane: Lane) -> None:
    installation = lane.slack.workspace().installation
    assert installation is not None
    installation.scopes = frozenset({"chat:write"})
    lane.slack.faults.add(Kind.HANG, "chat.postMessage", accept=True, seconds=2)
    await lane.plan(post(lane, "m", "hello"))
    for _ in range(2):
        await lane.sender.drain()
    assert lane.texts() == ["hello"]
    assert await lane.state("m") is State.HELD


async def test_an_update_of_unknown_outcome_is_repeated(lane: Lane) -> None:
    await lane.plan(post(lane, "top", "0"))
    await lane.sender.drain()
    lane.slack.faults.add(Kind.SERVER_ERROR, "chat.update")
    await lane.plan(Update("live", "top", Message("1")))
    await lane.sender.drain()
    lane.slack.clock.advance(timedelta(seconds=6))
    await lane.sender.drain()
    assert lane.texts() == ["1"]


@pytest.mark.parametrize("accept", [True, False])
async def test_a_picture_whose_upload_was_lost_is_uploaded_again(lane: Lane, accept: bool) -> None:
    lane.slack.faults.add(Kind.DROP, "files.completeUploadExternal", accept=accept)
    message = Message("dots", (picture_here("Ten dots"),), (Picture({}, "Ten dots"),))
    await lane.plan(Post("picture", lane.channel, message))
    await lane.sender.drain()
    assert await lane.state("picture") is State.DUE  # it was never tried, so nothing is in doubt
    lane.sender.pacing.forget()
    await lane.sender.drain()
    assert lane.texts() == ["dots"]


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_a_dead_process_was_sending_is_settled_by_the_next(
    lane: Lane, arrived: bool
) -> None:
    await lane.plan(DirectMessage("dm", "U1", Message("hello")))
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        (head,) = await store.heads(lane.slack.clock.now(), [])
        (claim,) = await store.claim([head], lane.slack.clock.now(), timedelta())
    if arrived:
        metadata = {
            "event_type": "peerbot_delivery",
            "event_payload": {"delivery": str(claim.delivery.id)},
        }
        await lane.sender.api.call(
            "chat.postMessage", channel="U1", text="hello", metadata=metadata
        )
    await lane.sender.drain()
    assert lane.direct() == ["hello"]


async def test_replies_count_among_the_messages_of_their_channel(lane: Lane) -> None:
    lane.sender.pacing.a_channel = 30.0
    await lane.plan(post(lane, "top", "top"), Reply("reply", "top", Message("a reply")))
    await lane.sender.drain()
    assert lane.texts() == ["top"]


async def test_one_channel_gets_at_most_one_message_a_second(lane: Lane) -> None:
    """slack.md 4.2; another channel need not wait for it."""
    other = lane.slack.add_channel("north", members=["U1"]).id
    lane.sender.pacing.a_channel = 30.0
    await lane.plan(post(lane, "a", "a"), post(lane, "b", "b"), Post("c", other, Message("c")))
    pause = await lane.sender.drain()
    assert (lane.texts(), lane.texts(other)) == (["a"], ["c"])
    assert pause is not None
    assert 20 < pause <= 30
