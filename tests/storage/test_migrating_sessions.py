"""Sessions, what people answered and their actions survive the upgrade to revision 0006."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.domain.sessions import Answer, Format, Outcome, State
from storage.database import Database, upgrade
from storage.preferences import PreferenceStore
from storage.sessions import ActionStore, SessionStore
from tests.support.migrating import go_back

BEFORE = "0005"


@pytest.fixture
async def old(database: Database) -> Database:
    """The same database with the tables as they were, a session, its people and two actions."""
    await go_back(database, BEFORE)
    async with database.connection() as connection:
        for statement in kept_then():
            await connection.execute(text(statement), {"at": moment(sqlite=database.is_sqlite)})
    return database


def moment(*, sqlite: bool) -> object:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    return f"{at:%Y-%m-%d %H:%M:%S.%f}" if sqlite else at


def kept_then() -> list[str]:
    return [
        "INSERT INTO workspace (id, team_id, enterprise_id, body_name, time_zone, created_at) "
        "VALUES (1, 'T1', '', 'Wold', 'Europe/London', :at)",
        "INSERT INTO practice (id, workspace_id, ods_code, name) VALUES (4, 1, 'Y90001', 'Ash')",
        "INSERT INTO peer_session (id, workspace_id, request, topic, channel, lead, starts_at, zone, "
        "minutes, state, created_at) VALUES (7, 1, 'V1', 'Falls', 'C1', 'U9', :at, 'Europe/London', "
        "45, 'started', :at)",
        "INSERT INTO peer_session_practice (session_id, practice_id, workspace_id) VALUES (7, 4, 1)",
        "INSERT INTO peer_session_invitee (session_id, slack_user_id, workspace_id, practice_id, "
        "answer, answered_at) VALUES (7, 'U1', 1, 4, 'yes', :at)",
        "INSERT INTO peer_action (id, workspace_id, request, session_id, what, owner, practice_id, due, "
        "recorded_by, recorded_at) VALUES (1, 1, 'A1', 7, 'Audit ten', 'U1', 4, '2026-12-08', 'U1', :at)",
        "INSERT INTO peer_action (id, workspace_id, request, session_id, what, owner, practice_id, due, "
        "recorded_by, recorded_at, done_at) "
        "VALUES (2, 1, 'A2', 7, 'Ring Ash', 'U1', 4, '2026-12-01', 'U1', :at, :at)",
        "INSERT INTO preference (workspace_id, slack_user_id, days_off, no_reminders, no_alerts) "
        "VALUES (1, 'U1', '2', true, false)",
    ]


async def test_a_session_is_as_it_was_and_has_a_calendar_name(old: Database) -> None:
    await upgrade(old)
    async with old.reading() as session:
        kept = await SessionStore(session, 1).get(7)
        (invited,) = await SessionStore(session, 1).invitees(7)
    assert kept is not None
    assert (kept.topic, kept.state, kept.format) == ("Falls", State.STARTED, Format.SMALL_GROUP)
    assert (kept.uid, kept.sequence, kept.places) == ("session-7@peerbot", 0, None)
    assert [each.name for each in kept.practices] == ["Ash"]
    assert (invited.user, invited.answer, invited.guest) == ("U1", Answer.YES, False)


async def test_an_action_that_was_done_was_kept(old: Database) -> None:
    await upgrade(old)
    async with old.reading() as session:
        still_open = await ActionStore(session, 1).open()
        done = await ActionStore(session, 1).get(2)
    assert [each.what for each in still_open] == ["Audit ten"]
    assert done is not None
    assert (done.done, done.outcome) == (True, Outcome.KEPT)


async def test_what_people_wished_for_stays(old: Database) -> None:
    await upgrade(old)
    async with old.reading() as session:
        wishes = await PreferenceStore(session, 1).get("U1")
    assert (wishes.days_off, wishes.no_reminders, wishes.no_matching) == (
        frozenset({2}),
        True,
        False,
    )
