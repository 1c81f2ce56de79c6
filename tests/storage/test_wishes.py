"""Who is kept apart counts for as long as somebody can take it back; wishes are kept once a practice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from bot.domain.matching.wishes import Wish
from bot.domain.people import Member, Practice
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schema.people import PracticeRow
from storage.sessions.wishes import WishStore
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALDER, BROOK, COPPER, DOVECOTE = PRACTICES[:4]
BEN, CAT, OLA = "U102", "U103", "U104"
KEY = "ktt9_antibiotics"
MEMBERS = (Member(BEN, BROOK), Member(CAT, BROOK), Member(OLA, DOVECOTE))


@pytest.fixture
async def workspace(database: Database) -> int:
    return await peopled(database, "T1")


async def peopled(database: Database, team: str) -> int:
    async with database.transaction() as session:
        id_ = (await ensure_workspace(session, team, "", NOW)).id
        people = PeopleStore(session, id_)
        await people.put_practices(PRACTICES)
        await people.put_members(MEMBERS)
        return id_


async def keep_apart(database: Database, workspace: int, own: Practice, by: str) -> None:
    async with database.transaction() as session:
        store = WishStore(session, workspace)
        assert await store.keep_apart(own.ods_code, COPPER.ods_code, by, NOW)


async def apart(database: Database, workspace: int) -> set[frozenset[str]]:
    """The pairs that count; they are always those that somebody sees and can take back."""
    async with database.reading() as session:
        store = WishStore(session, workspace)
        counts = await store.apart()
        seen = {
            frozenset((each.practice.ods_code, other.ods_code))
            for each in await PeopleStore(session, workspace).members()
            if each.practice
            for other in await store.apart_by(each.slack_user_id, each.practice.ods_code)
        }
    assert counts == seen
    return counts


def pair(one: Practice, other: Practice) -> frozenset[str]:
    return frozenset((one.ods_code, other.ods_code))


async def test_a_pair_counts_until_the_last_who_asked_takes_it_back(
    database: Database, workspace: int
) -> None:
    for by in (BEN, CAT, CAT):
        await keep_apart(database, workspace, BROOK, by)
    for by, left in ((OLA, True), (BEN, True), (CAT, False)):
        async with database.transaction() as session:
            await WishStore(session, workspace).let_meet(COPPER.ods_code, BROOK.ods_code, by)
        assert bool(await apart(database, workspace)) is left


async def test_what_a_mover_asked_for_counts_no_more_and_comes_back_with_them(
    database: Database, workspace: int
) -> None:
    await keep_apart(database, workspace, BROOK, BEN)
    for practice, counts in (
        (DOVECOTE, set()),
        (None, set()),
        (COPPER, {pair(BROOK, COPPER)}),
        (BROOK, {pair(BROOK, COPPER)}),
    ):
        async with database.transaction() as session:
            people = PeopleStore(session, workspace)
            await people.put_members([replace(MEMBERS[0], practice=practice)])
        assert await apart(database, workspace) == counts


async def test_who_has_left_keeps_nobody_apart(database: Database, workspace: int) -> None:
    await keep_apart(database, workspace, BROOK, BEN)
    for left_at, counts in ((NOW, set()), (None, {pair(BROOK, COPPER)})):
        async with database.transaction() as session:
            await PeopleStore(session, workspace).note_left(BEN, left_at)
        assert await apart(database, workspace) == counts


async def test_the_same_person_in_two_workspaces_is_two(database: Database, workspace: int) -> None:
    elsewhere = await peopled(database, "T2")
    await keep_apart(database, workspace, BROOK, BEN)
    assert await apart(database, elsewhere) == set()
    async with database.transaction() as session:
        await PeopleStore(session, workspace).put_members([Member(BEN, DOVECOTE)])
    assert await apart(database, workspace) == set()  # though Ben is at Brook in the other one


async def test_a_practice_that_is_gone_takes_all_of_it_along(
    database: Database, workspace: int
) -> None:
    await keep_apart(database, workspace, BROOK, BEN)
    async with database.transaction() as session:
        await WishStore(session, workspace).put(COPPER.ods_code, KEY, Wish.SHARE, OLA, NOW)
        await session.execute(
            delete(PracticeRow).filter_by(workspace_id=workspace, ods_code=COPPER.ods_code)
        )
    assert await apart(database, workspace) == set()
    async with database.transaction() as session:
        store = WishStore(session, workspace)
        assert await store.wishes(KEY) == {}
        assert not await store.keep_apart(BROOK.ods_code, COPPER.ods_code, BEN, NOW)


async def test_a_practice_has_one_wish_about_each_indicator(
    database: Database, workspace: int
) -> None:
    async with database.transaction() as session:
        store = WishStore(session, workspace)
        for by, wish in ((BEN, Wish.LEARN), (CAT, Wish.SHARE), (CAT, Wish.SHARE)):
            await store.put(BROOK.ods_code, KEY, wish, by, NOW)
        await store.put(BROOK.ods_code, "falls", Wish.LEARN, BEN, NOW)
        await store.put(DOVECOTE.ods_code, KEY, Wish.LEARN, OLA, NOW)
        assert await store.wishes(KEY) == {
            BROOK.ods_code: Wish.SHARE,
            DOVECOTE.ods_code: Wish.LEARN,
        }
        assert await store.wishes_of(BROOK.ods_code) == {KEY: Wish.SHARE, "falls": Wish.LEARN}
        await store.put(BROOK.ods_code, KEY, None, BEN, NOW)
        assert await store.wishes(KEY) == {DOVECOTE.ods_code: Wish.LEARN}
