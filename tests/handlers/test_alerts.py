"""An alert as a practice's own people meet it: what it says, its buttons, and that others see nothing."""

from datetime import timedelta

import pytest

from bot.demo.people import GPS, LEAD, MANAGER
from bot.playground.person import Person
from bot.services.comparisons.alerting import PAUSE, Alerting
from tests.support.changes import rule, stepping
from tests.support.figures import months, openprescribing
from tests.support.town import Town

BOT = "Peerbot"
WHO = GPS[8]  # of Alder Lane Surgery, as the lead is
VALUES = {f"Y900{number:02d}": 60 + number for number in range(2, 15)}


@pytest.fixture
async def alerted(town: Town) -> Town:
    """Alder Lane's antibiotics went up in March, and it has heard of it."""
    services = town.stage.peerbot.services
    file = openprescribing({"Y90001": stepping(60, 90), **VALUES}, months(24))
    await services.comparisons.importing.import_file(file, "figures.csv", "command line")
    town.stage.clock.advance(PAUSE + timedelta(minutes=1))
    await Alerting(services.context, rule).tell("", town.stage.clock.now())
    await town.settle()
    return town


@pytest.fixture
def gp(alerted: Town) -> Person:
    return alerted.person(WHO)


async def test_the_practices_own_people_get_it_and_nobody_else(alerted: Town, gp: Person) -> None:
    title = "Something has changed in the figures of Alder Lane Surgery"
    said = await gp.sees(title, channel=BOT)
    assert "Higher than before, since March 2026: 90 items a month per 1,000 STAR-PU" in said
    assert "Only people of your practice get this" in said
    await alerted.person(LEAD).sees(title, channel=BOT)
    for other in (MANAGER, GPS[0]):
        await alerted.person(other).does_not_see("Something has changed")


async def test_show_my_practice_answers_beside_it(alerted: Town, gp: Person) -> None:
    await gp.press("Show my practice", channel=BOT)
    await gp.sees("Alder Lane Surgery: ", channel=BOT)
    await alerted.manager.does_not_see("Alder Lane Surgery: ")


async def test_no_more_of_these_is_kept_and_can_be_taken_back(alerted: Town, gp: Person) -> None:
    await gp.press("No more of these", channel=BOT)
    await gp.sees("You are not told of changes any more", channel=BOT)
    tells = "Tell me when something really changes in my practice’s figures"
    await gp.open_home()
    await gp.press("When I may write to you", home=True)
    await gp.sees(f"[ ] {tells}")
    await gp.choose("Your practice’s figures", tells)
    await gp.sees(f"[x] {tells}")
