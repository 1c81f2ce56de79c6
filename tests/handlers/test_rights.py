"""Rights over one's data, through the real app: what people press, what reaches them, what is left."""

from bot.demo.people import GPS, LEAD
from bot.domain.people import Member, Role
from storage.people import PeopleStore
from tests.anonymity.dumps import rows_of
from tests.services.test_rights import naming
from tests.support.town import Town

ALL, BOT = "#all-practices", "Peerbot"
GP, ADMINISTRATOR = GPS[0], GPS[5]


async def give_role(town: Town, role: Role = Role.ADMINISTRATOR) -> None:
    async with town.stage.database.transaction() as session:
        store = PeopleStore(session, town.stage.peerbot.services.workspace.id)
        await store.put_members([Member(ADMINISTRATOR.id, None, frozenset({role}), None)])


async def test_somebody_takes_their_data_away_and_is_forgotten(town: Town) -> None:
    gp = town.person(GP)
    await gp.command(ALL, "/peerbot privacy")
    assert "The controller" not in (notice := (await gp.modal()).text)
    assert "not named yet" in notice
    await gp.press("My data")
    await gp.press("Send me my data")
    assert "It comes as a file" in (await gp.modal()).text
    await town.settle()
    await gp.sees("Everything that I hold about you, as you asked", channel=BOT)
    (file,) = town.stage.slack.workspace().files.values()
    assert "Greenside Health Centre" in (file.content or b"").decode()
    await gp.command(ALL, "/peerbot my-data json")
    await gp.sees("It comes as a file in your messages", channel=ALL)
    await gp.command(ALL, "/peerbot my-data xml")
    await gp.sees("for a file to read, or", channel=ALL)
    await town.settle()
    assert len(town.stage.slack.workspace().files) == 2
    await gp.command(ALL, "/peerbot forget-me")
    assert "Slack keeps its own copies" in (await gp.modal()).text
    assert "Are you sure?" in await gp.submit_refused()
    await gp.choose("Are you sure?", "Yes, forget me")
    await gp.submit()
    assert "I am forgetting you now" in (await gp.modal()).text
    await town.settle()
    await gp.sees("You are forgotten, as you asked", channel=BOT)
    assert await naming(town.stage.database, GP.id) == set()


async def test_an_administrator_reads_the_audit_log_and_that_is_in_it(town: Town) -> None:
    await give_role(town)
    await town.lead.command(ALL, "/peerbot audit")
    await town.lead.sees("To see the audit log you need to be an administrator", channel=ALL)
    administrator = town.person(ADMINISTRATOR)
    await administrator.command(ALL, "/peerbot audit")
    assert "imported people" in (await administrator.modal()).text
    await administrator.choose("What", "imported people")
    seen = (await administrator.modal()).text
    assert "imported people" in seen
    await administrator.press("Show everything")
    assert (
        f"@{ADMINISTRATOR.name} looked at the audit log (imported people)"
        in (await administrator.modal()).text
    )
    await administrator.press("Send me these as a table")
    await town.settle()
    await administrator.sees("The audit log as a table (CSV).", channel=BOT)
    audit = str((await rows_of(town.stage.database))["audit"])
    assert "exported the audit log" in audit


async def test_a_manager_sets_how_long_things_are_kept(town: Town) -> None:
    await town.lead.command(ALL, "/peerbot retention")
    await town.lead.sees("To see what was deleted when you need to be", channel=ALL)
    await town.manager.command(ALL, "/peerbot retention")
    assert "It has not run yet" in (await town.manager.modal()).text
    field = "Days after the vote closed"
    for wrong in ("soon", "1"):
        await town.manager.fill(field, wrong)
        refused = await town.manager.submit_refused()
        assert refused == {field: "Please write a number of days from 30 to 730."}
    await town.manager.fill(field, "60")
    await town.manager.submit()
    assert "• Votes on times" in (await town.manager.modal()).text
    audit = str((await rows_of(town.stage.database))["audit"])
    assert "changed how long records are kept', 'votes 180 -> 60'" in audit
    await town.later(days=1)
    await town.manager.command(ALL, "/peerbot retention")
    assert "Nothing deleted" in (await town.manager.modal()).text
    assert LEAD.id not in str((await rows_of(town.stage.database))["retention"])
