"""What a button hands over arrives as it was understood, and never more than a button can carry."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.indicators import CATALOGUE, Indicator
from bot.domain.sessions import Format
from bot.domain.talking import Intent, Reading, Slots, Understood, Vocabulary
from bot.domain.talking.choosing import OFFERED, choices, filled_up
from bot.domain.talking.handing import (
    VALUE_MAX,
    HandedOver,
    ahead_of,
    handed_over,
    slots_as_text,
    slots_in,
)

words = st.text(max_size=900)
slots = st.builds(
    Slots,
    topic=words,
    indicator=st.none() | st.text(min_size=1, max_size=60),
    indicator_words=st.text(max_size=60),
    ods_codes=st.lists(st.text("ABY0123456789", min_size=6, max_size=6), max_size=300).map(tuple),
    people=st.lists(st.sampled_from(["U101", "U102"]), max_size=3).map(tuple),
    day=st.none() | st.dates(),
    clock=st.none() | st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    repeats=st.text(max_size=60),
    minutes=st.none() | st.integers(1, 600),
    format=st.none() | st.sampled_from(Format),
    everybody=st.booleans(),
    words=words,
    number=st.none() | st.integers(0, 99),
)


@given(slots)
def test_slots_arrive_as_they_were_understood(said: Slots) -> None:
    assert slots_in(slots_as_text(said)) == said


@given(slots, st.sampled_from(Intent))
def test_a_button_carries_what_there_is_room_for(said: Slots, intent: Intent) -> None:
    text = handed_over(Understood(intent, said)).to_text()
    assert len(text) <= VALUE_MAX
    handed = HandedOver.from_text(text)
    assert handed is not None
    carried = slots_in(handed.slots)
    assert carried == Slots() or (carried.day, carried.clock) == (said.day, said.clock)


def test_what_most_say_has_room() -> None:
    said = Slots(
        topic="x" * 150, words="y" * 300, ods_codes=("Y00001",) * 14, day=date(2026, 12, 1)
    )
    assert slots_in(handed_over(Understood(Intent.SCHEDULE, said)).slots) == said


@pytest.mark.parametrize("value", ["", "3", "{}", '["/pulse"]', "[1, 2]", "Open the form"])
def test_a_button_of_another_version_is_seen_to_be_one(value: str) -> None:
    assert HandedOver.from_text(value) is None


@pytest.mark.parametrize("text", ["[", "[]", '{"day":"some day"}', '{"format":"opera"}'])
def test_slots_that_cannot_be_read_are_none(text: str) -> None:
    assert slots_in(text) == Slots()


def test_slots_of_another_version_leave_out_what_is_not_known() -> None:
    assert slots_in('{"topic":"Falls","mood":"good"}') == Slots(topic="Falls")


def test_days_that_have_passed_are_left_out_and_the_rest_stays() -> None:
    today = date(2026, 12, 1)
    said = Slots(topic="Falls", day=date(2026, 11, 30), until_day=today, clock=time(13))
    assert ahead_of(said, today) == replace(said, day=None)


# ---- where it can mean two things


def called(key: str, name: str) -> Indicator:
    return replace(next(iter(CATALOGUE.values())), key=key, name=name, question="", aliases="")


ITEMS = called("abx-items", "Antibiotic items")
BROAD = called("abx-broad", "Broad-spectrum antibiotics")
NAMES = Vocabulary(indicators=(ITEMS, BROAD))


def reading(best: Understood, *nearest: Understood) -> Reading:
    return Reading(best, (best, *nearest))


def test_two_figures_that_fit_are_both_offered() -> None:
    best = Understood(Intent.COMPARE, Slots(indicator_words="antibiotics"), 0.9)
    offered = choices(reading(best), NAMES)
    assert {each.slots.indicator for each in offered} == {ITEMS.key, BROAD.key}


def test_one_figure_needs_no_choice() -> None:
    best = Understood(Intent.COMPARE, Slots(indicator_words="broad-spectrum"), 0.9)
    assert choices(reading(best), NAMES) == (replace(best),)


def test_another_thing_that_is_as_likely_is_offered_beside_it() -> None:
    best = Understood(Intent.SCHEDULE, Slots(topic="Falls"), 0.6)
    near, far = Understood(Intent.TIMES, score=0.55), Understood(Intent.HELP, score=0.2)
    assert choices(reading(best, near, far), NAMES) == (best, near)
    assert choices(reading(replace(best, score=0.9), near, far), NAMES)[1:] == ()


def test_three_different_things_are_offered_whatever_somebody_may_not() -> None:
    for allowed in ([], [Understood(Intent.COMPARE)], [Understood(each) for each in Intent]):
        offered = filled_up(allowed)
        assert len({each.intent for each in offered}) == len(offered) == OFFERED
