"""Words in and out: what people write is understood, said back, and understood the same way again."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import (
    NotUnderstood,
    Once,
    Repeating,
    describe,
    parse,
    read_clock,
    read_date,
    repeating,
)
from bot.domain.times import local_moment
from tests.domain.schedule.patterns import LONDON, clocks, days, patterns, utc, zones

NOW = utc(2026, 11, 24, 9)  # a Tuesday

moments = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1)).map(
    lambda at: utc(*at.timetuple()[:5])
)


@given(patterns(), moments)
def test_what_is_said_is_understood_the_same_way(pattern: Repeating, now: datetime) -> None:
    said = describe(pattern, pattern.zone, since=True)
    assert parse(said, now, pattern.zone) == pattern


@given(patterns())
def test_without_its_beginning_the_rule_is_the_same(pattern: Repeating) -> None:
    now = utc(*pattern.starts.timetuple()[:5]) - timedelta(days=2)
    again = parse(describe(pattern, pattern.zone), now, pattern.zone)
    assert isinstance(again, Repeating)
    assert again.rule == pattern.rule
    assert parse(describe(again, again.zone), now, again.zone) == again


@given(days, clocks, zones, moments)
def test_one_time_is_said_and_understood(day: date, clock: time, zone: str, now: datetime) -> None:
    once = Once(local_moment(day, clock, zone).at)
    assert parse(describe(once, zone), now, zone) == once


@pytest.mark.parametrize(
    ("words", "said", "first"),
    [
        ("every first Tuesday at 13:00", "every first Tuesday at 13:00", "2026-12-01"),
        ("every weekday at 9", "every weekday at 09:00", "2026-11-25"),
        ("every other Thursday at 1pm", "every other Thursday at 13:00", "2026-11-26"),
        ("monthly on the last Friday at 12:30", "every last Friday at 12:30", "2026-11-27"),
        ("first Monday of each month at 8am", "every first Monday at 08:00", "2026-12-07"),
        ("quarterly", "quarterly on the fourth Tuesday at 09:00", "2026-12-22"),
        (
            "quarterly on the second Wednesday at noon",
            "quarterly on the second Wednesday at 12:00",
            "2026-12-09",
        ),
        ("every 6 weeks on Monday at 13:00", "every 6 weeks on Monday at 13:00", "2026-11-30"),
        ("twice a year", "twice a year on the fourth Tuesday at 09:00", "2026-12-22"),
        ("weekly", "every Tuesday at 09:00", "2026-12-01"),
        ("every 15th at 10:00", "every 15th at 10:00", "2026-12-15"),
        ("every Monday and Wednesday at 12.30", "every Monday and Wednesday at 12:30", "2026-11-25"),
        ("yearly on 1 April", "yearly on 1 April at 09:00", "2027-04-01"),
        ("every 1st of April at 1.30 pm", "yearly on 1 April at 13:30", "2027-04-01"),
        ("Every Tuesday, at half past one.", "every Tuesday at 13:30", "2026-11-24"),
        ("fortnightly on Tuesdays at 13.00", "every other Tuesday at 13:00", "2026-11-24"),
        ("on Mondays at 9 a.m.", "every Monday at 09:00", "2026-11-30"),
        ("every second Tuesday", "every second Tuesday of the month at 09:00", "2026-12-08"),
        ("every 2 weeks on Tuesday at 10", "every other Tuesday at 10:00", "2026-11-24"),
        ("the 1st and 15th of every month", "every 1st and 15th at 09:00", "2026-12-01"),
        ("last day of the month at 17:00", "every last day of the month at 17:00", "2026-11-30"),
        ("every first and third Thursday", "every first and third Thursday at 09:00", "2026-12-03"),
        ("every six months on the 1st", "twice a year on the 1st at 09:00", "2026-12-01"),
        ("daily at quarter to eight", "every day at 07:45", "2026-11-25"),
        ("annually on the first Monday of May", "yearly on the first Monday of May at 09:00", "2027-05-03"),
        ("every Thursday from 10 December 2026", "every Thursday at 09:00", "2026-12-10"),
        ("every Thursday until 31/3/2027", "every Thursday at 09:00, until 31 March 2027", "2026-11-26"),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(words: str, said: str, first: str) -> None:
    pattern = parse(words, NOW, LONDON)
    assert isinstance(pattern, Repeating)
    assert (describe(pattern, LONDON), f"{pattern.starts:%Y-%m-%d}") == (said, first)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("once on 3 March 2027 at 13:00", utc(2027, 3, 3, 13)),
        ("on 3/4/27 at 1pm", utc(2027, 4, 3, 12)),
        ("3rd of April at noon", utc(2027, 4, 3, 11)),
        ("2027-04-03 13:00", utc(2027, 4, 3, 12)),
        ("tomorrow at 9", utc(2026, 11, 25, 9)),
        ("next Tuesday at 1pm", utc(2026, 12, 1, 13)),
        ("on Wednesday 25 November at 8.15am", utc(2026, 11, 25, 8, 15)),
        ("28 March 2027 at 01:30", utc(2027, 3, 28, 1, 30)),  # the clocks skip it
        ("25 October 2026 at 01:30", utc(2026, 10, 25, 0, 30)),  # the first of two
    ],
)
def test_one_time_is_a_day_with_or_without_a_year(words: str, at: datetime) -> None:
    assert parse(words, NOW, LONDON) == Once(at)


@pytest.mark.parametrize(
    "words",
    [
        "", "now and then", "at 13:00", "every blue moon", "every Tuesday at 25:00",
        "every Tuesday at 13pm", "Tuesday and Thursday", "every 0 days", "every 9999 weeks",
        "30 February 2027", "3 March 1027", "every first", "every 32nd", "every Tuesday until soon",
        "by the rule FREQ=SECONDLY at 13:00", "every Tuesday at 13:61", "x" * 3000,
    ],
)  # fmt: skip
def test_what_is_not_understood_is_answered_with_two_examples_that_are(words: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse(words, NOW, LONDON)
    examples = str(refused.value).split("“")[-2:]
    for example in examples:
        assert isinstance(parse(example.partition("”")[0], NOW, LONDON), Repeating)


def test_a_day_that_not_every_month_has_is_explained() -> None:
    for words in ("every 31st at 9", "every 29 February", "monthly on the 30th"):
        with pytest.raises(NotUnderstood, match="Not every month has that day"):
            parse(words, NOW, LONDON)


def test_a_wrong_weekday_is_noticed() -> None:
    with pytest.raises(NotUnderstood, match="3 March 2027 is a Wednesday, not a Tuesday"):
        parse("Tuesday 3 March 2027 at 13:00", NOW, LONDON)


def test_what_ended_already_never_comes() -> None:
    with pytest.raises(NotUnderstood, match="never comes"):
        parse("every Tuesday until 3 March 2020", NOW, LONDON)


def test_every_other_week_begins_with_the_next() -> None:
    friday = NOW + timedelta(days=3)
    pattern = parse("every other Thursday at 13:00", friday, LONDON)
    assert pattern.starts == datetime(2026, 12, 3, 13)


def test_a_rule_without_words_is_said_as_it_is() -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    pattern = repeating(rule, datetime(2026, 11, 30, 9), LONDON)
    assert describe(pattern, LONDON) == f"by the rule {rule} at 09:00"


def check(words: str) -> None:
    try:
        pattern = parse(words, NOW, LONDON)
    except NotUnderstood:
        return
    assert describe(pattern, LONDON)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_refused_in_a_sentence(words: str) -> None:
    check(words)


PIECES = (
    "every other first last 31st 29 monday february of the month weeks at 9 until from 3/4/27 , and"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=9).map(" ".join))
def test_words_in_any_order_are_understood_or_refused_in_a_sentence(words: str) -> None:
    check(words)


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("13:00", time(13)), ("13.00", time(13)), ("9", time(9)), ("1", time(13)), ("6", time(18)),
        ("7", time(7)), ("01:30", time(1, 30)), ("1:30", time(13, 30)), ("1.30 pm", time(13, 30)),
        ("12am", time(0)), ("12pm", time(12)), ("12", time(12)), ("noon", time(12)),
        ("midnight", time(0)), ("half past one", time(13, 30)), ("quarter to one", time(12, 45)),
        ("a quarter past nine", time(9, 15)), ("two o'clock", time(14)), ("half past 8 pm", time(20, 30)),
        ("quarter to one am", time(0, 45)), ("00:15", time(0, 15)),
        ("25", None), ("13pm", None), ("0am", None), ("9:5", None), ("9:75", None), ("lunch", None),
        ("half past 13", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_day_are_read_as_people_at_work_say_them(words: str, clock: time | None) -> None:
    assert read_clock(words) == clock


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("24 november", date(2026, 11, 24)), ("23 november", date(2027, 11, 23)),
        ("29 february", date(2028, 2, 29)), ("march 3 2027", date(2027, 3, 3)),
        ("3-3-2027", date(2027, 3, 3)), ("tuesday", date(2026, 12, 1)), ("weds", date(2026, 11, 25)),
        ("sept 1", date(2027, 9, 1)), ("13/13/2027", None), ("soon", None), ("next week", None),
    ],
)  # fmt: skip
def test_dates_have_the_day_first(words: str, day: date | None) -> None:
    assert read_date(words, NOW.date()) == day
