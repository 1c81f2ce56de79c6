"""Rounds: when they may close, who is asked in which group, what may be done in which state."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.people import Member, Role
from bot.domain.pulse import (
    BadClosingTime,
    Group,
    Round,
    State,
    asked_in_groups,
    closing_moment,
    group_of,
    proposed_closing,
)
from bot.domain.questions import OWNERSHIP_4, Agreement

LONDON = "Europe/London"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_form_proposes_a_week_at_the_end_of_the_afternoon() -> None:
    assert proposed_closing(NOW, LONDON) == (date(2026, 12, 1), time(17))


def test_the_proposed_day_is_a_day_in_london_not_in_utc() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # already July in London
    assert proposed_closing(late, LONDON)[0] == date(2026, 7, 8)


@pytest.mark.parametrize(("today", "closes"), [(21, 30), (22, 30), (23, 30), (24, 1)])
def test_the_form_offers_no_weekend(today: int, closes: int) -> None:
    """21 November 2026 is a Saturday."""
    day, _ = proposed_closing(datetime(2026, 11, today, 9, tzinfo=UTC), LONDON)
    assert (day.day, day.weekday() < 5) == (closes, True)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 12, 1), datetime(2026, 12, 1, 17, tzinfo=UTC)),
        (date(2027, 2, 10), datetime(2027, 2, 10, 17, tzinfo=UTC)),
    ],
)
def test_closing_is_by_the_wall_clock_in_winter(day: date, utc: datetime) -> None:
    assert closing_moment(day, time(17), LONDON, NOW) == utc


def test_closing_is_by_the_wall_clock_in_summer() -> None:
    june = datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert closing_moment(date(2026, 6, 8), time(17), LONDON, june).hour == 16


def test_a_time_that_comes_twice_is_the_first() -> None:
    before = datetime(2026, 10, 20, 9, tzinfo=UTC)
    closing = closing_moment(date(2026, 10, 25), time(1, 30), LONDON, before)
    assert closing == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "says", "is_day"),
    [
        (date(2026, 11, 23), time(17), "past", True),
        (date(2026, 11, 24), time(9), "past", False),
        (date(2026, 11, 24), time(8, 59), "past", False),
        (date(2027, 2, 25), time(17), "three months", True),
    ],
)
def test_what_cannot_be_a_closing_time_says_why(
    day: date, clock: time, says: str, is_day: bool
) -> None:
    with pytest.raises(BadClosingTime, match=says) as refused:
        closing_moment(day, clock, LONDON, NOW)
    assert refused.value.is_day == is_day


def test_a_time_that_the_clock_change_skips_says_what_to_choose() -> None:
    march = datetime(2027, 3, 20, 9, tzinfo=UTC)
    with pytest.raises(BadClosingTime, match=r"01:30 does not exist. Choose 02:30"):
        closing_moment(date(2027, 3, 28), time(1, 30), LONDON, march)


@pytest.mark.parametrize(
    ("formal_role", "group"),
    [(True, Group.LEADER), (False, Group.MEMBER), (None, Group.UNKNOWN)],
)
def test_the_group_is_the_formal_role_as_recorded(formal_role: bool | None, group: Group) -> None:
    assert group_of(Member("U1", formal_role=formal_role)) is group


def test_asked_are_gps_and_leads_and_not_those_who_only_manage() -> None:
    people = [
        Member("U1", roles=frozenset({Role.GP}), formal_role=False),
        Member("U2", roles=frozenset({Role.LEAD}), formal_role=True),
        Member("U3", roles=frozenset({Role.MANAGER}), formal_role=None),
        Member("U4", roles=frozenset({Role.MANAGER, Role.GP}), formal_role=None),
    ]
    assert asked_in_groups(people) == {
        "U1": Group.MEMBER,
        "U2": Group.LEADER,
        "U4": Group.UNKNOWN,
    }


@pytest.mark.parametrize("state", State)
def test_answers_are_taken_only_while_open_and_before_the_closing_time(state: State) -> None:
    closes_at = NOW + timedelta(days=7)
    round_ = Round(1, state, "C1", "U9", OWNERSHIP_4.questions, 5, NOW, closes_at, asked=9)
    assert round_.takes_answers(NOW) == (state is State.OPEN)
    assert round_.takes_answers(closes_at - timedelta(seconds=1)) == (state is State.OPEN)
    assert not round_.takes_answers(closes_at)
    assert round_.counted == (state in (State.PURGING, State.CLOSED))


def test_a_statement_begins_with_a_capital_whatever_the_body_is_called() -> None:
    assert OWNERSHIP_4.worded("our group").questions[0].text.startswith("Our group is owned")
    assert "by our group" in OWNERSHIP_4.worded("our group").questions[1].text


def test_the_questions_name_the_body_and_keep_their_ids() -> None:
    worded = OWNERSHIP_4.worded("Wold {Valley} PCN").questions
    assert [each.id for each in worded] == ["owned", "decisions", "influence", "relations"]
    assert all("Wold {Valley} PCN" in each.text for each in worded)
    assert not any("{body}" in each.text for each in worded)
    assert [each.id for each in worded] == [each.id for each in OWNERSHIP_4.questions]


def test_every_answer_has_words_of_its_own() -> None:
    assert len({each.words for each in Agreement}) == len(Agreement) == 6
