"""Saying where one works, on both databases: what waits, who confirms it, and what holds then."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.blocks import ids
from bot.directory import Profile
from bot.domain.deeds import Deed
from bot.domain.joining import Claim, Said
from bot.domain.organisations import Kind, Organisation, Register
from bot.domain.people import Member, Role
from bot.errors import Conflict, InvalidInput, NotAllowed, WhereUnknown
from bot.services.factory import Factory, NoCharts
from bot.services.joining import JoiningService
from storage.database import Database
from storage.joining import AcquaintanceStore, ClaimStore
from storage.organisations import OrganisationStore
from storage.people import PeopleStore
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from storage.schema.people import MemberRow
from tests.support.people import PRACTICES
from tests.support.pulse import MANAGER, House, furnish

ALDER, BROOK, COPPER = PRACTICES[:3]
A, B, C = (each.ods_code for each in (ALDER, BROOK, COPPER))
ANN, AMY, BEN, BOSS, NEW, NEXT = "U001", "U002", "U003", MANAGER.slack_user_id, "U050", "U051"
OUTSIDE = "B81001"
REGISTER = Register(
    {
        A: Organisation(A, Kind.PRACTICE, ALDER.name, "ZZ99 1AA"),
        OUTSIDE: Organisation(OUTSIDE, Kind.PRACTICE, "Alder Lane Surgery", "ZZ99 8AA"),
        "B81002": Organisation("B81002", Kind.PRACTICE, "Shut Surgery", closed=date(2020, 1, 1)),
        "U12345": Organisation("U12345", Kind.PCN, "Alder PCN"),
    },
    (),
)


@pytest.fixture
async def house(database: Database) -> House:
    """Ann and Amy at Alder Lane, Ben at Brook Street, nobody at Copper Beech; one more at Alder elsewhere."""
    house = await furnish(
        database, Member(ANN, ALDER), Member(AMY, ALDER), Member(BEN, BROOK, formal_role=True)
    )
    async with database.transaction() as session:
        register = OrganisationStore(session, house.services.workspace.id)
        await register.put(REGISTER, house.clock.now())
    for user in (NEW, NEXT):
        house.slack.profiles[user] = Profile(user, user)
    return house


def joining(house: House) -> JoiningService:
    return house.services.joining


async def say(house: House, user: str, practice: str | None, *also: str, **more: object) -> str:
    said = Said(practice, also, **more)  # type: ignore[arg-type]
    return "\n".join(await joining(house).saying.say(user, "V1", said))


async def member(house: House, user: str) -> Member | None:
    async with house.database.reading() as session:
        return await PeopleStore(session, house.services.workspace.id).member(user)


async def claims(house: House, user: str) -> list[Claim]:
    async with house.database.reading() as session:
        return await ClaimStore(session, house.services.workspace.id).of(user)


async def messages(house: House, prefix: str) -> dict[str, str]:
    """What was planned under such keys, by person."""
    async with house.database.reading() as session:
        rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
        return {
            row.spot: str(row.body)
            for row in rows
            if row.key.startswith(prefix) and not row.key.endswith(":state")
        }


async def deeds(house: House) -> list[tuple[str, str, str]]:
    async with house.database.reading() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.actor, row.deed, row.subject) for row in rows]


async def test_the_register_is_found_by_name_and_postcode_without_what_is_closed(
    house: House,
) -> None:
    found = await joining(house).register.find("alder lane")
    assert [each.ods_code for each in found] == [A, OUTSIDE]
    assert [each.postcode for each in found] == ["ZZ99 1AA", "ZZ99 8AA"]
    everything = await joining(house).register.find("")
    assert {each.ods_code for each in everything} == {OUTSIDE, *(it.ods_code for it in PRACTICES)}
    assert [each.own for each in everything] == [True] * 6 + [False]


async def test_a_claim_makes_a_member_at_once_but_shows_nothing_of_the_practice(
    house: House,
) -> None:
    said = await say(house, NEW, A, formal_role=False)
    assert "I ask <@U001> and <@U002> to confirm it" in said
    known = await member(house, NEW)
    assert known == Member(NEW, None, frozenset({Role.GP}), False)
    with pytest.raises(WhereUnknown, match=r"<@U001> or <@U002> can confirm it"):
        async with house.database.reading() as session:
            await house.services.comparisons.showing.practice_of(session, NEW)
    asked = await messages(house, "claim:")
    assert set(asked) == {ANN, AMY}
    assert "Is that right?" in asked[ANN]


async def test_a_colleague_confirms_and_all_hear_of_it(house: House) -> None:
    await say(house, NEW, A)
    message = await joining(house).confirming.decide(ANN, NEW, A, yes=True)
    assert "<@U001> has confirmed" in message.text
    assert (await member(house, NEW)) == Member(NEW, ALDER)
    assert "has confirmed that you work at" in (await messages(house, "claimed:"))[NEW]
    assert "<@U001> has confirmed" in (await messages(house, "claim:"))[AMY]
    assert (NEW, "says they work at", A) in await deeds(house)
    assert (ANN, "confirmed where somebody works", f"{NEW} at {A}") in await deeds(house)


async def test_of_two_who_answer_the_first_counts_and_the_other_is_told(house: House) -> None:
    await say(house, NEW, A)
    decide = joining(house).confirming.decide
    answers = await asyncio.gather(
        decide(ANN, NEW, A, yes=True), decide(AMY, NEW, A, yes=False), return_exceptions=True
    )
    late = [each for each in answers if isinstance(each, Exception)]
    assert len(late) == 1
    assert isinstance(late[0], Conflict)
    assert "Somebody was quicker" in str(late[0])
    assert await claims(house, NEW) == []
    assert len(await messages(house, "claimed:")) == 1


async def test_a_no_is_told_kindly_and_they_stay_a_member(house: House) -> None:
    await say(house, NEW, A)
    await joining(house).confirming.decide(AMY, NEW, A, yes=False)
    told = (await messages(house, "claimed:"))[NEW]
    assert "please choose your practice once more" in told
    assert "<@U002>" not in told
    assert (await member(house, NEW)) == Member(NEW)


async def test_only_people_there_and_managers_may_confirm_and_nobody_themselves(
    house: House,
) -> None:
    await say(house, NEW, A)
    decide = joining(house).confirming.decide
    for by in (BEN, NEXT):
        with pytest.raises(NotAllowed, match="People of that practice can confirm it"):
            await decide(by, NEW, A, yes=True)
    with pytest.raises(NotAllowed, match="Somebody else has to confirm where you work"):
        await decide(NEW, NEW, A, yes=True)
    await decide(BOSS, NEW, A, yes=True)
    assert (await member(house, NEW)) == Member(NEW, ALDER)


async def test_where_a_practice_has_nobody_yet_managers_are_asked(house: House) -> None:
    await say(house, NEW, C)
    assert set(await messages(house, "claim:")) == {BOSS}
    async with house.database.reading() as session:
        for_boss = await joining(house).asking.for_home(session, BOSS, await member(house, BOSS))
        for_ben = await joining(house).asking.for_home(session, BEN, await member(house, BEN))
    assert (for_boss.to_confirm, for_ben.to_confirm) == (1, 0)


async def test_a_practice_outside_the_group_is_not_confirmed_unless_it_is_added(
    house: House,
) -> None:
    assert "not one of the group's practices" in await say(house, NEW, OUTSIDE)
    with pytest.raises(Conflict, match="add it to them first"):
        await joining(house).confirming.decide(BOSS, NEW, OUTSIDE, yes=True)
    assert len(await claims(house, NEW)) == 1
    assert await joining(house).confirming.confirm_all(BOSS) == 0
    await joining(house).confirming.decide(BOSS, NEW, OUTSIDE, yes=False)
    assert (await member(house, NEW)) == Member(NEW)


async def test_all_are_confirmed_at_once_but_for_ones_own(house: House) -> None:
    await say(house, NEW, A, B)
    await say(house, NEXT, C)
    await say(house, BOSS, B)
    assert await joining(house).confirming.confirm_all(BOSS) == 3
    assert (await member(house, NEW)) == Member(NEW, ALDER, also_at=(BROOK,))
    assert (await member(house, NEXT)) == Member(NEXT, COPPER)
    assert [each.ods_code for each in await claims(house, BOSS)] == [B]
    with pytest.raises(NotAllowed):
        await joining(house).confirming.confirm_all(ANN)


async def test_who_moves_keeps_the_old_practice_until_the_new_one_is_confirmed(
    house: House,
) -> None:
    await say(house, ANN, B)
    assert (await member(house, ANN)) == Member(ANN, ALDER)
    await joining(house).confirming.decide(BEN, ANN, B, yes=True)
    assert (await member(house, ANN)) == Member(ANN, BROOK)


async def test_a_practice_where_they_also_work_is_added(house: House) -> None:
    await say(house, ANN, A, B)
    await joining(house).confirming.decide(BEN, ANN, B, yes=True)
    assert (await member(house, ANN)) == Member(ANN, ALDER, also_at=(BROOK,))
    await say(house, ANN, B, A)  # both are confirmed: at once
    assert (await member(house, ANN)) == Member(ANN, BROOK, also_at=(ALDER,))
    await say(house, ANN, B)
    assert (await member(house, ANN)) == Member(ANN, BROOK)
    assert (ANN, "works no longer at", A) in await deeds(house)


async def test_saying_something_else_takes_the_question_back(house: House) -> None:
    await say(house, NEW, A)
    await say(house, NEW, B)
    assert [each.ods_code for each in await claims(house, NEW)] == [B]
    assert "does not say any more" in (await messages(house, f"claim:{NEW}:{A}"))[ANN]
    with pytest.raises(Conflict, match="has left or has changed what they say"):
        await joining(house).confirming.decide(ANN, NEW, A, yes=True)


async def test_the_form_sent_twice_asks_once(house: House) -> None:
    await say(house, NEW, A)
    house.clock.moment = house.clock.moment.replace(hour=10)
    await say(house, NEW, A)
    assert len([each for each in await house.planned() if each.startswith("claim:")]) == 2


async def test_a_locum_is_a_member_without_figures(house: House) -> None:
    assert "recorded as a locum" in await say(house, ANN, None, locum=True)
    assert (await member(house, ANN)) == Member(ANN, None, locum=True)
    await say(house, ANN, C)
    await joining(house).confirming.decide(BOSS, ANN, C, yes=True)
    assert (await member(house, ANN)) == Member(ANN, COPPER)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(A, locum=True), ids.MEMBER_LOCUM),
        (Said(), ids.MEMBER_PRACTICE),
        (Said("Z99999"), ids.MEMBER_PRACTICE),
        (Said(A, ("Z99999",)), ids.MEMBER_ALSO),
        (Said(unlisted="Mrs Smith, NHS number 943 476 5919"), ids.MEMBER_UNLISTED),
    ],
)
async def test_what_cannot_be_used_is_said_under_the_field_and_nothing_is_kept(
    house: House, said: Said, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await joining(house).saying.say(NEW, "V1", said)
    assert refused.value.block_id == field
    assert await member(house, NEW) is None


async def test_a_practice_that_is_not_in_the_list_reaches_the_manager(house: House) -> None:
    said = await say(house, NEW, None, unlisted="Elm & Ash, by the station")
    assert "on its way to <@U900>" in said
    assert "Elm &amp; Ash" in (await messages(house, "unlisted:"))[BOSS]
    assert (await member(house, NEW)) == Member(NEW)


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (Profile(NEW, "x", is_guest=True), "a guest in this Slack"),
        (Profile(NEW, "x", is_outsider=True), "another organisation"),
    ],
)
async def test_guests_and_outsiders_become_no_members(
    house: House, profile: Profile, words: str
) -> None:
    house.slack.profiles[NEW] = profile
    for attempt in (joining(house).saying.prepare(NEW), say(house, NEW, A)):
        with pytest.raises(NotAllowed, match=words):
            await attempt
    assert await member(house, NEW) is None


async def test_without_an_answer_from_slack_nothing_is_kept_and_the_form_stays(
    house: House,
) -> None:
    del house.slack.profiles[NEW]
    await joining(house).saying.prepare(NEW)
    with pytest.raises(InvalidInput, match="press Save again"):
        await say(house, NEW, A)


async def test_roles_by_user_groups_are_not_made_their_own(house: House) -> None:
    async with house.database.transaction() as session:
        people = PeopleStore(session, house.services.workspace.id)
        await people.set_from_groups({NEW: frozenset({Role.LEAD}), ANN: frozenset({Role.LEAD})})
    await say(house, NEW, A)
    await say(house, ANN, A)
    async with house.database.transaction() as session:
        await PeopleStore(session, house.services.workspace.id).set_from_groups({})
    for user in (NEW, ANN):
        known = await member(house, user)
        assert known is not None
        assert known.roles == {Role.GP}


async def test_whoever_looks_after_people_corrects_adds_and_removes(house: House) -> None:
    correcting = joining(house).correcting
    await say(house, NEW, A)
    await correcting.correct(BOSS, NEW, Said(B, (A,), formal_role=True))
    assert (await member(house, NEW)) == Member(NEW, BROOK, formal_role=True, also_at=(ALDER,))
    assert await claims(house, NEW) == []
    assert "needs no answer any more" in (await messages(house, f"claim:{NEW}:{A}"))[ANN]
    with pytest.raises(InvalidInput, match="not one of the group's practices"):
        await correcting.correct(BOSS, NEW, Said(OUTSIDE))
    await correcting.correct(BOSS, NEXT, Said(A))
    assert (await member(house, NEXT)) == Member(NEXT, ALDER)
    await correcting.remove(BOSS, NEW)
    assert await member(house, NEW) is None
    for refused in (correcting.correct(ANN, BEN, Said(A)), correcting.remove(ANN, BEN)):
        with pytest.raises(NotAllowed, match="confirm where people work"):
            await refused
    with pytest.raises(InvalidInput, match="Somebody else"):
        await correcting.remove(BOSS, BOSS)
    house.slack.profiles["U0BOT"] = Profile("U0BOT", "x", is_bot=True)
    with pytest.raises(InvalidInput, match="full member"):
        await correcting.prepare(BOSS, "U0BOT")


async def test_nobody_confirms_themselves_by_correcting_while_another_could(house: House) -> None:
    correcting = joining(house).correcting
    for said, field in ((Said(A), ids.MEMBER_PRACTICE), (Said(None, (B,)), ids.MEMBER_ALSO)):
        with pytest.raises(InvalidInput, match="Somebody else has to confirm") as refused:
            await correcting.correct(BOSS, BOSS, said)
        assert refused.value.block_id == field
    await correcting.correct(BOSS, BOSS, Said(C, formal_role=True))  # nobody else could say it
    await correcting.correct(BOSS, BOSS, Said(C))  # and what is known stays
    known = await member(house, BOSS)
    assert known is not None
    assert known.practices == (COPPER,)


async def test_who_runs_this_is_not_taken_off_the_list_with_their_role(house: House) -> None:
    async with house.database.transaction() as session:
        people = PeopleStore(session, house.services.workspace.id)
        await people.put_members([Member(NEXT, None, frozenset({Role.ADMINISTRATOR}))])
        await people.set_from_groups({ANN: frozenset({Role.MANAGER})})
    for user, role in ((NEXT, "an administrator"), (ANN, "a manager")):
        with pytest.raises(InvalidInput, match=f"They are {role}"):
            await joining(house).correcting.remove(BOSS, user)
        assert await member(house, user) is not None


async def test_since_when_somebody_has_left_is_when_slack_first_said_so(house: House) -> None:
    async def left_at() -> datetime | None:
        async with house.database.reading() as session:
            row = MemberRow
            return await session.scalar(select(row.left_at).where(row.slack_user_id == ANN))

    leaving = joining(house).leaving
    await leaving.leave(ANN)
    first = await left_at()
    house.clock.moment += timedelta(days=30)
    await leaving.leave(ANN)  # Slack tells of each change to an account that is off, too
    assert await left_at() == first
    await leaving.come_back(Profile(ANN, ANN))
    await leaving.leave(ANN)
    assert await left_at() == house.clock.now()


async def test_how_many_wait_is_told_to_those_who_can_confirm_them(house: House) -> None:
    await say(house, NEW, A, B)
    await say(house, NEXT, C)

    async def waiting(user: str) -> int:
        async with house.database.reading() as session:
            known = await PeopleStore(session, house.services.workspace.id).member(user)
            return (await joining(house).asking.for_home(session, user, known)).to_confirm

    assert [await waiting(user) for user in (BOSS, ANN, BEN, NEW, NEXT)] == [2, 1, 1, 0, 0]


async def test_a_colleague_sees_in_the_list_only_what_they_may_confirm(house: House) -> None:
    await say(house, NEW, A)
    await say(house, NEXT, C)
    confirming = joining(house).confirming
    assert [each.user for each in (await confirming.listed(ANN)).claims] == [NEW]
    assert (await confirming.listed(ANN)).members is None
    everything = await confirming.listed(BOSS)
    assert [each.user for each in everything.claims] == [NEW, NEXT]
    assert len(everything.members or ()) == 6
    with pytest.raises(NotAllowed, match=str(Deed.CONFIRM_PEOPLE)):
        await confirming.listed(NEXT)


async def test_who_leaves_counts_no_more_and_is_asked_on_return_only_if_it_is_not_known(
    house: House,
) -> None:
    leaving = joining(house).leaving
    await say(house, NEW, A)
    for user in (NEW, ANN):
        await leaving.leave(user)
        assert await member(house, user) is None
    assert await claims(house, NEW) == []
    assert "needs no answer any more" in (await messages(house, f"claim:{NEW}:{A}"))[AMY]
    for user in (NEW, ANN, NEW, BEN):
        await leaving.come_back(Profile(user, user))
    assert (await member(house, ANN)) == Member(ANN, ALDER)
    assert (await member(house, NEW)) == Member(NEW)
    assert set(await messages(house, "where:")) == set()  # they had said it once before


async def test_what_a_manager_corrects_is_not_undone_by_a_question_that_is_answered_late(
    house: House,
) -> None:
    await say(house, NEW, A)
    await joining(house).correcting.correct(BOSS, NEW, Said(B))
    with pytest.raises(Conflict, match="Nothing is left to do here"):
        await joining(house).confirming.decide(ANN, NEW, A, yes=True)
    assert (await member(house, NEW)) == Member(NEW, BROOK)


async def test_the_bot_asks_by_itself_once_ever(house: House) -> None:
    for number in range(2):
        async with house.database.transaction() as session:
            asking = joining(house).asking
            seen = asking.acquaintances(session)
            assert await seen.first_time("U060", "greeted", house.clock.now()) is (number == 0)
            for known in (Member(NEXT), Member(ANN, ALDER), Member("U077", locum=True), None):
                await asking.ask_once(session, known)
    assert set(await messages(house, "where:")) == {NEXT}
    async with house.database.reading() as session:
        known_of = AcquaintanceStore(session, house.services.workspace.id)
        assert (await known_of.get(NEXT)).asked_at is not None


async def test_another_workspace_neither_sees_nor_answers_a_claim(house: House) -> None:
    await say(house, NEW, A)
    factory = Factory(house.database, house.clock, house.secrets, NoCharts(), slack=house.slack)
    other = await factory.for_team("T0OTHER")
    async with house.database.transaction() as session:
        store = PeopleStore(session, other.workspace.id)
        await store.put_practices(PRACTICES)
        await store.put_members([Member(BOSS, None, frozenset({Role.MANAGER})), Member(ANN, ALDER)])
    with pytest.raises(Conflict):
        await other.joining.confirming.decide(ANN, NEW, A, yes=True)
    assert await other.joining.confirming.confirm_all(BOSS) == 0
    assert (await other.joining.confirming.listed(BOSS)).claims == ()
    await other.joining.correcting.remove(BOSS, BEN)
    assert (await member(house, BEN)) is not None
    assert len(await claims(house, NEW)) == 1
