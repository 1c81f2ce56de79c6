"""Answers of every kind and in people's own words: attacks on database and files, before and after."""

import base64

import pytest
from sqlalchemy import select

from bot.domain.ballots import LONGEST_TEXT, NONCE_BYTES, TAG_BYTES, BallotKeys, record_bytes
from bot.domain.pulse import Round, State
from bot.domain.questions import SESSION_FEEDBACK, TEMPERATURE, QuestionSet
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.pulse import SaltRow, WrittenRow
from tests.anonymity.dumps import (
    SEALED_TABLES,
    all_bytes_of,
    bytes_of,
    changed,
    is_in_postgres_log,
    rows_of,
)
from tests.anonymity.kinds import ALL_KINDS, STAY, WORDS, all_answer, ballots, said_by, take_notes
from tests.support.pulse import BODY, LEADERS, MANAGER, MEMBERS, House, furnish

ASKED = (*LEADERS, *MEMBERS)
# Each in one test only: the server's log, which these look through, is the same for all tests.
NEVER_READ = ("vellichor", "quixotry")
NEVER_SHOWN = "psithurism"
TEXTS = {
    "none": "",
    "a letter": "a",
    "longest": "x" * LONGEST_TEXT,
    "most bytes": "😀" * LONGEST_TEXT,
}


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


@pytest.fixture
async def round_(house: House) -> Round:
    return await house.open(*ASKED, asks=ALL_KINDS)


def spellings(word: bytes) -> list[bytes]:
    """As it is, and as careless code might have kept it."""
    return [
        word,
        word.hex().encode(),
        word.decode().encode("utf-16-le"),
        *(base64.b64encode(b" " * shift + word)[4:-4] for shift in range(3)),
    ]


# ---- while it is open


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
async def test_an_answer_of_any_kind_changes_one_ballot_and_nothing_else(
    house: House, round_: Round, text: str
) -> None:
    await house.answer(round_, ASKED[1], *said_by(1))
    before = await rows_of(house.database)
    await house.answer(round_, ASKED[0], *said_by(0, text, text))
    difference = changed(before, await rows_of(house.database))
    assert {table: tuple(map(len, rows)) for table, rows in difference.items()} == {
        "pulse_ballot": (0, 1)
    }


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
async def test_a_changed_text_changes_what_is_sealed_of_one_ballot(
    house: House, round_: Round, text: str
) -> None:
    """Nobody who compares two copies can tell a changed mind from the same answer sent again."""
    await all_answer(house, round_, ASKED[:3])
    before, kept = await rows_of(house.database), await ballots(house.database)
    await house.answer(round_, ASKED[0], *said_by(0, text))
    difference = changed(before, await rows_of(house.database))
    assert {table: tuple(map(len, rows)) for table, rows in difference.items()} == {
        "pulse_ballot": (1, 1)
    }
    now = await ballots(house.database)
    assert kept.keys() == now.keys()
    ((old, new),) = [(kept[key], now[key]) for key in kept if kept[key] != now[key]]
    assert len(old) == len(new)


@pytest.mark.parametrize(
    "asks", [ALL_KINDS, SESSION_FEEDBACK, TEMPERATURE.worded(BODY)], ids=lambda each: each.id
)
async def test_all_ballots_of_a_round_are_equally_long(house: House, asks: QuestionSet) -> None:
    """Short and long texts, none at all, one tap on 0 or on 10."""
    round_ = await house.open(*ASKED, asks=asks)
    texts = list(TEXTS.values())
    for number, each in enumerate(ASKED[:8]):
        said = [
            texts[(number + place) % len(texts)]
            if question.is_text
            else question.options[number % len(question.options)].value
            for place, question in enumerate(round_.questions)
        ]
        if len(said) == 1:
            await house.services.pulse.answering.tap(round_.id, each.slack_user_id, said[0])
        else:
            await house.answer(round_, each, *said)
    sealed = list((await ballots(house.database)).values())
    expected = NONCE_BYTES + record_bytes(asks.questions) + TAG_BYTES
    assert [len(each) for each in sealed] == [expected] * 8
    # No place in it is the same for all, so that no length or padding shows through either.
    assert all(len({each[place] for each in sealed}) > 1 for place in range(expected))


async def test_what_was_written_cannot_be_found_in_the_database_while_it_is_open(
    house: House, round_: Round
) -> None:
    for number, each in enumerate((*ASKED[:6], ASKED[0])):
        await house.answer(
            round_, each, *said_by(number, *(f"{one} {number}" for one in NEVER_READ))
        )
    await house.tick(seconds=10)  # the number in its message is brought up to date meanwhile
    rows = str(await rows_of(house.database))
    files = await all_bytes_of(house.database)
    for word in NEVER_READ:
        assert word not in rows
        for spelling in spellings(word.encode()):
            assert spelling not in files
            if not house.database.is_sqlite:
                assert not await is_in_postgres_log(house.database, spelling)


