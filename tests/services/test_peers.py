"""Peers on both databases: what is known of practices, whom they are compared with, and by whose wish."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from bot.blocks import ids
from bot.domain.comparisons import Observation
from bot.domain.comparisons.peers import USUAL, PeerChoice, PeerGroup
from bot.domain.comparisons.traits import TRAIT_INDICATORS, Pool, Trait, Traits
from bot.domain.indicators import CATALOGUE
from bot.domain.people import Member, Practice, Role
from bot.errors import InvalidInput, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.comparisons.peers import SHORTLIST
from bot.services.context import Context
from bot.services.people import PeopleService
from bot.sources.people import read_people
from storage.comparisons.peers import PeerStore
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schema.comparisons import PeriodSummaryRow
from storage.schema.journal import AuditRow
from storage.schema.organisations import OrganisationLinkRow, OrganisationRow
from tests.support.kept import put_figures

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
GP, COLLEAGUE, LOCUM, MANAGER = "U101", "U102", "U103", "U104"
KEY = "all_antibiotics"
AUGUST = date(2026, 8, 1)
OWN = "Y90001"


class FixedClock:
    moment = NOW

    def now(self) -> datetime:
        return self.moment


class NoPictures:
    async def draw(self, spec: Mapping[str, Any]) -> bytes:
        raise AssertionError("a service draws nothing")


class Group:
    """A workspace with its practices, and hands to fill its register."""

    def __init__(self, database: Database, context: Context) -> None:
        self.database, self.context = database, context
        self.comparisons = ComparisonsService(context)
        self.people = PeopleService(context)
        self.id = context.workspace.id

    @property
    def peers(self) -> Any:
        return self.comparisons.peers

    async def of(
        self, practice: Practice, key: str | None = None, choice: PeerChoice | None = None
    ) -> PeerGroup:
        async with self.database.reading() as session:
            found: PeerGroup = await self.peers.peers_of(session, practice, key, choice=choice)
            return found

    async def know(self, traits: Iterable[Traits], at: datetime = NOW) -> None:
        known = list(traits)
        async with self.database.transaction() as session:
            store = PeerStore(session, self.id)
            await store.put_traits(known, {}, at)
            await store.put_pcns(known, at, at.date())

    async def figures(
        self,
        codes: Iterable[str],
        key: str = KEY,
        months: Iterable[date] = (AUGUST,),
        **said: float,
    ) -> None:
        """Every code has one figure in each month."""
        values = said or {"numerator": 50.0, "denominator": 10.0}
        counts = (values.get("numerator"), values.get("denominator"), values.get("value"))
        seen = [Observation(key, code, month, *counts) for month in months for code in codes]
        async with self.database.transaction() as session:
            await put_figures(session, self.id, [CATALOGUE[key]], seen, NOW)


async def make(database: Database, practices: list[Practice], team: str = "T1") -> Group:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, team, "", NOW)
        people = PeopleStore(session, workspace.id)
        await people.put_practices(practices)
        await people.put_members(
            [
                Member(GP, practices[0]),
                Member(COLLEAGUE, practices[0]),
                Member(LOCUM, None),
                Member(MANAGER, None, frozenset({Role.MANAGER})),
            ]
        )
    secrets, rng = parse_secrets(make_key()), random.Random(1)
    return Group(database, Context(database, FixedClock(), secrets, rng, workspace, NoPictures()))


def practices(count: int) -> list[Practice]:
    return [
        Practice(f"Y9{each:04d}", f"Practice {each}", 5000 + 100 * each, 1 + each % 10)
        for each in range(1, count + 1)
    ]


def elsewhere(count: int, **known: Any) -> list[Traits]:
    usual = {"list_size": 5200, "imd_score": 20.0, "over_65": 0.2, "rural": False, **known}
    return [Traits(f"A{each:05d}", **usual) for each in range(1, count + 1)]


@pytest.fixture
async def small(database: Database) -> Group:
    """Twelve practices: fewer than peers are looked for among."""
    return await make(database, practices(12))


@pytest.fixture
async def large(database: Database) -> Group:
    return await make(database, practices(30))


# ---- whom a practice is compared with


async def test_the_practices_file_alone_gives_peers_by_size_and_decile(large: Group) -> None:
    group = await large.of(practices(30)[0])
    assert (group.pool, group.used) == (Pool.GROUP, (Trait.LIST_SIZE, Trait.DEPRIVATION))
    assert len(group.codes) == 10
    assert group.missing == (Trait.AGE, Trait.RURALITY)


async def test_a_group_of_twenty_with_figures_is_its_own_pool(large: Group) -> None:
    await large.know(elsewhere(50))
    await large.figures([each.ods_code for each in practices(20)])
    group = await large.of(practices(30)[0], KEY)
    assert group.pool is Pool.GROUP
    assert set(group.codes) <= {each.ods_code for each in practices(20)}


async def test_with_fewer_peers_come_from_all_of_england(small: Group) -> None:
    await small.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(200)])
    await small.figures([OWN, *(each.ods_code for each in elsewhere(200))])
    group = await small.of(practices(12)[0], KEY)
    assert group.pool is Pool.ENGLAND
    assert group.codes == tuple(f"A{each:05d}" for each in range(1, 11))
    assert group.pool_size == 200
    assert group.in_kind.startswith("10 urban practices of 5,000 to 5,500 patients")


async def test_the_nearest_without_figures_are_passed_over(small: Group) -> None:
    await small.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(200)])
    later = [each.ods_code for each in elsewhere(200)][20:]
    await small.figures([OWN, *later])
    assert (await small.of(practices(12)[0], KEY)).codes == tuple(later[:10])


async def test_where_hardly_anybody_has_figures_all_that_have_are_found(small: Group) -> None:
    """Beyond the shortlist of the nearest."""
    far = [replace(each, ods_code=f"B{each.ods_code[1:]}", list_size=9000) for each in elsewhere(7)]
    await small.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(SHORTLIST + 40), *far])
    await small.figures([OWN, *(each.ods_code for each in far)])
    assert (await small.of(practices(12)[0], KEY)).codes == tuple(each.ods_code for each in far)


async def test_a_peer_has_figures_for_every_month_of_the_period(small: Group) -> None:
    months = [date(2026, month, 1) for month in range(1, 9)]
    await small.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(40)])
    whole = [OWN, *(each.ods_code for each in elsewhere(40)[15:])]
    await small.figures(whole, months=months)
    await small.figures([each.ods_code for each in elsewhere(15)], months=months[-1:])
    group = await small.of(practices(12)[0], KEY)
    assert group.codes == tuple(each.ods_code for each in elsewhere(40)[15:25])


async def test_where_nothing_is_known_beyond_it_a_small_group_is_the_pool(small: Group) -> None:
    group = await small.of(practices(12)[0])
    assert (group.pool, group.pool_size) == (Pool.GROUP, 11)


async def test_practices_of_which_only_the_name_is_known_do_not_make_a_pool(small: Group) -> None:
    await small.know(Traits(f"A{each:05d}", rural=False) for each in range(50))
    group = await small.of(practices(12)[0])
    assert (group.pool, group.pool_size) == (Pool.GROUP, 11)


async def test_a_practice_that_is_not_the_groups_is_compared_with_the_whole_group(
    large: Group,
) -> None:
    await large.figures([each.ods_code for each in practices(25)])
    group = await large.of(Practice("B81001", "Elsewhere", 8000, 3), KEY)
    assert not group.chosen
    assert set(group.codes) == {each.ods_code for each in practices(25)}


async def test_a_practice_of_which_too_little_is_known_is_compared_with_the_whole_group(
    database: Database,
) -> None:
    known = practices(12)
    group = await make(database, [replace(known[0], list_size=None, imd_decile=None), *known[1:]])
    await group.know(elsewhere(100))
    found = await group.of(known[0])
    assert not found.chosen
    assert found.pool is Pool.GROUP
    assert len(found.codes) == 11
    assert set(found.missing) == set(Trait)


async def test_closed_practices_are_no_peers(small: Group, database: Database) -> None:
    await small.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(40)])
    async with database.transaction() as session:
        await session.execute(
            update(OrganisationRow)
            .where(OrganisationRow.code <= "A00010", OrganisationRow.kind == "practice")
            .values(closed=date(2026, 3, 31))
        )
    group = await small.of(practices(12)[0])
    assert min(group.codes) == "A00011"


async def test_one_workspace_sees_nothing_of_another(small: Group, database: Database) -> None:
    other = await make(database, practices(12), team="T2")
    await other.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(50)])
    assert (await small.of(practices(12)[0])).pool is Pool.GROUP


async def test_what_is_known_is_read_anew_only_when_it_has_changed(
    small: Group, database: Database
) -> None:
    await small.know([Traits(OWN, 5200, 21.0, 0.21, False), *elsewhere(50)])
    first = await small.of(practices(12)[0])
    asked = await statements(database, small)
    assert len(asked) <= 4
    assert not any("list_size" in each and "organisation" in each for each in asked)
    await small.know(elsewhere(60, list_size=9000), at=NOW + timedelta(minutes=1))
    assert await small.of(practices(12)[0]) != first


async def statements(database: Database, group: Group) -> list[str]:
    """What is asked of the database to find peers."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            said.append(statement)

    engine = database._reader.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        await group.of(practices(12)[0])
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return said


