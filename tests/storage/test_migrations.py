"""The migrations make exactly the tables that the code knows, and open rounds survive them."""

import json
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.domain.ballots import BallotKeys, new_salt
from bot.domain.disclosure import Counts
from bot.domain.pulse import Group, State, group_of
from bot.domain.questions import Agreement
from bot.errors import Conflict
from bot.secrets import Secrets, make_key, parse_secrets
from storage.database import Database, upgrade
from storage.migrations.names import include_name
from storage.schema import Base
from tests.anonymity.dumps import SEALED_TABLES, rows_of
from tests.anonymity.kinds import ballots
from tests.support.migrating import go_back
from tests.support.pulse import CHANNEL, LEADERS, MANAGER, MEMBERS, QUESTIONS, House, furnish

ASKED = (*LEADERS, *MEMBERS)
ANSWERED = (*LEADERS[:6], *MEMBERS[:12])
BEFORE = "0003"
ROUND = 41
OPENED = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 17, tzinfo=UTC)


async def test_nothing_is_left_to_migrate(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"include_name": include_name, "compare_type": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
        )

    async with database.connection() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await upgrade(database)
    await upgrade(database)


# ---- a round that is open while Peerbot is upgraded


@pytest.fixture
def secrets() -> Secrets:
    return parse_secrets(make_key())


@pytest.fixture
async def old(database: Database) -> Database:
    """The same database with the tables as they were, and nothing in them."""
    await go_back(database, BEFORE)
    return database


def said_by(number: int) -> tuple[Agreement, ...]:
    both = (Agreement.AGREE, Agreement.DISAGREE)
    return tuple(both[(number + place) % 2] for place in range(len(QUESTIONS)))


async def open_as_before(database: Database, secrets: Secrets) -> dict[bytes, bytes]:
    """A round with register, salt and ballots, by SQL; gives its ballots."""
    salt = new_salt()
    keys = BallotKeys(secrets.current.key, salt, ROUND)
    made = {
        key: keys.seal(key, QUESTIONS, said_by(number))
        for number, key in enumerate(keys.key(each.slack_user_id) for each in ANSWERED)
    }
    kept = "%Y-%m-%d %H:%M:%S.%f" if database.is_sqlite else "%Y-%m-%d %H:%M:%S+00"
    opens, closes = (f"'{each:{kept}}'" for each in (OPENED, CLOSES))
    questions = [{"id": e.id, "text": e.text, "short": e.short} for e in QUESTIONS]  # no type yet
    async with database.connection() as connection:
        for statement in (
            "INSERT INTO workspace (id, team_id, enterprise_id, body_name, time_zone, created_at) "
            f"VALUES (1, 'T0WOLD', '', 'Wold', 'Europe/London', {opens})",
            "INSERT INTO pulse_round (id, workspace_id, state, channel, opened_by, questions, k, "
            f"opens_at, closes_at, asked, told) VALUES (:round, 1, 'open', '{CHANNEL}', "
            f"'{MANAGER.slack_user_id}', :questions, 5, {opens}, {closes}, {len(ASKED)}, {len(made)})",
            "INSERT INTO schedule (workspace_id, kind, subject, starts, zone, avoid, lateness, "
            f"next_slot, next_at) VALUES (1, 'pulse.close', 'pulse:{ROUND}:close', "
            "'2026-12-01T17:00:00', 'UTC', 'nothing', 'all', '2026-12-01T17:00:00', "
            f"{closes})",
            "INSERT INTO pulse_salt (round_id, salt, secret_id) VALUES (:round, :salt, :secret)",
        ):
            values = {
                "round": ROUND,
                "questions": json.dumps(questions),
                "salt": salt,
                "secret": secrets.current.id,
            }
            needed = {name: value for name, value in values.items() if f":{name}" in statement}
            await connection.execute(text(statement), needed)
        await connection.execute(
            text(
                'INSERT INTO pulse_register (round_id, member, "group") VALUES (:id, :who, :group)'
            ),
            [{"id": ROUND, "who": each.slack_user_id, "group": group_of(each)} for each in ASKED],
        )
        await connection.execute(
            text("INSERT INTO pulse_ballot (round_id, key, sealed) VALUES (:id, :key, :sealed)"),
            [{"id": ROUND, "key": key, "sealed": sealed} for key, sealed in made.items()],
        )
    return made


