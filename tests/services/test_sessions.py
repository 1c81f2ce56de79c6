"""Peer sessions on both databases: who is asked, who is told what and when, and each thing once."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.blocks import ids
from bot.domain.delivery import State
from bot.domain.people import Member, Practice, Role
from bot.domain.sessions import Action, Agreed, Answer, Outcome, Proposal
from bot.domain.sessions.choice import Wanted
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.context import Context
from bot.services.sessions import SessionsService
from bot.tick import Ticker
from storage.database import Database
from storage.delivery import Delivery
from storage.delivery.rows import delivery_of
from storage.people import PeopleStore, ensure_workspace
from storage.schema.delivery import DeliveryRow
from tests.support.people import PRACTICES
from tests.support.pulse import Town

SMALL = Path(__file__).parents[1] / "data/openprescribing_small.csv"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
START = NOW + timedelta(days=7, hours=4)  # Tue 1 Dec at 13:00
ALDER, BROOK, COPPER, DOVECOTE = PRACTICES[:4]
LEAD, ANN, BEN, CAT, OUTSIDER = "U100", "U101", "U102", "U103", "U104"
PROPOSAL = Proposal(
    "Antibiotics", (ALDER.ods_code, BROOK.ods_code, COPPER.ods_code), "C1", START, 45
)


class MovedClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


class NoPictures:
    async def draw(self, spec: Mapping[str, Any]) -> bytes:
        raise AssertionError("a service draws nothing: the sender does")


class Room:
    """The service, its clock, and what it planned to send."""

    def __init__(self, database: Database, clock: MovedClock, context: Context) -> None:
        self.database = database
        self.clock = clock
        self.context = context
        self.service = SessionsService(context)

    async def tick(self, at: datetime) -> None:
        async def one(_workspace_id: int) -> SessionsService:
            return self.service

        self.clock.moment = at
        await Ticker(self.database, one).tick(at)

    async def planned(self, part: str = "", state: State = State.DUE) -> dict[str, Delivery]:
        """What waits to be sent, by key; only the keys with ``part`` in them."""
        async with self.database.reading() as session:
            rows = await session.scalars(
                select(DeliveryRow).filter_by(state=state).order_by(DeliveryRow.id)
            )
            return {row.key: delivery_of(row) for row in rows if part in row.key}

    async def sent(self) -> None:
        """Everything has gone out."""
        async with self.database.transaction() as session:
            there = {"state": State.SENT, "sent_channel": "C1", "sent_ts": "1.1"}
            await session.execute(update(DeliveryRow).values(**there))

    async def set_up(self, proposal: Proposal = PROPOSAL, request: str = "V1") -> int:
        """The id of the session that was asked for."""
        before = {each.session.id for each in (await self.service.inviting.upcoming(LEAD))[0]}
        await self.service.setting_up.set_up(LEAD, request, proposal)
        after = {each.session.id for each in (await self.service.inviting.upcoming(LEAD))[0]}
        return (after - before).pop()

    async def open_for(self, user: str) -> list[Action]:
        """The open actions that this person reads, in that order."""
        found, _ = await self.service.acting.open_actions(user)
        return [*found.mine, *found.practice, *found.others]

    async def begun(self, **changes: Any) -> int:
        """The id of a session whose thread has opened."""
        session_id = await self.set_up(replace(PROPOSAL, **changes))
        await self.tick(START)
        return session_id


@pytest.fixture
async def room(database: Database) -> Room:
    """Ann and the lead at Alder, Ben at Brook, nobody at Copper, an outsider at Dovecote."""
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
        people = PeopleStore(session, workspace.id)
        await people.put_practices(PRACTICES)
        await people.put_members(
            [
                Member(LEAD, ALDER, frozenset({Role.GP, Role.LEAD})),
                Member(ANN, ALDER),
                Member(BEN, BROOK),
                Member(CAT, BROOK),
                Member(OUTSIDER, DOVECOTE),
            ]
        )
    clock = MovedClock()
    secrets = parse_secrets(make_key())
    context = Context(database, clock, secrets, random.Random(1), workspace, NoPictures(), Town())
    return Room(database, clock, context)


def said(delivery: Delivery) -> str:
    return str([delivery.message.text, *delivery.message.blocks])


# ---- setting one up


async def test_the_form_knows_practices_people_and_a_day(room: Room) -> None:
    begun = await room.service.setting_up.prepare(LEAD, Wanted(channel="C1"))
    setup, choice = begun.setup, begun.choice
    assert [members for _, members in setup.people] == [2, 2, 0, 1, 0, 0]
    assert setup.preselected == (ALDER, BROOK, DOVECOTE)
    assert (setup.day, choice.channel, choice.topic) == (date(2026, 12, 1), "C1", "")


async def test_whoever_is_no_lead_is_told_who_is(room: Room) -> None:
    for refused in (
        room.service.setting_up.prepare(ANN),
        room.service.setting_up.set_up(ANN, "V1", PROPOSAL),
    ):
        with pytest.raises(NotAllowed, match=rf"clinical lead.*<@{LEAD}>"):
            await refused
    assert await room.planned() == {}


async def test_without_practices_there_is_nobody_to_invite(database: Database, room: Room) -> None:
    async with database.transaction() as session:
        empty = await ensure_workspace(session, "T2", "", NOW)
        lead = Member(LEAD, None, frozenset({Role.LEAD}))
        await PeopleStore(session, empty.id).put_members([lead])
    service = SessionsService(replace(room.context, workspace=empty))
    with pytest.raises(NotFound, match="nobody to invite"):
        await service.setting_up.prepare(LEAD)


async def test_everybody_at_the_practices_gets_one_invitation(room: Room) -> None:
    await room.set_up()
    invitations = await room.planned("invitation")
    assert sorted(each.target for each in invitations.values()) == [LEAD, ANN, BEN, CAT]
    words = said(next(each for each in invitations.values() if each.target == ANN))
    for part in ("Antibiotics", "Tue 1 Dec 2026 at 13:00", "45 minutes", f"<@{LEAD}>"):
        assert part in words
    assert "not performance management" in words
    (announcement,) = (await room.planned("announcement")).values()
    assert announcement.target == "C1"


async def test_the_lead_reads_who_could_not_be_invited(room: Room) -> None:
    await room.set_up()
    (own,) = [each for each in (await room.planned()).values() if each.target == LEAD]
    assert "3 other people are invited" in said(own)
    assert f"1 of these practices has nobody in Slack yet: {COPPER.name}." in said(own)


async def test_a_form_sent_twice_sets_up_one_session(room: Room) -> None:
    await asyncio.gather(*(room.service.setting_up.set_up(LEAD, "V1", PROPOSAL) for _ in range(3)))
    listed, _ = await room.service.inviting.upcoming(LEAD)
    assert len(listed) == 1
    assert len(await room.planned("invitation")) == 4


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"topic": ""}, ids.SESSION_TOPIC, "what the session is about"),
        ({"topic": "Mrs Jones, 67F"}, ids.SESSION_TOPIC, "a name with an age"),
        ({"place": "Flat 2, LS1 4AP"}, ids.SESSION_PLACE, "a full postcode"),
        ({"ods_codes": ()}, ids.SESSION_PRACTICES, "at least one practice"),
        ({"ods_codes": ("Z99999",)}, ids.SESSION_PRACTICES, "no longer in the list"),
        ({"ods_codes": (COPPER.ods_code,)}, ids.SESSION_PRACTICES, "nobody to invite"),
        ({"starts_at": NOW - timedelta(days=1)}, ids.SESSION_DATE, "date has passed"),
        ({"starts_at": NOW}, ids.SESSION_TIME, "It is 09:00 already"),
        ({"starts_at": NOW + timedelta(days=3650)}, ids.SESSION_DATE, "check the year"),
    ],
)
async def test_what_cannot_be_is_said_under_its_field_and_nothing_is_kept(
    room: Room, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words) as refused:
        await room.service.setting_up.set_up(LEAD, "V1", replace(PROPOSAL, **changes))
    assert refused.value.block_id == field
    assert "Jones" not in str(refused.value)
    assert "LS1" not in str(refused.value)
    assert (await room.service.inviting.upcoming(LEAD))[0] == []
    assert await room.planned() == {}


async def test_a_time_that_the_clocks_skip_is_explained_to_the_lead(room: Room) -> None:
    skipped = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 02:30, and 01:30 was asked for
    await room.set_up(replace(PROPOSAL, starts_at=skipped, moved=True))
    (own,) = [each for each in (await room.planned()).values() if each.target == LEAD]
    assert "so it is set for 02:30" in said(own)


# ---- answering


async def test_an_answer_is_kept_and_can_be_changed_until_the_start(room: Room) -> None:
    session_id = await room.set_up()
    for answer in (Answer.YES, Answer.YES, Answer.NO):
        shown = await room.service.inviting.answer(ANN, session_id, answer)
        assert f"You said *{answer}*" in str(shown.blocks)
    room.clock.moment = START
    with pytest.raises(Conflict, match=r"has begun.*<#C1>"):
        await room.service.inviting.answer(ANN, session_id, Answer.YES)


async def test_nobody_answers_for_somebody_else(room: Room) -> None:
    session_id = await room.set_up()
    with pytest.raises(NotAllowed, match="for somebody else"):
        await room.service.inviting.answer(OUTSIDER, session_id, Answer.YES)
    with pytest.raises(NotFound, match="no longer here"):
        await room.service.inviting.answer(ANN, session_id + 99, Answer.YES)


async def test_the_list_shows_answers_to_the_lead_and_to_others_their_own(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    (for_lead,), organises = await room.service.inviting.upcoming(LEAD)
    assert organises
    assert for_lead.invited is not None
    assert {each.user: each.answer for each in for_lead.invited}[ANN] is Answer.YES
    (for_ben,), organises = await room.service.inviting.upcoming(BEN)
    assert not organises
    assert for_ben.invited is None
    assert for_ben.own is not None
    assert for_ben.own.answer is None
    assert await room.service.inviting.upcoming(OUTSIDER) == ([], False)
    assert await room.service.inviting.upcoming("U-stranger") == ([], False)


# ---- reminders


async def test_those_who_said_yes_are_reminded_twice_and_nobody_else(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.service.inviting.answer(BEN, session_id, Answer.NO)
    await room.tick(START - timedelta(days=1, seconds=1))
    assert await room.planned("reminder") == {}
    await room.tick(START - timedelta(days=1))
    day_before = await room.planned("reminder")
    assert sorted(each.target for each in day_before.values()) == [LEAD, ANN]
    await room.tick(START - timedelta(minutes=15))
    both = await room.planned("reminder")
    assert sorted(each.target for each in both.values()) == [LEAD, LEAD, ANN, ANN]
    last = next(each for key, each in both.items() if key not in day_before and each.target == ANN)
    assert "In 15 minutes" in said(last)
    await room.tick(START - timedelta(minutes=14))
    assert len(await room.planned("reminder")) == 4


async def test_the_leads_reminder_says_who_is_coming(room: Room) -> None:
    session_id = await room.set_up()
    await room.tick(START - timedelta(days=1))
    (early,) = (await room.planned("reminder")).values()
    assert "Nobody else has said yes yet" in said(early)
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.service.inviting.answer(BEN, session_id, Answer.YES)
    await room.tick(START - timedelta(minutes=15))
    late = [each for key, each in (await room.planned("reminder:900")).items() if LEAD in key]
    assert "2 other people have said yes, from 2 practices" in said(late[0])


async def test_the_leads_own_practice_is_not_counted_among_the_others(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.tick(START - timedelta(minutes=15))
    mine = [each for key, each in (await room.planned("reminder:900")).items() if LEAD in key]
    assert "1 other person has said yes, from 1 practice." in said(mine[0])


async def test_a_reminder_whose_session_has_begun_is_not_sent(room: Room) -> None:
    await room.set_up()
    await room.tick(START + timedelta(minutes=1))  # as after a night in which nothing ran
    assert await room.planned("reminder") == {}
    assert len(await room.planned("thread")) == 1


# ---- the start


async def test_the_thread_opens_once_however_many_tick(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await asyncio.gather(*(room.tick(START) for _ in range(3)))
    (opening,) = (await room.planned("thread")).values()
    assert opening.target == "C1"
    words = said(opening)
    for part in ("Ground rules", "Chair", "Scribe", "Timekeeper", "Agenda", "13:00", "13:44"):
        assert part in words
    assert "1 other person said yes" in words
    assert "Last time" not in words
    assert ids.ACTION_NEW in words


async def test_a_late_start_says_so_and_moves_the_agenda(room: Room) -> None:
    await room.set_up()
    await room.tick(START + timedelta(minutes=30))
    (opening,) = (await room.planned("thread")).values()
    assert "later than planned" in said(opening)
    assert "13:30 *Welcome" in said(opening)


async def test_a_thread_without_a_yes_or_a_lead_says_what_to_do(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(LEAD, session_id, Answer.NO)
    await room.tick(START)
    (opening,) = (await room.planned("thread")).values()
    assert "Nobody has said yes yet" in said(opening)
    assert "please choose a chair first" in said(opening)


async def test_the_figures_that_it_is_about_come_into_the_thread(room: Room) -> None:
    comparisons = ComparisonsService(room.context)
    await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    (indicator, *_) = await comparisons.showing.indicators()
    snippet = await comparisons.posting.post_snippet(indicator.key, "C7", "V0", LEAD)
    assert snippet is not None
    begun = await room.service.setting_up.prepare(LEAD, Wanted(snippet_id=snippet.id))
    choice = begun.choice
    assert (choice.topic, choice.channel, choice.snippet_id) == (indicator.name, "C7", snippet.id)
    assert choice.indicator_key == indicator.key
    await room.begun(snippet_id=snippet.id)
    (thread,) = (await room.planned("thread")).values()
    (figures,) = [
        each for key, each in (await room.planned("session:")).items() if key.endswith("snippet")
    ]
    (posted,) = [each for key, each in (await room.planned("snippet:")).items() if key[0:2] == "sn"]
    assert figures.target == thread.key
    assert figures.message == posted.message


# ---- actions


async def recorded(room: Room, session_id: int, **changes: Any) -> None:
    agreed = Agreed("Audit ten courses", ANN, date(2026, 12, 8), ALDER.ods_code)
    request = changes.pop("request", "V5")
    user = changes.pop("user", ANN)
    await room.service.acting.record_action(user, request, session_id, replace(agreed, **changes))


async def test_an_action_is_kept_once_and_said_in_the_thread(room: Room) -> None:
    session_id = await room.begun()
    await recorded(room, session_id)
    await recorded(room, session_id)
    (reply,) = (await room.planned("action")).values()
    assert reply.target == f"session:{session_id}:thread"
    assert (
        f"Action: Audit ten courses — owner <@{ANN}>, {ALDER.name}, by Tue 8 Dec 2026"
        == reply.message.text
    )


async def test_the_form_for_an_action_proposes_four_weeks(room: Room) -> None:
    session_id = await room.begun()
    kept, due = await room.service.acting.prepare_action(BEN, session_id)
    assert (kept.id, due) == (session_id, date(2026, 12, 29))


@pytest.mark.parametrize(
    ("owner", "chosen", "practice"),
    [
        (BEN, None, BROOK),
        (BEN, ALDER.ods_code, ALDER),
        (OUTSIDER, None, None),
        ("U-stranger", None, None),
        (BEN, DOVECOTE.ods_code, None),
    ],
)
async def test_an_action_belongs_to_a_practice_of_the_session(
    room: Room, owner: str, chosen: str | None, practice: Practice | None
) -> None:
    session_id = await room.begun()
    await recorded(room, session_id, owner=owner, ods_code=chosen)
    (action,) = await room.open_for(LEAD)
    assert action.practice == practice


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"what": ""}, ids.ACTION_WHAT, "what will be done"),
        ({"what": "Call 07700 900123"}, ids.ACTION_WHAT, "a phone number"),
        ({"due": date(2026, 11, 30)}, ids.ACTION_DUE, "date has passed"),
    ],
)
async def test_an_action_that_cannot_be_is_said_under_its_field(
    room: Room, changes: dict[str, Any], field: str, words: str
) -> None:
    session_id = await room.begun()
    with pytest.raises(InvalidInput, match=words) as refused:
        await recorded(room, session_id, **changes)
    assert refused.value.block_id == field
    assert "07700" not in str(refused.value)
    assert await room.planned("action") == {}


async def test_those_who_were_not_invited_are_told_whom_to_ask(room: Room) -> None:
    session_id = await room.begun()
    with pytest.raises(NotAllowed, match=f"<@{LEAD}>"):
        await room.service.acting.prepare_action(OUTSIDER, session_id)
    with pytest.raises(NotAllowed, match=f"<@{LEAD}>"):
        await recorded(room, session_id, user=OUTSIDER)


async def test_open_actions_are_shown_to_those_who_were_there(room: Room) -> None:
    session_id = await room.begun()
    await recorded(room, session_id, owner=OUTSIDER)
    for user, organises in ((LEAD, True), (BEN, False), (OUTSIDER, False)):
        (action,) = await room.open_for(user)
        assert action.owner == OUTSIDER
        assert (await room.service.acting.open_actions(user))[1] is organises
    assert await room.open_for("U-stranger") == []


async def test_an_action_is_settled_by_its_owner_a_lead_or_those_who_were_there(room: Room) -> None:
    session_id = await room.begun()
    for request in ("V5", "V6", "V7"):
        await recorded(room, session_id, request=request)
    first, second, third = await room.open_for(LEAD)
    settle = room.service.acting.settle
    with pytest.raises(NotAllowed, match=f"<@{ANN}>"):
        await settle(OUTSIDER, first.id, Outcome.KEPT)
    await settle(ANN, first.id, Outcome.KEPT)
    await settle(ANN, first.id, Outcome.KEPT)
    with pytest.raises(Conflict, match=f"marked as kept by <@{ANN}>"):
        await settle(LEAD, first.id, Outcome.DROPPED)
    await settle(LEAD, second.id, Outcome.KEPT)
    await settle(BEN, third.id, Outcome.DROPPED)
    assert await room.open_for(LEAD) == []


async def test_last_times_open_actions_come_first_at_the_next_session(room: Room) -> None:
    session_id = await room.begun()
    await recorded(room, session_id)
    later = START + timedelta(days=28)
    next_id = await room.set_up(replace(PROPOSAL, topic="antibiotics ", starts_at=later), "V9")
    await room.tick(later)
    (opening,) = (await room.planned(f"session:{next_id}:thread")).values()
    words = said(opening)
    assert "Audit ten courses" in words
    assert words.index("Audit ten courses") < words.index("*Agenda*")
    assert "Last time's actions" in words


# ---- when things change


async def test_cancelling_tells_those_who_might_have_come_once(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.service.inviting.answer(BEN, session_id, Answer.NO)
    await room.sent()
    await room.service.changing.cancel(LEAD, session_id)
    told = await room.planned("cancelled")
    assert sorted(each.target for each in told.values()) == [ANN, CAT]
    assert len(await room.planned("invitation:U102:state")) == 1
    with pytest.raises(Conflict, match="cancelled before"):
        await room.service.changing.cancel(LEAD, session_id)
    with pytest.raises(Conflict, match="was cancelled"):
        await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.tick(START)
    assert await room.planned("reminder") == {}
    assert await room.planned("thread") == {}
    assert await room.service.inviting.upcoming(LEAD) == ([], True)


async def test_cancelling_is_for_leads_and_before_the_start(room: Room) -> None:
    session_id = await room.set_up()
    with pytest.raises(NotAllowed, match="clinical lead"):
        await room.service.changing.cancel(ANN, session_id)
    await room.tick(START)
    with pytest.raises(Conflict, match="has begun"):
        await room.service.changing.cancel(LEAD, session_id)


async def test_who_was_not_invited_yet_hears_nothing_of_a_cancellation(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.changing.cancel(LEAD, session_id)
    assert set(await room.planned()) == set()
    assert len(await room.planned("invitation", State.STOPPED)) == 4
    assert len(await room.planned("announcement", State.STOPPED)) == 1


async def test_what_concerns_the_channel_has_the_lead_as_its_owner(room: Room) -> None:
    session_id = await room.set_up()
    await room.tick(START)
    posts = {**await room.planned("announcement"), **await room.planned("thread")}
    assert {each.owner for each in posts.values()} == {LEAD}
    assert {each.about for each in posts.values()} == {
        "the announcement of the peer session on Antibiotics",
        "the thread of the peer session on Antibiotics",
    }
    assert posts[f"session:{session_id}:announcement"].until == START


# ---- when people may be written to


async def test_an_invitation_at_night_goes_out_in_the_morning(room: Room) -> None:
    room.clock.moment = datetime(2026, 12, 24, 22, tzinfo=UTC)  # before Christmas and a weekend
    await room.set_up(replace(PROPOSAL, starts_at=datetime(2027, 1, 12, 13, tzinfo=UTC)))
    invited = {each.target: each for each in (await room.planned("invitation")).values()}
    morning = datetime(2026, 12, 29, 8, tzinfo=UTC)  # Monday the 28th is a bank holiday
    assert {invited[user].due_at for user in (ANN, BEN, CAT)} == {morning}
    assert invited[LEAD].due_at == room.clock.moment  # asked for
    assert "in working hours, the last on Tue 29 Dec 2026 at 08:00" in said(invited[LEAD])


async def test_who_has_had_enough_this_month_finds_it_on_the_home_tab(room: Room) -> None:
    for number in range(6):
        await room.set_up(request=f"V{number}")
        await room.sent()
    await room.set_up(request="V6")
    (waiting,) = [
        each for each in (await room.planned("", State.WAITING)).values() if each.target == ANN
    ]
    assert waiting.about == "the invitation to the peer session on Antibiotics on " + (
        "Tue 1 Dec 2026 at 13:00"
    )


async def test_the_lead_hears_whose_invitation_waits(room: Room) -> None:
    for number in range(6):
        await room.set_up(request=f"V{number}")
        await room.sent()
    await room.set_up(request="V6")
    (own,) = [each for each in (await room.planned("invitation")).values() if each.target == LEAD]
    assert "3 people have had enough messages from me this month" in said(own)


async def test_nobody_is_written_to_before_a_session_that_begins_too_soon(room: Room) -> None:
    room.clock.moment = datetime(2026, 11, 27, 20, tzinfo=UTC)  # Friday evening
    await room.set_up(replace(PROPOSAL, starts_at=datetime(2026, 11, 30, 7, 30, tzinfo=UTC)))
    assert {each.target for each in (await room.planned("invitation")).values()} == {LEAD}
    assert len(await room.planned("invitation", State.WAITING)) == 3


async def test_reminders_and_cancellations_come_at_any_hour(room: Room) -> None:
    early = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    session_id = await room.set_up(replace(PROPOSAL, starts_at=early))
    await room.service.inviting.answer(ANN, session_id, Answer.YES)
    await room.sent()
    await room.tick(early - timedelta(minutes=15))
    reminder = next(
        each for each in (await room.planned("reminder")).values() if each.target == ANN
    )
    assert reminder.due_at <= room.clock.moment
    await room.service.changing.cancel(LEAD, session_id)
    assert all(each.due_at <= room.clock.moment for each in (await room.planned("cancel")).values())
