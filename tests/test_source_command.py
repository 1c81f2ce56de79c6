"""``peerbot source``: what whoever looks after the bot types and reads, well and not."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schedules import note_tick
from storage.schema.comparisons import SourceRow
from tests.load.processes import ROOT
from tests.support.ods import BODY, manchester, serve_register
from tests.support.people import PRACTICES
from tests.support.publisher import BY_PRACTICE, GOOD, Publisher, publishing, refuses, sends
from tests.support.pulses import ON_ONE

pytestmark = ON_ONE  # what is said is the same on both


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str


Peerbot = Callable[..., Awaitable[Done]]


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as made:
        yield made


@pytest.fixture
async def peerbot(database: Database, database_url: str, publisher: Publisher) -> Peerbot:
    """The command, with publishers next door; while it runs, these answer."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", now)
        await PeopleStore(session, workspace.id).put_practices(PRACTICES)
        await note_tick(session, now)
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": "",
        "PYTHONPATH": str(ROOT),
        "FINGERTIPS_URL": f"{publisher.url}ft",
        "OPENPRESCRIBING_URL": f"{publisher.url}op/",
        "ODS_URL": publisher.url,
    }

    async def run(*words: str) -> Done:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(60):
            out, err = await process.communicate()
        return Done(process.returncode or 0, out.decode(), err.decode())

    return run


async def test_a_body_is_added_fetched_listed_and_removed(
    peerbot: Peerbot, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    done = await peerbot("source", "list")
    assert (done.status, done.out.splitlines()[0][:33]) == (0, "No figures come by themselves. Ha")
    done = await peerbot("source", "add", "ods", BODY)
    assert done.status == 0, done.err
    assert "Added as source 1: ODS register of 14L." in done.out
    assert "A running bot fetches it now and every week, in the night to Sunday." in done.out
    assert "1: ODS register of 14L. Not fetched yet" in (await peerbot("source", "list")).out
    done = await peerbot("source", "fetch", "1")
    assert done.status == 0, done.err
    assert done.out == (
        "ODS register of 14L: 3 practices, 2 PCNs, 5 sub-ICB locations, 1 ICB, "
        "11 of them new or changed.\n"
    )
    assert "brought something new" in (await peerbot("source", "list")).out
    done = await peerbot("schedule", "list")
    assert "Fetches figures from their publishers every Sunday at 02:30" in done.out
    assert "Removed: ODS register of 14L." in (await peerbot("source", "remove", "1")).out
    assert "There is no source 1." in (await peerbot("source", "remove", "1")).err


async def test_a_measure_that_came_is_accounted_for_and_englands_that_did_not_is_said(
    peerbot: Peerbot, publisher: Publisher
) -> None:
    publisher.on(BY_PRACTICE, sends(GOOD))
    await peerbot("source", "add", "openprescribing", "saba", "14L")
    done = await peerbot("source", "fetch")
    assert done.status == 1
    first, _, second = done.out.partition("OpenPrescribing measure saba, England has brought")
    assert first.startswith(
        "OpenPrescribing measure saba, practices of 14L: OpenPrescribing, 6 rows"
    )
    assert "Taken: 6 rows (6 new, 0 corrected, 0 already known)" in first
    assert (
        "has nothing at the address that was asked (404). It has not brought anything yet" in second
    )
    done = await peerbot("source", "fetch", "1")
    assert done.out == (
        "OpenPrescribing measure saba, practices of 14L: nothing new since last time.\n"
    )


async def test_words_that_cannot_be_meant_are_answered(peerbot: Peerbot) -> None:
    done = await peerbot("source", "add", "fingertips", "smoking")
    assert done.status == 2
    assert done.err == (
        "Say which indicator by its number, as in: peerbot source add fingertips 91547\n"
    )


async def test_status_says_what_brings_nothing(
    peerbot: Peerbot, publisher: Publisher, database: Database
) -> None:
    publisher.on(BY_PRACTICE, sends(GOOD))
    await peerbot("source", "add", "openprescribing", "saba", "14L")
    await peerbot("source", "remove", "2")
    await peerbot("source", "fetch", "1")
    assert (await peerbot("status")).status == 0
    publisher.on(BY_PRACTICE, refuses(404))
    done = await peerbot("source", "fetch", "1")
    assert done.status == 1
    done = await peerbot("status")
    assert (
        "Source:     OpenPrescribing measure saba, practices of 14L has brought nothing" in done.out
    )
    assert (
        "(1 try). OpenPrescribing has nothing at the address that was asked (404). What it"
        in done.out
    )
    assert done.status == 0  # it is tried again by itself
    async with database.transaction() as session:
        since = datetime.now(UTC) - timedelta(days=2)
        await session.execute(update(SourceRow).values(failures=3, failed_since=since))
    done = await peerbot("status", "--json")
    assert done.status == 1
    found = json.loads(done.out)
    assert (found["well"], found["sources"]) == (False, 1)
    assert found["silent_sources"][0]["key"] == "saba:14L"
    assert found["silent_sources"][0]["failures"] == 3
