"""The ledger of deliveries, and running lean: for many thousands of messages."""

from typing import Any

import httpx
import pytest

from bot.playground.slack import LAST_FEW
from tests.playground.conftest import World


def delivery(number: int) -> dict[str, Any]:
    return {"event_type": "peerbot_delivery", "event_payload": {"delivery": str(number)}}


async def test_the_ledger_has_what_carries_a_delivery_id_as_it_arrived(world: World) -> None:
    first = (await world.post(metadata=delivery(12))).json()
    await world.post()
    await world.post(metadata={"event_type": "other", "event_payload": {"ref": "1"}})
    ben = (await world.post(world.id("Ben"), metadata=delivery(3))).json()
    again = (await world.post(metadata=delivery(12))).json()
    messages = (await world.http.get(f"{world.url}/sim/ledger")).json()["messages"]
    assert messages == [
        ["12", world.general.id, first["ts"], False],
        ["3", ben["channel"], ben["ts"], False],
        ["12", world.general.id, again["ts"], False],
    ]
    assert [list(each) for each in world.slack.ledger] == messages
    later = await world.http.get(f"{world.url}/sim/ledger?after=2")
    assert later.json()["messages"] == messages[2:]
    assert (await world.http.get(f"{world.url}/sim/ledger?after=x")).status_code == 400


async def test_ephemeral_messages_are_marked_in_the_ledger(world: World) -> None:
    shown = await world.api(
        "chat.postEphemeral",
        channel=world.general.id,
        user=world.id("Amira"),
        text="for you",
        metadata=delivery(4),
    )
    assert world.slack.ledger == [("4", world.general.id, shown["message_ts"], True)]
    assert world.general.messages[shown["message_ts"]].metadata is None


async def test_what_is_deleted_or_updated_stays_as_it_arrived(world: World) -> None:
    posted = (await world.post(metadata=delivery(5))).json()
    at = {"channel": posted["channel"], "ts": posted["ts"]}
    await world.api("chat.update", **at, text="new", metadata=delivery(6))
    await world.api("chat.delete", **at)
    assert [id for id, *_ in world.slack.ledger] == ["5"]


async def test_calls_are_counted_by_method_and_outcome(world: World) -> None:
    await world.post()
    await world.post("C0NOWHERE")
    await world.api("auth.test")
    world.slack.faults.add("drop", "chat.postMessage")
    with pytest.raises(httpx.TransportError):
        await world.post()
    assert world.slack.call_counts == {
        ("chat.postMessage", 0, "drop"): 1,
        ("chat.postMessage", 200, ""): 1,
        ("chat.postMessage", 200, "channel_not_found"): 1,
        ("auth.test", 200, ""): 1,
    }
    counts = (await world.http.get(f"{world.url}/sim/calls?method=auth.test")).json()["counts"]
    assert counts == [{"method": "auth.test", "status": 200, "error": "", "count": 1}]


async def test_running_lean_keeps_the_last_few_calls_and_all_messages(world: World) -> None:
    world.slack.lean = True
    for number in range(2 * LAST_FEW):
        await world.post(text=str(number))
    assert world.slack.call_counts["chat.postMessage", 200, ""] == 2 * LAST_FEW
    assert len(world.slack.journal) == LAST_FEW
    assert world.slack.journal[-1].args["text"] == str(2 * LAST_FEW - 1)
    assert len(world.general.messages) == 2 * LAST_FEW


async def test_deliveries_are_counted_by_kind_and_outcome(world: World) -> None:
    world.slack.lean = True
    for _ in range(2 * LAST_FEW):
        await world.slack.courier.deliver("event_callback", {"event": {"type": "app_mention"}})
    assert world.slack.delivery_counts == {("event_callback", "ok"): 2 * LAST_FEW}
    assert len(world.slack.deliveries) == LAST_FEW
