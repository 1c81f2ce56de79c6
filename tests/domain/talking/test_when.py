"""When, as people in Britain say it: what is understood on a Tuesday morning, and on other days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import Repeating, parse
from bot.domain.talking.when import When, read_when

ZONE = "Europe/London"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday


def at(said: str, now: datetime = NOW) -> When:
    return read_when(said, now, ZONE)[0]


def on(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("next Tuesday", date(2026, 12, 1)),
        ("this Thursday", date(2026, 11, 26)),
        ("Thursday week", date(2026, 12, 3)),
        ("Tuesday week", date(2026, 12, 8)),
        ("a week on Friday", date(2026, 12, 4)),
        ("a week today", date(2026, 12, 1)),
        ("two weeks on Friday", date(2026, 12, 11)),
        ("Friday fortnight", date(2026, 12, 11)),
        ("Thursday next week", date(2026, 12, 3)),
        ("next week, on Thursday", date(2026, 12, 3)),
        ("the week after next", date(2026, 12, 7)),
        ("tomorrow", date(2026, 11, 25)),
        ("the day after tomorrow", date(2026, 11, 26)),
        ("the 3rd", date(2026, 12, 3)),
        ("the 24th", date(2026, 11, 24)),
        ("3rd of Dec", date(2026, 12, 3)),
        ("Dec 3", date(2026, 12, 3)),
        ("3/12", date(2026, 12, 3)),
        ("3/12/26", date(2026, 12, 3)),
        ("3 Nov", date(2027, 11, 3)),
        ("3/11/2026", date(2026, 11, 3)),
        ("Wed 9 Dec", date(2026, 12, 9)),
        ("last Friday in January", date(2027, 1, 29)),
        ("the first Monday of next month", date(2026, 12, 7)),
        ("in two weeks", date(2026, 12, 8)),
        ("in a fortnight's time", date(2026, 12, 8)),
        ("a couple of weeks from now", date(2026, 12, 8)),
        ("end of the week", date(2026, 11, 27)),
        ("end of the month", date(2026, 11, 30)),
        ("end of the quarter", date(2026, 12, 31)),
        ("end of January", date(2027, 1, 29)),
        ("next month", date(2026, 12, 1)),
        ("next week", date(2026, 11, 30)),
        ("mid January", date(2027, 1, 15)),
        ("before Christmas", date(2026, 12, 24)),
        ("after Christmas", date(2026, 12, 29)),
        ("in the new year", date(2027, 1, 4)),
        ("after Easter", date(2027, 3, 30)),
        ("before Easter", date(2027, 3, 25)),
        ("29 February", date(2028, 2, 29)),
    ],
)
def test_a_day_is_the_one_that_is_meant(said: str, day: date) -> None:
    assert at(f"set up a session on falls, {said}").day == day


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("at 1", time(13)),
        ("at 6", time(18)),
        ("at 7", time(7)),
        ("at 8", time(8)),
        ("at 8 in the evening", time(20)),
        ("at 8pm", time(20)),
        ("half one", time(13, 30)),
        ("half past twelve", time(12, 30)),
        ("quarter to 1", time(12, 45)),
        ("at quarter past one", time(13, 15)),
        ("ten to two", time(13, 50)),
        ("at 1-ish", time(13)),
        ("noon", time(12)),
        ("12.30", time(12, 30)),
        ("at 12:30 hours", time(12, 30)),
        ("at 1300", time(13)),
        ("lunchtime tomorrow", time(13)),
        ("tomorrow lunchtime", time(13)),
        ("tomorrow afternoon", time(14)),
        ("close of play Friday", time(17)),
    ],
)
def test_a_time_of_day_is_said_as_practices_say_it(said: str, clock: time) -> None:
    assert at(said).clock == clock


@pytest.mark.parametrize(
    "said",
    [
        "session on 24/7 cover",
        "140/90",
        "7 day prescriptions",
        "Sunday opening",
        "over 75s",
        "9 of 10 practices",
        "12 practices",
        "the 3rd session",
        "may we meet",
        "Thursday 3 March",  # it is a Wednesday, and nobody knows which of the two is a slip
        "31 February",
    ],
)
def test_what_only_looks_like_a_date_is_none(said: str) -> None:
    found = at(said)
    assert (found.day, found.clock, found.until_day) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "day", "clock"),
    [
        ("until Friday 5pm", date(2026, 11, 27), time(17)),
        ("close at noon on Friday", date(2026, 11, 27), time(12)),
        ("by next Wednesday at noon", date(2026, 11, 25), time(12)),
        ("closing in two weeks", date(2026, 12, 8), None),
        ("until 7 December", date(2026, 12, 7), None),
        ("back on 4/1", date(2027, 1, 4), None),
        ("until after Christmas", date(2026, 12, 29), None),
        ("for a fortnight", date(2026, 12, 8), None),
        ("for a month", date(2026, 12, 24), None),
    ],
)
def test_an_end_is_no_beginning(said: str, day: date, clock: time | None) -> None:
    found = at(said)
    assert (found.until_day, found.until_clock) == (day, clock)
    assert (found.day, found.clock) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "first Monday of each month at 1",
        "every other Thursday at 12:30",
        "on Tuesdays at 1",
        "the last Friday of every month",
        "every 3 months",
        "first and third Tuesday of each month",
        "quarterly",
        "once a month on the first Monday",
    ],
)
def test_what_repeats_is_handed_on_as_the_reader_of_schedules_takes_it(said: str) -> None:
    found = at(said)
    assert found.day is None
    assert isinstance(parse(found.repeats, NOW, ZONE), Repeating)
    assert found.repeats.endswith("at 13:00") == said.endswith("at 1")


def test_a_range_is_a_beginning_and_a_length() -> None:
    found = at("Thursday, 1-2pm")
    assert (found.day, found.clock, found.minutes) == (date(2026, 11, 26), time(13), 60)


def test_a_length_is_no_time_of_day() -> None:
    found = at("a 20-minute session on Friday at 1 for half an hour")
    assert (found.clock, found.minutes) == (time(13), 20)


@pytest.mark.parametrize(
    ("now", "said", "day"),
    [
        (on(2026, 10, 24), "tomorrow", date(2026, 10, 25)),  # the clocks go back
        (on(2026, 10, 25, 0), "in a week", date(2026, 11, 1)),
        (on(2026, 10, 25, 23), "tomorrow", date(2026, 10, 26)),
        (on(2027, 3, 27), "tomorrow", date(2027, 3, 28)),  # the clocks go forward
        (on(2027, 3, 28, 0), "Sunday", date(2027, 4, 4)),
        (on(2027, 3, 28, 23), "a week today", date(2027, 4, 4)),
        (on(2026, 12, 31), "tomorrow", date(2027, 1, 1)),
        (on(2026, 12, 31), "end of the month", date(2026, 12, 31)),
        (on(2026, 12, 31), "the 1st", date(2027, 1, 1)),
        (on(2027, 1, 31), "in a month", date(2027, 3, 1)),  # 28 February is a Sunday
        (on(2027, 1, 31), "the 30th", date(2027, 3, 30)),
        (on(2028, 2, 28), "tomorrow", date(2028, 2, 29)),
        (on(2028, 2, 29), "29 February", date(2028, 2, 29)),
        (on(2028, 2, 29), "in a year", date(2029, 2, 28)),
        (on(2026, 11, 29), "end of the week", date(2026, 12, 4)),
        (on(2026, 11, 30), "next Tuesday", date(2026, 12, 1)),
        (on(2026, 12, 26), "before Christmas", date(2027, 12, 24)),
    ],
)
def test_days_around_clock_changes_and_the_ends_of_months(
    now: datetime, said: str, day: date
) -> None:
    assert at(said, now).day == day


def test_the_day_is_that_of_the_zone() -> None:
    """At half past eleven in the evening in UTC it is tomorrow in London's summer."""
    assert at("today", datetime(2026, 7, 1, 23, 30, tzinfo=UTC)).day == date(2026, 7, 2)


