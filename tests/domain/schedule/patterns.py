"""Patterns, zones and times for the properties of schedules."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from hypothesis import assume
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, Protected
from bot.domain.schedule import (
    Avoid,
    Lateness,
    Repeating,
    Schedule,
    neighbours,
    occurrences,
    repeating,
)
from bot.domain.times import local_moment

LONDON = "Europe/London"
ZONES = (
    LONDON,
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Auckland",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "America/Santiago",  # at midnight
    "Africa/Casablanca",
    "Pacific/Apia",  # had no 30 December 2011
)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

zones = st.sampled_from(ZONES)
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0)) | st.sampled_from(
    [time(0, 0), time(1, 30), time(2, 0), time(2, 15), time(2, 45), time(23, 59)]
)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31)) | st.dates(
    date(2011, 12, 20), date(2012, 1, 10)
)
several_days = st.sets(st.sampled_from(NAMES), min_size=1).map(",".join)
nth_days = st.sets(
    st.builds(
        lambda place, day: f"{place}{day}",
        st.sampled_from([1, 2, 3, 4, 5, -1]),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=3,
).map(",".join)
rules = st.one_of(
    st.just("FREQ=DAILY"),
    st.integers(1, 40).map("FREQ=DAILY;INTERVAL={}".format),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 9), several_days),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYDAY={}".format, st.integers(1, 12), nth_days),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}".format,
        st.integers(1, 12),
        st.sampled_from(["1", "1,15", "28", "31", "-1", "-2"]),
    ),
    st.builds(
        "FREQ=YEARLY;INTERVAL={};BYMONTH={};BYMONTHDAY={}".format,
        st.integers(1, 4),
        st.integers(1, 12),
        st.integers(1, 28),
    ),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}".format, st.integers(1, 12), nth_days),
    st.just("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    st.just("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
)


@st.composite
def patterns(draw: st.DrawFn) -> Repeating:
    """That begin with one of their own days, as those do that are read from words."""
    starts = datetime.combine(draw(days), draw(clocks))
    rule = draw(rules)
    if draw(st.booleans()):
        rule += f";UNTIL={starts + timedelta(days=draw(st.integers(400, 900))):%Y%m%d}T235959"
    pattern = repeating(rule, starts, draw(zones))
    first = next(occurrences(pattern), None)
    assume(first is not None)
    return repeating(rule, first or starts, pattern.zone)


calendars = st.sampled_from(
    [
        Calendar(),
        Calendar(""),
        Calendar("SCT", (Protected("FREQ=MONTHLY;BYDAY=3WE", datetime(2011, 1, 5, 0, 0), 1440),)),
        Calendar("ENG", (Protected("FREQ=WEEKLY;BYDAY=TU,TH", datetime(2011, 1, 4, 0), 1440),)),
    ]
)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """With some of the first times moved, as far as they may be, or called off; in any order."""
    pattern = draw(patterns())
    lateness = draw(st.sampled_from(list(Lateness)))
    graces = st.timedeltas(timedelta(), timedelta(days=9))
    grace = draw(graces if lateness is Lateness.SKIP else st.none() | graces)
    schedule = Schedule(
        pattern, draw(st.sampled_from(list(Avoid))), lateness, grace, {}, draw(calendars)
    )
    names = list(islice(occurrences(pattern), 12))
    for local in draw(st.lists(st.sampled_from(names), max_size=6)):
        minutes = draw(st.none() | st.integers(-60 * 24 * 9, 60 * 24 * 9))
        moved = None if minutes is None else local + timedelta(minutes=minutes)
        if moved is None or may_be_moved(schedule, local, moved):
            schedule = replace(schedule, changes={**schedule.changes, local: moved})
    return schedule


def may_be_moved(schedule: Schedule, local: datetime, moved: datetime) -> bool:
    before, after = neighbours(schedule, None, local)
    at = local_moment(moved.date(), moved.time(), schedule.pattern.zone).at
    return (before is None or before < at) and (after is None or at < after)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
