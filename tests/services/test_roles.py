"""Giving roles, by name and by user group: on both databases, with a Slack that says who people are."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.directory import Profile
from bot.domain.deeds import Deed
from bot.domain.people import Member, Role
from bot.domain.roles import GIVEN, RoleGroup, Wanted
from bot.errors import InvalidInput, NotAllowed
from bot.services.roles.giving import Saved
from bot.services.roles.keeping import KEEP, NIGHTLY
from storage.database import Database
from storage.people import PeopleStore
from storage.schedules import ScheduleStore
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from storage.schema.work import WorkRow
from tests.support.people import member
from tests.support.pulse import MANAGER, House, furnish

GP = member(11)
ANN, BEN, CAT = "U0ANN", "U0BEN", "U0CAT"
ADMIN = Member("U0ADM", None, frozenset({Role.ADMINISTRATOR}))
LEADS = RoleGroup(Role.LEAD, "S0LEADS", "@s0leads")
MANAGERS = RoleGroup(Role.MANAGER, "S0MAN", "@s0man")


def person(user: str, **more: bool) -> Profile:
    return Profile(user, f"Dr {user[2:].title()}", **more)


async def house_with(database: Database, *people: Member) -> House:
    house = await furnish(database, GP, *people)
    house.slack.profiles |= {each: person(each) for each in (ANN, BEN, CAT)}
    return house


async def save(
    house: House,
    people: dict[Role, Sequence[str]],
    *groups: RoleGroup,
    by: str = MANAGER.slack_user_id,
    fine: bool = False,
) -> Saved:
    """As the form would: whoever is not named keeps nothing."""
    giving = house.services.roles.giving
    offer = await giving.offer()
    kept = {role: tuple(people.get(role, offer.wanted.people[role])) for role in GIVEN}
    return await giving.save(by, Wanted(kept, groups), offer.stands, nobody_is_fine=fine)


async def roles_of(house: House, user: str) -> set[str] | None:
    found = await house.services.people.member(user)
    return None if found is None else set(found.roles)


async def audit(house: House) -> list[tuple[str, str, str]]:
    async with house.database.reading() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.actor, row.deed, row.subject) for row in rows]


async def in_step(house: House) -> None:
    await house.services.roles.keeping.keep_in_step("", house.clock.now())


# ---- by name


async def test_whoever_is_named_is_a_member_with_that_role_and_hears_nothing(
    database: Database,
) -> None:
    house = await house_with(database)
    await save(house, {Role.LEAD: [ANN], Role.ADMINISTRATOR: [GP.slack_user_id]})
    assert await roles_of(house, ANN) == {"gp", "lead"}
    assert await roles_of(house, GP.slack_user_id) == {"gp", "administrator"}
    assert await audit(house) == [
        ("U900", "gave a role", f"{GP.slack_user_id}: administrator"),
        ("U900", "gave a role", f"{ANN}: clinical lead"),
    ]
    assert await house.planned() == []
    await save(house, {Role.LEAD: []})
    assert await roles_of(house, ANN) == {"gp"}
    assert (await audit(house))[-1] == ("U900", "took a role away", f"{ANN}: clinical lead")


async def test_bots_guests_and_outsiders_are_refused_by_name_and_nothing_is_saved(
    database: Database,
) -> None:
    house = await house_with(database)
    house.slack.profiles[ANN] = person(ANN, is_guest=True)
    house.slack.profiles[BEN] = person(BEN, is_bot=True)
    with pytest.raises(InvalidInput, match="Dr Ann is a guest in this Slack and Dr Ben") as refused:
        await save(house, {Role.LEAD: [ANN, BEN, CAT]})
    assert refused.value.block_id == "roles_people_lead"
    with pytest.raises(InvalidInput, match="Slack did not say"):
        await save(house, {Role.LEAD: ["U0NOBODY"]})
    assert await roles_of(house, CAT) is None
    assert await audit(house) == []


async def test_administrators_hear_when_a_manager_changes_who_is_in_charge(
    database: Database,
) -> None:
    house = await house_with(database, ADMIN)
    await save(house, {Role.LEAD: [ANN]})
    assert await house.planned() == []
    await save(house, {Role.ADMINISTRATOR: [BEN]})
    assert [key.split(":")[-1] for key in await house.planned()] == [ADMIN.slack_user_id]
    async with database.reading() as session:
        said = str((await session.scalars(select(DeliveryRow.body))).one())
    assert "<@U900> has changed who looks after Peerbot:" in said
    assert f"<@{ADMIN.slack_user_id}> is no longer an administrator" in said
    await save(house, {Role.MANAGER: [CAT]}, by=BEN)  # an administrator tells nobody
    assert len(await house.planned()) == 1


async def test_the_last_of_them_is_warned_before_they_go(database: Database) -> None:
    house = await house_with(database)
    warned = await save(house, {Role.MANAGER: []})
    assert warned == Saved(nobody=(Role.MANAGER,))
    assert await roles_of(house, "U900") == {"manager"}
    await save(house, {Role.MANAGER: []}, fine=True)
    assert await roles_of(house, "U900") == set()


async def test_what_somebody_else_changed_meanwhile_is_not_undone(database: Database) -> None:
    house = await house_with(database)
    giving = house.services.roles.giving
    early = await giving.offer()
    await save(house, {Role.LEAD: [ANN]})
    with pytest.raises(InvalidInput, match="Somebody else has changed roles"):
        await giving.save("U900", early.wanted, early.stands)
    assert await roles_of(house, ANN) == {"gp", "lead"}


async def test_who_comes_back_and_is_named_counts_again(database: Database) -> None:
    house = await house_with(database)
    await save(house, {Role.LEAD: [ANN]})
    async with database.transaction() as session:
        people = PeopleStore(session, house.services.workspace.id)
        await people.note_left(ANN, house.clock.now())
    assert ANN not in (await house.services.roles.giving.offer()).wanted.named
    await save(house, {Role.MANAGER: [ANN, "U900"]})
    assert await roles_of(house, ANN) == {"gp", "manager"}


# ---- by group


async def test_who_is_in_a_group_has_its_role_for_as_long_as_they_are(database: Database) -> None:
    house = await house_with(database)
    house.slack.members = {"S0LEADS": [ANN, GP.slack_user_id]}
    await save(house, {}, LEADS)
    await house.tick(seconds=1)
    assert await roles_of(house, ANN) == {"gp", "lead"}
    assert await roles_of(house, GP.slack_user_id) == {"gp", "lead"}
    house.slack.members["S0LEADS"] = [BEN]
    await house.services.roles.keeping.group_changed("S0LEADS")
    await house.tick(seconds=1)
    assert await roles_of(house, BEN) == {"gp", "lead"}
    assert await roles_of(house, ANN) == set()
    assert await roles_of(house, GP.slack_user_id) == {"gp"}
    assert ("Slack user group", "took a role away", f"{ANN}: clinical lead") in await audit(house)


async def test_a_group_that_means_nothing_here_is_not_read(database: Database) -> None:
    house = await house_with(database)
    await house.services.roles.keeping.group_changed("S0OTHER")
    assert await planned_work(house) == []


async def planned_work(house: House) -> list[str]:
    async with house.database.reading() as session:
        return list(await session.scalars(select(WorkRow.kind)))


async def test_a_lost_event_is_made_up_for_at_night(database: Database) -> None:
    house = await house_with(database)
    house.slack.members = {"S0LEADS": [ANN]}
    await save(house, {}, LEADS)
    await house.tick(seconds=1)
    house.slack.members["S0LEADS"] = [ANN, BEN]
    await house.tick(days=1)
    await house.tick(seconds=1)
    assert await roles_of(house, BEN) == {"gp", "lead"}
    await save(house, {})  # without the group
    await house.tick(seconds=1)
    assert await roles_of(house, BEN) == set()
    async with database.reading() as session:
        assert await ScheduleStore(session, house.services.workspace.id).at(NIGHTLY, "") is None
    assert KEEP not in await planned_work(house)


async def test_a_group_that_is_gone_leaves_what_was_known_and_is_said(database: Database) -> None:
    house = await house_with(database)
    house.slack.members = {"S0LEADS": [ANN], "S0MAN": [BEN]}
    await save(house, {}, LEADS, MANAGERS)
    await in_step(house)
    house.slack.members = {"S0MAN": [CAT]}
    await in_step(house)
    assert await roles_of(house, ANN) == {"gp", "lead"}
    assert await roles_of(house, CAT) == {"manager"}
    offer = await house.services.roles.giving.offer()
    assert offer.unread == ("@s0leads",)
    assert offer.groups == {"S0LEADS": "@s0leads", "S0MAN": "@s0man"}


async def test_guests_and_bots_in_a_group_are_no_members(database: Database) -> None:
    house = await house_with(database)
    house.slack.profiles[BEN] = person(BEN, is_guest=True)
    house.slack.members = {"S0LEADS": [ANN, BEN]}
    await save(house, {}, LEADS)
    await in_step(house)
    assert await roles_of(house, ANN) == {"gp", "lead"}
    assert await roles_of(house, BEN) is None


async def test_who_has_left_keeps_it_and_does_not_count(database: Database) -> None:
    house = await house_with(database)
    house.slack.members = {"S0LEADS": [ANN]}
    await save(house, {}, LEADS)
    await in_step(house)
    workspace = house.services.workspace.id
    async with database.transaction() as session:
        await PeopleStore(session, workspace).note_left(ANN, house.clock.now())
    house.slack.members = {"S0LEADS": []}  # as Slack has it then
    await in_step(house)
    assert await roles_of(house, ANN) is None
    async with database.transaction() as session:
        await PeopleStore(session, workspace).note_left(ANN, None)
    assert await roles_of(house, ANN) == {"gp", "lead"}


# ---- who gets in


async def test_a_slack_admin_gets_in_only_where_nobody_can(database: Database) -> None:
    house = await house_with(database)
    house.slack.profiles[ANN] = person(ANN, runs_slack=True)
    people = house.services.people
    with pytest.raises(NotAllowed, match="you need to be a manager or administrator"):
        await people.require(ANN, Deed.GIVE_ROLES)
    await people.require(ANN, Deed.SEE_MESSAGES)  # there is a manager, and no administrator
    assert await audit(house) == [
        (ANN, "let in as a Slack admin", "to see or send messages that did not arrive")
    ]
    with pytest.raises(NotAllowed, match="<@U900> can say who is"):
        await people.require(BEN, Deed.SEE_MESSAGES)
    await save(house, {Role.MANAGER: []}, fine=True)
    with pytest.raises(NotAllowed, match="An admin of this Slack can say who is"):
        await people.require(BEN, Deed.GIVE_ROLES)
    await people.require(ANN, Deed.GIVE_ROLES)  # as the form does when it is opened
    assert await roles_of(house, ANN) == {"administrator"}
    await save(house, {Role.ADMINISTRATOR: [ANN]}, by=ANN)
    with pytest.raises(NotAllowed):
        await people.require(BEN, Deed.START_PULSE)
    assert await roles_of(house, ANN) == {"administrator"}
    house.slack.profiles[CAT] = person(CAT, runs_slack=True)
    with pytest.raises(NotAllowed, match=f"You could ask <@{ANN}>"):
        await people.require(CAT, Deed.GIVE_ROLES)


async def test_nobody_is_let_in_by_writing_about_it(database: Database) -> None:
    house = await house_with(database)
    await save(house, {Role.MANAGER: []}, fine=True)
    house.slack.profiles[ANN] = person(ANN, runs_slack=True)
    before = await audit(house)
    deeds = [Deed.SET_UP, Deed.SEE_AUDIT, Deed.START_PULSE]
    assert set(await house.services.talk.refusals(ANN, deeds)) == {Deed.START_PULSE}
    assert set(await house.services.talk.refusals(BEN, deeds)) == set(deeds)
    assert await roles_of(house, ANN) is None
    assert await audit(house) == before


async def test_of_two_slack_admins_at_once_one_gets_in(database: Database) -> None:
    house = await house_with(database)
    await save(house, {Role.MANAGER: []}, fine=True)
    both = (ANN, CAT)
    house.slack.profiles |= {each: person(each, runs_slack=True) for each in both}
    people = house.services.people
    outcomes = await asyncio.gather(
        *(people.require(each, Deed.SET_UP) for each in both), return_exceptions=True
    )
    assert [type(each) for each in outcomes].count(NotAllowed) == 1
    assert [await roles_of(house, each) for each in both].count({"administrator"}) == 1


async def test_a_slack_admin_may_not_do_what_is_for_leads_and_managers(database: Database) -> None:
    house = await house_with(database)
    house.slack.profiles[ANN] = person(ANN, runs_slack=True)
    await save(house, {Role.MANAGER: []}, fine=True)
    with pytest.raises(NotAllowed, match="An admin of this Slack can say who is"):
        await house.services.people.require(ANN, Deed.START_PULSE)
