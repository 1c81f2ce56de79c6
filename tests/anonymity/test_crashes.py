"""Closing that is interrupted anywhere is finished by the next tick, and races with late answers are fair."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.domain.pulse import Round, State
from bot.domain.questions import Agreement
from bot.domain.results import Results
from bot.errors import Conflict
from bot.services.pulse import PulseService
from bot.services.pulse.closing import Closing, Step
from bot.tick import Firing
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.delivery import DeliveryRow
from tests.anonymity.dumps import SEALED_TABLES, bytes_of, rows_of
from tests.support.acting import act, end_leases
from tests.support.pulse import LEADERS, MANAGER, MEMBERS, House, furnish

AGREE, DISAGREE = Agreement.AGREE, Agreement.DISAGREE
ASKED = (*LEADERS, *MEMBERS)


class Killed(BaseException):
    """As kill -9: nothing catches it."""


class Killer:
    """Dies the first time that closing reaches a step."""

    def __init__(self, at: Step) -> None:
        self.at = at
        self.has_struck = False

    def __call__(self, step: Step) -> None:
        if step is self.at and not self.has_struck:
            self.has_struck = True
            raise Killed


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


async def answered_round(house: House) -> Round:
    round_ = await house.open(*ASKED)
    for number, each in enumerate(ASKED):
        await house.answer(round_, each, AGREE if number % 2 else DISAGREE)
    return round_


async def tick(house: House, pulse: PulseService) -> None:
    """As another process would, a while after those that died."""

    async def one(_workspace_id: int) -> PulseService:
        return pulse

    await end_leases(house.database)
    await act(house.database, house.clock, one)


async def state_of(house: House, round_: Round) -> State:
    async with house.database.reading() as session:
        found = await PulseStore(session, house.services.workspace.id).round(round_.id)
    assert found is not None
    return found.state


async def summary(house: House) -> Results:
    return (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results


@pytest.mark.parametrize("step", Step)
async def test_killed_at_any_step_the_next_tick_finishes(house: House, step: Step) -> None:
    round_ = await answered_round(house)
    killer = Killer(step)
    doomed = PulseService(house.services.context)
    doomed.closing = Closing(house.services.context, killer)
    house.clock.moment = round_.closes_at + timedelta(seconds=1)

    with pytest.raises(Killed):
        await tick(house, doomed)
    assert killer.has_struck
    assert await state_of(house, round_) is not State.CLOSED

    house.clock.moment += timedelta(seconds=5)
    await tick(house, PulseService(house.services.context))

    assert await state_of(house, round_) is State.CLOSED
    rows = await rows_of(house.database)
    assert [rows[table] for table in SEALED_TABLES] == [[], [], []]
    results = await summary(house)
    assert results.round.answered == len(ASKED)
    assert len(rows["pulse_cell"]) == 12
    async with house.database.reading() as session:
        planned = list(await session.scalars(select(DeliveryRow.key)))
    assert sorted(planned) == [
        f"pulse:{round_.id}:{name}" for name in ("closed", "message", "opening")
    ]


@pytest.mark.parametrize("step", [Step.SHUT, Step.COUNTED, Step.FORGOTTEN])
async def test_killed_before_the_commit_no_ballot_is_lost_and_nothing_is_shown(
    house: House, step: Step
) -> None:
    round_ = await answered_round(house)
    before = (await rows_of(house.database))["pulse_ballot"]
    doomed = PulseService(house.services.context)
    doomed.closing = Closing(house.services.context, Killer(step))
    house.clock.moment = round_.closes_at + timedelta(seconds=1)
    with pytest.raises(Killed):
        await tick(house, doomed)
    rows = await rows_of(house.database)
    assert rows["pulse_ballot"] == before
    assert rows["pulse_cell"] == []
    with pytest.raises(Conflict):
        await summary(house)


async def test_a_crash_changes_nothing_in_the_result(house: House) -> None:
    round_ = await answered_round(house)
    await house.tick(days=8)
    undisturbed = (await rows_of(house.database))["pulse_cell"]
    again = await answered_round(house)
    doomed = PulseService(house.services.context)
    doomed.closing = Closing(house.services.context, Killer(Step.FORGOTTEN))
    house.clock.moment = again.closes_at + timedelta(seconds=1)
    with pytest.raises(Killed):
        await tick(house, doomed)
    await tick(house, PulseService(house.services.context))
    cells = (await rows_of(house.database))["pulse_cell"]
    disturbed = [each for each in cells if each not in undisturbed]
    assert [each.replace(f"({again.id},", f"({round_.id},") for each in disturbed] == undisturbed


async def test_a_busy_reader_delays_the_word_closed_until_the_bytes_are_gone(
    house: House,
) -> None:
    """Rows are deleted at once; what is said about bytes waits until it is true."""
    round_ = await answered_round(house)
    async with house.database.reading() as session:
        salt = (await session.execute(text("SELECT salt FROM pulse_salt"))).scalar_one()
    async with house.database.reading() as reader:
        await reader.execute(text("SELECT count(*) FROM pulse_ballot"))
        await house.tick(days=8)
        assert await state_of(house, round_) is State.PURGING
        assert "being erased" in await house.services.pulse.reading.proof(round_.id)
        assert (await summary(house)).round.answered == len(ASKED)
    await house.tick(seconds=6)
    assert await state_of(house, round_) is State.CLOSED
    assert salt not in await bytes_of(house.database)


async def test_two_processes_close_a_round_once(house: House) -> None:
    round_ = await answered_round(house)
    house.clock.moment = round_.closes_at + timedelta(seconds=1)
    await asyncio.gather(*(tick(house, PulseService(house.services.context)) for _ in range(3)))
    await tick(house, PulseService(house.services.context))
    assert await state_of(house, round_) is State.CLOSED
    assert len((await rows_of(house.database))["pulse_cell"]) == 12
    assert (await summary(house)).round.answered == len(ASKED)


async def test_an_answer_that_meets_the_closing_is_counted_or_refused(house: House) -> None:
    """Never accepted and then forgotten, never left behind."""
    round_ = await house.open(*ASKED)
    pulse = house.services.pulse

    async def answer(number: int) -> bool:
        await asyncio.sleep(number / 1000)
        try:
            await house.answer(round_, ASKED[number], AGREE)
        except Conflict:
            return False
        return True

    async def close() -> None:
        await asyncio.sleep(len(ASKED) / 3000)
        async with house.database.transaction() as session:
            now = house.clock.now()
            await pulse.closing.close(session, Firing(f"pulse:{round_.id}:close", now, now))
        await tick(house, pulse)

    accepted, _ = await asyncio.gather(
        asyncio.gather(*(answer(number) for number in range(len(ASKED)))), close()
    )
    await tick(house, pulse)
    assert (await summary(house)).round.answered == sum(accepted)
    assert (await rows_of(house.database))["pulse_ballot"] == []
