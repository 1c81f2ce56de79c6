"""The times that a vote proposes by itself, and when it closes."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, Protected
from bot.domain.rhythm import Rhythm
from bot.domain.sessions.slots import (
    NOTICE,
    PROPOSED,
    TICKED,
    Good,
    default_closing,
    is_monday_morning,
    last_closing,
    propose,
    ticked,
    wall,
    working_days_on,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONDON = "Europe/London"
THURSDAYS = Protected("FREQ=MONTHLY;BYDAY=3TH", datetime(2026, 1, 15, 13, 0), 180)
WITH_TIME = Rhythm(calendar=Calendar("ENG", (THURSDAYS,)))
ZONES = st.sampled_from([LONDON, "America/St_Johns", "Pacific/Apia", "UTC"])


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
    st.sampled_from([20, 45]),
    ZONES,
    st.lists(st.frozensets(st.integers(0, 4), max_size=3), max_size=6),
)
def test_eight_lunch_times_on_working_days_with_time_to_answer(
    now: datetime, minutes: int, zone: str, off: list[frozenset[int]]
) -> None:
    rhythm = Rhythm(zone, calendar=Calendar("ENG", (THURSDAYS,)))
    offered = propose(rhythm, off, now, minutes)
    assert len(offered) == PROPOSED
    assert len({wall(each.starts_at, zone).date() for each in offered}) == PROPOSED
    assert list(offered) == sorted(offered, key=lambda each: each.starts_at)
    for each in offered:
        local = wall(each.starts_at, zone)
        assert rhythm.calendar.is_working_day(local.date())
        assert not is_monday_morning(each.starts_at, zone)
        assert default_closing(each.starts_at, now, rhythm) > now
        if each.good is Good.LUNCH:
            assert time(12, 30) <= local.time() <= time(14, 0)
            assert (local + timedelta(minutes=minutes)).time() <= time(14, 0)
        else:
            assert rhythm.calendar.is_protected(local)


def test_protected_learning_time_is_among_those_ticked() -> None:
    offered = propose(WITH_TIME, [], NOW, 45)
    good = [each for each in offered if each.good is Good.PROTECTED]
    assert [wall(each.starts_at, LONDON) for each in good] == [datetime(2026, 12, 17, 13)]
    assert good[0] in ticked(offered)
    assert len(ticked(offered)) == TICKED


def test_the_times_are_spread_over_weeks_and_weekdays() -> None:
    days = [wall(each.starts_at, LONDON).date() for each in propose(Rhythm(), [], NOW, 45)]
    assert max(Counter(day.isocalendar().week for day in days).values()) <= 3
    assert len({day.weekday() for day in days}) >= 4


def test_days_off_of_those_asked_are_kept_free_where_that_is_possible() -> None:
    off = [frozenset({4}), frozenset({4, 0})]
    offered = propose(Rhythm(), off, NOW, 45)
    assert {wall(each.starts_at, LONDON).weekday() for each in offered} <= {1, 2, 3}
    everybody = propose(Rhythm(), [frozenset(range(5))], NOW, 45)
    assert [each.off for each in everybody] == [1] * PROPOSED


def test_around_christmas_it_looks_further_ahead() -> None:
    offered = propose(Rhythm(), [], datetime(2026, 12, 14, 9, tzinfo=UTC), 45)
    days = {wall(each.starts_at, LONDON).date() for each in offered}
    assert not days & {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}


def test_what_was_asked_about_before_is_not_proposed_again() -> None:
    before = [each.starts_at for each in propose(Rhythm(), [], NOW, 45)]
    anew = propose(Rhythm(), [], NOW, 45, before)
    assert not {each.starts_at for each in anew} & set(before)
    assert len(anew) == PROPOSED


def test_the_first_proposed_time_leaves_a_week_of_work() -> None:
    first = propose(Rhythm(), [], NOW, 45)[0]
    assert wall(first.starts_at, LONDON).date() >= working_days_on(NOW.date(), NOTICE, Calendar())


@pytest.mark.parametrize(
    ("first_slot", "closes"),
    [
        (datetime(2026, 12, 3, 13, tzinfo=UTC), datetime(2026, 11, 30, 17, tzinfo=UTC)),
        # Over a weekend: Monday's three working days before are Wednesday.
        (datetime(2026, 12, 7, 13, tzinfo=UTC), datetime(2026, 12, 2, 17, tzinfo=UTC)),
        # Too soon for three working days: the evening before.
        (datetime(2026, 11, 26, 13, tzinfo=UTC), datetime(2026, 11, 25, 17, tzinfo=UTC)),
    ],
)
def test_it_closes_three_working_days_before_or_the_evening_before(
    first_slot: datetime, closes: datetime
) -> None:
    assert default_closing(first_slot, NOW, Rhythm()) == closes
    assert closes <= last_closing(first_slot, LONDON)


def test_closing_keeps_to_the_wall_clock_when_the_clocks_change() -> None:
    # 13:00 in London, two days into summer time; Easter, too, lies between.
    summer = datetime(2027, 3, 30, 12, tzinfo=UTC)
    assert default_closing(summer, datetime(2027, 3, 1, tzinfo=UTC), Rhythm()) == datetime(
        2027, 3, 23, 17, tzinfo=UTC
    )
