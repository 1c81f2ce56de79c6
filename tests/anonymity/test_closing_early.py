"""Closing early and extending: sealed all the time, and one late answer changes nothing of any result."""

import asyncio
from datetime import time, timedelta

import pytest

from bot.charts import ChartPool
from bot.domain.pulse import Round, State
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.pulse.files import FileKind, file_of
from storage.database import Database
from storage.pulse import PulseStore
from tests.anonymity.dumps import SEALED_TABLES, changed, rows_of
from tests.anonymity.kinds import ALL_KINDS, all_answer, said_by
from tests.anonymity.test_crashes import state_of
from tests.services.test_pulse import WAYS
from tests.support.pulse import LEADERS, MANAGER, MEMBERS, House, furnish

ASKED = (*LEADERS, *MEMBERS)
LATE = ASKED[-1]
US = MANAGER.slack_user_id


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


@pytest.fixture
async def round_(house: House) -> Round:
    """All but one have answered."""
    opened = await house.open(*ASKED, asks=ALL_KINDS)
    await all_answer(house, opened, ASKED[:-1])
    return opened


async def assert_sealed(house: House, round_: Round) -> None:
    """Nobody is told more than how many; and asking leaves no trace."""
    before = await rows_of(house.database)
    for way in WAYS.values():
        with pytest.raises(Conflict, match=r"22 of 23 have answered\. Nobody can see or export"):
            await way(house.services.pulse.reading, US, round_.id)
    assert await rows_of(house.database) == before


async def answer_late(house: House, round_: Round) -> None:
    """One who had not answered, and one who changes their mind: both are refused."""
    for person in (LATE, ASKED[0]):
        with pytest.raises(Conflict, match="nothing more can be sent"):
            await house.answer(round_, person, *said_by(2, "Too late", "Too late"))


async def extend(house: House, round_: Round, **by: float) -> Round:
    async with house.database.reading() as session:
        now = await PulseStore(session, house.services.workspace.id).round(round_.id)
    assert now is not None
    day = (now.closes_at + timedelta(**by)).date()
    return await house.services.pulse.tending.extend(US, round_.id, day, time(16))


async def test_extended_again_and_again_it_is_sealed_all_the_time(
    house: House, round_: Round
) -> None:
    """In particular at the moment at which it would have closed."""
    for _ in range(3):
        changed_ = await extend(house, round_, days=2)
        await assert_sealed(house, round_)
        house.clock.moment = round_.closes_at + timedelta(seconds=1)
        await house.tick()
        await assert_sealed(house, round_)
        assert await state_of(house, round_) is State.OPEN
        assert len((await rows_of(house.database))["pulse_ballot"]) == len(ASKED) - 1
        round_ = changed_
    house.clock.moment = round_.closes_at
    await house.tick()
    assert await state_of(house, round_) is State.CLOSED


async def test_made_shorter_and_longer_no_ballot_is_touched(house: House, round_: Round) -> None:
    before = await rows_of(house.database)
    await extend(house, round_, days=5)
    await extend(house, round_, days=-8)
    after = await rows_of(house.database)
    assert "pulse_cell" not in changed(before, after)
    assert [after[table] for table in SEALED_TABLES] == [before[table] for table in SEALED_TABLES]


async def test_nobody_can_let_a_round_close_in_the_past_to_look_at_it(
    house: House, round_: Round
) -> None:
    tending = house.services.pulse.tending
    now = house.clock.now()
    for moment in (now - timedelta(days=1), now, now - timedelta(minutes=1)):
        with pytest.raises(InvalidInput, match="past"):
            await tending.extend(US, round_.id, moment.date(), moment.time())
    await assert_sealed(house, round_)
    for deed in (tending.close_now, tending.cancel):
        with pytest.raises(NotAllowed):
            await deed(ASKED[0].slack_user_id, round_.id)
    await assert_sealed(house, round_)


async def test_between_closing_early_and_counting_there_is_no_result(
    house: House, round_: Round
) -> None:
    await house.services.pulse.tending.close_now(US, round_.id)
    assert await state_of(house, round_) is State.CLOSING
    before = await rows_of(house.database)
    assert before["pulse_cell"] == before["pulse_written"] == []
    for way in WAYS.values():
        with pytest.raises(Conflict, match="being counted"):
            await way(house.services.pulse.reading, US, round_.id)
    await answer_late(house, round_)
    assert await rows_of(house.database) == before


async def test_a_late_answer_after_closing_early_changes_no_row_at_all(
    house: House, round_: Round
) -> None:
    """Before it is counted, while the bytes are erased, and after."""
    await house.services.pulse.tending.close_now(US, round_.id)
    await answer_late(house, round_)
    await house.services.pulse.closing._count_and_forget(round_.id, house.clock.now())
    counted = await rows_of(house.database)
    await answer_late(house, round_)
    assert await rows_of(house.database) == counted
    assert await state_of(house, round_) is State.PURGING
    await house.tick(seconds=5)
    closed = await rows_of(house.database)
    await answer_late(house, round_)
    assert await rows_of(house.database) == closed
    for table in ("pulse_cell", "pulse_written"):
        assert closed[table] == counted[table] != []
    with pytest.raises(Conflict, match="closed already"):
        await extend(house, round_, days=3)  # it cannot be opened again either
    with pytest.raises(Conflict, match="closed already"):
        await house.services.pulse.tending.close_now(US, round_.id)


async def test_the_result_before_and_after_one_late_answer_is_the_same_to_the_byte(
    house: House, round_: Round, charts: ChartPool
) -> None:
    reading = house.services.pulse.reading
    await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)

    async def seen() -> list[object]:
        report = await reading.pull_summary(US, round_.id)
        files = [
            (await file_of(report, kind, charts)).content for kind in (FileKind.CSV, FileKind.HTML)
        ]
        return [report, *files, await reading.proof(round_.id)]

    before = await seen()
    await answer_late(house, round_)
    await house.tick(days=1)
    assert await seen() == before


async def test_the_late_one_is_missing_from_the_result(house: House, round_: Round) -> None:
    """So the test above compares results that an answer more would have changed."""
    kept = []
    for more in (False, True):
        if more:
            await house.tick(days=8)
            round_ = await house.open(*ASKED, asks=ALL_KINDS)
            await all_answer(house, round_, ASKED)
        await house.services.pulse.tending.close_now(US, round_.id)
        await house.tick(seconds=5)
        rows = (await rows_of(house.database))["pulse_cell"]
        kept.append([row.replace(f"({round_.id},", "(") for row in rows if f"({round_.id}," in row])
    assert kept[0] != kept[1]


async def test_an_answer_that_meets_the_early_closing_counts_or_is_refused(
    house: House, round_: Round
) -> None:
    """Never taken with thanks and then left out; and never counted though it was refused."""
    tending = house.services.pulse.tending

    async def answer(number: int) -> bool:
        await asyncio.sleep(number / 500)
        try:
            await house.answer(other, ASKED[number], *said_by(number))
        except Conflict:
            return False
        return True

    async def close() -> None:
        await asyncio.sleep(len(ASKED) / 1000)
        await tending.close_now(US, other.id)

    await tending.cancel(US, round_.id)
    await house.tick(seconds=5)
    other = await house.open(*ASKED, asks=ALL_KINDS)
    taken, _ = await asyncio.gather(
        asyncio.gather(*(answer(number) for number in range(len(ASKED)))), close()
    )
    await house.tick(seconds=5)
    report = await house.services.pulse.report(other.id)
    assert report.round.answered == sum(taken)
    assert (await rows_of(house.database))["pulse_ballot"] == []
