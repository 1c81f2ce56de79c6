"""An administrator sets an empty workspace up from ``/peerbot setup``, in the local Slack."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete

from bot.demo.people import GPS, LEAD, MANAGER
from bot.domain.people import Member, Role, Workspace
from bot.playground.person import Person
from bot.sources.sites import sites_at
from storage.people import PeopleStore, workspace_of
from storage.schema.people import MemberRow, PracticeRow
from tests.support.ods import BODY, manchester, serve_register
from tests.support.publisher import Publisher, publishing
from tests.support.town import Town

ALL, BOT = "all-practices", "Peerbot"


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as made:
        serve_register(made, manchester())
        yield made


@pytest.fixture
async def empty(town: Town, publisher: Publisher) -> Town:
    """Nothing is known but who the administrator is; ODS is next door."""
    peerbot = town.stage.peerbot
    outside = peerbot.factory.outside
    assert outside is not None
    url = publisher.url
    peerbot.factory.outside = replace(outside, sites=sites_at(f"{url}ft/", f"{url}op/", url))
    async with town.stage.database.transaction() as session:
        people = PeopleStore(session, peerbot.services.workspace.id)
        for table in (MemberRow, PracticeRow):
            await session.execute(delete(table))
        await people.name_body("our group", "Europe/London")
        await people.put_members([Member(MANAGER.id, None, frozenset({Role.ADMINISTRATOR}))])
    await peerbot.factory.everywhere()
    return town


async def workspace(town: Town) -> Workspace:
    async with town.stage.database.reading() as session:
        return await workspace_of(session, town.stage.peerbot.services.workspace.id)


async def checklist(person: Person) -> str:
    shown = await person.modal()
    assert shown.title == "Set up Peerbot"
    return shown.text


async def test_an_administrator_sets_an_empty_workspace_up(empty: Town) -> None:
    admin = empty.manager
    await admin.command(ALL, "/peerbot setup")
    assert "0 of 9 done. Next: your group." in await checklist(admin)

    await admin.press("Set up: your group")
    await admin.fill("Name", "Wold Valley PCN")
    await admin.choose("Kind", "Primary care network (PCN)")
    await admin.fill("ODS code", "U1")
    assert "ODS code" in await admin.submit_refused()
    await admin.fill("ODS code", "u00001")
    await admin.fill("To", date(2026, 11, 1))
    refused = await admin.submit_refused()
    assert refused["To"].startswith("This day is before the one on which it begins")
    await admin.fill("To", None)
    await admin.choose("Time zone", "Europe/Dublin")
    await admin.submit()
    text = await checklist(admin)
    assert "1 of 9 done. Next: practices." in text
    assert "Wold Valley PCN, a primary care network (PCN), U00001." in text
    assert "(Europe/Dublin)" in text
    await empty.stage.peerbot.factory.everywhere()

    await admin.press("Set up: practices")
    await admin.fill("code of the body", "P84004")
    assert "one practice" in str(await admin.submit_refused())
    await admin.fill("code of the body", BODY)
    await admin.fill("One practice: its ODS code", "Y90077")
    await admin.fill("Its name", "Quay Surgery")
    await admin.submit()
    assert "nothing changes before you say so" in (await admin.modal()).text
    await admin.close()
    assert "1 practice." in await checklist(admin)
    await empty.settle()
    await empty.settle()
    await admin.sees("ODS lists 1 practice in 14L", channel=BOT)
    await admin.close()
    await admin.press("Take them in", channel=BOT)
    await admin.sees("Taken in: 1 practice of 14L", channel=BOT)

    await admin.command(ALL, "/peerbot setup")
    assert "2 of 9 done. Next: people with roles." in await checklist(admin)
    await admin.press("Change: practices")
    await admin.press("See the list")
    await admin.press("Remove Quay Surgery")
    assert "Removed: Quay Surgery; nobody is recorded there." in (await admin.modal()).text
    await admin.close()
    assert "1 practice" in (await admin.modal()).text
    await admin.close()
    await admin.press("Set up: channels")
    await admin.choose("Channels in which the group talks", "#leads", "#all-practices")
    refused = await admin.submit_refused()
    assert "I am not in that channel: invite me there" in str(refused)
    await admin.choose("Channels in which the group talks", "#all-practices")
    await admin.submit()

    await admin.press("Set up: hours and messages")
    await admin.fill("Until", "07:30")
    assert "must open before it closes" in str(await admin.submit_refused())
    await admin.fill("Until", "18:00")
    for budget in ("six", "99"):
        await admin.fill("Messages a month to one person", budget)
        assert "a number of messages a month" in str(await admin.submit_refused())
    await admin.fill("Messages a month to one person", "4")
    await admin.fill("Protected learning time", "now and then")
    assert "I cannot tell how long" in str(await admin.submit_refused())
    await admin.fill("Protected learning time", "every second Wednesday at 13:00 for 2 hours")
    await admin.submit()
    await admin.press("Change: hours and messages")
    await admin.submit()  # unchanged: what it says is read as what it was
    assert "protected learning time: 1 time set" in await checklist(admin)

    await admin.press("Set up: fewest people per figure")
    await admin.choose("Fewest people per figure", "8 people")
    await admin.submit()
    await admin.press("Set up: somebody for concerns")
    await admin.submit_refused()
    await admin.choose("Who hears concerns", LEAD.name)
    await admin.fill("As what", "the LMC’s representative")
    await admin.submit()
    await admin.press("Set up: data protection")
    await admin.fill("Who answers for the data", "Wold Valley PCN")
    await admin.fill("Where questions about data go", "Jo Smith, jo.smith@nhs.net")
    await admin.submit()
    await admin.press("Set up: figures")
    await admin.choose("Not needed?", "We do without figures for now")
    await admin.submit()
    await admin.press("Change: ground rules")
    await admin.fill("Ground rules", "Be kind.\nBe brief.")
    await admin.submit()
    text = await checklist(admin)
    assert "8 of 9 done. Next: people with roles." in text
    assert "2 rules of your own." in text
    await admin.close()

    kept = await workspace(empty)
    assert (kept.arrangements.fewest, kept.arrangements.concerns_to) == (8, LEAD.id)
    assert (kept.rhythm.budget, len(kept.rhythm.calendar.protected)) == (4, 1)
    async with empty.stage.database.transaction() as session:
        roles = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
        await PeopleStore(session, kept.id).put_members(
            [Member(MANAGER.id, None, roles), Member(LEAD.id, None, frozenset({Role.LEAD}))]
        )
    await empty.stage.peerbot.factory.everywhere()
    await admin.command(BOT, "/peerbot setup")
    assert "Everything is set up." in await checklist(admin)
    await admin.close()
    await admin.command(BOT, "/pulse new")
    form = (await admin.modal()).text
    assert "all-practices" in form, form
    await admin.press("More: open later, repeat, deputy, size")
    assert "Your group has set 8 as the least." in (await admin.modal()).text


async def test_who_may_not_set_up_hears_who_may(town: Town) -> None:
    gp = town.person(GPS[0])
    await gp.command(ALL, "/peerbot setup")
    await gp.sees("you need to be a manager or administrator", channel=ALL)
    assert not await gp.has_modal()
