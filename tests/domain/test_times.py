"""Wall-clock times around clock changes, in London and in odder places."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.times import (
    LocalMoment,
    local_day,
    local_moment,
    parse_clock,
    parse_day,
    weekday_after,
)

LONDON = "Europe/London"
ZONES = [LONDON, "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Asia/Kathmandu"]

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_a_winter_time_in_london_is_utc() -> None:
    moment = local_moment(date(2026, 11, 24), time(13, 0), LONDON)
    assert moment == LocalMoment(datetime(2026, 11, 24, 13, 0, tzinfo=UTC))


def test_a_summer_time_in_london_is_an_hour_earlier_in_utc() -> None:
    moment = local_moment(date(2026, 7, 7), time(13, 0), LONDON)
    assert moment == LocalMoment(datetime(2026, 7, 7, 12, 0, tzinfo=UTC))


def test_a_time_that_the_clock_change_skips_moves_on_by_the_gap() -> None:
    moment = local_moment(date(2027, 3, 28), time(1, 30), LONDON)
    assert moment.moved
    assert wall(moment.at, LONDON) == datetime(2027, 3, 28, 2, 30)


def test_a_time_that_comes_twice_is_the_first() -> None:
    moment = local_moment(date(2026, 10, 25), time(1, 30), LONDON)
    assert moment == LocalMoment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))


@given(days, clocks, zones)
def test_the_wall_clock_shows_what_was_chosen_unless_it_moved(
    day: date, clock: time, zone: str
) -> None:
    moment = local_moment(day, clock, zone)
    shown, asked = wall(moment.at, zone), datetime.combine(day, clock)
    assert moment.at.tzinfo is UTC
    if moment.moved:
        # The gap is what the zone's offset grew by in between.
        before = ZoneInfo(zone).utcoffset(asked - timedelta(days=1))
        after = ZoneInfo(zone).utcoffset(asked + timedelta(days=1))
        assert before is not None
        assert after is not None
        assert shown - asked == after - before > timedelta()
    else:
        assert shown == asked


@given(days, clocks, zones)
def test_no_earlier_moment_shows_the_same_wall_clock(day: date, clock: time, zone: str) -> None:
    moment = local_moment(day, clock, zone)
    asked = datetime.combine(day, clock)
    for minutes in range(30, 151, 30):
        assert wall(moment.at - timedelta(minutes=minutes), zone) != asked


def test_the_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 7, 7, 23, 30, tzinfo=UTC)
    assert local_day(late, LONDON) == date(2026, 7, 8)


def test_pickers_are_parsed() -> None:
    assert parse_day("2026-11-24") == date(2026, 11, 24)
    assert parse_clock("13:05") == time(13, 5)


@pytest.mark.parametrize("text", ["", "24/11/2026", "2026-02-30", "tomorrow"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


@pytest.mark.parametrize("text", ["", "25:00", "1pm", "13:00:00+01:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_clock(text)


@given(days, st.integers(0, 30))
def test_a_proposed_day_is_a_working_day_and_no_monday(day: date, ahead: int) -> None:
    proposed = weekday_after(day, ahead)
    assert proposed.weekday() in (1, 2, 3, 4)
    assert timedelta(days=ahead) <= proposed - day <= timedelta(days=ahead + 3)
