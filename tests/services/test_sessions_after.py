"""After a session on both databases: each thing once, whoever taps, and nothing of a note in clear."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.blocks import ids
from bot.domain.arrangements import Arrangements
from bot.domain.delivery import State as DeliveryState
from bot.domain.people import Member, Role
from bot.domain.pulse import State as RoundState
from bot.domain.sessions import (
    Agreed,
    Answer,
    Guest,
    GuestKind,
    RoleInSession,
    State,
)
from bot.domain.sessions.notes import Domain, Note
from bot.domain.sessions.points import Reason
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.sessions import SessionsService
from bot.services.sessions.after import FEEDBACK
from storage.people import PeopleStore
from storage.pulse import PulseStore
from storage.schema.matching import MatchGroupRow, MatchingRow
from storage.schema.meetings import NoteRow, OutcomeRow, PointRow
from storage.schema.schedules import ScheduleRow
from storage.schema.sessions import InviteeRow, PeerSessionRow, SeriesRow, SeriesSessionRow
from storage.sessions import NoteStore, OutcomeStore, SessionStore
from tests.anonymity.dumps import rows_of
from tests.services import test_sessions
from tests.services.test_sessions import (
    ANN,
    BEN,
    BROOK,
    CAT,
    LEAD,
    OUTSIDER,
    PROPOSAL,
    START,
    Room,
    said,
)

room = test_sessions.room
OVER = START + timedelta(minutes=60)
TUESDAY, THURSDAY = date(2026, 12, 1), START + timedelta(days=2)
NOTE = Note("Antibiotics", TUESDAY, 3, "To look at delayed prescriptions", domains=(Domain.TRUST,))


async def over(room: Room, **changes: object) -> int:
    session_id = await room.begun(**changes)
    await room.tick(OVER + timedelta(seconds=1))
    return session_id


async def met(room: Room, **changes: object) -> int:
    session_id = await over(room, **changes)
    await room.service.after.say(LEAD, session_id, met=True)
    return session_id


async def summary(room: Room, session_id: int) -> str:
    return said(
        (await room.planned(f"session:{session_id}:summary"))[f"session:{session_id}:summary"]
    )


async def crowd(room: Room, number: int = 6) -> list[str]:
    """More GPs, at Brook."""
    users = [f"U2{n:02}" for n in range(number)]
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member(each, BROOK) for each in users])
    return users


# ---- it is over


async def test_a_while_after_its_end_it_is_over_and_the_group_is_asked_once(
    room: Room,
) -> None:
    session_id = await room.begun()
    await room.tick(OVER - timedelta(seconds=1))
    assert await room.planned(":met") == {}
    await asyncio.gather(room.tick(OVER), room.tick(OVER))
    (asked,) = (await room.planned(":met")).values()
    assert "Did you meet?" in said(asked)
    async with room.database.transaction() as session:
        store = SessionStore(session, room.context.workspace.id)
        kept = await store.get(session_id)
        assert kept is not None
        assert kept.state is State.OVER
        # Whoever ends it as well may say so again.
        await room.service.after.begin(session, kept, OVER)
        assert len((await session.scalars(select(OutcomeRow))).all()) == 1
    assert len(await room.planned(":met")) == 1


async def test_before_it_is_over_there_is_nothing_to_say_of_it(room: Room) -> None:
    session_id = await room.begun()
    with pytest.raises(Conflict, match="not over yet"):
        await room.service.after.say(LEAD, session_id, met=True)
    with pytest.raises(Conflict, match="when the group has met"):
        await room.service.notes.prepare(LEAD, session_id)


# ---- did you meet?


async def test_the_first_tap_counts_however_many_tap_at_once(room: Room) -> None:
    session_id = await over(room)
    say = room.service.after.say
    done = await asyncio.gather(
        say(ANN, session_id, met=True), say(BEN, session_id, met=False), return_exceptions=True
    )
    refused = [each for each in done if isinstance(each, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], Conflict)
    async with room.database.reading() as session:
        (row,) = (await session.scalars(select(OutcomeRow))).all()
    assert (row.met, row.said_by) in ((True, ANN), (False, BEN))
    # The same once more, by somebody else, changes nothing.
    await say(CAT, session_id, met=bool(row.met))
    async with room.database.reading() as session:
        assert (await session.scalars(select(OutcomeRow.said_by))).one() == row.said_by


async def test_only_the_facilitator_or_an_organiser_can_change_it(room: Room) -> None:
    session_id = await over(room, facilitator=BEN)
    after = room.service.after
    await after.say(ANN, session_id, met=False)
    for user in (ANN, CAT):
        with pytest.raises(Conflict, match=rf"<@{BEN}> can change it"):
            await after.say(user, session_id, met=True)
    with pytest.raises(NotAllowed, match="people who were invited"):
        await after.say(OUTSIDER, session_id, met=False)
    assert (await after.say(BEN, session_id, met=True)).may_tick
    assert "Summary: Antibiotics" in await summary(room, session_id)
    await after.say(LEAD, session_id, met=False)
    assert "The group did not meet" in await summary(room, session_id)
    await after.say(LEAD, session_id, met=True)
    assert "Summary: Antibiotics" in await summary(room, session_id)


async def test_where_nobody_says_the_facilitator_is_asked_unasked_and_then_no_more(
    room: Room,
) -> None:
    session_id = await over(room, facilitator=BEN)
    await room.sent()
    await room.tick(OVER + timedelta(days=2, seconds=2))
    (asked,) = (await room.planned("unsaid")).values()
    assert asked.target == BEN
    await room.tick(OVER + timedelta(days=30))
    assert len(await room.planned("unsaid")) == 1
    async with room.database.reading() as session:
        outcome = await OutcomeStore(session, room.context.workspace.id).get(session_id)
    assert outcome is not None
    assert outcome.met is None


async def test_whoever_has_said_is_not_asked_again(room: Room) -> None:
    session_id = await over(room)
    await room.service.after.say(ANN, session_id, met=False)
    await room.tick(OVER + timedelta(days=5))
    assert await room.planned("unsaid") == {}


async def test_the_question_in_a_message_is_taken_back_when_the_thread_has_answered(
    room: Room,
) -> None:
    session_id = await over(room)
    # On a Saturday's eve: it waits for Monday, and by then somebody has said.
    async with room.database.transaction() as session:
        await session.execute(
            update(ScheduleRow)
            .filter_by(kind="session.unsaid")
            .values(next_at=datetime.fromisoformat("2026-12-04T20:00:00+00:00"))
        )
    await room.tick(datetime.fromisoformat("2026-12-04T20:00:01+00:00"))
    assert len(await room.planned("unsaid")) == 1
    await room.service.after.say(ANN, session_id, met=False)
    assert await room.planned("unsaid") == {}
    assert len(await room.planned("unsaid", DeliveryState.STOPPED)) == 1


# ---- who was there


async def test_ticked_are_those_who_said_yes_took_a_role_or_recorded_an_action(
    room: Room,
) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.tick(START)
    await room.service.acting.record_action(BEN, "V9", session_id, Agreed("Audit", BEN, TUESDAY))
    async with room.database.transaction() as session:
        await session.execute(
            update(InviteeRow).filter_by(slack_user_id=CAT).values(role=RoleInSession.SCRIBE)
        )
    await room.tick(OVER + timedelta(seconds=1))
    await room.service.after.say(BEN, session_id, met=True)
    found = await room.service.after.prepare_list(BEN, session_id)
    assert set(found.ticked) == {LEAD, ANN, BEN, CAT}
    await room.service.after.correct(CAT, session_id, there=False)
    assert CAT not in (await room.service.after.prepare_list(LEAD, session_id)).ticked
    with pytest.raises(NotAllowed, match="ticks who was there"):
        await room.service.after.prepare_list(ANN, session_id)


async def test_only_numbers_are_shown_with_guests_apart(room: Room) -> None:
    guests = (Guest("Dr Ray", GuestKind.SPECIALIST), Guest("Pat Lee", GuestKind.PATIENT))
    session_id = await met(room, guests=guests)
    await room.service.after.tick(LEAD, session_id, (LEAD, BEN, OUTSIDER, "U999"), (1,))
    words = await summary(room, session_id)
    assert "3 people from 3 practices and 2 guests came" in words
    for name in (BEN, OUTSIDER, "U999", "Dr Ray", "Pat Lee"):
        assert name not in words
    async with room.database.reading() as session:
        kept = await SessionStore(session, room.context.workspace.id).get(session_id)
    assert kept is not None
    assert [each.attended for each in kept.guests] == [False, True]


async def test_ticking_nobody_is_refused_and_ticking_again_puts_it_right(room: Room) -> None:
    session_id = await met(room)
    with pytest.raises(InvalidInput, match="Please choose who was there") as refused:
        await room.service.after.tick(LEAD, session_id, ())
    assert refused.value.block_id == ids.ATTENDANCE_PEOPLE
    await room.service.after.tick(LEAD, session_id, (LEAD, ANN, BEN))
    assert "3 people from 2 practices" in await summary(room, session_id)
    await room.service.after.tick(LEAD, session_id, (LEAD, ANN))
    assert "2 people from 1 practice" in await summary(room, session_id)
    await room.service.after.correct(BEN, session_id, there=True)
    assert "3 people from 2 practices" in await summary(room, session_id)


# ---- the summary


async def test_the_summary_has_what_came_of_it_and_nobody_who_said_it(room: Room) -> None:
    session_id = await room.begun()
    workspace_id = room.context.workspace.id
    async with room.database.transaction() as session:
        for number, (kind, reason, words) in enumerate(
            [
                ("reason", Reason.CASE_MIX, "A care home nearby"),
                ("reason", Reason.CASE_MIX, None),
                ("reason", Reason.DATA, None),
                ("idea", None, "Ask before the weekend"),
            ]
        ):
            session.add(
                PointRow(
                    workspace_id=workspace_id,
                    request=f"P{number}",
                    session_id=session_id,
                    kind=kind,
                    reason=reason,
                    words=words,
                    said_at=START,
                )
            )
        series = SeriesRow(
            workspace_id=workspace_id,
            request="S1",
            lead=LEAD,
            proposal={},
            rule="FREQ=MONTHLY",
            starts="2026-12-01T13:00:00",
            zone="Europe/London",
        )
        session.add(series)
        await session.flush()
        later = await SessionStore(session, workspace_id).add(
            "V7",
            replace(PROPOSAL, starts_at=START + timedelta(days=28)),
            LEAD,
            "Europe/London",
            START,
        )
        for slot, each in (("one", session_id), ("two", later)):
            session.add(
                SeriesSessionRow(
                    series_id=series.id, slot=slot, workspace_id=workspace_id, session_id=each
                )
            )
    agreed = Agreed("Look at ten", BEN, TUESDAY, BROOK.ods_code, "half as many")
    await room.service.acting.record_action(BEN, "V9", session_id, agreed)
    await room.tick(OVER + timedelta(seconds=1))
    await room.service.after.say(LEAD, session_id, met=True)
    words = await summary(room, session_id)
    assert "data 1, case mix 2" in words
    assert "Ask before the weekend" in words
    assert "care home" not in words
    assert f"Look at ten (<@{BEN}>, Brook Street Practice, by Tue 1 Dec 2026" in words
    assert "half as many" in words
    assert "Tue 29 Dec 2026 at 13:00" in words


async def test_the_summary_is_updated_where_it_is_when_something_changes(room: Room) -> None:
    session_id = await met(room)
    await room.sent()
    await room.service.after.tick(LEAD, session_id, (LEAD, ANN))
    (changed,) = (await room.planned("summary:state")).values()
    assert "2 people from 1 practice" in said(changed)


# ---- what they made of it


async def rounds(room: Room) -> list[int]:
    async with room.database.reading() as session:
        store = PulseStore(session, room.context.workspace.id)
        return [each.id for each in await store.rounds(*RoundState)]


async def test_fewer_than_five_gps_are_not_asked_what_they_made_of_it(room: Room) -> None:
    users = await crowd(room, 3)
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member("U300", None, frozenset({Role.MANAGER}))])
    session_id = await met(room)
    # Seven were there: four GPs or leads, a manager and two guests.
    await room.service.after.tick(LEAD, session_id, (LEAD, *users, "U300", "U998", "U999"))
    assert "fewer than 5 GPs or leads were there" in await summary(room, session_id)
    assert await room.service.feedback.ask(str(session_id), OVER) is None
    assert await rounds(room) == []


async def test_nor_are_fewer_than_the_group_has_set(room: Room) -> None:
    users = await crowd(room)
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.arrange(Arrangements(threshold=12))
    session_id = await met(room)
    await room.service.after.tick(LEAD, session_id, (LEAD, *users))
    assert "fewer than 12 GPs or leads were there" in await summary(room, session_id)
    assert await room.service.feedback.ask(str(session_id), OVER) is None
    assert await rounds(room) == []


async def test_the_pulse_opens_once_in_the_thread_and_asks_each_in_private(room: Room) -> None:
    users = await crowd(room)
    session_id = await met(room)
    await room.sent()
    await room.service.after.tick(LEAD, session_id, (LEAD, *users))
    # Sent again within the hour, and by two workers at once: one pulse.
    await room.service.after.tick(LEAD, session_id, (LEAD, *users[:5]))
    now = OVER + timedelta(hours=2)
    room.clock.moment = now
    ask = room.service.feedback.ask
    assert await asyncio.gather(*(ask(str(session_id), now) for _ in range(3))) == [None] * 3
    (round_id,) = await rounds(room)
    asked = await room.planned(f"pulse:{round_id}:ask:")
    assert {each.target for each in asked.values()} == {LEAD, *users[:5]}
    (opening,) = (await room.planned(f"pulse:{round_id}:opening")).values()
    assert opening.kind == "reply"
    assert opening.target == f"session:{session_id}:thread"
    async with room.database.reading() as session:
        assert (await session.scalars(select(OutcomeRow.round_id))).one() == round_id
    (changed,) = (await room.planned("summary:state")).values()
    assert "Those who were there are asked what" in said(changed)


async def test_people_who_are_being_asked_the_same_are_asked_when_that_is_over(
    room: Room,
) -> None:
    users = await crowd(room)
    first, second = await met(room), await room.set_up(PROPOSAL_LATER, "V2")
    await room.tick(PROPOSAL_LATER.starts_at)
    await room.tick(LATER_OVER)
    await room.service.after.say(LEAD, second, met=True)
    for each in (first, second):
        await room.service.after.tick(LEAD, each, (LEAD, *users))
    ask, now = room.service.feedback.ask, room.clock.moment
    assert await ask(str(first), now) is None
    assert await ask(str(second), now) == now + timedelta(days=1)
    room.clock.moment = now + timedelta(days=11)
    assert await ask(str(second), room.clock.moment) is None
    assert len(await rounds(room)) == 1


PROPOSAL_LATER = replace(PROPOSAL, starts_at=START + timedelta(hours=3))
LATER_OVER = OVER + timedelta(hours=3, seconds=2)


async def matched(room: Room, session_ids: list[int]) -> None:
    """They are groups of one round of matching."""
    workspace_id = room.context.workspace.id
    async with room.database.transaction() as session:
        row = MatchingRow(
            workspace_id=workspace_id,
            request="M1",
            lead=LEAD,
            state="sent",
            seed=1,
            settings={},
            notes={},
            made_at=START,
            sent_at=START,
        )
        session.add(row)
        await session.flush()
        for number, session_id in enumerate(session_ids, start=1):
            session.add(
                MatchGroupRow(
                    workspace_id=workspace_id,
                    matching_id=row.id,
                    number=number,
                    reasons=[[], []],
                    session_id=session_id,
                )
            )


async def test_small_groups_of_one_round_are_asked_together_when_all_have_said(
    room: Room,
) -> None:
    users = await crowd(room)
    ids_ = [await room.set_up(PROPOSAL, f"V{number}") for number in range(3)]
    await matched(room, ids_)
    await room.tick(START)
    await room.tick(OVER)
    after, ask = room.service.after, room.service.feedback.ask
    for session_id, there in zip(ids_[:2], (users[:3], users[3:]), strict=True):
        await after.say(LEAD, session_id, met=True)
        await after.tick(LEAD, session_id, tuple(there))
    assert "asked together" in await summary(room, ids_[0])
    now = OVER + timedelta(hours=1)
    room.clock.moment = now
    assert await ask(str(ids_[0]), now) == now + timedelta(days=1)
    assert await rounds(room) == []
    await after.say(LEAD, ids_[2], met=False)
    done = await asyncio.gather(*(ask(str(each), now) for each in ids_))
    assert done == [None] * 3
    (round_id,) = await rounds(room)
    async with room.database.reading() as session:
        rows = (await session.scalars(select(OutcomeRow).order_by(OutcomeRow.session_id))).all()
        round_ = await PulseStore(session, room.context.workspace.id).round(round_id)
    assert [each.round_id for each in rows] == [round_id, round_id, None]
    assert round_ is not None
    assert (round_.asked, round_.owner, round_.thread) == (6, LEAD, "matching:1:announcement")


async def test_a_group_that_never_says_is_not_waited_for(room: Room) -> None:
    users = await crowd(room)
    ids_ = [await room.set_up(PROPOSAL, f"V{number}") for number in range(3)]
    await matched(room, ids_)
    await room.tick(START)
    await room.tick(OVER)
    for session_id, there in zip(ids_[:2], (users[:3], users[3:]), strict=True):
        await room.service.after.say(LEAD, session_id, met=True)
        await room.service.after.tick(LEAD, session_id, tuple(there))
    later = OVER + timedelta(days=6)
    room.clock.moment = later
    assert await room.service.feedback.ask(str(ids_[0]), later) is None
    assert len(await rounds(room)) == 1


async def test_an_action_that_is_recorded_later_is_in_the_summary(room: Room) -> None:
    session_id = await met(room)
    assert "none recorded" in await summary(room, session_id)
    agreed = Agreed("Look at ten", BEN, date(2026, 12, 20))
    await room.service.acting.record_action(BEN, "V9", session_id, agreed)
    assert "Look at ten" in await summary(room, session_id)


async def test_said_not_to_have_met_after_all_nobody_is_asked(room: Room) -> None:
    users = await crowd(room)
    session_id = await met(room)
    await room.service.after.tick(LEAD, session_id, (LEAD, *users))
    await room.service.after.say(LEAD, session_id, met=False)
    async with room.database.reading() as session:
        assert (await session.scalars(select(ScheduleRow).filter_by(kind=FEEDBACK))).all() == []
    await room.service.feedback.ask(str(session_id), OVER)
    assert await rounds(room) == []


# ---- one's own note


async def test_a_note_is_sealed_and_only_its_owner_can_open_change_or_delete_it(
    room: Room,
) -> None:
    session_id = await met(room)
    notes = room.service.notes
    form = await notes.prepare(ANN, session_id)
    assert (form.note.title, form.note.day, form.note.quarters) == ("Antibiotics", TUESDAY, 3)
    note = replace(NOTE, title="Zebra crossing", learned="Quokka", change="Axolotl", impact="Ibex")
    kept = await notes.save(ANN, note, keep=False, session_id=session_id)
    assert (await notes.read(ANN, kept.id)).note == note
    dump = str(await rows_of(room.database))
    for word in ("Zebra", "Quokka", "Axolotl", "Ibex"):
        assert word not in dump
    for other in (LEAD, BEN, OUTSIDER):
        for attempt in (
            notes.read(other, kept.id),
            notes.edit(other, kept.id),
            notes.delete(other, kept.id),
            notes.ask_for_file(other, kept.id),
            notes.save(other, NOTE, keep=True, note_id=kept.id),
        ):
            with pytest.raises(NotFound, match="no longer here"):
                await attempt
        assert await notes.mine(other) == []
        await notes.send_file(f"{kept.id}:{other}", OVER)
    assert room.context.slack.shared == []  # type: ignore[attr-defined]
    assert (await notes.read(ANN, kept.id)).note == note


async def test_somebody_elses_row_does_not_open_even_in_the_database(room: Room) -> None:
    session_id = await met(room)
    kept = await room.service.notes.save(ANN, NOTE, keep=False, session_id=session_id)
    async with room.database.transaction() as session:
        await session.execute(update(NoteRow).values(slack_user_id=BEN))
    assert (await room.service.notes.read(BEN, kept.id)).note is None
    with pytest.raises(Conflict, match="cannot be opened"):
        await room.service.notes.edit(BEN, kept.id)


async def test_saved_twice_it_is_one_note_and_the_last_wins(room: Room) -> None:
    session_id = await met(room)
    save = room.service.notes.save
    await asyncio.gather(*(save(ANN, NOTE, keep=False, session_id=session_id) for _ in range(3)))
    await save(ANN, replace(NOTE, quarters=4), keep=True, session_id=session_id)
    (only,) = await room.service.notes.mine(ANN)
    assert only.kept
    assert only.note is not None
    assert only.note.quarters == 4
    assert (await room.service.notes.prepare(ANN, session_id)).note_id == only.id


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, ids.NOTE_TITLE, "give it a title"),
        ({"learned": ""}, ids.NOTE_LEARNED, "what you learned"),
        ({"quarters": 0}, ids.NOTE_HOURS, "choose the hours"),
        ({"day": date(2026, 12, 2)}, ids.NOTE_DATE, "still to come"),
        ({"change": "x" * 1501}, ids.NOTE_CHANGE, "1,500 characters or fewer"),
        ({"title": "Mrs Jones, 67F"}, ids.NOTE_TITLE, "a name with an age"),
        ({"learned": "NHS 943 476 5919"}, ids.NOTE_LEARNED, "an NHS number"),
        ({"change": "call 07700 900123"}, ids.NOTE_CHANGE, "a phone number"),
        ({"impact": "at LS1 4AP"}, ids.NOTE_IMPACT, "a full postcode"),
    ],
)
async def test_what_cannot_be_kept_is_said_under_its_field(
    room: Room, changes: dict[str, Any], field: str, words: str
) -> None:
    session_id = await met(room)
    with pytest.raises(InvalidInput, match=words) as refused:
        await room.service.notes.save(
            ANN, replace(NOTE, **changes), keep=False, session_id=session_id
        )
    assert refused.value.block_id == field
    assert await room.service.notes.mine(ANN) == []


async def test_who_was_not_there_writes_no_note(room: Room) -> None:
    session_id = await met(room)
    await room.service.after.tick(LEAD, session_id, (LEAD, ANN))
    with pytest.raises(Conflict, match="not having been there"):
        await room.service.notes.save(BEN, NOTE, keep=False, session_id=session_id)
    with pytest.raises(NotAllowed, match="people of this session"):
        await room.service.notes.save(OUTSIDER, NOTE, keep=False, session_id=session_id)


async def test_a_file_comes_once_and_what_slack_refuses_is_said(room: Room) -> None:
    session_id = await met(room)
    notes, slack = room.service.notes, room.context.slack
    kept = await notes.save(ANN, NOTE, keep=False, session_id=session_id)
    await notes.ask_for_file(ANN, kept.id)
    await notes.send_file(f"{kept.id}:{ANN}", OVER)
    ((user, name, content),) = slack.shared  # type: ignore[attr-defined]
    assert (user, name) == (ANN, "cpd-note-2026-12-01.md")
    assert NOTE.learned in content.decode()
    slack.takes_files = False  # type: ignore[attr-defined]
    await notes.send_file(f"{kept.id}:{ANN}", OVER)
    (sorry,) = (await room.planned(f"note:{kept.id}")).values()
    assert sorry.target == ANN
    assert "/peer notes" in said(sorry)
    assert NOTE.learned not in str(await rows_of(room.database))


def with_secrets(room: Room, *keys: str) -> SessionsService:
    return SessionsService(replace(room.context, secrets=parse_secrets(",".join(keys))))


async def test_notes_outlive_a_change_of_the_secret(room: Room) -> None:
    session_id = await met(room)
    old, new = make_key(), make_key()
    before = with_secrets(room, old)
    kept = await before.notes.save(ANN, NOTE, keep=True, session_id=session_id)
    both = with_secrets(room, new, old)
    assert (await both.notes.read(ANN, kept.id)).note == NOTE
    only_new = with_secrets(room, new)
    (unreadable,) = await only_new.notes.mine(ANN)
    assert unreadable.note is None
    assert await only_new.notes.seal_anew() == 0
    assert await both.notes.seal_anew() == 1
    assert await both.notes.seal_anew() == 0
    assert (await only_new.notes.read(ANN, kept.id)).note == NOTE


async def test_a_note_outlives_its_session(room: Room) -> None:
    session_id = await met(room)
    kept = await room.service.notes.save(ANN, NOTE, keep=True, session_id=session_id)
    async with room.database.transaction() as session:
        row = await session.get_one(PeerSessionRow, session_id)
        await session.delete(row)
    assert (await room.service.notes.read(ANN, kept.id)).note == NOTE
    changed = replace(NOTE, impact="Fewer calls")
    await room.service.notes.save(ANN, changed, keep=True, note_id=kept.id)
    assert (await room.service.notes.read(ANN, kept.id)).note == changed
    async with room.database.reading() as session:
        (sealed,) = await NoteStore(session, room.context.workspace.id).of(ANN)
    assert sealed.session_id is None


async def test_another_time_is_proposed_with_what_is_known(room: Room) -> None:
    session_id = await over(room)
    choice = (await room.service.after.again(LEAD, session_id)).choice
    assert (choice.topic, choice.channel, choice.finding) == ("Antibiotics", "C1", True)
    assert set(choice.ods_codes) == set(PROPOSAL.ods_codes)
    with pytest.raises(NotAllowed, match="clinical lead"):
        await room.service.after.again(ANN, session_id)
