"""The secret is changed while a round is open: nobody votes twice, nothing is lost or opened."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.domain.ballots import BallotKeys, Unreadable
from bot.domain.pulse import Round, State
from bot.domain.questions import TEMPERATURE
from bot.secrets import Secrets, make_key, parse_secrets
from bot.services.factory import Factory
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.pulse import SaltRow, WrittenRow
from tests.anonymity.dumps import SEALED_TABLES, all_bytes_of, rows_of
from tests.anonymity.kinds import ALL_KINDS, STAY, WORDS, all_answer, ballots, said_by, take_notes
from tests.support.acting import act
from tests.support.pulse import BODY, LEADERS, MEMBERS, House, furnish

ASKED = (*LEADERS, *MEMBERS)
LUNCH_BEFORE = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


@pytest.fixture
async def round_(house: House) -> Round:
    """Eight have answered, and written something, under the first secret."""
    opened = await house.open(*ASKED, asks=ALL_KINDS, remind=True)
    await all_answer(house, opened, ASKED[:8])
    return opened


async def with_a_new_secret(house: House) -> House:
    """The same Peerbot, started again with a new key before the old one."""
    secrets = Secrets((*parse_secrets(make_key()).keys, *house.secrets.keys))
    factory = Factory(
        house.database,
        house.clock,
        secrets,
        house.factory.charts,
        house.factory.rng,
        slack=house.slack,
    )
    services = await factory.for_team("T0WOLD")
    return House(house.database, services, factory, house.clock, secrets, house.slack)


async def test_nobody_votes_twice_and_nobody_loses_what_they_wrote(
    house: House, round_: Round
) -> None:
    later = await with_a_new_secret(house)
    for number, each in enumerate(ASKED[:4]):  # they see what they wrote, and change it
        paper = await later.services.pulse.answering.take_paper(round_.id, each.slack_user_id)
        assert paper.before == said_by(number)
        await later.answer(round_, each, *said_by(number, f"Changed {number}"))
    await later.answer(round_, ASKED[8], *said_by(8))
    assert len(await ballots(house.database)) == 9
    await later.tick(days=8)
    report = await later.services.pulse.report(round_.id)
    assert (report.round.answered, report.round.state) == (9, State.CLOSED)
    async with house.database.reading() as session:
        kept = (await session.scalars(select(WrittenRow))).all()
    assert sorted(each.written for each in kept) == sorted(
        [
            *(f"Changed {number}" for number in range(4)),
            *(WORDS.format(number) for number in range(4, 9)),
            *(STAY.format(number) for number in range(9)),
        ]
    )


async def test_the_new_secret_opens_nothing_of_it_even_with_the_database(
    house: House, round_: Round
) -> None:
    later = await with_a_new_secret(house)
    async with house.database.reading() as session:
        row = (await session.scalars(select(SaltRow))).one()
    assert row.secret_id == house.secrets.current.id != later.secrets.current.id
    keys = BallotKeys(later.secrets.current.key, row.salt, round_.id)
    kept = await ballots(house.database)
    assert kept.keys().isdisjoint(keys.key(each.slack_user_id) for each in ASKED)
    for key, sealed in kept.items():
        with pytest.raises(Unreadable):
            keys.open(key, round_.questions, sealed)


async def test_who_is_silent_is_known_by_the_secret_that_the_round_began_with(
    house: House, round_: Round
) -> None:
    """With the new one everybody would look silent, and be reminded."""
    later = await with_a_new_secret(house)
    await later.answer(round_, ASKED[8], *said_by(8))
    later.clock.moment = LUNCH_BEFORE
    await act(later.database, later.clock, later.factory.for_workspace)
    about = f"pulse:{round_.id}:remind:"
    reminded = {each.removeprefix(about) for each in await later.planned() if about in each}
    assert reminded == {each.slack_user_id for each in ASKED[9:]}


async def test_a_round_that_opens_afterwards_takes_the_new_secret(
    house: House, round_: Round
) -> None:
    later = await with_a_new_secret(house)
    other = await later.open(*ASKED, channel="C0OTHER", asks=TEMPERATURE.worded(BODY))
    await later.answer(other, ASKED[0], "7")
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        salts = [await store.salt(each.id) for each in (round_, other)]
    assert [each.secret_id for each in salts] == [
        house.secrets.current.id,
        later.secrets.current.id,
    ]
    assert salts[0].salt != salts[1].salt


async def test_after_close_the_old_secret_opens_no_copy_of_what_is_left(
    house: House, round_: Round
) -> None:
    """Both secrets and the database: there is nothing to open."""
    later = await with_a_new_secret(house)
    await later.answer(round_, ASKED[0], *said_by(3))
    notes = await take_notes(house.database)
    await later.tick(days=8)
    files = await all_bytes_of(house.database)
    assert [each for each in notes.traces if each in files] == []
    rows = await rows_of(house.database)
    assert [rows[table] for table in SEALED_TABLES] == [[], [], []]
    for key in later.secrets.keys:
        assert key.key not in files
        assert key.key.hex() not in str(rows)


async def test_cancelling_needs_no_secret_at_all(house: House, round_: Round) -> None:
    """Should the old key be lost, what was answered under it can still be deleted."""
    secrets = parse_secrets(make_key())
    factory = Factory(house.database, house.clock, secrets, house.factory.charts, slack=house.slack)
    services = await factory.for_team("T0WOLD")
    without = House(house.database, services, factory, house.clock, secrets, house.slack)
    await services.pulse.tending.cancel("U900", round_.id)
    await without.tick(seconds=5)
    rows = await rows_of(house.database)
    assert [rows[table] for table in SEALED_TABLES] == [[], [], []]