async def test_a_pcn_that_was_corrected_the_same_day_is_seen_at_once(large: Group) -> None:
    choice = PeerChoice(Pool.PCN, 5)
    theirs = [each.ods_code for each in practices(30)]
    for pcn, codes in (("U00001", theirs[:8]), ("U00002", [theirs[0], *theirs[20:]])):
        await large.know(Traits(code, 5000, 20.0, pcn=pcn) for code in codes)
        found = await large.of(practices(30)[0], choice=choice)
        assert found.pool is Pool.PCN
        assert set(found.codes) <= set(codes)


# ---- asking for others


async def test_a_choice_is_the_practices_and_says_who_made_it(
    large: Group, database: Database
) -> None:
    choice = PeerChoice(Pool.GROUP, 5, frozenset({Trait.LIST_SIZE}))
    how = await large.peers.choose(GP, choice)
    assert len(how.peers.codes) == 5
    seen = await large.peers.how_chosen(COLLEAGUE)
    assert seen.kept.choice == choice
    assert (seen.kept.chosen_by, seen.kept.chosen_at) == (GP, NOW)
    assert (await large.of(practices(30)[0])).choice == choice
    assert (await large.of(practices(30)[1])).choice == USUAL
    again = await large.peers.choose(COLLEAGUE, replace(choice, size=20))
    assert again.kept.chosen_by == COLLEAGUE
    usual = await large.peers.back_to_usual(GP)
    assert (usual.kept, usual.peers.choice) == (None, USUAL)
    async with database.reading() as session:
        noted = (await session.execute(select(AuditRow.actor, AuditRow.deed))).all()
    assert [tuple(each) for each in noted] == [
        (GP, "chose peers"),
        (COLLEAGUE, "chose peers"),
        (GP, "chose peers as usual"),
    ]


