"""/compare through the real app: posting, one's own figure in private, and what is refused."""

import struct
from importlib.resources import as_file, files

import pytest

from bot.demo.people import GPS, NEWCOMER
from tests.support.town import Town

ALL = "all-practices"
FIGURES = "Antibiotic items, allowing for age and sex"
SUMMARY = "14 practices have figures for the 12 months to August 2026"


@pytest.fixture
async def figures(town: Town) -> Town:
    """The town after the antibiotics file was imported."""
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    return town


async def post(town: Town) -> None:
    """The lead posts the antibiotics figures to everybody."""
    await town.lead.command(ALL, "/compare post antibiotics")
    await town.lead.submit()
    await town.settle()


async def test_a_lead_posts_dots_without_names(figures: Town) -> None:
    lead, gp = figures.lead, figures.person(GPS[0])
    await lead.command(ALL, "/compare post antibitics")
    form = await lead.modal()
    assert form.title == "Post a comparison"
    assert SUMMARY in form.text
    assert form.fields == {"Figures": FIGURES, "Channel": ALL}
    await lead.submit()
    await figures.settle()
    seen = await gp.sees(SUMMARY, channel=ALL)
    for part in (
        "given the age and sex of our patients?",
        "The median is 78 items a month per 1,000 STAR-PU.",
        "Lower is usually better",
        "Source: OpenPrescribing.net",
        "Dot plot: a dot without a name for each practice.",
        "[Show my practice]",
        "[Discuss this]",
    ):
        assert part in seen
    assert "Y900" not in seen
    assert not any(someone.title.split(", ")[1] in seen for someone in GPS)
    picture = await gp.picture(ALL, SUMMARY)
    assert struct.unpack(">I", picture[16:20]) == (1080,)


async def test_show_my_practice_answers_only_to_whoever_asks(figures: Town) -> None:
    await post(figures)
    gp, other = figures.person(GPS[0]), figures.person(GPS[1])
    await gp.press("Show my practice", channel=ALL, message_containing=SUMMARY)
    seen = await gp.sees("Greenside Health Centre:", channel=ALL)
    assert "95% interval" in seen
    assert "n: " in seen
    assert "Only you can see this." in seen
    shown = (await gp.messages(ALL))[-1]
    assert shown.ephemeral
    await other.does_not_see("Greenside Health Centre", channel=ALL)
    await figures.manager.does_not_see("Greenside Health Centre", channel=ALL)


async def test_without_a_practice_one_is_told_kindly_what_to_do(figures: Town) -> None:
    await post(figures)
    newcomer = figures.person(NEWCOMER)
    await newcomer.press("Show my practice", channel=ALL, message_containing=SUMMARY)
    await newcomer.sees("I do not know yet which practice you work in", channel=ALL)
    await newcomer.command(ALL, "/compare")
    await newcomer.sees("Please say where you work", channel=ALL)
    await newcomer.press("Say where you work", channel=ALL)
    assert (await newcomer.modal()).title == "Where you work"


async def test_a_gp_gets_their_own_figure_in_private(figures: Town) -> None:
    gp, other = figures.person(GPS[0]), figures.person(GPS[1])
    for command in ("/compare", "/compare antibiotics", "/compare ktt9"):
        before = len(await gp.messages(ALL))
        await gp.command(ALL, command)
        await gp.sees("Greenside Health Centre:", channel=ALL)
        assert len(await gp.messages(ALL)) == before + 1
    assert not await gp.has_modal()
    await other.does_not_see("Greenside", channel=ALL)


async def test_a_lead_can_see_their_own_too(figures: Town) -> None:
    await figures.lead.command(ALL, "/compare")
    await figures.lead.sees("Alder Lane Surgery:", channel=ALL)
    assert not await figures.lead.has_modal()


async def test_a_manager_without_a_practice_can_post(figures: Town) -> None:
    await figures.manager.command(ALL, "/compare")
    await figures.manager.submit()
    await figures.settle()
    await figures.person(GPS[2]).sees(SUMMARY, channel=ALL)


async def test_a_channel_that_the_bot_is_not_in_is_refused_under_the_field(figures: Town) -> None:
    lead = figures.lead
    await lead.command("leads", "/compare post")
    assert (await lead.submit_refused())["Channel"].startswith("I am not in that channel yet")
    await lead.choose("Channel", ALL)
    await lead.submit()
    await figures.settle()
    await lead.sees(SUMMARY, channel=ALL)
    assert not await lead.has_modal()


async def test_from_a_direct_message_the_channel_is_left_to_choose(figures: Town) -> None:
    await figures.lead.command("Peerbot", "/compare post")
    assert (await figures.lead.modal()).fields["Channel"] == ""


async def test_words_that_fit_nothing_say_what_there_is(figures: Town) -> None:
    await figures.lead.command(ALL, "/compare post xylophones")
    seen = await figures.lead.sees("Nothing here fits “xylophones”", channel=ALL)
    assert FIGURES in seen
    assert not await figures.lead.has_modal()


async def test_before_any_import_the_way_to_one_is_said(town: Town) -> None:
    for person in (town.lead, town.person(GPS[0])):
        await person.command(ALL, "/compare antibiotics")
        await person.sees("There are no figures for this group yet", channel=ALL)


async def test_other_figures_in_the_form_bring_their_own_preview(figures: Town) -> None:
    await figures.stage.peerbot.services.comparisons.importing.import_file(
        _second_measure(), "inhalers.csv", "command line"
    )
    lead = figures.lead
    await lead.command(ALL, "/compare post antibiotics")
    await lead.choose("Figures", "Reliever share of inhalers")
    await lead.sees("3 practices have figures for June 2026")
    assert "Too few to compare" in (await lead.modal()).text
    await lead.submit()
    await figures.settle()
    seen = await figures.person(GPS[0]).sees("reliever and steroid inhalers", channel=ALL)
    assert "Too few to compare: 3 practices have figures for June 2026" in seen
    assert "Dot plot" not in seen
    gp = figures.person(GPS[0])
    await gp.command(ALL, "/compare")
    await gp.press(
        "Show", channel=ALL, message_containing="Which figures", beside="Reliever share of inhalers"
    )
    await gp.sees("There is no figure for Greenside Health Centre for June 2026", channel=ALL)


def _second_measure() -> bytes:
    lines = ["measure,org_type,org_id,org_name,date,numerator,denominator,calc_value,percentile"]
    lines += [f"saba,practice,Y9000{n},A NAME,2026-06-01,40.0,100.0,0.4,50.0" for n in (1, 2, 3)]
    return "\n".join(lines).encode()


async def test_help_lists_what_compare_can_do(figures: Town) -> None:
    await figures.lead.command(ALL, "/compare help")
    seen = await figures.lead.sees("/compare post [words]", channel=ALL)
    assert "only to you" in seen
