"""Votes on times on both databases: asked, answered, closed, chosen, and each of it once."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.blocks import ids
from bot.domain.delivery import State
from bot.domain.people import Member, Role
from bot.domain.rights.keeping import Kind
from bot.domain.sessions import Answer, Format, Proposal
from bot.domain.sessions.finding import AsksIn, Poll, PollState, Says
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.context import Context
from bot.services.sessions.finding import Finding
from bot.services.sessions.finding_base import Held
from storage.database import Database
from storage.delivery import Delivery
from storage.people import PeopleStore, ensure_workspace
from storage.preferences import PreferenceStore
from storage.rights.expiring import forget_kind
from storage.schema.delivery import DeliveryRow
from storage.schema.finding import PollRow, PollSlotRow, PollVoteRow, PollVoterRow
from storage.sessions.drafts import DraftStore
from storage.sessions.rows import proposal_json
from tests.services.test_sessions import NOW, MovedClock, NoPictures
from tests.services.test_sessions import Room as SessionsRoom
from tests.support.people import PRACTICES
from tests.support.pulse import Town

TUESDAY = datetime(2026, 12, 8, 13, tzinfo=UTC)
WEDNESDAY, THURSDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
CLOSES = datetime(2026, 12, 3, 17, tzinfo=UTC)
ALDER, BROOK, COPPER, DOVECOTE = PRACTICES[:4]
LEAD, ANN, BEN, CAT, OUTSIDER, DEPUTY, DAN, EVE = (f"U10{number}" for number in range(8))
PROPOSAL = Proposal(
    "Falls", (ALDER.ods_code, BROOK.ods_code, COPPER.ods_code, DOVECOTE.ods_code), "C1", TUESDAY, 45
)
YES, NEED, NO = Says.YES, Says.NEED, Says.NO
SOON = timedelta(minutes=1)


class Room(SessionsRoom):
    """The same room, for votes on times."""

    @property
    def finding(self) -> Finding:
        return self.service.finding

    async def says(self, key: str) -> str:
        """How that message looks, sent or not."""
        async with self.database.reading() as session:
            row = (await session.scalars(select(DeliveryRow).filter_by(key=key))).one()
        return str(row.body)

    async def sent(self) -> None:
        """Everything has gone out."""
        async with self.database.transaction() as session:
            there = {"state": State.SENT, "sent_channel": "C1", "sent_ts": "1.1"}
            await session.execute(
                update(DeliveryRow).where(DeliveryRow.state == State.DUE).values(**there)
            )

    async def drafted(self, proposal: Proposal = PROPOSAL, user: str = LEAD) -> None:
        async with self.database.transaction() as session:
            drafts = DraftStore(session, self.context.workspace.id)
            await drafts.put(user, {"proposal": proposal_json(proposal)}, self.clock.now())

    async def asked(
        self,
        *slots: datetime,
        asks_in: AsksIn = AsksIn.MESSAGES,
        proposal: Proposal = PROPOSAL,
        request: str = "V1",
        closes: datetime | None = None,
    ) -> int:
        """The id of a vote on these slots; on three where none are given."""
        await self.drafted(proposal)
        wanted = slots or (TUESDAY, WEDNESDAY, THURSDAY)
        poll_id = await self.finding.ask(LEAD, request, wanted, asks_in, closes_on=closes)
        assert poll_id is not None
        return poll_id

    async def held(self, poll_id: int) -> Held:
        async with self.database.reading() as session:
            return await self.finding.held(session, poll_id)

    async def poll(self, poll_id: int) -> Poll:
        return (await self.held(poll_id)).poll

    async def vote(self, poll_id: int, user: str, *says: Says | None) -> None:
        """What somebody says to the slots, in their order."""
        slots = (await self.poll(poll_id)).slots
        pairs = zip(slots, says, strict=True)
        await self.finding.vote(user, poll_id, {slot.id: each for slot, each in pairs if each})

    async def closed(self) -> int:
        """A vote of five people that has closed: on Wednesday most practices can."""
        poll_id = await self.asked()
        await self.sent()
        await self.vote(poll_id, ANN, YES, YES, NO)
        await self.vote(poll_id, BEN, NO, YES, NO)
        await self.vote(poll_id, CAT, YES, NO, NO)
        await self.vote(poll_id, DAN, NO, NEED, None)
        await self.tick(CLOSES)
        return poll_id

    async def slot(self, poll_id: int, moment: datetime) -> int:
        return next(e.id for e in (await self.poll(poll_id)).slots if e.starts_at == moment)

    async def answers(self) -> dict[str, Answer | None]:
        """Of the one session that there is."""
        (listed,), _ = await self.service.inviting.upcoming(LEAD)
        assert listed.invited is not None
        return {each.user: each.answer for each in listed.invited}


@pytest.fixture
async def room(database: Database) -> Room:
    """Ann and the lead at Alder, Ben and Cat at Brook, Dan at Copper, Eve at Dovecote."""
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
        people = PeopleStore(session, workspace.id)
        await people.put_practices(PRACTICES)
        organiser = frozenset({Role.GP, Role.LEAD})
        await people.put_members(
            [
                Member(LEAD, ALDER, organiser),
                Member(ANN, ALDER),
                Member(BEN, BROOK),
                Member(CAT, BROOK),
                Member(DAN, COPPER),
                Member(EVE, DOVECOTE),
                Member(DEPUTY, PRACTICES[4], organiser),
                Member(OUTSIDER, PRACTICES[5]),
            ]
        )
    clock = MovedClock()
    secrets = parse_secrets(make_key())
    context = Context(database, clock, secrets, random.Random(1), workspace, NoPictures(), Town())
    return Room(database, clock, context)


def spots(planned: Iterable[Delivery]) -> set[str]:
    return {each.spot for each in planned}


# ---- asking


async def test_the_form_needs_a_draft_and_an_organiser(room: Room) -> None:
    with pytest.raises(NotFound, match="/peer schedule"):
        await room.finding.prepare(LEAD)
    with pytest.raises(NotAllowed):
        await room.finding.prepare(ANN)
    await room.drafted()
    form = await room.finding.prepare(LEAD)
    assert (form.asked, len(form.offered), len(form.ticked)) == (5, 8, 5)


async def test_days_off_of_those_asked_are_not_proposed(room: Room) -> None:
    async with room.database.transaction() as session:
        preferences = PreferenceStore(session, room.context.workspace.id)
        await preferences.set_days_off(BEN, [2])
        await preferences.set_days_off(OUTSIDER, [1, 3, 4])
    await room.drafted()
    form = await room.finding.prepare(LEAD)
    assert {each.starts_at.weekday() for each in form.offered} <= {0, 1, 3, 4}


async def test_everybody_but_the_lead_is_asked_once_and_the_draft_is_gone(room: Room) -> None:
    poll_id = await room.asked()
    asked = await room.planned(":ask:")
    assert spots(asked.values()) == {ANN, BEN, CAT, DAN, EVE}
    assert all(each.until == CLOSES for each in asked.values())
    assert "0 of 5 people have answered" in await room.says(f"poll:{poll_id}:lead")
    with pytest.raises(NotFound):
        await room.finding.prepare(LEAD)
    # The form sent twice.
    assert await room.finding.ask(LEAD, "V1", [TUESDAY, THURSDAY], AsksIn.MESSAGES) is None
    assert len(await room.planned(":ask:")) == 5


async def test_a_guest_and_a_facilitator_from_elsewhere_are_asked_too(room: Room) -> None:
    virtual = replace(PROPOSAL, format=Format.VIRTUAL_MDT)
    proposal = replace(virtual, facilitator=DEPUTY, guest_users=("U900", ANN))
    poll_id = await room.asked(proposal=proposal)
    voters = {each.user: each for each in (await room.held(poll_id)).voters}
    assert set(voters) == {LEAD, ANN, BEN, CAT, DAN, EVE, DEPUTY, "U900"}
    assert [user for user, each in voters.items() if each.guest] == ["U900"]
    assert spots((await room.planned(":ask:")).values()) == set(voters) - {LEAD}


async def test_in_the_channel_there_is_one_message_with_the_board(room: Room) -> None:
    poll_id = await room.asked(asks_in=AsksIn.CHANNEL)
    assert await room.planned(":ask:") == {}
    assert (await room.planned(":channel"))[f"poll:{poll_id}:channel"].spot == "C1"
    await room.vote(poll_id, ANN, YES, NEED, NO)
    said = await room.says(f"poll:{poll_id}:channel")
    assert "Wed 9 Dec 2026 at 13:00: 1 yes, 1 if need be, 0 no; 1 practice can" in said
    assert "1 of 5 people have answered" in said
    assert ANN not in said


@pytest.mark.parametrize(
    ("slots", "words", "field"),
    [
        ([TUESDAY], "at least 2", ids.POLL_TIMES),
        ([TUESDAY, TUESDAY], "at least 2", ids.POLL_TIMES),
        ([TUESDAY + timedelta(hours=each) for each in range(9)], "at 8", ids.POLL_TIMES),
        ([NOW - SOON, TUESDAY], "has passed", ids.POLL_TIMES),
        ([NOW + timedelta(hours=3), TUESDAY], "too soon", ids.POLL_TIMES),
        ([TUESDAY, TUESDAY + timedelta(days=400)], "more than a year", ids.POLL_TIMES),
        ([TUESDAY, datetime(2026, 12, 25, 13, tzinfo=UTC)], "bank holiday", ids.POLL_TIMES),
    ],
)
async def test_times_that_cannot_be_are_refused_and_the_draft_stays(
    room: Room, slots: list[datetime], words: str, field: str
) -> None:
    await room.drafted()
    with pytest.raises(InvalidInput, match=words) as refused:
        await room.finding.ask(LEAD, "V1", slots, AsksIn.MESSAGES)
    assert refused.value.block_id == field
    assert await room.finding.prepare(LEAD)


@pytest.mark.parametrize(
    ("closes", "words"), [(TUESDAY, "answers have to be in"), (NOW - SOON, "has passed")]
)
async def test_it_closes_before_the_first_time(room: Room, closes: datetime, words: str) -> None:
    await room.drafted()
    with pytest.raises(InvalidInput, match=words) as refused:
        await room.finding.ask(LEAD, "V1", [TUESDAY, THURSDAY], AsksIn.MESSAGES, closes_on=closes)
    assert refused.value.block_id == ids.POLL_CLOSES


async def test_with_nobody_to_ask_it_is_refused(room: Room) -> None:
    await room.drafted(replace(PROPOSAL, ods_codes=(PRACTICES[4].ods_code,)), user=DEPUTY)
    with pytest.raises(InvalidInput):
        await room.finding.ask(DEPUTY, "V1", [TUESDAY, THURSDAY], AsksIn.MESSAGES)


# ---- answering


async def test_an_answer_can_be_partial_and_changed_until_it_closes(room: Room) -> None:
    poll_id = await room.asked()
    await room.vote(poll_id, ANN, YES, None, NO)
    await room.vote(poll_id, ANN, NEED, None, None)
    own = (await room.held(poll_id)).voter(ANN)
    assert own is not None
    first, second, third = (await room.poll(poll_id)).slots
    assert own.votes == {first.id: NEED, third.id: NO}
    assert not own.has_said_all([second])
    said = await room.says(f"poll:{poll_id}:ask:{ANN}")
    assert "Tue 8 Dec 2026 at 13:00: you said *if need be*" in said
    board = await room.says(f"poll:{poll_id}:lead")
    assert "1 of 5 people have answered" in board
    assert "Tue 8 Dec 2026 at 13:00: 1 yes, 1 if need be, 0 no; 1 practice can" in board
    room.clock.moment = CLOSES
    with pytest.raises(Conflict, match="closed"):
        await room.vote(poll_id, ANN, YES, YES, YES)


async def test_an_empty_form_is_no_answer(room: Room) -> None:
    poll_id = await room.asked()
    await room.vote(poll_id, ANN, None, None, None)
    own = (await room.held(poll_id)).voter(ANN)
    assert own is not None
    assert own.answered_at is None


async def test_one_tap_answers_all_times_that_are_still_to_come(room: Room) -> None:
    poll_id = await room.asked()
    await room.finding.vote_all(ANN, poll_id, YES)
    await room.finding.vote_all(BEN, poll_id, NO)
    held = await room.held(poll_id)
    assert [set(held.voter(each).votes.values()) for each in (ANN, BEN)] == [{YES}, {NO}]  # type: ignore[union-attr]


async def test_whoever_is_not_asked_is_told_whom_to_tell(room: Room) -> None:
    poll_id = await room.asked()
    with pytest.raises(NotAllowed, match=LEAD):
        await room.finding.vote_all(OUTSIDER, poll_id, YES)
    with pytest.raises(NotAllowed):
        await room.finding.sheet(OUTSIDER, poll_id)
    with pytest.raises(NotFound):
        await room.finding.sheet(ANN, poll_id + 1)


async def test_only_the_lead_sees_who_said_what(room: Room) -> None:
    poll_id = await room.asked()
    await room.vote(poll_id, ANN, YES, NO, NO)
    assert (await room.finding.who_said_what(LEAD, poll_id)).voters
    for other in (ANN, DEPUTY):
        with pytest.raises(NotAllowed):
            await room.finding.who_said_what(other, poll_id)
    async with room.database.transaction() as session:
        await PeopleStore(session, room.context.workspace.id).note_left(LEAD, NOW)
    assert (await room.finding.who_said_what(DEPUTY, poll_id)).voters


async def test_when_everybody_has_answered_it_closes_once(room: Room) -> None:
    poll_id = await room.asked()
    await room.sent()
    for user in (ANN, BEN, CAT):
        await room.finding.vote_all(user, poll_id, YES)
    # The last two at the same moment: neither may miss the other.
    await asyncio.gather(*(room.finding.vote_all(user, poll_id, YES) for user in (DAN, EVE)))
    assert (await room.poll(poll_id)).state is PollState.CLOSED
    assert len(await room.planned(":result:")) == 1
    await room.tick(CLOSES)
    assert len(await room.planned(":result:")) == 1


async def test_only_who_has_not_answered_is_reminded_once(room: Room) -> None:
    poll_id = await room.asked()
    await room.sent()
    await room.vote(poll_id, ANN, YES, None, None)
    await room.finding.vote_all(BEN, poll_id, NO)
    await room.tick(CLOSES - timedelta(days=1))
    await room.tick(CLOSES - timedelta(hours=23))
    reminded = await room.planned(":remind:")
    assert spots(reminded.values()) == {CAT, DAN, EVE}
    await room.vote(poll_id, CAT, YES, YES, YES)
    assert "you said *yes*" in await room.says(f"poll:{poll_id}:remind:{CAT}")


async def test_whoever_has_not_even_been_asked_yet_is_not_reminded(room: Room) -> None:
    await room.asked()
    await room.tick(CLOSES - timedelta(days=1))
    assert await room.planned(":remind:") == {}


# ---- while it is open


async def test_it_can_close_at_another_time(room: Room) -> None:
    poll_id = await room.asked()
    await room.sent()
    later = datetime(2026, 12, 7, 17, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        await room.finding.extend(ANN, poll_id, later)
    with pytest.raises(InvalidInput):
        await room.finding.extend(LEAD, poll_id, later + timedelta(days=1))
    await room.finding.extend(DEPUTY, poll_id, later)
    assert "Mon 7 Dec 2026 at 17:00" in await room.says(f"poll:{poll_id}:ask:{ANN}")
    await room.tick(CLOSES)
    assert (await room.poll(poll_id)).state is PollState.OPEN
    await room.tick(later - timedelta(days=1))
    assert len(await room.planned(":remind:")) == 5
    await room.tick(later)
    assert (await room.poll(poll_id)).state is PollState.CLOSED


async def test_closed_early_it_takes_no_answers_and_unsent_questions_are_taken_back(
    room: Room,
) -> None:
    poll_id = await room.asked()
    await room.finding.close_now(LEAD, poll_id)
    with pytest.raises(Conflict, match="closed"):
        await room.finding.close_now(LEAD, poll_id)
    with pytest.raises(Conflict):
        await room.finding.vote_all(ANN, poll_id, YES)
    assert await room.planned(":ask:") == {}
    assert "Too few people have answered yet" in await room.says(f"poll:{poll_id}:result:{LEAD}")


async def test_cancelled_it_says_so_where_it_asked_and_never_closes(room: Room) -> None:
    poll_id = await room.asked()
    await room.sent()
    with pytest.raises(NotAllowed):
        await room.finding.cancel(ANN, poll_id)
    await room.finding.cancel(LEAD, poll_id)
    updates = await room.planned(":ask:")
    assert len(updates) == 5
    assert all("has cancelled the vote" in str(each.message) for each in updates.values())
    with pytest.raises(Conflict, match="cancelled"):
        await room.finding.vote_all(ANN, poll_id, YES)
    with pytest.raises(Conflict, match="cancelled"):
        await room.finding.cancel(DEPUTY, poll_id)
    await room.tick(CLOSES)
    assert await room.planned(":result:") == {}


# ---- when it has closed


async def test_the_time_of_most_practices_is_proposed_with_reasons(room: Room) -> None:
    poll_id = await room.closed()
    said = await room.says(f"poll:{poll_id}:result:{LEAD}")
    for part in (
        "4 of 5 people answered",
        "I propose Wed 9 Dec 2026 at 13:00.",
        "4 people from 3 practices can come, 1 of them if need be.",
        "More practices can be there than at any other time.",
        "nobody's day off",
        "Next:* Tue 8 Dec 2026 at 13:00. 3 people from 2 practices",
    ):
        assert part in said
    (update,) = (await room.planned(f":ask:{EVE}")).values()
    assert "has closed: thank you" in str(update.message)


async def test_finalised_it_is_a_session_with_the_answers_carried_over_once(room: Room) -> None:
    poll_id = await room.closed()
    await room.sent()
    slot_id = await room.slot(poll_id, WEDNESDAY)
    tries = [room.finding.finalise(each, poll_id, slot_id) for each in (LEAD, DEPUTY, LEAD)]
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in done) == 2
    assert await room.answers() == {
        LEAD: Answer.YES,
        ANN: Answer.YES,
        BEN: Answer.YES,
        CAT: Answer.NO,
        DAN: Answer.MAYBE,
        EVE: None,
    }
    invitations = await room.planned(":invitation:")
    assert spots(invitations.values()) == {LEAD, ANN, BEN, CAT, DAN, EVE}
    by_user = {each.spot: str(each.message) for each in invitations.values()}
    assert "You said *yes*" in by_user[ANN]
    assert "You said *no*" in by_user[CAT]
    assert "Can you come?" in by_user[EVE]
    (update,) = (await room.planned(f":ask:{CAT}")).values()
    assert "is on *Wed 9 Dec 2026 at 13:00*" in str(update.message)
    with pytest.raises(Conflict, match="Wed 9 Dec 2026 at 13:00"):
        await room.finding.vote_all(ANN, poll_id, YES)
    (listed,), _ = await room.service.inviting.upcoming(DEPUTY)
    assert (listed.session.lead, listed.session.starts_at) == (LEAD, WEDNESDAY)


async def test_any_other_time_can_be_chosen_but_none_that_has_passed(room: Room) -> None:
    poll_id = await room.closed()
    room.clock.moment = TUESDAY + SOON
    with pytest.raises(Conflict, match="has passed meanwhile"):
        await room.finding.finalise(LEAD, poll_id, await room.slot(poll_id, TUESDAY))
    with pytest.raises(NotFound):
        await room.finding.finalise(LEAD, poll_id, 0)
    with pytest.raises(NotAllowed):
        await room.finding.finalise(ANN, poll_id, await room.slot(poll_id, THURSDAY))
    await room.finding.finalise(LEAD, poll_id, await room.slot(poll_id, THURSDAY))
    assert (await room.answers())[ANN] is Answer.NO


async def test_when_all_times_have_passed_that_is_said(room: Room) -> None:
    poll_id = await room.closed()
    room.clock.moment = THURSDAY + SOON
    with pytest.raises(Conflict, match="All these times have passed"):
        await room.finding.choices(LEAD, poll_id)
    form = await room.finding.prepare(LEAD, poll_id)
    assert form.again == poll_id


async def test_an_open_vote_cannot_be_chosen_from(room: Room) -> None:
    poll_id = await room.asked()
    with pytest.raises(Conflict, match="still open"):
        await room.finding.finalise(LEAD, poll_id, await room.slot(poll_id, TUESDAY))


async def test_with_nobody_able_it_asks_with_new_times_or_leaves_it(room: Room) -> None:
    poll_id = await room.asked()
    await room.sent()
    for user in (ANN, BEN, CAT, DAN, EVE):
        await room.finding.vote_all(user, poll_id, NO)
    said = await room.says(f"poll:{poll_id}:result:{LEAD}")
    assert "I found no time that would do" in said
    assert "At none of them can people of two practices be there" in said
    assert ids.POLL_AGAIN in said
    await room.sent()
    form = await room.finding.prepare(LEAD, poll_id)
    assert not {each.starts_at for each in form.offered} & {TUESDAY, WEDNESDAY, THURSDAY}
    slots = [each.starts_at for each in form.offered][:2]
    anew = await room.finding.ask(LEAD, "V2", slots, AsksIn.MESSAGES, again=poll_id)
    assert anew not in (None, poll_id)
    assert (await room.poll(poll_id)).state is PollState.LEFT
    (update,) = (await room.planned(f"poll:{poll_id}:ask:{ANN}")).values()
    assert "asks again, with new times" in str(update.message)
    assert len(await room.planned(f"poll:{anew}:ask:")) == 5


async def test_left_it_says_so_kindly_and_is_off_the_list(room: Room) -> None:
    poll_id = await room.closed()
    await room.sent()
    await room.finding.leave(LEAD, poll_id)
    with pytest.raises(Conflict):
        await room.finding.finalise(LEAD, poll_id, await room.slot(poll_id, WEDNESDAY))
    assert await room.finding.in_progress(LEAD) == []
    (update,) = (await room.planned(f":ask:{ANN}")).values()
    assert "left for now. Thank you for answering" in str(update.message)


async def test_where_the_lead_has_left_whoever_organises_hears_and_leads(room: Room) -> None:
    poll_id = await room.asked()
    async with room.database.transaction() as session:
        await PeopleStore(session, room.context.workspace.id).note_left(LEAD, NOW)
    await room.vote(poll_id, ANN, YES, YES, YES)
    await room.vote(poll_id, BEN, YES, YES, YES)
    await room.tick(CLOSES)
    assert spots((await room.planned(":result:")).values()) == {DEPUTY}
    await room.finding.finalise(DEPUTY, poll_id, await room.slot(poll_id, TUESDAY))
    (listed,), _ = await room.service.inviting.upcoming(DEPUTY)
    assert listed.session.lead == DEPUTY
    assert LEAD not in {each.user for each in listed.invited or ()}


async def test_a_lead_who_does_not_choose_is_told_again_and_others_can(room: Room) -> None:
    poll_id = await room.closed()
    await room.sent()
    await room.tick(CLOSES + timedelta(days=1))
    nudged = await room.planned(":nudge:")
    assert spots(nudged.values()) == {LEAD, DEPUTY}
    assert "who asked, has not chosen" in await room.says(f"poll:{poll_id}:nudge:{DEPUTY}")
    await room.sent()
    await room.finding.finalise(DEPUTY, poll_id, await room.slot(poll_id, WEDNESDAY))
    told = await room.planned("poll:")
    assert {f"poll:{poll_id}:nudge:{LEAD}:state", f"poll:{poll_id}:result:{LEAD}:state"} <= set(
        told
    )


async def test_what_is_gone_since_does_not_stop_the_session(room: Room) -> None:
    gone = replace(PROPOSAL, snippet_id=999)
    poll_id = await room.asked(proposal=gone)
    await room.vote(poll_id, BEN, YES, YES, YES)
    await room.finding.close_now(LEAD, poll_id)
    await room.finding.finalise(LEAD, poll_id, await room.slot(poll_id, TUESDAY))
    (listed,), _ = await room.service.inviting.upcoming(LEAD)
    assert listed.session.snippet_id is None


async def test_where_there_is_not_room_for_all_the_last_wait_for_a_place(room: Room) -> None:
    poll_id = await room.asked(proposal=replace(PROPOSAL, places=2))
    for user in (BEN, CAT, ANN):
        room.clock.moment += SOON
        await room.vote(poll_id, user, YES, NO, NO)
    await room.finding.close_now(LEAD, poll_id)
    await room.finding.finalise(LEAD, poll_id, await room.slot(poll_id, TUESDAY))
    answers = await room.answers()
    assert [answers[each] for each in (LEAD, BEN)] == [Answer.YES, Answer.YES]
    assert [answers[each] for each in (CAT, ANN)] == [Answer.WAITING, Answer.WAITING]
    invitations = {
        each.spot: each.message for each in (await room.planned(":invitation:")).values()
    }
    assert "waiting list" in str(invitations[CAT])


async def test_who_could_when_is_forgotten_when_it_is_long_over(room: Room) -> None:
    poll_id = await room.closed()
    workspace_id = room.context.workspace.id
    async with room.database.transaction() as session:
        await forget_kind(session, workspace_id, Kind.VOTES, CLOSES)
    assert (await room.poll(poll_id)).state is PollState.CLOSED
    async with room.database.transaction() as session:
        await forget_kind(session, workspace_id, Kind.VOTES, CLOSES + SOON)
        for table in (PollRow, PollSlotRow, PollVoterRow, PollVoteRow):
            assert await session.scalar(select(func.count()).select_from(table)) == 0


async def test_the_list_shows_votes_in_progress_to_those_they_concern(room: Room) -> None:
    poll_id = await room.asked()
    await room.vote(poll_id, ANN, YES, None, None)
    (own,) = await room.finding.in_progress(ANN)
    assert (own.answered, own.asked, own.voters) == (1, 5, None)
    (led,) = await room.finding.in_progress(LEAD)
    assert led.voters is not None
    assert await room.finding.in_progress(OUTSIDER) == []
