"""Imports beside others: in turns, in slices, stopped, killed and frozen in the middle."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.errors import Conflict
from bot.services.comparisons import ComparisonsService
from bot.services.comparisons.taking_back import BROKE_OFF, UNFINISHED
from storage.database import Database
from storage.schema.comparisons import (
    ImportRow,
    ObservationRow,
    PeriodSummaryRow,
)
from storage.schema.journal import AuditRow
from storage.schema.work import WorkRow
from storage.threads import in_thread
from tests.support.importing import (
    CODES,
    NOW,
    FixedClock,
    count,
    kept,
    many,
    service,
    take,
    year,
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def comparisons(database: Database, clock: FixedClock) -> ComparisonsService:
    return await service(database, clock)


async def test_several_imports_at_a_time_take_turns(
    comparisons: ComparisonsService, database: Database
) -> None:
    files = [year(dict.fromkeys(CODES, n)) for n in range(1, 4)]
    reports = await asyncio.gather(*(take(comparisons, file) for file in (*files, files[0])))
    assert sorted(report.merged.added for report in reports) == [0, 0, 0, 6]
    assert sum(report.already is not None for report in reports) == 1
    for chain in (await kept(database)).values():
        assert len(chain) == 3


async def test_new_periods_are_seen_only_when_all_of_them_are_there(
    comparisons: ComparisonsService, database: Database
) -> None:
    importing = asyncio.create_task(take(comparisons, many(1000, 12)))
    looked = 0
    while not importing.done():
        async with database.reading() as session:
            periods = (await session.scalars(select(PeriodSummaryRow.period))).all()
        assert len(periods) in (0, 12)
        looked += not periods
        await asyncio.sleep(0.01)
    assert (await importing).figures == 12_000
    assert looked > 3
    assert len(await kept(database)) == 12_000


async def test_others_can_write_while_a_large_file_comes_in(
    comparisons: ComparisonsService, database: Database
) -> None:
    """The pulse's ballots wait for the same lock; a click is answered within three seconds."""
    importing = asyncio.create_task(take(comparisons, many(1000, 12)))
    waits = []
    while not importing.done():
        begun = asyncio.get_running_loop().time()
        async with database.transaction() as session:
            session.add(
                AuditRow(
                    workspace_id=comparisons.context.workspace.id,
                    at=datetime.now(UTC),
                    actor="U1",
                    deed="voted",
                    subject="1",
                )
            )
        waits.append(asyncio.get_running_loop().time() - begun)
        await asyncio.sleep(0.005)
    assert (await importing).figures == 12_000
    assert max(waits) < 2
    assert len(waits) > 5


async def work_left(database: Database) -> list[str]:
    """The kinds of work that are to be done."""
    async with database.reading() as session:
        return list(await session.scalars(select(WorkRow.kind)))


async def test_an_import_that_is_stopped_leaves_nothing(
    comparisons: ComparisonsService, database: Database
) -> None:
    importing = asyncio.create_task(take(comparisons, many(1000, 12)))
    while not importing.done() and not await count(database, ImportRow):
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.02)
    importing.cancel()
    with suppress(asyncio.CancelledError):
        await importing
    if importing.cancelled():
        assert await kept(database) == {}
        undone = {each.undone_by for each in await comparisons.importing.imports_so_far()}
        assert undone <= {BROKE_OFF}
        # Stopped as it began, it has kept nothing, and the background looks once more later.
        assert not undone or UNFINISHED not in await work_left(database)
    report = await take(comparisons, many(1000, 12))
    assert report.merged.added + report.scope.rows * (report.already is not None) in (12_000, 0)
    assert len(await kept(database)) == 12_000


KILLED = """
import asyncio, sys
from pathlib import Path
from storage.database import Database
from tests.support.importing import FixedClock, service

async def main():
    comparisons = await service(Database(sys.argv[1]), FixedClock())
    await comparisons.importing.import_file(Path(sys.argv[2]), "large.csv", "command line")

asyncio.run(main())
"""


