"""Opening, answering and reading a pulse, on both databases: who may, and what each is told."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from bot.blocks import ids
from bot.domain.disclosure import Counts, Hidden, Reason
from bot.domain.pulse import Group, Proposal, State, Turnout
from bot.domain.questions import TEMPERATURE, Agreement
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.secrets import Secrets, make_key, parse_secrets
from bot.services.pulse.files import FileKind
from bot.services.pulse.reading import Reading
from storage.database import Database
from storage.pulse import PulseStore
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from storage.schema.schedules import ScheduleRow
from tests.support.people import member
from tests.support.pulse import (
    ASKS,
    CHANNEL,
    LEADERS,
    MANAGER,
    MEMBERS,
    OPENING,
    UNRECORDED,
    House,
    as_said,
    furnish,
)

AGREE, DISAGREE = Agreement.AGREE, Agreement.DISAGREE
GP, LEAD = MEMBERS[0], LEADERS[0]


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *LEADERS, *MEMBERS, *UNRECORDED)


async def turnout(house: House, round_id: int) -> Turnout:
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        round_ = await store.round(round_id)
        assert round_ is not None
        return await store.turnout(round_)


# ---- opening


async def test_those_in_the_channel_who_are_members_are_asked_in_their_groups(
    house: House,
) -> None:
    round_ = await house.open(*LEADERS, *MEMBERS[:5], UNRECORDED[0], MANAGER, member(99))
    async with house.database.reading() as session:
        register = dict(await PulseStore(session, house.services.workspace.id).register(round_.id))
    groups = [list(register.values()).count(group) for group in Group]
    assert groups == [7, 5, 1]
    assert MANAGER.slack_user_id not in register  # asked is whoever practises
    assert "U099" not in register  # in the channel, but not known as a member


async def test_opening_keeps_schedule_post_and_audit_in_one(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    async with house.database.reading() as session:
        schedule = (await session.scalars(select(ScheduleRow))).one()
        post = (await session.scalars(select(DeliveryRow))).one()
        audit = (await session.scalars(select(AuditRow))).one()
    assert (schedule.kind, schedule.next_at) == ("pulse.close", round_.closes_at)
    assert (post.key, post.target) == (f"pulse:{round_.id}:opening", CHANNEL)
    assert (audit.actor, audit.deed) == (MANAGER.slack_user_id, "opened a pulse")


async def test_a_clinical_lead_may_open_and_a_gp_may_not(database: Database) -> None:
    from bot.domain.people import Role

    lead = member(70, formal=True, role=Role.LEAD)
    house = await furnish(database, lead, *MEMBERS)
    assert await house.open(*MEMBERS, by=lead.slack_user_id)
    with pytest.raises(NotAllowed, match=f"manager or clinical lead.*{MANAGER.slack_user_id}"):
        await house.open(*MEMBERS, by=GP.slack_user_id, channel="C0OTHER")


@pytest.mark.parametrize(
    ("present", "there"), [(0, "nobody is"), (1, "only 1 is"), (4, "only 4 are")]
)
async def test_too_few_to_ask_is_said_under_the_channel(
    house: House, present: int, there: str
) -> None:
    with pytest.raises(InvalidInput, match=there) as refused:
        await house.open(*MEMBERS[:present])
    assert refused.value.block_id == ids.PULSE_CHANNEL
    async with house.database.reading() as session:
        assert (await session.scalars(select(DeliveryRow))).all() == []


async def test_a_second_pulse_in_a_channel_waits_for_the_first(house: House) -> None:
    await house.open(*MEMBERS)
    with pytest.raises(InvalidInput, match="is open and asks some of the same people"):
        await house.open(*MEMBERS)
    with pytest.raises(InvalidInput, match="open in this channel already"):
        await house.open(*MEMBERS, asks=TEMPERATURE)
    assert await house.open(*MEMBERS, channel="C0OTHER", asks=TEMPERATURE)


@pytest.mark.parametrize(
    ("days", "clock", "field"),
    [(-1, time(17), ids.PULSE_DAY), (0, time(8), ids.PULSE_TIME), (200, time(17), ids.PULSE_DAY)],
)
async def test_a_closing_time_that_cannot_be_is_said_under_its_field(
    house: House, days: int, clock: time, field: str
) -> None:
    day = OPENING.date() + timedelta(days=days)
    with pytest.raises(InvalidInput) as refused:
        await house.services.pulse.opening.open_round(
            MANAGER.slack_user_id, Proposal(CHANNEL, ASKS, 5, day, clock)
        )
    assert refused.value.block_id == field


# ---- answering


async def test_one_changes_an_answer_and_it_stays_one_ballot(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, GP, AGREE)
    await house.answer(round_, GP, DISAGREE, AGREE, Agreement.DONT_KNOW, DISAGREE)
    paper = await house.services.pulse.answering.take_paper(round_.id, GP.slack_user_id)
    assert paper.before == (DISAGREE, AGREE, Agreement.DONT_KNOW, DISAGREE)
    assert await turnout(house, round_.id) == Turnout(1, len(MEMBERS))


async def test_nobody_finds_another_persons_answers_filled_in(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, MEMBERS[1], AGREE)
    paper = await house.services.pulse.answering.take_paper(round_.id, GP.slack_user_id)
    assert paper.before is None


async def test_clicking_twice_at_the_same_moment_is_one_ballot(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await asyncio.gather(*(house.answer(round_, GP, AGREE) for _ in range(5)))
    assert await turnout(house, round_.id) == Turnout(1, len(MEMBERS))


async def test_everybody_at_once(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await asyncio.gather(*(house.answer(round_, each, AGREE) for each in MEMBERS))
    assert await turnout(house, round_.id) == Turnout(len(MEMBERS), len(MEMBERS))


async def test_who_was_not_there_is_told_kindly(house: House) -> None:
    round_ = await house.open(*MEMBERS[:6])
    for attempt in (
        house.services.pulse.answering.take_paper(round_.id, MEMBERS[9].slack_user_id),
        house.services.pulse.answering.cast_ballot(
            round_.id, MEMBERS[9].slack_user_id, as_said(*[AGREE] * 4)
        ),
    ):
        with pytest.raises(NotAllowed, match="You will be asked when the next one opens"):
            await attempt
    assert await turnout(house, round_.id) == Turnout(0, 6)


async def test_who_joins_later_is_not_counted_in(house: House) -> None:
    round_ = await house.open(*MEMBERS[:6])
    async with house.database.transaction() as session:
        from storage.people import PeopleStore

        await PeopleStore(session, house.services.workspace.id).put_members([member(71)])
    with pytest.raises(NotAllowed):
        await house.answer(round_, member(71), AGREE)
    assert (await turnout(house, round_.id)).asked == 6


async def test_a_question_without_an_answer_is_asked_for_under_itself(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    said = dict(as_said(*[AGREE] * 4))
    del said["influence"]
    with pytest.raises(InvalidInput, match="Don’t know") as refused:
        await house.services.pulse.answering.cast_ballot(round_.id, GP.slack_user_id, said)
    assert refused.value.block_id == "pulse_question_influence"
    assert (await turnout(house, round_.id)).answered == 0


async def test_an_answer_after_the_closing_time_is_refused_before_anything_fired(
    house: House,
) -> None:
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, GP, AGREE)
    house.clock.moment = round_.closes_at
    with pytest.raises(Conflict, match=r"closed on Tue 1 Dec 2026 at 17:00.*before then counts"):
        await house.answer(round_, GP, DISAGREE)


async def test_an_answer_to_a_closed_pulse_is_refused(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await house.tick(days=8)
    for attempt in (
        house.services.pulse.answering.take_paper(round_.id, GP.slack_user_id),
        house.services.pulse.answering.cast_ballot(
            round_.id, GP.slack_user_id, as_said(*[AGREE] * 4)
        ),
    ):
        with pytest.raises(Conflict, match="nothing more can be sent"):
            await attempt


async def test_an_unknown_pulse_is_said_to_be_gone(house: House) -> None:
    with pytest.raises(NotFound):
        await house.services.pulse.answering.take_paper(77, GP.slack_user_id)


async def test_a_ballot_that_somebody_changed_in_the_database_counts_as_not_given(
    house: House,
) -> None:
    from sqlalchemy import update

    from storage.schema.pulse import BallotRow

    round_ = await house.open(*MEMBERS)
    for each in MEMBERS[:6]:
        await house.answer(round_, each, AGREE)
    async with house.database.transaction() as session:
        key = (await session.scalars(select(BallotRow.key).limit(1))).one()
        await session.execute(update(BallotRow).filter_by(key=key).values(sealed=b"x" * 76))
    await house.tick(days=8)
    results = (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results
    assert (results.round.state, results.round.answered) == (State.CLOSED, 5)


async def test_the_secret_may_change_while_a_round_is_open(database: Database) -> None:
    """The round goes on with the secret it began with: nobody gets a second vote, nothing is lost."""
    house = await furnish(database, *MEMBERS)
    round_ = await house.open(*MEMBERS)
    for each in MEMBERS[:6]:
        await house.answer(round_, each, AGREE)
    rotated = Secrets((*parse_secrets(make_key()).keys, *house.secrets.keys))
    later = await furnish(database, *MEMBERS, secrets=rotated)
    await later.answer(round_, GP, DISAGREE)
    assert await turnout(later, round_.id) == Turnout(6, len(MEMBERS))
    await later.tick(days=8)
    results = await later.services.pulse.reading.pull_summary(MANAGER.slack_user_id)
    assert results.round.answered == 6


async def test_a_round_whose_secret_is_gone_stays_sealed_and_closes_when_it_is_back(
    database: Database,
) -> None:
    house = await furnish(database, *MEMBERS)
    round_ = await house.open(*MEMBERS)
    for each in MEMBERS[:6]:
        await house.answer(round_, each, AGREE)
    without = await furnish(database, *MEMBERS, secrets=parse_secrets(make_key()))
    await without.tick(days=8)
    with pytest.raises(Conflict, match="being counted"):
        await without.services.pulse.reading.pull_summary(MANAGER.slack_user_id)
    house.clock.moment = without.clock.moment
    await house.tick(minutes=1)
    results = (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results
    assert (results.round.id, results.round.answered) == (round_.id, 6)


# ---- sealed, then read


Ask = Callable[[Reading, str, int], Awaitable[object]]
WAYS: dict[str, Ask] = {
    "summary": lambda reading, user, number: reading.pull_summary(user, number),
    "table": lambda reading, user, number: reading.ask_for_file(user, FileKind.CSV, number),
    "paper": lambda reading, user, number: reading.ask_for_file(user, FileKind.HTML, number),
    "charts": lambda reading, user, number: reading.show_pictures(user, number),
    "posting": lambda reading, user, number: reading.post(user, number),
    "reply form": lambda reading, user, number: reading.reply_to_write(user, number),
    "reply": lambda reading, user, number: reading.reply(user, number, "We met on Monday."),
    "command line": lambda reading, _user, number: reading.report(number),
}


@pytest.mark.parametrize("way", WAYS)
async def test_an_open_round_gives_nothing_but_how_many_and_until_when(
    house: House, way: str
) -> None:
    round_ = await house.open(*MEMBERS)
    for each in MEMBERS[:6]:
        await house.answer(round_, each, AGREE)
    with pytest.raises(Conflict) as sealed:
        await WAYS[way](house.services.pulse.reading, MANAGER.slack_user_id, round_.id)
    assert str(sealed.value) == (
        f"Pulse {round_.id} is sealed until it closes on Tue 1 Dec 2026 at 17:00: "
        "6 of 16 have answered. Nobody can see or export any result before then."
    )
    assert await house.planned() == [f"pulse:{round_.id}:opening"]


async def test_without_a_number_an_open_round_is_sealed_as_well(house: House) -> None:
    await house.open(*MEMBERS)
    with pytest.raises(Conflict, match="sealed"):
        await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)


@pytest.mark.parametrize("way", [each for each in WAYS if each != "command line"])
async def test_a_gp_cannot_pull_results(house: House, way: str) -> None:
    round_ = await house.open(*MEMBERS)
    await house.tick(days=8)
    with pytest.raises(NotAllowed, match=r"manager or (a )?clinical lead"):
        await WAYS[way](house.services.pulse.reading, GP.slack_user_id, round_.id)


async def test_without_any_pulse_it_says_how_to_start_one(house: House) -> None:
    with pytest.raises(NotFound, match="/pulse new"):
        await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)
    with pytest.raises(NotFound, match="no pulse 12"):
        await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id, 12)


async def test_the_summary_is_of_the_last_that_closed_while_another_is_open(house: House) -> None:
    first = await house.open(*MEMBERS)
    await house.tick(days=8)
    second = await house.open(*MEMBERS)
    results = (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results
    assert results.round.id == first.id
    with pytest.raises(Conflict, match="sealed"):
        await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id, second.id)


async def test_the_results_are_what_people_said(house: House) -> None:
    round_ = await house.open(*LEADERS, *MEMBERS)
    for number, leader in enumerate(LEADERS[:6]):
        await house.answer(round_, leader, AGREE if number < 4 else DISAGREE)
    for number, each in enumerate(MEMBERS[:10]):
        await house.answer(round_, each, AGREE if number < 3 else DISAGREE)
    await house.tick(days=8)
    results = (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results
    assert (results.round.answered, results.round.asked) == (16, 23)
    for figures in results.figures:
        assert figures.leaders == Counts(6, agree=4, neither=0, disagree=2)
        assert figures.members == Counts(10, agree=3, neither=0, disagree=7)
        assert figures.everyone == Counts(16, agree=7, neither=0, disagree=9)
        assert figures.gap is not None
        assert figures.gap.difference == pytest.approx(4 / 6 - 3 / 10)


async def test_a_round_with_three_leaders_says_why_there_is_no_gap(house: House) -> None:
    round_ = await house.open(*LEADERS[:3], *MEMBERS[:8])
    for number, each in enumerate([*LEADERS[:3], *MEMBERS[:8]]):
        await house.answer(round_, each, AGREE if number % 2 else DISAGREE)
    await house.tick(days=8)
    results = (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results
    assert results.groups_hidden == (Hidden(Reason.TOO_FEW), Hidden(Reason.OTHER_GROUP))
    assert all(isinstance(each.everyone, Counts) for each in results.figures)


async def test_a_higher_k_holds_for_the_round(house: House) -> None:
    round_ = await house.open(*LEADERS, *MEMBERS, k=8)
    for number, each in enumerate([*LEADERS, *MEMBERS]):
        await house.answer(round_, each, AGREE if number % 2 else DISAGREE)
    await house.tick(days=8)
    results = (await house.services.pulse.reading.pull_summary(MANAGER.slack_user_id)).results
    assert results.groups_hidden == (Hidden(Reason.TOO_FEW), Hidden(Reason.OTHER_GROUP))


async def test_who_exported_is_in_the_audit_log_and_who_answered_is_not(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, GP, AGREE)
    await house.tick(days=8)
    await house.services.pulse.reading.ask_for_file(MANAGER.slack_user_id, FileKind.CSV)
    async with house.database.reading() as session:
        entries = (await session.scalars(select(AuditRow).order_by(AuditRow.id))).all()
    assert [(each.actor, each.deed) for each in entries] == [
        (MANAGER.slack_user_id, "opened a pulse"),
        (MANAGER.slack_user_id, "exported a pulse"),
    ]


# ---- the message in the channel


async def test_the_message_is_kept_up_to_date_and_says_only_how_many(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    for each in MEMBERS[:3]:
        await house.answer(round_, each, AGREE)
    await house.tick(seconds=10)
    message = await planned(house, f"pulse:{round_.id}:message")
    assert "3 of 16 have answered" in str(message)
    version = (await row(house, f"pulse:{round_.id}:message")).version
    await house.answer(round_, GP, DISAGREE)  # changed, so still three
    await house.tick(seconds=10)
    assert (await row(house, f"pulse:{round_.id}:message")).version == version


async def test_when_it_closes_the_button_goes(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, GP, AGREE)
    await house.tick(days=8)
    message = await planned(house, f"pulse:{round_.id}:message")
    assert "This pulse has closed: 1 of 16 answered" in str(message)
    assert "button" not in str(message)
    told = await row(house, f"pulse:{round_.id}:closed")
    assert told.target == MANAGER.slack_user_id


async def row(house: House, key: str) -> DeliveryRow:
    async with house.database.reading() as session:
        return (await session.scalars(select(DeliveryRow).filter_by(key=key))).one()


async def planned(house: House, key: str) -> object:
    return (await row(house, key)).body
