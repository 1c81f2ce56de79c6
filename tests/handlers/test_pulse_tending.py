"""Looking after pulses: the list, extending, closing early, cancelling, plans, and who takes over."""

import asyncio
from datetime import date, time

from bot.demo.people import BODY, EVERYBODY, GPS, LEAD, LEADERS, MANAGER
from bot.domain.pulse import State
from bot.sources.people import PeopleFile, read_people
from storage.schema.pulse import BallotRow, CellRow, RegisterRow, SaltRow
from tests.support.pulses import (
    BOT,
    CHANNEL,
    NORTH,
    ON_ONE,
    TEMPERATURE_SET,
    count,
    fill_form,
    have_answered,
    newest,
    opened,
    rounds,
    start,
    the_round,
)
from tests.support.town import Town

PULSE = f"Pulse: what do you make of {BODY}?"
LATER = {"Opens on": date(2026, 12, 1), "Opens at": time(9), "Closes on": date(2026, 12, 8)}


async def the_list(town: Town) -> str:
    await town.manager.command(CHANNEL, "/pulse list")
    return await newest(town.manager)


# ---- the list


@ON_ONE
async def test_the_list_says_what_is_planned_open_and_closed_to_those_who_may(town: Town) -> None:
    assert "There has been no pulse yet. Start one with /pulse new" in await the_list(town)
    await opened(town, {})
    await have_answered(town, 1, GPS[:6], "agree")
    await start(town.manager, {"Questions": TEMPERATURE_SET, **LATER}, NORTH)
    said = await the_list(town)
    assert "Open until Tue 1 Dec 2026 at 17:00: 6 of 22 have answered." in said
    assert "agree" not in said.replace("disagree", "")
    assert "Opens by itself next: Tue 1 Dec 2026 at 09:00" in said
    await town.later(days=10)
    said = await the_list(town)
    assert "Closed on Tue 1 Dec 2026" in said
    assert "People have been waiting for a reply for 2 days." in said
    gp = town.person(GPS[0])
    await gp.command(CHANNEL, "/pulse list")
    await gp.sees("To see the pulses you need to be a manager, clinical lead or administrator.")


# ---- extending


@ON_ONE
async def test_extending_holds_for_the_message_the_closing_and_the_reminder(town: Town) -> None:
    manager = town.manager
    await opened(town, {})
    await the_list(town)
    await manager.press("Extend", channel=CHANNEL)
    form = await manager.modal()
    assert "closes on Tue 1 Dec 2026 at 17:00" in form
    assert form.fields["Closes on"] == "2026-12-08"
    for fields, where, says in (
        ({"Closes on": date(2026, 11, 20)}, "Closes on", "past"),
        ({"Closes on": date(2026, 11, 24), "At": time(7)}, "At", "past"),
        ({"Closes on": date(2027, 5, 1)}, "Closes on", "three months"),
        ({"Closes on": date(2026, 12, 1), "At": time(17)}, "Closes on", "closes then already"),
    ):
        await fill_form(manager, fields)
        errors = await manager.submit_refused()
        assert says in errors[where]
    await fill_form(manager, {"Closes on": date(2026, 12, 4), "At": time(12)})
    await manager.submit()
    await manager.sees("Pulse 1 now closes on Fri 4 Dec 2026 at 12:00")
    await manager.close()
    await town.settle()
    gp = town.person(GPS[0])
    await gp.sees("closes on Fri 4 Dec 2026 at 12:00", channel=CHANNEL)
    await town.later(days=7)  # past the first reminder and the first closing time
    await gp.does_not_see("your answer is not in yet")
    await gp.sees("0 of 22 have answered", channel=CHANNEL)
    await town.later(days=2, hours=3, minutes=31)
    await gp.sees("your answer is not in yet", channel=BOT)
    await manager.press("Extend", channel=CHANNEL)
    await fill_form(manager, {"Closes on": date(2026, 12, 10)})
    await town.later(days=1)
    await gp.sees("This pulse has closed", channel=CHANNEL)
    await manager.submit()  # a form that was open when it closed
    await manager.sees("This pulse has closed already, so it stays as it is.")
    await manager.close()
    assert (await the_round(town, 1)).state is State.CLOSED
    await manager.press("Extend", channel=CHANNEL)  # from the old list
    await manager.sees("This pulse has closed already, so it stays as it is.")


# ---- closing early, cancelling


@ON_ONE
async def test_closing_early_counts_at_once_and_only_once(town: Town) -> None:
    manager, gp = town.manager, town.person(GPS[0])
    await opened(town, {})
    await have_answered(town, 1, GPS[:6], "agree")
    await gp.press("Answer", channel=CHANNEL)
    await the_list(town)
    await asyncio.gather(
        manager.press("Close now", channel=CHANNEL), manager.press("Close now", channel=CHANNEL)
    )
    await town.settle()
    await town.settle()
    await gp.sees("This pulse has closed: 6 of 22 answered", channel=CHANNEL)
    owner = [each for each in await manager.see(BOT) if "has closed: 6 of 22" in each]
    assert len(owner) == 1
    await manager.sees("This pulse has closed already, so it stays as it is.", channel=CHANNEL)
    for label in (await gp.modal()).fields:
        await gp.choose(label, "Agree")
    await gp.submit()
    await gp.sees("This pulse closed on Tue 24 Nov 2026 at 09:00, so nothing more can be sent.")
    assert "Closed on Tue 24 Nov 2026: 6 of 22 have answered." in await the_list(town)