def test_a_part_of_the_day_that_has_passed_is_no_time() -> None:
    found = at("this afternoon", on(2026, 11, 24, 16))
    assert (found.day, found.clock) == (date(2026, 11, 24), None)


PIECES = st.sampled_from(
    [
        *(
            "next",
            "last",
            "first",
            "the",
            "a",
            "week",
            "fortnight",
            "on",
            "in",
            "of",
            "end",
            "until",
        ),
        *(
            "Monday",
            "tues",
            "Friday",
            "January",
            "Feb",
            "may",
            "3rd",
            "31",
            "29",
            "12",
            "1",
            "half",
        ),
        *("past", "to", "quarter", "month", "year", "day", "tomorrow", "today", "after", "before"),
        *("Easter", "Christmas", "every", "each", "other", "30/2", "29/2", "1/1", "99/99", "24:61"),
        *(
            "12.30",
            "1pm",
            "1300",
            "-",
            ",",
            "minutes",
            "20",
            "for",
            "weekly",
            "bank holiday",
            "'26",
        ),
    ]
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))


@given(st.lists(PIECES, max_size=10).map(" ".join), MOMENTS)
def test_no_day_is_past_unless_its_year_was_said(said: str, now: datetime) -> None:
    found = at(said, now)
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for day in (found.day, found.until_day):
        assert day is None or day >= today or "26" in said
        assert day is None or day <= today + timedelta(days=366 * 9)
