"""The snippet of the month through the real app: the form, its preview, what comes, stopping it."""

from importlib.resources import as_file, files

import pytest

from bot.demo.people import GPS, LEAD
from tests.support.town import Town

ALL, NORTH, BOT = "all-practices", "north-locality", "Peerbot"
FIGURES = "Antibiotic items, allowing for age and sex"
SUMMARY = "14 practices have figures for the 12 months to August 2026"


@pytest.fixture
async def figures(town: Town) -> Town:
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    return town


async def start(town: Town) -> None:
    await town.lead.command(ALL, "/compare monthly")
    await town.lead.submit()
    await town.lead.submit()
    await town.lead.sees("The first comes in #all-practices on Tue 1 Dec 2026 at 12:30")
    await town.lead.close()


async def test_a_lead_sets_it_up_and_it_comes(figures: Town) -> None:
    lead, gp = figures.lead, figures.person(GPS[0])
    await lead.command(ALL, "/compare monthly")
    form = await lead.modal()
    assert form.title == "Snippet of the month"
    assert form.fields == {
        "Channel": ALL,
        "Figures": "",
        "When": "every first Tuesday at 12:30",
    }
    await lead.submit()
    preview = (await lead.modal()).text
    for part in (
        "In #all-practices, every first Tuesday at 12:30; first on Tue 1 Dec 2026 at 12:30.",
        "Whatever has new figures, in turn.",
        "As things stand now it would post this:",
        SUMMARY,
    ):
        assert part in preview
    await lead.submit()
    await lead.sees("The first comes in #all-practices on Tue 1 Dec 2026 at 12:30")
    await figures.later(days=7, hours=3, minutes=30)
    await gp.sees(SUMMARY, channel=ALL)
    await figures.settle()
    assert sum(SUMMARY in each for each in await gp.see(ALL)) == 1
    await gp.press("Show my practice", channel=ALL, message_containing=SUMMARY)
    await gp.sees("Greenside Health Centre:", channel=ALL)


async def test_it_can_be_changed_before_it_starts(figures: Town) -> None:
    lead = figures.lead
    await lead.command(ALL, "/compare monthly")
    await lead.fill("When", "quarterly at 1pm")
    await lead.choose("Figures", FIGURES)
    await lead.submit()
    await lead.sees("quarterly on the fourth Tuesday at 13:00")
    await lead.press("Change something")
    assert (await lead.modal()).fields["When"] == "quarterly at 1pm"
    await lead.choose("Channel", NORTH)
    await lead.submit()
    await lead.sees("In #north-locality, quarterly")
    assert FIGURES in (await lead.modal()).text


async def test_what_cannot_be_is_said_under_its_field(figures: Town) -> None:
    lead = figures.lead
    await lead.command("leads", "/compare monthly")
    assert (await lead.submit_refused())["Channel"].startswith("I am not in that channel yet")
    await lead.choose("Channel", ALL)
    await lead.fill("When", "when the moon is full")
    assert "cannot tell when" in (await lead.submit_refused())["When"]
    await lead.fill("When", "every weekday")
    assert "once a week at most" in (await lead.submit_refused())["When"]


async def test_what_runs_is_listed_above_the_form_and_can_be_stopped(figures: Town) -> None:
    await start(figures)
    manager = figures.manager
    await manager.command(ALL, "/compare monthly")
    form = await manager.modal()
    assert f"set up by @{LEAD.name}" in form.text
    assert "Next: Tue 1 Dec 2026 at 12:30" in form.text
    assert form.fields["Channel"] == ""  # one a channel
    await manager.choose("Channel", ALL)
    assert "has one already" in (await manager.submit_refused())["Channel"]
    await manager.fill("When", "quarterly at noon")
    await manager.press("Stop")
    form = await manager.modal()
    assert "set up by" not in form.text
    assert form.fields["When"] == "quarterly at noon"
    await figures.later(days=8)
    await figures.person(GPS[0]).does_not_see(SUMMARY)


async def test_a_gp_hears_who_can(figures: Town) -> None:
    gp = figures.person(GPS[0])
    await gp.command(ALL, "/compare monthly")
    said = await gp.sees("you need to be a clinical lead or manager", channel=ALL)
    assert "To have figures posted every month" in said
    assert not await gp.has_modal()


async def test_before_any_import_the_way_to_one_is_said(town: Town) -> None:
    await town.lead.command(ALL, "/compare monthly")
    await town.lead.sees("There are no figures for this group yet", channel=ALL)


async def test_its_maker_hears_that_nothing_is_new_and_can_stop_it_there(figures: Town) -> None:
    await start(figures)
    await figures.later(days=8)
    await figures.later(days=35)
    said = await figures.lead.sees("Nothing was posted in #all-practices this time", channel=BOT)
    assert "there is nothing new since Wed 2 Dec 2026" in said
    await figures.lead.press("Stop", channel=BOT, message_containing="Nothing was posted")
    await figures.lead.sees("Stopped: nothing more is posted in #all-practices", channel=BOT)
    for other in (figures.manager, figures.person(GPS[0])):
        await other.does_not_see("Nothing was posted")


@pytest.mark.parametrize("archived", [True, False], ids=["archived", "not there"])
async def test_a_channel_that_was_lost_is_said_with_what_to_do(
    figures: Town, archived: bool
) -> None:
    await start(figures)
    channel = figures.stage.slack.workspace().channels["C0ALL"]
    bot = figures.stage.slack.workspace().installation
    assert bot is not None
    if archived:
        channel.is_archived = True
    else:
        channel.members.remove(bot.bot_user_id)
    await figures.later(days=8)
    said = await figures.lead.sees("I could not post the snippet of the month", channel=BOT)
    assert ("is archived" if archived else "invite me there with /invite @Peerbot") in said


async def test_when_its_maker_leaves_the_manager_looks_after_it(figures: Town) -> None:
    await start(figures)
    figures.stage.slack.deactivate(LEAD.id)
    await figures.stage.slack.settle()
    await figures.settle()
    await figures.manager.sees("is looked after by you now", channel=BOT)
    await figures.later(days=8)
    await figures.person(GPS[0]).sees(SUMMARY, channel=ALL)
