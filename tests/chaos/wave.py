"""A wave under fire: planned once, sent by processes that are killed and frozen, counted in Slack."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.delivery import UNFINISHED, DirectMessage, Message, Outgoing, Post, State, Wave
from bot.secrets import make_key
from storage.database import Database, upgrade
from storage.delivery import DeliveryStore
from storage.people import ensure_workspace
from storage.schema.delivery import DeliveryRow
from tests.chaos.harm import Harm, Replica, Stopwatch
from tests.chaos.servers import LocalSlack
from tests.load.servers.slack import TEAM, channel, member

REAL, NAIVE = "tests.chaos.replica", "tests.chaos.naive"
A_MINUTE = "6000"  # messages: fast enough that harm is done while they are on their way


@dataclass(frozen=True, slots=True)
class Size:
    messages: int  # half of them to channels, half to people
    channels: int
    seconds: float  # until it counts as stuck


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is in Slack, beside what was planned."""

    messages: int
    lost: int
    doubled: int
    out_of_order: int
    states: Mapping[str, int]
    harm: Mapping[str, int]
    seconds: float
    starts: int

    def __str__(self) -> str:
        return (
            f"{self.messages} messages, {self.lost} lost, {self.doubled} doubled, "
            f"{self.out_of_order} out of order, {dict(self.states)} after {self.seconds:.0f} s; "
            f"{dict(self.harm)}, {self.starts} starts"
        )


def messages(size: Size) -> list[Outgoing]:
    """By turns one for a channel and one for a person; of a channel's, the order can be seen."""
    planned: list[Outgoing] = []
    for number in range(size.messages // 2):
        words = Message(f"message {number}")
        planned.append(Post(f"post:{number}", channel(number % size.channels), words))
        planned.append(DirectMessage(f"direct:{number}", member(number), words))
    return planned


async def plan(database: Database, size: Size) -> None:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, TEAM, "", now)
        store = DeliveryStore(session, workspace.id)
        await store.plan(*messages(size), now=now, wave=Wave("chaos", "Chaos", member(0)))


async def run_wave(
    database_url: str,
    slack: LocalSlack,
    size: Size,
    harm: Harm,
    *,
    replicas: int,
    module: str = REAL,
    folder: Path,
) -> Outcome:
    """Plan, let them send under harm, and count. Slack misbehaves all the while."""
    watch = Stopwatch()
    database = Database(database_url)
    await upgrade(database)
    await plan(database, size)
    await slack.misbehave(harm.rng.randrange(1 << 30))
    async with crowd(database_url, slack, replicas, module, folder) as crew:
        hurting = asyncio.create_task(harm.do(crew))
        states = await finished(database, size.seconds, hurting)
    await slack.behave()
    outcome = await count(database, slack, states, harm, watch.seconds, crew)
    await database.dispose()
    return outcome


@asynccontextmanager
async def crowd(
    database_url: str, slack: LocalSlack, number: int, module: str, folder: Path
) -> AsyncIterator[list[Replica]]:
    """So many processes, each started again whenever it ends."""
    environment = {
        **slack.environment,
        "DATABASE_URL": database_url,
        "PEERBOT_SECRET_KEY": make_key(),
        "MESSAGES_PER_MINUTE": A_MINUTE,
        "LOG_LEVEL": "WARNING",
    }
    crew = [Replica(f"replica{n}", module, environment, folder) for n in range(number)]
    async with AsyncExitStack() as stack:
        keepers = [asyncio.create_task(each.kept_alive()) for each in crew]
        stack.push_async_callback(_stop, crew, keepers)
        yield crew


async def _stop(crew: Sequence[Replica], keepers: Sequence["asyncio.Task[None]"]) -> None:
    for keeper in keepers:
        keeper.cancel()
    await asyncio.gather(*keepers, return_exceptions=True)
    for each in crew:
        await each.stop()


async def finished(
    database: Database, seconds: float, hurting: "asyncio.Task[None]"
) -> dict[str, int]:
    """Wait until nothing is left to send and all harm is done, or the time is up."""
    watch = Stopwatch()
    states: dict[str, int] = {}
    while watch.seconds < seconds:
        await asyncio.sleep(0.5)
        try:
            states = await by_state(database)
        except (SQLAlchemyError, OSError):
            continue  # the database is being restarted
        if hurting.done() and not any(states.get(each) for each in UNFINISHED):
            break
    hurting.cancel()
    await asyncio.gather(hurting, return_exceptions=True)
    return states


async def by_state(database: Database) -> dict[str, int]:
    async with database.reading() as session:
        rows = await session.execute(
            select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
        )
        return {row[0]: row[1] for row in rows.all()}


async def count(
    database: Database,
    slack: LocalSlack,
    states: Mapping[str, int],
    harm: Harm,
    seconds: float,
    crew: Sequence[Replica],
) -> Outcome:
    async with database.reading() as session:
        planned = set((await session.scalars(select(DeliveryRow.id))).all())
    ledger = await slack.ledger()
    seen = Counter(id_ for id_, _, _ in ledger)
    return Outcome(
        messages=len(planned),
        lost=sum(id_ not in seen for id_ in planned),
        doubled=sum(number - 1 for number in seen.values()),
        out_of_order=out_of_order(ledger),
        states=states,
        harm=Counter(harm.done),
        seconds=seconds,
        starts=sum(each.starts for each in crew),
    )


def out_of_order(ledger: Sequence[tuple[int, str, str]]) -> int:
    """How often a message in a channel came after one that was planned later."""
    latest: dict[str, int] = defaultdict(int)
    wrong = 0
    for id_, place, _ in ledger:
        wrong += id_ < latest[place]
        latest[place] = max(latest[place], id_)
    return wrong


def all_is_well(outcome: Outcome) -> bool:
    sent = outcome.states.get(State.SENT, 0)
    return sent == outcome.messages and not (
        outcome.lost or outcome.doubled or outcome.out_of_order
    )


def seeded(seed: int) -> random.Random:
    return random.Random(seed)