async def test_the_same_words_by_two_people_do_not_look_alike(house: House, round_: Round) -> None:
    for each in ASKED[:6]:
        await house.answer(round_, each, *said_by(0))
    sealed = list((await ballots(house.database)).values())
    blocks = [each[at : at + 16] for each in sealed for at in range(NONCE_BYTES, len(each), 16)]
    assert len(set(blocks)) == len(blocks)  # not even the padding of one repeats in another


async def test_the_secret_alone_does_not_open_what_was_written(house: House, round_: Round) -> None:
    """And with the database, as the statement says, it does: so the test can fail."""
    await house.answer(round_, ASKED[0], *said_by(0))
    ((key, sealed),) = (await ballots(house.database)).items()
    async with house.database.reading() as session:
        salt = (await session.scalars(select(SaltRow.salt))).one()
    right = BallotKeys(house.secrets.current.key, salt, round_.id)
    assert right.open(key, round_.questions, sealed)[4] == WORDS.format(0)
    wrong = BallotKeys(house.secrets.current.key, b"\0" * 32, round_.id)
    assert key not in {wrong.key(each.slack_user_id) for each in ASKED}


# ---- after it has closed


async def test_after_close_what_may_be_shown_stands_and_the_ballots_bytes_are_gone(
    house: House, round_: Round
) -> None:
    await all_answer(house, round_, ASKED[:8])
    first = await take_notes(house.database)
    for number, each in enumerate(ASKED[:4]):  # they change their minds, and leave older versions
        await house.answer(round_, each, *said_by(number, f"Another place, quux {number}"))
    second = await take_notes(house.database)
    open_files = await bytes_of(house.database)
    assert [each for each in second.traces if each not in open_files] == []

    await house.tick(days=8)

    files = await all_bytes_of(house.database)
    assert [each for each in (*first.traces, *second.traces) if each in files] == []
    rows = await rows_of(house.database)
    assert [rows[table] for table in SEALED_TABLES] == [[], [], []]
    async with house.database.reading() as session:
        kept = (await session.scalars(select(WrittenRow))).all()
    better = {each.written for each in kept if each.question == "better"}
    keep = {each.written for each in kept if each.question == "keep"}
    assert better == {f"Another place, quux {n}" for n in range(4)} | {
        WORDS.format(n) for n in range(4, 8)
    }
    assert keep == {STAY.format(n) for n in range(8)}
    for number in range(4):  # what was taken back is nowhere
        assert WORDS.format(number).encode() not in files


async def test_what_fewer_than_k_wrote_is_never_in_any_file(house: House, round_: Round) -> None:
    for number, each in enumerate(ASKED[:9]):
        better = NEVER_SHOWN if number < round_.k - 1 else ""
        await house.answer(round_, each, *said_by(number, better))
    await house.tick(days=8)
    rows, files = await rows_of(house.database), await all_bytes_of(house.database)
    assert len(rows["pulse_written"]) == 9  # of the other question
    assert NEVER_SHOWN not in str(rows)
    assert NEVER_SHOWN.encode() not in files
    if not house.database.is_sqlite:
        assert not await is_in_postgres_log(house.database, NEVER_SHOWN.encode())
        # It is the log: of nine texts, at most one is cut in two where a page of the log ends.
        said = [STAY.format(number).encode() for number in range(9)]
        assert any([await is_in_postgres_log(house.database, each) for each in said])
    (cell,) = [each for each in rows["pulse_cell"] if "'better'" in each]
    assert "few_wrote" in cell
    assert cell.count("None") == 12  # not even how many wrote


async def test_closing_one_of_two_rounds_with_texts_erases_it_whole_and_leaves_the_other(
    house: House, round_: Round
) -> None:
    """Their ballots lie between each other in the files, and have moved as more came in."""
    other = await house.open(
        *ASKED, channel="C0OTHER", asks=SESSION_FEEDBACK, by=MANAGER.slack_user_id
    )
    feedback = ("agree", "disagree", "yes", "c1")
    for number, each in enumerate(ASKED):
        await house.answer(round_, each, *said_by(number))
        await house.answer(other, each, *feedback, f"More tea {number}")
    kept = await take_notes(house.database)
    for number, each in enumerate(ASKED[::2]):
        await house.answer(round_, each, *said_by(number))
    more = await take_notes(house.database)
    await house.services.pulse.tending.close_now(MANAGER.slack_user_id, round_.id)
    await house.tick(seconds=5)
    left = await take_notes(house.database)
    gone = {*kept.traces, *more.traces} - set(left.traces)
    files = await bytes_of(house.database)
    assert len(left.ballots) == 2 * len(ASKED)
    assert [each for each in gone if each in files] == []
    assert [each for each in left.traces if each not in files] == []
    async with house.database.reading() as session:
        closed = await PulseStore(session, house.services.workspace.id).round(round_.id)
    assert closed is not None
    assert closed.state is State.CLOSED
