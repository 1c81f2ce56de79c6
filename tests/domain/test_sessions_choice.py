"""The form's own memory, the formats and guests, and the times of a series."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.people import Practice
from bot.domain.schedule import parse
from bot.domain.sessions import Format, Guest, GuestKind, Setup
from bot.domain.sessions.choice import Choice, Wanted, begin, taken_up
from bot.domain.sessions.formats import GuestNotRead, fits, format_for, read_guests
from bot.domain.sessions.series import first_of, occurrences, too_often

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONDON = "Europe/London"
METADATA = 3000  # characters that Slack keeps with a form
TEXT = st.text(max_size=40)
CHOICES = st.builds(
    Choice,
    day=st.dates().map(date.isoformat),
    clock=st.times().map(lambda each: f"{each:%H:%M}"),
    topic=TEXT,
    format=st.none() | st.sampled_from(Format),
    ods_codes=st.lists(TEXT, max_size=5).map(tuple),
    channel=st.none() | TEXT,
    minutes=st.sampled_from((20, 45)),
    place=TEXT,
    finding=st.booleans(),
    snippet_id=st.none() | st.integers(1, 10**9),
    facilitator=st.none() | TEXT,
    places=TEXT,
    repeats=TEXT,
    guest_users=st.lists(TEXT, max_size=3).map(tuple),
    guests=TEXT,
    more=st.booleans(),
    turn=st.integers(0, 9),
)


@given(CHOICES)
def test_a_choice_comes_back_from_the_form_and_from_the_draft(choice: Choice) -> None:
    assert Choice.from_text(choice.to_text()) == choice
    assert Choice.of_json(choice.to_json()) == choice


def test_what_another_version_kept_is_left_out() -> None:
    assert Choice.of_json({"topic": "Falls", "colour": "blue"}) == Choice("", "", topic="Falls")


def test_300_practices_and_long_words_fit_into_the_forms_memory() -> None:
    words = "Why do urgent referrals for suspected cancer differ between our practices? "
    choice = Choice(
        "2026-12-01",
        "13:00",
        topic=(words * 2)[:150],
        ods_codes=tuple(f"{'ABCDEFGHJKLMNPY'[n % 15]}{(n * 7919) % 100000:05}" for n in range(300)),
        place="https://teams.microsoft.com/l/meetup-join/" + "aZ3x9Q" * 43,
        guests="Dr Ann Example, hospital specialist\n" * 16,
        guest_users=tuple(f"U0{n:09}" for n in range(10)),
        repeats="every first Tuesday at 13:00",
    )
    assert len(choice.to_text()) < METADATA


def test_what_is_wanted_comes_back_from_a_button() -> None:
    wanted = Wanted("Falls", "C1", day="2026-12-01", format=Format.PAIR, ods_codes=("A1", "B1"))
    assert Wanted.from_text(wanted.to_text()) == wanted
    assert Wanted.from_text("") == Wanted()
    assert not Wanted(channel="C1").is_particular
    assert wanted.is_particular


ASH, BEECH = Practice("A1", "Ash"), Practice("B1", "Beech")
SETUP = Setup(((ASH, 2), (BEECH, 0)), date(2026, 12, 1), LONDON, (("falls", "Falls"),))


def test_a_form_begins_with_what_most_want() -> None:
    choice = begin(SETUP, Wanted(channel="C1"))
    assert (choice.day, choice.clock, choice.minutes) == ("2026-12-01", "13:00", 45)
    assert choice.ods_codes == ("A1",)
    assert not choice.more
    assert begin(SETUP, Wanted(repeats="monthly")).more
    about = begin(SETUP, Wanted(snippet_id=3), ("falls", "Falls"))
    assert (about.topic, about.indicator_key, about.more) == ("Falls", "falls", False)


def test_an_old_draft_is_as_it_can_be_today() -> None:
    old = Choice(
        "2026-11-20", "12:30", topic="Falls", ods_codes=("A1", "Z9"), indicator_key="gone", turn=3
    )
    choice = taken_up(old, SETUP, date(2026, 11, 24))
    assert choice.ods_codes == ("A1",)
    assert (choice.day, choice.clock, choice.indicator_key) == ("2026-12-01", "12:30", None)
    assert choice.turn == 0


# ---- formats and guests


@pytest.mark.parametrize(
    ("format", "numbers"),
    [(Format.PAIR, {2}), (Format.TRIO, {3}), (Format.SMALL_GROUP, set(range(1, 9)))],
)
def test_formats_have_their_numbers(format: Format, numbers: set[int]) -> None:
    assert {number for number in range(1, 30) if fits(format, number)} == numbers


def test_a_format_that_nobody_chose_follows_from_the_number() -> None:
    assert format_for(2, 14) is Format.SMALL_GROUP
    assert format_for(14, 14) is Format.LOCALITY
    assert format_for(1, 1) is Format.SMALL_GROUP


@pytest.mark.parametrize(
    ("line", "guest"),
    [
        ("Dr Ann Example, hospital specialist", Guest("Dr Ann Example", GuestKind.SPECIALIST)),
        ("Dr Ann Example, Consultant geriatrician", Guest("Dr Ann Example", GuestKind.SPECIALIST)),
        ("  Sam   Someone - patient rep ", Guest("Sam Someone", GuestKind.PATIENT)),
        ("Jo Bloggs; neighbouring body", Guest("Jo Bloggs", GuestKind.NEIGHBOUR)),
        ("Jo Bloggs, ICB pharmacist", Guest("Jo Bloggs", GuestKind.NEIGHBOUR)),
        ("Ann-Marie Lee, expert patient", Guest("Ann-Marie Lee", GuestKind.PATIENT)),
    ],
)
def test_a_guest_is_read_as_people_write(line: str, guest: Guest) -> None:
    assert read_guests(f"\n{line}\n\n") == (guest,)


@pytest.mark.parametrize("line", ["Sam", "Sam, friend", ", consultant", "hospital specialist"])
def test_a_line_that_names_no_guest_is_said(line: str) -> None:
    with pytest.raises(GuestNotRead) as refused:
        read_guests(f"Dr Ann Example, consultant\n{line}")
    assert refused.value.line == line.strip()


# ---- the times of a series

RHYTHMS = st.sampled_from(
    [
        "every Monday at 13:00",
        "every other Friday at 08:30",
        "monthly",
        "every first Monday at 13:00",
    ]
)


@given(RHYTHMS, st.integers(0, 1500))
def test_a_series_is_never_on_a_free_day_and_never_twice_on_one(words: str, days: int) -> None:
    pattern = parse(words, NOW + timedelta(days=days), LONDON)
    calendar = Calendar()
    assert not hasattr(pattern, "at")
    coming = first_of(pattern, calendar, NOW, 20)
    assert all(calendar.is_working_day(each.at.date()) for each in coming)
    assert all(one.at.date() < other.at.date() for one, other in pairwise(coming))


def test_a_moved_time_says_from_where() -> None:
    pattern = parse("every Monday at 13:00", datetime(2026, 12, 22, tzinfo=UTC), LONDON)
    first = next(occurrences(pattern, Calendar()))  # type: ignore[arg-type]
    assert first.moved_from == datetime(2026, 12, 28, 13)
    assert first.bank_holiday
    assert first.at == datetime(2026, 12, 29, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "is_too_often"),
    [("every weekday", True), ("every Tuesday and Thursday", True), ("every Tuesday", False)],
)
def test_more_than_once_a_week_is_too_often(words: str, is_too_often: bool) -> None:
    assert too_often(parse(words, NOW, LONDON)) is is_too_often  # type: ignore[arg-type]
