"""Services are kept, but what the command line changes beside a running bot is noticed soon."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import SystemClock
from bot.errors import Conflict, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.factory import FRESH, Factory, NoCharts, Services
from bot.services.pulse.ballot_box import BallotBox, Cast, Outcome
from storage.database import Database


@dataclass
class Watch:
    """A monotonic clock that one can set."""

    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Bot:
    """A running bot's factory, with its workspace's services as they were at the start."""

    factory: Factory
    watch: Watch
    services: Services

    async def now(self) -> Services:
        return await self.factory.for_workspace(self.services.workspace.id)


def factory_on(database: Database, watch: Watch) -> Factory:
    secrets = parse_secrets(make_key())
    return Factory(database, SystemClock(), secrets, NoCharts(), monotonic=watch)


@pytest.fixture
async def bot(database: Database) -> Bot:
    watch = Watch()
    factory = factory_on(database, watch)
    return Bot(factory, watch, await factory.for_team("T0WOLD"))


@pytest.fixture
def looks(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each time that the database is read."""
    seen: list[None] = []
    reading = database.reading

    @asynccontextmanager
    async def watched() -> AsyncIterator[AsyncSession]:
        seen.append(None)
        async with reading() as session:
            yield session

    monkeypatch.setattr(database, "reading", watched)
    return seen


async def rename(bot: Bot, name: str) -> None:
    """As ``peerbot body --name`` does it, in another process."""
    elsewhere = factory_on(bot.factory.database, Watch())
    services = await elsewhere.for_workspace(bot.services.workspace.id)
    await services.body.set("command line", name=name)


async def test_a_new_name_is_noticed_within_seconds(bot: Bot) -> None:
    before = (await bot.now()).workspace.body_name
    await rename(bot, "Wold Valley PCN")
    assert (await bot.now()).workspace.body_name == before
    bot.watch.seconds += FRESH
    assert (await bot.now()).workspace.body_name == "Wold Valley PCN"
    assert await bot.factory.for_team("T0WOLD") is await bot.now()


async def test_while_it_is_fresh_nothing_is_asked(bot: Bot, looks: list[None]) -> None:
    for _ in range(50):
        await bot.now()
    assert len(looks) <= 1
    bot.watch.seconds += FRESH - 0.1
    looks.clear()
    await bot.now()
    assert looks == []
    bot.watch.seconds += 0.1
    await asyncio.gather(*(bot.now() for _ in range(50)))
    assert len(looks) == 1


async def test_where_nothing_has_changed_the_same_services_stay(bot: Bot) -> None:
    bot.watch.seconds += FRESH
    assert await bot.now() is bot.services


async def test_an_unknown_workspace_is_not_found(bot: Bot) -> None:
    with pytest.raises(NotFound):
        await bot.factory.for_workspace(bot.services.workspace.id + 1)


async def test_stopping_waits_for_the_ballots_of_services_that_were_replaced(bot: Bot) -> None:
    open_ = asyncio.Event()
    written: list[str] = []

    async def write(casts: Sequence[Cast]) -> list[Outcome]:
        await open_.wait()
        written.extend(each.user for each in casts)
        return [Conflict(each.user) for each in casts]

    bot.services.pulse.answering.box = BallotBox(write)
    put = asyncio.create_task(bot.services.pulse.answering.box.put(Cast(1, "U1", {})))
    await asyncio.sleep(0)
    await rename(bot, "Wold Valley PCN")
    bot.watch.seconds += FRESH
    assert await bot.now() is not bot.services
    stopping = asyncio.create_task(bot.factory.drained())
    await asyncio.sleep(0)
    assert not stopping.done()
    open_.set()
    await stopping
    assert written == ["U1"]
    with pytest.raises(Conflict):
        await put
