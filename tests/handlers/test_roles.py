"""Roles in Slack: the form over the real app, user groups, a plan without them, and who gets in."""

import pytest

from bot.blocks import ids
from bot.blocks.kit import actions, button
from bot.demo.people import GPS, LEAD, MANAGER, NEWCOMER
from bot.domain.people import Role
from tests.support.town import Town

ALL, BOT = "#all-practices", "Peerbot"
# What the database has no part in is tried on one of them.
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LEADS, MANAGERS, ADMINISTRATORS = "Clinical leads", "Managers", "Administrators"
BY_GROUP = "Clinical leads by user group"


async def roles_of(town: Town, user: str) -> set[Role]:
    member = await town.stage.peerbot.services.people.member(user)
    return set(member.roles) if member else set()


async def open_form(town: Town) -> None:
    await town.manager.command(ALL, "/peerbot roles")
    await town.manager.sees("Who has which role here?")


async def test_a_manager_names_people_and_a_group_and_administrators_hear_of_it(town: Town) -> None:
    slack, manager = town.stage.slack, town.manager
    slack.change_group("S0LEADS", [GPS[1].id])
    await open_form(town)
    await manager.choose(ADMINISTRATORS, GPS[0].name)
    await manager.choose(BY_GROUP, "@s0leads")
    await manager.submit()
    said = await manager.sees("Saved.")
    assert f"@{GPS[0].name} is now an administrator" in said
    assert "Everybody in @s0leads is now a clinical lead" in said
    await town.settle()
    assert await roles_of(town, GPS[0].id) == {Role.GP, Role.ADMINISTRATOR}
    assert await roles_of(town, GPS[1].id) == {Role.GP, Role.LEAD}
    # Slack tells of a change in the group.
    slack.change_group("S0LEADS", [GPS[2].id])
    await slack.settle()
    await town.settle()
    assert Role.LEAD not in await roles_of(town, GPS[1].id)
    assert Role.LEAD in await roles_of(town, GPS[2].id)
    # Nobody who was given a role has heard anything; who is in charge is the administrators' to know.
    assert await town.person(GPS[2]).see(BOT) == []
    await manager.close(everything=True)
    await open_form(town)
    await manager.choose(MANAGERS, MANAGER.name, GPS[3].name)
    await manager.submit()
    await town.settle()
    heard = await town.person(GPS[0]).sees("has changed who looks after Peerbot", channel=BOT)
    assert f"@{GPS[3].name} is now a manager" in heard
    await town.person(GPS[0]).press("Roles", channel=BOT)
    await town.person(GPS[0]).sees("Who has which role here?")


async def test_guests_are_refused_by_name_and_the_last_manager_is_warned(town: Town) -> None:
    manager = town.manager
    town.stage.slack.add_user("Guest Grace", id="U0GUEST", is_restricted=True)
    await open_form(town)
    await manager.choose(LEADS, LEAD.name, "Guest Grace")
    errors = await manager.submit_refused()
    assert "Guest Grace is a guest in this Slack" in errors[LEADS]
    await manager.choose(LEADS, LEAD.name)
    await manager.choose(MANAGERS)
    await manager.submit()
    await manager.sees("With this there are no managers any more")
    assert await roles_of(town, MANAGER.id) == {Role.MANAGER}
    await manager.submit()
    await manager.sees("is no longer a manager")
    # Now nobody is in charge, so somebody who runs the Slack gets in, and nobody else.
    await manager.command(ALL, "/peerbot roles")
    await manager.sees("An admin of this Slack can say who is", channel=ALL)
    town.stage.slack.workspace().users[NEWCOMER.id].is_admin = True
    admin = town.person(NEWCOMER)
    await admin.command(ALL, "/peerbot roles")
    await admin.choose(MANAGERS, MANAGER.name)
    await admin.submit()
    await admin.sees("is now a manager")
    await admin.close(everything=True)
    # Whoever began has become an administrator; another who runs the Slack asks one of the two.
    town.stage.slack.workspace().users[GPS[4].id].is_admin = True
    another = town.person(GPS[4])
    await another.command(ALL, "/peerbot roles")
    await another.sees(f"You could ask @{MANAGER.name} or @{NEWCOMER.name}", channel=ALL)


