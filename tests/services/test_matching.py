"""A round of matching on both databases: the dry run, changing it, sending it, and what the next knows."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.matching import What
from bot.domain.matching.rounds import NOT_PLACED, Group, Round, RoundState, Wanted
from bot.domain.people import Member, Practice, Role
from bot.domain.sessions import Answer, Format, Move
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from storage.people import PeopleStore
from storage.preferences import PreferenceStore
from storage.schema.matching import ExclusionRow
from storage.sessions import SessionStore
from tests.services.test_sessions import ANN, LEAD, NOW, Room, room
from tests.support.people import PRACTICES

__all__ = ["room"]

AT = datetime(2026, 12, 8, 13, tzinfo=UTC)
WANTED = Wanted("Falls", "C1", AT, 45)


@pytest.fixture
async def six(room: Room) -> Room:
    """Six practices with at least a person each, and the lead at the first."""
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_practices(PRACTICES)
        await people.put_members(
            [
                *(Member(f"U-{each.ods_code}", each) for each in PRACTICES),
                Member(LEAD, PRACTICES[0], frozenset({Role.GP, Role.LEAD})),
            ]
        )
    return room


async def dry_run(room: Room, wanted: Wanted = WANTED, request: str = "V1") -> Round:
    matching = room.service.matching
    matching_id = await matching.begin(LEAD, request, wanted)
    assert matching_id is not None
    await matching.make(str(matching_id), NOW)
    return await matching.look(LEAD, matching_id)


async def send(room: Room, found: Round) -> Round:
    matching = room.service.matching
    await matching.send(LEAD, found.id)
    await matching.deliver(str(found.id), NOW)
    return await matching.look(LEAD, found.id)


def codes(found: Round) -> set[frozenset[str]]:
    return {frozenset(each.ods_code for each in group.practices) for group in found.groups}


async def test_a_dry_run_tells_the_lead_and_nobody_else(six: Room) -> None:
    found = await dry_run(six)
    assert found.state is RoundState.READY
    assert len(found.groups) == 3
    assert sum(len(group.practices) for group in found.groups) == 6
    assert all(group.facilitator for group in found.groups)
    planned = await six.planned("matching:")
    assert {each.spot for each in planned.values()} == {LEAD}
    assert "Nothing has been sent yet" in str(planned[f"matching:{found.id}"].message)


async def test_the_form_sent_twice_is_one_round(six: Room) -> None:
    matching = six.service.matching
    asked = await asyncio.gather(*(matching.begin(LEAD, "V1", WANTED) for _ in range(3)))
    assert len([each for each in asked if each is not None]) == 1


async def test_sending_sets_each_group_up_once_and_tells_them_why(six: Room) -> None:
    found = await dry_run(six)
    matching = six.service.matching
    await matching.send(LEAD, found.id)
    with pytest.raises(Conflict, match="sent already"):
        await matching.send(LEAD, found.id)
    await matching.deliver(str(found.id), NOW)
    await matching.deliver(str(found.id), NOW)
    sent = await matching.look(LEAD, found.id)
    assert sent.state is RoundState.SENT
    assert len({each.session_id for each in sent.groups}) == 3
    async with six.database.reading() as session:
        store = SessionStore(session, six.context.workspace.id)
        kept = [await store.get(each.session_id or 0) for each in sent.groups]
        invited = await store.invitees_of(each.session_id or 0 for each in sent.groups)
    for group, one in zip(sent.groups, kept, strict=True):
        assert one is not None
        assert (one.format, one.starts_at, one.topic) == (Format.PAIR, AT, "Falls")
        assert one.practices == group.practices
        assert one.why_these == (" ".join(group.reasons.said) or None)
        assert one.facilitated_by == group.facilitator
        theirs = {each.ods_code for each in group.practices}
        assert {each.practice.ods_code for each in invited[one.id] if each.practice} == theirs
    everybody = [each for people in invited.values() for each in people]
    assert len(everybody) == len({each.user for each in everybody}) == 11
    assert {each.user for each in everybody if each.answer is Answer.YES} <= {LEAD}
    assert len(await six.planned(":announcement")) == 1


async def test_the_next_round_finds_others(six: Room) -> None:
    first = await send(six, await dry_run(six))
    second = await send(six, await dry_run(six, request="V2"))
    third = await dry_run(six, request="V3")
    assert not codes(first) & codes(second)
    assert not codes(third) & (codes(first) | codes(second))
    assert third.forced == 0


async def test_what_was_not_sent_is_no_history(six: Room) -> None:
    first = await dry_run(six)
    await six.service.matching.drop(LEAD, first.id)
    second = await dry_run(six, request="V2")
    assert codes(second) == codes(first)


async def test_a_forced_repeat_is_explained(six: Room) -> None:
    two = replace(WANTED, ods_codes=(PRACTICES[0].ods_code, PRACTICES[1].ods_code))
    await send(six, await dry_run(six, two))
    again = await dry_run(six, two, request="V2")
    assert again.forced == 1
    assert "met in the last round or since" in again.groups[0].reasons.forced[0]


async def test_an_odd_one_makes_a_trio_and_is_told(six: Room) -> None:
    five = replace(WANTED, ods_codes=tuple(each.ods_code for each in PRACTICES[:5]))
    sent = await send(six, await dry_run(six, five))
    (trio,) = [group for group in sent.groups if len(group.practices) == 3]
    async with six.database.reading() as session:
        kept = await SessionStore(session, six.context.workspace.id).get(trio.session_id or 0)
    assert kept is not None
    assert kept.format is Format.TRIO
    assert "You are three this time" in (kept.why_these or "")


async def test_who_takes_no_part_or_is_away_is_not_asked_and_nothing_says_which(six: Room) -> None:
    async with six.database.transaction() as session:
        wishes = PreferenceStore(session, six.context.workspace.id)
        await wishes.set_matching(f"U-{PRACTICES[4].ods_code}", wanted=False)
        await wishes.snooze(f"U-{PRACTICES[2].ods_code}", AT + timedelta(days=1))
        await wishes.snooze(f"U-{PRACTICES[3].ods_code}", AT - timedelta(days=1))
    found = await dry_run(six)
    assert {(each.name, each.why) for each in found.left_out} == {
        (PRACTICES[4].name, NOT_PLACED),
        (PRACTICES[2].name, NOT_PLACED),
    }
    assert len(found.practices) == 4


async def test_who_opts_out_between_dry_run_and_sending_is_not_invited(six: Room) -> None:
    found = await dry_run(six)
    async with six.database.transaction() as session:
        await PreferenceStore(session, six.context.workspace.id).set_matching(
            f"U-{PRACTICES[1].ods_code}", wanted=False
        )
    await send(six, found)
    assert not await six.planned(f":invitation:U-{PRACTICES[1].ods_code}")


async def test_two_who_are_kept_apart_never_meet_and_no_word_says_so(six: Room) -> None:
    two = PRACTICES[:2]
    async with six.database.transaction() as session:
        ids = await PeopleStore(session, six.context.workspace.id).practice_ids()
        session.add(
            ExclusionRow(
                practice_id=ids[two[0].ods_code],
                other_practice_id=ids[two[1].ods_code],
                workspace_id=six.context.workspace.id,
                made_by=ANN,
                made_at=NOW,
            )
        )
    wanted = replace(WANTED, ods_codes=tuple(each.ods_code for each in two))
    alone = await dry_run(six, wanted)
    assert alone.groups == ()
    assert {each.why for each in alone.left_out} == {NOT_PLACED}
    with pytest.raises(Conflict, match="no group to invite"):
        await six.service.matching.send(LEAD, alone.id)
    found = await dry_run(six, request="V2")
    one = found.group_of(two[0].ods_code)
    assert one is not None
    partner = next(each for each in one.practices if each != two[0])
    with pytest.raises(InvalidInput, match="cannot change places"):
        await six.service.matching.swap(LEAD, found.id, partner.ods_code, two[1].ods_code)


async def test_two_change_places_by_hand_and_the_reasons_follow(six: Room) -> None:
    found = await dry_run(six)
    one, other = found.groups[0].practices[0], found.groups[1].practices[0]
    changed = await six.service.matching.swap(LEAD, found.id, one.ods_code, other.ods_code)
    first, second = changed.group_of(other.ods_code), changed.group_of(one.ods_code)
    assert first is not None
    assert second is not None
    assert (first.number, second.number) == (1, 2)
    assert changed.groups[2] == found.groups[2]
    with pytest.raises(InvalidInput, match="same group"):
        await six.service.matching.swap(
            LEAD, found.id, *(each.ods_code for each in changed.groups[0].practices)
        )
    with pytest.raises(InvalidInput, match="in no group"):
        await six.service.matching.swap(LEAD, found.id, one.ods_code, "Z99999")


async def test_a_round_is_made_anew_or_dropped(six: Room) -> None:
    found = await dry_run(six)
    matching = six.service.matching
    await matching.anew(LEAD, found.id)
    with pytest.raises(Conflict, match="being made"):
        await matching.send(LEAD, found.id)
    await matching.make(str(found.id), NOW)
    assert (await matching.look(LEAD, found.id)).state is RoundState.READY
    await matching.drop(LEAD, found.id)
    with pytest.raises(Conflict, match="dropped"):
        await matching.send(LEAD, found.id)
    await matching.deliver(str(found.id), NOW)
    assert not await six.planned(":invitation:")


async def test_a_practice_that_is_gone_leaves_its_partner_uninvited_and_says_so(six: Room) -> None:
    found = await dry_run(six)
    gone = found.groups[0].practices[0]
    async with six.database.transaction() as session:
        from sqlalchemy import delete

        from storage.schema.people import PracticeRow

        await session.execute(delete(PracticeRow).where(PracticeRow.ods_code == gone.ods_code))
    sent = await send(six, found)
    assert [each.session_id is None for each in sent.groups] == [True, False, False]
    message = (await six.planned("matching:"))[f"matching:{found.id}:state"].message
    assert "1 group could not be kept as things are now" in str(message)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"topic": ""}, "what they will meet about"),
        ({"topic": "Falls of Mrs Smith, 67F"}, "could identify"),
        ({"starts_at": NOW - timedelta(minutes=1)}, "already"),
        ({"ods_codes": ("Y90001",)}, "at least two practices"),
    ],
)
async def test_a_form_that_will_not_do_says_why(
    six: Room, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        await six.service.matching.begin(LEAD, "V1", replace(WANTED, **changes))  # type: ignore[arg-type]


async def test_only_organisers_match_and_a_round_of_another_is_not_there(six: Room) -> None:
    for refused in (
        six.service.matching.prepare(ANN, None),
        six.service.matching.begin(ANN, "V1", WANTED),
    ):
        with pytest.raises(NotAllowed, match="clinical lead"):
            await refused
    with pytest.raises(NotFound):
        await six.service.matching.look(LEAD, 99)


async def test_groups_have_a_facilitator_of_their_own_and_their_format(six: Room) -> None:
    sent = await send(six, await dry_run(six, replace(WANTED, what=What.TRIOS)))
    assert [group.format for group in sent.groups] == [Format.TRIO, Format.TRIO]
    for group in sent.groups:
        assert group.facilitator in {f"U-{each.ods_code}" for each in group.practices} | {LEAD}


async def test_a_matched_session_is_moved_and_cancelled_like_any_other(six: Room) -> None:
    """It has no announcement of its own, so none is brought up to date."""
    sent = await send(six, await dry_run(six))
    first, second = (each.session_id or 0 for each in sent.groups[:2])
    await six.sent()
    changing = six.service.changing
    await changing.move(LEAD, first, Move(AT + timedelta(days=1), 45, None, None, None))
    await changing.cancel(LEAD, second, "Too many are away")
    own = {f"session:{first}:announcement:state", f"session:{second}:announcement:state"}
    assert not own & set(await six.planned(":announcement"))
    assert await six.planned(f"session:{second}:cancelled")


# ---- what has changed between the dry run and sending


async def invited_to(room: Room, found: Round) -> dict[int, set[str]]:
    """Who is invited to the session of each group, by its number."""
    async with room.database.reading() as session:
        store = SessionStore(session, room.context.workspace.id)
        return {
            group.number: {each.user for each in await store.invitees(group.session_id or 0)}
            for group in found.groups
        }


def person(practice: Practice) -> str:
    return f"U-{practice.ods_code}"


def one_without_the_lead(found: Round) -> Group:
    return next(group for group in found.groups if PRACTICES[0] not in group.practices)


async def takes_no_part(room: Room, user: str) -> None:
    async with room.database.transaction() as session:
        await PreferenceStore(session, room.context.workspace.id).set_matching(user, wanted=False)


async def people_of(room: Room, *practices: Practice) -> set[str]:
    async with room.database.reading() as session:
        people = PeopleStore(session, room.context.workspace.id)
        members = await people.members_of(each.ods_code for each in practices)
    return {each.slack_user_id for each in members}


async def nobody_takes_part_at(room: Room, *practices: Practice) -> None:
    for user in await people_of(room, *practices):
        await takes_no_part(room, user)


async def test_nobody_is_invited_to_meet_a_practice_where_nobody_takes_part_any_more(
    six: Room,
) -> None:
    found = await dry_run(six)
    group = one_without_the_lead(found)
    await nobody_takes_part_at(six, group.practices[0])
    sent = await send(six, found)
    assert [each.number for each in sent.groups if each.session_id is None] == [group.number]
    assert (await invited_to(six, sent))[group.number] == set()
    message = str((await six.planned("matching:"))[f"matching:{found.id}:state"].message)
    assert "1 group could not be kept as things are now" in message
    assert group.practices[1].name in message


async def test_a_trio_of_which_one_is_away_meets_as_a_pair(six: Room) -> None:
    found = await dry_run(six, replace(WANTED, what=What.TRIOS))
    group = one_without_the_lead(found)
    await nobody_takes_part_at(six, group.practices[0])
    sent = await send(six, found)
    left = await people_of(six, *group.practices[1:])
    assert (await invited_to(six, sent))[group.number] == left
    async with six.database.reading() as session:
        ids = {each.number: each.session_id or 0 for each in sent.groups}
        kept = await SessionStore(session, six.context.workspace.id).get(ids[group.number])
    assert kept is not None
    assert kept.format is Format.PAIR
    assert kept.practices == group.practices[1:]
    assert kept.facilitated_by in left


async def test_who_asked_to_be_kept_apart_after_the_dry_run_does_not_meet(six: Room) -> None:
    found = await dry_run(six)
    one, other = one_without_the_lead(found).practices
    await six.service.wishing.keep_apart(person(one), other.ods_code)
    sent = await send(six, found)
    assert sum(each.session_id is None for each in sent.groups) == 1
    assert not await six.planned(f":invitation:{person(one)}")
    everything = " ".join(str(each.message) for each in (await six.planned()).values())
    assert "apart" not in everything


# ---- who facilitates


async def facilitated(room: Room, *users: str) -> Round:
    return await dry_run(room, replace(WANTED, facilitators=users))


async def test_who_was_asked_to_facilitate_has_their_own_group(six: Room) -> None:
    asked = person(PRACTICES[3])
    found = await facilitated(six, asked)
    group = found.group_of(PRACTICES[3].ods_code)
    assert group is not None
    assert group.facilitator == asked
    assert sum(each.facilitator == asked for each in found.groups) == 1


async def test_who_is_in_no_group_facilitates_one_and_is_invited_to_it_alone(six: Room) -> None:
    manager = "U-manager"
    async with six.database.transaction() as session:
        people = PeopleStore(session, six.context.workspace.id)
        await people.put_members([Member(manager, None, frozenset({Role.MANAGER}))])
    found = await facilitated(six, manager)
    (group,) = [each for each in found.groups if each.facilitator == manager]
    assert all(each.facilitator for each in found.groups)
    others = [each for each in found.groups if each != group]
    changed = await six.service.matching.swap(
        LEAD, found.id, group.practices[0].ods_code, others[0].practices[0].ods_code
    )
    assert [each.facilitator for each in changed.groups].count(manager) == 1
    invited = await invited_to(six, await send(six, changed))
    assert sum(manager in users for users in invited.values()) == 1


async def test_who_takes_no_part_is_not_asked_to_facilitate(six: Room) -> None:
    asked = person(PRACTICES[3])
    await takes_no_part(six, asked)
    found = await facilitated(six, asked)
    assert asked not in {each.facilitator for each in found.groups}


async def test_a_stranger_cannot_facilitate(six: Room) -> None:
    with pytest.raises(InvalidInput, match="Only members whom I know can facilitate"):
        await facilitated(six, "U-stranger")


# ---- what counts as having met


async def test_a_session_that_was_called_off_is_no_meeting(six: Room) -> None:
    two = replace(WANTED, ods_codes=tuple(each.ods_code for each in PRACTICES[:2]))
    sent = await send(six, await dry_run(six, two))
    await six.service.changing.cancel(LEAD, sent.groups[0].session_id or 0, "Too many are away")
    again = await dry_run(six, two, request="V2")
    assert again.forced == 0


async def test_a_pair_that_met_beside_any_round_has_met(six: Room) -> None:
    two = tuple(each.ods_code for each in PRACTICES[:2])
    await six.begun(ods_codes=two, format=Format.PAIR)
    again = await dry_run(six, replace(WANTED, ods_codes=two, starts_at=AT + timedelta(days=7)))
    assert again.forced == 1
    others = await dry_run(six, replace(WANTED, starts_at=AT + timedelta(days=7)), request="V2")
    assert frozenset(two) not in codes(others)


async def test_made_anew_the_same_groups_are_said_to_be_the_same(six: Room) -> None:
    found = await dry_run(six)
    matching = six.service.matching
    await matching.anew(LEAD, found.id)
    await matching.make(str(found.id), NOW)
    again = await matching.look(LEAD, found.id)
    assert codes(again) == codes(found)
    assert again.same
    message = str((await six.planned("matching:"))[f"matching:{found.id}:state"].message)
    assert "They are the same as before" in message


async def test_one_practice_alone_is_left_out_and_nothing_can_be_sent(six: Room) -> None:
    await nobody_takes_part_at(six, *PRACTICES[1:])
    found = await dry_run(six)
    assert found.groups == ()
    assert len(found.left_out) == 6
    with pytest.raises(Conflict, match="no group to invite"):
        await six.service.matching.send(LEAD, found.id)


async def test_a_lead_in_a_group_is_not_told_of_an_announcement_that_does_not_come(
    six: Room,
) -> None:
    await send(six, await dry_run(six))
    (own,) = (await six.planned(f":invitation:{LEAD}")).values()
    assert "the announcement goes to" not in str(own.message)
    assert "other people are invited. " in str(own.message)


async def test_two_who_share_any_practice_are_never_in_one_group(six: Room) -> None:
    """One of Alder works at Brook as well, one of Copper and one of Dovecote both at Elm."""
    async with six.database.transaction() as session:
        people = PeopleStore(session, six.context.workspace.id)
        for at, more in ((0, 1), (2, 4), (3, 4)):
            await people.set_also_at(f"U-{PRACTICES[at].ods_code}", [PRACTICES[more].ods_code])
    kept = [{0, 1}, {2, 4}, {3, 4}, {2, 3}]
    apart = [{PRACTICES[number].ods_code for number in pair} for pair in kept]
    for number in range(3):
        found = await dry_run(six, request=f"V{number}")
        assert not any(pair <= group for pair in apart for group in codes(found))
        assert len(found.groups) == 3
