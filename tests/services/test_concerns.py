"""Concerns on both databases: only the two see one, sealed, never passed on without a yes, once each."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.blocks import ids
from bot.domain.arrangements import Arrangements
from bot.domain.concerns import About, Concern, Draft
from bot.domain.people import Member, Role
from bot.errors import Conflict, InvalidInput, NotFound
from bot.secrets import Secrets, make_key, parse_secrets
from bot.services.concerns import ConcernsService
from bot.services.concerns.raising import OtherReaders
from bot.services.concerns.talking import Talking
from storage.concerns import ConcernStore
from storage.database import Database
from storage.people import PeopleStore
from storage.schema.delivery import DeliveryRow
from tests.anonymity.dumps import all_bytes_of, rows_of
from tests.support.people import member
from tests.support.pulse import MANAGER, House, furnish

ANN, BEN = member(1), member(2)
JO = Member("U800", None, frozenset({Role.GP}))
SECOND = Member("U901", None, frozenset({Role.MANAGER}))
ADMIN = Member("U902", None, frozenset({Role.ADMINISTRATOR}))
WRITER, HEARS, MANAGES = ANN.slack_user_id, JO.slack_user_id, MANAGER.slack_user_id
WORDS = "The figure was read out with our practice's name."
ANSWER = "I have read it, and speak with the chair on Monday."
DRAFT = Draft(About.POLL, "Pulse 3: what people make of us", WORDS, HEARS)


async def named(house: House, user: str, known_as: str = "Dr Jo Marsh, for the LMC") -> None:
    async with house.database.transaction() as session:
        store = PeopleStore(session, house.services.workspace.id)
        await store.arrange(Arrangements(concerns_to=user, concerns_as=known_as))


@pytest.fixture
async def house(database: Database) -> House:
    """With a person who is named to hear concerns, two managers and an administrator."""
    house = await furnish(database, ANN, BEN, JO, SECOND, ADMIN)
    await named(house, HEARS)
    return house


async def raised(house: House, by: str = WRITER, **changes: object) -> Concern:
    draft = replace(DRAFT, **changes)  # type: ignore[arg-type]
    done = await house.services.concerns.raising.raise_one(by, f"V{by}", draft)
    assert isinstance(done, Concern)
    return done


async def messages(house: House, concern: Concern, name: str = "") -> list[DeliveryRow]:
    """The messages about it, the oldest first."""
    async with house.database.reading() as session:
        rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
        return [each for each in rows if each.key.startswith(f"{concern.key}{name}")]


def said(row: DeliveryRow) -> str:
    return json.dumps(row.body)


def talking(house: House) -> Talking:
    return house.services.concerns.talking


# ---- raising one


async def test_it_reaches_the_person_whom_the_body_names_and_nobody_else(house: House) -> None:
    readers = await house.services.concerns.raising.prepare(WRITER)
    assert (readers.named, readers.named_as) == (HEARS, "Dr Jo Marsh, for the LMC")
    concern = await raised(house)
    (told,) = await messages(house, concern)
    assert (told.spot, told.owner, told.month) == (HEARS, WRITER, None)
    assert (await talking(house).read(HEARS, concern.id)).lines[0].words == WORDS
    for other in (BEN, MANAGER, ADMIN):
        user = other.slack_user_id
        assert await talking(house).listed(user) == []
        with pytest.raises(NotFound):
            await talking(house).read(user, concern.id)


async def test_what_is_asked_by_somebody_else_of_it_is_not_found(house: House) -> None:
    concern, before = await raised(house), await rows_of(house.database)
    concerns, other = house.services.concerns, BEN.slack_user_id
    for refused in (
        concerns.talking.say(other, concern.id, "And I say"),
        concerns.talking.settle(other, concern.id),
        concerns.talking.agree(other, concern.id),
        concerns.talking.reopen(other, concern.id),
        concerns.passing_on.prepare(other, concern.id),
        concerns.passing_on.hand_on(other, concern.id, MANAGES),
    ):
        with pytest.raises(NotFound):
            await refused
    assert await rows_of(house.database) == before


async def test_another_workspaces_is_not_found(house: House) -> None:
    concern = await raised(house)
    other = await house.factory.for_team("T0OTHER")
    with pytest.raises(NotFound):
        await other.concerns.talking.read(WRITER, concern.id)
    assert await other.concerns.talking.listed(WRITER) == []
    async with house.database.transaction() as session:
        store = ConcernStore(session, other.workspace.id)
        assert list(await store.lines(concern.id)) == []
        assert not await store.settle(concern.id, WRITER, house.clock.now())
        assert await store.forget_raised_by(WRITER) == []


async def test_its_words_are_sealed_and_in_no_message_log_or_audit(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    concern = await raised(house)
    await talking(house).say(HEARS, concern.id, ANSWER)
    await talking(house).settle(WRITER, concern.id)
    rows = await rows_of(house.database)
    for words in (WORDS, ANSWER):
        assert words not in str(rows)
        assert words not in caplog.text
        assert words.encode() not in await all_bytes_of(house.database)
    assert rows["audit"] == []
    for row in await messages(house, concern):
        assert DRAFT.title not in said(row)
        assert row.about == "a private message"
        for user in (WRITER, HEARS):  # whom it is about shows on no lock screen
            assert user not in said(row)


async def test_the_same_form_sent_twice_is_one(house: House) -> None:
    first, second = await raised(house), await raised(house)
    assert first == second
    assert len(await messages(house, first)) == 1
    await talking(house).say(HEARS, first.id, ANSWER)
    await talking(house).say(HEARS, first.id, ANSWER)
    assert len((await talking(house).read(WRITER, first.id)).lines) == 2


@pytest.mark.parametrize("words", ["  ", "Patient 943 476 5919 was named", "x" * 2001])
async def test_what_cannot_be_kept_is_said_under_its_field(house: House, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await raised(house, words=words)
    assert refused.value.block_id == ids.CONCERN_WORDS
    assert await talking(house).listed(WRITER) == []


async def test_a_headline_that_could_identify_somebody_is_left_out(house: House) -> None:
    concern = await raised(house, title="Peer session: Mrs Jones, 67F")
    assert concern.title == ""


# ---- who hears of it


async def test_where_nobody_is_named_the_writer_chooses_a_manager_or_none(house: House) -> None:
    await named(house, "")
    readers = await house.services.concerns.raising.prepare(WRITER)
    assert (readers.named, set(readers.managers)) == ("", {MANAGES, SECOND.slack_user_id})
    with pytest.raises(InvalidInput) as refused:
        await raised(house, to="")
    assert refused.value.block_id == ids.CONCERN_TO
    assert await talking(house).listed(MANAGES) == []
    concern = await raised(house, to=SECOND.slack_user_id)
    assert concern.asked_of == SECOND.slack_user_id
    assert await talking(house).listed(MANAGES) == []


async def test_whoever_is_named_takes_their_own_to_a_manager(house: House) -> None:
    readers = await house.services.concerns.raising.prepare(HEARS)
    assert readers.is_named_self
    assert set(readers.managers) == {MANAGES, SECOND.slack_user_id}


async def test_a_person_whose_account_is_off_hears_of_nothing_new(house: House) -> None:
    await house.services.joining.leaving.leave(HEARS)
    readers = await house.services.concerns.raising.prepare(WRITER)
    assert readers.named == ""
    assert HEARS not in readers.managers


async def test_if_another_is_named_while_it_is_written_the_writer_is_asked_again(
    house: House,
) -> None:
    await named(house, BEN.slack_user_id, "Dr Ben Ash")
    done = await house.services.concerns.raising.raise_one(WRITER, "V1", DRAFT)
    assert isinstance(done, OtherReaders)
    assert done.readers.named == BEN.slack_user_id
    assert await house.planned() == []
    for anybody in (BEN.slack_user_id, HEARS):
        assert await talking(house).listed(anybody) == []


async def test_nobody_can_be_asked_who_is_neither_named_nor_a_manager(house: House) -> None:
    await named(house, "")
    done = await house.services.concerns.raising.raise_one(
        WRITER, "V1", replace(DRAFT, to=BEN.slack_user_id)
    )
    assert isinstance(done, OtherReaders)


# ---- what is said, and that it is settled


async def test_both_hear_what_the_other_says_until_it_is_settled(house: House) -> None:
    concern = await raised(house)
    await talking(house).say(HEARS, concern.id, ANSWER)
    await talking(house).say(WRITER, concern.id, "Thank you: what did the chair say?")
    told = [(each.spot, each.key.split(":")[2]) for each in await messages(house, concern)]
    assert told == [(HEARS, "asked"), (WRITER, "line"), (HEARS, "line")]
    await talking(house).settle(WRITER, concern.id)
    *_, last = await messages(house, concern)
    assert last.spot == HEARS
    for anybody in (WRITER, HEARS):
        with pytest.raises(InvalidInput, match="settled meanwhile") as refused:
            await talking(house).say(anybody, concern.id, "One more thing")
        assert refused.value.block_id == ids.CONCERN_LINE
    with pytest.raises(Conflict):
        await talking(house).settle(HEARS, concern.id)


async def test_an_answer_that_settles_it_asks_whoever_raised_it(house: House) -> None:
    concern = await raised(house)
    await talking(house).say(HEARS, concern.id, ANSWER, settles=True)
    *_, asked = await messages(house, concern)
    assert asked.spot == WRITER
    assert ids.CONCERN_AGREE in said(asked)
    assert ids.CONCERN_REOPEN in said(asked)
    await talking(house).agree(WRITER, concern.id)
    (kept,) = await talking(house).listed(WRITER)
    assert kept.settled_by == WRITER


async def test_whoever_raised_it_can_open_it_again_for_30_days(house: House) -> None:
    concern = await raised(house)
    await talking(house).settle(HEARS, concern.id)
    with pytest.raises(Conflict, match="Whoever raised"):
        await talking(house).reopen(HEARS, concern.id)
    house.clock.moment += timedelta(days=29)
    await talking(house).reopen(WRITER, concern.id)
    *_, last = await messages(house, concern)
    assert last.spot == HEARS
    with pytest.raises(Conflict, match="open again"):
        await talking(house).agree(WRITER, concern.id)
    await talking(house).settle(WRITER, concern.id)
    house.clock.moment += timedelta(days=30)
    with pytest.raises(Conflict, match="30 days ago"):
        await talking(house).reopen(WRITER, concern.id)


async def test_settled_ones_leave_the_list_after_a_while_and_the_home_tab_at_once(
    house: House,
) -> None:
    concern = await raised(house)
    async with house.database.reading() as session:
        for anybody in (WRITER, HEARS):
            assert await talking(house).for_home(session, anybody) == [concern]
        assert await talking(house).for_home(session, MANAGES) == []
    await talking(house).settle(WRITER, concern.id)
    async with house.database.reading() as session:
        assert await talking(house).for_home(session, WRITER) == []
    assert len(await talking(house).listed(HEARS)) == 1
    house.clock.moment += timedelta(days=31)
    assert await talking(house).listed(HEARS) == []


# ---- what time brings


async def test_without_an_answer_in_a_week_there_is_one_reminder_and_the_writer_hears_of_it(
    house: House,
) -> None:
    concern = await raised(house)
    await house.tick(days=6)
    assert await messages(house, concern, "reminder") == []
    for _ in range(3):
        await house.tick(days=7)
    reminders = await messages(house, concern, "reminder")
    assert [each.spot for each in reminders] == [HEARS, WRITER]


async def test_an_answer_or_settling_in_time_needs_no_reminder(house: House) -> None:
    answered, settled = await raised(house), await raised(house, BEN.slack_user_id)
    await talking(house).say(HEARS, answered.id, ANSWER)
    await talking(house).settle(BEN.slack_user_id, settled.id)
    await house.tick(days=8)
    for concern in (answered, settled):
        assert await messages(house, concern, "reminder") == []


# ---- passing on


async def test_if_they_leave_it_goes_to_another_only_with_the_writers_yes(house: House) -> None:
    concern = await raised(house)
    await house.services.joining.leaving.leave(HEARS)
    for _ in range(2):  # Slack may say it twice
        await house.services.concerns.passing_on.pass_on(HEARS)
    (offer,) = await messages(house, concern, "left")
    assert offer.spot == WRITER
    assert await talking(house).listed(MANAGES) == []
    _, readers = await house.services.concerns.passing_on.prepare(WRITER, concern.id)
    assert set(readers.managers) == {MANAGES, SECOND.slack_user_id}

    await house.services.concerns.passing_on.hand_on(WRITER, concern.id, MANAGES)
    (line,) = (await talking(house).read(MANAGES, concern.id)).lines
    assert line.words == WORDS
    *_, asked = await messages(house, concern)
    assert asked.spot == MANAGES
    with pytest.raises(NotFound):
        await talking(house).read(HEARS, concern.id)
    assert await messages(house, concern, "taken") == []  # their account is off
    await house.tick(days=8)
    assert MANAGES in [each.spot for each in await messages(house, concern, "reminder")]


async def test_if_the_body_names_another_the_writer_is_asked_and_the_first_is_told(
    house: House,
) -> None:
    concern = await raised(house)
    await named(house, BEN.slack_user_id, "Dr Ben Ash")
    passing_on = house.services.concerns.passing_on
    async with house.database.transaction() as session:
        await passing_on.named_another(session, HEARS)
    (offer,) = await messages(house, concern, "named")
    assert offer.spot == WRITER
    assert await talking(house).listed(BEN.slack_user_id) == []
    with pytest.raises(Conflict, match="Only whoever raised"):
        await passing_on.hand_on(HEARS, concern.id, BEN.slack_user_id)
    with pytest.raises(Conflict, match="nothing was passed on"):
        await passing_on.hand_on(WRITER, concern.id, MANAGES)
    await passing_on.hand_on(WRITER, concern.id, BEN.slack_user_id)
    await passing_on.hand_on(WRITER, concern.id, BEN.slack_user_id)
    (taken,) = await messages(house, concern, "taken")
    assert taken.spot == HEARS
    assert await talking(house).listed(HEARS) == []
    assert len(await talking(house).listed(BEN.slack_user_id)) == 1


# ---- keeping


def with_secrets(house: House, *keys: str) -> ConcernsService:
    context = house.services.context
    secrets: Secrets = parse_secrets(",".join(keys))
    return ConcernsService(replace(context, secrets=secrets))


async def test_it_outlives_a_change_of_the_secret(house: House) -> None:
    old, new = make_key(), make_key()
    done = await with_secrets(house, old).raising.raise_one(WRITER, "V1", DRAFT)
    assert isinstance(done, Concern)
    both, only_new = with_secrets(house, new, old), with_secrets(house, new)
    assert (await both.talking.read(HEARS, done.id)).lines[0].words == WORDS
    assert (await only_new.talking.read(HEARS, done.id)).lines[0].words is None
    assert await only_new.keeping.seal_anew() == 0
    assert await both.keeping.seal_anew() == 1
    assert await both.keeping.seal_anew() == 0
    assert (await only_new.talking.read(HEARS, done.id)).lines[0].words == WORDS


async def test_all_of_a_person_can_be_taken_away_by_them(house: House) -> None:
    concern = await raised(house)
    await talking(house).say(HEARS, concern.id, ANSWER)
    keeping = house.services.concerns.keeping
    async with house.database.reading() as session:
        for anybody in (WRITER, HEARS):
            (mine,) = await keeping.all_of(session, anybody)
            assert [each.words for each in mine.lines] == [WORDS, ANSWER]
        assert await keeping.all_of(session, MANAGES) == []


async def test_settled_ones_and_their_messages_go_when_their_time_has_come(house: House) -> None:
    open_, settled = await raised(house), await raised(house, BEN.slack_user_id)
    await talking(house).settle(BEN.slack_user_id, settled.id)
    keeping = house.services.concerns.keeping
    async with house.database.transaction() as session:
        assert await keeping.forget_settled(session, house.clock.now()) == 0
        later = house.clock.now() + timedelta(days=1)
        assert await keeping.forget_settled(session, later) == 1
    assert await messages(house, settled) == []
    assert await messages(house, open_) != []
    assert len((await rows_of(house.database))["concern_line"]) == 1
    async with house.database.transaction() as session:
        assert await keeping.forget_raised_by(session, WRITER) == 1
    rows = await rows_of(house.database)
    for table in ("concern", "concern_line", "delivery", "schedule"):
        assert rows[table] == []
