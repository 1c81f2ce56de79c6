"""Writes ballots on the shortest way there is, since it is the one thing that thousands do at once.

It speaks to the drivers themselves: on SQLite a whole batch is one visit to one thread, on PostgreSQL
two round trips. What a ballot is, and whether it may be cast, is decided by whoever calls.
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import psycopg

from bot.domain.pulse import Round, State
from bot.domain.questions import question_from_json
from storage.database import Database, prepare_sqlite
from storage.pulse.rounds import Ballot, Booth, Salt

Name = tuple[int, str]
"""A round and a member."""

Fill = Callable[[Mapping[Name, Booth]], Sequence[Ballot]]
"""Given what each may do, the ballots to keep; it must not wait for anything."""

_ROUND = (
    "r.id, r.state, r.channel, r.opened_by, CAST(r.questions AS TEXT), r.k, r.opens_at, r.closes_at, "
    "r.asked, r.answered, s.salt, s.secret_id"
)
_ROUNDS = f"SELECT {_ROUND} FROM pulse_round r LEFT JOIN pulse_salt s ON s.round_id = r.id"
_CONFLICT = "ON CONFLICT (round_id, key) DO UPDATE SET sealed = excluded.sealed"

# FOR SHARE: the closing of these rounds waits for us, or we find them closed.
_LOOK = (
    f"SELECT {_ROUND}, ARRAY(SELECT g.member FROM pulse_register g "
    "WHERE g.round_id = r.id AND g.member = ANY(%s)) "
    "FROM pulse_round r LEFT JOIN pulse_salt s ON s.round_id = r.id "
    "WHERE r.workspace_id = %s AND r.id = ANY(%s) ORDER BY r.id FOR SHARE OF r"
)
_INSERT = (
    "INSERT INTO pulse_ballot (round_id, key, sealed) "
    f"SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) {_CONFLICT}"
)


class BallotWriter:
    """Keeps batches of ballots of one workspace, each batch in one transaction."""

    def __init__(self, database: Database, workspace_id: int) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._thread: ThreadPoolExecutor | None = None
        self._sqlite: sqlite3.Connection | None = None
        self._postgres: psycopg.AsyncConnection[Any] | None = None
        database.closers.append(self.close)

    async def write(self, wanted: Collection[Name], fill: Fill) -> None:
        """Look up who may answer what, keep what ``fill`` makes of it, and commit.

        No round can be closed between the look and the commit.
        """
        if not self._database.is_sqlite:
            await self._write_postgres(wanted, fill)
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="ballots")
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._write_sqlite, wanted, fill)

    async def close(self) -> None:
        if self._thread is not None:
            thread, self._thread = self._thread, None
            await asyncio.get_running_loop().run_in_executor(thread, self._close_sqlite)
            thread.shutdown()
        if self._postgres is not None:
            connection, self._postgres = self._postgres, None
            await connection.close()

    # ---- SQLite: everything on one thread, with a connection of its own

    def _write_sqlite(self, wanted: Collection[Name], fill: Fill) -> None:
        connection = self._sqlite or self._open_sqlite()
        rounds, members = _columns(wanted)
        connection.execute("BEGIN IMMEDIATE")  # from here on nobody else writes
        try:
            found = connection.execute(
                f"{_ROUNDS} WHERE r.workspace_id = ? AND r.id IN (SELECT value FROM json_each(?))",
                (self._workspace_id, json.dumps(rounds)),
            ).fetchall()
            asked = connection.execute(
                "SELECT round_id, member FROM pulse_register "
                "WHERE round_id IN (SELECT value FROM json_each(?)) "
                "AND member IN (SELECT value FROM json_each(?))",
                (json.dumps(rounds), json.dumps(members)),
            ).fetchall()
            connection.executemany(
                f"INSERT INTO pulse_ballot (round_id, key, sealed) VALUES (?, ?, ?) {_CONFLICT}",
                map(_values, fill(_booths(wanted, found, asked))),
            )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _open_sqlite(self) -> sqlite3.Connection:
        self._sqlite = sqlite3.connect(str(self._database.path))
        prepare_sqlite(self._sqlite)
        return self._sqlite

    def _close_sqlite(self) -> None:
        if self._sqlite is not None:
            self._sqlite.close()
            self._sqlite = None

    # ---- PostgreSQL: two round trips on a connection of its own

    async def _write_postgres(self, wanted: Collection[Name], fill: Fill) -> None:
        connection = self._postgres or await self._open_postgres()
        rounds, members = _columns(wanted)
        try:
            async with connection.pipeline():  # BEGIN goes with the look, COMMIT with the ballots
                await connection.execute("BEGIN")
                cursor = await connection.execute(_LOOK, (members, self._workspace_id, rounds))
                found = await cursor.fetchall()
                asked = [(row[0], member) for row in found for member in row[-1]]
                ballots = fill(_booths(wanted, [row[:-1] for row in found], asked))
                if ballots:
                    await connection.execute(
                        _INSERT, [list(each) for each in zip(*map(_values, ballots), strict=True)]
                    )
                await connection.execute("COMMIT")
        except BaseException:
            # It may be in the middle of anything, or gone: the next batch begins with a new one.
            self._postgres = None
            await connection.close()
            raise

    async def _open_postgres(self) -> psycopg.AsyncConnection[Any]:
        url = self._database.url.set(drivername="postgresql")
        self._postgres = await psycopg.AsyncConnection.connect(
            url.render_as_string(hide_password=False), autocommit=True
        )
        return self._postgres


def _values(ballot: Ballot) -> tuple[int, bytes, bytes]:
    return ballot.round_id, ballot.key, ballot.sealed


def _columns(wanted: Collection[Name]) -> tuple[list[int], list[str]]:
    return list({round_id for round_id, _ in wanted}), list({member for _, member in wanted})


def _booths(
    wanted: Collection[Name], found: Sequence[tuple[Any, ...]], asked: Sequence[tuple[Any, ...]]
) -> dict[Name, Booth]:
    rounds = {row[0]: row for row in found}
    register = {(round_id, member) for round_id, member in asked}
    return {
        name: Booth(_round(row[:-2]), _salt(*row[-2:]), name in register)
        for name in wanted
        if (row := rounds.get(name[0])) is not None
    }


def _salt(salt: bytes | None, secret_id: str | None) -> Salt | None:
    return Salt(bytes(salt), secret_id) if salt is not None and secret_id is not None else None


@lru_cache(maxsize=64)
def _round(row: tuple[Any, ...]) -> Round:
    """A round does not change from ballot to ballot, and reading it is half of the work."""
    number, state, channel, opened_by, questions, k, opens_at, closes_at, asked, answered = row
    return Round(
        id=number,
        state=State(state),
        channel=channel,
        opened_by=opened_by,
        questions=tuple(question_from_json(each) for each in json.loads(questions)),
        k=k,
        opens_at=_moment(opens_at),
        closes_at=_moment(closes_at),
        asked=asked,
        answered=answered,
    )


def _moment(kept: str | datetime) -> datetime:
    """SQLite keeps text without a zone, which is UTC."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
