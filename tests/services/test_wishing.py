"""What practices ask for about being matched: theirs alone, and known to matching."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from bot.blocks.sessions.matching import render_round
from bot.domain.matching.wishes import Wish
from bot.domain.people import Member
from bot.errors import InvalidInput, NotFound
from storage.comparisons import IndicatorStore
from storage.people import PeopleStore, ensure_workspace
from storage.preferences import PreferenceStore
from storage.schema.journal import AuditRow
from storage.schema.people import PracticeRow
from storage.sessions.wishes import WishStore
from tests.services.test_matching import WANTED, dry_run, six
from tests.services.test_sessions import ANN, BEN, CAT, LEAD, NOW, OUTSIDER, Room, room
from tests.support.people import PRACTICES

__all__ = ["room", "six"]

ALDER, BROOK, COPPER, DOVECOTE = PRACTICES[:4]
KEY = "ktt9_antibiotics"


async def indicator(room: Room) -> None:
    from bot.domain.indicators import CATALOGUE

    async with room.database.transaction() as session:
        await IndicatorStore(session, room.context.workspace.id).ensure([CATALOGUE[KEY]])


async def test_whom_somebody_keeps_apart_only_they_see_and_take_back(room: Room) -> None:
    wishing = room.service.wishing
    kept = await wishing.keep_apart(BEN, DOVECOTE.ods_code)
    assert kept.kept == (DOVECOTE,)
    assert (await wishing.keep_apart(BEN, DOVECOTE.ods_code)).kept == (DOVECOTE,)
    assert DOVECOTE not in kept.others
    for other in (CAT, OUTSIDER, ANN):  # of the same practice, of that one, of neither
        assert (await wishing.look_apart(other)).kept == ()
    await wishing.let_meet(CAT, DOVECOTE.ods_code)
    assert (await wishing.look_apart(BEN)).kept == (DOVECOTE,)
    assert (await wishing.let_meet(BEN, DOVECOTE.ods_code)).kept == ()


async def test_the_audit_log_does_not_say_whom(room: Room) -> None:
    await room.service.wishing.keep_apart(BEN, DOVECOTE.ods_code)
    async with room.database.reading() as session:
        noted = (await session.scalars(select(AuditRow))).all()
    assert [each.subject for each in noted] == [""]
    assert not any(DOVECOTE.ods_code in str(vars(each)) for each in noted)


async def test_nobody_is_kept_apart_from_themselves_or_from_who_is_not_there(room: Room) -> None:
    for other in (BROOK.ods_code, "Z99999", ""):
        with pytest.raises(InvalidInput, match="no longer in the list"):
            await room.service.wishing.keep_apart(BEN, other)


async def test_somebody_without_a_practice_is_told_whom_to_ask(room: Room) -> None:
    async with room.database.transaction() as session:
        people = PeopleStore(session, room.context.workspace.id)
        await people.put_members([Member("U-new")])
    for user in ("U-new", "U-stranger"):
        for refused in (
            room.service.wishing.look_apart(user),
            room.service.wishing.look(user),
            room.service.wishing.wish(user, KEY, Wish.LEARN),
        ):
            with pytest.raises(NotFound, match="which practice you work in"):
                await refused


async def test_a_wish_is_the_practices_own_and_can_be_changed_and_taken_back(room: Room) -> None:
    await indicator(room)
    wishing = room.service.wishing
    await wishing.wish(BEN, KEY, Wish.LEARN)
    assert (await wishing.look(CAT)).wishes == {KEY: Wish.LEARN}
    assert (await wishing.look(ANN)).wishes == {}
    await wishing.wish(CAT, KEY, Wish.SHARE)
    assert (await wishing.look(BEN)).wishes == {KEY: Wish.SHARE}
    await wishing.wish(BEN, KEY, None)
    assert (await wishing.look(CAT)).wishes == {}
    with pytest.raises(InvalidInput, match="no longer kept"):
        await wishing.wish(BEN, "nothing", Wish.LEARN)


async def test_matching_brings_together_who_asked_for_it_on_both_sides(six: Room) -> None:
    await indicator(six)
    about = replace(WANTED, indicator_key=KEY)
    before = await dry_run(six, about)
    group = before.group_of(BROOK.ods_code)
    assert group is not None
    other = next(each for each in PRACTICES if each not in group.practices)
    async with six.database.transaction() as session:
        store = WishStore(session, six.context.workspace.id)
        await store.put(BROOK.ods_code, KEY, Wish.LEARN, BEN, NOW)
        await store.put(other.ods_code, KEY, Wish.SHARE, "U1", NOW)
    after = await dry_run(six, about, request="V2")
    together = after.group_of(BROOK.ods_code)
    assert together is not None
    assert other in together.practices
    assert any("offered to share what works" in each for each in together.reasons.said)


async def test_wishes_of_another_workspace_are_not_there(room: Room) -> None:
    await indicator(room)
    await room.service.wishing.wish(BEN, KEY, Wish.LEARN)
    await room.service.wishing.keep_apart(BEN, DOVECOTE.ods_code)
    async with room.database.transaction() as session:
        elsewhere = await ensure_workspace(session, "T2", "", NOW)
        await PeopleStore(session, elsewhere.id).put_practices(PRACTICES)
        store = WishStore(session, elsewhere.id)
        assert await store.apart() == set()
        assert await store.wishes(KEY) == {}
        assert await store.apart_by(BEN, BROOK.ods_code) == ()
        await store.let_meet(BROOK.ods_code, DOVECOTE.ods_code, BEN)
    assert (await room.service.wishing.look_apart(BEN)).kept == (DOVECOTE,)


async def test_the_form_of_a_practice_that_is_gone_meanwhile_keeps_nothing(room: Room) -> None:
    await indicator(room)
    wishing = room.service.wishing
    await wishing.keep_apart(BEN, DOVECOTE.ods_code)
    async with room.database.transaction() as session:
        await session.execute(delete(PracticeRow).filter_by(ods_code=DOVECOTE.ods_code))
    with pytest.raises(InvalidInput, match="no longer in the list"):
        await wishing.keep_apart(BEN, DOVECOTE.ods_code)
    assert (await wishing.let_meet(BEN, DOVECOTE.ods_code)).kept == ()
    async with room.database.transaction() as session:
        await session.execute(delete(PracticeRow).filter_by(ods_code=BROOK.ods_code))
    for refused in (
        wishing.keep_apart(BEN, ALDER.ods_code),
        wishing.let_meet(BEN, ALDER.ods_code),
        wishing.wish(BEN, KEY, Wish.LEARN),
    ):
        with pytest.raises(NotFound, match="which practice you work in"):
            await refused


async def test_what_the_lead_reads_is_the_same_whether_kept_apart_or_taking_no_part(
    six: Room,
) -> None:
    """Two practices alone in a round would otherwise tell the lead that one of them asked for it."""
    two = replace(WANTED, ods_codes=(BROOK.ods_code, DOVECOTE.ods_code))
    async with six.database.transaction() as session:
        await PeopleStore(session, six.context.workspace.id).put_members([Member(CAT), Member(BEN)])
        preferences = PreferenceStore(session, six.context.workspace.id)
        for each in (BROOK, DOVECOTE):
            await preferences.set_matching(f"U-{each.ods_code}", wanted=False)
        await preferences.set_matching(OUTSIDER, wanted=False)
    away = await dry_run(six, two)
    async with six.database.transaction() as session:
        preferences = PreferenceStore(session, six.context.workspace.id)
        for each in (BROOK, DOVECOTE):
            await preferences.set_matching(f"U-{each.ods_code}", wanted=True)
    await six.service.wishing.keep_apart(f"U-{BROOK.ods_code}", DOVECOTE.ods_code)
    apart = await dry_run(six, two, request="V2")
    assert away.groups == apart.groups == ()
    assert away.left_out == apart.left_out
    assert len(apart.left_out) == 2
    zone = "Europe/London"
    one, other = (str(render_round(replace(each, id=1), zone)) for each in (away, apart))
    assert one == other


async def test_a_swap_is_refused_in_the_same_words_where_somebody_is_away(six: Room) -> None:
    found = await dry_run(six)
    one, other = found.groups[0].practices[0], found.groups[1].practices[0]
    async with six.database.transaction() as session:
        members = await PeopleStore(session, six.context.workspace.id).members_of([one.ods_code])
        preferences = PreferenceStore(session, six.context.workspace.id)
        for each in members:
            await preferences.set_matching(each.slack_user_id, wanted=False)
    with pytest.raises(InvalidInput, match="cannot change places as things are now"):
        await six.service.matching.swap(LEAD, found.id, one.ods_code, other.ods_code)
