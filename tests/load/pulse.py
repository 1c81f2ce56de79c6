"""A pulse of a whole region: 40,000 people answer within minutes, then it is closed, counted and read.

The real services on SQLite and on PostgreSQL in turn, in this process, without Slack around them.
"""

import asyncio
import random
import sys
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot.blocks.pulse.summary import render_summary
from bot.domain.people import Member, Role
from bot.domain.pulse import Round, State
from bot.domain.questions import Agreement
from storage.database import Database, upgrade
from tests.load.databases import fresh_postgres
from tests.load.figures import Figure, middle
from tests.support.pulse import MANAGER, QUESTIONS, House, furnish

SQLITE, POSTGRES = "sqlite", "postgres"
WAITING = 2_000  # ballots that are under way at once
IN_TURN = 12  # rounds that a summary looks back over


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    rounds: int  # how often the whole is measured
    summaries: int


FULL = Size(40_000, 3, 40)
QUICK = Size(400, 1, 3)


@dataclass(slots=True)
class Found:
    """What was measured on one database, a sample a round."""

    opened_s: list[float]
    answers_per_s: list[float]
    close_s: list[float]
    longest_stall_s: list[float]
    count_ms: list[float]
    summary_ms: list[float]
    reminded_s: list[float]


async def measure(quick: bool) -> list[Figure]:
    size = QUICK if quick else FULL
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="peerbot-bench-")))
        postgres_url = stack.enter_context(fresh_postgres())
        urls = {SQLITE: f"sqlite:///{folder / 'peerbot.db'}", POSTGRES: postgres_url}
        found = {name: await on(url, size) for name, url in urls.items()}
    return list(figures(found, size))


def figures(found: dict[str, Found], size: Size) -> Iterable[Figure]:
    """Each judged on the slower database."""

    def slower(name: str, *, most: bool = True) -> list[float]:
        pick = max if most else min
        samples: list[float] = pick((getattr(each, name) for each in found.values()), key=middle)
        return samples

    def both(name: str) -> dict[str, float]:
        return {database: middle(getattr(each, name)) for database, each in found.items()}

    people = {"people": size.people}
    yield Figure(
        "close_40000_s",
        slower("close_s"),
        "s to count all ballots, delete them and erase their bytes",
        "<= 2",
        people
        | both("close_s")
        | {f"bare_count_{name}_ms": each for name, each in both("count_ms").items()}
        | {f"longest_stall_{name}_s": each for name, each in both("longest_stall_s").items()},
    )
    yield Figure(
        "summary_ms",
        slower("summary_ms"),
        f"ms to read and render a summary with {IN_TURN} rounds",
        "<= 300",
        both("summary_ms"),
    )
    yield Figure(
        "pulse_answers_per_s",
        slower("answers_per_s", most=False),
        "answers sealed and committed a second",
        None,
        people | both("answers_per_s"),
    )
    yield Figure(
        "pulse_open_s", slower("opened_s"), "s to open it", None, people | both("opened_s")
    )
    yield Figure(
        "pulse_remind_s",
        slower("reminded_s"),
        "s to find who has not answered, and to remind the first of them",
        None,
        people | both("reminded_s"),
    )


async def on(url: str, size: Size) -> Found:
    database = Database(url)
    await upgrade(database)
    people = [
        Member(f"U{n:08d}", None, frozenset({Role.GP}), formal_role=n % 9 == 0)
        for n in range(size.people)
    ]
    house = await furnish(database, *people)
    found = Found([], [], [], [], [], [], [])
    # Earlier rounds of the series, of few people, so that the summary has something to look back on.
    for _ in range(max(IN_TURN - size.rounds, 0)):
        await small_round(house, people)
    for _ in range(size.rounds):
        await whole_round(house, people, found)
    for _ in range(size.summaries):
        begun = time.perf_counter()
        report = await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)
        render_summary(report)
        found.summary_ms.append((time.perf_counter() - begun) * 1000)
    if len(report.rounds) != IN_TURN:
        raise RuntimeError(f"the summary looks back over {len(report.rounds)} rounds")
    await database.dispose()
    sys.stderr.write(
        f"pulse: on {database.url.get_backend_name()}: {middle(found.answers_per_s):,.0f} answers a "
        f"second, closed in {middle(found.close_s)} s\n"
    )
    return found


async def small_round(house: House, people: list[Member]) -> None:
    round_ = await house.open(*people[:60])
    await answer(house, round_, people[:60])
    await close(house, round_)


async def whole_round(house: House, people: list[Member], found: Found) -> None:
    begun = time.perf_counter()
    round_ = await house.open(*people)
    found.opened_s.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    await answer(house, round_, people)
    found.answers_per_s.append(len(people) / (time.perf_counter() - begun))

    begun = time.perf_counter()
    await house.services.pulse.reminding.remind(f"pulse:{round_.id}:reminders", house.clock.now())
    found.reminded_s.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    async with house.database.reading() as session:
        count = text("SELECT count(*) FROM pulse_ballot WHERE round_id = :id")
        number = (await session.execute(count, {"id": round_.id})).scalar_one()
    found.count_ms.append((time.perf_counter() - begun) * 1000)
    if number != len(people):
        raise RuntimeError(f"{number} ballots of {len(people)} people")

    seconds, stall = await close(house, round_)
    found.close_s.append(seconds)
    found.longest_stall_s.append(stall)


async def answer(house: House, round_: Round, people: list[Member]) -> None:
    """Everybody, so many under way at once, each in their own way."""
    cast = house.services.pulse.answering.cast_ballot
    rng = random.Random(len(people))
    options = [each.value for each in Agreement]
    for start in range(0, len(people), WAITING):
        await asyncio.gather(
            *(
                cast(round_.id, each.slack_user_id, {q.id: rng.choice(options) for q in QUESTIONS})
                for each in people[start : start + WAITING]
            )
        )


async def close(house: House, round_: Round) -> tuple[float, float]:
    """Seconds from the closing time on until it is closed, and the longest that nobody else was heard."""
    house.clock.moment = round_.closes_at + timedelta(seconds=1)
    stalls: list[float] = []
    watch = asyncio.create_task(heard(stalls))
    begun = time.perf_counter()
    closing = house.services.pulse.closing
    async with house.database.transaction() as session:
        await closing.shut(session, round_.id, house.clock.now())
    again = await closing.finish(f"pulse:{round_.id}:finish", house.clock.now())
    seconds = time.perf_counter() - begun
    watch.cancel()
    report = await house.services.pulse.report(round_.id)
    if again is not None or report.round.state is not State.CLOSED:
        raise RuntimeError(f"pulse {round_.id} is {report.round.state}")
    return seconds, max(stalls, default=0.0)


async def heard(stalls: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        stalls.append(time.perf_counter() - before - 0.005)
