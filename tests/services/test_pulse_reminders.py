"""Reminders and nudges as rules: to whom, when, once, within the budget and people's own wishes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.domain.delivery import State
from bot.domain.pulse import Round, reminder_moment
from bot.domain.rhythm import Rhythm
from bot.errors import InvalidInput
from storage.database import Database
from storage.preferences import PreferenceStore
from storage.schema.delivery import DeliveryRow
from tests.support.pulse import LEADERS, MANAGER, MEMBERS, House, furnish

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PEOPLE = (*LEADERS, *MEMBERS)
CALENDAR = Rhythm().calendar


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *PEOPLE)


async def reminders(house: House) -> dict[str, datetime]:
    """Who is reminded, and when the message is due; what waits on a Home tab is left out."""
    async with house.database.reading() as session:
        rows = await session.execute(
            select(DeliveryRow.key, DeliveryRow.due_at).where(
                DeliveryRow.key.contains(":remind:"), DeliveryRow.reason.is_(None)
            )
        )
        return {key.rpartition(":")[2]: at for key, at in rows}


async def to_the_reminder(house: House) -> None:
    """Monday 30 November, half past twelve."""
    house.clock.moment = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)
    await house.tick()
    await house.tick(minutes=2)


async def opened(house: House, *, remind: bool = True) -> Round:
    return await house.open(*PEOPLE, remind=remind)


# ---- when


@pytest.mark.parametrize(
    ("opens", "closes", "reminds"),
    [
        # Tuesday to Tuesday: on Monday, at half past twelve
        ((2026, 11, 24, 9), (2026, 12, 1, 17), (2026, 11, 30, 12, 30)),
        # closes on a Monday: on the Friday before
        ((2026, 11, 24, 9), (2026, 11, 30, 17), (2026, 11, 27, 12, 30)),
        # over Christmas: Friday 25 and Monday 28 December are bank holidays
        ((2026, 12, 16, 9), (2026, 12, 29, 17), (2026, 12, 24, 12, 30)),
        # too short
        ((2026, 11, 24, 9), (2026, 11, 25, 17), None),
        ((2026, 11, 24, 9), (2026, 11, 24, 17), None),
    ],
)
def test_the_moment_is_on_the_working_day_before(
    opens: tuple[int, ...], closes: tuple[int, ...], reminds: tuple[int, ...] | None
) -> None:
    first, last = (datetime(*each, tzinfo=UTC) for each in (opens, closes))  # type: ignore[arg-type,misc]
    expected = datetime(*reminds, tzinfo=UTC) if reminds else None  # type: ignore[arg-type,misc]
    assert reminder_moment(first, last, CALENDAR, "Europe/London") == expected


# ---- to whom


async def test_only_the_silent_are_reminded_once(house: House) -> None:
    round_ = await opened(house)
    for each in (*LEADERS, *MEMBERS[2:]):
        await house.answer(round_, each, "agree")
    await to_the_reminder(house)
    silent = {each.slack_user_id for each in MEMBERS[:2]}
    assert set(await reminders(house)) == silent
    await house.answer(round_, MEMBERS[0], "agree")
    for _ in range(5):
        await house.tick(hours=3)
    assert set(await reminders(house)) == silent
    keys = [each for each in await house.planned() if ":remind:" in each]
    assert len(keys) == 2


async def test_nobody_can_tell_from_the_database_afterwards_who_was_reminded(house: House) -> None:
    await opened(house)
    await to_the_reminder(house)
    assert await reminders(house)
    await house.tick(days=2)
    await house.tick(seconds=10)
    assert not [each for each in await house.planned() if ":remind:" in each]


@ON_ONE
async def test_their_own_wishes_hold(house: House) -> None:
    off, snoozed, monday, ordinary = (each.slack_user_id for each in MEMBERS[:4])
    async with house.database.transaction() as session:
        store = PreferenceStore(session, house.services.workspace.id)
        await store.set_reminders(off, wanted=False)
        await store.snooze(snoozed, datetime(2026, 12, 20, tzinfo=UTC))
        await store.set_days_off(monday, [0])
    round_ = await opened(house)
    for each in (*LEADERS, *MEMBERS[4:]):
        await house.answer(round_, each, "agree")
    await to_the_reminder(house)
    assert set(await reminders(house)) == {ordinary}
    house.clock.moment = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
    await house.tick()
    found = await reminders(house)
    assert set(found) == {ordinary, monday}  # on Tuesday, which is not too late
    assert found[monday] >= datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@ON_ONE
async def test_somebody_who_answers_before_their_own_day_is_not_reminded(house: House) -> None:
    async with house.database.transaction() as session:
        store = PreferenceStore(session, house.services.workspace.id)
        await store.set_days_off(MEMBERS[0].slack_user_id, [0])
    round_ = await opened(house)
    for each in (*LEADERS, *MEMBERS[1:]):
        await house.answer(round_, each, "agree")
    await to_the_reminder(house)
    await house.answer(round_, MEMBERS[0], "agree")
    house.clock.moment = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
    await house.tick()
    assert await reminders(house) == {}


@ON_ONE
async def test_the_budget_of_the_month_holds(house: House) -> None:
    rhythm = replace(house.services.workspace.rhythm, budget=0)
    await house.services.body.set("command line", rhythm=rhythm)
    house.services = await house.factory.for_team("T0WOLD")
    await opened(house)
    await to_the_reminder(house)
    assert await reminders(house) == {}


@ON_ONE
async def test_outside_working_hours_nobody_is_reminded(house: House) -> None:
    """The tick comes late, in the evening: it waits for the morning, and is still in time."""
    await opened(house)
    house.clock.moment = datetime(2026, 11, 30, 19, 30, tzinfo=UTC)
    await house.tick()
    assert await reminders(house) == {}
    house.clock.moment = datetime(2026, 12, 1, 8, 1, tzinfo=UTC)
    await house.tick()
    assert len(await reminders(house)) == len(PEOPLE)


# ---- extending and closing


@ON_ONE
async def test_extending_moves_the_reminder_that_has_not_gone_out(house: House) -> None:
    round_ = await opened(house)
    tending = house.services.pulse.tending
    await tending.extend(MANAGER.slack_user_id, round_.id, date(2026, 12, 8), time(17))
    await to_the_reminder(house)
    assert await reminders(house) == {}
    house.clock.moment = datetime(2026, 12, 7, 12, 31, tzinfo=UTC)
    await house.tick()
    assert len(await reminders(house)) == len(PEOPLE)
    # Once is once.
    await tending.extend(MANAGER.slack_user_id, round_.id, date(2026, 12, 15), time(17))
    keys = await house.planned()
    house.clock.moment = datetime(2026, 12, 14, 12, 31, tzinfo=UTC)
    await house.tick()
    assert [each for each in await house.planned() if ":remind:" in each] == [
        each for each in keys if ":remind:" in each
    ]


@pytest.mark.parametrize("first", [date(2026, 11, 25), date(2026, 11, 24)])
@ON_ONE
async def test_made_shorter_and_longer_again_it_still_reminds(house: House, first: date) -> None:
    round_ = await opened(house)
    tending = house.services.pulse.tending
    await tending.extend(MANAGER.slack_user_id, round_.id, first, time(17))
    await tending.extend(MANAGER.slack_user_id, round_.id, date(2026, 12, 1), time(17, 30))
    await to_the_reminder(house)
    assert len(await reminders(house)) == len(PEOPLE)


@pytest.mark.parametrize("how", ["close_now", "cancel"])
@ON_ONE
async def test_what_is_over_reminds_nobody(house: House, how: str) -> None:
    round_ = await opened(house)
    await getattr(house.services.pulse.tending, how)(MANAGER.slack_user_id, round_.id)
    await to_the_reminder(house)
    assert await reminders(house) == {}


@ON_ONE
async def test_opened_for_a_day_and_made_longer_it_reminds_as_was_asked_for(house: House) -> None:
    """The box was ticked; only the first closing time was too near."""
    said = replace(house.propose(*PEOPLE, remind=True), day=date(2026, 11, 25))
    begun = await house.services.pulse.opening.open_round(MANAGER.slack_user_id, said)
    tending = house.services.pulse.tending
    await tending.extend(MANAGER.slack_user_id, begun.round.id, date(2026, 12, 1), time(17))
    await to_the_reminder(house)
    assert len(await reminders(house)) == len(PEOPLE)


@ON_ONE
async def test_without_the_tick_there_is_no_reminder(house: House) -> None:
    round_ = await opened(house, remind=False)
    tending = house.services.pulse.tending
    await tending.extend(MANAGER.slack_user_id, round_.id, date(2026, 12, 1), time(18))
    await to_the_reminder(house)
    assert await reminders(house) == {}


@ON_ONE
async def test_a_closing_time_that_the_clocks_skip_is_refused_under_its_field(
    house: House,
) -> None:
    house.clock.moment = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
    round_ = await opened(house)
    with pytest.raises(InvalidInput, match="01:30 does not exist") as refused:
        await house.services.pulse.tending.extend(
            MANAGER.slack_user_id, round_.id, date(2027, 3, 28), time(1, 30)
        )
    assert refused.value.block_id == "extend_time"


# ---- nudges for the reply


async def nudges(house: House) -> list[str]:
    return [each for each in await house.planned() if ":nudge:" in each]


async def test_the_reply_is_asked_for_after_7_and_21_days(house: House) -> None:
    round_ = await opened(house)
    for each in PEOPLE:
        await house.answer(round_, each, "agree")
    house.clock.moment = round_.closes_at
    await house.tick(seconds=1)
    await house.tick(seconds=1)
    await house.tick(days=6, hours=23)
    assert await nudges(house) == []
    await house.tick(hours=2)
    assert await nudges(house) == [f"pulse:{round_.id}:nudge:7"]
    await house.tick(days=14)
    assert len(await nudges(house)) == 2
    await house.tick(days=100)
    assert len(await nudges(house)) == 2


@ON_ONE
async def test_nobody_is_asked_to_reply_to_what_nobody_answered_or_was_replied_to(
    house: House,
) -> None:
    silent = await opened(house)
    house.clock.moment = silent.closes_at
    await house.tick(seconds=1)
    await house.tick(days=8)
    assert await nudges(house) == []
    round_ = await opened(house)
    for each in PEOPLE:
        await house.answer(round_, each, "agree")
    house.clock.moment = round_.closes_at
    await house.tick(seconds=1)
    await house.tick(seconds=5)
    await house.services.pulse.reading.reply(MANAGER.slack_user_id, round_.id, "We heard you.")
    await house.tick(days=30)
    assert await nudges(house) == []
    assert timedelta(days=7) < house.clock.now() - round_.closes_at


@ON_ONE
async def test_a_nudge_that_waits_for_the_morning_lapses_with_the_reply(house: House) -> None:
    """It closes in the evening, so that the nudge is planned then, and is due the next morning."""
    said = replace(house.propose(*PEOPLE), clock=time(20))
    round_ = (await house.services.pulse.opening.open_round(MANAGER.slack_user_id, said)).round
    for each in PEOPLE:
        await house.answer(round_, each, "agree")
    house.clock.moment = round_.closes_at
    await house.tick(seconds=1)
    await house.tick(seconds=1)
    await house.tick(days=7, minutes=1)
    (due,) = await due_nudges(house)
    assert due == datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
    await house.services.pulse.reading.reply(MANAGER.slack_user_id, round_.id, "We heard you.")
    assert await due_nudges(house) == []


async def due_nudges(house: House) -> list[datetime]:
    """When those are due that are still to be sent."""
    async with house.database.reading() as session:
        query = select(DeliveryRow.due_at).where(
            DeliveryRow.key.contains(":nudge:"), DeliveryRow.state == State.DUE
        )
        return list(await session.scalars(query))
