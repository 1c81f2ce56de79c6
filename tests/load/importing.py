"""A large Fingertips file taken in, on SQLite and on PostgreSQL in turn, by a process that does nothing else.

Meanwhile somebody else writes again and again, as people do who answer a pulse; and it is measured for
how long nobody was heard.
"""

import asyncio
import json
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import SystemClock
from bot.loop import run, settle_memory
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.context import Context
from bot.services.factory import NoCharts
from storage.audit import AuditStore
from storage.database import Database, upgrade
from storage.people import ensure_workspace
from tests.load.databases import fresh_postgres
from tests.load.figures import Figure

SQLITE, POSTGRES = "sqlite", "postgres"
FULL, QUICK = 1_000_000, 20_000  # rows
PRACTICES = 6_400
FIRST_YEAR, YEARS = 2009, 15

COLUMNS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,"
    "Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,"
    "Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,"
    "Compared to England value or percentiles,Column not used,Time period Sortable,New data,"
    "Compared to goal,Time period range"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the importing process says of itself."""

    rows: int
    seconds: float
    peak_mb: float
    longest_stall_s: float
    longest_write_s: float


async def measure_import(quick: bool) -> list[Figure]:
    rows = QUICK if quick else FULL
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="peerbot-bench-")))
        file = folder / "fingertips.csv"
        write_file(file, rows)
        postgres_url = stack.enter_context(fresh_postgres())
        urls = {SQLITE: f"sqlite:///{folder / 'peerbot.db'}", POSTGRES: postgres_url}
        found = {name: await in_a_process(url, file) for name, url in urls.items()}
    return list(figures(found))


def figures(found: dict[str, Found]) -> Iterable[Figure]:
    """Each by the database that did less well."""

    def both(name: str) -> dict[str, float]:
        return {database: round(getattr(each, name), 3) for database, each in found.items()}

    speeds = {name: each.rows / each.seconds for name, each in found.items()}
    yield Figure(
        "import_rows_per_s",
        [min(speeds.values())],
        "rows of a Fingertips file read, checked and written a second",
        None,
        {"rows": found[SQLITE].rows}
        | {name: round(speed) for name, speed in speeds.items()}
        | {f"longest_stall_{name}_s": each for name, each in both("longest_stall_s").items()}
        | {f"longest_write_{name}_s": each for name, each in both("longest_write_s").items()},
    )
    yield Figure(
        "import_peak_mb",
        [max(each.peak_mb for each in found.values())],
        "MB of memory at most, of the process that imports",
        "<= 200",
        both("peak_mb"),
    )


# ---- the file


def write_file(path: Path, rows: int) -> None:
    """As many rows as that, of practices and England, for indicators over fifteen years."""
    with path.open("w") as file:
        file.write(COLUMNS + "\n")
        file.writelines(islice(_rows(), rows))


def _rows() -> Iterator[str]:
    rng = random.Random(6)
    for indicator in count(90_001):
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            yield _row(indicator, year, "E92000001,England,England", 7_664_426, 52_100_343)
            for place in range(PRACTICES):
                area = f"Y{place:05d},The Surgery at Number {place},GPs"
                yield _row(indicator, year, area, rng.randrange(100, 900), 1500 + place * 3)


def _row(indicator: int, year: int, area: str, counted: int, against: int) -> str:
    value = counted / against * 100
    limits = ",".join(f"{value * factor:.8f}" for factor in (1, 0.95, 1.05, 0.92, 1.08))
    return (
        f"{indicator},Patients of whom something is known ({indicator}),nE38000217,"
        f"Greater Manchester ICB - 14L,{area},Persons,15+ yrs,,,{year}/{(year + 1) % 100:02d},"
        f"{limits},{counted},{against},,Cannot be calculated,Similar,Not compared,{year}0000,,,1y\n"
    )


# ---- the process that imports


async def in_a_process(url: str, file: Path) -> Found:
    """What a process of its own says, that imports the file as ``peerbot import`` does."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, url, str(file), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the importing process ended with {process.returncode}")
    found = Found(**json.loads(said))
    name = url.partition(":")[0]
    sys.stderr.write(f"import: {found.rows / found.seconds:,.0f} rows a second on {name}\n")
    return found


async def import_alone(url: str, file: Path) -> Found:
    database = Database(url)
    await upgrade(database)
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", datetime.now(UTC))
    secrets, rng = parse_secrets(make_key()), random.Random(6)
    context = Context(database, SystemClock(), secrets, rng, workspace, NoCharts())
    settle_memory()  # as the bot does, whose clicks would be held up
    stalls: list[float] = [0.0]
    writes: list[float] = [0.0]
    others = [
        asyncio.create_task(heard(stalls)),
        asyncio.create_task(written(database, workspace.id, writes)),
    ]
    begun = time.perf_counter()
    importing = ComparisonsService(context).importing
    report = await importing.import_file(file, file.name, "benchmark")
    seconds = time.perf_counter() - begun
    for other in others:
        other.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await database.dispose()
    if report.figures != report.read:
        raise RuntimeError(f"{report.figures} figures of {report.read} rows")
    return Found(report.read, seconds, peak_mb(), max(stalls), max(writes))


async def heard(stalls: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        stalls.append(time.perf_counter() - before - 0.005)


async def written(database: Database, workspace_id: int, writes: list[float]) -> None:
    """Somebody else's short transactions, on the same lock as the import's."""
    while True:
        before = time.perf_counter()
        async with database.transaction() as session:
            await AuditStore(session, workspace_id).note(
                "U1", "did", "something", datetime.now(UTC)
            )
        writes.append(time.perf_counter() - before)
        await asyncio.sleep(0.05)


def peak_mb() -> float:
    """Of this process; Linux counts in kilobytes, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(run(import_alone(sys.argv[1], Path(sys.argv[2]))))))
