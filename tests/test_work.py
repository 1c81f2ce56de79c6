"""Background work is done at least once, by one worker at a time, and what breaks off is tried again."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Conflict
from bot.work import BACK_OFF, Worker, WorkHandler
from storage import work as store
from storage.database import Database
from storage.people import ensure_workspace
from storage.work import Listed, WorkStore
from tests.support.acting import end_leases
from tests.support.pulse import SetClock

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


class House:
    """One workspace whose work is written down as it is done."""

    def __init__(self, database: Database, workspace_id: int) -> None:
        self.database = database
        self.workspace_id = workspace_id
        self.clock = SetClock(NOW)
        self.done: list[str] = []
        self.again: datetime | None = None
        self.fails = False
        self.meanwhile: asyncio.Event | None = None

    @property
    def work(self) -> Mapping[str, WorkHandler]:
        return {"sweep": self.sweep}

    async def sweep(self, subject: str, _now: datetime) -> datetime | None:
        if self.meanwhile is not None:
            await self.meanwhile.wait()
        if self.fails:
            raise Conflict("The broom is broken: mend it first.")
        self.done.append(subject)
        return self.again

    def worker(self) -> Worker:
        async def mine(_workspace_id: int) -> "House":
            return self

        return Worker(self.database, self.clock, mine)

    async def plan(self, subject: str, **later: float) -> None:
        async with self.database.transaction() as session:
            due = self.clock.now() + timedelta(**later)
            await WorkStore(session, self.workspace_id).plan("sweep", subject, due)

    async def listed(self) -> list[Listed]:
        async with self.database.reading() as session:
            return list(await WorkStore(session, self.workspace_id).listed())


@pytest.fixture
async def house(database: Database) -> House:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
    return House(database, workspace.id)


async def test_what_is_due_is_done_and_the_rest_waits(house: House) -> None:
    await house.plan("kitchen")
    await house.plan("hall", minutes=5)
    await house.worker().drain()
    assert house.done == ["kitchen"]
    assert [each.subject for each in await house.listed()] == ["hall"]


async def test_several_who_ask_get_it_once_at_the_earliest_time(house: House) -> None:
    await house.plan("hall", minutes=5)
    await house.plan("hall")
    await house.plan("hall", minutes=9)
    await house.worker().drain()
    assert house.done == ["hall"]
    assert await house.listed() == []


async def test_what_is_to_be_done_again_comes_again(house: House) -> None:
    house.again = NOW + timedelta(seconds=10)
    await house.plan("hall")
    await house.worker().drain()
    await house.worker().drain()
    assert house.done == ["hall"]
    house.clock.moment, house.again = house.again, None
    await house.worker().drain()
    assert house.done == ["hall", "hall"]
    assert await house.listed() == []


async def test_what_breaks_off_is_tried_again_later_and_shows_why(house: House) -> None:
    house.fails = True
    await house.plan("hall")
    await house.plan("kitchen", seconds=1)
    for pause in BACK_OFF:
        await house.worker().drain()
        (stuck, *_) = [each for each in await house.listed() if each.subject == "hall"]
        assert stuck.due_at == house.clock.moment + pause
        house.clock.moment += pause
    assert stuck.failures == len(BACK_OFF)
    assert stuck.reason == "The broom is broken: mend it first."
    house.fails = False
    await house.worker().drain()
    assert sorted(house.done) == ["hall", "kitchen"]
    assert await house.listed() == []


async def test_several_workers_do_each_piece_once(house: House) -> None:
    for number in range(12):
        await house.plan(str(number))
    await asyncio.gather(*(house.worker().drain() for _ in range(3)))
    assert sorted(house.done, key=int) == [str(number) for number in range(12)]


async def test_what_a_dead_worker_left_is_taken_up_when_its_lease_is_over(house: House) -> None:
    await house.plan("hall")
    async with house.database.transaction() as session:
        assert await store.take(session, NOW, LEASE) is not None
    await house.worker().drain()
    assert house.done == []
    await end_leases(house.database)
    await house.worker().drain()
    assert house.done == ["hall"]


async def test_one_that_was_away_cannot_finish_what_another_has_taken_on(house: House) -> None:
    await house.plan("hall")
    async with house.database.transaction() as session:
        old = await store.take(session, NOW, LEASE)
    await end_leases(house.database)
    async with house.database.transaction() as session:
        new = await store.take(session, NOW, LEASE)
        assert old is not None
        assert new is not None
        await store.done(session, old)
        assert not await store.renew(session, old, LEASE)
    assert [each.subject for each in await house.listed()] == ["hall"]
    async with house.database.transaction() as session:
        await store.done(session, new)
    assert await house.listed() == []


async def test_what_is_asked_for_while_it_is_being_done_is_done_once_more(house: House) -> None:
    house.meanwhile = asyncio.Event()
    await house.plan("hall")
    doing = asyncio.create_task(house.worker().drain())
    while (await house.listed())[0].state is not store.State.DOING:
        await asyncio.sleep(0)
    await house.plan("hall")
    house.meanwhile.set()
    await doing
    assert house.done == ["hall", "hall"]
    assert await house.listed() == []