async def upgraded(database: Database, secrets: Secrets) -> House:
    await upgrade(database)
    house = await furnish(database, *ASKED, secrets=secrets)
    assert house.services.workspace.id == 1
    return house


async def test_ballots_register_and_salt_of_an_open_round_survive_the_upgrade(
    old: Database, secrets: Secrets
) -> None:
    made = await open_as_before(old, secrets)
    async with old.connection() as connection:
        before = [
            sorted(map(str, await connection.execute(text(f"SELECT * FROM {table}"))))
            for table in SEALED_TABLES
        ]
    await upgrade(old)
    assert await ballots(old) == made
    rows = await rows_of(old)
    assert [sorted(rows[table]) for table in SEALED_TABLES] == before
    assert len(rows["pulse_series"]) == 1


async def test_a_round_from_before_the_upgrade_is_answered_changed_closed_and_read(
    old: Database, secrets: Secrets
) -> None:
    await open_as_before(old, secrets)
    house = await upgraded(old, secrets)
    pulse = house.services.pulse
    paper = await pulse.answering.take_paper(ROUND, ANSWERED[0].slack_user_id)
    assert paper.before == said_by(0)
    round_ = paper.round
    assert (round_.questions, round_.set_id, round_.owner) == (
        QUESTIONS,
        "ownership-4",
        MANAGER.slack_user_id,
    )
    await house.answer(round_, ANSWERED[0], *said_by(1))  # a changed mind is no second vote
    await house.answer(round_, ASKED[-1], *said_by(0))
    with pytest.raises(Conflict, match=r"19 of 23 have answered\. Nobody can see or export"):
        await pulse.reading.pull_summary(MANAGER.slack_user_id, ROUND)
    house.clock.moment = CLOSES
    await house.tick()
    report = await pulse.reading.pull_summary(MANAGER.slack_user_id, ROUND)
    assert (report.round.state, report.round.answered) == (State.CLOSED, 19)
    rows = await rows_of(old)
    assert [rows[table] for table in SEALED_TABLES] == [[], [], []]
    first = report.results.figures[0]
    said = [said_by(1), *(said_by(number) for number in range(1, len(ANSWERED))), said_by(0)]
    groups = [group_of(each) for each in (*ANSWERED, ASKED[-1])]
    for group, shown in ((Group.LEADER, first.leaders), (Group.MEMBER, first.members)):
        own = [each[0] for each, whose in zip(said, groups, strict=True) if whose is group]
        agree = own.count(Agreement.AGREE)
        assert shown == Counts(len(own), agree=agree, neither=0, disagree=len(own) - agree)


async def test_a_round_from_before_the_upgrade_is_extended_or_cancelled_like_any(
    old: Database, secrets: Secrets
) -> None:
    await open_as_before(old, secrets)
    house = await upgraded(old, secrets)
    tending = house.services.pulse.tending
    us = MANAGER.slack_user_id
    later = await tending.extend(us, ROUND, CLOSES.date().replace(day=8), CLOSES.time())
    house.clock.moment = CLOSES
    await house.tick()
    assert len(await ballots(old)) == len(ANSWERED)
    assert later.closes_at == CLOSES.replace(day=8)
    await tending.cancel(us, ROUND)
    await house.tick(seconds=5)
    rows = await rows_of(old)
    assert [rows[table] for table in (*SEALED_TABLES, "pulse_cell")] == [[], [], [], []]
    assert await house.open(*ASKED)
