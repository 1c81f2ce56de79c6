"""Rounds that open by themselves: when the next is, once each, and what becomes of a plan."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.pulse import Circle, CircleKind, Opened, Planned, Proposal, State
from bot.domain.questions import TEMPERATURE
from bot.errors import Conflict, InvalidInput, NotFound
from storage.database import Database
from storage.people import PeopleStore
from storage.pulse import PulseStore
from tests.support.people import member
from tests.support.pulse import ASKS, BODY, CHANNEL, LEADERS, MANAGER, MEMBERS, House, furnish

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PEOPLE = (*LEADERS, *MEMBERS)
USER = MANAGER.slack_user_id
TEMPERATURE_ASKS = TEMPERATURE.worded(BODY)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *PEOPLE)


def proposal(house: House, **more: object) -> Proposal:
    """Asks all in the channel; closes on Monday evening, before it can come again."""
    house.slack.channels[CHANNEL] = [each.slack_user_id for each in PEOPLE]
    said: dict[str, object] = {
        "channel": CHANNEL,
        "asks": ASKS,
        "k": 5,
        "day": date(2026, 11, 30),
        "clock": time(17),
        "circle": Circle(CircleKind.CHANNEL, (CHANNEL,)),
    }
    return Proposal(**(said | more))  # type: ignore[arg-type]


async def opened_at(house: House) -> list[datetime]:
    async with house.database.reading() as session:
        rounds = await PulseStore(session, house.services.workspace.id).rounds(*State)
    return sorted(each.opens_at for each in rounds)


def london(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """In winter, when London is on UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


# ---- when it comes again


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("weekly", london(2026, 12, 1)),
        ("every week", london(2026, 12, 1)),
        ("fortnightly", london(2026, 12, 8)),
        ("every Tuesday at 09:00", london(2026, 12, 1)),
        ("every other Tuesday at 09:00", london(2026, 12, 8)),
        ("monthly", london(2026, 12, 22)),
        ("quarterly", london(2027, 2, 23)),
        ("every first Tuesday at 13:00", london(2026, 12, 1, 13)),
    ],
)
@ON_ONE
async def test_what_opens_now_comes_again_when_its_words_say(
    house: House, words: str, again: datetime
) -> None:
    """It is 09:00 on Tuesday 24 November, the fourth of the month: counted from that day on."""
    preview = await house.services.pulse.opening.preview(USER, proposal(house, repeats=words))
    assert preview.opens_at == house.clock.now()
    assert preview.again_at == again


@pytest.mark.parametrize(
    ("opens", "words", "first", "again"),
    [
        (london(2026, 12, 1), "weekly", london(2026, 12, 1), london(2026, 12, 8)),
        (london(2026, 12, 1), "quarterly", london(2026, 12, 1), london(2027, 3, 2)),
        (london(2026, 12, 1, 0), "weekly", london(2026, 12, 1, 0), london(2026, 12, 8, 0)),
        (
            london(2026, 12, 1),
            "every first Thursday at 10:00",
            london(2026, 12, 3, 10),
            london(2027, 1, 7, 10),
        ),
    ],
)
@ON_ONE
async def test_what_opens_later_comes_again_from_then_on(
    house: House, opens: datetime, words: str, first: datetime, again: datetime
) -> None:
    said = proposal(house, opens=opens, repeats=words, day=date(2026, 12, 4))
    preview = await house.services.pulse.opening.preview(USER, said)
    assert (preview.opens_at, preview.again_at) == (first, again)


@ON_ONE
async def test_rounds_of_a_plan_are_as_long_as_the_first_and_close_by_the_clock_of_the_town(
    house: House,
) -> None:
    """The clocks go forward between them; each closes at five all the same."""
    house.clock.moment = london(2027, 3, 16)
    said = proposal(house, repeats="every other Tuesday at 09:00", day=date(2027, 3, 22))
    begun = await house.services.pulse.opening.start(USER, said)
    assert isinstance(begun, Planned)
    for _ in range(4):
        await house.tick(days=7)
        await house.tick(seconds=5)
    async with house.database.reading() as session:
        rounds = await PulseStore(session, house.services.workspace.id).rounds(*State)
    second = sorted(rounds, key=lambda each: each.opens_at)[1]
    assert (second.closes_at.hour, second.closes_at.minute) == (16, 0)  # 17:00 in summer
    assert (second.closes_at.date() - second.opens_at.date()).days == 6


# ---- once each


async def test_a_plan_opens_once_however_often_it_is_looked_at(house: House) -> None:
    said = proposal(house, opens=london(2026, 12, 1), day=date(2026, 12, 8))
    begun = await house.services.pulse.opening.start(USER, said)
    assert isinstance(begun, Planned)
    assert begun.first_at == london(2026, 12, 1)
    assert await opened_at(house) == []
    await house.tick(days=7)
    for _ in range(3):
        await house.tick(minutes=1)
    assert await opened_at(house) == [london(2026, 12, 1)]
    await house.tick(days=30)
    assert len(await opened_at(house)) == 1
    overview = await house.services.pulse.tending.overview(USER)
    assert overview.plans == ()


