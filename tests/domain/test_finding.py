"""Choosing a time by what people said: most practices first, always the same, whatever the order."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.sessions import Answer, Invitee, Proposal
from bot.domain.sessions.finding import (
    SOFT,
    TOGETHER,
    AsksIn,
    Bar,
    Choice,
    Edge,
    Poll,
    PollState,
    Ranked,
    Says,
    Slot,
    Surroundings,
    Voter,
    carried_over,
    choose,
    tally,
    turnout,
    voters_of,
)
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEAD = "U0"
TUESDAY = datetime(2026, 12, 1, 13, tzinfo=UTC)
WEDNESDAY, THURSDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
MONDAY_MORNING = datetime(2026, 12, 7, 9, tzinfo=UTC)
SATURDAY = datetime(2026, 12, 5, 10, tzinfo=UTC)
CHRISTMAS = datetime(2026, 12, 25, 13, tzinfo=UTC)
YES, NEED, NO = Says.YES, Says.NEED, Says.NO
ENGLAND = Surroundings(Calendar())


def poll_at(*moments: datetime, **changes: object) -> Poll:
    slots = tuple(Slot(number, moment) for number, moment in enumerate(sorted(moments), start=1))
    proposal = Proposal("Falls", (), "C1", TUESDAY, 45)
    made = Poll(
        1, LEAD, proposal, "Europe/London", AsksIn.MESSAGES, NOW, PollState.CLOSED, slots, None
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def voter(user: str, practice: int | None, *says: Says | None, guest: bool = False) -> Voter:
    """Said to slot 1, 2, ..."""
    votes = {number: each for number, each in enumerate(says, start=1) if each}
    place = PRACTICES[practice] if practice is not None else None
    return Voter(user, place, guest, NOW if votes else None, votes)


def chosen(choice: Choice) -> datetime | None:
    return choice.best.slot.starts_at if choice.best else None


# ---- the rule, step by step


def test_most_practices_count_before_most_people() -> None:
    voters = [voter(f"U{number}", 0, YES, None) for number in range(5)]
    voters += [voter("U7", 1, NO, NEED), voter("U8", 2, NO, NEED), voter("U9", 0, NO, NEED)]
    voters += [voter("U10", 1, YES, None)]
    choice = choose(poll_at(TUESDAY, WEDNESDAY), voters, ENGLAND, NOW)
    assert chosen(choice) == WEDNESDAY
    assert choice.edge is Edge.PRACTICES
    assert choice.runner_up is not None
    assert choice.runner_up.tally.people == 6


@pytest.mark.parametrize(
    ("first", "second", "edge"),
    [
        ((NEED, YES), (YES, YES), Edge.YES_PRACTICES),
        ((YES, YES, NO), (YES, YES, YES), Edge.PEOPLE),
        ((YES, YES, NEED, YES), (YES, YES, YES, YES), Edge.NEED),
    ],
)
def test_then_clear_yeses_then_people_then_few_that_come_only_if_need_be(
    first: tuple[Says, ...], second: tuple[Says, ...], edge: Edge
) -> None:
    both = zip(first, second, strict=True)
    places = (0, 1, 0, 1)
    voters = [voter(f"U{n}", places[n], one, two) for n, (one, two) in enumerate(both)]
    choice = choose(poll_at(TUESDAY, WEDNESDAY), voters, ENGLAND, NOW)
    assert (chosen(choice), choice.edge) == (WEDNESDAY, edge)


def test_a_day_off_of_somebody_who_has_not_said_that_they_can_counts_against_a_time() -> None:
    voters = [voter("U1", 0, YES, YES), voter("U2", 1, YES, YES), voter("U3", 2)]
    around = Surroundings(Calendar(), {"U3": frozenset({1}), "U1": frozenset({2})})
    choice = choose(poll_at(TUESDAY, WEDNESDAY), voters, around, NOW)
    assert (chosen(choice), choice.edge) == (WEDNESDAY, Edge.DAYS_OFF)
    assert choice.best is not None
    assert choice.best.off == 0


def test_level_times_are_settled_by_the_earlier_and_that_is_said() -> None:
    voters = [voter("U1", 0, YES, YES), voter("U2", 1, YES, YES)]
    choice = choose(poll_at(WEDNESDAY, TUESDAY), voters, ENGLAND, NOW)
    assert (chosen(choice), choice.edge) == (TUESDAY, Edge.TIE)


@pytest.mark.parametrize(
    ("moment", "bar"), [(CHRISTMAS, Bar.BANK_HOLIDAY), (NOW - timedelta(hours=1), Bar.PASSED)]
)
def test_a_bank_holiday_and_what_has_passed_are_never_proposed(moment: datetime, bar: Bar) -> None:
    voters = [voter("U1", 0, YES, YES), voter("U2", 1, YES, YES)]
    choice = choose(poll_at(moment), voters, ENGLAND, NOW)
    assert choice.best is None
    assert choice.ranked[0].bars == {bar}


@pytest.mark.parametrize("moment", [MONDAY_MORNING, SATURDAY])
def test_monday_mornings_and_weekends_are_proposed_only_if_nothing_else_would_do(
    moment: datetime,
) -> None:
    many = [voter(f"U{number}", number, YES, YES) for number in (1, 2, 3)]
    few = [voter("U1", 1, YES, YES), voter("U2", 2, YES, YES), voter("U3", 3, NO, YES)]
    choice = choose(poll_at(TUESDAY, moment), few, ENGLAND, NOW)
    assert (chosen(choice), choice.edge) == (TUESDAY, Edge.NOT_BARRED)
    assert chosen(choose(poll_at(moment), many, ENGLAND, NOW)) == moment


def test_the_facilitator_must_be_able_if_they_have_answered() -> None:
    proposal = Proposal("Falls", (), "C1", TUESDAY, 45, facilitator="U9")
    poll = poll_at(TUESDAY, WEDNESDAY, THURSDAY, proposal=proposal)
    voters = [voter("U1", 0, YES, YES, NO), voter("U2", 1, YES, YES, NO), voter("U3", 2, YES)]
    cannot = choose(poll, [*voters, voter("U9", 3, NO, NEED)], ENGLAND, NOW)
    assert chosen(cannot) == WEDNESDAY
    silent = choose(poll, [*voters, voter("U9", 3)], ENGLAND, NOW)
    assert chosen(silent) == TUESDAY


def test_fewer_than_two_practices_are_not_enough() -> None:
    voters = [voter("U1", 0, YES, NO), voter("U2", 0, YES, NO), voter("U3", 1, NO, YES)]
    assert choose(poll_at(TUESDAY, WEDNESDAY), voters, ENGLAND, NOW).best is None


def test_one_practice_and_its_guest_are_enough_where_only_they_are_asked() -> None:
    voters = [voter("U1", 0, YES), voter("U2", None, YES, guest=True)]
    assert chosen(choose(poll_at(TUESDAY), voters, ENGLAND, NOW)) == TUESDAY
    alone = [voter("U1", 0, YES), voter("U2", None, NO, guest=True)]
    assert choose(poll_at(TUESDAY), alone, ENGLAND, NOW).best is None


# ---- what always holds

MOMENTS = (TUESDAY, WEDNESDAY, THURSDAY, MONDAY_MORNING, SATURDAY, CHRISTMAS, NOW)
SAYS = st.sampled_from([YES, NEED, NO, None])


@st.composite
def votes(draw: st.DrawFn) -> tuple[Poll, list[Voter], Surroundings]:
    moments = draw(st.lists(st.sampled_from(MOMENTS), min_size=2, max_size=7, unique=True))
    voters = [
        voter(f"U{number}", draw(st.sampled_from([0, 1, 2, 3, None])), *draw(_says(len(moments))))
        for number in range(draw(st.integers(1, 7)))
    ]
    days_off = draw(
        st.dictionaries(
            st.sampled_from([each.user for each in voters]),
            st.frozensets(st.integers(0, 4), max_size=2),
        )
    )
    facilitator = draw(st.sampled_from(["U0", "U1", None]))
    poll = poll_at(*moments, proposal=Proposal("F", (), "C", NOW, 45, facilitator=facilitator))
    return poll, voters, Surroundings(Calendar(), days_off)


def _says(length: int) -> st.SearchStrategy[list[Says | None]]:
    return st.lists(SAYS, min_size=length, max_size=length)


@given(votes())
def test_never_a_time_with_fewer_practices_than_another_that_is_not_barred(
    drawn: tuple[Poll, list[Voter], Surroundings],
) -> None:
    poll, voters, around = drawn
    choice = choose(poll, voters, around, NOW)
    if choice.best is None:
        return
    assert not choice.best.bars - SOFT
    assert choice.best.tally.people >= TOGETHER
    for each in choice.ranked:
        if each.tally.practices > choice.best.tally.practices:
            assert each.bars, "more practices can, and nothing speaks against it"
    # Only what bars both alike, or neither, is compared: a soft bar is there where nothing else is.
    if choice.best.bars:
        assert all(each.bars or not _would_do(each, voters) for each in choice.ranked)


def _would_do(each: Ranked, voters: Iterable[Voter]) -> bool:
    practices = {one.practice for one in voters if one.practice}
    return each.tally.people >= 2 and each.tally.practices >= min(2, len(practices))


@given(votes(), st.randoms(use_true_random=False))
def test_the_order_of_votes_and_of_people_changes_nothing(
    drawn: tuple[Poll, list[Voter], Surroundings], rng: random.Random
) -> None:
    poll, voters, around = drawn
    mixed = [replace(each, votes=_shuffled(each.votes, rng)) for each in voters]
    rng.shuffle(mixed)
    assert choose(poll, mixed, around, NOW) == choose(poll, voters, around, NOW)


def _shuffled(said: Mapping[int, Says], rng: random.Random) -> dict[int, Says]:
    items = list(said.items())
    rng.shuffle(items)
    return dict(items)


@given(votes())
def test_every_slot_is_ranked_once_and_nothing_is_found_only_where_nothing_would_do(
    drawn: tuple[Poll, list[Voter], Surroundings],
) -> None:
    poll, voters, around = drawn
    choice = choose(poll, voters, around, NOW)
    assert sorted(each.slot.id for each in choice.ranked) == [each.id for each in poll.slots]
    if choice.best is None:
        assert not [e for e in choice.ranked if _would_do(e, voters) and not e.bars - SOFT]
    else:
        assert choice.ranked[0] == choice.best


@given(votes())
def test_a_tally_counts_everybody_once(drawn: tuple[Poll, list[Voter], Surroundings]) -> None:
    poll, voters, _ = drawn
    for slot in poll.slots:
        count = tally(slot, voters)
        assert count.people + count.no == sum(slot.id in each.votes for each in voters)
        assert count.yes_practices <= count.practices <= count.people


# ---- from a vote to a session


def test_the_lead_can_make_what_they_propose_and_the_others_have_said_nothing() -> None:
    poll = poll_at(TUESDAY, WEDNESDAY)
    lead, other = voters_of([Invitee(LEAD, None), Invitee("U1", None)], LEAD, poll.slots)
    assert lead.votes == {1: YES, 2: YES}
    assert (other.votes, other.answered_at) == ({}, None)
    assert turnout(poll, [lead, other]) == (0, 1)


def test_what_was_said_to_the_chosen_time_is_carried_over() -> None:
    poll = poll_at(TUESDAY, WEDNESDAY)
    invited = [Invitee(each, None) for each in ("U1", "U2", "U3", "U4", "NEW")]
    voters = [voter("U1", 0, NO, YES), voter("U2", 0, NO, NEED), voter("U3", 1, YES, NO)]
    voters.append(voter("U4", 1, YES))
    answers = [each.answer for each in carried_over(poll, invited, voters, poll.slots[1])]
    assert answers == [Answer.YES, Answer.MAYBE, Answer.NO, None, None]


def test_where_there_is_not_room_for_all_those_who_answered_last_wait() -> None:
    poll = poll_at(TUESDAY, proposal=Proposal("Falls", (), "C1", TUESDAY, 45, places=3))
    late = {"U2": 1, "U3": 3, "U4": 2}
    voters = [replace(voter("U0", 0, YES), answered_at=None)]
    voters += [
        replace(voter(user, 1, YES), answered_at=NOW + timedelta(hours=hours))
        for user, hours in late.items()
    ]
    invited = [Invitee(each.user, each.practice) for each in voters]
    answers = {e.user: e.answer for e in carried_over(poll, invited, voters, poll.slots[0])}
    assert answers == {
        "U0": Answer.YES,
        "U2": Answer.YES,
        "U4": Answer.YES,
        "U3": Answer.WAITING,
    }
