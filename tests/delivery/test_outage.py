"""When nothing gets through at all, the lane waits as one: little is tried, and all goes out after."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.delivery.lease import elapsed
from bot.domain.delivery import DirectMessage, Message, State
from bot.playground.faults import Faults, Kind
from storage.delivery import LaneStore, Trouble
from tests.delivery.conftest import Lane

PEOPLE = [f"U{number}" for number in range(2, 14)]


async def plan_many(lane: Lane) -> None:
    for each in PEOPLE:
        lane.slack.add_user(f"Dr {each}", id=each)
    await lane.plan(*(DirectMessage(each, each, Message("hello")) for each in PEOPLE))


async def trouble(lane: Lane) -> Trouble | None:
    async with lane.database.reading() as session:
        return await LaneStore(session, lane.workspace_id).trouble()


async def over(lane: Lane) -> None:
    """The time to try again has come."""
    lane.sender.outage._until = elapsed()
    await lane.settled()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda faults: setattr(faults, "down", "error"), "Slack does not answer as it should"),
        (lambda faults: setattr(faults, "down", "drop"), "Slack does not answer as it should"),
        (
            lambda faults: faults.add(Kind.ERROR, "chat.*", error="token_revoked", times=-1),
            "Peerbot’s token was revoked: install the app again and set SLACK_BOT_TOKEN.",
        ),
    ],
)
async def test_everything_waits_and_then_goes_out(
    lane: Lane, spoil: Callable[[Faults], object], words: str
) -> None:
    spoil(lane.slack.faults)
    await plan_many(lane)
    pause = await lane.sender.drain()
    held_up = await trouble(lane)
    assert held_up is not None
    assert held_up.words == words
    assert held_up.since == lane.slack.clock.now().replace(
        microsecond=held_up.since.microsecond
    ) or (lane.slack.clock.now() - held_up.since < timedelta(seconds=5))
    assert pause is None or pause > 0
    calls = len(lane.slack.calls())
    await lane.sender.drain()
    assert len(lane.slack.calls()) == calls  # not hammered
    states = {await lane.state(each) for each in PEOPLE}
    assert states <= {State.DUE, State.SENDING}
    lane.slack.faults.clear()
    for _ in range(3):
        await over(lane)
    assert sorted(lane.direct()) == ["hello"] * len(PEOPLE)
    assert await trouble(lane) is None


async def test_another_process_does_not_begin_by_trying_all_of_it(lane: Lane) -> None:
    lane.slack.faults.add(Kind.ERROR, "chat.*", error="token_revoked", times=-1)
    await plan_many(lane)
    await lane.sender.drain()
    calls = len(lane.slack.calls())
    await lane.another_sender().drain()
    assert len(lane.slack.calls()) == calls


async def test_one_lost_answer_says_nothing_of_the_next_message(lane: Lane) -> None:
    lane.slack.faults.add(Kind.DROP, "chat.postMessage", accept=True)
    await plan_many(lane)
    await asyncio.wait_for(lane.sender.drain(), 20)
    await lane.settled()
    assert sorted(lane.direct()) == ["hello"] * len(PEOPLE)
    assert await trouble(lane) is None


async def test_a_look_up_without_a_token_settles_nothing(lane: Lane) -> None:
    lane.slack.faults.add(Kind.DROP, "chat.postMessage", accept=True)
    await lane.plan(DirectMessage("m", "U1", Message("hello")))
    lane.slack.faults.add(Kind.ERROR, "conversations.*", error="token_revoked")
    await lane.sender.drain()
    assert await lane.state("m") is State.SENDING  # not held: nobody can look there now
    await over(lane)
    assert lane.direct() == ["hello"]
    assert await lane.state("m") is State.SENT
