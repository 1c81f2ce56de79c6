"""The pulse store on both databases: one ballot each, one workspace only, one open round a channel."""

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.domain.ballots import new_salt
from bot.domain.disclosure import (
    Audience,
    Band,
    Cell,
    Counts,
    Hidden,
    Picked,
    Reason,
    Written,
)
from bot.domain.pulse import Group, Proposal, Round, State, Turnout, proposed_closing
from bot.domain.tallies import Opinion
from storage.database import Database
from storage.people import ensure_workspace
from storage.pulse import Ballot, BallotWriter, Booth, Name, PulseStore, Salt
from tests.support.pulse import ASKS, CHANNEL, OPENING, QUESTIONS

ASKED = {"U1": Group.LEADER, "U2": Group.MEMBER, "U3": Group.UNKNOWN}
SALT = Salt(new_salt(), "secret-1")
KEY, OTHER_KEY = b"k" * 32, b"l" * 32
CELLS = [
    Cell("owned", Audience.EVERYONE, Counts(30, 11, 7, 12, 4, 0, None)),
    Cell("owned", Audience.LEADERS, Band(6, Opinion.AGREE, 8)),
    Cell("owned", Audience.MEMBERS, Hidden(Reason.OTHER_GROUP)),
    Cell("decisions", Audience.EVERYONE, Counts(16, 7, 3, 6, dont_know=5)),
    Cell("warmth", Audience.EVERYONE, Counts(24, 9, 9, 6, 4, 1, mean=5.4)),
    Cell("length", Audience.EVERYONE, Picked(12, (("c2", 6), ("c1", 4)), others=2)),
    Cell("better", Audience.EVERYONE, Written(("More time", "Less of it", "=1+1", "ü", "x"))),
]


async def open_round(database: Database, workspace_id: int, channel: str = CHANNEL) -> Round | None:
    day, clock = proposed_closing(OPENING, "Europe/London")
    async with database.transaction() as session:
        return await PulseStore(session, workspace_id).open(
            Proposal(channel, ASKS, 5, day, clock),
            "U9",
            ASKED,
            SALT,
            OPENING,
            OPENING + timedelta(days=7),
        )


@pytest.fixture
async def workspace_id(database: Database) -> int:
    async with database.transaction() as session:
        return (await ensure_workspace(session, "T1", "", OPENING)).id


@pytest.fixture
async def round_(database: Database, workspace_id: int) -> Round:
    opened = await open_round(database, workspace_id)
    assert opened is not None
    return opened


async def cast(database: Database, workspace_id: int, *ballots: Ballot) -> None:
    writer = BallotWriter(database, workspace_id)
    await writer.write([(each.round_id, "U1") for each in ballots], lambda _booths: ballots)


async def test_a_round_comes_back_as_it_was_opened(
    database: Database, workspace_id: int, round_: Round
) -> None:
    async with database.reading() as session:
        store = PulseStore(session, workspace_id)
        assert await store.round(round_.id) == round_
        assert dict(await store.register(round_.id)) == ASKED
        kept = await store.salt(round_.id)
    assert (round_.asked, round_.questions, round_.state) == (3, QUESTIONS, State.OPEN)
    assert (kept.salt, kept.secret_id) == (SALT.salt, SALT.secret_id)


async def test_one_open_round_in_a_channel(
    database: Database, workspace_id: int, round_: Round
) -> None:
    assert await open_round(database, workspace_id) is None
    assert await open_round(database, workspace_id, "C0OTHER") is not None
    async with database.transaction() as session:
        await PulseStore(session, workspace_id).move(round_.id, State.OPEN, State.CLOSING)
    assert await open_round(database, workspace_id) is not None


async def test_a_second_ballot_takes_the_place_of_the_first(
    database: Database, workspace_id: int, round_: Round
) -> None:
    await cast(database, workspace_id, Ballot(round_.id, KEY, b"first"))
    await cast(
        database,
        workspace_id,
        Ballot(round_.id, KEY, b"second"),
        Ballot(round_.id, OTHER_KEY, b"hers"),
    )
    async with database.reading() as session:
        store = PulseStore(session, workspace_id)
        assert await store.sealed(round_.id, KEY) == b"second"
        assert dict(await store.ballots(round_.id)) == {KEY: b"second", OTHER_KEY: b"hers"}
        assert await store.turnout(round_) == Turnout(2, 3)