@ON_ONE
async def test_cancelling_deletes_everything_and_says_so_in_the_channel(town: Town) -> None:
    manager, gp = town.manager, town.person(GPS[0])
    await opened(town, {})
    await have_answered(town, 1, GPS[:6], "agree")
    await gp.press("Answer", channel=CHANNEL)
    await the_list(town)
    await manager.press("Cancel", channel=CHANNEL, confirm=False)
    assert (await the_round(town, 1)).state is State.OPEN  # not without saying yes
    await manager.press("Cancel", channel=CHANNEL)
    await town.settle()
    await town.settle()
    for table in (BallotRow, RegisterRow, SaltRow, CellRow):
        assert await count(town, table) == 0
    said = await gp.sees("has cancelled this pulse", channel=CHANNEL)
    assert "nobody has seen any of it" in said
    assert "Answer]" not in said
    (in_thread,) = await gp.see(CHANNEL, thread="has cancelled this pulse")
    assert MANAGER.name in in_thread
    for label in (await gp.modal()).fields:
        await gp.choose(label, "Agree")
    await gp.submit()
    await gp.sees("This pulse was cancelled. Everything that was answered has been deleted")
    assert await count(town, BallotRow) == 0

    assert "Cancelled: everything that was answered has been deleted." in await the_list(town)
    await manager.command(CHANNEL, "/pulse summary 1")
    await manager.sees("Pulse 1 was cancelled", channel=CHANNEL)
    await manager.command(CHANNEL, "/pulse summary")
    await manager.sees("There has been no pulse yet", channel=CHANNEL)
    await town.later(days=8)  # neither reminder nor closing comes of it
    await gp.does_not_see("your answer is not in yet")
    await manager.does_not_see("has closed", channel=BOT)
    # The same may be asked again at once: nobody has seen anything.
    await opened(town, {})
    assert (await rounds(town))[-1].state is State.OPEN


@ON_ONE
async def test_the_buttons_of_an_old_list_answer_in_sentences(town: Town) -> None:
    manager, lead = town.manager, town.lead
    await opened(town, {})
    await lead.command(CHANNEL, "/pulse list")
    theirs = await newest(lead)
    assert "[Cancel]" not in theirs  # a lead does not look after a manager's
    await manager.command(CHANNEL, "/pulse list")
    await manager.command(NORTH, "/pulse list")
    await manager.press("Cancel", channel=NORTH)
    await town.settle()
    await manager.press("Cancel", channel=CHANNEL)
    await manager.sees("This pulse was cancelled before: everything has been deleted.")
    await manager.press("Close now", channel=CHANNEL)
    await manager.press("Extend", channel=CHANNEL)
    assert not await manager.has_modal()
    said = [each for each in await manager.see(CHANNEL) if "was cancelled before" in each]
    assert len(said) == 3


@ON_ONE
async def test_a_pulse_that_is_cancelled_before_it_was_posted_is_never_posted(town: Town) -> None:
    town.stage.slack.faults.add("drop", "chat.postMessage", times=-1)
    await opened(town, {})
    await the_list(town)
    await town.manager.press("Cancel", channel=CHANNEL)
    town.stage.slack.faults.clear()
    await town.later(minutes=5)
    await town.doubt_ends()
    await town.person(GPS[0]).does_not_see(PULSE, channel=CHANNEL)
    await town.person(GPS[0]).does_not_see("has cancelled this pulse", channel=CHANNEL)


# ---- when somebody leaves


@ON_ONE
async def test_when_its_owner_leaves_the_deputy_has_it_and_then_an_organiser(town: Town) -> None:
    slack, lead = town.stage.slack, town.lead
    await opened(town, {"Deputy": LEAD.name})
    await start(town.manager, {"Questions": TEMPERATURE_SET, "Deputy": LEAD.name, **LATER}, NORTH)
    slack.deactivate(MANAGER.id)
    await town.settle()
    assert (await the_round(town, 1)).owner == LEAD.id
    said = "\n".join(await lead.see(BOT))
    assert "Pulse 1 was looked after by" in said
    assert "It is yours now" in said
    assert "A pulse that opens by itself was looked after by" in said
    await lead.command(CHANNEL, "/pulse list")
    assert "[Extend]" in await newest(lead)
    assert "[Stop it]" in await newest(lead)
    await have_answered(town, 1, GPS[:6], "agree")
    await town.later(days=7)
    await town.later(hours=10)
    await lead.sees("Your pulse in #all-practices has closed", channel=BOT)
    # What is planned opens for the new owner, who alone hears of it.
    assert [each.owner for each in await rounds(town)] == [LEAD.id, LEAD.id]


