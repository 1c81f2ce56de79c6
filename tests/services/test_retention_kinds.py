"""Each kind of record goes when its days are over, not before, and a line of proof says how many went."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.domain.rights.keeping import PROOF_KEPT, Kind
from bot.errors import InvalidInput, NotAllowed
from storage.database import Database
from storage.joining import AcquaintanceStore
from storage.people import PeopleStore, ensure_workspace
from storage.rights import Proof, ProofStore
from storage.rights.expiring import SINCE, forget_kind, oldest
from storage.schema.journal import AuditRow, RetentionRow
from storage.schema.people import AcquaintanceRow, MemberRow, PreferenceRow
from tests.support.everything import WHEN, seed
from tests.support.pulse import MANAGER, MEMBERS, House, furnish

ME, OTHER = "U0ME", "U0OTHER"
SOON = timedelta(minutes=1)
# Told with other tests: they keep some for the sake of what is unfinished.
SIMPLE = [each for each in Kind if each not in (Kind.SESSIONS, Kind.LEFT, Kind.NOTES)]


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *MEMBERS)


async def seeded(house: House) -> None:
    async with house.database.transaction() as session:
        await seed(session, house.services.workspace.id, ME, OTHER)


async def number(house: House, table: type) -> int:
    async with house.database.reading() as session:
        return (await session.scalars(select(func.count()).select_from(table))).one()


@pytest.mark.parametrize("kind", SIMPLE)
async def test_a_record_goes_when_its_time_is_over_and_elsewhere_stays(
    house: House, kind: Kind
) -> None:
    await seeded(house)
    workspace_id = house.services.workspace.id
    table = SINCE[kind][0].class_
    async with house.database.transaction() as session:
        elsewhere = (await ensure_workspace(session, "T0OTHER", "", WHEN)).id
        await forget_kind(session, elsewhere, kind, WHEN + SOON)
        assert await oldest(session, workspace_id, kind) == WHEN.date()
        await forget_kind(session, workspace_id, kind, WHEN - SOON)
    before = await number(house, table)
    assert before
    async with house.database.transaction() as session:
        went = await forget_kind(session, workspace_id, kind, WHEN + SOON)
        assert await oldest(session, workspace_id, kind) is None
    assert sum(went.values()) >= before - await number(house, table) > 0


async def test_what_is_open_does_not_grow_old(house: House) -> None:
    await seeded(house)
    workspace_id = house.services.workspace.id
    async with house.database.transaction() as session:
        for kind in (Kind.QUESTIONS, Kind.CONCERNS):
            table = SINCE[kind][0].class_
            await session.execute(update(table).values(settled_at=None))
            await forget_kind(session, workspace_id, kind, WHEN + timedelta(days=9999))
            assert (await session.scalars(select(func.count()).select_from(table))).one()


async def test_people_who_left_long_ago_go_and_who_is_here_stays(house: House) -> None:
    gone, here, stranger = MEMBERS[0].slack_user_id, MEMBERS[1].slack_user_id, "U0STRANGER"
    workspace_id, now = house.services.workspace.id, house.clock.now()
    async with house.database.transaction() as session:
        people, met = PeopleStore(session, workspace_id), AcquaintanceStore(session, workspace_id)
        for user in (gone, here, stranger):
            await met.first_time(user, "greeted", now)
            session.add(
                PreferenceRow(
                    workspace_id=workspace_id,
                    slack_user_id=user,
                    days_off="",
                    no_reminders=False,
                    no_alerts=True,
                    no_matching=False,
                )
            )
        await people.note_left(gone, now)
        went = await forget_kind(session, workspace_id, Kind.LEFT, now + SOON)
    assert went == {"members": 1, "acquaintances": 1}
    async with house.database.reading() as session:
        members = set(await session.scalars(select(MemberRow.slack_user_id)))
        greeted = set(await session.scalars(select(AcquaintanceRow.slack_user_id)))
        asked = set(await session.scalars(select(PreferenceRow.slack_user_id)))
    assert gone not in members | greeted | asked
    assert greeted == {here}
    assert here in members


async def test_every_night_writes_a_line_for_each_kind_and_a_second_run_adds_to_it(
    house: House,
) -> None:
    await seeded(house)
    night = WHEN + timedelta(days=400)
    audit = Kind.AUDIT.rule
    await house.services.retention.forget("", night)
    async with house.database.reading() as session:
        first = await ProofStore(session, house.services.workspace.id).last()
    assert set(first) == set(Kind)
    assert first[Kind.AUDIT] == Proof(night.date(), Kind.AUDIT, audit.usual, 0, WHEN.date())
    assert first[Kind.VOTES].deleted > 0
    assert first[Kind.VOTES].oldest is None
    await house.services.retention.forget("", night + SOON)
    async with house.database.reading() as session:
        second = await ProofStore(session, house.services.workspace.id).last()
    assert second == first
    await house.services.retention.forget("", night + PROOF_KEPT + timedelta(days=1))
    async with house.database.reading() as session:
        assert night.date() not in set(await session.scalars(select(RetentionRow.day)))


async def test_the_days_that_a_body_has_set_hold_from_the_next_night_on(house: House) -> None:
    await seeded(house)
    manager = MANAGER.slack_user_id
    changed = await house.services.retention.set_days(manager, {Kind.AUDIT: 365, Kind.VOTES: 180})
    assert changed == [Kind.AUDIT]
    before = await number(house, AuditRow)
    await house.services.retention.forget("", WHEN + timedelta(days=365) + SOON)
    # What was changed is in the log, and of that minute: so old is it not.
    assert await number(house, AuditRow) < before
    standing = await house.services.retention.look(manager)
    assert standing.days[Kind.AUDIT] == 365
    assert standing.last[Kind.AUDIT].kept_days == 365
    # The usual again is nothing of one's own.
    await house.services.retention.set_days(manager, {Kind.AUDIT: Kind.AUDIT.rule.usual})
    await house.factory.everywhere()
    services = await house.factory.for_team("T0WOLD")
    assert services.workspace.arrangements.kept == {}


async def test_days_beyond_the_bounds_and_people_who_may_not_are_refused(house: House) -> None:
    gp = MEMBERS[0].slack_user_id
    service = house.services.retention
    with pytest.raises(NotAllowed, match="see what was deleted when"):
        await service.look(gp)
    with pytest.raises(NotAllowed):
        await service.set_days(gp, {Kind.AUDIT: 400})
    with pytest.raises(InvalidInput, match="from 365 to 2555") as refused:
        await service.set_days(MANAGER.slack_user_id, {Kind.AUDIT: 1})
    assert refused.value.block_id == "retention_days_audit"


async def test_a_line_of_one_workspace_is_not_anothers(house: House) -> None:
    line = Proof(date(2026, 11, 24), Kind.AUDIT, 730, 3, None)
    async with house.database.transaction() as session:
        elsewhere = (await ensure_workspace(session, "T0OTHER", "", WHEN)).id
        await ProofStore(session, elsewhere).put(line)
        assert await ProofStore(session, house.services.workspace.id).last() == {}
        await ProofStore(session, house.services.workspace.id).forget(date(2030, 1, 1))
        assert await ProofStore(session, elsewhere).last() == {Kind.AUDIT: line}
