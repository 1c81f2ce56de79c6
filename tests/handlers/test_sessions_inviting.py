"""Invitations as people meet them: maybe, waiting, dropping out, moving, cancelling, calendar files."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import vobject

from bot.demo.people import GPS, LEAD, LEADERS, NEWCOMER, Someone
from bot.domain.people import Member, Practice
from bot.domain.sessions import Guest, GuestKind, Proposal
from storage.people import PeopleStore
from tests.handlers.test_sessions import (
    ALL,
    BOT,
    COMING,
    ELSEWHERE,
    NOT_COMING,
    SILENT,
    START,
    begun,
    count,
    set_up,
    until,
)
from tests.support.town import Town

LATER = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
GREENSIDE, HAWTHORN, IVY = COMING, NOT_COMING, SILENT


async def organise(town: Town, button: str) -> None:
    """Press an organiser's button in the list."""
    await town.lead.command(ALL, "/peer list")
    await town.lead.press(button, channel=ALL)


async def set_places(town: Town, places: int) -> None:
    await organise(town, "Move")
    await town.lead.fill("For how many people is there room?", str(places))
    await town.lead.submit()
    await town.settle()
    await town.lead.close()


async def move(town: Town, why: str = "The library is closed that day") -> None:
    await organise(town, "Move")
    await town.lead.fill("Date", date(2026, 12, 3))
    await town.lead.fill("Time", "12:30")
    await town.lead.fill("Why is it moved?", why)
    await town.lead.submit()
    await town.settle()


def files_of(town: Town, name: str) -> list[bytes]:
    """The calendar files of that name, the oldest first."""
    kept = town.stage.slack.workspace().files.values()
    return [each.content for each in kept if each.content and each.name == name]


def read(content: bytes) -> tuple[Any, Any]:
    """The event as two parsers read it."""
    event: Any = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
    other = vobject.readOne(content.decode())
    other.validate(raiseException=True)
    assert event["DTSTART"].dt == other.vevent.dtstart.value
    assert str(event["UID"]) == other.vevent.uid.value
    return event, other


# ---- the story of a calendar file


async def test_a_calendar_file_is_taken_moved_and_taken_out(town: Town) -> None:
    await set_up(town, "Falls, dizziness; and 🩺")
    gp, other = town.person(GREENSIDE), town.person(HAWTHORN)
    await gp.press("Yes", channel=BOT)
    await other.press("Maybe", channel=BOT)
    await other.sees("You said maybe. I will ask you again", channel=BOT)
    await gp.press("Calendar file", channel=BOT)
    await gp.sees("It is on its way", channel=BOT)
    await town.settle()
    await gp.sees("Open this file to put it into your calendar", channel=BOT)
    await other.does_not_see("Open this file", channel=BOT)
    (first,) = files_of(town, "peer-session-1.ics")
    event, calendar = read(first)
    assert event["DTSTART"].dt == START
    assert str(event["SUMMARY"]) == "Peer session: Falls, dizziness; and 🩺"
    assert str(event["LOCATION"]) == "Slack: #all-practices"
    assert (event["SEQUENCE"], calendar.method.value) == (0, "REQUEST")

    await move(town)
    await gp.sees("The updated calendar file comes to you here as well", channel=BOT)
    await gp.sees("Open this file to bring your calendar up to date", channel=BOT)
    event, calendar = read(files_of(town, "peer-session-1.ics")[1])
    assert event["DTSTART"].dt == LATER
    assert (event["SEQUENCE"], calendar.method.value) == (1, "REQUEST")

    await town.lead.close()
    await organise(town, "Cancel this session")
    await town.lead.submit()
    await town.settle()
    await gp.sees("Open this file to take the entry out of your calendar", channel=BOT)
    event, calendar = read(files_of(town, "peer-session-1.ics")[2])
    assert (event["SEQUENCE"], calendar.method.value) == (2, "CANCEL")
    assert len(files_of(town, "peer-session-1.ics")) == 3  # who took none gets none


async def test_a_refused_file_is_told_and_asked_for_again(town: Town) -> None:
    await set_up(town)
    gp = town.person(GREENSIDE)
    await gp.press("Yes", channel=BOT)
    town.stage.slack.faults.add("error", "files.getUploadURLExternal", error="internal_error")
    await gp.command(ALL, "/peer list")
    await gp.press("Calendar file", channel=ALL)
    await town.settle()
    town.stage.slack.faults.clear()
    await town.settle()
    await gp.sees("Slack did not confirm that it took the calendar file", channel=BOT)
    await gp.press("Calendar file", channel=BOT, message_containing="did not confirm")
    await town.settle()
    await gp.sees("Open this file to put it into your calendar", channel=BOT)


