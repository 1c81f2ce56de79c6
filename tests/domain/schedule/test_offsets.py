"""How long before: in words and out, over bank holidays and clock changes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.schedule import NotUnderstood, Offset, Unit, describe_offset, parse_offset
from tests.domain.schedule.patterns import LONDON, clocks, utc, zones

SESSION = utc(2026, 12, 29, 13)  # the Tuesday after Christmas

offsets = (
    st.builds(
        Offset,
        st.integers(-400, 400).filter(bool),
        st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]),
        st.none() | clocks,
    )
    | st.builds(Offset, st.integers(-900, 900).filter(bool), st.just(Unit.MINUTES))
    | clocks.map(lambda at: Offset(0, Unit.DAYS, at))
)


@given(offsets)
def test_what_is_said_is_understood_the_same_way(offset: Offset) -> None:
    assert parse_offset(describe_offset(offset)) == offset


@pytest.mark.parametrize(
    ("words", "at", "said"),
    [
        ("three working days before", utc(2026, 12, 22, 13), "three working days before"),
        ("a working day before", utc(2026, 12, 24, 13), "a working day before"),
        ("two working days after", utc(2026, 12, 31, 13), "two working days after"),
        ("a day before", utc(2026, 12, 28, 13), "a day before"),
        ("the day before at noon", utc(2026, 12, 28, 12), "a day before at 12:00"),
        ("15 minutes before", utc(2026, 12, 29, 12, 45), "15 minutes before"),
        ("half an hour before", utc(2026, 12, 29, 12, 30), "30 minutes before"),
        ("Two hours earlier", utc(2026, 12, 29, 11), "two hours before"),
        ("two weeks before at 09:00", utc(2026, 12, 15, 9), "two weeks before at 09:00"),
        ("14 days before", utc(2026, 12, 15, 13), "two weeks before"),
        ("a fortnight after", utc(2027, 1, 12, 13), "two weeks after"),
        ("on the day at 8", utc(2026, 12, 29, 8), "on the day at 08:00"),
    ],
)
def test_what_people_write_is_understood(words: str, at: datetime, said: str) -> None:
    offset = parse_offset(words)
    assert (offset.of(SESSION, LONDON, Calendar()), describe_offset(offset)) == (at, said)


def test_a_day_is_a_day_by_the_clock_on_the_wall() -> None:
    monday = utc(2027, 3, 29, 8)  # 09:00 in London, a day after its clocks went forward
    assert parse_offset("two days before").of(monday, LONDON, Calendar()) == utc(2027, 3, 27, 9)
    assert parse_offset("48 hours before").of(monday, LONDON, Calendar()) == utc(2027, 3, 27, 8)


@settings(deadline=None)  # a year's holidays take a moment, once
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
    st.integers(1, 30),
    zones,
    st.none() | st.just(time(9)),
)
def test_working_days_are_working_days_and_no_more_than_asked(
    moment: datetime, number: int, zone: str, at: time | None
) -> None:
    calendar = Calendar()
    found = Offset(-number, Unit.WORKING_DAYS, at).of(utc(*moment.timetuple()[:5]), zone, calendar)
    before = found.astimezone(ZoneInfo(zone)).date()
    day = utc(*moment.timetuple()[:5]).astimezone(ZoneInfo(zone)).date()
    between = [before + timedelta(days=each) for each in range((day - before).days)]
    assert sum(calendar.is_working_day(each) for each in between) == number
    assert calendar.is_working_day(before)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "3 before", "0 days before", "15 minutes before at 9", "half a day before",
     "a day before at lunch", "9999 days before"],
)  # fmt: skip
def test_what_is_not_understood_is_answered_with_two_examples_that_are(words: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_offset(words)
    for example in str(refused.value).split("“")[-2:]:
        parse_offset(example.partition("”")[0])
