"""Who is who, and what was set, survives the upgrade to revision 0007."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.domain.arrangements import Arrangements
from bot.domain.people import Member, Practice, Role
from storage.database import Database, upgrade
from storage.people import PeopleStore, workspace_of
from tests.support.migrating import go_back

BEFORE = "0006"
ASH = Practice("Y90001", "Ash")


@pytest.fixture
async def old(database: Database) -> Database:
    """The same database with the tables as they were, and two people."""
    await go_back(database, BEFORE)
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    at: object = f"{moment:%Y-%m-%d %H:%M:%S.%f}" if database.is_sqlite else moment
    async with database.connection() as connection:
        for statement in (
            "INSERT INTO workspace (id, team_id, enterprise_id, body_name, time_zone, created_at) "
            "VALUES (1, 'T1', '', 'Wold', 'Europe/London', :at)",
            "INSERT INTO practice (id, workspace_id, ods_code, name) VALUES (4, 1, 'Y90001', 'Ash')",
            "INSERT INTO member (workspace_id, slack_user_id, practice_id, roles, formal_role) "
            "VALUES (1, 'U1', 4, 'gp,lead', true)",
            "INSERT INTO member (workspace_id, slack_user_id, roles, left_at) "
            "VALUES (1, 'U2', 'gp', :at)",
        ):
            await connection.execute(text(statement), {"at": at} if ":at" in statement else {})
    return database


async def test_people_are_who_they_were(old: Database) -> None:
    await upgrade(old)
    async with old.reading() as session:
        people = PeopleStore(session, 1)
        assert await people.members() == [
            Member("U1", ASH, frozenset({Role.GP, Role.LEAD}), formal_role=True)
        ]
        assert await people.has_left("U2")
        assert (await workspace_of(session, 1)).arrangements == Arrangements()


async def test_what_is_new_can_be_kept_at_once(old: Database) -> None:
    await upgrade(old)
    async with old.transaction() as session:
        people = PeopleStore(session, 1)
        await people.set_from_groups({"U1": frozenset({Role.MANAGER})})
        await people.arrange(Arrangements(channels=("C1",), threshold=8))
    async with old.reading() as session:
        (member,) = await PeopleStore(session, 1).members()
        kept = (await workspace_of(session, 1)).arrangements
    assert member.roles == {Role.GP, Role.LEAD, Role.MANAGER}
    assert (kept.channels, kept.threshold) == (("C1",), 8)
