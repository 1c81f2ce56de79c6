"""The database keeps its promises on SQLite and on PostgreSQL."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.errors import ConfigurationError
from storage.database import Database
from storage.people import ensure_workspace

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def test_a_failed_transaction_keeps_nothing(database: Database) -> None:
    async def fail_half_way() -> None:
        async with database.transaction() as session:
            await ensure_workspace(session, "T1", "", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_half_way()
    async with database.reading() as session:
        assert (await session.execute(text("select count(*) from workspace"))).scalar() == 0


async def test_a_workspace_is_made_once(database: Database) -> None:
    async with database.transaction() as session:
        first = await ensure_workspace(session, "T1", "", NOW)
    async with database.transaction() as session:
        again = await ensure_workspace(session, "T1", "", NOW)
    assert first == again


def test_a_second_owner_of_one_file_is_refused_in_a_sentence(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/peerbot.db"
    lock = Database(url).sole_owner()
    assert lock is not None
    with pytest.raises(ConfigurationError, match="already running"):
        Database(url).sole_owner()
    lock.release()
    again = Database(url).sole_owner()
    assert again is not None
    again.release()


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite://", ""])
def test_a_url_that_cannot_be_used_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_URL"):
        Database(url)