async def test_the_lead_sends_a_file_on_to_guests_and_again_when_it_moves(town: Town) -> None:
    await town.stage.peerbot.services.sessions.setting_up.set_up(
        LEAD.id,
        "V1",
        Proposal(
            "Frailty",
            (await codes(town))[:3],
            "C0ALL",
            START,
            45,
            guests=(Guest("Prof Green", GuestKind.SPECIALIST),),
        ),
    )
    await town.settle()
    await organise(town, "Calendar file for guests")
    await town.lead.sees("no place and no link yet", channel=ALL)
    await town.settle()
    await town.lead.sees("Please send this on to your guests", channel=BOT)
    await move(town)
    await town.lead.sees("It has changed: please send this on to your guests", channel=BOT)
    files = files_of(town, "peer-session-1-guests.ics")
    assert [read(each)[0]["SEQUENCE"] for each in files] == [0, 1]
    assert not any(b"Slack" in each or b"Green" in each for each in files)


async def codes(town: Town) -> tuple[str, ...]:
    return tuple(each.ods_code for each in await town.stage.peerbot.services.people.practices())


# ---- maybe, and reminders


async def test_a_maybe_is_asked_again_and_says_yes_from_the_reminder(town: Town) -> None:
    await set_up(town)
    gp = town.person(GREENSIDE)
    await gp.press("Maybe", channel=BOT)
    await until(town, START - timedelta(days=1))
    await gp.sees("You said maybe. Will you come?", channel=BOT)
    await gp.press("Yes", channel=BOT, message_containing="Will you come?")
    await town.settle()
    assert count(await gp.see(BOT), "You said yes") == 2  # the reminder, and the invitation itself
    await town.lead.command(ALL, "/peer list")
    await town.lead.sees("Greenside Health Centre: 1 yes, 0 no", channel=ALL)


# ---- the waiting list


async def test_who_waits_hears_of_a_place_and_can_say_no_to_it(town: Town) -> None:
    await set_up(town)
    await set_places(town, 2)
    first, second, third = (town.person(each) for each in (GREENSIDE, HAWTHORN, IVY))
    await first.press("Yes", channel=BOT)
    await second.press("Yes", channel=BOT)
    await second.sees(
        "All 2 places are taken, so you are number 1 on the waiting list", channel=BOT
    )
    await third.press("Yes", channel=BOT)
    await third.sees("number 2 on the waiting list", channel=BOT)
    await town.lead.command(ALL, "/peer list")
    seen = await town.lead.sees("2 waiting for a place", channel=ALL)
    assert "0 of 2 places are free" in seen

    await first.press("No", channel=BOT)
    await town.settle()
    await second.sees("There is a place for you", channel=BOT)
    await second.sees("You said yes", channel=BOT)
    await third.sees("number 1 on the waiting list", channel=BOT)
    await second.press("No", channel=BOT, message_containing="There is a place for you")
    await town.settle()
    await third.sees("There is a place for you", channel=BOT)
    await second.does_not_see("There is a place for you", channel=BOT)
    await until(town, START - timedelta(days=1))
    assert count(await third.see(BOT), "Tomorrow at 13:00") == 1
    assert count(await first.see(BOT), "Tomorrow at 13:00") == 0


# ---- in somebody's place


async def colleague(town: Town, someone: Someone, practice: str) -> None:
    """Record somebody at a practice."""
    async with town.stage.database.transaction() as session:
        store = PeopleStore(session, town.stage.peerbot.services.workspace.id)
        there: Practice = next(each for each in await store.practices() if each.name == practice)
        await store.put_members([Member(someone.id, there)])


