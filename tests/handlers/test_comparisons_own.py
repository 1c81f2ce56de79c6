"""/compare through the real app: one's own figure, its pictures, and the way to a channel."""

import struct
from importlib.resources import as_file, files

import pytest

from bot.demo.people import GPS
from tests.support.town import Town

ALL = "all-practices"


@pytest.fixture
async def figures(town: Town) -> Town:
    """The town after the antibiotics file was imported."""
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    return town


async def test_pictures_come_to_ones_own_messages_once(figures: Town) -> None:
    gp, other = figures.person(GPS[0]), figures.person(GPS[1])
    await gp.command(ALL, "/compare antibitics")
    await gp.press("Pictures", channel=ALL, message_containing="Greenside Health Centre:")
    await gp.sees("look in your messages with me", channel=ALL)
    await figures.settle()
    seen = await gp.sees("Greenside Health Centre", channel="Peerbot")
    assert "Your practice:" in seen
    assert "Line chart of your practice, Sep 24 to Aug 26" in seen
    picture = await gp.picture("Peerbot", "Greenside Health Centre")
    assert struct.unpack(">I", picture[16:20]) == (1080,)
    await other.does_not_see("Greenside", channel="Peerbot")
    await figures.manager.does_not_see("Greenside", channel="Peerbot")


async def test_a_lead_goes_from_the_own_figure_to_the_form(figures: Town) -> None:
    lead = figures.lead
    await lead.command(ALL, "/compare antibiotics")
    await lead.press("Post to a channel", channel=ALL, message_containing="Alder Lane Surgery:")
    form = await lead.modal()
    assert form.title == "Post a comparison"
    assert form.fields["Channel"] == ALL


async def test_a_gp_cannot_post(figures: Town) -> None:
    gp = figures.person(GPS[0])
    await gp.command(ALL, "/compare post antibiotics")
    await gp.sees("clinical lead", channel=ALL)
    assert not await gp.has_modal()
