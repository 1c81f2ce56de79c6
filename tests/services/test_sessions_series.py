"""Sessions that repeat, on both databases: each time is set up once, whatever the clocks do."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.people import Member, Role
from bot.domain.rhythm import Rhythm
from bot.domain.sessions import Format, Invitee, PeerSession
from bot.domain.sessions.choice import Choice
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.retention import RetentionService
from storage.people import PeopleStore
from storage.schema.sessions import DraftRow
from tests.services.test_sessions import ALDER, ANN, BEN, BROOK, LEAD, NOW, OUTSIDER, Room, room

__all__ = ["room"]

CHOICE = Choice(
    "2026-12-01",
    "13:00",
    topic="Falls",
    ods_codes=(ALDER.ods_code, BROOK.ods_code),
    channel="C1",
    repeats="every first Tuesday at 13:00",
)


async def begin(room: Room, request: str = "V1", choice: Choice = CHOICE) -> int:
    await room.service.setting_up.send(LEAD, request, choice)
    ((series, _),) = await room.service.setting_up.series.going_on(LEAD)
    return series.id


async def planned(room: Room) -> list[PeerSession]:
    listed, _ = await room.service.inviting.upcoming(LEAD)
    return [each.session for each in listed]


def days(sessions: list[PeerSession]) -> list[str]:
    return [f"{each.starts_at:%Y-%m-%d %H:%M}" for each in sessions]


async def test_the_first_is_set_up_at_once_and_the_next_two_weeks_before(room: Room) -> None:
    await begin(room)
    assert days(await planned(room)) == ["2026-12-01 13:00"]
    await room.tick(datetime(2026, 12, 22, 12, 59, tzinfo=UTC))
    assert await planned(room) == []
    await room.tick(datetime(2026, 12, 22, 13, 0, tzinfo=UTC))
    assert days(await planned(room)) == ["2027-01-05 13:00"]
    own = (await room.planned(f":invitation:{LEAD}")).values()
    assert all("It repeats every first Tuesday at 13:00" in str(each.message) for each in own)


async def test_a_first_that_is_far_away_is_set_up_at_once_all_the_same(room: Room) -> None:
    await begin(room, choice=replace(CHOICE, day="2027-02-10"))
    assert days(await planned(room)) == ["2027-03-02 13:00"]


async def test_the_form_sent_twice_begins_one_series(room: Room) -> None:
    sends = (room.service.setting_up.send(LEAD, "V1", CHOICE) for _ in range(3))
    await asyncio.gather(*sends)
    assert len(await planned(room)) == 1
    assert len(await room.service.setting_up.series.going_on(LEAD)) == 1


async def test_several_who_tick_at_once_set_each_up_once(room: Room) -> None:
    await begin(room)
    at = datetime(2026, 12, 22, 13, 0, tzinfo=UTC)
    await asyncio.gather(*(room.tick(at) for _ in range(4)))
    assert days(await planned(room)) == ["2027-01-05 13:00"]
    assert len([key for key in await room.planned("announcement") if key]) == 2


async def test_after_months_without_running_what_has_passed_is_left_out(room: Room) -> None:
    await begin(room, choice=replace(CHOICE, repeats="every other Tuesday at 13:00"))
    await room.tick(datetime(2027, 2, 24, 9, 0, tzinfo=UTC))
    assert days(await planned(room)) == ["2027-03-09 13:00"]


async def test_the_wall_clock_counts_when_the_clocks_change(room: Room) -> None:
    await begin(room, choice=replace(CHOICE, repeats="every Tuesday at 13:00"))
    await room.tick(datetime(2027, 3, 24, 9, 0, tzinfo=UTC))
    assert days(await planned(room)) == ["2027-03-30 12:00", "2027-04-06 12:00"]


async def test_a_bank_holiday_moves_it_to_the_next_working_day_and_says_so(room: Room) -> None:
    weekly = replace(CHOICE, repeats="every Monday at 13:00", day="2026-12-21")
    _, preview = await room.service.setting_up.preview(LEAD, weekly)
    assert [f"{each.at:%a %d %b}" for each in preview.coming] == [
        "Mon 21 Dec",
        "Tue 29 Dec",
        "Mon 04 Jan",
    ]
    await begin(room, choice=weekly)
    await room.tick(datetime(2026, 12, 15, 14, 0, tzinfo=UTC))
    assert days(await planned(room)) == ["2026-12-21 13:00", "2026-12-29 13:00"]
    own = [str(each.message) for each in (await room.planned(f"invitation:{LEAD}")).values()]
    assert any("Mon 28 Dec 2026 is a bank holiday, so this one" in each for each in own)


async def test_protected_time_moves_it_as_well(room: Room) -> None:
    from bot.domain.calendar import Calendar, Protected

    protected = Protected("FREQ=MONTHLY;BYDAY=1TU", datetime(2026, 12, 1, 12), 180)
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.set_body("Our group", Rhythm(calendar=Calendar(protected=(protected,))))
    await begin(room)
    assert days(await planned(room)) == ["2026-12-02 13:00"]


async def test_ended_it_sets_nothing_up_and_what_is_planned_stays(room: Room) -> None:
    series_id = await begin(room)
    with pytest.raises(NotAllowed):
        await room.service.setting_up.series.end(ANN, series_id)
    await room.service.setting_up.series.end(LEAD, series_id)
    with pytest.raises(Conflict, match="ended before"):
        await room.service.setting_up.series.end(LEAD, series_id)
    assert days(await planned(room)) == ["2026-12-01 13:00"]
    await room.tick(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    assert await planned(room) == []
    assert await room.service.setting_up.series.going_on(LEAD) == []


async def test_who_has_joined_since_is_invited_and_who_left_is_not(room: Room) -> None:
    await begin(room)
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member("U200", BROOK)])
        await people.note_left(BEN, NOW)
    await room.tick(datetime(2026, 12, 22, 13, 0, tzinfo=UTC))
    ((session_,), _) = await room.service.inviting.upcoming(LEAD)
    invited = {each.user for each in session_.invited or ()}
    assert "U200" in invited
    assert BEN not in invited


async def test_a_lead_who_leads_no_more_ends_it_and_hears_why(room: Room) -> None:
    await begin(room)
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member(LEAD, ALDER, frozenset({Role.GP}))])
    await room.tick(datetime(2026, 12, 22, 13, 0, tzinfo=UTC))
    (told,) = (await room.planned("series:")).values()
    assert "have come to an end" in str(told.message)


async def test_a_rule_that_ends_ends_the_series(room: Room) -> None:
    ending = replace(CHOICE, repeats="every Tuesday at 13:00 until 9 December")
    await room.service.setting_up.send(LEAD, "V1", ending)
    await room.tick(datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    assert days(await planned(room)) == ["2026-12-01 13:00", "2026-12-08 13:00"]
    assert await room.service.setting_up.series.going_on(LEAD) == []


# ---- what the form says, as a session


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"repeats": "whenever"}, "session_repeats"),
        ({"repeats": "every weekday"}, "session_repeats"),
        ({"repeats": "every Tuesday until 20 November 2026"}, "session_repeats"),
        ({"places": "1"}, "session_places"),
        ({"places": "9999"}, "session_places"),
        ({"format": Format.TRIO}, "session_practices"),
        ({"format": Format.VIRTUAL_MDT, "guests": "Sam"}, "session_guests"),
        ({"format": Format.VIRTUAL_MDT, "guests": "Ann, patient, 07700 900123"}, "session_guests"),
        ({"day": "", "repeats": ""}, "session_date"),
        ({"clock": "", "repeats": ""}, "session_time"),
        ({"topic": ""}, "session_topic"),
        ({"ods_codes": ()}, "session_practices"),
        ({"ods_codes": ("Y99999",)}, "session_practices"),
    ],
)
async def test_what_cannot_be_is_refused_under_its_field(
    room: Room, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await room.service.setting_up.preview(LEAD, replace(CHOICE, **changes))  # type: ignore[arg-type]
    assert refused.value.block_id == field
    assert await planned(room) == []


async def test_everybody_asked_is_invited_once_and_guests_see_no_practice(room: Room) -> None:
    choice = replace(
        CHOICE,
        repeats="",
        format=Format.VIRTUAL_MDT,
        facilitator=OUTSIDER,
        guest_users=(ANN, "U900"),
        guests="Dr Ann Example, consultant",
    )
    asked, preview = await room.service.setting_up.preview(LEAD, choice)
    users = [each.user for each in preview.invited]
    assert len(users) == len(set(users))
    assert {LEAD, ANN, BEN, OUTSIDER, "U900"} <= set(users)
    assert [each for each in preview.invited if each.guest] == [Invitee("U900", None, guest=True)]
    await room.service.setting_up.send(LEAD, "V1", choice)
    (kept,) = await planned(room)
    assert kept.guests == asked.proposal.guests
    assert kept.facilitated_by == OUTSIDER
    told = (await room.planned(f"invitation:{OUTSIDER}")).values()
    assert ["asks you to facilitate" in str(each.message) for each in told] == [True]


async def test_invitations_outside_working_hours_are_foretold(room: Room) -> None:
    _, preview = await room.service.setting_up.preview(LEAD, CHOICE)
    assert preview.goes_at is None
    room.clock.moment = NOW + timedelta(hours=12)
    _, preview = await room.service.setting_up.preview(LEAD, CHOICE)
    assert preview.goes_at == datetime(2026, 11, 25, 8, tzinfo=UTC)


async def test_a_draft_that_nobody_sends_is_deleted_by_night_after_30_days(room: Room) -> None:
    await room.service.drafting.keep(LEAD, CHOICE)
    retention = RetentionService(room.context)
    await retention.forget("", NOW + timedelta(days=30))
    assert (await room.service.setting_up.prepare(LEAD)).choice.topic == "Falls"
    await retention.forget("", NOW + timedelta(days=30, minutes=1))
    assert (await room.service.setting_up.prepare(LEAD)).choice.topic == ""


async def test_of_a_draft_what_could_tell_of_a_patient_is_not_kept(room: Room) -> None:
    typed = replace(CHOICE, topic="Mrs Jones, 67F", place="Room 2", guests="call 07700 900123")
    await room.service.drafting.keep(LEAD, typed)
    async with room.database.reading() as session:
        (kept,) = await session.scalars(select(DraftRow.values))
    assert "Jones" not in str(kept)
    assert "07700" not in str(kept)
    assert "Room 2" in str(kept)
