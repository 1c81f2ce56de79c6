"""A session's clock: whatever people press, no time is lost, none is made up, and it always ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sessions import LENGTHS, Run, Stale, Stamp, agenda
from bot.domain.sessions.running import MORE, OVERRUN, SILENT, begin, is_too_late

START = datetime(2026, 12, 1, 13, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Press = Callable[[Run, Stamp, datetime], Run]
PRESSES: tuple[Press, ...] = (Run.next, Run.back, Run.extend, Run.pause, Run.resume)


def run(minutes: int = 20, now: datetime = START) -> Run:
    return begin(agenda(minutes, with_earlier_actions=True), START, now)


def test_it_begins_on_time_or_when_it_opens() -> None:
    assert run(now=START + timedelta(seconds=40)).ends(START) == START + 20 * MINUTE
    late = START + 7 * MINUTE
    assert run(now=late).ends(late) == late + 20 * MINUTE


@given(
    st.sampled_from(LENGTHS),
    st.lists(
        st.tuples(st.sampled_from(PRESSES), st.timedeltas(timedelta(), timedelta(minutes=20))),
        max_size=40,
    ),
)
def test_time_spent_and_paused_is_all_the_time_there_was(
    minutes: int, presses: list[tuple[Press, timedelta]]
) -> None:
    stands, now, paused = run(minutes), START, timedelta()
    for press, later in presses:
        now += later
        if stands.paused_at is not None:
            paused += later
        try:
            stands = press(stands, stands.stamp, now)
        except Stale:
            continue
        # The sheet is what is to come, each part where the one before ends, and the end after all.
        ends = [max(stands.phase_ends(now), now), *(each.begins for each in stands.to_come(now))]
        assert ends[0] == (ends[1] if len(ends) > 1 else stands.ends(now))
        assert all(first <= second for first, second in pairwise(ends))
        assert now <= stands.ends(now)
        assert stands.looks_different(now) >= now
        assert 0 <= stands.phase < len(stands.parts)
    over = stands.finish(now)
    assert sum((each.spent for each in over.parts), timedelta()) + paused == now - START
    with pytest.raises(Stale):
        over.finish(now)


@given(
    st.lists(
        st.tuples(st.sampled_from(PRESSES), st.timedeltas(timedelta(), timedelta(minutes=10))),
        max_size=15,
    )
)
def test_left_alone_it_ends_and_never_under_somebodys_hands(
    presses: list[tuple[Press, timedelta]],
) -> None:
    stands, now = run(), START
    for press, later in presses:
        now += later
        try:
            stands = press(stands, stands.stamp, now)
        except Stale:
            continue
        assert stands.ends_by_itself(now) >= now + SILENT
    looks, begins = 0, now  # nobody presses any more; the last ones may have come too late to count
    while now < stands.ends_by_itself(now):
        following = stands.looks_different(now)
        assert following > now
        now, looks = following, looks + 1
        assert looks < 5
    added = sum((each.extra for each in stands.parts), timedelta())
    latest = max(START + 20 * MINUTE + added + OVERRUN, stands.touched_at + SILENT)
    assert now <= max(begins, latest)


def test_two_who_press_next_at_once_go_on_once() -> None:
    stands = run()
    pressed_by_both = stands.stamp
    stands = stands.next(pressed_by_both, START + MINUTE)
    assert stands.phase == 1
    for press in (Run.next, Run.back, Run.extend, Run.pause):
        with pytest.raises(Stale):
            press(stands, pressed_by_both, START + MINUTE)


def test_five_minutes_are_added_once_and_from_now_where_the_time_is_over() -> None:
    stands = run()
    more = stands.extend(stands.stamp, START)
    assert more.phase_ends(START) == START + MINUTE + MORE
    with pytest.raises(Stale):
        more.extend(stands.stamp, START)
    late = START + 4 * MINUTE
    assert stands.extend(stands.stamp, late).phase_ends(late) == late + MORE


def test_pressed_by_mistake_back_gives_what_was_left() -> None:
    now = START + timedelta(seconds=90)
    second = run(45).next(run(45).stamp, START + MINUTE)
    assert second.back(second.stamp, now).phase_ends(now) == START + 3 * MINUTE + (
        now - START - MINUTE
    )


def test_back_to_a_part_whose_time_is_used_up_gives_two_minutes() -> None:
    late = START + 9 * MINUTE
    second = run().next(run().stamp, late)
    assert second.back(second.stamp, late).phase_ends(late) == late + 2 * MINUTE


def test_a_pause_moves_all_that_is_to_come() -> None:
    stands = run(45)
    paused = stands.pause(stands.stamp, START + MINUTE)
    now = START + 11 * MINUTE
    assert paused.remaining(now) == 2 * MINUTE
    assert paused.ends(now) == now + 44 * MINUTE
    assert paused.resume(paused.stamp, now).ends(now) == START + 55 * MINUTE
    with pytest.raises(Stale):
        paused.pause(paused.stamp, now)
    with pytest.raises(Stale):
        stands.resume(stands.stamp, now)


def test_a_clock_that_goes_back_makes_up_no_time() -> None:
    stands = run()
    earlier = START - timedelta(minutes=3)  # the machine's clock was put right
    assert stands.spent(earlier) == timedelta()
    assert stands.next(stands.stamp, earlier).parts[0].spent == timedelta()


def test_after_its_time_there_is_nothing_to_run() -> None:
    assert not is_too_late(START, 20, START + 49 * MINUTE)
    assert is_too_late(START, 20, START + 50 * MINUTE)
