"""Matching as a lead meets it: the form, the groups, a swap, and what practices read."""

from importlib.resources import as_file, files

import pytest

from bot.demo.people import GPS, NEWCOMER
from bot.playground.person import FieldErrors
from tests.support.town import Town

ALL = "all-practices"
BOT = "Peerbot"


async def dry_run(town: Town, **fields: str) -> str:
    await town.lead.command(ALL, "/peer match")
    await town.lead.fill("Topic", "Falls")
    for label, words in fields.items():
        await town.lead.choose(label, words)
    await town.lead.submit()
    await town.lead.close()
    await town.settle()
    return await town.lead.sees("Groups that I propose", channel=BOT)


async def test_a_round_from_the_form_to_the_invitation(town: Town) -> None:
    shown = await dry_run(town)
    assert "14 practices in 7 groups. Nothing has been sent yet." in shown
    assert "Facilitator: @" in shown
    assert "2 people are asked." in shown
    await town.person(GPS[0]).does_not_see("Falls", channel=BOT)

    await town.lead.press("Swap two practices", channel=BOT)
    form = await town.lead.modal()
    assert form.title == "Swap two practices"
    await town.lead.choose("Practice", "Greenside Health Centre")
    await town.lead.choose("Changes places with", "Greenside Health Centre")
    with pytest.raises(FieldErrors, match="same group"):
        await town.lead.submit()
    await town.lead.close()

    await town.lead.press("Send", channel=BOT)
    await town.settle()
    await town.lead.sees("7 sessions on Falls set up", channel=BOT)
    invitation = await town.person(GPS[0]).sees("Can you come?", channel=BOT)
    assert "Greenside Health Centre" in invitation
    assert "Falls" in invitation
    announced = await town.person(GPS[0]).sees("14 practices in 7 groups", channel=ALL)
    assert "Each group's thread opens here" in announced


async def test_the_lead_names_who_facilitates_and_how_large_groups_are(town: Town) -> None:
    chosen = {"How many together?": "Groups of about four practices", "Facilitators": GPS[1].name}
    shown = await dry_run(town, **chosen)
    assert f"Facilitator: @{GPS[1].name}" in shown
    assert "14 practices in 4 groups" in shown
    await town.lead.press("Match anew", channel=BOT)
    await town.settle()
    again = await town.lead.sees("Nothing has been sent yet", channel=BOT)
    assert f"Facilitator: @{GPS[1].name}" in again


async def test_a_round_is_made_anew_and_dropped(town: Town) -> None:
    await dry_run(town)
    await town.lead.press("Match anew", channel=BOT)
    await town.settle()
    await town.lead.sees("Nothing has been sent yet", channel=BOT)
    await town.lead.press("Drop it", channel=BOT)
    await town.settle()
    await town.lead.sees("were dropped. Nothing was sent.", channel=BOT)
    await town.person(GPS[0]).does_not_see("Falls", channel=BOT)


async def test_whoever_is_no_lead_is_told_who_is(town: Town) -> None:
    person = town.person(NEWCOMER)
    await person.command(ALL, "/peer match")
    await person.sees("To match practices you need to be")


async def test_a_channel_without_the_bot_is_said_under_its_field(town: Town) -> None:
    await town.lead.command(ALL, "/peer match")
    await town.lead.fill("Topic", "Falls")
    await town.lead.choose("Channel where the threads open", "leads")
    with pytest.raises(FieldErrors, match="I am not in that channel yet"):
        await town.lead.submit()


async def test_a_practice_is_kept_apart_privately(town: Town) -> None:
    person, same, other = town.person(GPS[0]), town.lead, town.person(GPS[1])
    await person.command(ALL, "/peer apart")
    await person.choose("Keep apart from", "Hawthorn House Practice")
    await person.submit()
    form = await person.modal()
    assert "Kept apart: Hawthorn House Practice" in form.text
    assert form.fields["Keep apart from"] == ""
    await person.close()
    for each in (same, other):
        await each.command(ALL, "/peer apart")
        assert "Kept apart:" not in (await each.modal()).text.replace("Kept apart\n", "")
        await each.close()
    await person.command(ALL, "/peer apart")
    await person.press("Take off")
    assert "Kept apart: Hawthorn" not in (await person.modal()).text


async def test_a_practice_asks_to_learn(town: Town) -> None:
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    person = town.person(GPS[0])
    await person.command(ALL, "/peer learn")
    await person.choose("About", "Antibiotic items, allowing for age and sex")
    await person.choose("We", "We would like to learn how others do it")
    assert "So far" not in (await person.modal()).text
    for _ in range(2):  # sent twice
        await person.submit()
        assert "we would like to learn how others do it" in (await person.modal()).text
    await person.close()

    other = town.person(GPS[1])
    await other.command(ALL, "/peer learn")
    assert "So far" not in (await other.modal()).text
    await other.close()

    await person.command(ALL, "/peer learn")
    shown = (await person.modal()).text
    assert "Sharing puts nobody above others" in shown
    assert "So far" in shown
    await person.choose("About", "Antibiotic items, allowing for age and sex")
    await person.choose("We", "Neither")
    await person.submit()
    assert "So far" not in (await person.modal()).text


async def test_only_those_with_figures_that_others_ask_about_are_asked_to_share(
    town: Town,
) -> None:
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    asked = []
    question = "would you be willing to share?"
    for gp in GPS:
        person = town.person(gp)
        await person.command(ALL, "/peer learn")
        await person.choose("About", "Antibiotic items, allowing for age and sex")
        asked.append(question in (await person.modal()).text)
        if asked[-1]:  # and no more once they do
            await person.choose("We", "We are happy to share what works for us")
            await person.submit()
            assert question not in (await person.modal()).text
        await person.close()
    assert 0 < sum(asked) <= len(asked) / 3


async def test_whoever_has_no_practice_is_told_whom_to_ask(town: Town) -> None:
    for command in ("/peer apart", "/peer learn"):
        await town.manager.command(ALL, command)
        await town.manager.sees("which practice you work in", channel=ALL)


async def test_the_home_tab_lets_one_take_no_part(town: Town) -> None:
    person, wanted = town.person(GPS[0]), "Match me with people of other practices"
    await person.open_home()
    await person.press("When I may write to you", home=True)
    await person.sees(f"[x] {wanted}")
    await person.choose("Matching")
    await person.sees(f"[ ] {wanted}")
    shown = await dry_run(town)
    assert "Greenside Health Centre: nobody there can be asked at the moment" in shown
    await person.choose("Matching", wanted)
    await person.sees(f"[x] {wanted}")
