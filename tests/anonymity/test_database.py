"""Attacks by somebody who has the database, the secret, or both: before, during and after a round."""

import hashlib
import hmac

import pytest
from sqlalchemy import select, text

from bot.domain.ballots import NONCE_BYTES, TAG_BYTES, BallotKeys, Unreadable, record_bytes
from bot.domain.pulse import Round, State
from bot.domain.questions import TEMPERATURE, Agreement
from bot.tick import Firing
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.pulse import BallotRow, RegisterRow, SaltRow
from tests.anonymity.dumps import SEALED_TABLES, bytes_of, changed, rows_of
from tests.support.pulse import LEADERS, MEMBERS, QUESTIONS, House, furnish

AGREE, DISAGREE = Agreement.AGREE, Agreement.DISAGREE
ASKED = (*LEADERS, *MEMBERS)
SEALED_BYTES = NONCE_BYTES + record_bytes(QUESTIONS) + TAG_BYTES
ANSWERING = (*LEADERS[:6], *MEMBERS[:8])


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


@pytest.fixture
async def round_(house: House) -> Round:
    return await house.open(*ASKED)


async def everybody_answers(house: House, round_: Round) -> None:
    for number, each in enumerate(ANSWERING):
        await house.answer(round_, each, AGREE if number % 3 else DISAGREE)


async def ballots(database: Database) -> dict[bytes, bytes]:
    async with database.reading() as session:
        rows = await session.execute(select(BallotRow.key, BallotRow.sealed))
        return {key: sealed for key, sealed in rows}  # noqa: C416 - a Result is not a dict


async def salt_of(database: Database) -> bytes:
    async with database.reading() as session:
        return (await session.scalars(select(SaltRow.salt))).one()


# ---- while it is open


async def test_an_answer_changes_nothing_but_one_ballot(house: House, round_: Round) -> None:
    """No other row anywhere: nothing says who, and nothing says when."""
    for number, each in enumerate(ANSWERING, start=1):
        before = await rows_of(house.database)
        await house.answer(round_, each, AGREE)
        difference = changed(before, await rows_of(house.database))
        assert set(difference) == {"pulse_ballot"}
        gone, new = difference["pulse_ballot"]
        assert (len(gone), len(new)) == (0, 1)
        assert len(await ballots(house.database)) == number


async def test_a_changed_answer_changes_only_what_is_sealed(house: House, round_: Round) -> None:
    await house.answer(round_, MEMBERS[0], AGREE)
    before, rows = await ballots(house.database), await rows_of(house.database)
    await house.answer(round_, MEMBERS[0], DISAGREE)
    after = await ballots(house.database)
    assert set(changed(rows, await rows_of(house.database))) == {"pulse_ballot"}
    assert before.keys() == after.keys()
    assert before != after


async def test_the_same_answer_again_cannot_be_told_from_a_change(
    house: House, round_: Round
) -> None:
    await house.answer(round_, MEMBERS[0], AGREE)
    before = await ballots(house.database)
    await house.answer(round_, MEMBERS[0], AGREE)
    assert before != await ballots(house.database)


async def test_the_database_alone_does_not_link_a_ballot_to_a_person(
    house: House, round_: Round
) -> None:
    """Everything that can be made from what is in the database leads to no ballot."""
    await everybody_answers(house, round_)
    keys, salt = set(await ballots(house.database)), await salt_of(house.database)
    async with house.database.reading() as session:
        register = (await session.scalars(select(RegisterRow.member))).all()
        known = [salt, b"", b"\0" * 32, str(round_.id).encode(), house_id(house)]
        known += [each.encode() for each in await session.scalars(select(SaltRow.secret_id))]
    assert len(register) == len(ASKED)
    for member in register:
        for one in known:
            assert hmac.digest(salt, member.encode() + one, "sha256") not in keys
            assert hashlib.sha256(one + member.encode()).digest() not in keys
            assert hashlib.sha256(member.encode() + one).digest() not in keys
            for other in known:
                assert BallotKeys(one, other, round_.id).key(member) not in keys


def house_id(house: House) -> bytes:
    return house.services.workspace.team_id.encode()


async def test_the_database_alone_does_not_show_an_answer(house: House, round_: Round) -> None:
    """Equal answers look different, different ones equally long, and no byte repeats a place."""
    words = [each.value.encode() for each in Agreement]
    before = await bytes_of(house.database)
    for each in ANSWERING:
        await house.answer(round_, each, Agreement.STRONGLY_AGREE)
    after = await bytes_of(house.database)
    sealed = list((await ballots(house.database)).values())
    assert {len(each) for each in sealed} == {SEALED_BYTES}
    assert len(set(sealed)) == len(ANSWERING)
    for place in range(SEALED_BYTES):
        assert len({each[place] for each in sealed}) > 1
    assert [after.count(word) for word in words] == [before.count(word) for word in words]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_does_not_keep_ballots_in_the_order_in_which_they_came(
    house: House, round_: Round
) -> None:
    """PostgreSQL does; without a time anywhere else that links nothing."""
    order: list[bytes] = []
    for each in ANSWERING:
        before = set(await ballots(house.database))
        await house.answer(round_, each, AGREE)
        order += set(await ballots(house.database)) - before
    assert list(await ballots(house.database)) == sorted(order)
    assert order != sorted(order)


