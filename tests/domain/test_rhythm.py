"""Nobody is written to unasked outside their hours, nor more often than agreed; and nothing is lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, Protected
from bot.domain.rhythm import (
    TOGETHER,
    Decision,
    Pending,
    Preference,
    Rhythm,
    Waits,
    decide,
    next_moment,
    replanned,
)

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # in winter, so that London is on UTC
ALL_WEEK = frozenset(range(5))
ZONES = (
    "Europe/London",
    "America/St_Johns",  # half an hour off, its clocks change too
    "America/Santiago",  # its clocks change at midnight
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "UTC",
)
THURSDAYS = Protected("FREQ=MONTHLY;BYDAY=3TH", datetime(2026, 1, 15, 13, 0), 180)
EVENINGS = Protected("FREQ=WEEKLY;BYDAY=MO,WE", datetime(2026, 1, 5, 17, 45), 90)
ALL_DAY = Protected("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 1, 6, 0, 0), 24 * 60)

# Two years with the moments at which clocks change within, and some on either side of them.
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)
) | st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(
        [
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            datetime(2026, 10, 25, 1, tzinfo=UTC),
            datetime(2027, 3, 28, 1, tzinfo=UTC),
            datetime(2027, 4, 4, 3, tzinfo=UTC),
        ]
    ),
    st.integers(-180, 180),
)
hours = st.sampled_from(
    [
        (time(8), time(18, 30)),
        (time(0), time(23, 59)),
        (time(1, 15), time(2, 45)),  # which the clock change skips or repeats
        (time(12), time(12, 1)),
    ]
)
rhythms = st.builds(
    lambda zone, opens_closes, division, protected: Rhythm(
        zone, opens_closes[0], opens_closes[1], 6, Calendar(division, tuple(protected))
    ),
    st.sampled_from(ZONES),
    hours,
    st.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
    st.lists(st.sampled_from([THURSDAYS, EVENINGS, ALL_DAY]), max_size=3, unique=True),
)
days_off = st.sets(st.integers(0, 4), max_size=4).map(frozenset)


def wall(moment: datetime, rhythm: Rhythm) -> datetime:
    return moment.astimezone(ZoneInfo(rhythm.zone)).replace(tzinfo=None)


def allowed(moment: datetime, rhythm: Rhythm, preference: Preference) -> bool:
    """The rule, said anew."""
    local = wall(moment, rhythm)
    return (
        local.weekday() < 5
        and local.weekday() not in preference.days_off
        and not rhythm.calendar.is_bank_holiday(local.date())
        and rhythm.opens <= local.time() < rhythm.closes
        and not rhythm.calendar.is_protected(local)
        and (preference.snoozed_until is None or moment >= preference.snoozed_until)
    )


@given(moments, rhythms, days_off, st.none() | moments)
def test_the_next_moment_is_one_at_which_the_person_may_be_written_to(
    now: datetime, rhythm: Rhythm, days: frozenset[int], snoozed_until: datetime | None
) -> None:
    preference = Preference(days, snoozed_until)
    at = next_moment(now, rhythm, preference)
    if at is None:  # Tuesday is all that they work, and then learning time is protected
        assert ALL_DAY in rhythm.calendar.protected
        assert days == ALL_WEEK - {1}
        return
    assert at >= now
    assert allowed(at, rhythm, preference)
    assert next_moment(at, rhythm, preference) == at


@given(moments, rhythms, days_off, st.data())
def test_no_moment_before_it_would_have_been_allowed(
    now: datetime, rhythm: Rhythm, days: frozenset[int], data: st.DataObject
) -> None:
    preference = Preference(days)
    at = next_moment(now, rhythm, preference)
    if at is not None and at > now:
        earlier = now + (at - now) * data.draw(st.floats(0, 0.999))
        assert not allowed(earlier, rhythm, preference)


@given(moments, rhythms, days_off, moments)
def test_later_asked_is_never_earlier_sent(
    one: datetime, rhythm: Rhythm, days: frozenset[int], other: datetime
) -> None:
    first, second = (next_moment(each, rhythm, Preference(days)) for each in sorted([one, other]))
    assert first is None or second is None or first <= second


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (datetime(2026, 11, 24, 9, 0), datetime(2026, 11, 24, 9, 0)),  # now
        (datetime(2026, 11, 24, 7, 59), datetime(2026, 11, 24, 8, 0)),
        (datetime(2026, 11, 24, 18, 30), datetime(2026, 11, 25, 8, 0)),
        (datetime(2026, 11, 27, 19, 0), datetime(2026, 11, 30, 8, 0)),  # over the weekend
        (datetime(2026, 12, 24, 19, 0), datetime(2026, 12, 29, 8, 0)),  # Boxing Day is on the 28th
        (datetime(2026, 4, 2, 19, 0), datetime(2026, 4, 7, 8, 0)),  # Easter
        (datetime(2026, 3, 27, 19, 0), datetime(2026, 3, 30, 8, 0)),  # the clocks go forward
        (datetime(2026, 10, 23, 19, 0), datetime(2026, 10, 26, 8, 0)),  # and back
        (datetime(2026, 12, 17, 13, 0), datetime(2026, 12, 17, 16, 0)),  # protected time
    ],
)
def test_in_english_practices_it_is_as_one_expects(asked: datetime, sent: datetime) -> None:
    rhythm = Rhythm(calendar=Calendar("ENG", (THURSDAYS,)))
    london = ZoneInfo("Europe/London")
    found = next_moment(asked.replace(tzinfo=london), rhythm)
    assert found == sent.replace(tzinfo=london)


def test_scotland_works_on_easter_monday() -> None:
    easter_monday = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
    assert next_moment(easter_monday, Rhythm(calendar=Calendar("SCT"))) == easter_monday
    assert next_moment(easter_monday, Rhythm()) == datetime(2026, 4, 7, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "preference"),
    [
        (Rhythm(), Preference(ALL_WEEK)),
        (Rhythm(opens=time(18), closes=time(8)), Preference()),
        (
            Rhythm(
                calendar=Calendar(protected=(Protected("FREQ=DAILY", datetime(2026, 1, 1), 1440),))
            ),
            Preference(),
        ),
    ],
)
def test_where_nobody_ever_works_there_is_no_next_moment_and_a_prompt_waits(
    rhythm: Rhythm, preference: Preference
) -> None:
    assert next_moment(TUESDAY, rhythm, preference) is None
    assert decide(TUESDAY, None, rhythm, preference, {}, ()).waits is Waits.NEVER


def test_a_snooze_that_is_over_changes_nothing() -> None:
    over = Preference(snoozed_until=TUESDAY - timedelta(days=1))
    assert next_moment(TUESDAY, Rhythm(), over) == TUESDAY
    assert not over.is_snoozed(TUESDAY)


# ---- how often


class Desk:
    """Keeps what was decided for one person, as the database does."""

    def __init__(self, rhythm: Rhythm) -> None:
        self.rhythm = rhythm
        self.preference = Preference()
        self.months: dict[int, str] = {}  # counted, sent or not
        self.pending: dict[int, Pending] = {}
        self.waiting: list[Waits] = []
        self.sent = 0
        self.most_in_one = 0
        self._ids = count(1)

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.months.values())

    def plan(self, now: datetime, until: datetime | None) -> Decision:
        decision = decide(
            now, until, self.rhythm, self.preference, self.counts, [*self.pending.values()]
        )
        self.keep(next(self._ids), decision, until)
        return decision

    def keep(self, id: int, decision: Decision, until: datetime | None, parts: int = 1) -> None:
        assert (decision.waits is None) == (decision.month is not None)
        if decision.waits is not None:
            self.waiting += [decision.waits] * parts
        elif decision.joins is not None:
            joined = self.pending[decision.joins]
            self.pending[joined.id] = replace(joined, parts=joined.parts + parts)
        else:
            assert decision.month is not None
            self.months[id] = decision.month
            self.pending[id] = Pending(id, decision.due_at, parts, until)

    def change(self, now: datetime, preference: Preference) -> None:
        self.preference = preference
        for each in self.pending:
            del self.months[each]
        before, self.pending = self.pending, {}
        decided = replanned(now, self.rhythm, preference, self.counts, [*before.values()])
        assert decided.keys() == before.keys()
        for each, decision in decided.items():
            self.keep(each, decision, before[each].until, before[each].parts)

    def send(self, now: datetime) -> None:
        for each in [one for one in self.pending.values() if one.due_at <= now]:
            self.sent += each.parts
            self.most_in_one = max(self.most_in_one, each.parts)
            del self.pending[each.id]

    @property
    def known(self) -> int:
        return self.sent + sum(each.parts for each in self.pending.values()) + len(self.waiting)


preferences = st.builds(
    lambda days, snooze: (days, snooze),
    st.sets(st.integers(0, 4)).map(frozenset),
    st.none() | st.integers(1, 40),
)
steps = st.lists(
    st.tuples(st.just("plan"), st.none() | st.integers(1, 72))
    | st.tuples(st.just("change"), preferences)
    | st.tuples(st.just("wait"), st.integers(1, 400))
    | st.tuples(st.just("send"), st.none()),
    max_size=60,
)


@given(moments, rhythms, st.integers(0, 6), steps)
@example(TUESDAY, Rhythm(), 6, [("plan", None), ("wait", 12)] * 30)
def test_never_more_than_the_budget_a_month_and_nothing_is_lost(
    now: datetime, rhythm: Rhythm, budget: int, taken: Sequence[tuple[str, Any]]
) -> None:
    desk, asked = Desk(replace(rhythm, budget=budget)), 0
    for deed, how in taken:
        match deed, how:
            case "plan", until:
                asked += 1
                latest = now + timedelta(hours=until) if isinstance(until, int) else None
                decision = desk.plan(now, latest)
                assert decision.due_at >= now
                assert decision.waits or allowed(decision.due_at, desk.rhythm, desk.preference)
                assert decision.waits or latest is None or decision.due_at <= latest
            case "change", (days, snooze):
                until = now + timedelta(days=snooze) if snooze else None
                desk.change(now, Preference(days, until))
                for each in desk.pending.values():
                    assert allowed(each.due_at, desk.rhythm, desk.preference)
            case "wait", int(hours):
                now += timedelta(hours=hours)
            case _:
                desk.send(now)
        assert max(desk.counts.values(), default=0) <= budget
        assert desk.known == asked
    assert desk.most_in_one <= TOGETHER


def test_what_goes_out_at_one_time_is_one_message_and_counts_once() -> None:
    desk = Desk(Rhythm())
    evening = TUESDAY + timedelta(hours=12)
    decided = [desk.plan(evening, None) for _ in range(7)]
    opening = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    assert {each.due_at for each in decided} == {opening}
    assert [each.joins for each in decided] == [None, 1, 1, 1, 1, None, 6]
    assert desk.counts == {"2026-11": 2}


def test_what_is_due_already_goes_out_together_however_long_ago_it_was_planned() -> None:
    desk = Desk(Rhythm())
    desk.plan(TUESDAY, None)
    assert desk.plan(TUESDAY + timedelta(minutes=5), None).joins == 1
    desk.send(TUESDAY + timedelta(minutes=5))
    assert desk.plan(TUESDAY + timedelta(minutes=10), None).joins is None


def test_what_joins_another_may_even_when_the_month_is_used_up() -> None:
    desk = Desk(Rhythm(budget=1))
    assert desk.plan(TUESDAY, None).waits is None
    assert desk.plan(TUESDAY, None).joins == 1
    desk.send(TUESDAY)
    assert desk.plan(TUESDAY, None).waits is Waits.BUDGET


def test_the_month_is_that_in_which_it_goes_out_on_the_bodys_calendar() -> None:
    last_evening = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    assert decide(last_evening, None, Rhythm(), None, {"2026-11": 6}, ()).month == "2026-12"
    east = Rhythm("Pacific/Kiritimati")  # 14 hours ahead: there it is Tuesday, 1 December
    assert decide(last_evening, None, east, None, {}, ()).month == "2026-12"


def test_what_would_come_too_late_waits() -> None:
    night = TUESDAY + timedelta(hours=12)
    assert decide(night, night + timedelta(hours=1), Rhythm(), None, {}, ()).waits is Waits.LATE


# ---- when somebody changes their mind


def test_waking_up_brings_what_was_put_off_now() -> None:
    pending = [Pending(7, TUESDAY + timedelta(days=7), 2), Pending(9, TUESDAY + timedelta(days=9))]
    decided = replanned(TUESDAY, Rhythm(), Preference(), {}, pending)
    assert decided == {7: Decision(TUESDAY, "2026-11"), 9: Decision(TUESDAY, "2026-11", joins=7)}


def test_a_snooze_puts_off_what_was_to_come_or_lets_it_wait_if_it_would_come_too_late() -> None:
    friday = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
    pending = [
        Pending(7, TUESDAY),
        Pending(8, TUESDAY, until=TUESDAY + timedelta(days=1)),
    ]
    decided = replanned(TUESDAY, Rhythm(), Preference(snoozed_until=friday), {}, pending)
    opening = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert decided[7] == Decision(opening, "2026-11")
    assert decided[8].waits is Waits.LATE


@given(moments, rhythms, preferences)
def test_planning_again_without_a_change_changes_nothing(
    now: datetime, rhythm: Rhythm, wishes: tuple[frozenset[int], int | None]
) -> None:
    days, snooze = wishes
    preference = Preference(days, now + timedelta(days=snooze) if snooze else None)
    desk = Desk(rhythm)
    desk.preference = preference
    for _ in range(8):
        desk.plan(now, None)
    before = (dict(desk.months), dict(desk.pending), list(desk.waiting))
    desk.change(now, preference)
    assert before == (desk.months, desk.pending, desk.waiting)


def test_a_wave_to_forty_thousand_people_is_decided_in_well_under_a_second() -> None:
    rhythm = Rhythm(calendar=Calendar("ENG", (THURSDAYS,)))
    wishes = [None, Preference(frozenset({2})), Preference(frozenset({0, 4}))]
    begun = process_time()
    for number in range(40_000):
        decide(TUESDAY, None, rhythm, wishes[number % 3], {"2026-11": number % 7}, ())
    assert process_time() - begun < 1.0
