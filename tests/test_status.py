"""``peerbot status`` and ``peerbot messages``: how everything stands, with a bot running or without."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.delivery import DirectMessage, Message, Post, State, Wave
from storage.database import Database
from storage.delivery import DeliveryStore, LaneStore
from storage.people import ensure_workspace
from storage.schedules import note_tick
from storage.schema.delivery import DeliveryRow
from storage.schema.work import WorkRow
from storage.work import WorkStore
from tests.load.processes import ROOT


def peerbot(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "SLACK_BOT_TOKEN": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
async def workspace_id(database: Database) -> int:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", now)
        await note_tick(session, now)
    return workspace.id


async def plan(database: Database, workspace_id: int, *messages: Post | DirectMessage) -> None:
    async with database.transaction() as session:
        store = DeliveryStore(session, workspace_id)
        await store.plan(
            *messages, now=datetime.now(UTC), wave=Wave("w", "Invitations to the party", "U1")
        )


async def test_all_well(database: Database, database_url: str, workspace_id: int) -> None:
    done = peerbot(database_url, "status")
    assert done.returncode == 0, done.stderr
    assert "Peerbot:    runs; its clock ticked at" in done.stdout
    assert "nothing is due" in done.stdout


async def test_slack_is_away(database: Database, database_url: str, workspace_id: int) -> None:
    now = datetime.now(UTC)
    await plan(database, workspace_id, *(note(number) for number in range(41)))
    async with database.transaction() as session:
        hour_ago = now - timedelta(minutes=58)
        lane = LaneStore(session, workspace_id)
        await lane.held_up("Slack cannot be reached", hour_ago, now)
        await lane.held_up("Slack cannot be reached", now, now)  # noticed again
    done = peerbot(database_url, "status")
    assert done.returncode == 1
    assert "41 due, since" in done.stdout
    assert "Slack cannot be reached, since" in done.stdout
    assert "(58 minutes). Nothing is lost" in done.stdout
    assert "Invitations to the party: 0 of 41 sent, 41 to go" in done.stdout


def note(number: int) -> DirectMessage:
    return DirectMessage(f"n{number}", f"U{number}", Message("hello"))


async def test_nothing_runs(database: Database, database_url: str) -> None:
    async with database.transaction() as session:
        await ensure_workspace(session, "T1", "", datetime.now(UTC))
    done = peerbot(database_url, "status")
    assert done.returncode == 1
    assert "has never run on this database. Start it with: peerbot run" in done.stdout
    async with database.transaction() as session:
        await note_tick(session, datetime.now(UTC) - timedelta(hours=2))
    done = peerbot(database_url, "status")
    assert done.returncode == 1
    assert "does not run: its clock last ticked on" in done.stdout


async def test_stuck_work_says_why(
    database: Database, database_url: str, workspace_id: int
) -> None:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        await WorkStore(session, workspace_id).plan("pulse.finish", "pulse:3:finish", now)
    async with database.transaction() as session:
        await session.execute(update(WorkRow).values(failures=2, reason="A secret key is missing."))
    done = peerbot(database_url, "status")
    assert done.returncode == 1
    assert "Stuck:      pulse.finish pulse:3:finish: A secret key is missing." in done.stdout


async def test_for_monitoring_it_is_json(
    database: Database, database_url: str, workspace_id: int
) -> None:
    await plan(database, workspace_id, note(1))
    found = json.loads(peerbot(database_url, "status", "--json").stdout)
    assert (found["well"], found["due"], found["failed"], found["waves"]) == (True, 1, 0, 1)


async def test_what_did_not_arrive_is_listed_and_settled(
    database: Database, database_url: str, workspace_id: int
) -> None:
    post = Post("p", "C1", Message("hello"), owner="U1", about="the announcement")
    await plan(database, workspace_id, post, note(1))
    async with database.transaction() as session:
        failed = {"state": State.FAILED, "reason": "that channel is archived."}
        await session.execute(update(DeliveryRow).values(**failed))
    done = peerbot(database_url, "messages", "list")
    assert done.returncode == 1
    assert "The announcement to C1" in done.stdout
    assert "that channel is archived." in done.stdout
    assert "2 did not arrive" in done.stdout
    assert "goes out again" in peerbot(database_url, "messages", "again", "1").stdout
    assert "will not be sent" in peerbot(database_url, "messages", "give-up", "2").stdout
    assert "on its way already" in peerbot(database_url, "messages", "again", "1").stderr
    assert "no longer kept" in peerbot(database_url, "messages", "there", "99").stderr
    done = peerbot(database_url, "messages", "stop", "1")
    assert "Stopped: 1 message of “Invitations to the party”" in done.stdout
    assert "have gone out already" in peerbot(database_url, "messages", "stop", "1").stderr
    assert peerbot(database_url, "messages", "list").returncode == 0