async def test_the_secret_alone_opens_nothing(house: House, round_: Round) -> None:
    await everybody_answers(house, round_)
    kept = await ballots(house.database)
    for guess in (b"", b"\0" * 32, house.secrets.current.key):
        keys = BallotKeys(house.secrets.current.key, guess, round_.id)
        assert not any(keys.key(each.slack_user_id) in kept for each in ASKED)
        for key, sealed in kept.items():
            with pytest.raises(Unreadable):
                keys.open(key, QUESTIONS, sealed)


async def test_database_and_secret_together_could_open_an_answer_as_the_statement_says(
    house: House, round_: Round
) -> None:
    await house.answer(round_, MEMBERS[0], DISAGREE)
    keys = BallotKeys(house.secrets.current.key, await salt_of(house.database), round_.id)
    key = keys.key(MEMBERS[0].slack_user_id)
    assert set(keys.open(key, QUESTIONS, (await ballots(house.database))[key])) == {DISAGREE}


async def test_the_secret_is_nowhere_in_the_database(house: House, round_: Round) -> None:
    await everybody_answers(house, round_)
    secret = house.secrets.current.key
    data = await bytes_of(house.database)
    assert secret not in data
    assert secret.hex() not in str(await rows_of(house.database))


# ---- after it has closed


async def test_after_close_nothing_links_whatever_one_holds(house: House, round_: Round) -> None:
    """The bytes of salt, ballots and register are gone from the files, not only from the tables."""
    await everybody_answers(house, round_)
    await house.answer(
        round_, ANSWERING[0], AGREE
    )  # an earlier version of a ballot is one more trace
    kept, salt = await ballots(house.database), await salt_of(house.database)
    register = [f"{each.slack_user_id}leader".encode() for each in LEADERS]
    register += [f"{each.slack_user_id}member".encode() for each in MEMBERS]
    open_files = await bytes_of(house.database)
    assert salt in open_files
    assert all(each in open_files for each in (*kept, *kept.values()))
    if house.database.is_sqlite:
        assert all(each in open_files for each in register)

    await house.tick(days=8)

    files = await bytes_of(house.database)
    traces = [salt, *kept, *kept.values(), *register]
    traces += [each[:16] for each in traces[: 1 + 2 * len(kept)]]
    traces += [each[-16:] for each in traces[: 1 + 2 * len(kept)]]
    assert not [each for each in traces if each in files]
    after = await rows_of(house.database)
    assert [after[table] for table in SEALED_TABLES] == [[], [], []]
    async with house.database.reading() as session:
        closed = await PulseStore(session, house.services.workspace.id).round(round_.id)
    assert closed is not None
    assert closed.state is State.CLOSED


async def test_after_close_only_those_who_organise_are_named(house: House, round_: Round) -> None:
    """The tables that hold a round's traces name nobody who was asked."""
    await everybody_answers(house, round_)
    await house.tick(days=8)
    for table, rows in (await rows_of(house.database)).items():
        if table != "member":
            for each in ASKED:
                assert each.slack_user_id not in str(rows), table


async def test_closing_one_round_leaves_the_ballots_of_another(house: House, round_: Round) -> None:
    await everybody_answers(house, round_)
    await house.tick(days=1)
    other = await house.open(*MEMBERS, channel="C0OTHER", asks=TEMPERATURE)
    await house.answer(other, MEMBERS[0], "7")
    await house.tick(days=6, hours=10)
    kept = await ballots(house.database)
    assert len(kept) == 1
    data = await bytes_of(house.database)
    assert all(key in data and sealed in data for key, sealed in kept.items())


async def test_too_few_answers_leave_nothing_but_their_number(house: House, round_: Round) -> None:
    for each in MEMBERS[:4]:
        await house.answer(round_, each, AGREE)
    await house.tick(days=8)
    after = await rows_of(house.database)
    assert len(after["pulse_cell"]) == 12
    assert all("too_few" in each and each.count("None") == 12 for each in after["pulse_cell"])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_keeps_no_samples_of_the_sealed_tables(
    house: House, round_: Round
) -> None:
    """ANALYZE would copy members and ballots into statistics that outlive the rows."""
    await everybody_answers(house, round_)
    async with house.database.autocommit() as connection:
        await connection.execute(text("ANALYZE"))
        sampled = await connection.execute(
            text("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'")
        )
        tables = set(sampled.scalars())
    assert "member" in tables
    assert tables.isdisjoint(SEALED_TABLES)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_keeps_no_bytes_for_a_transaction_that_is_older_than_the_closing(
    house: House, round_: Round
) -> None:
    """VACUUM FULL would: it takes along what an old snapshot, of a backup say, could still see."""
    await everybody_answers(house, round_)
    other = await house.open(*MEMBERS, channel="C0OTHER", asks=TEMPERATURE)
    await house.answer(other, MEMBERS[0], "7")
    kept = await ballots(house.database)
    async with house.database.reading() as backup:
        await backup.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        await backup.execute(text("SELECT count(*) FROM workspace"))
        async with house.database.transaction() as session:  # as if it closed before the other
            now = house.clock.now()
            firing = Firing(f"pulse:{round_.id}:close", now, now)
            await house.services.pulse.closing.close(session, firing)
        await house.tick()
        left = await ballots(house.database)
        files = await bytes_of(house.database)
    gone = {key: sealed for key, sealed in kept.items() if key not in left}
    assert (len(gone), len(left)) == (len(ANSWERING), 1)
    assert not any(key in files or sealed in files for key, sealed in gone.items())
    assert all(key in files and sealed in files for key, sealed in left.items())