async def test_a_colleague_comes_in_the_place_of_who_drops_out(town: Town) -> None:
    await colleague(town, ELSEWHERE, "Greenside Health Centre")
    await set_up(town)
    gp, other = town.person(GREENSIDE), town.person(ELSEWHERE)
    await gp.press("Yes", channel=BOT)
    await gp.press("No", channel=BOT)
    await gp.sees("Could a colleague come instead?", channel=BOT)
    await gp.press("Choose a colleague", channel=BOT)
    form = await gp.modal()
    assert "Who of Greenside Health Centre could come" in form
    assert f"@{ELSEWHERE.name}" in form
    await gp.press("Ask")
    assert f"I ask @{ELSEWHERE.name} whether they can come" in await gp.modal()
    await gp.close()
    await town.settle()
    await gp.sees(f"I ask @{ELSEWHERE.name} whether they can come instead", channel=BOT)
    asked = await other.sees(
        "cannot come to the peer session Falls and asks if you can", channel=BOT
    )
    assert f"@{GREENSIDE.name}, of your practice" in asked
    await other.press("Yes", channel=BOT, message_containing="of your practice")
    await town.settle()
    assert count(await other.see(BOT), "You said yes") == 2


async def test_a_newcomer_of_the_practice_is_invited_when_all_are_asked(town: Town) -> None:
    await set_up(town)
    await colleague(town, ELSEWHERE, "Greenside Health Centre")
    gp, other = town.person(GREENSIDE), town.person(ELSEWHERE)
    await gp.press("Yes", channel=BOT)
    await gp.press("No", channel=BOT)
    await gp.press("Ask my colleagues", channel=BOT)
    await gp.sees(f"I ask @{ELSEWHERE.name}", channel=BOT)
    await town.settle()
    invitation = await other.sees("cannot come and asks if you can", channel=BOT)
    assert "not performance management" in invitation
    await town.lead.command(ALL, "/peer list")
    await town.lead.sees(
        "Greenside Health Centre: 0 yes, 1 no, 1 not answered. Nobody comes", channel=ALL
    )


async def test_the_lead_who_cannot_come_has_somebody_else_facilitate(town: Town) -> None:
    await set_up(town)
    await town.lead.press("No", channel=BOT)
    await town.lead.press("Choose a facilitator", channel=BOT)
    await town.lead.choose("Who facilitates?", LEADERS[1].name)
    assert "invited to this session" in (await town.lead.submit_refused())["Who facilitates?"]
    await town.lead.choose("Who facilitates?", GREENSIDE.name)
    await town.lead.submit()
    await town.settle()
    gp = town.person(GREENSIDE)
    await gp.sees("asks you to facilitate the peer session Falls", channel=BOT)
    await gp.press("Yes, I will", channel=BOT)
    await gp.sees(f"facilitated by @{GREENSIDE.name}", channel=ALL)
    await gp.press("No", channel=BOT, message_containing="asks you to facilitate")
    await town.settle()
    await town.lead.sees(f"@{GREENSIDE.name}, who was to facilitate Falls", channel=BOT)


# ---- moved


async def test_a_move_is_told_once_with_both_times_and_answers_stay(town: Town) -> None:
    await set_up(town)
    gp, no, silent = (town.person(each) for each in (GREENSIDE, HAWTHORN, IVY))
    await gp.press("Yes", channel=BOT)
    await no.press("No", channel=BOT)
    await move(town)
    assert "is now Thu 3 Dec 2026 at 12:30. 2 people who might come are told" in (
        await town.lead.modal()
    )
    told = await gp.sees("has a new time", channel=BOT)
    for part in (
        "Was: Tue 1 Dec 2026 at 13:00",
        "Now: Thu 3 Dec 2026 at 12:30, 45 minutes",
        "Why: The library is closed that day",
        "You said yes, and that stays",
    ):
        assert part in told
    await silent.sees("has a new time", channel=BOT)
    await no.does_not_see("has a new time", channel=BOT)
    await no.sees("Thu 3 Dec 2026 at 12:30", channel=BOT)  # in the invitation
    await gp.sees("Thu 3 Dec 2026 at 12:30", channel=ALL)  # in the announcement
    await gp.press("Still fine", channel=BOT)
    await no.press("Yes", channel=BOT)
    await town.settle()
    await town.lead.close()
    await town.lead.command(ALL, "/peer list")
    seen = await town.lead.sees("3 yes, 0 no, 1 not answered", channel=ALL)
    assert "The new time is still fine for 2 of 3." in seen
    await until(town, START)
    await gp.does_not_see("It is time.", channel=ALL)
    await until(town, LATER - timedelta(minutes=15))
    await until(town, LATER)
    await gp.sees("It is time.", channel=ALL)
    assert count(await gp.see(BOT), "In 15 minutes") == 1


