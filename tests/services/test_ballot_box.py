"""Ballots go in batches, and nobody notices: each is safe before it is acknowledged, none fails another."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.pulse import State
from bot.domain.questions import Agreement
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.pulse import ballot_box
from bot.services.pulse.ballot_box import BallotBox, BoxFull, Cast, Outcome
from storage.database import Database
from storage.pulse import PulseStore
from tests.support.people import member
from tests.support.pulse import House, as_said, furnish

SAID = as_said(*[Agreement.AGREE] * 4)
MANY = [member(number) for number in range(1, 121)]


class Ledger:
    """Writes down each batch; fails where it is told to, and may be held up."""

    def __init__(self, *bad: str) -> None:
        self.batches: list[list[str]] = []
        self.bad = set(bad)
        self.open = asyncio.Event()
        self.open.set()

    async def write(self, casts: Sequence[Cast]) -> list[Outcome]:
        await self.open.wait()
        users = [each.user for each in casts]
        self.batches.append(users)
        if self.bad & set(users):
            raise RuntimeError("the database would not")
        return [Conflict(user) for user in users]  # an outcome that says whose it is


async def said_to(box: BallotBox, user: str) -> str:
    try:
        await box.put(Cast(1, user, SAID))
    except Conflict as error:
        return str(error)
    raise AssertionError("no outcome")


async def test_what_arrives_while_one_is_written_goes_together() -> None:
    ledger = Ledger()
    box = BallotBox(ledger.write)
    ledger.open.clear()
    first = asyncio.create_task(said_to(box, "U0"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(said_to(box, f"U{number}")) for number in range(1, 40)]
    await asyncio.sleep(0)
    ledger.open.set()
    assert await asyncio.gather(first, *others) == [f"U{number}" for number in range(40)]
    assert [len(batch) for batch in ledger.batches] == [1, 39]


async def test_one_bad_ballot_fails_alone() -> None:
    ledger = Ledger("U3")
    box = BallotBox(ledger.write)
    outcomes = await asyncio.gather(
        *(said_to(box, f"U{number}") for number in range(6)), return_exceptions=True
    )
    assert [each for each in outcomes if isinstance(each, str)] == ["U0", "U1", "U2", "U4", "U5"]
    assert isinstance(outcomes[3], RuntimeError)


async def test_a_full_box_refuses_at_once() -> None:
    ledger = Ledger()
    ledger.open.clear()
    box = BallotBox(ledger.write)
    waiting = [asyncio.create_task(said_to(box, f"U{number}")) for number in range(ballot_box.ROOM)]
    await asyncio.sleep(0)
    with pytest.raises(BoxFull):
        await box.put(Cast(1, "late", SAID))
    ledger.open.set()
    assert len(await asyncio.gather(*waiting)) == ballot_box.ROOM


async def test_whoever_gives_up_waiting_takes_nothing_out_of_the_batch() -> None:
    ledger = Ledger()
    ledger.open.clear()
    box = BallotBox(ledger.write)
    hasty = asyncio.create_task(said_to(box, "hasty"))
    patient = asyncio.create_task(said_to(box, "patient"))
    await asyncio.sleep(0)
    hasty.cancel()
    ledger.open.set()
    assert await patient == "patient"
    assert ledger.batches == [["hasty", "patient"]]


async def test_stopping_waits_for_what_was_put_in() -> None:
    ledger = Ledger()
    ledger.open.clear()
    box = BallotBox(ledger.write)
    put = asyncio.create_task(said_to(box, "U1"))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(box.drained())
    await asyncio.sleep(0)
    assert not stopping.done()
    ledger.open.set()
    await stopping
    assert await put == "U1"


# ---- with the real service


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *MANY)


async def answered(house: House, round_id: int) -> int:
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        round_ = await store.round(round_id)
        assert round_ is not None
        return (await store.turnout(round_)).answered


async def test_many_at_once_are_all_kept_in_a_few_transactions(house: House) -> None:
    round_ = await house.open(*MANY)
    cast = house.services.pulse.answering.cast_ballot
    await asyncio.gather(*(cast(round_.id, each.slack_user_id, SAID) for each in MANY))
    assert await answered(house, round_.id) == len(MANY)


async def test_in_one_batch_the_later_of_two_by_one_person_stands(house: House) -> None:
    round_ = await house.open(*MANY)
    user = MANY[0].slack_user_id
    later = as_said(*[Agreement.DISAGREE] * 4)
    cast = house.services.pulse.answering.cast_ballot
    await asyncio.gather(*(cast(round_.id, user, each) for each in (SAID, SAID, later)))
    assert await answered(house, round_.id) == 1
    paper = await house.services.pulse.answering.take_paper(round_.id, user)
    assert paper.before == (Agreement.DISAGREE,) * 4


async def test_in_one_batch_each_gets_their_own_answer(house: House) -> None:
    round_ = await house.open(*MANY)
    cast = house.services.pulse.answering.cast_ballot
    well, stranger, half = await asyncio.gather(
        cast(round_.id, MANY[0].slack_user_id, SAID),
        cast(round_.id, "U999", SAID),
        cast(round_.id, MANY[1].slack_user_id, dict(list(SAID.items())[:2])),
        return_exceptions=True,
    )
    assert not isinstance(well, BaseException)
    assert well.id == round_.id
    assert isinstance(stranger, NotAllowed)
    assert isinstance(half, InvalidInput)
    assert await answered(house, round_.id) == 1


async def test_a_late_answer_and_the_closing_cannot_cross(house: House) -> None:
    """Whoever was told that they are recorded is counted, and nobody else."""
    round_ = await house.open(*MANY)
    cast = house.services.pulse.answering.cast_ballot

    async def answer(user: str, after: float) -> bool:
        await asyncio.sleep(after)
        try:
            await cast(round_.id, user, SAID)
        except Conflict:
            return False
        return True

    async def close() -> None:
        await asyncio.sleep(0.02)
        house.clock.moment = round_.closes_at + timedelta(seconds=1)
        await house.tick()

    users = [each.slack_user_id for each in MANY]
    told = await asyncio.gather(
        *(answer(user, number * 0.0005) for number, user in enumerate(users)), close()
    )
    await house.tick()
    async with house.database.reading() as session:
        closed = await PulseStore(session, house.services.workspace.id).round(round_.id)
    assert closed is not None
    assert closed.state is State.CLOSED
    assert closed.answered == sum(each is True for each in told)
