"""Concerns and ground rules through the real app: what each of the two sees, and what nobody else does."""

from bot.demo.people import GPS, LEADERS, MANAGER, Someone
from bot.domain.arrangements import Arrangements
from storage.people import PeopleStore
from tests.handlers.test_sessions import ALL, BOT, COMING, set_up
from tests.support.town import Town

WRITER, HEARS, OTHER = GPS[0], LEADERS[1], GPS[1]
WORDS = "The chair read out our figure with our name."
ANSWER = "Thank you for telling me: I speak with the chair."
TOLD = "A concern has been raised with you, in confidence."


async def arrange(town: Town, who: Someone | None = None, *rules: str) -> None:
    services = town.stage.peerbot.services
    kept = Arrangements(
        concerns_to=who.id if who else "",
        concerns_as="Dr Tom Hadley, the LMC's representative" if who else "",
        ground_rules=rules,
    )
    async with services.context.database.transaction() as session:
        await PeopleStore(session, services.workspace.id).arrange(kept)


async def test_from_a_concern_to_its_being_settled(town: Town) -> None:
    await arrange(town, HEARS)
    writer, hears = town.person(WRITER), town.person(HEARS)
    await writer.command(ALL, f"/peerbot concern {WORDS}")
    form = await writer.modal()
    assert f"Dr Tom Hadley, the LMC's representative (@{HEARS.name}) reads this" in form.text
    assert form.fields["What is your concern?"] == WORDS
    await writer.choose("What is it about?", "A figure")
    await writer.fill("What is your concern?", f"{WORDS} NHS 943 476 5919")
    assert "an NHS number" in (await writer.submit_refused())["What is your concern?"]
    await writer.fill("What is your concern?", WORDS)
    await writer.submit()
    await writer.sees("is told that there is a concern")
    await writer.close()
    await town.settle()

    seen = await hears.sees(TOLD, channel=BOT)
    assert WRITER.name not in seen
    assert WORDS not in seen
    await hears.press("Read and answer", channel=BOT)
    form = await hears.modal()
    assert f"@{WRITER.name} raised it with you" in form.text
    assert WORDS in form.text
    await hears.submit_refused()
    await hears.fill("Your answer", ANSWER)
    await hears.submit()
    await hears.close()
    await town.settle()

    await writer.sees("There is an answer to your concern.", channel=BOT)
    await writer.press("Read and answer", channel=BOT)
    assert ANSWER in (await writer.modal()).text
    await writer.close()
    await writer.command(ALL, "/peerbot concerns")
    await writer.sees(f"You raised it with @{HEARS.name}, today. Answered today.", channel=ALL)
    await writer.press("It is settled", channel=ALL)
    await writer.sees("Settled. Thank you.", channel=ALL)
    await town.settle()
    await hears.sees("A concern that was raised with you is settled", channel=BOT)
    await hears.press("It is settled", channel=BOT, message_containing=TOLD)
    await hears.sees("This concern was settled meanwhile", channel=BOT)
    for somebody in (town.manager, town.person(OTHER)):
        await somebody.command(ALL, "/peerbot concerns")
        await somebody.sees("nobody has raised one with you", channel=ALL)
        assert await somebody.see(BOT) == []


async def test_on_a_message_with_nobody_named_and_passed_on_when_they_leave(town: Town) -> None:
    await set_up(town)
    writer, manager = town.person(WRITER), town.manager
    await writer.message_shortcut("Raise a concern", ALL, "Peer session: Falls")
    form = await writer.modal()
    assert "The group has not yet named somebody to hear concerns" in form.text
    assert "About: Peer session: Falls" in form.text
    assert form.fields["What is it about?"] == "A peer session"
    await writer.fill("What is your concern?", WORDS)
    await writer.choose("Who should hear of it?", f"@{MANAGER.name}")
    await writer.submit()
    await writer.close()
    await town.settle()
    await manager.sees(TOLD, channel=BOT)

    await arrange(town, HEARS)
    town.stage.slack.deactivate(MANAGER.id)
    await town.settle()
    await town.settle()
    await writer.sees("goes to nobody else unless you say so", channel=BOT)
    assert await town.person(HEARS).see(BOT) == []
    await writer.press("Pass it on …", channel=BOT)
    assert f"(@{HEARS.name}) would read it" in (await writer.modal()).text
    await writer.submit()
    await writer.sees("Passed on.")
    await town.settle()
    await town.person(HEARS).press("Read and answer", channel=BOT)
    assert WORDS in (await town.person(HEARS).modal()).text


async def test_before_a_first_session_the_ground_rules_are_shown_once(town: Town) -> None:
    await arrange(town, None, "Phones away.", "We start on time.")
    await set_up(town)
    gp = town.person(COMING)
    await gp.press("Yes", channel=BOT)
    await gp.sees("You said yes.", channel=BOT)
    form = await gp.modal()
    assert "Phones away." in form.text
    await gp.press("Raise a concern")
    assert (await gp.modal()).fields["What is it about?"] == "A peer session"
    await gp.close()
    await gp.close()
    await gp.press("Maybe", channel=BOT)
    await gp.sees("You said maybe.", channel=BOT)
    assert not await gp.has_modal()
    await gp.command(ALL, "/peer rules")
    await gp.sees("We start on time.", channel=ALL)


async def test_where_slack_opens_no_form_they_come_beside_the_answer(town: Town) -> None:
    await set_up(town)
    gp = town.person(COMING)
    town.stage.slack.faults.add("error", "views.open", error="expired_trigger_id")
    await gp.press("Yes", channel=BOT)
    await gp.sees("Before your first peer session", channel=BOT)
    await gp.sees("You said yes.", channel=BOT)
