"""Posting figures where others read along, and how a practice says what others see, through the real app."""

from importlib.resources import as_file, files

import pytest

from bot.demo.people import GPS, LEADERS, MANAGER, NEWCOMER
from bot.domain.comparisons.consent import Rung
from bot.playground.faults import Kind
from bot.playground.records import Channel
from tests.support.pulses import ON_ONE
from tests.support.town import Town

ALL, NORTH = "all-practices", "north-locality"
SUMMARY = "14 practices have figures for the 12 months to August 2026"
COLLEAGUE = GPS[8]  # at Alder Lane Surgery, as the lead is
HOSPITAL = ("Dr Ada Consultant", "Dr Bo Registrar", "Cy Nurse")


@pytest.fixture
async def figures(town: Town) -> Town:
    """The town after the antibiotics file was imported."""
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    return town


async def post(town: Town, channel: str = ALL) -> None:
    await town.manager.command(channel, "/compare antibiotics")
    await town.manager.submit()
    await town.settle()


def channel(town: Town, name: str) -> Channel:
    rooms = town.stage.slack.workspace().channels.values()
    return next(each for each in rooms if each.name == name)


# ---- where another organisation reads along


async def test_a_shared_channel_is_asked_about_as_soon_as_it_is_chosen(figures: Town) -> None:
    figures.stage.slack.share_channel(channel(figures, NORTH), "T0HOSPITAL", HOSPITAL)
    manager = figures.manager
    await manager.command(ALL, "/compare antibiotics")
    await manager.choose("Channel", NORTH)
    await manager.sees(
        "People of another organisation are in #north-locality, and will see this: 3 of its 14 members "
        "are not of this workspace."
    )
    await manager.choose("Channel", ALL)
    await manager.does_not_see("another organisation")
    await manager.choose("Channel", NORTH)
    await manager.sees("No practice is named there.")
    assert "Post it all the same?" in await manager.submit_refused()
    await manager.choose("Post it all the same?", "Yes, they may see it")
    await manager.submit()
    await figures.settle()
    await figures.person(GPS[0]).sees(SUMMARY, channel=NORTH)
    assert not await manager.has_modal()


async def test_it_asks_when_the_channel_becomes_shared_after_the_form_was_opened(
    figures: Town,
) -> None:
    manager = figures.manager
    await manager.command(NORTH, "/compare antibiotics")
    figures.stage.slack.share_channel(channel(figures, NORTH), "T0HOSPITAL", HOSPITAL)
    await manager.submit()
    await manager.sees("3 of its 14 members are not of this workspace")
    await figures.settle()
    await figures.person(GPS[0]).does_not_see(SUMMARY, channel=NORTH)
    await manager.choose("Post it all the same?", "Yes, they may see it")
    await manager.submit()
    await figures.settle()
    await figures.person(GPS[0]).sees(SUMMARY, channel=NORTH)


async def test_a_yes_for_one_channel_is_none_for_another(figures: Town) -> None:
    for name in (ALL, NORTH):
        figures.stage.slack.share_channel(channel(figures, name), "T0HOSPITAL")
    manager = figures.manager
    await manager.command(ALL, "/compare antibiotics")
    await manager.choose("Channel", NORTH)
    await manager.choose("Post it all the same?", "Yes, they may see it")
    await manager.choose("Channel", ALL)
    await manager.sees("People of another organisation are in #all-practices")
    assert "Post it all the same?" in await manager.submit_refused()
    await figures.settle()
    await figures.lead.does_not_see(SUMMARY, channel=ALL)


@ON_ONE
async def test_an_organisation_that_is_only_invited_is_said_as_well(figures: Town) -> None:
    slack = figures.stage.slack
    slack.share_channel(channel(figures, NORTH), "T0HOSPITAL", accepted=False)
    await figures.manager.command(NORTH, "/compare antibiotics")
    await figures.manager.submit()
    await figures.manager.sees(
        "Another organisation has been invited to #north-locality: its people will see this as soon as "
        "they accept."
    )


@ON_ONE
async def test_when_slack_does_not_count_it_is_asked_all_the_same(figures: Town) -> None:
    slack = figures.stage.slack
    slack.share_channel(channel(figures, NORTH), "T0HOSPITAL", HOSPITAL)
    slack.faults.add(Kind.ERROR, "users.list", times=-1)
    await figures.manager.command(NORTH, "/compare antibiotics")
    await figures.manager.submit()
    await figures.manager.sees(
        "People of another organisation are in #north-locality, and will see this. No practice"
    )


