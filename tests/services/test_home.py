"""The look that gathers a Home tab: whose it is, what it holds, and how little it asks the database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.blocks.home import build_home
from bot.blocks.text import BLOCKS_PER_VIEW
from bot.directory import Profile
from bot.domain.home import Home, Some
from bot.domain.people import Member, Role
from bot.domain.sessions import Answer
from bot.playground.validation.view import view_problems
from bot.services.home.viewers import LATELY, Viewers
from bot.services.sessions.finding_messages import ask_key
from bot.services.sessions.outgoing import invitation_key
from storage.database import Database
from storage.preferences import PreferenceStore
from storage.schema.delivery import DeliveryRow
from storage.schema.people import PracticeRow
from storage.schema.sessions import SessionPracticeRow
from tests.support.comparing import VALUES, figures
from tests.support.homes import OTHER, fill, statements
from tests.support.people import PRACTICES
from tests.support.pulse import MANAGER, MEMBERS, House, furnish

EVERY_ROLE = Member("U500", PRACTICES[0], frozenset(Role), formal_role=True)
GP = Member("U501", PRACTICES[0])
AT_MOST = 34  # statements for somebody who has every role


async def settled(database: Database, *people: Member) -> House:
    house = await furnish(database, *people)
    await house.services.comparisons.importing.import_file(figures(VALUES), "figures.csv", "test")
    return house


async def filled(house: House, who: Member, number: int) -> None:
    await fill(
        house.database,
        house.services.workspace.id,
        who.slack_user_id,
        number,
        house.clock.now(),
        house.secrets.current.id,
    )


async def look(house: House, who: Member) -> Home:
    return await house.services.home.look(who.slack_user_id)


@pytest.mark.parametrize(("who", "most"), [(EVERY_ROLE, AT_MOST), (GP, 22)])
async def test_a_look_takes_as_many_statements_for_hundreds_as_for_few(
    database: Database, who: Member, most: int
) -> None:
    house = await settled(database, who)
    await look(house, who)  # the figures are set beside their peers' once
    async with statements() as with_nothing:
        await look(house, who)
    await filled(house, who, 2)
    async with statements() as with_few:
        await look(house, who)
    house.clock.moment += timedelta(seconds=1)
    await filled(house, who, 300)
    async with statements() as with_many:
        home = await look(house, who)
    assert home.to_answer.number > 1500
    assert home.actions.number == 302
    assert len(with_nothing) == len(with_few) == len(with_many) <= most
    assert len(build_home(home)["blocks"]) <= BLOCKS_PER_VIEW
    assert list(view_problems(build_home(home), kinds=("home",))) == []


async def test_everybody_sees_their_own_and_nobody_elses(database: Database) -> None:
    other = replace(GP, slack_user_id="U502")
    house = await settled(database, GP, other)
    await filled(house, GP, 3)
    home, theirs = await look(house, GP), await look(house, other)
    assert home.to_answer.number == 3 * 6
    assert (home.sessions.number, home.actions.number, home.waiting.number) == (9, 3, 3)
    assert home.notes.number == 3
    nothing = (theirs.to_answer.number, theirs.sessions, theirs.actions, theirs.waiting)
    assert nothing == (0, Some(), Some(), Some())
    assert not theirs.notes
    assert (home.leading, home.managing, home.looking_after) == (None, None, None)


async def test_what_goes_on_now_is_first_of_ones_sessions_and_only_who_leads_sees_the_answers(
    database: Database,
) -> None:
    house = await settled(database, EVERY_ROLE)
    await filled(house, EVERY_ROLE, 1)
    running, coming, led = (await look(house, EVERY_ROLE)).sessions
    assert running.running
    assert (coming.own, coming.answers) == (Answer.MAYBE, None)
    assert led.led
    assert led.answers is not None
    assert (led.answers.yes, led.coming, led.practices) == (2, (OTHER,), ())


async def test_who_leads_sessions_on_one_topic_sees_which_practices_meet_in_each(
    database: Database,
) -> None:
    house = await settled(database, EVERY_ROLE)
    await filled(house, EVERY_ROLE, 1)
    *_, led = (await look(house, EVERY_ROLE)).sessions
    workspace = house.services.workspace.id
    async with house.database.transaction() as session:
        found = await session.execute(select(PracticeRow.id, PracticeRow.name).limit(2))
        practices = {row.id: row.name for row in found}
        session.add_all(
            SessionPracticeRow(session_id=led.id, practice_id=each, workspace_id=workspace)
            for each in practices
        )
    *_, led = (await look(house, EVERY_ROLE)).sessions
    assert led.practices == tuple(sorted(practices.values()))


async def test_organisers_see_what_waits_for_them(database: Database) -> None:
    house = await settled(database, EVERY_ROLE)
    await filled(house, EVERY_ROLE, 2)
    home = await look(house, EVERY_ROLE)
    leading, managing, after = home.leading, home.managing, home.looking_after
    assert leading is not None
    assert (leading.votes.number, leading.matching.number, leading.overdue.number) == (2, 2, 2)
    assert managing is not None
    assert [each.turnout.asked for each in managing.pulses] == [41, 41]
    assert (managing.unreplied.number, managing.barriers.number) == (2, 2)
    assert managing.questioned == 2
    assert after is not None
    assert after.not_arrived == 2


async def test_a_pulse_that_one_has_answered_waits_no_longer_and_only_oneself_sees_that(
    database: Database,
) -> None:
    house = await furnish(database, *MEMBERS)
    round_ = await house.open(*MEMBERS)
    who, other = MEMBERS[:2]
    assert (await look(house, who)).to_answer.number == 1
    await house.answer(round_, who, "agree")
    home = await look(house, who)
    assert home.to_answer.number == 0
    assert [each.round_id for each in home.to_answer.answered] == [round_.id]
    assert (await look(house, other)).to_answer.answered == ()
    managing = (await look(house, MANAGER)).managing
    assert managing is not None
    assert [each.turnout.answered for each in managing.pulses] == [1]
    house.clock.moment += timedelta(days=8)
    assert (await look(house, who)).to_answer.answered == ()


async def test_ones_practices_figures_are_those_of_the_private_answer(database: Database) -> None:
    house = await settled(database, GP)
    figures_shown = (await look(house, GP)).figures
    [figure] = figures_shown.newest
    shown = await house.services.comparisons.showing.own_now(figure.indicator.key, GP.slack_user_id)
    assert (figures_shown.practice, figures_shown.number) == (PRACTICES[0].name, 1)
    assert figure.own == shown.own
    assert (await look(house, MANAGER)).figures.newest == ()


async def test_figures_are_set_beside_their_peers_again_when_something_has_changed(
    database: Database,
) -> None:
    house = await settled(database, GP)
    before = (await look(house, GP)).figures.newest[0]
    async with statements() as kept:
        await look(house, GP)
    newer = {code: value + 7 for code, value in VALUES.items()}
    importing = house.services.comparisons.importing
    await importing.import_file(figures(newer), "newer.csv", "test")
    async with statements() as anew:
        after = (await look(house, GP)).figures.newest[0]
    assert len(anew) > len(kept)
    assert after.own.figure.value == pytest.approx(before.own.figure.value + 7)


async def test_who_is_no_member_is_a_newcomer_and_a_guest_is_a_visitor(database: Database) -> None:
    house = await furnish(database, GP)
    house.slack.profiles["U600"] = Profile("U600", "Guest", is_guest=True)
    house.slack.profiles["U601"] = Profile("U601", "Elsewhere", is_outsider=True)
    house.slack.profiles["U602"] = Profile("U602", "New")
    found = {name: await house.services.home.look(name) for name in ("U600", "U601", "U602")}
    assert [each.visitor for each in found.values()] == [True, True, False]
    assert all(each.member is None for each in found.values())


async def test_the_wishes_that_are_kept_are_on_it(database: Database) -> None:
    house = await furnish(database, GP)
    await house.services.home.set_days_off(GP.slack_user_id, [2])
    assert (await look(house, GP)).preference.days_off == {2}
    async with house.database.reading() as session:
        store = PreferenceStore(session, house.services.workspace.id)
        assert (await store.get(GP.slack_user_id)).days_off == {2}


def test_who_has_looked_lately_has_the_tab_before_them() -> None:
    moments = iter([0.0, 10.0, 10.0 + LATELY])
    viewers = Viewers(lambda: next(moments))
    viewers.sees("U1", "home:1")
    assert viewers.mark("U1") == "home:1"
    assert viewers.mark("U1") is None  # that was a while ago
    assert Viewers().mark("U1") is None


async def test_what_is_asked_at_the_top_is_not_held_back_below_as_well(database: Database) -> None:
    house = await settled(database, GP)
    await filled(house, GP, 3)
    before, user = await look(house, GP), GP.slack_user_id
    (asked, other, *_), (vote, *_) = before.to_answer.invited, before.to_answer.votes
    held: dict[str, int | None] = {
        invitation_key(asked.session_id, user): None,
        invitation_key(
            before.sessions.shown[-1].id, user
        ): None,  # answered, so nothing asks it above
        ask_key(vote.poll_id, user): None,
    }
    async with house.database.transaction() as session:
        rows = await session.scalars(select(DeliveryRow).where(DeliveryRow.spot == user))
        for row, key in zip(rows, held, strict=True):
            row.key, held[key] = key, row.id
    home = await look(house, GP)
    first, second, *_ = home.to_answer.invited
    invitation, answered, _ = held.values()
    assert (first.session_id, first.held) == (asked.session_id, invitation)
    assert (second.session_id, second.held) == (other.session_id, None)
    assert [each.id for each in home.waiting] == [answered]
    assert home.to_answer.number == before.to_answer.number
