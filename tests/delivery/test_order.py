"""In one channel nothing overtakes, whatever happens to the message before it."""

import asyncio
from collections.abc import Callable

import pytest

from bot.delivery.lease import Patience
from bot.domain.delivery import State
from bot.playground.faults import Kind
from tests.delivery.conftest import Lane, post

THREE = ["first", "second", "third"]


async def plan_three(lane: Lane) -> None:
    await lane.plan(*(post(lane, each, each) for each in THREE))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda faults: faults.add(Kind.RATE_LIMITED, "chat.postMessage", retry_after=0, times=2),
        lambda faults: faults.add(Kind.SERVER_ERROR, "chat.postMessage"),
        lambda faults: faults.add(Kind.SERVER_ERROR, "chat.postMessage", accept=True),
        lambda faults: faults.add(Kind.DROP, "chat.postMessage", after=1, accept=False),
        lambda faults: faults.add(Kind.DROP, "chat.postMessage", after=1, accept=True),
        lambda faults: faults.add(Kind.ERROR, "chat.postMessage", error="fatal_error"),
    ],
)
async def test_what_goes_wrong_with_one_keeps_those_after_it_waiting(
    lane: Lane, spoil: Callable[[object], object]
) -> None:
    installation = lane.slack.workspace().installation
    assert installation is not None
    installation.scopes |= {"channels:history"}
    spoil(lane.slack.faults)
    await plan_three(lane)
    for _ in range(3):
        await lane.settled()
    assert lane.texts() == THREE


async def test_nothing_goes_to_a_channel_in_which_something_is_in_doubt(lane: Lane) -> None:
    lane.sender.patience = Patience(settle=60.0)
    lane.slack.faults.add(Kind.DROP, "chat.postMessage")
    await plan_three(lane)
    other = lane.slack.add_channel("north", members=["U1"]).id
    await lane.plan(post(lane, "elsewhere", "elsewhere", channel=other))
    await lane.sender.drain()
    assert lane.texts() == []
    assert lane.texts(other) == ["elsewhere"]
    assert await lane.state("first") is State.SENDING


async def test_two_processes_at_once_send_each_once_and_in_order(lane: Lane) -> None:
    await lane.plan(*(post(lane, f"m{number}", f"{number}") for number in range(12)))
    senders = [lane.sender, *(lane.another_sender() for _ in range(2))]
    await asyncio.gather(*(each.drain() for each in senders))
    for each in senders:
        await each.drain()
    assert lane.texts() == [str(number) for number in range(12)]
