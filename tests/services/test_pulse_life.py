"""A pulse's life on both databases: plans, reminders, extending, closing early, cancelling, replying."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.delivery import DirectMessage, Message
from bot.domain.people import Member, Role
from bot.domain.pulse import Circle, CircleKind, Plan, Planned, Round, State
from bot.domain.questions import TEMPERATURE, Agreement
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.pulse.files import FileKind
from storage.database import Database
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.preferences import PreferenceStore
from storage.pulse import PulseStore
from storage.schema.delivery import DeliveryRow, PromptsRow
from tests.anonymity.dumps import SEALED_TABLES, rows_of
from tests.support.acting import act
from tests.support.people import PRACTICES
from tests.support.pulse import CHANNEL, LEADERS, MANAGER, MEMBERS, OPENING, House, furnish

AGREE, DISAGREE = Agreement.AGREE, Agreement.DISAGREE
ASKED = (*LEADERS, *MEMBERS)
ADMINISTRATOR = Member("U901", None, frozenset({Role.ADMINISTRATOR}), None)
OTHER_MANAGER = Member("U902", None, frozenset({Role.MANAGER}), None)
LUNCH_BEFORE = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)  # the pulse closes on Tuesday
US = MANAGER.slack_user_id


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED, ADMINISTRATOR, OTHER_MANAGER)


async def state_of(house: House, round_id: int) -> State:
    async with house.database.reading() as session:
        found = await PulseStore(session, house.services.workspace.id).round(round_id)
    assert found is not None
    return found.state


async def messages(house: House, begins: str) -> dict[str, str]:
    """Who has, or waits for, a message whose key begins so, and in which state."""
    async with house.database.reading() as session:
        rows = await session.execute(select(DeliveryRow.key, DeliveryRow.spot, DeliveryRow.state))
        return {spot: state for key, spot, state in rows if key.startswith(begins)}


async def told(house: House, user: str) -> str:
    async with house.database.reading() as session:
        bodies = await session.scalars(select(DeliveryRow.body).where(DeliveryRow.spot == user))
        return "\n".join(str(body) for body in bodies)


async def at(house: House, moment: datetime) -> None:
    house.clock.moment = moment
    await act(house.database, house.clock, house.factory.for_workspace)


async def answered(house: House, **more: Any) -> Round:
    """Everybody has answered; it is open."""
    round_ = await house.open(*ASKED, **more)
    for number, each in enumerate(ASKED):
        await house.answer(round_, each, AGREE if number % 2 else DISAGREE)
    return round_


# ---- reminders


async def test_who_has_not_answered_is_reminded_once_at_lunch_on_the_working_day_before(
    house: House,
) -> None:
    round_ = await house.open(*MEMBERS, remind=True)
    for each in MEMBERS[:10]:
        await house.answer(round_, each, AGREE)
    await at(house, LUNCH_BEFORE - timedelta(minutes=1))
    assert await messages(house, "pulse:1:remind:") == {}
    await at(house, LUNCH_BEFORE)
    silent = {each.slack_user_id for each in MEMBERS[10:]}
    assert set(await messages(house, "pulse:1:remind:")) == silent
    await house.tick(hours=3)
    assert set(await messages(house, "pulse:1:remind:")) == silent  # once


async def test_who_is_off_that_day_is_looked_at_again_when_they_are_back(house: House) -> None:
    async with house.database.transaction() as session:
        store = PreferenceStore(session, house.services.workspace.id)
        await store.set_days_off(MEMBERS[0].slack_user_id, [0])  # Mondays
        await store.set_days_off(MEMBERS[1].slack_user_id, [0])
        await store.set_reminders(MEMBERS[2].slack_user_id, wanted=False)
    round_ = await house.open(*MEMBERS[:6], remind=True)
    await at(house, LUNCH_BEFORE)
    first = {each.slack_user_id for each in MEMBERS[3:6]}
    assert set(await messages(house, "pulse:1:remind:")) == first
    await house.answer(round_, MEMBERS[1], AGREE)  # on Monday evening
    await at(house, LUNCH_BEFORE + timedelta(hours=20))  # Tuesday morning
    assert set(await messages(house, "pulse:1:remind:")) == {*first, MEMBERS[0].slack_user_id}


async def allow(house: House, budget: int) -> None:
    rhythm = replace(house.services.workspace.rhythm, budget=budget)
    await house.services.body.set("command line", rhythm=rhythm)


async def test_a_reminder_beyond_the_months_budget_waits_on_the_home_tab(house: House) -> None:
    await allow(house, 0)
    await house.open(*MEMBERS[:6], remind=True)
    await at(house, LUNCH_BEFORE)
    assert set((await messages(house, "pulse:1:remind:")).values()) == {"waiting"}
    await house.tick(days=2)
    assert await messages(house, "pulse:1:remind:") == {}


async def test_a_short_pulse_has_no_reminder(house: House) -> None:
    proposal = house.propose(*MEMBERS, remind=True)
    preview = await house.services.pulse.opening.preview(US, proposal)
    assert preview.reminds_at == LUNCH_BEFORE
    tomorrow = OPENING.date() + timedelta(days=1)
    short = await house.services.pulse.opening.preview(US, replace(proposal, day=tomorrow))
    assert short.reminds_at is None


# ---- circles


async def test_who_is_asked_and_not_in_the_channel_has_a_message(house: House) -> None:
    house.slack.members["SLEADS"] = [each.slack_user_id for each in LEADERS]
    circle = Circle(CircleKind.GROUP, ("SLEADS",), "@leads")
    round_ = await house.open(*LEADERS[:3], MEMBERS[0], circle=circle)
    assert round_.asked == len(LEADERS)
    outside = {each.slack_user_id for each in LEADERS[3:]}
    assert set(await messages(house, "pulse:1:ask:")) == outside
    await house.answer(round_, LEADERS[6], AGREE)
    with pytest.raises(NotAllowed, match="asks other people"):
        await house.answer(round_, MEMBERS[0], AGREE)
    await house.tick(days=8)
    assert await messages(house, "pulse:1:ask:") == {}


async def test_practices_and_all_members_are_circles(house: House) -> None:
    practices = tuple(each.ods_code for each in PRACTICES)
    some = house.propose(circle=Circle(CircleKind.PRACTICES, practices))
    everybody = house.propose(circle=Circle(CircleKind.ALL))
    assert (await house.services.pulse.opening.preview(US, some)).asked > 0
    assert (await house.services.pulse.opening.preview(US, everybody)).asked == len(ASKED)
    nobody = house.propose(circle=Circle(CircleKind.GROUP, ("SGONE",)))
    with pytest.raises(InvalidInput, match="nobody is"):
        await house.services.pulse.opening.preview(US, nobody)


# ---- changing its end


async def test_extended_it_closes_later_and_stays_sealed(house: House) -> None:
    round_ = await answered(house)
    later = (round_.closes_at + timedelta(days=3)).date()
    changed = await house.services.pulse.tending.extend(US, round_.id, later, time(12))
    assert changed.closes_at == round_.closes_at + timedelta(days=3) - timedelta(hours=5)
    await at(house, round_.closes_at + timedelta(minutes=1))
    assert await state_of(house, round_.id) is State.OPEN
    with pytest.raises(Conflict, match="sealed"):
        await house.services.pulse.reading.pull_summary(US, round_.id)
    await at(house, changed.closes_at)
    assert await state_of(house, round_.id) is State.CLOSED


async def test_closed_early_it_is_counted_at_once(house: House) -> None:
    round_ = await answered(house)
    await house.tick(days=1)
    await house.services.pulse.tending.close_now(US, round_.id)
    with pytest.raises(Conflict, match="closed on"):
        await house.answer(round_, ASKED[0], AGREE)
    await house.tick(seconds=5)
    report = await house.services.pulse.report(round_.id)
    assert (report.round.answered, report.round.state) == (len(ASKED), State.CLOSED)
    with pytest.raises(Conflict, match="has closed already"):
        await house.services.pulse.tending.close_now(US, round_.id)


async def test_cancelled_everything_is_deleted_and_the_channel_hears_it(house: House) -> None:
    round_ = await answered(house, remind=True)
    async with house.database.transaction() as session:  # its message went out
        (opening,) = await session.scalars(select(DeliveryRow))
        opening.state = "sent"
    await house.services.pulse.tending.cancel(US, round_.id)
    await house.tick(seconds=5)
    assert await state_of(house, round_.id) is State.CANCELLED
    rows = await rows_of(house.database)
    assert [rows[table] for table in (*SEALED_TABLES, "pulse_cell")] == [[], [], [], []]
    assert "has cancelled this pulse" in await told(house, CHANNEL)
    for refused in (
        house.services.pulse.reading.pull_summary(US, round_.id),
        house.services.pulse.reading.ask_for_file(US, FileKind.CSV, round_.id),
        house.services.pulse.tending.cancel(US, round_.id),
    ):
        with pytest.raises(Conflict, match="cancelled"):
            await refused
    with pytest.raises(Conflict, match="was cancelled"):
        await house.answer(round_, ASKED[0], AGREE)
    assert await house.open(*ASKED)  # the same may be asked again


async def test_only_who_looks_after_it_may_end_it(house: House) -> None:
    lead, other = LEADERS[0], LEADERS[1]
    async with house.database.transaction() as session:
        await PeopleStore(session, house.services.workspace.id).put_members(
            [
                Member(each.slack_user_id, each.practice, frozenset({Role.LEAD}), True)
                for each in (lead, other)
            ]
        )
    round_ = await house.open(*ASKED, by=lead.slack_user_id, deputy=other.slack_user_id)
    tending = house.services.pulse.tending
    with pytest.raises(NotAllowed, match=f"looked after by <@{lead.slack_user_id}>"):
        await tending.cancel(MEMBERS[0].slack_user_id, round_.id)
    for user in (other, MANAGER, ADMINISTRATOR):
        assert await tending.round_to_tend(user.slack_user_id, round_.id, "close it")


# ---- asking the same again


async def test_the_same_is_asked_again_in_a_channel_after_a_week(house: House) -> None:
    round_ = await answered(house)
    await house.tick(days=1)
    await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)
    with pytest.raises(InvalidInput, match="asked the same here yesterday"):
        await house.open(*ASKED)
    assert await house.open(*ASKED, asks=TEMPERATURE)
    await house.tick(days=8)
    assert await house.open(*ASKED)


async def test_a_trend_is_of_the_same_set_in_the_same_circle(house: House) -> None:
    for agreeing in (2, 3):
        round_ = await house.open(*ASKED)
        for number, each in enumerate(ASKED):
            await house.answer(round_, each, AGREE if number % agreeing else DISAGREE)
        await house.tick(days=8)
    report = await house.services.pulse.report()
    assert [each.round.id for each in report.rounds] == [1, 2]
    change = report.change("owned")
    assert change is not None
    assert change.difference == pytest.approx((15 - 11) / len(ASKED))


# ---- by itself


async def planned(house: House, **more: Any) -> Plan:
    proposal = house.propose(*ASKED, **more)
    begun = await house.services.pulse.opening.start(US, proposal)
    assert isinstance(begun, Planned)
    return begun.plan


async def test_a_planned_round_opens_at_its_time_with_who_is_there_then(house: House) -> None:
    opens = OPENING + timedelta(days=2)
    await planned(house, opens=opens)
    await at(house, opens - timedelta(seconds=1))
    house.slack.channels[CHANNEL] = [each.slack_user_id for each in MEMBERS]
    await at(house, opens)
    async with house.database.reading() as session:
        (round_,) = await PulseStore(session, house.services.workspace.id).rounds(State.OPEN)
    assert (round_.asked, round_.opens_at, round_.owner) == (len(MEMBERS), opens, US)
    assert round_.closes_at == datetime(2026, 12, 1, 17, tzinfo=UTC)
    await at(house, opens)
    assert len(await messages(house, "pulse:")) == 1  # once


async def test_a_repeating_pulse_comes_again_on_the_wall_clock(house: House) -> None:
    plan = await planned(house, repeats="every first Friday")
    opened = []
    for _ in range(120):
        await house.tick(days=1)
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        opened = [each.opens_at.date().isoformat() for each in await store.rounds(*State)]
    assert sorted(opened)[0] == "2026-11-24"
    assert {"2026-12-04", "2027-01-04", "2027-02-05", "2027-03-05"} <= set(opened)
    await house.services.pulse.opening.end_plan(US, plan.id)
    with pytest.raises(Conflict, match="ended before"):
        await house.services.pulse.opening.end_plan(US, plan.id)


async def test_a_plan_that_cannot_open_tells_its_owner_why(house: House) -> None:
    opens = OPENING + timedelta(days=2)
    await planned(house, opens=opens)
    del house.slack.channels[CHANNEL]  # the bot was removed
    await at(house, opens)
    assert "could not open. I cannot see who is in that channel" in await told(house, US)
    assert await messages(house, "pulse:") == {}


# ---- who leaves, and the reply


async def test_what_somebody_leaves_behind_goes_to_the_deputy_or_an_administrator(
    house: House,
) -> None:
    first = await house.open(*ASKED, deputy=OTHER_MANAGER.slack_user_id)
    second = await house.open(*ASKED, channel="C0OTHER", asks=TEMPERATURE)
    assert await house.services.pulse.tending.pass_on(US) == 2
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        found = {each.id: each.owner for each in await store.rounds(State.OPEN)}
    assert found == {
        first.id: OTHER_MANAGER.slack_user_id,
        second.id: ADMINISTRATOR.slack_user_id,
    }
    assert "It is yours now" in await told(house, ADMINISTRATOR.slack_user_id)
    assert await house.services.pulse.tending.pass_on(US) == 0


async def test_the_owner_is_asked_for_a_reply_until_there_is_one(house: House) -> None:
    await answered(house)
    await house.tick(days=8)
    assert "when you have talked about it" in await told(house, US)
    await house.tick(days=7)
    assert list(await messages(house, "pulse:1:nudge")) == [US]
    report = await house.services.pulse.reading.reply(US, 1, "We have moved the meeting.")
    assert report.reply is not None
    assert report.reply.text == "We have moved the meeting."
    keys = await house.planned()
    assert {"pulse:1:results", "pulse:1:reply", "pulse:1:figures"} <= set(keys)
    await house.tick(days=21)
    assert [each for each in await house.planned() if "nudge" in each] == ["pulse:1:nudge:7"]
    with pytest.raises(Conflict, match="has replied to this pulse already"):
        await house.services.pulse.reading.reply(US, 1, "Again.")
    with pytest.raises(Conflict, match="already"):
        await house.services.pulse.reading.post(US, 1)


async def test_a_file_that_slack_does_not_confirm_is_said(house: House) -> None:
    await answered(house)
    await house.tick(days=8)
    await house.services.pulse.reading.ask_for_file(US, FileKind.CSV)
    await house.tick(seconds=1)
    ((user, name, content),) = house.slack.shared
    assert (user, name) == (US, "pulse-1.csv")
    assert b"owned" in content
    house.slack.takes_files = False
    await house.services.pulse.reading.ask_for_file(US, FileKind.CSV)
    await house.tick(seconds=1)
    assert "ask for it again" in await told(house, US)
    assert len(house.slack.shared) == 1


async def test_prompts_that_are_forgotten_count_all_the_same(house: House) -> None:
    await allow(house, 1)
    round_ = await house.open(*MEMBERS[:6], remind=True)
    await at(house, LUNCH_BEFORE)
    async with house.database.transaction() as session:
        for row in await session.scalars(
            select(DeliveryRow).where(DeliveryRow.key.startswith("pulse:1:remind"))
        ):
            row.state = "sent"
    await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)
    async with house.database.transaction() as session:
        rows = (await session.scalars(select(PromptsRow))).all()
        people = [each.slack_user_id for each in MEMBERS[:6]]
        assert {(row.spot, row.month, row.number) for row in rows} == {
            (user, "2026-11", 1) for user in people
        }
        again = DirectMessage("another", people[0], Message("Come and see."), unasked=True)
        store = DeliveryStore(session, house.services.workspace.id)
        assert (await store.plan(again, now=house.clock.now())).waiting == 1
