"""A claim is committed before the call, and when it is over not a byte goes out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select

from bot.delivery.lease import Lease, LeaseOver, Patience, elapsed
from bot.delivery.slack_api import SlackApi
from bot.domain.delivery import DirectMessage, Message, Place, State, Update
from bot.playground.faults import Kind
from storage.delivery import LaneStore
from storage.schema.delivery import DeliveryRow
from tests.delivery.conftest import Lane, post


@asynccontextmanager
async def ear() -> AsyncIterator[tuple[str, bytearray]]:
    """A server that only listens: its address, and what it has heard."""
    heard = bytearray()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(4096):
            heard.extend(data)
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/", heard


async def test_nothing_is_put_on_the_wire_when_the_lease_is_over() -> None:
    """As in a process that was frozen between its claim and its call."""
    async with ear() as (address, heard), httpx.AsyncClient() as http:
        api = SlackApi(http, address, "xoxb-1", timeout=1.0)
        with pytest.raises(LeaseOver):
            await api.call("chat.postMessage", lease=Lease(elapsed() - 0.001), text="hello")
        await asyncio.sleep(0.05)
        assert bytes(heard) == b""


async def test_the_body_is_held_back_if_the_lease_ends_between_headers_and_body() -> None:
    class EndsAfterTheHeaders(Lease):
        async def trace(self, event: str, info: object) -> None:
            if event.endswith("send_request_body.started"):
                raise LeaseOver

    async with ear() as (address, heard), httpx.AsyncClient() as http:
        api = SlackApi(http, address, "xoxb-1", timeout=1.0)
        with pytest.raises(LeaseOver):
            await api.call("chat.postMessage", lease=EndsAfterTheHeaders(0.0), text="hello")
        await asyncio.sleep(0.05)
        assert b"hello" not in heard


async def test_a_message_whose_lease_is_over_is_not_lost(lane: Lane) -> None:
    late = lane.another_sender(Patience(hold=-1.0))
    await lane.plan(post(lane, "m", "hello"))
    await asyncio.wait({asyncio.create_task(late.drain())}, timeout=0.3)
    late.stopping = True
    assert lane.texts() == []
    await lane.sender.drain()
    assert lane.texts() == ["hello"]


async def test_the_claim_is_committed_before_slack_hears_of_it(lane: Lane) -> None:
    lane.slack.faults.add(Kind.HANG, "chat.postMessage", accept=True, seconds=0.3)
    await lane.plan(DirectMessage("m", "U1", Message("hello")))
    sending = asyncio.create_task(lane.sender.drain())
    async with asyncio.timeout(5):
        while not lane.direct():
            await asyncio.sleep(0.005)
    row = await lane.row("m")
    assert (row.state, row.attempt) == (State.SENDING, 1)
    assert row.lease_ends is not None
    await sending


async def test_an_older_attempt_cannot_write_back(lane: Lane) -> None:
    await lane.plan(post(lane, "m", "hello"))
    now = lane.slack.clock.now()
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        (claim,) = await store.claim(await store.heads(now, []), now, lane.sender.patience.lease)
    await lane.settled()  # another finds that it is not there, and sends it
    assert lane.texts() == ["hello"]
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        await store.again(claim.delivery)
        assert not await store.end(claim.delivery, State.FAILED, "too late")
    assert await lane.state("m") is State.SENT


async def test_the_truth_counts_even_when_it_comes_late(lane: Lane) -> None:
    """Its answer arrives when others thought it lost, and nobody has tried again yet."""
    await lane.plan(post(lane, "m", "hello"))
    now = lane.slack.clock.now()
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        (claim,) = await store.claim(await store.heads(now, []), now, lane.sender.patience.lease)
        await store.again(claim.delivery)
        await store.sent([(claim.delivery, Place(lane.channel, "1.1"))], now)
    await lane.sender.drain()
    assert lane.texts() == []
    assert await lane.state("m") is State.SENT


async def test_what_is_planned_anew_on_its_way_is_sent_after_it(lane: Lane) -> None:
    await lane.plan(post(lane, "top", "0"))
    await lane.sender.drain()
    await lane.plan(Update("live", "top", Message("1")))
    now = lane.slack.clock.now()
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        (claim,) = await store.claim(await store.heads(now, []), now, lane.sender.patience.lease)
    await lane.plan(Update("live", "top", Message("2")))
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        await store.sent([(claim.delivery, Place(lane.channel, "1.1"))], now)
    assert await lane.state("live") is State.DUE
    await lane.sender.drain()
    assert lane.texts() == ["2"]


async def test_a_claim_taken_twice_is_given_once(lane: Lane) -> None:
    await lane.plan(post(lane, "m", "hello"))
    now = lane.slack.clock.now()
    async with lane.database.reading() as session:
        heads = await LaneStore(session, lane.workspace_id).heads(now, [])

    async def claim() -> int:
        async with lane.database.transaction() as session:
            store = LaneStore(session, lane.workspace_id)
            return len(await store.claim(heads, now, lane.sender.patience.lease))

    assert sorted(await asyncio.gather(*(claim() for _ in range(3)))) == [0, 0, 1]
    async with lane.database.reading() as session:
        assert (await session.scalars(select(DeliveryRow.attempt))).one() == 1


def test_the_times_add_up() -> None:
    patience = replace(Patience(), hold=1.0, timeout=2.0, settle=3.0)
    assert patience.lease.total_seconds() == 6.0
