"""Cancelling deletes everything, bytes too, also after a crash anywhere; nothing is left to read."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from bot.domain.pulse import Round, State
from bot.domain.questions import Agreement
from bot.errors import Conflict
from bot.services.pulse import PulseService, closing
from bot.services.pulse.closing import Closing, Step
from bot.services.pulse.files import FileKind
from bot.services.pulse.reading import Reading
from storage import erasing
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.delivery import DeliveryRow
from tests.anonymity.dumps import SEALED_TABLES, all_bytes_of, rows_of
from tests.anonymity.kinds import ALL_KINDS, all_answer, said_by, take_notes
from tests.anonymity.test_crashes import Killed, Killer, state_of, tick
from tests.support.pulse import LEADERS, MANAGER, MEMBERS, House, furnish

ASKED = (*LEADERS, *MEMBERS)
US = MANAGER.slack_user_id
KEPT = (*SEALED_TABLES, "pulse_cell", "pulse_written", "prompts")


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


async def opened(house: House, *, sent: bool = True) -> Round:
    round_ = await house.open(*ASKED, asks=ALL_KINDS, remind=True)
    if sent:
        async with house.database.transaction() as session:
            await session.execute(
                update(DeliveryRow).values(state="sent", sent_at=house.clock.now())
            )
    return round_


async def answered(house: House, *, sent: bool = True) -> Round:
    round_ = await opened(house, sent=sent)
    await all_answer(house, round_, ASKED[:11])
    await house.tick(seconds=10)  # its message says how many
    return round_


async def cancel(house: House, round_: Round) -> None:
    await house.services.pulse.tending.cancel(US, round_.id)
    await house.tick(seconds=5)


async def assert_all_is_gone(house: House, round_: Round) -> None:
    assert await state_of(house, round_) is State.CANCELLED
    rows = await rows_of(house.database)
    assert [rows[table] for table in KEPT] == [[]] * len(KEPT)


# ---- what is left


async def test_the_bytes_of_a_cancelled_round_are_gone(house: House) -> None:
    round_ = await answered(house)
    first = await take_notes(house.database)
    await house.answer(round_, ASKED[0], *said_by(5))
    notes = await take_notes(house.database)
    files = await all_bytes_of(house.database)
    assert [each for each in notes.traces if each not in files] == []
    await cancel(house, round_)
    await assert_all_is_gone(house, round_)
    files = await all_bytes_of(house.database)
    assert [each for each in (*first.traces, *notes.traces) if each in files] == []
    for each in ASKED:
        assert each.slack_user_id not in str((await rows_of(house.database))["delivery"])
        for group in (b"leader", b"member"):  # as the register's rows are on SQLite
            assert each.slack_user_id.encode() + group not in files


@pytest.mark.parametrize("sent", [True, False], ids=["posted", "not posted yet"])
async def test_nothing_countable_is_left_of_a_cancelled_round(house: House, sent: bool) -> None:
    """Whether nobody had answered or half of those asked: afterwards it looks the same."""
    left = []
    for people in (11, 0):
        round_ = await opened(house, sent=sent)
        await all_answer(house, round_, ASKED[:people])
        await house.tick(seconds=10)
        await cancel(house, round_)
        await assert_all_is_gone(house, round_)
        async with house.database.transaction() as session:
            store = PulseStore(session, house.services.workspace.id)
            found = await store.round(round_.id)
            assert found is not None
            turnout = await store.turnout(found)
            told = await session.scalars(text(f"SELECT told FROM pulse_round WHERE id={round_.id}"))
            bodies = await session.scalars(
                select(DeliveryRow.body).where(DeliveryRow.key.startswith(f"pulse:{round_.id}:"))
            )
            words = " ".join(str(body) for body in bodies)
        left.append((found.answered, turnout.answered, told.one(), "11 of 23" in words))
        proof = await house.services.pulse.reading.proof(round_.id)
        assert "11 of 23" not in proof
    assert left[0] == left[1]


Attempt = Callable[[Reading, int], Awaitable[object]]
WAYS: dict[str, Attempt] = {
    "summary": lambda reading, number: reading.pull_summary(US, number),
    "command line": lambda reading, number: reading.report(number),
    "table": lambda reading, number: reading.ask_for_file(US, FileKind.CSV, number),
    "workbook": lambda reading, number: reading.ask_for_file(US, FileKind.XLSX, number),
    "paper": lambda reading, number: reading.ask_for_file(US, FileKind.HTML, number),
    "charts": lambda reading, number: reading.show_pictures(US, number),
    "posting": lambda reading, number: reading.post(US, number),
    "reply form": lambda reading, number: reading.reply_to_write(US, number),
    "reply": lambda reading, number: reading.reply(US, number, "We met on Monday."),
}


async def test_nothing_of_a_cancelled_round_can_be_pulled_exported_or_posted(house: House) -> None:
    """Neither before its bytes are erased nor after."""
    round_ = await answered(house)
    await house.services.pulse.tending.cancel(US, round_.id)
    for state in (State.CANCELLING, State.CANCELLED):
        assert await state_of(house, round_) is state
        before = await rows_of(house.database)
        for attempt in WAYS.values():
            with pytest.raises(Conflict, match="was cancelled: everything that was answered"):
                await attempt(house.services.pulse.reading, round_.id)
        after = await rows_of(house.database)
        assert after == before  # no file was planned, no audit entry says that one was taken
        overview = await house.services.pulse.tending.overview(US)
        assert [(each.turnout.answered, each.replied_at) for each in overview.rounds] == [(0, None)]
        await house.tick(seconds=5)


async def test_a_file_that_was_asked_for_before_is_no_way_round(house: House) -> None:
    """Work of that kind does nothing for a round that was cancelled."""
    round_ = await answered(house)
    await cancel(house, round_)
    with pytest.raises(Conflict, match="was cancelled"):
        await house.services.pulse.reading.send_file(
            f"pulse:{round_.id}:file:csv:{US}", house.clock.now()
        )
    assert house.slack.shared == []


async def test_a_late_ballot_is_refused_with_its_sentence_and_not_kept(house: House) -> None:
    round_ = await answered(house)
    answering = house.services.pulse.answering
    said = dict(zip([each.id for each in round_.questions], said_by(1), strict=True))
    await house.services.pulse.tending.cancel(US, round_.id)
    for state in (State.CANCELLING, State.CANCELLED):
        assert await state_of(house, round_) is state
        for person in (ASKED[0], ASKED[20]):
            for attempt in (
                answering.cast_ballot(round_.id, person.slack_user_id, said),
                answering.take_paper(round_.id, person.slack_user_id),
                answering.tap(round_.id, person.slack_user_id, "agree"),
            ):
                with pytest.raises(Conflict, match=r"was cancelled\. Everything that was answered"):
                    await attempt
        assert (await rows_of(house.database))["pulse_ballot"] == []
        assert (await house.services.home.look(ASKED[0].slack_user_id)).to_answer.number == 0
        await house.tick(seconds=5)


async def test_a_cancelled_round_reminds_and_nudges_nobody(house: House) -> None:
    round_ = await answered(house)
    await cancel(house, round_)
    planned = await house.planned()
    for _ in range(12):
        await house.tick(days=3)
    assert await house.planned() == planned
    assert not any(word in each for each in planned for word in ("remind", "nudge", "closed"))


async def test_cancelling_one_leaves_the_ballots_of_another(house: House) -> None:
    round_ = await answered(house)
    other = await house.open(*MEMBERS, channel="C0OTHER")
    await house.answer(other, MEMBERS[0], Agreement.AGREE)
    notes = await take_notes(house.database)
    await cancel(house, round_)
    left = await take_notes(house.database)
    files = await all_bytes_of(house.database)
    assert len(left.ballots) == 2
    assert [each for each in left.traces if each not in files] == []
    assert [each for each in set(notes.traces) - set(left.traces) if each in files] == []


# ---- crashes


async def test_killed_within_the_cancelling_nothing_has_happened(house: House) -> None:
    """It is one transaction: everything is still there, and cancelling again works."""
    round_ = await answered(house)
    before = await rows_of(house.database)
    tending = house.services.pulse.tending

    async def killed(*_about: object) -> None:
        raise Killed

    for owner, step in ((Closing, "_forget"), (Closing, "_go_on"), (type(tending), "note")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, step, killed)
            with pytest.raises(Killed):
                await tending.cancel(US, round_.id)
        assert await rows_of(house.database) == before
    await cancel(house, round_)
    await assert_all_is_gone(house, round_)


async def test_killed_after_the_cancelling_the_next_tick_erases_the_bytes(house: House) -> None:
    round_ = await answered(house)
    notes = await take_notes(house.database)
    await house.services.pulse.tending.cancel(US, round_.id)
    assert await state_of(house, round_) is State.CANCELLING  # nobody says yet that it is done
    rows = await rows_of(house.database)
    assert [rows[table] for table in KEPT] == [[]] * len(KEPT)
    await tick(house, PulseService(house.services.context))  # another process
    await assert_all_is_gone(house, round_)
    files = await all_bytes_of(house.database)
    assert [each for each in notes.traces if each in files] == []


@pytest.mark.parametrize("moment", ["within", "after"])
async def test_killed_while_the_bytes_are_erased_the_next_tick_finishes(
    house: House, moment: str
) -> None:
    round_ = await answered(house)
    notes = await take_notes(house.database)
    erase = erasing.erase_deleted
    await house.services.pulse.tending.cancel(US, round_.id)
    doomed = PulseService(house.services.context)
    doomed.closing = Closing(
        house.services.context, Killer(Step.ERASED) if moment == "after" else lambda _step: None
    )

    async def killed(*about: object) -> bool:
        await erase(*about)  # type: ignore[arg-type]
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        if moment != "after":
            patch.setattr(closing, "erase_deleted", killed)
        with pytest.raises(Killed):
            await tick(house, doomed)
    assert await state_of(house, round_) is State.CANCELLING

    house.clock.moment += timedelta(seconds=5)
    await tick(house, PulseService(house.services.context))

    await assert_all_is_gone(house, round_)
    files = await all_bytes_of(house.database)
    assert [each for each in notes.traces if each in files] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_busy_reader_delays_the_word_cancelled_until_the_bytes_are_gone(
    house: House,
) -> None:
    round_ = await answered(house)
    notes = await take_notes(house.database)
    async with house.database.reading() as reader:
        await reader.execute(text("SELECT count(*) FROM pulse_ballot"))
        await cancel(house, round_)
        assert await state_of(house, round_) is State.CANCELLING
        assert "being erased" in await house.services.pulse.reading.proof(round_.id)
    await house.tick(seconds=6)
    await assert_all_is_gone(house, round_)
    files = await all_bytes_of(house.database)
    assert [each for each in notes.traces if each in files] == []


async def test_of_cancelling_and_closing_at_once_one_wins(house: House) -> None:
    """A result of a cancelled round, or half a result, there never is."""
    round_ = await answered(house)
    house.clock.moment = round_.closes_at
    await house.services.pulse.tending.cancel(US, round_.id)
    await house.tick(seconds=1)
    await assert_all_is_gone(house, round_)
    other = await answered(house)
    house.clock.moment = other.closes_at + timedelta(seconds=1)
    await house.tick()
    with pytest.raises(Conflict, match="has closed already"):
        await house.services.pulse.tending.cancel(US, other.id)
    assert await state_of(house, other) is State.CLOSED