@pytest.mark.parametrize(("who", "asked"), [("U1", True), ("U4", False)])
async def test_the_booth_tells_who_is_asked(
    database: Database, workspace_id: int, round_: Round, who: str, asked: bool
) -> None:
    writer, seen = BallotWriter(database, workspace_id), dict[Name, Booth]()

    def fill(booths: Mapping[Name, Booth]) -> list[Ballot]:
        seen.update(booths)
        return []

    await writer.write([(round_.id, who), (round_.id + 1, who)], fill)
    async with database.reading() as session:
        booth = await PulseStore(session, workspace_id).booth(round_.id, who)
    assert booth is not None
    (quick,) = seen.values()  # with what answering needs of the round
    assert set(seen) == {(round_.id, who)}
    assert (quick.is_asked, quick.salt) == (booth.is_asked, booth.salt)
    assert (quick.round.questions, quick.round.closes_at) == (round_.questions, round_.closes_at)
    assert booth.is_asked == asked
    assert booth.round == round_
    assert booth.salt is not None
    assert booth.salt.salt == SALT.salt


async def test_a_round_is_not_shut_while_an_answer_is_being_written(
    database: Database, workspace_id: int, round_: Round
) -> None:
    async def shut() -> list[tuple[bytes, bytes]]:
        async with database.transaction() as session:
            store = PulseStore(session, workspace_id)
            await store.move(round_.id, State.OPEN, State.CLOSING)
            return list(await store.ballots(round_.id))

    shutting: list[asyncio.Task[list[tuple[bytes, bytes]]]] = []
    loop = asyncio.get_running_loop()

    def fill(_booths: Mapping[Name, Booth]) -> list[Ballot]:
        """Somebody shuts the round between the look and the commit."""
        loop.call_soon_threadsafe(lambda: shutting.append(asyncio.create_task(shut())))
        time.sleep(0.2)
        return [Ballot(round_.id, KEY, b"just in time")]

    writer = BallotWriter(database, workspace_id)
    await writer.write([(round_.id, "U1")], fill)
    while not shutting:
        await asyncio.sleep(0)
    assert await shutting[0] == [(KEY, b"just in time")]


async def test_a_store_cannot_leave_its_workspace(
    database: Database, workspace_id: int, round_: Round
) -> None:
    await cast(database, workspace_id, Ballot(round_.id, KEY, b"sealed"))
    async with database.transaction() as session:
        other = (await ensure_workspace(session, "T2", "", OPENING)).id
        store = PulseStore(session, other)
        assert await store.round(round_.id) is None
        assert await store.booth(round_.id, "U1") is None
        assert await store.sealed(round_.id, KEY) is None
        assert await store.register(round_.id) == []
        assert list(await store.ballots(round_.id)) == []
        assert await store.rounds(*State) == []
        assert not await store.move(round_.id, State.OPEN, State.CLOSING)
        await store.forget(round_.id)
    async with database.reading() as session:
        assert await PulseStore(session, workspace_id).sealed(round_.id, KEY) == b"sealed"


async def test_a_round_whose_message_is_behind_is_told_once(
    database: Database, workspace_id: int, round_: Round
) -> None:
    await cast(database, workspace_id, Ballot(round_.id, KEY, b"sealed"))
    async with database.transaction() as session:
        store = PulseStore(session, workspace_id)
        assert await store.turnout(round_) == Turnout(1, 3)
        assert await store.note_told(round_.id, 1)
        assert not await store.note_told(round_.id, 1)


async def test_forgetting_takes_ballots_register_and_salt_of_this_round_only(
    database: Database, workspace_id: int, round_: Round
) -> None:
    other = await open_round(database, workspace_id, "C0OTHER")
    assert other is not None
    await cast(
        database, workspace_id, Ballot(round_.id, KEY, b"one"), Ballot(other.id, KEY, b"two")
    )
    async with database.transaction() as session:
        await PulseStore(session, workspace_id).forget(round_.id)
    async with database.reading() as session:
        store = PulseStore(session, workspace_id)
        booth = await store.booth(round_.id, "U1")
        assert booth is not None
        assert (booth.salt, booth.is_asked) == (None, False)
        assert list(await store.ballots(round_.id)) == []
        assert dict(await store.register(other.id)) == ASKED
        assert dict(await store.ballots(other.id)) == {KEY: b"two"}


async def test_what_may_be_shown_is_kept_as_it_was_decided(
    database: Database, workspace_id: int, round_: Round
) -> None:
    async with database.transaction() as session:
        await PulseStore(session, workspace_id).keep(round_.id, CELLS)
    async with database.reading() as session:
        kept = await PulseStore(session, workspace_id).cells(round_.id)
    assert set(kept) == set(CELLS)


async def test_the_tables_of_an_open_round_have_no_other_columns() -> None:
    """One column more would be one more thing to find a person by."""
    from storage.schema.pulse import BallotRow, RegisterRow

    assert BallotRow.__table__.columns.keys() == ["round_id", "key", "sealed"]
    assert RegisterRow.__table__.columns.keys() == ["round_id", "member", "group"]
