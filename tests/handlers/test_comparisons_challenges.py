"""Questioning a number through the real app: from the button to the answer in the thread."""

from importlib.resources import as_file, files

import pytest

from bot.blocks.comparisons.challenge import challenge_button
from bot.blocks.kit import actions
from bot.demo.people import GPS, MANAGER
from bot.domain.comparisons.challenges import About
from bot.domain.delivery import DirectMessage, Message
from bot.domain.people import Member, Role
from bot.playground.person import Person
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from tests.support.pulses import ON_ONE
from tests.support.town import Town

ALL = "all-practices"
SUMMARY = "14 practices have figures for the 12 months to August 2026"
BUTTON, FIELD = "Challenge this number", "What is wrong with it?"
WORDS = "In March we took over 900 patients of Kingfisher."
ANSWER = "You are right: the list of March is from before the merger."
OPEN = (
    "One number here is being questioned (since Tue 24 Nov 2026): the answer comes in the thread."
)


@pytest.fixture
async def posted(town: Town) -> Town:
    """The town after a manager posted the antibiotics figures to everybody."""
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    await town.manager.command(ALL, "/compare antibiotics")
    await town.manager.submit()
    await town.settle()
    return town


async def ask(town: Town) -> Person:
    """A GP questions a number, and all has gone out."""
    gp = town.person(GPS[0])
    await gp.press(BUTTON, channel=ALL, message_containing=SUMMARY)
    await gp.fill(FIELD, WORDS)
    await gp.submit()
    await gp.sees("Thank you. Your question is with @Morgan Ellis.")
    await gp.close()
    await town.settle()
    return gp


async def test_from_the_button_to_the_answer_in_the_thread(posted: Town) -> None:
    gp, other, manager = await ask(posted), posted.person(GPS[1]), posted.manager
    await other.sees(OPEN, channel=ALL)
    seen = await manager.sees("A number is questioned", channel="Peerbot")
    assert "@Dr Rachel Pym of Greenside Health Centre asked on Tue 24 Nov 2026" in seen
    assert WORDS in seen
    await manager.press("Answer", channel="Peerbot")
    assert WORDS in (await manager.modal()).text
    await manager.fill("Your answer", ANSWER)
    await manager.submit()
    await manager.sees("Your answer is in the thread in #all-practices")
    await manager.close()
    await posted.settle()
    await posted.settle()
    await gp.sees("has an answer, from @Morgan Ellis", channel="Peerbot")
    thread = await other.sees("An answer about these numbers, from @Morgan Ellis", channel=ALL)
    assert ANSWER in thread
    await other.sees("A number here was questioned and answered: see the thread.", channel=ALL)
    await manager.sees("@Morgan Ellis answered it.", channel="Peerbot")
    await manager.does_not_see("[Settle without words]", channel="Peerbot")
    for part in ("Kingfisher", "Rachel", "Greenside"):
        await other.does_not_see(part, channel=ALL)


async def test_settled_without_words_the_asker_is_told(posted: Town) -> None:
    gp, manager = await ask(posted), posted.manager
    await manager.press("Settle without words", channel="Peerbot")
    await manager.sees("settled it without words", channel="Peerbot")
    await posted.settle()
    await posted.settle()
    await gp.sees("was settled by @Morgan Ellis, without words", channel="Peerbot")
    await gp.sees("A number here was questioned, and that is settled.", channel=ALL)


async def test_nothing_is_lost_when_something_is_wrong_with_what_was_written(
    posted: Town,
) -> None:
    gp = posted.person(GPS[0])
    await gp.press(BUTTON, channel=ALL, message_containing=SUMMARY)
    await gp.fill(FIELD, "Patient 943 476 5919 was counted twice")
    assert "NHS number" in (await gp.submit_refused())[FIELD]
    assert (await gp.modal()).fields[FIELD] == "Patient 943 476 5919 was counted twice"
    await gp.fill(FIELD, "A patient was counted twice")
    await gp.submit()
    await gp.sees("Thank you.")
    await posted.settle()
    await posted.manager.does_not_see("943 476", channel="Peerbot")


async def test_while_one_is_open_one_cannot_ask_again(posted: Town) -> None:
    gp = await ask(posted)
    await gp.press(BUTTON, channel=ALL, message_containing=SUMMARY)
    await gp.sees(
        "You asked about this on Tue 24 Nov 2026, and it is with @Morgan Ellis.", channel=ALL
    )
    assert not await gp.has_modal()


async def test_the_list_says_to_each_what_concerns_them(posted: Town) -> None:
    gp = await ask(posted)
    await gp.command(ALL, "/compare challenges")
    await gp.sees("Asked by you", channel=ALL)
    await posted.lead.command(ALL, "/compare challenges")
    seen = await posted.lead.sees("since Tue 24 Nov 2026. With @Morgan Ellis.", channel=ALL)
    assert "Rachel" not in seen
    assert "Kingfisher" not in seen
    await posted.person(GPS[1]).command(ALL, "/compare challenges")
    await posted.person(GPS[1]).sees("No number is being questioned.", channel=ALL)
    manager = posted.manager
    await manager.command(ALL, "/compare challenges")
    await manager.press("Settle without words", channel=ALL, message_containing="Waiting for your")
    await manager.sees("No number is being questioned.", channel=ALL)


async def test_a_practices_own_figure_is_questioned_privately(posted: Town) -> None:
    """Its button is part of the private answer; here a message has nothing else."""
    about = About(key="ktt9_antibiotics", ods_code="Y90007")
    services = posted.stage.peerbot.services
    button = Message("Your figure", (actions([challenge_button(about, "Antibiotics")]),))
    async with services.context.database.transaction() as session:
        planned = DirectMessage("test:own", GPS[0].id, button)
        now = services.context.clock.now()
        await DeliveryStore(session, services.workspace.id).plan(planned, now=now)
    await posted.settle()
    gp = posted.person(GPS[0])
    await gp.press(BUTTON, channel="Peerbot")
    assert "Nobody else sees it. The answer comes to you." in (await gp.modal()).text
    await gp.fill(FIELD, WORDS)
    await gp.submit()
    await gp.close()
    await posted.settle()
    await posted.manager.sees(
        "their practice's own figure, which nobody else sees", channel="Peerbot"
    )
    await gp.does_not_see("being questioned", channel=ALL)


@ON_ONE
async def test_when_whoever_has_it_leaves_it_passes_to_the_next_manager(posted: Town) -> None:
    gp = await ask(posted)
    context = posted.stage.peerbot.services.context
    async with context.database.transaction() as session:
        people = PeopleStore(session, context.workspace.id)
        await people.put_members([Member(GPS[2].id, None, frozenset({Role.MANAGER}))])
    posted.stage.slack.deactivate(MANAGER.id)
    await posted.stage.slack.settle()
    await posted.settle()
    seen = await posted.person(GPS[2]).sees("A number is questioned", channel="Peerbot")
    assert "whose account is closed, so it comes to you." in seen
    await gp.command(ALL, "/compare challenges")
    await gp.sees("With @Dr Helen Stroud.", channel=ALL)


@ON_ONE
async def test_with_nobody_to_ask_the_button_says_who_can_help(posted: Town) -> None:
    posted.stage.slack.deactivate(MANAGER.id)
    await posted.stage.slack.settle()
    gp = posted.person(GPS[0])
    await gp.press(BUTTON, channel=ALL, message_containing=SUMMARY)
    await gp.sees("@Dr Asha Verma can name somebody for them", channel=ALL)
    assert not await gp.has_modal()
