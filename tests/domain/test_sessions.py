"""The rules of peer sessions: plans that fill their time, reminders still to come, who counts as coming."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Member, Practice, Role
from bot.domain.sessions import (
    LENGTHS,
    PRESELECTED,
    Action,
    Answer,
    Count,
    Invitee,
    PeerSession,
    Setup,
    State,
    agenda,
    count,
    count_by_practice,
    earlier_actions,
    empty_practices,
    invitees,
    listed_for,
    practices_coming,
    reminders,
    same_topic,
    timed,
    with_people,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ASH, BEECH, CEDAR = (Practice(f"Y{n}", name) for n, name in enumerate(["Ash", "Beech", "Cedar"]))
LEAD = Member("U9", ASH, frozenset({Role.GP, Role.LEAD}))


def session(id: int = 1, topic: str = "Antibiotics", state: State = State.PLANNED) -> PeerSession:
    starts_at = NOW + timedelta(days=7)
    practices = (ASH, BEECH, CEDAR)
    return PeerSession(
        id, topic, "C1", "U9", starts_at, "Europe/London", 45, None, None, state, practices
    )


def action(id: int, session_id: int, topic: str, due: date, *, done: bool = False) -> Action:
    return Action(id, session_id, topic, "Audit ten", "U1", None, due, done)


@pytest.mark.parametrize("with_earlier_actions", [True, False])
@pytest.mark.parametrize("minutes", LENGTHS)
def test_a_plan_fills_its_time_exactly(minutes: int, with_earlier_actions: bool) -> None:
    phases = agenda(minutes, with_earlier_actions=with_earlier_actions)
    assert sum(phase.minutes for phase in phases) == minutes
    assert all(phase.minutes > 0 for phase in phases)


def test_earlier_actions_are_on_the_agenda_only_if_there_are_any() -> None:
    with_them = [phase.title for phase in agenda(45, with_earlier_actions=True)]
    without = [phase.title for phase in agenda(45, with_earlier_actions=False)]
    assert [title for title in with_them if title not in without] == ["Last time's actions"]


@pytest.mark.parametrize("minutes", LENGTHS)
def test_each_part_begins_when_the_one_before_ends(minutes: int) -> None:
    parts = timed(agenda(minutes, with_earlier_actions=True), NOW)
    assert parts[0].begins == NOW
    for part, following in pairwise(parts):
        assert part.begins + timedelta(minutes=part.phase.minutes) == following.begins


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=400)))
def test_reminders_are_always_still_to_come_and_before_the_start(ahead: timedelta) -> None:
    starts_at = NOW + ahead
    for before in reminders(starts_at, NOW):
        assert NOW < starts_at - before < starts_at


@pytest.mark.parametrize(
    ("ahead", "minutes_before"),
    [
        (timedelta(minutes=10), []),
        (timedelta(minutes=15), []),
        (timedelta(minutes=16), [15]),
        (timedelta(days=1), [15]),
        (timedelta(days=1, minutes=1), [1440, 15]),
        (timedelta(days=60), [1440, 15]),
    ],
)
def test_a_day_and_fifteen_minutes_before_where_there_is_time(
    ahead: timedelta, minutes_before: list[int]
) -> None:
    found = reminders(NOW + ahead, NOW)
    assert [before.total_seconds() / 60 for before in found] == minutes_before


def test_the_lead_is_coming_and_everybody_else_is_asked_once() -> None:
    members = [Member("U1", ASH), Member("U2", BEECH), LEAD, Member("U1", ASH)]
    assert invitees(LEAD, members) == (
        Invitee("U1", ASH),
        Invitee("U2", BEECH),
        Invitee("U9", ASH, Answer.YES),
    )


def test_a_lead_from_another_practice_is_there_too() -> None:
    lead = Member("U9", None, frozenset({Role.LEAD}))
    assert Invitee("U9", None, Answer.YES) in invitees(lead, [Member("U1", ASH)])


def test_answers_are_counted_in_total_and_by_practice() -> None:
    invited = [
        Invitee("U1", ASH, Answer.YES),
        Invitee("U2", ASH, Answer.NO),
        Invitee("U3", BEECH),
        Invitee("U9", None, Answer.YES),
    ]
    assert count(invited) == Count(yes=2, no=1, silent=1)
    assert count_by_practice(session(), invited) == (
        (ASH, Count(yes=1, no=1)),
        (BEECH, Count(silent=1)),
        (CEDAR, Count()),
    )
    assert practices_coming(session(), invited) == 1
    assert empty_practices(session(), invited) == (CEDAR,)


@given(st.lists(st.sampled_from([Answer.YES, Answer.NO, None]), max_size=30))
def test_everybody_is_counted_exactly_once(answers: list[Answer | None]) -> None:
    invited = [Invitee(f"U{n}", ASH, answer) for n, answer in enumerate(answers)]
    counted = count(invited)
    assert counted.yes + counted.no + counted.silent == len(answers)


def test_answers_are_taken_until_the_start_and_not_after() -> None:
    planned = session()
    just_before = planned.starts_at - timedelta(seconds=1)
    assert planned.is_open_for_answers(just_before)
    assert not planned.is_open_for_answers(planned.starts_at)
    assert not session(state=State.CANCELLED).is_open_for_answers(NOW)
    assert not session(state=State.STARTED).is_open_for_answers(NOW)


def test_the_form_proposes_practices_with_people_unless_they_are_many() -> None:
    people = with_people(
        (ASH, BEECH, CEDAR), [Member("U1", ASH), Member("U2", CEDAR), Member("U3")]
    )
    setup = Setup(people, date(2026, 12, 1), "Europe/London")
    assert setup.preselected == (ASH, CEDAR)
    assert setup.empty == (BEECH,)
    many = tuple((Practice(f"Y{n}", f"Practice {n}"), 1) for n in range(PRESELECTED + 1))
    assert Setup(many, date(2026, 12, 1), "Europe/London").preselected == ()


def test_an_organiser_sees_the_answers_and_others_only_their_own() -> None:
    invited = (Invitee("U1", ASH, Answer.NO), Invitee("U2", BEECH))
    for_lead = listed_for("U9", True, session(), invited)
    for_invited = listed_for("U1", False, session(), invited)
    assert for_lead is not None
    assert for_lead.invited == invited
    assert for_invited is not None
    assert for_invited.invited is None
    assert for_invited.own == invited[0]
    assert listed_for("U3", False, session(), invited) is None


def test_topics_are_the_same_whatever_the_capitals_and_spaces() -> None:
    assert same_topic("Antibiotic  items", "antibiotic ITEMS ")
    assert not same_topic("Antibiotic items", "Antibiotics")


def test_last_times_actions_are_the_open_ones_on_this_topic() -> None:
    soon, later = date(2026, 12, 1), date(2026, 12, 8)
    actions = [
        action(1, 5, "Antibiotics", later),
        action(2, 5, "antibiotics", soon),
        action(3, 5, "Falls", soon),
        action(4, 5, "Antibiotics", soon, done=True),
        action(5, 1, "Antibiotics", soon),
    ]
    assert [each.id for each in earlier_actions(session(id=1), actions)] == [2, 1]