@contextmanager
def another_process(url: str, file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """One that imports the file; killed, if it is still at it when the block ends."""
    started = subprocess.Popen([sys.executable, "-c", KILLED, url, str(file)])
    try:
        yield started
    finally:
        started.kill()
        started.wait()


async def killed_halfway(database: Database, comparisons: ComparisonsService, file: Path) -> int:
    """The number of an import whose process was killed in the middle of writing (on SQLite)."""
    url = database.url.render_as_string(hide_password=False)
    with another_process(url, file) as process:
        while not await count(database, ObservationRow):
            assert process.poll() is None, "it was over before it could be killed"
            await asyncio.sleep(0.01)
    (left,) = await comparisons.importing.imports_so_far()
    assert left.busy
    assert await comparisons.showing.indicators() == []  # nobody sees what is half there
    return left.number


async def grow_old(database: Database) -> None:
    """As if two minutes had gone by."""
    async with database.transaction() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        await session.execute(update(ImportRow).values(busy_until=past))


async def test_what_a_killed_process_left_is_undone_by_the_worker(
    comparisons: ComparisonsService, database: Database, tmp_path: Path
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL rolls it back by itself")
    large = tmp_path / "large.csv"
    large.write_bytes(many(1000, 12))
    number = await killed_halfway(database, comparisons, large)
    tidy_up = comparisons.work[UNFINISHED]
    again = await tidy_up(str(number), NOW)
    assert again is not None
    assert again > NOW  # it may be alive still
    await grow_old(database)
    assert await tidy_up(str(number), NOW) is None
    assert await kept(database) == {}
    (left,) = await comparisons.importing.imports_so_far()
    assert (left.busy, left.undone_by) == (False, BROKE_OFF)
    assert await tidy_up(str(number), NOW) is None


async def test_what_a_killed_process_left_is_undone_by_the_next_import(
    comparisons: ComparisonsService, database: Database, tmp_path: Path
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL rolls it back by itself")
    large = tmp_path / "large.csv"
    large.write_bytes(many(1000, 12))
    number = await killed_halfway(database, comparisons, large)
    with pytest.raises(Conflict, match="under way"):
        await comparisons.importing.undo(number, "U9")
    await grow_old(database)
    report = await take(comparisons, large)
    assert (report.merged.added, report.already) == (12_000, None)
    assert report.number != number
    assert len(await kept(database)) == 12_000
    assert UNFINISHED not in await work_left(database)


async def test_who_was_thought_dead_does_not_write_on(
    comparisons: ComparisonsService, database: Database
) -> None:
    """A process that was frozen and wakes up after its import was undone."""
    if not database.is_sqlite:
        pytest.skip("on PostgreSQL an import is one transaction")
    importing = asyncio.create_task(take(comparisons, many(1000, 40)))
    while not await count(database, ObservationRow):
        await asyncio.sleep(0.005)
    (going,) = await comparisons.importing.imports_so_far()
    await grow_old(database)
    await comparisons.importing.take_back(going.number)
    with pytest.raises(Conflict, match="thought to have broken off"):
        await importing
    assert await kept(database) == {}


async def test_an_import_that_is_stopped_while_it_reads_leaves_nothing(
    comparisons: ComparisonsService, database: Database
) -> None:
    importing = asyncio.create_task(take(comparisons, many(5000, 20)))
    await asyncio.sleep(0.05)
    importing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing
    assert await count(database, ImportRow) == 0
    assert await kept(database) == {}


async def test_who_waits_for_a_thread_and_is_stopped_leaves_it_not_behind() -> None:
    ended = []

    def work() -> None:
        time.sleep(0.1)
        ended.append(True)
        raise ValueError("nobody hears of it")

    waiting = asyncio.create_task(in_thread(work))
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended == [True]