async def test_a_move_that_cannot_be_is_said_under_its_field(town: Town) -> None:
    await set_up(town)
    await organise(town, "Move")
    form = await town.lead.modal()
    assert form.fields["Date"] == "2026-12-01"
    assert form.fields["Time"] == "13:00"
    await town.lead.fill("Why is it moved?", "Mrs Jones, 67F, is ill")
    assert "a name with an age" in (await town.lead.submit_refused())["Why is it moved?"]
    await town.lead.fill("Why is it moved?", "")
    await town.lead.fill("For how many people is there room?", "lots")
    assert "number from 1" in str(await town.lead.submit_refused())
    await town.lead.fill("For how many people is there room?", "")
    await town.lead.fill("Date", date(2026, 11, 23))
    assert "This date has passed" in (await town.lead.submit_refused())["Date"]
    await town.lead.fill("Date", date(2026, 12, 1))
    await town.lead.submit()
    assert "nobody is written to" in await town.lead.modal()


async def test_after_the_start_nothing_moves(town: Town) -> None:
    await set_up(town)
    await town.lead.command(ALL, "/peer list")
    await until(town, START)
    await town.lead.press("Move", channel=ALL)
    await town.lead.sees("has begun, so it can no longer be changed", channel=ALL)
    await town.lead.press("Cancel this session", channel=ALL)
    assert not await town.lead.has_modal()


# ---- called off


async def test_a_cancellation_says_why(town: Town) -> None:
    await set_up(town)
    gp = town.person(GREENSIDE)
    await gp.press("Maybe", channel=BOT)
    await organise(town, "Cancel this session")
    await town.lead.fill("Why is it cancelled?", "call 07700 900123")
    assert "a phone number" in (await town.lead.submit_refused())["Why is it cancelled?"]
    await town.lead.fill("Why is it cancelled?", "Too few of us can come")
    await town.lead.submit()
    await town.settle()
    told = await gp.sees("will not take place", channel=BOT)
    assert "Why: Too few of us can come" in told
    await gp.sees("Why: Too few of us can come", channel=ALL)
    await gp.does_not_see("[Calendar file]", channel=BOT)


async def test_any_lead_may_act_for_one_who_is_away(town: Town) -> None:
    await set_up(town)
    other = town.person(GREENSIDE)
    async with town.stage.database.transaction() as session:
        store = PeopleStore(session, town.stage.peerbot.services.workspace.id)
        member = await store.member(GREENSIDE.id)
        lead = await store.member(LEAD.id)
        assert member is not None
        assert lead is not None
        await store.put_members([Member(GREENSIDE.id, member.practice, lead.roles)])
        await store.note_left(LEAD.id, START)
    await other.command(ALL, "/peer list")
    await other.press("Cancel this session", channel=ALL)
    await other.submit()
    await town.settle()
    await town.person(IVY).sees(f"@{GREENSIDE.name} has cancelled it", channel=BOT)


# ---- without an invitation


async def test_a_member_joins_from_the_channel_and_a_stranger_reads_whom_to_ask(town: Town) -> None:
    await set_up(town)
    member, stranger = town.person(GPS[4]), town.person(NEWCOMER)
    await member.press("I would like to come", channel=ALL)
    await member.sees("You are down as coming to Falls", channel=ALL)
    await town.settle()
    await member.sees("You said yes", channel=BOT)
    await member.press("I would like to come", channel=ALL)
    await town.settle()
    assert len(await member.see(BOT)) == 1
    await stranger.press("I would like to come", channel=ALL)
    await town.settle()
    await until(town, START)
    late = town.person(GPS[5])
    await late.press("I would like to come", channel=ALL)
    await late.sees("This session has begun", channel=ALL)


async def test_who_joined_the_practice_later_finds_it_in_the_list(town: Town) -> None:
    await set_up(town)
    await colleague(town, ELSEWHERE, "Greenside Health Centre")
    late = town.person(ELSEWHERE)
    await late.command(ALL, "/peer list")
    await late.sees("Falls", channel=ALL)
    await late.press("I would like to come", channel=ALL, message_containing="to come")
    await town.settle()
    await late.sees("You said yes", channel=BOT)


async def test_answers_after_the_start_are_refused_kindly(town: Town) -> None:
    await begun(town)
    await town.person(GREENSIDE).press("Maybe", channel=BOT)
    await town.person(GREENSIDE).sees("This session has begun, so answers are closed", channel=BOT)
