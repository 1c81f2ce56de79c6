"""Answering with one tap and with one form, early and late, from every place; and reminders."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.people import BODY, GPS, LEADERS, MANAGER, NEWCOMER
from bot.errors import InvalidInput
from bot.playground.person import Person
from storage.schema.pulse import BallotRow
from tests.support.pulses import (
    BOT,
    CHANNEL,
    NORTH,
    ON_BOTH,
    ON_ONE,
    TEMPERATURE_SET,
    count,
    have_answered,
    newest,
    opened,
    write_questions,
)
from tests.support.town import Town

TEMPERATURE = {"Questions": TEMPERATURE_SET}
WELL = f"How well does {BODY} work for your practice"
NOT_IN = "your answer is not in yet"


async def reminded(town: Town) -> None:
    """To the moment of the reminder: Monday half past twelve."""
    await town.later(days=6, hours=3, minutes=31)
    await town.settle()


# ---- one tap


@ON_BOTH
async def test_one_tap_answers_and_another_changes_it_and_only_oneself_sees_it(town: Town) -> None:
    gp, other = town.person(GPS[0]), town.person(GPS[1])
    await opened(town, TEMPERATURE)
    said = await gp.sees(WELL, channel=CHANNEL)
    assert "One tap answers" in said
    await gp.press("7", channel=CHANNEL)
    thanks = await gp.sees("your answer is recorded", channel=CHANNEL)
    assert "7" not in thanks.replace("17:00", "")  # somebody may look over one's shoulder
    await gp.press("3", channel=CHANNEL)
    await asyncio.gather(gp.press("10", channel=CHANNEL), gp.press("10", channel=CHANNEL))
    await town.later(seconds=5)
    await other.sees("1 of 22 has answered", channel=CHANNEL)
    await other.does_not_see("recorded")
    await other.does_not_see(GPS[0].name)
    assert await count(town, BallotRow) == 1
    # Nothing of it is on the message that all see.
    assert "10 of" not in await other.sees("1 of 22", channel=CHANNEL)


@ON_ONE
async def test_who_taps_and_is_not_asked_or_too_late_reads_why(town: Town) -> None:
    await opened(town, TEMPERATURE, NORTH)
    manager, joiner = town.manager, town.person(GPS[10])
    await manager.press("5", channel=NORTH)
    await manager.sees("it does not ask those who manage it", channel=NORTH)
    await joiner.join(NORTH)
    await joiner.press("5", channel=NORTH)
    said = await joiner.sees(
        "You were not in the channel yet when this pulse opened", channel=NORTH
    )
    assert "You will be asked when the next one opens." in said
    town.stage.slack.add_user("Dr Una New", id="U200")
    stranger = town.person("U200")
    await stranger.join(NORTH)
    await stranger.press("5", channel=NORTH)
    said = await stranger.sees("I do not know you as a member of the group yet", channel=NORTH)
    assert MANAGER.name in said
    # Who has left the channel counts still, by the reminder or from the Home tab.
    leaver = town.person(GPS[0])
    await leaver.leave(NORTH)
    await leaver.open_home()
    await leaver.press("Answer", home=True)
    await leaver.choose(WELL, "8")
    await leaver.submit()
    await leaver.sees("Your answers are recorded")
    await leaver.close()
    assert await count(town, BallotRow) == 1
    services = town.stage.peerbot.services.pulse
    for value in ("11", "agree", "", "-1"):
        with pytest.raises(InvalidInput, match="Please choose one of the answers here"):
            await services.answering.tap(1, GPS[1].id, value)
    town.stage.clock.advance(timedelta(days=8))  # not closed yet: only due
    await town.person(GPS[1]).press("5", channel=NORTH)
    await town.person(GPS[1]).sees("This pulse closed on Tue 1 Dec 2026 at 17:00")
    assert await count(town, BallotRow) == 1


@ON_ONE
async def test_the_home_tab_has_what_one_may_answer_until_it_closes(town: Town) -> None:
    gp = town.person(GPS[0])
    await opened(town, TEMPERATURE)
    tab = await gp.home()
    assert "1 thing waits for you" in tab
    assert "Closes Tue 1 Dec at 17:00" in tab
    await gp.press("Answer", home=True)
    form = await gp.modal()
    assert "Your answers are kept sealed" in form
    await gp.choose(WELL, "8")
    await gp.submit()
    await gp.sees("Your answers are recorded")
    await gp.close()
    assert "To answer" not in await town.manager.home()
    await gp.sees("Nothing waits for you", home=True)  # the tab behind the form follows
    tab = await gp.home()
    assert "can change that until Tue 1 Dec at 17:00" in tab
    await town.later(days=8)
    # The tab is as it was until it is opened again; its button says what is so.
    await gp.press("Change", home=True)
    await gp.sees("This pulse closed on")
    await gp.close()
    assert "can change that" not in await gp.home()


# ---- reminders


@ON_ONE
async def test_only_those_who_have_not_answered_are_reminded_once_in_working_hours(
    town: Town,
) -> None:
    silent, answered = town.person(GPS[0]), town.person(GPS[1])
    await opened(town, {})
    await have_answered(town, 1, (*LEADERS, *GPS[1:]), "agree")
    await town.later(days=5)
    await silent.does_not_see(NOT_IN)
    await town.later(days=1, hours=3, minutes=31)
    await town.settle()
    said = await silent.sees(NOT_IN, channel=BOT)
    assert "closes on Tue 1 Dec 2026 at 17:00" in said
    assert "this is the only reminder" in said
    assert "without your name" in said
    await answered.does_not_see(NOT_IN)
    await town.manager.does_not_see(NOT_IN)
    await town.person(NEWCOMER).sees(NOT_IN, channel=BOT)
    for _ in range(4):
        await town.later(hours=6)
    reminders = [each for each in await silent.see(BOT) if NOT_IN in each]
    assert len(reminders) == 1


@ON_ONE
async def test_a_reminder_takes_the_answer_and_says_when_it_is_too_late(town: Town) -> None:
    gp, late = town.person(GPS[0]), town.person(GPS[1])
    await opened(town, TEMPERATURE)
    await reminded(town)
    await gp.press("8", channel=BOT, message_containing=NOT_IN)
    await gp.sees("your answer is recorded", channel=BOT)
    await town.later(seconds=5)
    await gp.sees("1 of 22 has answered", channel=CHANNEL)
    await town.later(days=2)
    await late.press("8", channel=BOT, message_containing=NOT_IN)
    await late.sees("This pulse closed on Tue 1 Dec 2026 at 17:00, so nothing more can be sent.")


@ON_ONE
async def test_two_one_tap_pulses_are_reminded_of_at_once(town: Town) -> None:
    """They may come in one message: the buttons of each must answer their own."""
    manager, gp = town.manager, town.person(GPS[0])
    await manager.command(CHANNEL, "/pulse questions")
    await write_questions(manager, "Lunch", ("Was there time for lunch?", "yes or no"))
    await manager.submit()
    await manager.close()
    await opened(town, TEMPERATURE, CHANNEL)
    await opened(town, {"Questions": "Lunch"}, NORTH)
    await reminded(town)
    await gp.press("8", channel=BOT, message_containing=WELL)
    await gp.press("Yes", channel=BOT, message_containing="Was there time for lunch?")
    await town.later(seconds=5)
    await gp.sees("1 of 22 has answered", channel=CHANNEL)
    await gp.sees("1 of 10 has answered", channel=NORTH)
    (lost, *_) = [*(await town.stage.peerbot.services.messages.everything()).letters, None]
    assert lost is None


@ON_ONE
async def test_reminders_can_be_turned_off_under_one_and_on_the_home_tab(town: Town) -> None:
    pressed, ticked = town.person(GPS[0]), town.person(GPS[1])
    await ticked.open_home()
    await ticked.press("When I may write to you", home=True)
    await ticked.choose("Reminders of pulses")
    await opened(town, TEMPERATURE)
    await reminded(town)
    await ticked.does_not_see(NOT_IN)
    await pressed.press("No more reminders", channel=BOT)
    await pressed.sees("You get no more reminders of pulses.", channel=BOT)
    await pressed.open_home()
    await pressed.press("When I may write to you", home=True)
    await pressed.sees("[ ] Remind me")
    await ticked.choose("Reminders of pulses", "Remind me")
    await town.later(days=2)
    await opened(town, {})
    await reminded(town)
    assert len([each for each in await pressed.see(BOT) if NOT_IN in each]) == 1
    assert len([each for each in await ticked.see(BOT) if NOT_IN in each]) == 1


# ---- free text


@ON_ONE
async def test_what_somebody_wrote_is_refused_with_identifiers_and_may_be_left_empty(
    town: Town,
) -> None:
    gp: Person = town.person(GPS[0])
    await opened(town, {"Questions": "Feedback on a peer session"})
    await gp.press("Answer", channel=CHANNEL)
    await gp.choose("The session was useful", "Agree")
    await gp.choose("I could speak openly", "Agree")
    await gp.choose("Do you know what your practice", "Yes")
    await gp.choose("How was its length?", "About right")
    for written in ("Ring 07700 900123", "Mr Smith, born 1/2/1950", "jo@example.org"):
        await gp.fill("What would make", written)
        errors = await gp.submit_refused()
        assert "Nothing was saved" in errors["What would make the next one better?"]
        assert written not in str(errors)
    assert await count(town, BallotRow) == 0
    await gp.fill("What would make", None)
    await gp.submit()
    await gp.sees("Your answers are recorded")
    assert await count(town, BallotRow) == 1
    assert "recorded" not in await newest(town.person(GPS[1]))
