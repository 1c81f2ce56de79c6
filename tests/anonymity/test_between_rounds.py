"""Attacks with two rounds: side by side, one after the other, planned; and pairing people in both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select, update

from bot.domain.ballots import BallotKeys
from bot.domain.people import Member
from bot.domain.pulse import Circle, CircleKind, Planned, Round, State
from bot.domain.questions import (
    OWNERSHIP_4,
    OWNERSHIP_8,
    TEMPERATURE,
    Agreement,
    Question,
    QuestionSet,
    own_id,
)
from bot.errors import InvalidInput
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.delivery import DeliveryRow
from storage.schema.pulse import SaltRow
from tests.anonymity.dumps import rows_of
from tests.anonymity.kinds import ballots, take_notes
from tests.support.acting import act
from tests.support.pulse import BODY, CHANNEL, LEADERS, MANAGER, MEMBERS, House, furnish

ASKED = (*LEADERS, *MEMBERS)
US = MANAGER.slack_user_id
EIGHT = OWNERSHIP_8.worded(BODY)
FOUR = OWNERSHIP_4.worded(BODY)
OTHER = TEMPERATURE.worded(BODY)
AGAIN = "asked the same here"
TWICE = "is open and asks some of the same people the same"


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED)


async def at(house: House, moment: datetime) -> None:
    house.clock.moment = moment
    await act(house.database, house.clock, house.factory.for_workspace)


async def answered_and_closed(house: House, round_: Round, *people: Member) -> None:
    for number, each in enumerate(people):
        await house.answer(round_, each, Agreement.AGREE if number % 2 else Agreement.DISAGREE)
    await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)


async def told(house: House, user: str) -> str:
    async with house.database.reading() as session:
        bodies = await session.scalars(select(DeliveryRow.body).where(DeliveryRow.spot == user))
        return "\n".join(str(body) for body in bodies)


# ---- side by side


@pytest.mark.parametrize("shared", [1, len(MEMBERS)])
async def test_two_open_rounds_that_share_a_question_share_nobody(
    house: House, shared: int
) -> None:
    """All but one, and everybody: their results would differ by what that one said."""
    first = await house.open(*MEMBERS, asks=EIGHT)
    before = await rows_of(house.database)
    others = (*LEADERS, *MEMBERS[:shared])
    with pytest.raises(InvalidInput, match=f"Pulse {first.id} {TWICE}"):
        await house.open(*others, channel="C0OTHER", asks=FOUR)  # four share three of the eight
    assert await rows_of(house.database) == before
    apart = await house.open(*LEADERS, channel="C0OTHER", asks=FOUR)
    assert apart.asked == len(LEADERS)


@pytest.mark.parametrize(
    "circle",
    [
        Circle(CircleKind.ALL),
        Circle(CircleKind.GROUP, ("SALL",)),
        Circle(CircleKind.PRACTICES, tuple(f"Y9000{n}" for n in range(1, 7))),
    ],
    ids=lambda each: each.kind,
)
async def test_whatever_circle_it_is_the_same_people_are_not_asked_the_same_twice_at_once(
    house: House, circle: Circle
) -> None:
    house.slack.members["SALL"] = [each.slack_user_id for each in ASKED]
    await house.open(*MEMBERS[:6])
    with pytest.raises(InvalidInput, match=TWICE):
        await house.open(*LEADERS, channel="C0OTHER", circle=circle)
    proposal = house.propose(*LEADERS, channel="C0OTHER", circle=circle)
    with pytest.raises(InvalidInput, match=TWICE):
        await house.services.pulse.opening.preview(US, proposal)


async def test_different_questions_may_be_asked_of_the_same_people_at_once(house: House) -> None:
    first = await house.open(*ASKED)
    second = await house.open(*ASKED, channel="C0OTHER", asks=OTHER)
    await house.answer(first, ASKED[0], Agreement.AGREE)
    await house.answer(second, ASKED[0], "7")
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        assert len(await store.rounds(State.OPEN)) == 2


async def test_ones_own_question_in_the_words_of_another_is_the_same_question(
    house: House,
) -> None:
    """Else whoever copies the words can ask all, and all but one, at the same time."""
    first = await house.open(*ASKED, asks=FOUR)
    asked = FOUR.questions[0]
    copied = Question(own_id(asked.text, asked.type, ()), asked.text, "Copied", asked.type)
    with pytest.raises(InvalidInput, match=f"Pulse {first.id} {TWICE}"):
        await house.open(
            *ASKED[1:], channel="C0OTHER", asks=QuestionSet("own-1", "Mine", (copied,))
        )


# ---- one after the other


@pytest.mark.parametrize("place", ["the same channel", "another channel, the same circle"])
async def test_the_same_question_comes_again_after_a_week_by_the_calendar_and_no_sooner(
    house: House, place: str
) -> None:
    circle = Circle(CircleKind.ALL)
    channel = CHANNEL if place == "the same channel" else "C0OTHER"
    first = await house.open(*ASKED, asks=EIGHT, circle=circle)
    await answered_and_closed(house, first, *ASKED[:12])
    house.slack.channels[channel] = [each.slack_user_id for each in ASKED]
    opened = first.opens_at.replace(hour=0, minute=0)
    moments = [opened + timedelta(days=day, hours=hour) for day, hour in ((1, 9), (5, 1), (6, 23))]
    for moment in (house.clock.now(), *moments, opened + timedelta(days=6, hours=23, minutes=59)):
        house.clock.moment = moment
        for circle_ in (circle, Circle(CircleKind.CHANNEL, (channel,))):
            if channel == CHANNEL or circle_ is circle:
                with pytest.raises(InvalidInput, match=AGAIN) as refused:
                    await house.open(*ASKED, channel=channel, asks=FOUR, circle=circle_)
                assert "please choose Tuesday 1 December or later" in str(refused.value)
    house.clock.moment = opened + timedelta(days=7)  # at midnight, nine hours short of a week
    assert await house.open(*ASKED, channel=channel, asks=FOUR, circle=circle)


@pytest.mark.parametrize(
    ("opens", "too_soon", "soon_enough"),
    [  # UTC; the clocks go back on 25 October 2026 and forward on 28 March 2027, both at 01:00
        ("2026-10-20T23:30", "2026-10-27T23:59", "2026-10-28T00:00"),  # the 21st by the wall clock
        ("2026-10-24T23:30", "2026-10-31T23:45", "2026-11-01T00:00"),  # the 25th
        ("2027-03-28T00:30", "2027-04-03T22:59", "2027-04-03T23:00"),
    ],
)
async def test_the_week_is_counted_from_opening_by_local_date_across_the_clock_change(
    house: House, opens: str, too_soon: str, soon_enough: str
) -> None:
    def utc(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    house.clock.moment = utc(opens)
    first = await house.open(*ASKED)
    await answered_and_closed(house, first, *ASKED[:12])
    house.clock.moment = utc(too_soon)
    with pytest.raises(InvalidInput, match=AGAIN):
        await house.open(*ASKED)
    house.clock.moment = utc(soon_enough)
    assert await house.open(*ASKED)


async def test_extending_does_not_shift_the_week_but_being_open_still_counts(house: House) -> None:
    """One that was opened long ago and is open now is refused as one of those side by side."""
    first = await house.open(*ASKED)
    day = (first.closes_at + timedelta(days=20)).date()
    await house.services.pulse.tending.extend(US, first.id, day, first.closes_at.time())
    await house.tick(days=15)
    with pytest.raises(InvalidInput, match=TWICE):
        await house.open(*ASKED[:-1], channel="C0OTHER")


@pytest.mark.parametrize("when", ["closing", "closed"])
async def test_one_that_is_being_counted_counts_as_asked(house: House, when: str) -> None:
    first = await house.open(*ASKED)
    for each in ASKED[:12]:
        await house.answer(first, each, Agreement.AGREE)
    await house.services.pulse.tending.close_now(US, first.id)
    if when == "closed":
        await house.tick(seconds=5)
    with pytest.raises(InvalidInput, match=AGAIN):
        await house.open(*ASKED[:-1])


@pytest.mark.parametrize(("answers", "again"), [(4, True), (5, False)])
async def test_a_round_that_shows_nothing_may_be_asked_again(
    house: House, answers: int, again: bool
) -> None:
    first = await house.open(*ASKED)
    await answered_and_closed(house, first, *ASKED[:answers])
    if again:
        assert await house.open(*ASKED)
    else:
        with pytest.raises(InvalidInput, match=AGAIN):
            await house.open(*ASKED)


async def test_after_cancelling_the_same_may_be_asked_again_at_once(house: House) -> None:
    first = await house.open(*ASKED)
    for each in ASKED[:12]:
        await house.answer(first, each, Agreement.AGREE)
    await house.services.pulse.tending.cancel(US, first.id)
    second = await house.open(*ASKED[1:])  # its bytes are not erased yet
    await house.tick(seconds=5)
    await house.services.pulse.tending.cancel(US, second.id)
    await house.tick(seconds=5)
    third = await house.open(*ASKED)
    assert (await house.services.pulse.answering.take_paper(third.id, "U011")).before is None


# ---- by itself


async def test_a_plan_that_comes_due_beside_the_same_question_is_not_opened_and_its_owner_is_told(
    house: House,
) -> None:
    opens = house.clock.now() + timedelta(days=2)
    proposal = replace(house.propose(*ASKED, channel="C0OTHER", asks=EIGHT), opens=opens)
    planned = await house.services.pulse.opening.start(US, proposal)
    assert isinstance(planned, Planned)
    first = await house.open(*ASKED[1:])
    for each in ASKED[1:12]:
        await house.answer(first, each, Agreement.AGREE)
    sealed = (await rows_of(house.database))["pulse_ballot"]
    await at(house, opens)
    rows = await rows_of(house.database)
    assert len(rows["pulse_round"]) == 1
    assert len(rows["pulse_register"]) == len(ASKED) - 1
    assert rows["pulse_ballot"] == sealed
    said = await told(house, US)
    assert f"could not open. Pulse {first.id} {TWICE}" in said
    assert not any(each.slack_user_id in said for each in ASKED)  # not whom they share
    await house.tick(days=30)
    assert len((await rows_of(house.database))["pulse_round"]) == 1  # nor does it come later


async def test_a_repeating_plan_that_was_refused_once_comes_the_next_time(house: House) -> None:
    """The second week's is refused while the same is open elsewhere, the fourth's is not."""
    proposal = replace(
        house.propose(*ASKED, channel="C0OTHER"),
        opens=house.clock.now() + timedelta(days=2),
        repeats="every other Thursday at 09:00",
    )
    await house.services.pulse.opening.start(US, proposal)
    await house.open(*ASKED)
    for _ in range(4):
        await house.tick(days=1)
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        assert [each.channel for each in await store.rounds(*State)] == [CHANNEL]
    for _ in range(14):
        await house.tick(days=1)
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        assert [each.channel for each in await store.rounds(*State)] == ["C0OTHER", CHANNEL]


# ---- pairing the same people in two rounds


async def test_nobody_can_be_followed_from_one_round_to_another(house: House) -> None:
    """Neither while both are open, nor by whoever copied the database of each: keys and salts differ."""
    seen: list[tuple[bytes, set[bytes]]] = []
    first = await house.open(*ASKED)
    second = await house.open(*ASKED, channel="C0OTHER", asks=OTHER)
    for each in ASKED:
        await house.answer(first, each, Agreement.AGREE)
        await house.answer(second, each, "7")
    async with house.database.reading() as session:
        for round_ in (first, second):
            salt = (await PulseStore(session, house.services.workspace.id).salt(round_.id)).salt
            keys = await PulseStore(session, house.services.workspace.id).ballot_keys(round_.id)
            seen.append((salt, keys))
    await house.tick(days=8)
    third = await house.open(*ASKED)
    for each in ASKED:
        await house.answer(third, each, Agreement.AGREE)
    async with house.database.reading() as session:
        salt = (await session.scalars(select(SaltRow.salt))).one()
    seen.append((salt, set(await ballots(house.database))))

    salts = [each for each, _ in seen]
    assert len(set(salts)) == 3
    assert [len(keys) for _, keys in seen] == [len(ASKED)] * 3
    assert len(set.union(*(keys for _, keys in seen))) == 3 * len(ASKED)
    # With the secret as well, and one round's salt, the other's ballots stay closed.
    for (one, _), (other, keys) in product(seen, seen):
        for number in (1, 2, 3):
            made = BallotKeys(house.secrets.current.key, one, number)
            ours = {made.key(each.slack_user_id) for each in ASKED}
            assert one == other or ours.isdisjoint(keys)


async def test_what_is_kept_of_two_rounds_pairs_nobody(house: House) -> None:
    """After both have closed, no key, salt or member of either is in any row."""
    notes = []
    for _ in range(2):
        round_ = await house.open(*ASKED)
        for number, each in enumerate(ASKED):
            await house.answer(round_, each, Agreement.AGREE if number % 3 else Agreement.NEITHER)
        notes.append(await take_notes(house.database))
        await house.tick(days=8)
    rows = await rows_of(house.database)
    text = str({table: rows[table] for table in rows if table != "member"})
    for copied in notes:
        for piece in (*copied.salts, *copied.ballots):
            assert repr(piece)[2:-1] not in text
            assert piece.hex() not in text
    assert not any(each.slack_user_id in text for each in ASKED)


async def test_a_ballot_that_is_moved_into_another_round_does_not_count_there(house: House) -> None:
    """Whoever may write to the database cannot have one person's answer counted twice."""
    first = await house.open(*ASKED)
    for each in ASKED[:8]:
        await house.answer(first, each, Agreement.AGREE)
    second = await house.open(*ASKED, channel="C0OTHER", asks=OTHER)
    for each in ASKED[8:14]:
        await house.answer(second, each, "7")
    async with house.database.transaction() as session:
        from storage.schema.pulse import BallotRow

        await session.execute(
            update(BallotRow).where(BallotRow.round_id == first.id).values(round_id=second.id)
        )
    for round_ in (first, second):
        await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)
    reports = [await house.services.pulse.report(each.id) for each in (first, second)]
    assert [each.round.answered for each in reports] == [0, 6]
