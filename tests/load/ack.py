"""How much a click costs: Peerbot keeping a ballot, beside Bolt as documented keeping nothing.

All servers run at once, each a process of its own, and take turns: each repetition fires the same
fresh requests at every one of them, beginning with another one each time.
"""

import statistics
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load.ballots import Payload, ballots
from tests.load.databases import fresh_postgres, number_of_ballots, postgres_pid, waits_for_disk
from tests.load.figures import Figure, middle
from tests.load.generator import OURS, WRK, Volley, fire, write_requests
from tests.load.processes import Server, cpu_seconds, started
from tests.load.world import World, environment, world

CONNECTIONS = 32
BOLT, FLOOR, SQLITE, POSTGRES, ONE = "bolt", "floor", "sqlite", "postgres", "one_listener"


@dataclass(frozen=True, slots=True)
class Size:
    """How often, and how many requests: ``busy`` at 32 connections, ``alone`` at one."""

    repetitions: int
    warm_up: int
    busy: int
    alone: int

    @property
    def members(self) -> int:
        return self.warm_up + self.repetitions * (self.busy + self.alone)


FULL = Size(repetitions=7, warm_up=500, busy=1500, alone=100)
QUICK = Size(repetitions=1, warm_up=5, busy=40, alone=5)


@dataclass(frozen=True, slots=True)
class Sample:
    """One server in one repetition. CPU times are of one request; busy is a share of one core."""

    cpu_us: float
    database_cpu_us: float
    per_second: float
    p50_ms: float
    p99_ms: float
    alone_p50_ms: float
    server_busy: float
    generator_busy: float


Samples = Mapping[str, Sequence[Sample]]


async def measure(quick: bool) -> list[Figure]:
    size = QUICK if quick else FULL
    async with field(size) as it:
        samples: dict[str, list[Sample]] = {name: [] for name in it.servers}
        members = iter(it.world.members)
        await it.warm_up([next(members) for _ in range(size.warm_up)])
        for repetition in range(size.repetitions):
            busy = it.write("busy", [next(members) for _ in range(size.busy)])
            alone = it.write("alone", [next(members) for _ in range(size.alone)])
            for name in rotated(list(it.servers), repetition):
                samples[name].append(await it.sample(it.servers[name], size, busy, alone))
            say(f"ack: {repetition + 1} of {size.repetitions} repetitions")
        await it.check_kept(size.members)
        about = {"request_bytes": it.request_bytes, "fsync": waits_for_disk(it.postgres_url)}
    return figures(samples, about)


def rotated(names: list[str], by: int) -> list[str]:
    by %= len(names)
    return names[by:] + names[:by]


def say(line: str) -> None:
    sys.stderr.write(line + "\n")


# ---- the field


@dataclass(slots=True)
class Field:
    """Every server, running, and a round that all members are asked in on each of Peerbot's."""

    world: World
    folder: Path
    servers: dict[str, Server]
    databases: dict[str, str]
    submission: Payload
    request_bytes: int = 0

    @property
    def postgres_url(self) -> str:
        return self.databases[POSTGRES]

    def write(self, name: str, members: Sequence[str]) -> Path:
        secret = self.world.slack.app.signing_secret
        requests = ballots(self.submission, members, secret)
        self.request_bytes = len(requests[0])
        return write_requests(self.folder / name, requests)

    async def warm_up(self, members: Sequence[str]) -> None:
        requests = self.write("warm_up", members)
        for server in self.servers.values():
            await fire(server.port, requests, len(members), CONNECTIONS)

    async def sample(self, server: Server, size: Size, busy: Path, alone: Path) -> Sample:
        database = postgres_pid(self.postgres_url) if server.name == POSTGRES else None
        before, database_before = server.cpu(), cpu_seconds(database) if database else 0.0
        volley = await fire(server.port, busy, size.busy, CONNECTIONS)
        cpu = server.cpu() - before
        database_cpu = cpu_seconds(database) - database_before if database else 0.0
        single = await fire(server.port, alone, size.alone, 1)
        return _sample(volley, single, cpu, database_cpu)

    async def check_kept(self, members: int) -> None:
        """Every answer that was acknowledged is in the database, once."""
        for name, url in self.databases.items():
            kept = await number_of_ballots(url)
            if kept != members:
                raise RuntimeError(f"{name} kept {kept} of {members} acknowledged ballots")


