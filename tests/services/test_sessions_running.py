"""Running sessions beneath the buttons: figures fixed, several at once, restarts, the end told once."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.arrangements import Arrangements
from bot.domain.delivery import State as Delivery
from bot.domain.sessions import Answer, Format, PeerSession, RoleInSession, Stamp, State
from bot.errors import Conflict, NotAllowed, NotFound
from bot.services.comparisons import ComparisonsService
from bot.services.sessions import SessionsService
from bot.services.sessions.running import RUN
from storage.people import PeopleStore
from storage.schedules import ScheduleStore
from storage.schema.comparisons import ObservationRow
from storage.schema.sessions import InviteeRow
from storage.sessions import RunStore, SessionStore
from tests.services.test_sessions import (
    ANN,
    BEN,
    LEAD,
    OUTSIDER,
    PROPOSAL,
    SMALL,
    START,
    Room,
    room,
    said,
)

__all__ = ["room"]

SHORT = replace(PROPOSAL, minutes=20)
FIRST = Stamp(0)


async def begun(room: Room) -> int:
    """Of twenty minutes, with the lead and Ann."""
    session_id = await room.set_up(SHORT)
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.tick(START)
    await room.sent()
    return session_id


async def board(room: Room, session_id: int) -> str:
    """As it is planned to look, or looks."""
    key = f"session:{session_id}:thread"
    found = {**await room.planned(key), **await room.planned(key, Delivery.SENT)}
    return said(found.get(f"{key}:state") or found[key])


async def state(room: Room, session_id: int) -> State:
    async with room.database.reading() as session:
        kept = await SessionStore(session, room.context.workspace.id).get(session_id)
    assert kept is not None
    return kept.state


# ---- the figures


async def test_an_indicator_has_its_figures_fixed_when_the_thread_opens(room: Room) -> None:
    comparisons = ComparisonsService(room.context)
    await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    (indicator, *_) = await comparisons.showing.indicators()
    session_id = await room.set_up(replace(SHORT, indicator_key=indicator.key))
    await room.tick(START)
    (figures,) = (await room.planned(":snippet")).values()
    assert figures.target == f"session:{session_id}:thread"
    async with room.database.transaction() as session:
        kept = await SessionStore(session, room.context.workspace.id).get(session_id)
        assert kept is not None
        await session.execute(update(ObservationRow).values(value=1, numerator=1))
    assert kept.snippet_id is not None
    snippet = await comparisons.posting.snippet(kept.snippet_id)
    assert {each.value for each in snippet.comparison.figures} != {1}


async def test_where_there_are_no_figures_a_sentence_says_so(room: Room) -> None:
    await room.set_up(replace(SHORT, indicator_key="unheard_of"))
    await room.tick(START)
    (figures,) = (await room.planned(":snippet")).values()
    assert "There are no figures on Antibiotics for this group yet" in figures.message.text


async def test_without_an_indicator_there_is_no_second_message(room: Room) -> None:
    await room.set_up(SHORT)
    await room.tick(START)
    assert await room.planned(":snippet") == {}


async def test_guests_see_no_practices_name_and_no_figure_of_one(room: Room) -> None:
    comparisons = ComparisonsService(room.context)
    await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    (indicator, *_) = await comparisons.showing.indicators()
    mdt = replace(SHORT, indicator_key=indicator.key, format=Format.VIRTUAL_MDT)
    session_id = await room.set_up(mdt)
    await room.tick(START)
    (figures,) = (await room.planned(":snippet")).values()
    async with room.database.reading() as session:
        kept = await SessionStore(session, room.context.workspace.id).get(session_id)
        practices = await PeopleStore(session, room.context.workspace.id).practices()
    assert kept is not None
    assert kept.snippet_id is not None
    assert not [each for each in practices if each.name in said(figures)]
    with pytest.raises(NotFound, match="which practice you work in"):
        await comparisons.showing.own_in_snippet(kept.snippet_id, "U-guest")


# ---- several at once, and what is left of a process that was killed


async def test_of_many_who_press_next_at_once_one_goes_on(room: Room) -> None:
    session_id = await begun(room)
    presses = [room.service.running.next(user, session_id, FIRST) for user in (LEAD, ANN, BEN)]
    done = await asyncio.gather(*presses, return_exceptions=True)
    assert [each for each in done if each is None] == [None]
    assert all(isinstance(each, Conflict) for each in done if each is not None)
    assert "Now, 2 of 7" in await board(room, session_id)


async def test_pressing_and_time_do_not_stand_in_each_others_way(room: Room) -> None:
    session_id = await begun(room)
    for minute in range(1, 8):
        room.clock.moment = START + timedelta(minutes=minute)
        async with room.database.reading() as session:
            run = await RunStore(session, room.context.workspace.id).get(session_id)
        assert run is not None
        press = room.service.running.next if minute % 2 else room.service.running.back
        with suppress(Conflict):
            await asyncio.gather(
                press(ANN, session_id, run.stamp),
                room.tick(room.clock.moment),
                room.service.speaking.give_idea(BEN, f"V{minute}", session_id, "Walk more"),
                room.tick(room.clock.moment),
            )
    assert "Ideas to try:* 7" in await board(room, session_id)


async def test_another_process_goes_on_where_the_first_was(room: Room) -> None:
    session_id = await begun(room)
    await room.service.running.next(ANN, session_id, FIRST)
    room.service = SessionsService(room.context)  # nothing was kept in the old one
    await room.tick(START + timedelta(minutes=4))
    assert "Time to move on: press Next" in await board(room, session_id)
    await room.service.running.next(ANN, session_id, Stamp(1))
    assert "Now, 3 of 7" in await board(room, session_id)


async def test_a_bot_that_was_away_till_after_the_end_ends_it_then(room: Room) -> None:
    session_id = await begun(room)
    await room.tick(START + timedelta(hours=5))
    assert await state(room, session_id) is State.OVER


async def test_the_end_is_told_once_to_what_comes_after(room: Room) -> None:
    told: list[tuple[int, State, datetime]] = []

    async def begin_after(session: AsyncSession, kept: PeerSession, now: datetime) -> None:
        told.append((kept.id, kept.state, now))

    room.service.running.on_over = (begin_after,)
    session_id = await begun(room)
    room.clock.moment = START + timedelta(minutes=12)
    presses = [room.service.running.finish(user, session_id) for user in (LEAD, ANN)]
    await asyncio.gather(*presses, return_exceptions=True)
    await room.tick(START + timedelta(hours=2))
    assert told == [(session_id, State.OVER, START + timedelta(minutes=12))]
    async with room.database.reading() as session:
        schedules = ScheduleStore(session, room.context.workspace.id)
        assert await schedules.at(RUN, str(session_id)) is None


async def test_too_late_to_run_it_is_over_at_once_and_told(room: Room) -> None:
    told: list[int] = []

    async def begin_after(session: AsyncSession, kept: PeerSession, now: datetime) -> None:
        told.append(kept.id)

    room.service.running.on_over = (begin_after,)
    session_id = await room.set_up(SHORT)
    await room.tick(START + timedelta(hours=3))
    assert told == [session_id]
    assert "I was not running then" in await board(room, session_id)


async def test_a_change_of_the_clocks_in_the_middle_changes_what_is_shown_only(room: Room) -> None:
    before = datetime(2027, 3, 28, 0, 50, tzinfo=UTC)  # at one the clocks go on to two
    session_id = await room.set_up(replace(SHORT, starts_at=before))
    await room.tick(before)
    opening = await board(room, session_id)
    assert "until 00:51" in opening
    assert "02:10 the end" in opening


async def test_somebody_who_is_at_it_is_not_cut_off(room: Room) -> None:
    session_id = await begun(room)
    room.clock.moment = START + timedelta(minutes=34)
    await room.service.speaking.give_idea(BEN, "V1", session_id, "Walk more")
    await room.tick(START + timedelta(minutes=36))
    assert await state(room, session_id) is State.STARTED
    await room.tick(START + timedelta(minutes=50))
    assert await state(room, session_id) is State.OVER


# ---- who


async def test_who_was_not_invited_presses_nothing(room: Room) -> None:
    session_id = await begun(room)
    for refused in (
        room.service.running.next(OUTSIDER, session_id, FIRST),
        room.service.running.finish(OUTSIDER, session_id),
        room.service.running.take_role(OUTSIDER, session_id, RoleInSession.CHAIR),
        room.service.speaking.give_idea(OUTSIDER, "V1", session_id, "Walk more"),
        room.service.speaking.ask(OUTSIDER, "V1", session_id, "Why?"),
    ):
        with pytest.raises(NotAllowed, match=f"<@{LEAD}>"):
            await refused


async def test_roles_go_round_from_session_to_session(room: Room) -> None:
    chairs = []
    for number in range(3):
        starts_at = START + timedelta(days=7 * number)
        session_id = await room.set_up(replace(SHORT, starts_at=starts_at), f"V{number}")
        for user in (ANN, BEN):
            await room.service.inviting.answer(user, session_id, Answer.YES)
        await room.tick(starts_at)
        await room.service.running.finish(LEAD, session_id)
        async with room.database.reading() as session:
            invited = await SessionStore(session, room.context.workspace.id).invitees(session_id)
        chairs += [each.user for each in invited if each.role is RoleInSession.CHAIR]
    assert sorted(chairs[:2]) == [ANN, BEN]
    assert LEAD not in chairs


async def test_a_facilitator_who_has_left_the_group_does_not_facilitate(room: Room) -> None:
    session_id = await room.set_up(SHORT)
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    async with room.database.transaction() as session:
        await session.execute(
            update(InviteeRow).filter_by(slack_user_id=LEAD).values(answer=Answer.NO)
        )
    await room.tick(START)
    assert f"cannot, so <@{ANN}> does it as the chair" in await board(room, session_id)
    _, to = await room.service.speaking.prepare_question(BEN, session_id)
    assert to == ANN


async def test_a_question_sent_twice_arrives_once(room: Room) -> None:
    session_id = await begun(room)
    for _ in range(2):
        await room.service.speaking.ask(ANN, "V7", session_id, "Why?")
    (asked,) = (await room.planned("question")).values()
    assert (asked.target, asked.owner) == (LEAD, None)
    assert ANN not in f"{asked.key} {said(asked)}"


# ---- what the group has set


async def test_it_opens_with_the_rules_of_the_group_and_proposes_its_channel(room: Room) -> None:
    own = Arrangements(channels=("C7", "C8"), ground_rules=("Ask <before> you tell.",))
    workspace = replace(room.context.workspace, arrangements=own)
    async with room.context.database.transaction() as session:
        await PeopleStore(session, workspace.id).arrange(own)
    room.service = SessionsService(replace(room.context, workspace=workspace))
    assert (await room.service.setting_up.prepare(LEAD)).choice.channel == "C7"
    opened = await board(room, await begun(room))
    assert "*Ground rules*\\n• Ask &lt;before&gt; you tell." in opened
    assert "Curiosity first" not in opened
    assert (await room.service.setting_up.prepare(LEAD)).choice.channel == "C1"  # as last time
