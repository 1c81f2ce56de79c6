"""My data has every row that names me, and after being forgotten nothing does but what was said to stay."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from bot.blocks.rights import mine as say
from bot.blocks.rights.telling import ELSEWHERE, TOLD
from bot.domain.arrangements import Arrangements
from bot.domain.people import Member, Role
from bot.domain.questions import Agreement
from bot.domain.rights.holdings import HOLDINGS, MENTIONS, Fate, tables
from bot.domain.rights.log import Filter
from bot.errors import Conflict
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace, workspace_of
from storage.pulse import PulseStore
from storage.rights import HoldingStore
from storage.schema import Base
from storage.schema.delivery import DeliveryRow
from storage.schema.pulse import BallotRow
from tests.anonymity.dumps import all_bytes_of, rows_of
from tests.support.everything import MENTIONED, seed
from tests.support.people import member
from tests.support.pulse import LEADERS, MANAGER, MEMBERS, House, furnish

ME = "U0ME"
OTHER = "U0OTHER"
ADMINISTRATOR = Member("U800", None, frozenset({Role.ADMINISTRATOR}))
STAYING = {(each.table, each.column) for each in HOLDINGS if each.fate is Fate.STAYS}
STAYING |= {(each.table, each.column) for each in MENTIONS if each.fate is Fate.STAYS}


async def naming(database: Database, user: str) -> set[tuple[str, str]]:
    """Every column of every table in which this id stands, found by looking at every value."""
    spelt = re.compile(rf"(?<![A-Za-z0-9]){user}(?![A-Za-z0-9])")
    found = set()
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in (await session.execute(select(table))).mappings():
                found |= {(table.name, each) for each in row if spelt.search(str(row[each]))}
    return found


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, ADMINISTRATOR, *LEADERS, *MEMBERS)


async def everywhere(house: House, user: str = ME) -> None:
    """That person in every column that can name one."""
    async with house.database.transaction() as session:
        await seed(session, house.services.workspace.id, user, OTHER)
        table = Base.metadata.tables["workspace"]
        named = MENTIONED["workspace.arrangements"](user)
        this = table.c.id == house.services.workspace.id
        await session.execute(table.update().where(this).values(arrangements=named))


async def forget(house: House, user: str) -> None:
    await house.services.rights.forgetting.ask(user)
    await house.tick(seconds=1)


# ---- my data


def test_every_table_that_names_a_person_is_told_to_them() -> None:
    assert set(tables()) == set(TOLD) | ELSEWHERE


async def test_every_row_that_names_somebody_is_found(house: House) -> None:
    await everywhere(house)
    async with house.database.reading() as session:
        store = HoldingStore(session, house.services.workspace.id)
        held, mentioning = await store.of(ME), await store.mentioning(ME)
    found = {
        (table, column)
        for table, rows in held.items()
        for row in rows
        for column in row
        if row[column] == ME
    }
    found |= {
        (table, each.column)
        for table, rows in mentioning.items()
        for each in MENTIONS
        for row in rows
        if each.table == table and ME in str(row[each.column])
    }
    assert await naming(house.database, ME) <= found | {("delivery", "body")}


async def test_all_of_it_is_in_the_file_in_words_and_for_a_machine(house: House) -> None:
    await everywhere(house)
    await house.services.rights.my_data.ask(ME)
    await house.services.rights.my_data.ask(ME)  # pressed twice
    await house.services.rights.my_data.ask(ME, "json")
    await house.tick(seconds=1)
    files = {name: content.decode() for user, name, content in house.slack.shared if user == ME}
    assert len(house.slack.shared) == 2
    (text,) = [each for name, each in files.items() if name.endswith(".md")]
    (machine,) = [json.loads(each) for name, each in files.items() if name.endswith(".json")]
    parts = {part["title"] for each in machine["sections"] for part in each["parts"]}
    assert {told.title for told in TOLD.values()} <= parts
    for title in parts:
        assert f"### {title}" in text
    assert "Tue 24 Nov 2026 at 09:00" in text
    assert OTHER not in text + json.dumps(machine)


async def test_of_an_open_pulse_it_says_only_that_one_is_asked(house: House) -> None:
    me = MEMBERS[0]
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, me, Agreement.STRONGLY_DISAGREE)
    data = await house.services.rights.my_data.gather(me.slack_user_id)
    (part,) = [each for each in data.parts if each.title == "Open pulses that ask you"]
    assert [dict(each) for each in part.facts] == [{"Pulse": round_.title}]
    assert "sealed" in part.says
    assert "strongly" not in say.to_text(data).casefold()


async def test_what_others_asked_to_be_kept_apart_from_is_theirs(house: House) -> None:
    await everywhere(house, OTHER)
    data = await house.services.rights.my_data.gather(ME)
    assert data.sections == ()
    assert "Nothing. I do not know you yet." in say.to_text(data)


async def test_a_file_that_slack_does_not_take_can_be_asked_for_again(house: House) -> None:
    house.slack.takes_files = False
    await house.services.rights.my_data.ask(ME)
    await house.tick(seconds=1)
    (key,) = [each for each in await house.planned() if each.startswith("rights.my_data")]
    assert ME in key


# ---- being forgotten


async def test_nothing_is_left_but_what_was_said_to_stay(house: House) -> None:
    await everywhere(house)
    assert len(await naming(house.database, ME)) > 80
    await forget(house, ME)
    assert await naming(house.database, ME) <= STAYING
    assert ("audit", "actor") in await naming(house.database, ME)
    # And what was others' is there.
    assert await naming(house.database, OTHER)


async def test_other_workspaces_are_left_alone(house: House) -> None:
    async with house.database.transaction() as session:
        elsewhere = await ensure_workspace(session, "T0OTHER", "", house.clock.now())
        await seed(session, elsewhere.id, ME, OTHER)
    before = await naming(house.database, ME)
    await forget(house, ME)
    assert await naming(house.database, ME) == before
    data = await house.services.rights.my_data.gather(ME)
    assert data.sections == ()


async def test_the_last_word_is_a_file_of_which_nothing_is_kept(house: House) -> None:
    me = MEMBERS[0].slack_user_id
    await forget(house, me)
    (shared,) = house.slack.shared
    assert shared[:2] == (me, "what-was-deleted.md")
    assert b"Deleted" in shared[2]
    assert await naming(house.database, me) == set()
    assert "was forgotten, as they asked" in str((await rows_of(house.database))["audit"])


async def test_who_was_forgotten_can_come_back_as_new(house: House) -> None:
    me = MEMBERS[0]
    await forget(house, me.slack_user_id)
    async with house.database.transaction() as session:
        people = PeopleStore(session, house.services.workspace.id)
        assert await people.member(me.slack_user_id) is None
        await people.put_members([me])
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, me, Agreement.AGREE)


async def test_twice_is_once(house: House) -> None:
    me = MEMBERS[0].slack_user_id
    await house.services.rights.forgetting.ask(me)
    await house.services.rights.forgetting.ask(me)
    await house.tick(seconds=1)
    assert len(house.slack.shared) == 1
    await forget(house, me)
    assert await naming(house.database, me) == set()


# ---- in an open pulse


async def ballots(house: House) -> list[Any]:
    async with house.database.reading() as session:
        return [(row.key, row.sealed) for row in await session.scalars(select(BallotRow))]


@pytest.mark.parametrize("answered", [True, False])
async def test_no_number_of_an_open_pulse_tells_whether_they_had_answered(
    house: House, answered: bool
) -> None:
    me, *others = MEMBERS
    round_ = await house.open(*MEMBERS)
    for each in others:
        await house.answer(round_, each, Agreement.AGREE)
    if answered:
        await house.answer(round_, me, Agreement.DISAGREE)
    before = await ballots(house)
    await forget(house, me.slack_user_id)
    assert await naming(house.database, me.slack_user_id) == set()
    assert len(await ballots(house)) == len(before)
    async with house.database.reading() as session:
        store = PulseStore(session, house.services.workspace.id)
        there = await store.round(round_.id)
        assert there is not None
        assert there.asked == round_.asked == len(await store.register(round_.id))
    await house.tick(days=8)
    closed = await house.services.pulse.reading.report(round_.id)
    assert closed.round.answered == len(before)


async def test_their_ballot_cannot_be_found_by_their_pseudonym_any_more(house: House) -> None:
    me = MEMBERS[0]
    round_ = await house.open(*MEMBERS)
    await house.answer(round_, me, Agreement.DISAGREE)
    (before,) = await ballots(house)
    await forget(house, me.slack_user_id)
    (after,) = await ballots(house)
    assert before[0] != after[0]
    assert before[1] != after[1]


async def test_who_was_forgotten_is_not_reminded(house: House) -> None:
    me = MEMBERS[0]
    await house.open(*MEMBERS, remind=True)
    await forget(house, me.slack_user_id)
    await house.tick(days=6, hours=4)
    reminded = [each for each in await house.planned() if ":remind:" in each]
    assert len(reminded) == len(MEMBERS) - 1
    assert not any("nobody" in each for each in reminded)


# ---- what others look after then


async def test_a_pulse_is_passed_on_as_when_an_account_is_switched_off(house: House) -> None:
    round_ = await house.open(*MEMBERS)
    await forget(house, MANAGER.slack_user_id)
    async with house.database.reading() as session:
        there = await PulseStore(session, house.services.workspace.id).round(round_.id)
    assert there is not None
    assert there.owner == ADMINISTRATOR.slack_user_id
    left = {
        (table, column) for table, column in await naming(house.database, MANAGER.slack_user_id)
    }
    assert left <= STAYING


async def test_who_heard_concerns_is_named_no_more_and_who_can_name_another_is_told(
    house: House,
) -> None:
    who, workspace = MEMBERS[0].slack_user_id, house.services.workspace.id
    async with house.database.transaction() as session:
        arranged = Arrangements(concerns_to=who, concerns_as="the LMC’s representative")
        await PeopleStore(session, workspace).arrange(arranged)
    await forget(house, MEMBERS[1].slack_user_id)  # somebody else: nothing is said of it
    assert await told_to(house, ADMINISTRATOR.slack_user_id) == []
    await forget(house, who)
    async with house.database.reading() as session:
        arranged = (await workspace_of(session, workspace)).arrangements
    assert (arranged.concerns_to, arranged.concerns_as) == ("", "")
    (told,) = await told_to(house, ADMINISTRATOR.slack_user_id)
    assert "Nobody hears concerns for the group at the moment" in told
    assert "/peerbot setup" in told
    assert await told_to(house, MEMBERS[2].slack_user_id) == []


async def told_to(house: House, user: str) -> list[str]:
    async with house.database.reading() as session:
        bodies = await session.scalars(select(DeliveryRow.body).where(DeliveryRow.spot == user))
        return [each["text"] for each in bodies]


async def test_the_last_administrator_is_told_what_to_do_first(house: House) -> None:
    with pytest.raises(Conflict, match="the only administrator"):
        await house.services.rights.forgetting.ask(ADMINISTRATOR.slack_user_id)


async def test_where_it_changed_meanwhile_nothing_is_deleted_and_they_hear_why(
    house: House,
) -> None:
    me = member(70, role=Role.ADMINISTRATOR)
    async with house.database.transaction() as session:
        await PeopleStore(session, house.services.workspace.id).put_members([me])
    await house.services.rights.forgetting.ask(me.slack_user_id)
    async with house.database.transaction() as session:
        gp = Member(ADMINISTRATOR.slack_user_id)
        await PeopleStore(session, house.services.workspace.id).put_members([gp])
    await house.tick(seconds=1)
    assert await house.services.people.member(me.slack_user_id) is not None
    assert [each for each in await house.planned() if each.startswith("rights:not-yet:")]


async def test_the_bytes_of_notes_are_erased(house: House) -> None:
    await everywhere(house)
    async with house.database.transaction() as session:
        notes = Base.metadata.tables["peer_note"]
        await session.execute(notes.update().values(sealed=b"SEALED-KUMQUAT"))
    await forget(house, ME)
    await house.tick(seconds=10)
    assert b"SEALED-KUMQUAT" not in await all_bytes_of(house.database)


# ---- the audit log


async def test_the_table_of_the_audit_log_goes_only_to_who_may_still_see_it(house: House) -> None:
    auditing, user = house.services.rights.auditing, ADMINISTRATOR.slack_user_id
    await auditing.ask_for_table(user, Filter())
    await house.tick(seconds=1)
    assert [who for who, _, _ in house.slack.shared] == [user]
    await auditing.ask_for_table(user, Filter())
    async with house.database.transaction() as session:
        people = PeopleStore(session, house.services.workspace.id)
        await people.put_members([Member(user), Member("U801", None, ADMINISTRATOR.roles)])
    await house.tick(seconds=1)
    assert len(house.slack.shared) == 1