async def test_the_deputy_the_size_and_the_reminder_are_those_of_the_plan(house: House) -> None:
    said = proposal(
        house,
        opens=london(2026, 12, 1),
        day=date(2026, 12, 8),
        k=8,
        remind=True,
        asks=TEMPERATURE_ASKS,
    )
    await house.services.pulse.opening.start(USER, said)
    await house.tick(days=7)
    async with house.database.reading() as session:
        (round_,) = await PulseStore(session, house.services.workspace.id).rounds(*State)
    assert (round_.k, round_.remind, round_.set_id, round_.owner) == (8, True, "temperature", USER)
    assert round_.closes_at == london(2026, 12, 8, 17)


@ON_ONE
async def test_people_who_came_meanwhile_are_asked_as_well(house: House) -> None:
    said = proposal(house, opens=london(2026, 12, 1), day=date(2026, 12, 8))
    await house.services.pulse.opening.start(USER, said)
    newcomer = member(77)
    async with house.database.transaction() as session:
        await PeopleStore(session, house.services.workspace.id).put_members([newcomer])
    house.slack.channels[CHANNEL].append(newcomer.slack_user_id)
    await house.tick(days=7)
    async with house.database.reading() as session:
        (round_,) = await PulseStore(session, house.services.workspace.id).rounds(*State)
    assert round_.asked == len(PEOPLE) + 1


# ---- what cannot be


@pytest.mark.parametrize(
    ("repeats", "field", "says"),
    [
        ("daily", "pulse_repeats", "once a week at most"),
        ("every weekday", "pulse_repeats", "once a week at most"),
        ("every Monday, Wednesday and Friday", "pulse_repeats", "once a week at most"),
        ("next Tuesday", "pulse_repeats", "This is one day"),
        ("tomorrow", "pulse_repeats", "This is one day"),
        ("soon", "pulse_repeats", "write it like"),
        ("🌕", "pulse_repeats", "write it like"),
        ("a" * 100, "pulse_repeats", "write it like"),
    ],
)
@ON_ONE
async def test_words_that_cannot_be_are_refused_under_their_field(
    house: House, repeats: str, field: str, says: str
) -> None:
    with pytest.raises(InvalidInput, match=says) as refused:
        await house.services.pulse.opening.start(USER, proposal(house, repeats=repeats))
    assert refused.value.block_id == field
    assert await opened_at(house) == []
    assert (await house.services.pulse.tending.overview(USER)).plans == ()


@ON_ONE
async def test_a_plan_that_cannot_open_tells_its_owner_once_and_the_next_may(house: House) -> None:
    said = proposal(house, opens=london(2026, 12, 1), repeats="monthly", day=date(2026, 12, 8))
    begun = await house.services.pulse.opening.start(USER, said)
    assert isinstance(begun, Planned)
    people, house.slack.channels[CHANNEL] = house.slack.channels[CHANNEL], []
    await house.tick(days=7)
    await house.tick(minutes=5)
    told = [each for each in await house.planned() if each.endswith(":refused")]
    assert len(told) == 1
    house.slack.channels[CHANNEL] = people
    await house.tick(days=35)  # the first Tuesday of January
    assert [each.date() for each in await opened_at(house)] == [date(2027, 1, 5)]


@ON_ONE
async def test_a_round_by_hand_that_is_open_stands_in_the_way_of_the_planned_one(
    house: House,
) -> None:
    said = proposal(house, opens=london(2026, 12, 1), day=date(2026, 12, 8))
    await house.services.pulse.opening.start(USER, said)
    await house.tick(days=5)
    begun = await house.services.pulse.opening.start(USER, proposal(house, day=date(2026, 12, 4)))
    assert isinstance(begun, Opened)
    await house.tick(days=2)
    assert len(await opened_at(house)) == 1
    assert any(each.endswith(":refused") for each in await house.planned())


@ON_ONE
async def test_ending_a_plan(house: House) -> None:
    said = proposal(house, opens=london(2026, 12, 1), repeats="monthly", day=date(2026, 12, 8))
    begun = await house.services.pulse.opening.start(USER, said)
    assert isinstance(begun, Planned)
    opening = house.services.pulse.opening
    with pytest.raises(NotFound):
        await opening.end_plan(USER, 99)
    await opening.end_plan(USER, begun.plan.id)
    with pytest.raises(Conflict, match="ended before"):
        await opening.end_plan(USER, begun.plan.id)
    await house.tick(days=60)
    assert await opened_at(house) == []
