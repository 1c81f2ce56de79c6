"""Rules of what is followed up: when to nudge, which agenda, what counts, when figures are news."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.comparisons import Period
from bot.domain.people import Member, Role
from bot.domain.sessions import (
    Action,
    Answer,
    Invitee,
    Outcome,
    PeerSession,
    State,
    belongs_to,
    next_nudge,
    open_for,
)
from bot.domain.sessions.again import is_news
from bot.domain.sessions.barriers import Barrier, heirs, in_order
from bot.domain.sessions.summary import (
    Found,
    Held,
    Meeting,
    Quarter,
    Replied,
    last_quarters,
    quarter_of,
    summarise,
)
from tests.support.people import PRACTICES

ZONE = "Europe/London"
NOW = datetime(2026, 12, 15, 12, tzinfo=UTC)
ALDER, BROOK, COPPER = PRACTICES[:3]
CALENDAR = Calendar()
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def session(**changes: Any) -> PeerSession:
    made = PeerSession(
        1,
        "Falls",
        "C1",
        "U9",
        datetime(2026, 11, 3, 13, tzinfo=UTC),
        ZONE,
        45,
        None,
        None,
        State.OVER,
        (ALDER, BROOK),
    )
    return replace(made, **changes)


def action(**changes: Any) -> Action:
    return replace(Action(7, 1, "Falls", "Audit", "U1", ALDER, date(2026, 12, 29)), **changes)


# ---- actions


def test_an_owner_is_asked_three_working_days_before_and_a_week_after() -> None:
    due = date(2026, 12, 29)  # 25 and 28 December are bank holidays
    assert next_nudge(due, date(2026, 12, 1), CALENDAR) == date(2026, 12, 22)
    assert next_nudge(due, date(2026, 12, 22), CALENDAR) == date(2027, 1, 5)
    assert next_nudge(due, date(2027, 1, 5), CALENDAR) is None


@given(days, days)
def test_a_nudge_is_always_to_come_and_there_are_two_at_most(due: date, agreed: date) -> None:
    seen, today = [], agreed
    while (day := next_nudge(due, today, CALENDAR)) is not None:
        assert day > today
        seen.append(day)
        today = day
    assert len(seen) <= 2
    assert all(each < due or each == due + timedelta(weeks=1) for each in seen)


@pytest.mark.parametrize(
    ("changes", "belongs"),
    [
        ({"topic": "falls "}, True),
        ({"topic": "Antibiotics"}, False),
        ({"topic": "Antibiotics", "indicator": "ktt9"}, True),
        ({"topic": "Antibiotics", "indicator": "saba"}, False),
        ({"topic": "Antibiotics", "series_id": 4}, True),
        ({"topic": "Antibiotics", "series_id": 5}, False),
        ({"done": True}, False),
        ({"session_id": 2}, False),
    ],
)
def test_actions_come_back_by_topic_indicator_or_series(
    changes: dict[str, Any], belongs: bool
) -> None:
    later = session(id=2, indicator="ktt9", series_id=4)
    assert belongs_to(later, action(**changes)) is belongs


def test_nothing_in_common_is_no_bond() -> None:
    assert not belongs_to(session(id=2, topic="Antibiotics"), action())


def test_the_list_is_parted_into_mine_my_practices_and_others() -> None:
    mine, practice, other, hidden = (
        action(id=1),
        action(id=2, owner="U2"),
        action(id=3, owner="U3", practice=BROOK, session_id=5),
        action(id=4, owner="U3", practice=None, session_id=6),
    )
    every = [mine, practice, other, hidden]
    found = open_for("U1", ALDER, every, frozenset({5}))
    assert (found.mine, found.practice, found.others) == ((mine,), (practice,), (other,))
    assert open_for("U1", ALDER, every, None).number == 4
    assert open_for("U9", None, every, frozenset()).number == 0


# ---- barriers


def test_open_barriers_come_first_and_the_latest_answer_next() -> None:
    def barrier(number: int, answered: int | None = None) -> Barrier:
        at = NOW + timedelta(days=answered) if answered is not None else None
        return Barrier(number, 1, "Falls", "C1", "x", "U1", NOW.date(), NOW, "y", "U1", at)

    order = in_order([barrier(1, 1), barrier(2), barrier(3, 5), barrier(4)])
    assert [each.id for each in order] == [2, 4, 3, 1]


def test_the_heir_is_a_manager_or_else_an_administrator_or_else_a_lead() -> None:
    lead = Member("U1", ALDER, frozenset({Role.LEAD}))
    admin = Member("U2", None, frozenset({Role.ADMINISTRATOR}))
    manager = Member("U3", None, frozenset({Role.MANAGER}))
    assert heirs([lead, admin, manager]) == ["U3"]
    assert heirs([lead, admin, manager], leaver="U3") == ["U2"]
    assert heirs([lead]) == ["U1"]
    assert heirs([Member("U4", ALDER)]) == []


# ---- the figures again


@pytest.mark.parametrize(
    ("last", "each", "met", "news"),
    [
        (date(2026, 11, 1), 1, date(2026, 11, 3), True),
        (date(2026, 11, 1), 1, date(2026, 11, 20), False),
        (date(2026, 12, 1), 1, date(2026, 11, 20), True),
        (date(2026, 8, 1), 1, date(2026, 6, 1), False),  # no newer than what was looked at
        (date(2026, 4, 1), 12, date(2026, 9, 1), True),
        (date(2026, 4, 1), 12, date(2027, 1, 10), False),
        (date(2027, 4, 1), 12, date(2027, 1, 10), True),
    ],
)
def test_figures_are_news_when_most_of_their_newest_part_came_afterwards(
    last: date, each: int, met: date, news: bool
) -> None:
    then = Period(date(2025, 4, 1), date(2026, 8, 1) if each == 1 else date(2025, 4, 1), each)
    assert is_news(then, Period(date(2025, 4, 1), last, each), met) is news


# ---- the summary


@given(days)
def test_every_day_is_in_exactly_one_quarter(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.holds(day)
    assert not Quarter(quarter.after).holds(day)
    four = last_quarters(day)
    assert len(four) == 4
    assert four[-1] == quarter
    assert all(one.after == other.first for one, other in pairwise(four))


def test_what_became_of_a_session() -> None:
    def held(met: bool | None = None, **changes: Any) -> Held | None:
        return Meeting(session(**changes), (), met).held(NOW)

    ahead = NOW + timedelta(days=1)
    assert held(True) is Held.YES
    assert held(False) is Held.NO
    assert held(None) is Held.NOT_KNOWN
    assert held(state=State.CANCELLED) is Held.CANCELLED
    assert held(state=State.CANCELLED, starts_at=ahead) is None
    assert held(state=State.PLANNED, starts_at=ahead) is None
    assert held(state=State.STARTED, starts_at=NOW - timedelta(minutes=10)) is None


def test_who_came_is_who_was_noted_and_else_who_said_yes() -> None:
    yes, no = Invitee("U1", ALDER, Answer.YES), Invitee("U2", BROOK, Answer.NO)
    guest = Invitee("U3", None, Answer.YES, guest=True)
    assert Meeting(session(), (yes, no, guest)).came == (yes,)
    there, away = replace(no, attended=True), replace(yes, attended=False)
    assert Meeting(session(), (there, away, replace(guest, attended=True))).came == (there,)


def test_the_numbers_are_those_of_a_hand_count() -> None:
    def meeting(number: int, day: datetime, met: bool | None, *people: Invitee) -> Meeting:
        return Meeting(session(id=number, starts_at=day), people, met)

    ann, amy = Invitee("U1", ALDER, Answer.YES), Invitee("U2", ALDER, Answer.YES)
    ben, cat = Invitee("U3", BROOK, attended=True), Invitee("U4", COPPER, Answer.YES)
    october, july = datetime(2026, 10, 6, 12, tzinfo=UTC), datetime(2026, 7, 7, 12, tzinfo=UTC)
    long_ago = datetime(2025, 12, 31, 12, tzinfo=UTC)
    found = Found(
        meetings=(
            meeting(1, october, True, ann, amy),
            meeting(2, october, False, cat),
            meeting(3, july, True, ben, replace(ann, answer=None, attended=True)),
            meeting(4, july, None, cat),
            meeting(5, long_ago, True, cat),
        ),
        actions=(
            action(id=1, session_id=1, done=True, outcome=Outcome.KEPT),
            action(id=2, session_id=1, done=True, outcome=Outcome.CHANGED),
            action(id=3, session_id=3, done=True, outcome=Outcome.KEPT),
            action(id=4, session_id=3),
            action(id=5, session_id=5),
        ),
        barriers=(
            Barrier(1, 1, "x", "C1", "x", "U1", NOW.date(), october, "y", "U1", NOW),
            Barrier(2, 1, "x", "C1", "x", "U1", NOW.date(), october),
        ),
        pulses=(
            Replied(october, october + timedelta(days=3)),
            Replied(july, july + timedelta(days=10)),
            Replied(july, None),
        ),
    )
    summary = summarise(found, PRACTICES, last_quarters(NOW.date()), NOW, ZONE)
    whole = summary.whole
    assert dict(whole.held) == {Held.YES: 2, Held.NO: 1, Held.NOT_KNOWN: 1}
    assert whole.practices == {ALDER, BROOK}
    assert summary.not_reached == PRACTICES[2:]
    assert whole.people == 3
    assert dict(whole.outcomes) == {Outcome.KEPT: 2, Outcome.CHANGED: 1, None: 1}
    assert (whole.pulses, whole.replied, whole.reply_days) == (3, 2, 6.5)
    assert (whole.barriers, whole.answered, whole.answer_days) == (2, 1, 70)
    by_quarter = [numbers.held[Held.YES] for _, numbers in summary.quarters]
    assert by_quarter == [0, 0, 1, 1]
    assert sum(numbers.actions for _, numbers in summary.quarters) == whole.actions
