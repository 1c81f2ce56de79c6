"""The servers that ``ack`` compares, all running at once, and what one volley at each of them costs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load.ballots import Payload, ballots
from tests.load.databases import fresh_postgres, number_of_ballots, postgres_pid
from tests.load.generator import Volley, fire, write_requests
from tests.load.processes import Server, cpu_seconds, started
from tests.load.world import World, environment, world

CONNECTIONS = 32
BOLT, FLOOR, SQLITE, POSTGRES, ONE = "bolt", "floor", "sqlite", "postgres", "one_listener"
# The name, whose settings it gets, and what is run.
COMMANDS = (
    (BOLT, SQLITE, ("tests.load.servers.bolt",)),
    (SQLITE, SQLITE, ("bot", "run")),
    (POSTGRES, POSTGRES, ("bot", "run")),
    (ONE, ONE, ("tests.load.servers.one_listener",)),
    (FLOOR, SQLITE, ("tests.load.servers.floor",)),
)


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
