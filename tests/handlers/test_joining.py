"""Saying where one works, in Slack: the type-ahead, who confirms it, and accounts that come and go."""

from bot.demo.people import GPS, LEAD, NEWCOMER
from bot.domain.joining import Said
from tests.support.pulses import BOT, ON_ONE
from tests.support.town import Town

ALL = "#all-practices"
BROOK = GPS[9]  # Dr Mensah, of Brook Street Practice
PRACTICE = "Your practice"


async def test_a_newcomer_finds_the_practice_by_typing_and_a_colleague_confirms_it(
    town: Town,
) -> None:
    newcomer, colleague = town.person(NEWCOMER), town.person(BROOK)
    await newcomer.command(ALL, "/compare sharing")
    await newcomer.sees("I do not know yet which practice you work in", channel=ALL)
    await newcomer.press("Say where you work", channel=ALL)
    await newcomer.choose(PRACTICE, "Brook Street Practice")
    await newcomer.choose("Do you hold a formal role", "No")
    await newcomer.submit()
    said = (await newcomer.modal()).text
    assert "You have said that you work at Brook Street Practice" in said
    await newcomer.close()
    await town.settle()

    # Until then nothing is shown, and it is said who can confirm it.
    await newcomer.command(ALL, "/compare sharing")
    await newcomer.sees("can confirm it", channel=ALL)
    assert not await newcomer.has_modal()

    await colleague.sees("Is that right?", channel=BOT)
    await colleague.press("Yes", channel=BOT)
    await town.settle()
    await colleague.sees("has confirmed that", channel=BOT)
    await newcomer.sees("From now on /compare shows you its figures", channel=BOT)
    await newcomer.command(ALL, "/compare sharing")
    assert "Brook Street Practice" in (await newcomer.modal()).text


@ON_ONE
async def test_what_cannot_be_used_is_said_and_what_was_typed_stays(town: Town) -> None:
    newcomer = town.person(NEWCOMER)
    await newcomer.command(ALL, "/peerbot practice")
    errors = await newcomer.submit_refused()
    assert "Please choose your practice" in errors[PRACTICE]
    await newcomer.fill("My practice is not in the list", "Elm & Ash, by the station")
    await newcomer.choose(PRACTICE, "Elm Tree Practice")
    await newcomer.choose("Locum", "I am a locum: at no practice in particular")
    errors = await newcomer.submit_refused()
    assert "take out the tick" in errors["Locum"]
    form = await newcomer.modal()
    assert form.fields["My practice is not in the list"] == "Elm & Ash, by the station"
    await newcomer.choose("Locum")
    await newcomer.submit()
    await town.settle()
    await town.manager.sees("Elm & Ash, by the station", channel=BOT)
    await town.manager.press("Say where they work", channel=BOT)
    await town.manager.choose("Their practice", "Dovecote Surgery")
    await town.manager.submit()
    await newcomer.command(ALL, "/compare sharing")
    assert "Dovecote Surgery" in (await newcomer.modal()).text


@ON_ONE
async def test_a_manager_sees_what_waits_confirms_it_and_corrects_people(town: Town) -> None:
    manager, saying = town.manager, town.stage.peerbot.services.joining.saying
    await saying.say(NEWCOMER.id, "V1", Said("Y90011"))
    await saying.say(LEAD.id, "V2", Said("Y90001", ("Y90012",)))
    await manager.command(ALL, "/peerbot people")
    assert "says that they work at Kingfisher Practice" in (await manager.modal()).text
    await manager.press("No", beside="Linden Road")
    text = (await manager.modal()).text
    assert "is not at Linden Road Surgery" in text
    assert "Not said yet" in text
    await manager.press("Yes")
    text = (await manager.modal()).text
    assert "Nobody waits" in text
    await manager.choose("To correct", NEWCOMER.name)
    await manager.choose("Their practice", "Ivy Bank Surgery")
    await manager.submit()
    assert "Ivy Bank Surgery" in (await manager.modal()).text
    await manager.close()
    gp = town.person(GPS[0])
    await gp.command(ALL, "/peerbot people")
    assert "Members" not in (await gp.modal()).text


@ON_ONE
async def test_a_guest_cannot_become_a_member_and_a_member_made_a_guest_counts_no_more(
    town: Town,
) -> None:
    slack, newcomer = town.stage.slack, town.person(NEWCOMER)
    services = town.stage.peerbot.services
    slack.change_account(NEWCOMER.id, is_restricted=True)
    slack.change_account(GPS[0].id, is_restricted=True)
    await slack.settle()
    assert await services.people.member(GPS[0].id) is None
    await newcomer.command(ALL, "/peerbot practice")
    await newcomer.sees("You are a guest in this Slack", channel=ALL)
    assert not await newcomer.has_modal()
    slack.change_account(GPS[0].id, is_restricted=False)
    slack.change_account(NEWCOMER.id, is_restricted=False)
    await slack.settle()
    back = await services.people.member(GPS[0].id)
    assert back is not None
    assert back.practice is not None
