"""Alerts: who hears what, once, at most monthly, and that nobody else learns of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.delivery import State
from bot.domain.people import Member, Role
from bot.services.comparisons.alerting import ALERTS, PAUSE, Alerting
from storage.database import Database
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.preferences import PreferenceStore
from storage.schema.comparisons import AlertRow
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from storage.work import WorkStore
from tests.support.changes import rule, stepping
from tests.support.figures import ANTIBIOTICS, INHALERS, SIX, Counted, months, openprescribing
from tests.support.people import PRACTICES
from tests.support.pulse import MANAGER, House, furnish

ALDER, BROOK = PRACTICES[0], PRACTICES[1]
GP = Member("U601", ALDER)
LEAD = Member("U602", ALDER, frozenset({Role.GP, Role.LEAD}), True)
ELSEWHERE = Member("U603", BROOK)
BOSS_THERE = Member("U604", ALDER, frozenset({Role.MANAGER}), None)
LOCUM = Member("U605", None)
DECEMBER = datetime(2026, 12, 2, 9, tzinfo=UTC)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, GP, LEAD, ELSEWHERE, BOSS_THERE, LOCUM)


@pytest.fixture
def alerting(house: House) -> Alerting:
    return Alerting(house.services.context, rule)


async def import_(
    house: House, last: date = date(2026, 8, 1), measure: str = ANTIBIOTICS, **changed: Counted
) -> None:
    file = openprescribing({**SIX, **changed}, months(24, last), measure)
    importing = house.services.comparisons.importing
    await importing.import_file(file, f"{last}.csv", "command line")


async def tell(house: House, alerting: Alerting, after: timedelta = PAUSE) -> datetime | None:
    house.clock.moment += after
    return await alerting.tell("", house.clock.now())


async def messages(house: House) -> dict[str, DeliveryRow]:
    async with house.database.reading() as session:
        rows = await session.scalars(
            select(DeliveryRow).where(DeliveryRow.key.contains(":alert:")).order_by(DeliveryRow.id)
        )
        return {row.spot: row for row in rows}


async def alerts(house: House) -> list[tuple[str, date]]:
    async with house.database.reading() as session:
        rows = await session.scalars(select(AlertRow).order_by(AlertRow.ods_code))
        return [(row.ods_code, row.period) for row in rows]


# ---- who hears what


async def test_the_practices_own_people_hear_what_changed(house: House, alerting: Alerting) -> None:
    await import_(house, Y90001=stepping(60, 90))
    assert await tell(house, alerting) is None
    told = await messages(house)
    assert set(told) == {GP.slack_user_id, LEAD.slack_user_id}
    said = str(told[GP.slack_user_id].body)
    for part in (
        "Something has changed in the figures of Alder Lane Surgery",
        "Higher than before, since March 2026",
        "*90 items a month per 1,000 STAR-PU (95% interval 72 to 111)*",
        "for the 12 months to August 2026; 60 (46 to 77) in the 12 months before",
        "Lower is usually better, though a higher figure can have good reasons.",
        "This may have good reasons",
        "No more of these",
    ):
        assert part in said
    assert await alerts(house) == [("Y90001", date(2026, 8, 1))]


async def test_what_is_better_is_told_as_well(house: House, alerting: Alerting) -> None:
    await import_(house, Y90001=stepping(90, 60))
    await tell(house, alerting)
    assert "Lower than before" in str((await messages(house))[GP.slack_user_id].body)


async def test_nothing_is_said_where_nothing_changed(house: House, alerting: Alerting) -> None:
    await import_(house)
    assert await tell(house, alerting) is None
    assert (await messages(house), await alerts(house)) == ({}, [])


async def test_several_changes_and_several_imports_are_one_message(
    house: House, alerting: Alerting
) -> None:
    await import_(house, Y90001=stepping(60, 90))
    house.clock.moment += timedelta(minutes=30)
    await import_(house, measure=INHALERS, Y90001=stepping(300, 200), Y90002=stepping(300, 200))
    # The pause counts from the last import, so that a wrong file can be taken out.
    assert await tell(house, alerting, timedelta(minutes=40)) == house.clock.now() + timedelta(
        minutes=20
    )
    assert await messages(house) == {}
    await tell(house, alerting, timedelta(minutes=20))
    told = await messages(house)
    assert set(told) == {GP.slack_user_id, LEAD.slack_user_id, ELSEWHERE.slack_user_id}
    said = str(told[GP.slack_user_id].body)
    assert "Antibiotic items" in said
    assert "Reliever share of inhalers" in said
    assert "Antibiotic items" not in str(told[ELSEWHERE.slack_user_id].body)
    assert "Alder" not in str(told[ELSEWHERE.slack_user_id].body)


async def test_who_wants_none_gets_none_and_nothing_is_kept_of_it(
    house: House, alerting: Alerting
) -> None:
    for each in (GP, LEAD):
        await house.services.home.set_alerts(each.slack_user_id, wanted=False)
    await import_(house, Y90001=stepping(60, 90))
    assert await tell(house, alerting) is None
    assert (await messages(house), await alerts(house)) == ({}, [])
    await house.services.home.set_alerts(GP.slack_user_id, wanted=True)
    await tell(house, alerting)
    assert set(await messages(house)) == {GP.slack_user_id}


async def test_who_has_left_gets_none(house: House, alerting: Alerting) -> None:
    await house.services.joining.leaving.leave(GP.slack_user_id)
    await import_(house, Y90001=stepping(60, 90))
    await tell(house, alerting)
    assert set(await messages(house)) == {LEAD.slack_user_id}


async def test_hours_and_snoozes_are_kept(house: House, alerting: Alerting) -> None:
    back = house.clock.now() + timedelta(days=10)
    async with house.database.transaction() as session:
        await PreferenceStore(session, house.services.workspace.id).snooze(GP.slack_user_id, back)
    await import_(house, Y90001=stepping(60, 90))
    house.clock.moment = datetime(2026, 11, 24, 22, tzinfo=UTC)
    await tell(house, alerting)
    told = await messages(house)
    assert told[LEAD.slack_user_id].due_at == datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert told[GP.slack_user_id].due_at == back
    assert all(row.month is not None for row in told.values())  # it counts as a prompt


async def test_beyond_the_budget_it_waits_on_the_home_tab(house: House, alerting: Alerting) -> None:
    services = house.services
    rhythm = services.workspace.rhythm
    await services.body.set("command line", rhythm=replace(rhythm, budget=0))
    await import_(house, Y90001=stepping(60, 90))
    await tell(house, alerting)
    assert (await messages(house))[GP.slack_user_id].state == State.WAITING
    [waiting] = (await services.home.look(GP.slack_user_id)).waiting
    assert waiting.about == "a change in your practice’s figures"


# ---- how often


async def test_the_same_change_is_told_once(house: House, alerting: Alerting) -> None:
    await import_(house, Y90001=stepping(60, 90))
    await tell(house, alerting)
    await import_(house, date(2026, 9, 1), Y90001=stepping(60, 90))
    house.clock.moment = DECEMBER
    assert await tell(house, alerting) is None
    assert len(await messages(house)) == 2
    assert await alerts(house) == [("Y90001", date(2026, 8, 1))]


async def test_a_second_change_waits_for_the_next_month(house: House, alerting: Alerting) -> None:
    await import_(house, Y90001=stepping(60, 90))
    await tell(house, alerting)
    await import_(house, measure=INHALERS, Y90001=stepping(300, 200), Y90002=stepping(300, 200))
    again = await tell(house, alerting)
    assert again == datetime(2026, 12, 1, tzinfo=UTC)
    # The other practice has not heard of anything this month.
    assert "Reliever" in str((await messages(house))[ELSEWHERE.slack_user_id].body)
    assert "Reliever" not in str((await messages(house))[GP.slack_user_id].body)
    house.clock.moment = again
    assert await alerting.tell("", again) is None
    assert len(await alerts(house)) == 3
    async with house.database.reading() as session:
        store = DeliveryStore(session, house.services.workspace.id)
        key = f"practice:Y90001:alert:2026-12:{GP.slack_user_id}"
        assert await store.state(key) is not None


async def test_done_twice_it_is_told_once(house: House, alerting: Alerting) -> None:
    """The process died between telling and saying that it was done."""
    await import_(house, Y90001=stepping(60, 90))
    await tell(house, alerting)
    assert await tell(house, alerting) is None
    assert len(await messages(house)) == 2
    assert len(await alerts(house)) == 1


async def test_an_import_plans_it_an_hour_later_and_once_for_several(house: House) -> None:
    await import_(house)
    await import_(house, measure=INHALERS)
    async with house.database.reading() as session:
        listed = await WorkStore(session, house.services.workspace.id).listed()
    [planned] = [each for each in listed if each.kind == ALERTS]
    assert planned.due_at == house.clock.now() + PAUSE


async def test_without_any_import_there_is_nothing_to_do(house: House, alerting: Alerting) -> None:
    assert await alerting.tell("", house.clock.now()) is None


async def test_what_came_in_long_ago_is_not_looked_at_again(
    house: House, alerting: Alerting
) -> None:
    await import_(house, Y90001=stepping(60, 90))
    await tell(house, alerting, timedelta(days=71))
    assert await messages(house) == {}


# ---- nobody else


async def test_nobody_else_learns_that_one_went_out(
    house: House, alerting: Alerting, caplog: pytest.LogCaptureFixture
) -> None:
    admin = Member("U800", None, frozenset({Role.ADMINISTRATOR}), None)
    async with house.database.transaction() as session:
        await PeopleStore(session, house.services.workspace.id).put_members([admin])
    await import_(house, Y90001=stepping(60, 90))
    caplog.clear()
    await tell(house, alerting)
    async with house.database.reading() as session:
        audit = await session.scalars(select(AuditRow).filter_by(deed="told practices of changes"))
        [entry] = audit.all()
    assert (entry.actor, entry.subject) == ("Peerbot", "1 practice")
    for secret in ("Y90001", "Alder", GP.slack_user_id):
        assert secret not in caplog.text
    told = await messages(house)
    assert all(row.owner is None for row in told.values())
    # Slack refuses one: administrators see what did not arrive, but not this.
    async with house.database.transaction() as session:
        row = await session.get_one(DeliveryRow, told[GP.slack_user_id].id)
        row.state = State.FAILED
    found = await house.services.messages.overview(admin.slack_user_id, 10)
    assert (found.number, list(found.letters)) == (0, [])
    assert MANAGER.slack_user_id not in told