async def test_ones_own_pcn_can_be_asked_for(large: Group) -> None:
    await large.know(
        Traits(each.ods_code, each.list_size, 20.0 + place, pcn="U00001" if place < 8 else "U00002")
        for place, each in enumerate(practices(30))
    )
    how = await large.peers.choose(GP, PeerChoice(Pool.PCN, 10))
    assert how.peers.pool is Pool.PCN
    assert set(how.peers.codes) == {each.ods_code for each in practices(8)[1:]}


@pytest.mark.parametrize(
    ("choice", "field", "said"),
    [
        (PeerChoice(Pool.GROUP, 5, frozenset({Trait.RURALITY})), ids.PEERS_TRAITS, "Please tick"),
        (PeerChoice(Pool.GROUP, 5, frozenset()), ids.PEERS_TRAITS, "Please tick"),
        (PeerChoice(Pool.GROUP, 5, frozenset({Trait.AGE})), ids.PEERS_TRAITS, "Not known of your"),
        (PeerChoice(Pool.PCN, 5), ids.PEERS_POOL, "which PCN your practice is in"),
        (PeerChoice(Pool.ENGLAND, 5), ids.PEERS_POOL, "no practices outside the group"),
    ],
)
async def test_what_would_find_nobody_is_refused_under_its_field_and_changes_nothing(
    small: Group, choice: PeerChoice, field: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        await small.peers.choose(GP, choice)
    assert refused.value.block_id == field
    assert (await small.peers.how_chosen(GP)).kept is None


async def test_a_pcn_with_too_few_practices_is_refused(large: Group) -> None:
    await large.know(
        Traits(each.ods_code, 5000, 20.0, pcn="U00001" if place < 4 else None)
        for place, each in enumerate(practices(30))
    )
    with pytest.raises(InvalidInput, match="fewer than 5 other practices") as refused:
        await large.peers.choose(GP, PeerChoice(Pool.PCN, 5))
    assert refused.value.block_id == ids.PEERS_POOL


async def test_who_has_no_practice_is_told_what_to_do(large: Group) -> None:
    for user in (LOCUM, "U999"):
        with pytest.raises(NotFound, match="which practice you work in"):
            await large.peers.how_chosen(user)
        with pytest.raises(NotFound):
            await large.peers.choose(user, USUAL)


async def test_the_managers_are_named_as_those_who_can_add_what_is_missing(large: Group) -> None:
    assert (await large.peers.how_chosen(GP)).managers == (MANAGER,)


# ---- what practices are like


async def test_a_practices_file_fills_in_what_peers_are_found_by(
    small: Group, database: Database
) -> None:
    text = (
        "ods_code,name,list_size,imd_decile,imd_score,over_65,rurality,pcn\n"
        "Y90001,Practice 1,8200,3,30.5,17.5%,Urban,u12345\n"
        "Y90002,Practice 2,6100,5,,9,rural,Hill and Dale PCN\n"
        "Y90003,Practice 3,,,,,,\n"
    )
    report = await small.people.take_in(read_people(text, "practices.csv"), "command line")
    assert (report.practices, report.refused) == (3, ())
    async with database.reading() as session:
        known = await PeerStore(session, small.id).traits(NOW.date())
    assert sorted(known, key=lambda each: each.ods_code) == [
        Traits("Y90001", 8200, 30.5, 0.175, False, pcn="U12345"),
        Traits("Y90002", 6100, None, 0.09, True, pcn="Hill and Dale PCN"),
        Traits("Y90003"),
    ]


async def test_a_later_file_corrects_what_it_says_and_leaves_the_rest(
    small: Group, database: Database
) -> None:
    await small.know([Traits(OWN, 8000, 30.0, 0.2, True, pcn="U00001")])
    await small.know([Traits(OWN, 8100, None, None, None)])
    async with database.reading() as session:
        (known,) = await PeerStore(session, small.id).traits(NOW.date())
    assert known == Traits(OWN, 8100, 30.0, 0.2, True, pcn="U00001")


async def test_who_changes_the_pcn_was_in_the_old_one_until_yesterday(
    small: Group, database: Database
) -> None:
    await small.know([Traits(OWN, pcn="U00001")], NOW - timedelta(days=100))
    await small.know([Traits(OWN, pcn="U00001")], NOW - timedelta(days=50))
    await small.know([Traits(OWN, pcn="U00002")], NOW)
    await small.know([Traits(OWN, pcn="U00003")], NOW)
    async with database.reading() as session:
        store = PeerStore(session, small.id)
        assert [each.pcn for each in await store.traits(NOW.date())] == ["U00003"]
        before = NOW.date() - timedelta(days=1)
        assert [each.pcn for each in await store.traits(before)] == ["U00001"]
        links = await session.execute(
            select(OrganisationLinkRow.parent, OrganisationLinkRow.last).order_by(
                OrganisationLinkRow.parent
            )
        )
    assert [tuple(each) for each in links] == [("U00001", before), ("U00003", None)]


async def take(group: Group, *keys: str) -> int:
    async with group.database.transaction() as session:
        taken: int = await group.peers.take_traits(session, keys)
        return taken


async def test_imported_figures_that_are_traits_are_taken_over(
    small: Group, database: Database
) -> None:
    england = "E92000001"
    await small.figures([OWN, "A00001", england], "ft_114", value=7300.0)
    await small.figures([OWN, "A00001"], "ft_93553", value=33.25)
    await small.figures([OWN], "ft_93468", numerator=730.0, denominator=7300.0)
    await small.figures([OWN], KEY)
    assert await take(small, *TRAIT_INDICATORS, KEY) == 5
    async with database.reading() as session:
        known = await PeerStore(session, small.id).traits(NOW.date())
        named = await session.execute(select(OrganisationRow.code, OrganisationRow.name))
        names = {row.code: row.name for row in named}
    assert sorted(known, key=lambda each: each.ods_code) == [
        Traits("A00001", 7300, 33.25),
        Traits(OWN, 7300, 33.25, 0.1),
    ]
    assert names == {OWN: "Practice 1", "A00001": "A00001"}


async def test_the_newest_list_size_counts_even_where_an_older_file_comes_later(
    small: Group, database: Database
) -> None:
    july = date(2026, 7, 1)
    await small.figures([OWN], "op_total_list_size", [AUGUST], numerator=8000.0)
    await small.figures([OWN], "op_total_list_size", [july], numerator=7000.0)
    await take(small, "op_total_list_size")
    async with database.reading() as session:
        (known,) = await PeerStore(session, small.id).traits(NOW.date())
    assert known.list_size == 8000


@pytest.mark.parametrize(
    ("key", "value"), [("ft_114", 3e12), ("ft_114", -5.0), ("ft_93553", 250.0), ("ft_93468", 180.0)]
)
async def test_what_no_practice_can_be_like_is_left_out(
    small: Group, key: str, value: float
) -> None:
    await small.figures([OWN], key, value=value)
    assert await take(small, key) == 0


async def test_other_figures_say_nothing_of_the_practices_themselves(
    small: Group, database: Database
) -> None:
    await small.figures([OWN], KEY)
    assert await take(small, KEY) == 0
    assert await take(small, "ft_114") == 0
    async with database.reading() as session:
        count = select(func.count()).select_from(OrganisationRow)
        assert (await session.execute(count)).scalar_one() == 0
        assert (await session.execute(select(func.count()).select_from(PeriodSummaryRow))).scalar()