def _sample(volley: Volley, single: Volley, cpu: float, database_cpu: float) -> Sample:
    return Sample(
        cpu_us=cpu / volley.answered * 1e6,
        database_cpu_us=database_cpu / volley.answered * 1e6,
        per_second=volley.answered / volley.seconds,
        p50_ms=volley.p50,
        p99_ms=volley.p99,
        alone_p50_ms=single.p50,
        server_busy=cpu / volley.seconds,
        generator_busy=volley.cpu / volley.seconds,
    )


@asynccontextmanager
async def field(size: Size) -> AsyncIterator[Field]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="peerbot-bench-")))
        postgres_url = stack.enter_context(fresh_postgres())
        it = await stack.enter_async_context(world(size.members))
        settings = {
            SQLITE: it.settings(f"sqlite:///{folder / 'peerbot.db'}"),
            POSTGRES: it.settings(postgres_url),
            ONE: it.settings(f"sqlite:///{folder / 'one.db'}"),
        }
        for each in settings.values():
            submission = await it.open_round(each)
            say("ack: a round is open")
        servers = [
            await stack.enter_async_context(
                started(name, *command, environment=environment(settings[use]), folder=folder)
            )
            for name, use, command in COMMANDS
        ]
        for server in servers:
            await server.ready()
        databases = {name: each.database_url for name, each in settings.items()}
        yield Field(it, folder, {each.name: each for each in servers}, databases, submission)


# The name, whose settings it gets, and what is run.
COMMANDS = (
    (BOLT, SQLITE, ("tests.load.servers.bolt",)),
    (SQLITE, SQLITE, ("bot", "run")),
    (POSTGRES, POSTGRES, ("bot", "run")),
    (ONE, ONE, ("tests.load.servers.one_listener",)),
    (FLOOR, SQLITE, ("tests.load.servers.floor",)),
)


# ---- the figures


def figures(samples: Samples, about: Mapping[str, object]) -> list[Figure]:
    return [
        cheaper("ack_sqlite_vs_bolt", samples[BOLT], samples[SQLITE], ">= 2"),
        cheaper("ack_postgres_vs_bolt", samples[BOLT], samples[POSTGRES], ">= 2"),
        cheaper("ack_all_vs_one_listener", samples[ONE], samples[SQLITE], ">= 0.95"),
        worse("ack_p50_one_connection_vs_bolt", samples, BOLT, lambda s: s.alone_p50_ms, "<= 0.2"),
        worse("ack_p99_vs_bolt", samples, BOLT, lambda s: s.p99_ms),
        worse("ack_vs_floor", samples, FLOOR, lambda s: s.cpu_us),
        limit(samples[FLOOR]),
        *(raw(f"ack_{name}", samples[name], about) for name in samples),
    ]


def cheaper(
    name: str, other: Sequence[Sample], ours: Sequence[Sample], goal: str | None = None
) -> Figure:
    """How many times less CPU time ours takes for a request than the other."""
    ratios = [a.cpu_us / b.cpu_us for a, b in zip(other, ours, strict=True)]
    return Figure(name, ratios, "times", goal)


def worse(
    name: str, samples: Samples, beside: str, of: Callable[[Sample], float], goal: str | None = None
) -> Figure:
    """Peerbot's as a multiple of another's: the higher of those on SQLite and on PostgreSQL."""
    ratios = {
        kind: [of(a) / of(b) for a, b in zip(samples[kind], samples[beside], strict=True)]
        for kind in (SQLITE, POSTGRES)
    }
    both = {kind: middle(each) for kind, each in ratios.items()}
    return Figure(name, max(ratios.values(), key=statistics.median), "times", goal, both)


def limit(floor: Sequence[Sample]) -> Figure:
    """At the cheapest server: if the generator had no core to spare there, it would be what is measured."""
    return Figure(
        "ack_generator_busy",
        [each.generator_busy for each in floor],
        "share of a core",
        "<= 0.8",
        {
            "generator": "wrk" if WRK else OURS,
            "floor_server_busy": middle([each.server_busy for each in floor]),
        },
    )


def raw(name: str, samples: Sequence[Sample], about: Mapping[str, object]) -> Figure:
    rows = [asdict(each) for each in samples]
    beside = {key: middle([row[key] for row in rows]) for key in rows[0] if key != "cpu_us"}
    cpu = [each.cpu_us for each in samples]
    more = {**beside, "connections": CONNECTIONS, **about}
    return Figure(name, cpu, "microseconds of CPU a request", more=more)