@ON_ONE
async def test_on_a_plan_without_user_groups_that_part_is_not_there(town: Town) -> None:
    town.stage.slack.change_group("S0LEADS", [GPS[1].id])
    town.stage.slack.faults.groups_disabled = True
    manager = town.manager
    await open_form(town)
    assert "user group" not in await manager.sees("Who has which role here?")
    await manager.choose(LEADS, LEAD.name, GPS[0].name)
    await manager.submit()
    await manager.sees("is now a clinical lead")
    await manager.close(everything=True)
    await manager.command(ALL, "/pulse new")
    await manager.choose("Asked are the GPs and leads among", "A Slack user group")
    await manager.sees("This Slack has no user groups")


@ON_ONE
async def test_help_is_ones_own_and_both_forms_of_a_command_do_the_same(town: Town) -> None:
    gp, manager = town.person(GPS[0]), town.manager
    await gp.command(ALL, "/peerbot help")
    said = await gp.sees("You can say:", channel=ALL)
    assert "/compare peers" in said
    assert "/pulse new" not in said
    await gp.command(ALL, "/peerbot help roles")
    assert f"Manager: @{MANAGER.name}" in await gp.sees("Who has which role here", channel=ALL)
    await gp.command(ALL, "/peerbot help setup")
    await gp.sees("/peerbot setup – Set the group up", channel=ALL)
    await gp.command(ALL, "/peerbot pulse help list")
    assert "I do not know" not in await gp.sees("/peerbot pulse list – ", channel=ALL)
    await gp.command(ALL, "/peerbot pulse new")
    await gp.sees("To start a pulse you need to be a manager or clinical lead", channel=ALL)
    await gp.command(ALL, "/peerbot pulse sumary")
    said = await gp.sees("Did you mean", channel=ALL)
    assert "/peerbot pulse summary" in said
    await manager.command(ALL, "/peerbot Pulse new")
    await manager.sees("New pulse")
    await manager.close()
    # A command that goes straight to its handler, and words that are screened.
    await gp.command(ALL, "/peerbot compare patient NHS number 943 476 5919")
    await gp.sees("NHS number", channel=ALL)
    assert not town.stage.slack.workspace().modals.get(GPS[0].id)


async def test_the_first_hello_comes_once_and_to_those_who_come(town: Town) -> None:
    gp, other = town.person(GPS[0]), town.person(GPS[1])
    await gp.open_messages()
    await town.settle()
    await gp.open_messages()
    await gp.say(BOT, "hello")
    await town.settle()
    hello, _, *rest = await gp.see(BOT)
    assert "nobody sees who said what" in hello
    assert hello.count("\n") == 2
    assert not any("nobody sees who said what" in each for each in rest)
    await other.say(BOT, "hello")
    await town.settle()
    assert "nobody sees who said what" in (await other.see(BOT))[1]
    assert await town.person(GPS[2]).see(BOT) == []


async def test_it_says_hello_once_in_a_channel_that_invites_it(town: Town) -> None:
    slack = town.stage.slack
    channel = slack.add_channel("new-here", members=[LEAD.id], with_app=False)
    slack.invite_app(channel)
    await slack.settle()
    await town.settle()
    assert "Hello, I am Peerbot" in (await town.lead.see("#new-here"))[0]
    bot = next(each for each in channel.members if each != LEAD.id)
    channel.members.remove(bot)
    slack.invite_app(channel)
    await town.lead.leave("#new-here")
    await town.lead.join("#new-here")  # somebody else's coming is of no concern
    await slack.settle()
    await town.settle()
    assert len(await town.lead.see("#new-here")) == 1


@ON_ONE
async def test_over_an_open_form_it_is_put_on_top_and_that_stays_as_it_was(town: Town) -> None:
    manager = town.manager
    await manager.command(ALL, "/pulse new")
    below = town.stage.slack.workspace().modals[MANAGER.id][-1]
    below.blocks.append(actions([button(ids.ROLES_OPEN, "Roles")], "roles"))
    await manager.press("Roles")
    await manager.sees("Who has which role here?")
    await manager.submit()
    await manager.sees("Nothing has changed.")
    await manager.close()
    assert town.stage.slack.workspace().modals[MANAGER.id] == [below]
