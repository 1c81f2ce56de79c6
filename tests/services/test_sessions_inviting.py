"""Answers, places, changes and files on both databases: who is told what, and each thing once."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject

from bot.blocks import ids
from bot.clock import Clock
from bot.domain.deeds import Deed
from bot.domain.delivery import State as DeliveryState
from bot.domain.people import Member, Role
from bot.domain.sessions import (
    Answer,
    Format,
    Guest,
    GuestKind,
    Invitee,
    Move,
    PeerSession,
    State,
)
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.work import Worker
from storage.delivery import Delivery
from storage.people import PeopleStore
from storage.sessions import SessionStore
from tests.services.test_sessions import (
    ANN,
    BEN,
    BROOK,
    CAT,
    DOVECOTE,
    LEAD,
    NOW,
    OUTSIDER,
    PROPOSAL,
    START,
    Room,
    room,
    said,
)
from tests.support.pulse import Town

__all__ = ["room"]
DEE, EVE = "U105", "U106"
LATER = START + timedelta(days=2)
MOVE = Move(LATER, 45, None)


async def invited_of(room: Room, session_id: int) -> dict[str, Invitee]:
    async with room.database.reading() as session:
        found = await SessionStore(session, room.context.workspace.id).invitees(session_id)
    return {each.user: each for each in found}


async def answers(room: Room, session_id: int) -> dict[str, Answer | None]:
    return {each.user: each.answer for each in (await invited_of(room, session_id)).values()}


async def kept(room: Room, session_id: int) -> PeerSession:
    async with room.database.reading() as session:
        found = await SessionStore(session, room.context.workspace.id).get(session_id)
    assert found is not None
    return found


async def add_members(room: Room, *members: Member) -> None:
    async with room.database.transaction() as session:
        await PeopleStore(session, room.context.workspace.id).put_members(members)


async def say(room: Room, session_id: int, answer: Answer, *users: str) -> None:
    """One after the other, a minute apart."""
    for user in users:
        room.clock.moment += timedelta(minutes=1)
        await room.service.inviting.answer(user, session_id, answer)


async def work(room: Room) -> None:
    """Let the files be made and shared."""

    async def one(_workspace_id: int) -> Any:
        return room.service

    clock: Clock = room.clock
    await Worker(room.database, clock, one).drain()


def slack_of(room: Room) -> Town:
    assert isinstance(room.context.slack, Town)
    return room.context.slack


async def told(room: Room, part: str) -> dict[str, str]:
    """What each person is told under keys with ``part``."""
    return {each.target: said(each) for each in (await room.planned(part)).values()}


def direct(found: Iterable[Delivery]) -> list[str]:
    return sorted(each.target for each in found if each.kind == "direct")


# ---- maybe


async def test_a_maybe_is_counted_reminded_and_asked_again(room: Room) -> None:
    session_id = await room.set_up()
    shown = await room.service.inviting.answer(ANN, session_id, Answer.MAYBE)
    assert "You said *maybe*" in str(shown.blocks)
    assert ids.SESSION_CALENDAR in str(shown.blocks)
    await room.tick(START - timedelta(days=1))
    reminders = await told(room, "reminder")
    assert sorted(reminders) == [LEAD, ANN]
    assert "Will you come?" in reminders[ANN]
    assert ids.SESSION_MAYBE in reminders[ANN]
    assert "Nobody else has said yes yet, and 1 said maybe" in reminders[LEAD]


async def test_after_a_long_silence_one_reminder_is_enough(room: Room) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.YES, ANN)
    await room.tick(START - timedelta(minutes=10))
    assert sorted(each.target for each in (await room.planned("reminder")).values()) == [LEAD, ANN]


# ---- places


async def full(room: Room, places: int = 2) -> int:
    """A session with room for the lead and so many others, all told."""
    return await room.set_up(replace(PROPOSAL, places=places))


async def test_a_yes_waits_when_all_places_are_taken_and_says_where_in_the_queue(
    room: Room,
) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN, BEN)
    shown = await room.service.inviting.answer(CAT, session_id, Answer.YES)
    assert "number 2 on the waiting list" in str(shown.blocks)
    assert await answers(room, session_id) == {
        LEAD: Answer.YES,
        ANN: Answer.YES,
        BEN: Answer.WAITING,
        CAT: Answer.WAITING,
    }
    again = await room.service.inviting.answer(BEN, session_id, Answer.YES)
    assert "number 1 on the waiting list" in str(again.blocks)


async def test_the_first_in_line_gets_the_place_of_who_drops_out(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN, CAT, BEN)
    await room.sent()
    shown = await room.service.inviting.answer(ANN, session_id, Answer.NO)
    assert "colleague" not in str(shown.blocks)  # the place is gone
    assert (await answers(room, session_id))[CAT] is Answer.YES
    place = await told(room, ":place:")
    assert list(place) == [CAT]
    assert "There is a place for you" in place[CAT]
    updates = [each for each in (await room.planned(":state")).values() if BEN in each.key]
    assert "number 1 on the waiting list" in said(updates[0])
    await say(room, session_id, Answer.NO, CAT)
    assert sorted(await told(room, ":place:")) == [BEN, CAT]


async def test_who_waits_again_is_told_again(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN, BEN)
    await say(room, session_id, Answer.NO, ANN)
    await say(room, session_id, Answer.NO, BEN)
    await say(room, session_id, Answer.YES, ANN, BEN)
    await say(room, session_id, Answer.NO, ANN)
    assert len([key for key in await room.planned(":place:") if BEN in key]) == 2


async def test_of_many_who_press_at_once_as_many_come_as_there_are_places(room: Room) -> None:
    crowd = [f"U2{n:02}" for n in range(8)]
    await add_members(room, *(Member(each, BROOK) for each in crowd))
    session_id = await full(room, 4)
    await asyncio.gather(
        *(room.service.inviting.answer(each, session_id, Answer.YES) for each in crowd)
    )
    found = list((await answers(room, session_id)).values())
    assert found.count(Answer.YES) == 4  # the lead among them
    assert found.count(Answer.WAITING) == 5
    going = [each for each in crowd if (await answers(room, session_id))[each] is Answer.YES]
    await asyncio.gather(
        *(room.service.inviting.answer(each, session_id, Answer.NO) for each in going)
    )
    found = list((await answers(room, session_id)).values())
    assert found.count(Answer.YES) == 4
    assert found.count(Answer.WAITING) == 2


async def test_raising_the_places_lets_people_in_and_tells_nobody_of_a_move(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN, BEN, CAT)
    moved = await room.service.changing.move(LEAD, session_id, Move(START, 45, None, 3))
    assert not moved.changed.concerns_all
    assert await told(room, ":moved:") == {}
    assert list(await told(room, ":place:")) == [BEN]
    assert (await kept(room, session_id)).sequence == 0
    with pytest.raises(InvalidInput, match="3 places are taken") as refused:
        await room.service.changing.move(LEAD, session_id, Move(START, 45, None, 2))
    assert refused.value.block_id == ids.MOVE_PLACES


# ---- without an invitation


async def test_a_member_who_was_not_invited_joins_once_and_gets_an_invitation(room: Room) -> None:
    session_id = await room.set_up()
    for _ in range(2):
        session, answer, line = await room.service.inviting.join(OUTSIDER, session_id)
        assert (session.id, answer, line) == (session_id, Answer.YES, None)
    invitee = (await invited_of(room, session_id))[OUTSIDER]
    assert invitee.practice == DOVECOTE
    own = [each for each in (await room.planned("invitation")).values() if each.target == OUTSIDER]
    assert len(own) == 1
    assert own[0].due_at <= room.clock.moment
    assert "You said *yes*" in said(own[0])


async def test_joining_says_yes_to_an_invitation_that_one_has(room: Room) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.NO, ANN)
    await room.sent()
    await room.service.inviting.join(ANN, session_id)
    assert (await answers(room, session_id))[ANN] is Answer.YES
    (update,) = [each for each in (await room.planned(":state")).values() if ANN in each.key]
    assert "You said *yes*" in said(update)


async def test_who_is_no_member_or_not_of_a_pair_is_told_whom_to_ask(room: Room) -> None:
    session_id = await room.set_up()
    with pytest.raises(NotAllowed, match=f"not know you.*<@{LEAD}>"):
        await room.service.inviting.join("U-stranger", session_id)
    pair = await room.set_up(replace(PROPOSAL, format=Format.PAIR), request="V2")
    with pytest.raises(NotAllowed, match=f"matched as a pair.*<@{LEAD}>"):
        await room.service.inviting.join(OUTSIDER, pair)
    announcements = (await room.planned("announcement")).values()
    assert [ids.SESSION_JOIN in said(each) for each in announcements] == [True, False]
    await room.tick(START)
    with pytest.raises(Conflict, match="has begun"):
        await room.service.inviting.join(OUTSIDER, session_id)


async def test_who_came_to_an_invited_practice_later_sees_it_in_the_list(room: Room) -> None:
    await room.set_up()
    await add_members(room, Member(DEE, BROOK))
    (listed,), _ = await room.service.inviting.upcoming(DEE)
    assert listed.own is None
    assert listed.invited is None
    assert (await room.service.inviting.upcoming(OUTSIDER))[0] == []


# ---- in somebody's place


async def test_a_colleague_is_asked_in_ones_place_once(room: Room) -> None:
    session_id = await room.set_up()
    await room.sent()
    await say(room, session_id, Answer.YES, BEN)
    shown = await room.service.inviting.answer(BEN, session_id, Answer.NO)
    assert "Could a colleague come instead?" in str(shown.blocks)
    choice = await room.service.replacing.choice(BEN, session_id)
    assert choice.colleagues == (CAT,)
    for _ in range(2):
        await room.service.replacing.ask(BEN, session_id, [CAT])
    (asked,) = (await room.planned(":instead:")).values()
    assert asked.target == CAT
    assert asked.month is not None  # nobody asked for it: it counts in their month
    assert f"<@{BEN}>, of your practice, cannot come" in said(asked)
    shown = await room.service.inviting.answer(CAT, session_id, Answer.YES)
    assert f"<@{BEN}> cannot come and asks if you can" in str(shown.blocks)


async def test_all_colleagues_are_asked_and_who_had_no_invitation_gets_one(room: Room) -> None:
    session_id = await room.set_up()
    await room.sent()
    await add_members(room, Member(DEE, BROOK))
    await say(room, session_id, Answer.YES, BEN)
    await say(room, session_id, Answer.NO, BEN)
    shown = await room.service.replacing.ask(BEN, session_id, None)
    assert f"I ask <@{CAT}> and <@{DEE}>" in str(shown.blocks)
    assert list(await told(room, ":instead:")) == [CAT]
    invitation = (await room.planned("invitation"))[f"session:{session_id}:invitation:{DEE}"]
    assert f"<@{BEN}> cannot come and asks if you can" in said(invitation)
    assert (await invited_of(room, session_id))[DEE].invited_by == BEN


async def test_nobody_is_asked_where_it_makes_no_sense(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN)
    with pytest.raises(Conflict, match="coming yourself"):
        await room.service.replacing.choice(ANN, session_id)
    with pytest.raises(NotAllowed, match="which practice"):
        await room.service.replacing.choice(OUTSIDER, session_id)
    await say(room, session_id, Answer.NO, BEN)
    with pytest.raises(Conflict, match="All places are taken"):
        await room.service.replacing.choice(BEN, session_id)
    await say(room, session_id, Answer.NO, ANN)
    with pytest.raises(Conflict, match="choose somebody else"):
        await room.service.replacing.ask(BEN, session_id, [OUTSIDER])
    await room.service.changing.move(LEAD, session_id, Move(START, 45))
    await say(room, session_id, Answer.YES, CAT)
    with pytest.raises(Conflict, match="coming already"):
        await room.service.replacing.choice(BEN, session_id)


# ---- who facilitates


async def test_when_the_facilitator_cannot_the_lead_chooses_another(room: Room) -> None:
    session_id = await room.set_up(replace(PROPOSAL, facilitator=ANN))
    await say(room, session_id, Answer.NO, ANN)
    out = await told(room, "facilitator-out")
    assert list(out) == [LEAD]
    assert ids.SESSION_FACILITATOR_CHANGE in out[LEAD]
    with pytest.raises(InvalidInput, match="invited") as refused:
        await room.service.changing.choose_facilitator(LEAD, session_id, OUTSIDER)
    assert refused.value.block_id == ids.NEW_FACILITATOR
    with pytest.raises(NotAllowed):
        await room.service.changing.choose_facilitator(BEN, session_id, BEN)
    after = await room.service.changing.choose_facilitator(LEAD, session_id, BEN)
    assert after.facilitated_by == BEN
    asked = await told(room, f":facilitator:{BEN}")
    assert "asks you to facilitate" in asked[BEN]
    assert (await kept(room, session_id)).facilitator == BEN


async def test_a_lead_who_has_left_is_stood_in_for(room: Room) -> None:
    other = "U109"
    await add_members(room, Member(other, DOVECOTE, frozenset({Role.LEAD})))
    session_id = await room.set_up(replace(PROPOSAL, facilitator=ANN))
    async with room.database.transaction() as session:
        await PeopleStore(session, room.context.workspace.id).note_left(LEAD, NOW)
    await say(room, session_id, Answer.NO, ANN)
    assert list(await told(room, "facilitator-out")) == [other]
    await room.service.changing.move(other, session_id, MOVE)
    await room.service.changing.choose_facilitator(other, session_id, BEN)
    await room.tick(LATER)
    (opening,) = (await room.planned("thread")).values()
    assert f"<@{BEN}>, who was to facilitate, cannot" in said(opening)


# ---- moving


async def test_a_move_tells_those_who_might_come_once_and_sets_the_times_anew(room: Room) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.YES, ANN)
    await say(room, session_id, Answer.NO, BEN)
    await room.sent()
    await room.tick(START - timedelta(days=1))  # one reminder has gone out
    await room.sent()
    move = replace(MOVE, place="Room 2", why="The library is closed")
    moved = await room.service.changing.move(LEAD, session_id, move)
    assert moved.told == 2
    words = await told(room, ":moved:")
    assert sorted(words) == [ANN, CAT]
    for part in (
        "Tue 1 Dec 2026 at 13:00",
        "Thu 3 Dec 2026 at 13:00",
        "Room 2 instead of the thread in Slack",
        "*Why:* The library is closed",
        "You said *yes*, and that stays",
        ids.SESSION_STILL,
    ):
        assert part in words[ANN]
    assert ids.SESSION_STILL not in words[CAT]
    updates = await room.planned(":state")
    assert len(updates) == 5  # four invitations and the announcement
    assert all("Thu 3 Dec" in said(each) for each in updates.values())
    found = await kept(room, session_id)
    assert (found.starts_at, found.place, found.sequence) == (LATER, "Room 2", 1)
    assert (await answers(room, session_id))[ANN] is Answer.YES

    await room.service.changing.move(LEAD, session_id, move)  # sent twice
    assert len(await room.planned(":moved:")) == 2
    await room.sent()
    await room.tick(START + timedelta(minutes=1))
    assert await room.planned("thread") == {}
    await room.tick(LATER - timedelta(days=1))
    await room.tick(LATER - timedelta(minutes=15))
    reminded = [key for key in await room.planned("reminder") if ANN in key]
    assert len(reminded) == 2
    await room.tick(LATER)
    assert len(await room.planned("thread")) == 1


async def test_still_fine_keeps_the_answer_and_a_no_may_change_its_mind(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN, BEN)
    await say(room, session_id, Answer.NO, CAT)
    await room.service.changing.move(LEAD, session_id, replace(MOVE, places=2))
    before = await invited_of(room, session_id)
    room.clock.moment += timedelta(hours=1)
    for user in (ANN, BEN):
        await room.service.inviting.still_fine(user, session_id)
    after = await invited_of(room, session_id)
    assert (after[ANN].answer, after[BEN].answer) == (Answer.YES, Answer.WAITING)
    assert after[BEN].answered_at == before[BEN].answered_at  # the place in the queue stays
    await room.service.inviting.still_fine(CAT, session_id)
    assert (await answers(room, session_id))[CAT] is Answer.WAITING


async def test_an_update_on_its_way_does_not_put_an_older_answer_back(room: Room) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.YES, ANN)
    await room.sent()
    await room.service.changing.move(LEAD, session_id, MOVE)
    await room.service.inviting.answer(ANN, session_id, Answer.NO)
    (update,) = [each for each in (await room.planned(":state")).values() if ANN in each.key]
    assert "You said *no*" in said(update)
    assert "Thu 3 Dec 2026" in said(update)


async def test_an_invitation_that_has_not_gone_out_goes_out_with_the_new_time(room: Room) -> None:
    room.clock.moment = NOW.replace(hour=20)
    session_id = await room.set_up()
    await room.service.changing.move(LEAD, session_id, MOVE)
    assert await told(room, ":moved:") == {}
    for each in (await room.planned("invitation")).values():
        if each.target != LEAD and each.kind == "direct":
            assert "Thu 3 Dec 2026" in said(each)
            assert each.until == LATER
            assert "Thu 3 Dec 2026" in (each.about or "")


async def test_who_cannot_be_asked_before_an_earlier_start_finds_it_on_the_home_tab(
    room: Room,
) -> None:
    room.clock.moment = NOW.replace(hour=20)
    session_id = await room.set_up()
    early = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
    await room.service.changing.move(LEAD, session_id, replace(MOVE, starts_at=early))
    waiting = await room.planned("invitation", DeliveryState.WAITING)
    assert sorted(each.target for each in waiting.values()) == [ANN, BEN, CAT]


async def test_what_cannot_be_moved_is_said_and_nothing_changes(room: Room) -> None:
    session_id = await room.set_up()
    for change, field in (
        ({"starts_at": NOW - timedelta(days=1)}, ids.SESSION_DATE),
        ({"why": "Mrs Jones, 67F, is ill"}, ids.CHANGE_WHY),
        ({"place": "call 07700 900123"}, ids.SESSION_PLACE),
    ):
        with pytest.raises(InvalidInput) as refused:
            await room.service.changing.move(LEAD, session_id, replace(MOVE, **change))
        assert refused.value.block_id == field
    with pytest.raises(NotAllowed, match="clinical lead"):
        await room.service.changing.move(ANN, session_id, MOVE)
    assert (await kept(room, session_id)).sequence == 0
    await room.tick(START)
    with pytest.raises(Conflict, match="has begun"):
        await room.service.changing.move(LEAD, session_id, replace(MOVE))
    with pytest.raises(Conflict, match="has begun"):
        await room.service.changing.prepare(LEAD, session_id, Deed.MOVE_SESSION)


async def test_two_who_move_at_once_leave_one_state_and_each_is_told(room: Room) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.YES, ANN)
    await room.sent()
    times = [LATER + timedelta(hours=n) for n in range(3)]
    await asyncio.gather(
        *(
            room.service.changing.move(LEAD, session_id, replace(MOVE, starts_at=each))
            for each in times
        )
    )
    found = await kept(room, session_id)
    assert found.sequence == 3
    words = [said(each) for key, each in (await room.planned(":moved:")).items() if ANN in key]
    assert len(words) == 3
    await room.tick(found.starts_at)
    assert len(await room.planned("thread")) == 1


# ---- calling it off


async def test_a_cancellation_says_why_to_those_who_might_have_come(room: Room) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.MAYBE, ANN)
    await say(room, session_id, Answer.NO, BEN)
    await room.sent()
    with pytest.raises(InvalidInput) as refused:
        await room.service.changing.cancel(LEAD, session_id, "Mrs Jones, 67F, is ill")
    assert refused.value.block_id == ids.CHANGE_WHY
    assert (await kept(room, session_id)).state is State.PLANNED
    await room.service.changing.cancel(LEAD, session_id, "Too few can come")
    words = await told(room, ":cancelled:")
    assert sorted(words) == [ANN, CAT]
    assert "*Why:* Too few can come" in words[ANN]
    found = await kept(room, session_id)
    assert (found.state, found.cancelled_why, found.sequence) == (
        State.CANCELLED,
        "Too few can come",
        1,
    )


# ---- calendar files


def event_in(content: bytes) -> tuple[Any, Any]:
    """As both parsers read it."""
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event, vobject.readOne(content.decode())


async def test_the_file_comes_with_a_button_and_anew_with_each_change(room: Room) -> None:
    session_id = await room.set_up()
    slack = slack_of(room)
    with pytest.raises(Conflict, match="press Yes or Maybe first"):
        await room.service.calendars.ask_for_file(ANN, session_id)
    with pytest.raises(NotAllowed, match=f"<@{LEAD}>"):
        await room.service.calendars.ask_for_file(OUTSIDER, session_id)
    await say(room, session_id, Answer.YES, ANN, BEN)
    for _ in range(2):  # pressed twice
        await room.service.calendars.ask_for_file(ANN, session_id)
    await work(room)
    ((user, name, content),) = slack.shared
    assert (user, name) == (ANN, f"peer-session-{session_id}.ics")
    event, other = event_in(content)
    uid = str(event["UID"])
    assert other.vevent.dtstart.value == START
    assert (await invited_of(room, session_id))[ANN].calendar_sequence == 0

    await room.service.changing.move(LEAD, session_id, MOVE)
    await work(room)
    assert [each[0] for each in slack.shared] == [ANN, ANN]  # not Ben, who took none
    event, other = event_in(slack.shared[-1][2])
    assert (str(event["UID"]), event["SEQUENCE"], other.method.value) == (uid, 1, "REQUEST")
    assert other.vevent.dtstart.value == LATER

    await room.service.changing.cancel(LEAD, session_id, "Too few can come")
    await work(room)
    event, other = event_in(slack.shared[-1][2])
    assert (str(event["UID"]), event["SEQUENCE"], other.method.value) == (uid, 2, "CANCEL")
    assert len(slack.shared) == 3


async def test_who_said_no_meanwhile_gets_no_file_and_is_asked_to_delete_the_entry(
    room: Room,
) -> None:
    session_id = await room.set_up()
    await say(room, session_id, Answer.YES, ANN)
    await room.service.calendars.ask_for_file(ANN, session_id)
    await work(room)
    shown = await room.service.inviting.answer(ANN, session_id, Answer.NO)
    assert "delete the entry in your calendar" in str(shown.blocks)
    await room.service.changing.move(LEAD, session_id, MOVE)
    await work(room)
    assert len(slack_of(room).shared) == 1


async def test_the_file_for_guests_goes_to_whoever_sends_it_on(room: Room) -> None:
    guests = (Guest("Prof Green", GuestKind.SPECIALIST),)
    session_id = await room.set_up(replace(PROPOSAL, guests=guests, place="https://meet.example/x"))
    slack = slack_of(room)
    with pytest.raises(NotAllowed):
        await room.service.calendars.ask_for_guest_file(ANN, session_id)
    await room.service.calendars.ask_for_guest_file(LEAD, session_id)
    await work(room)
    await room.service.changing.move(
        LEAD, session_id, replace(MOVE, place="https://meet.example/x")
    )
    await work(room)
    await room.service.changing.cancel(LEAD, session_id)
    await work(room)
    assert [each[:2] for each in slack.shared] == [
        (LEAD, f"peer-session-{session_id}-guests.ics")
    ] * 3
    methods = [event_in(each[2])[1].method.value for each in slack.shared]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert not [each for each in slack.shared if b"Prof Green" in each[2]]


async def test_a_file_that_slack_refuses_is_told_with_a_way_to_ask_again(room: Room) -> None:
    session_id = await room.set_up()
    slack_of(room).takes_files = False
    await say(room, session_id, Answer.YES, ANN)
    await room.service.calendars.ask_for_file(ANN, session_id)
    await work(room)
    words = await told(room, ":file:")
    assert "did not confirm that it took the calendar file" in words[ANN]
    assert ids.SESSION_CALENDAR in words[ANN]
    slack_of(room).takes_files = True
    await work(room)
    assert slack_of(room).shared == []  # asked for again, not tried again and again
    await room.service.calendars.ask_for_file(ANN, session_id)
    await work(room)
    assert len(slack_of(room).shared) == 1


# ---- somebody leaves


async def test_who_leaves_gives_up_their_places_and_who_waits_moves_up(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.YES, ANN, BEN)
    assert (await answers(room, session_id))[BEN] is Answer.WAITING
    assert await room.service.giving_up.give_up(ANN) == 1
    assert await room.service.giving_up.give_up(ANN) == 0
    after = await answers(room, session_id)
    assert (after[ANN], after[BEN]) == (Answer.NO, Answer.YES)
    told = await room.planned(f"session:{session_id}:left:")
    assert [each.spot for each in told.values()] == [LEAD]
    assert "Somebody who was waiting comes instead" in str(next(iter(told.values())).message)


async def test_who_leaves_without_having_said_yes_changes_nothing(room: Room) -> None:
    session_id = await full(room)
    await say(room, session_id, Answer.NO, BEN)
    before = await answers(room, session_id)
    for user in (ANN, BEN, "U0NOBODY"):
        assert await room.service.giving_up.give_up(user) == 0
    assert await answers(room, session_id) == before
    assert await room.planned(f"session:{session_id}:left:") == {}


async def test_a_member_without_a_practice_is_asked_where_they_work_with_their_first_yes(
    room: Room,
) -> None:
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member("U700")])
    session_id = await room.set_up(replace(PROPOSAL, format=Format.LOCALITY))
    for _ in range(2):
        await room.service.inviting.join("U700", session_id)
    assert list(await room.planned("where:")) == ["where:U700"]


async def test_who_works_at_several_practices_joins_for_the_one_that_is_asked(room: Room) -> None:
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member("U700", DOVECOTE)])
        await people.set_also_at("U700", [BROOK.ods_code])
    session_id = await room.set_up(replace(PROPOSAL, format=Format.TRIO))
    await room.service.inviting.join("U700", session_id)
    assert (await invited_of(room, session_id))["U700"].practice == BROOK


async def test_a_locum_is_invited_by_name_as_a_member_and_no_guest(room: Room) -> None:
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member("U700", locum=True)])
    named = ("U700", "U0STRANGER")
    session_id = await room.set_up(replace(PROPOSAL, guest_users=named))
    invited = await invited_of(room, session_id)
    assert invited["U700"] == Invitee("U700", None)
    assert "U0STRANGER" not in invited
    mdt = replace(PROPOSAL, topic="Falls", format=Format.VIRTUAL_MDT, guest_users=named)
    invited = await invited_of(room, await room.set_up(mdt, request="V2"))
    assert [invited[each].guest for each in named] == [False, True]
