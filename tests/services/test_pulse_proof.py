"""`peerbot proof`: every row about a round, whatever table it is in, before and after it closes."""

import pytest
from sqlalchemy import select

from bot.domain.questions import Agreement, Question, QuestionSet
from bot.errors import NotFound
from bot.services.pulse.files import FileKind
from storage.database import Database
from storage.schema import Base
from storage.schema.pulse import BallotRow, RoundRow, SaltRow
from storage.traces import traces
from tests.support.pulse import LEADERS, MANAGER, MEMBERS, House, furnish

ASKED = (*LEADERS, *MEMBERS)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


def section(proof: str, table: str) -> list[str]:
    """The lines of one table."""
    lines = proof.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{table}: "))
    return lines[start : lines.index("", start)]


async def test_an_open_round_shows_its_register_and_sealed_ballots(house: House) -> None:
    round_ = await house.open(*ASKED)
    await house.answer(round_, MEMBERS[0], Agreement.AGREE)
    async with house.database.reading() as session:
        key, sealed = (await session.execute(select(BallotRow.key, BallotRow.sealed))).one()
        salt = (await session.scalars(select(SaltRow.salt))).one()
    proof = await house.services.pulse.reading.proof(round_.id)
    assert "State: open. 1 of 23 has answered." in proof
    assert section(proof, "pulse_ballot") == [
        "pulse_ballot: 1 row",
        f"  round_id={round_.id}  key={key.hex()}  sealed={sealed.hex()}",
    ]
    assert section(proof, "pulse_register")[0] == "pulse_register: 23 rows"
    assert f"  round_id={round_.id}  member=U001  group=leader" in proof
    assert salt.hex() in proof
    assert "only with the application's secret key" in proof
    assert "pulse.close" in "".join(section(proof, "schedule"))
    assert "opened a pulse" in "".join(section(proof, "audit"))
    assert f"key=pulse:{round_.id}:opening" in "".join(section(proof, "delivery"))


async def test_a_closed_round_shows_what_may_be_shown_and_nobody_who_was_asked(
    house: House,
) -> None:
    round_ = await house.open(*ASKED)
    for number, each in enumerate(ASKED):
        await house.answer(round_, each, Agreement.AGREE if number % 2 else Agreement.DISAGREE)
    await house.tick(days=8)
    await house.services.pulse.reading.ask_for_file(MANAGER.slack_user_id, FileKind.CSV)
    proof = await house.services.pulse.reading.proof(round_.id)
    assert "State: closed. 23 of 23 have answered." in proof
    assert "bytes erased" in proof
    assert section(proof, "pulse_cell")[0] == "pulse_cell: 12 rows"
    nothing = proof.splitlines()[-1]
    for table in ("pulse_ballot", "pulse_register", "pulse_salt", "schedule"):
        assert table in nothing
    for each in ASKED:
        assert each.slack_user_id not in proof
    assert "exported a pulse" in proof


async def test_every_table_is_named_whether_it_has_something_or_not(house: House) -> None:
    round_ = await house.open(*ASKED)
    proof = await house.services.pulse.reading.proof(round_.id)
    for table in Base.metadata.tables:
        assert table in proof


async def test_another_rounds_rows_are_not_in_it(house: House) -> None:
    """Neither those of another round, nor those whose number merely begins the same."""
    first = await house.open(*ASKED)
    for number in range(2, 12):
        asks = (Question(f"q{number}", f"Something else, {number}?", "Something else"),)
        await house.open(*MEMBERS, channel=f"C{number}", asks=QuestionSet("own-1", "Other", asks))
    proof = await house.services.pulse.reading.proof(first.id)
    assert section(proof, "pulse_round")[0] == "pulse_round: 1 row"
    assert section(proof, "delivery")[0] == "delivery: 1 row"
    assert section(proof, "schedule")[0] == "schedule: 1 row"


async def test_whatever_points_at_a_round_is_found(house: House) -> None:
    """From the schema, not from a list: so it holds for tables that come later, too."""
    round_ = await house.open(*ASKED)
    about = RoundRow.metadata.tables["pulse_round"]
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.references(about) for key in table.foreign_keys)
    }
    assert {"pulse_ballot", "pulse_register", "pulse_salt", "pulse_cell"} <= pointing
    await house.answer(round_, MEMBERS[0], Agreement.AGREE)
    async with house.database.reading() as session:
        found = await traces(session, about, round_.id, "nothing has this")
    assert {table for table, rows in found.items() if rows} == {
        "pulse_round",
        "pulse_ballot",
        "pulse_register",
        "pulse_salt",
    }


async def test_a_round_that_is_none_is_said_so(house: House) -> None:
    with pytest.raises(NotFound, match="no pulse 3"):
        await house.services.pulse.reading.proof(3)
