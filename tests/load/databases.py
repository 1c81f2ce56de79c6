"""Databases for benchmarks: as safe as in earnest, and thrown away after."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import psycopg
from sqlalchemy import make_url, text

from storage.database import Database
from tests.support.postgres import postgres_server


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """The URL of a new database; its server waits for the disk at each commit."""
    name = f"peerbot_bench_{uuid.uuid4().hex[:8]}"
    with postgres_server(durable=True) as server:
        _ask(server, f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            _ask(server, f"DROP DATABASE {name} WITH (FORCE)")


def waits_for_disk(url: str) -> str:
    """PostgreSQL's own word on it, for the record: "on" or "off"."""
    return str(_ask(url, "SHOW fsync"))


def postgres_pid(url: str) -> int | None:
    """The server's first process; None when it is on another machine or does not tell."""
    try:
        pid = int(_ask(url, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"))
        return pid if "postgres" in psutil.Process(pid).name() else None
    except (psycopg.Error, psutil.NoSuchProcess):
        return None


def _ask(url: str, statement: str) -> Any:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


async def number_of_ballots(url: str) -> int:
    database = Database(url)
    try:
        async with database.reading() as session:
            return int((await session.scalar(text("SELECT count(*) FROM pulse_ballot"))) or 0)
    finally:
        await database.dispose()
