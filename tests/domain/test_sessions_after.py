"""After a session: who is ticked already, what is counted, when people are asked; and sealed notes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar
from bot.domain.people import Member, Role
from bot.domain.sessions import Answer, Guest, GuestKind, Invitee, RoleInSession
from bot.domain.sessions.after import (
    Aftermath,
    Attendance,
    Feedback,
    asked_for_feedback,
    attendance,
    feedback,
    is_ticked,
    presumed,
    working_days_after,
)
from bot.domain.sessions.notes import (
    CHANGE_MAX,
    IMPACT_MAX,
    LEARNED_MAX,
    TITLE_MAX,
    Domain,
    Note,
    credit_words,
    from_record,
    proposed_quarters,
    to_record,
)
from bot.domain.sessions.sealing import STEP, NoteSeal, Unreadable
from tests.support.people import PRACTICES

NOW = datetime(2026, 12, 1, 14, 15, tzinfo=UTC)
OUTCOME = Aftermath(12, NOW, met=True)


# ---- who was there


@pytest.mark.parametrize(
    ("invitee", "ticked"),
    [
        (Invitee("U1", None, Answer.YES), True),
        (Invitee("U1", None, Answer.MAYBE), False),
        (Invitee("U1", None, Answer.NO), False),
        (Invitee("U1", None, Answer.WAITING), False),
        (Invitee("U1", None), False),
        (Invitee("U1", None, Answer.NO, role=RoleInSession.CHAIR), True),
        (Invitee("U1", None, Answer.YES, attended=False), False),
        (Invitee("U1", None, Answer.NO, attended=True), True),
        (Invitee("U2", None, Answer.NO), True),
        (Invitee("U2", None, Answer.YES, attended=False), False),
    ],
)
def test_who_is_ticked_already(invitee: Invitee, ticked: bool) -> None:
    """U2 has pressed something; what somebody said of themselves goes first."""
    assert presumed([invitee], ["U2"]) == ((invitee.user,) if ticked else ())


def test_one_who_says_they_were_there_has_not_ticked_the_list() -> None:
    invited = [Invitee("U1", None, attended=True), Invitee("U2", None)]
    assert not is_ticked(invited)
    assert attendance(invited, ()) is None
    assert attendance([], ()) is None


INVITEES = st.lists(
    st.builds(
        Invitee,
        st.text("U0123456789", min_size=2, max_size=4),
        st.one_of(st.none(), st.sampled_from(PRACTICES)),
        guest=st.booleans(),
        attended=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)
GUESTS = st.lists(st.builds(Guest, st.just("A"), st.sampled_from(GuestKind), st.booleans()))


@given(INVITEES, GUESTS)
def test_everybody_who_was_there_is_counted_once(
    invited: list[Invitee], guests: list[Guest]
) -> None:
    counted = attendance(invited, guests)
    assert isinstance(counted, Attendance)
    there = sum(
        bool(each) for each in [*(i.attended for i in invited), *(g.attended for g in guests)]
    )
    assert counted.people + counted.guests == there
    assert counted.practices <= counted.people


# ---- feedback


def test_managers_and_strangers_are_not_asked() -> None:
    people = [Member("U1"), Member("U2", roles=frozenset({Role.MANAGER}))]
    assert asked_for_feedback(people) == ("U1",)


@given(st.integers(0, 30), st.booleans())
def test_nobody_is_asked_where_somebody_could_be_recognised(number: int, ticked: bool) -> None:
    says = feedback(OUTCOME, ticked, number)
    assert says is not Feedback.ASKED
    assert (says is Feedback.SOON) == (ticked and number >= 5)


# ---- when


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2026-12-01T14:15", 2, "2026-12-03T14:15"),
        ("2026-12-04T14:15", 2, "2026-12-08T14:15"),  # over a weekend
        ("2026-12-24T14:15", 2, "2026-12-30T14:15"),  # over Christmas, with a day in lieu
        ("2027-03-25T14:15", 2, "2027-03-31T13:15"),  # over Easter and the change of the clocks
    ],
)
def test_working_days_are_counted_on_the_wall_clock(start: str, days: int, expected: str) -> None:
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    later = working_days_after(begin, days, Calendar(), "Europe/London")
    assert later == datetime.fromisoformat(expected).replace(tzinfo=UTC)


# ---- notes


@pytest.mark.parametrize(
    ("minutes", "credits"), [(20, "0.25"), (45, "0.75"), (60, "1"), (90, "1.5"), (5, "0.25")]
)
def test_an_hour_is_a_credit(minutes: int, credits: str) -> None:
    assert credit_words(proposed_quarters(minutes)) == credits


NOTES = st.builds(
    Note,
    st.text(max_size=TITLE_MAX),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 16),
    st.text(max_size=LEARNED_MAX),
    st.text(max_size=CHANGE_MAX),
    st.text(max_size=IMPACT_MAX),
    st.lists(st.sampled_from(Domain), unique=True).map(tuple),
)
SECRET = b"s" * 32


@given(NOTES)
def test_a_note_comes_back_as_it_was_sealed(note: Note) -> None:
    assert from_record(to_record(note)) == note
    sealed = NoteSeal(SECRET, 1, "U1").seal(note)
    assert NoteSeal(SECRET, 1, "U1").open(sealed) == note
    assert (len(sealed) - 12 - 16) % STEP == 0  # nonce and tag apart


NOTE = Note("Falls", date(2026, 12, 1), 3, "Pomegranates by the dozen")


@pytest.mark.parametrize(
    "other",
    [
        NoteSeal(SECRET, 1, "U2"),
        NoteSeal(SECRET, 2, "U1"),
        NoteSeal(b"t" * 32, 1, "U1"),
        NoteSeal(SECRET, 11, ":U1"),
    ],
    ids=["somebody else", "another workspace", "another secret", "names run together"],
)
def test_nobody_elses_key_opens_it(other: NoteSeal) -> None:
    sealed = NoteSeal(SECRET, 1, "U1").seal(NOTE)
    with pytest.raises(Unreadable):
        other.open(sealed)


@given(st.data())
def test_a_note_that_was_changed_does_not_open(data: st.DataObject) -> None:
    seal = NoteSeal(SECRET, 1, "U1")
    sealed = bytearray(seal.seal(NOTE))
    assert b"Pomegranates" not in sealed
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unreadable):
        seal.open(bytes(sealed))


def test_what_is_too_short_does_not_open() -> None:
    for sealed in (b"", b"x", b"x" * 12, b"x" * 27):
        with pytest.raises(Unreadable):
            NoteSeal(SECRET, 1, "U1").open(sealed)
