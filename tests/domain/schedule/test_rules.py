"""Rules: which are understood, and that reading one from the middle gives the same days."""

from datetime import datetime, timedelta
from itertools import islice, pairwise, takewhile
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import Repeating, occurrences, repeating
from bot.domain.schedule.rules import FURTHEST
from tests.domain.schedule.patterns import LONDON, patterns

STARTS = datetime(2026, 11, 24, 13, 0)


@given(patterns(), st.integers(0, 3000))
def test_from_any_day_on_a_rule_has_the_days_that_it_has_from_its_first(
    pattern: Repeating, days: int
) -> None:
    since = pattern.starts + timedelta(days=days)
    after = rrulestr(pattern.rule, dtstart=pattern.starts).xafter(since, inc=True)
    whole = takewhile(lambda local: local <= since + FURTHEST, after)
    assert list(islice(occurrences(pattern, since), 5)) == list(islice(whole, 5))


@given(patterns())
def test_days_grow_strictly_and_keep_their_time(pattern: Repeating) -> None:
    found = list(islice(occurrences(pattern), 20))
    assert all(one < other for one, other in pairwise(found))
    assert {local.time() for local in found} <= {pattern.starts.time()}


def test_a_rule_says_what_it_would_take_from_its_first_day() -> None:
    assert repeating("freq=weekly;interval=1", STARTS, LONDON).rule == "FREQ=WEEKLY;BYDAY=TU"
    assert repeating("FREQ=MONTHLY", STARTS, LONDON).rule == "FREQ=MONTHLY;BYMONTHDAY=24"
    yearly = repeating("FREQ=YEARLY", STARTS, LONDON)
    assert yearly.rule == "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"
    messy = repeating("BYDAY=FR,MO,MO;INTERVAL=2;FREQ=WEEKLY", STARTS, LONDON)
    assert messy.rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=3",
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=999",
        "FREQ=DAILY;INTERVAL=many",
        "FREQ=MONTHLY;BYMONTHDAY=x,y",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY\nDTSTART:20260101",
    ],
)
def test_what_is_no_rule_of_days_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        repeating(rule, STARTS, LONDON)


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        repeating("FREQ=DAILY", STARTS, "Europe/Lodnon")


def test_a_rule_that_never_comes_ends_soon() -> None:
    begun = process_time()
    never = repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", STARTS, LONDON)
    assert next(occurrences(never), None) is None
    monthly = repeating("FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2", STARTS, LONDON)
    assert next(occurrences(monthly), None) is None
    assert process_time() - begun < 1


def test_a_rule_that_began_long_ago_is_read_from_today() -> None:
    old = repeating("FREQ=DAILY", datetime(1926, 1, 1, 9), LONDON)
    begun = process_time()
    for _ in range(100):
        assert next(occurrences(old, STARTS)) == datetime(2026, 11, 25, 9)
    assert process_time() - begun < 1  # a walk over a hundred years takes 0.2 s each time