# ---- how others see a practice


async def named(town: Town, where: str = "") -> None:
    """The lead has Alder Lane Surgery named in the whole group, or in the channel of the command."""
    await town.lead.command(where or ALL, "/compare sharing")
    if where:
        await town.lead.choose("For", "One channel only")
    await town.lead.choose("From now on", "Named, and happy to be asked")
    await town.lead.submit()
    await town.lead.close()
    await town.settle()


NAMED = "Happy to be asked about theirs: Alder Lane Surgery (72)."


async def test_a_practice_is_named_in_what_is_posted_and_its_colleagues_hear_of_it(
    figures: Town,
) -> None:
    await post(figures)
    await named(figures)
    await figures.settle()
    await figures.person(GPS[0]).sees(NAMED, channel=ALL)
    colleague = figures.person(COLLEAGUE)
    seen = await colleague.sees(
        "has changed what others see of Alder Lane Surgery", channel="Peerbot"
    )
    assert "Now: named, and happy to be asked." in seen
    await figures.person(GPS[0]).does_not_see("has changed what others see", channel="Peerbot")


async def test_a_colleague_can_take_the_name_away_again(figures: Town) -> None:
    await post(figures)
    await named(figures, ALL)
    await figures.settle()
    await figures.person(GPS[0]).sees(NAMED, channel=ALL)
    colleague = figures.person(COLLEAGUE)
    await colleague.press("Show or change", channel="Peerbot")
    form = await colleague.modal()
    assert form.title == "How others see us"
    assert "Chosen by @Dr Asha Verma on Tue 24 Nov 2026" in form.text
    await colleague.choose("From now on", "For our own eyes only")
    await colleague.submit()
    await colleague.sees("from now on others see nothing")
    await figures.settle()
    await figures.settle()
    seen = await figures.person(GPS[0]).sees("13 practices have figures", channel=ALL)
    assert "Alder" not in seen
    assert "Happy to be asked" not in seen


async def test_the_form_follows_the_channel_that_is_chosen(figures: Town) -> None:
    lead = figures.lead
    await lead.command("Peerbot", "/compare sharing")
    await lead.choose("For", "One channel only")
    form = await lead.modal()
    assert form.fields["Channel"] == ""
    assert "From now on" not in form.fields
    await lead.choose("Channel", NORTH)
    await lead.sees("Now in #north-locality: a dot without a name.")
    await lead.choose("From now on", "For our own eyes only")
    await lead.choose("Channel", ALL)
    assert (await lead.modal()).fields["From now on"] == "As in the whole group"
    await lead.choose("For", "The whole group")
    assert (await lead.modal()).fields["From now on"] == "A dot without a name (the usual)"
    await lead.submit()
    await lead.sees("It stays as it was.")


async def test_names_disappear_when_another_organisation_joins_the_channel(figures: Town) -> None:
    await post(figures)
    await named(figures)
    await figures.settle()
    gp = figures.person(GPS[0])
    await gp.sees(NAMED, channel=ALL)
    figures.stage.slack.share_channel(channel(figures, ALL), "T0HOSPITAL", HOSPITAL)
    await figures.stage.slack.settle()
    await figures.settle()
    await figures.settle()
    await gp.does_not_see("Happy to be asked", channel=ALL)
    await gp.sees(SUMMARY, channel=ALL)


async def test_who_has_no_practice_is_told_kindly_what_to_do(figures: Town) -> None:
    for someone in (NEWCOMER, MANAGER):
        person = figures.person(someone)
        await person.command(ALL, "/compare sharing")
        await person.sees("I do not know yet which practice you work in", channel=ALL)
        assert not await person.has_modal()


async def test_managers_learn_nothing_from_it(figures: Town) -> None:
    """Whatever a practice chooses, what a manager reads is what the channel reads."""
    await named(figures)
    lead = figures.stage.peerbot.services.comparisons
    await lead.consenting.choose(LEADERS[1].id, "V9", "", Rung.OWN_EYES)
    await post(figures)
    manager = figures.manager
    await manager.command(ALL, "/compare challenges")
    await manager.does_not_see("Brook Street", channel=ALL)
    await manager.press("Show my practice", channel=ALL, message_containing="13 practices")
    await manager.sees("I do not know yet which practice you work in", channel=ALL)