@ON_ONE
async def test_who_has_left_before_is_passed_over_as_deputy_and_as_manager(town: Town) -> None:
    slack = town.stage.slack
    await town.stage.peerbot.services.people.take_in(another_manager(), "test")
    await start(town.lead, {"Deputy": MANAGER.name})
    await start(town.lead, {"Questions": TEMPERATURE_SET}, NORTH)
    await town.settle()
    slack.deactivate(MANAGER.id)  # goes first, and owns nothing
    await town.settle()
    slack.deactivate(LEAD.id)
    await town.settle()
    assert [each.owner for each in await rounds(town)] == [LEADERS[1].id] * 2


def another_manager() -> PeopleFile:
    text = f"slack_user,practice,role,formal_role\n{LEADERS[1].id},Y90002,gp+manager,yes\n"
    return read_people(text, "members.csv")


# ---- plans


@ON_ONE
async def test_a_planned_pulse_opens_by_itself_and_can_be_stopped_before(town: Town) -> None:
    manager = town.manager
    said = await start(manager, LATER)
    assert "It opens on Tue 1 Dec 2026 at 09:00 and closes on Tue 8 Dec 2026 at 17:00." in said
    assert "Who is asked is fixed when it opens" in said
    await start(manager, {"Questions": TEMPERATURE_SET, **LATER}, NORTH)
    await town.settle()
    await town.person(GPS[0]).does_not_see(PULSE)
    await manager.command(NORTH, "/pulse list")
    await the_list(town)
    await manager.press("Stop it", channel=CHANNEL, beside="Temperature")
    said = await newest(manager)
    assert "Temperature" not in said
    await manager.press("Stop it", channel=NORTH, beside="Temperature")
    await manager.sees("This has ended before: nothing more will open by itself.", channel=NORTH)
    await town.later(days=7)
    await town.settle()
    await town.person(GPS[0]).sees(PULSE, channel=CHANNEL)
    (only,) = await rounds(town)
    assert only.owner == MANAGER.id
    assert "Opens by itself" not in await the_list(town)  # it is used up


@ON_ONE
async def test_a_plan_whose_channel_the_bot_was_removed_from_tells_its_owner(town: Town) -> None:
    manager = town.manager
    await start(manager, LATER)
    workspace = town.stage.slack.workspace()
    channel = workspace.channels["C0ALL"]
    people = {each.id for each in EVERYBODY}
    (bot,) = [each for each in channel.members if each not in people]
    channel.members.remove(bot)
    await town.later(days=7)
    await town.settle()
    said = await manager.sees("/invite @Peerbot", channel=BOT)
    assert "could not open" in said or "could not send" in said
    assert "all-practices" in said
    channel.members.append(bot)
    await manager.press("Send it again", channel=BOT)
    await town.settle()
    await town.person(GPS[0]).sees(PULSE, channel=CHANNEL)


@ON_ONE
async def test_a_plan_for_a_private_channel_without_the_bot_can_be_opened_by_hand(
    town: Town,
) -> None:
    manager, slack = town.manager, town.stage.slack
    people = [each.id for each in EVERYBODY]
    channel = slack.add_channel("board", id="C0BOARD", members=people, private=True)
    await start(manager, LATER, "#board")
    (bot,) = [each for each in channel.members if each not in people]
    channel.members.remove(bot)
    await town.later(days=7)
    await town.settle()
    said = await manager.sees("could not open", channel=BOT)
    assert "/invite @Peerbot" in said
    assert await rounds(town) == []
    await manager.press("Open one by hand", channel=BOT)
    assert (await manager.modal()).title == "New pulse"


@ON_ONE
async def test_a_plan_whose_time_passed_while_nothing_ran_tells_its_owner(town: Town) -> None:
    """ "You hear from me if it cannot open." was promised when it was planned."""
    await start(town.manager, LATER)
    await town.later(days=8)  # a day too late
    await town.settle()
    assert await rounds(town) == []
    await town.manager.sees("could not open", channel=BOT)
    assert "it is paused" not in await the_list(town)


@ON_ONE
async def test_a_plan_waits_for_slack_and_opens_once(town: Town) -> None:
    await start(town.manager, LATER)
    town.stage.slack.faults.add("server_error", "conversations.members", times=-1)
    await town.later(days=7)
    await town.later(minutes=10)
    assert await rounds(town) == []
    town.stage.slack.faults.clear()
    for _ in range(3):
        await town.later(minutes=30)
    assert len(await rounds(town)) == 1
    posted = [each for each in await town.person(GPS[0]).see(CHANNEL) if PULSE in each]
    assert len(posted) == 1


@ON_ONE
async def test_a_repeating_pulse_opens_now_and_again_and_makes_a_series(town: Town) -> None:
    manager = town.manager
    fields = {"Comes again": "every other Tuesday at 09:00", "Closes on": date(2026, 11, 30)}
    said = await start(manager, fields)
    assert "It opens now" in said
    assert "It comes again every other Tuesday at 09:00" in said
    await town.settle()
    for _ in range(2):
        await town.later(days=7, minutes=1)
    await town.settle()
    first, second = await rounds(town)
    assert first.series_id == second.series_id
    assert (second.opens_at - first.opens_at).days == 14
    assert "every other Tuesday" in await the_list(town)
