"""Places and the queue for them: never more people than room, first come first served."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Practice
from bot.domain.sessions import (
    Answer,
    Format,
    Guest,
    GuestKind,
    Invitee,
    PeerSession,
    State,
    colleagues,
    keeps_a_place,
    may_join,
    next_in_line,
    place_in_line,
    queue,
    room,
    taken,
    what_a_yes_means,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ASH = Practice("Y1", "Ash")
BEECH = Practice("Y2", "Beech")
SESSION = PeerSession(
    1, "Falls", "C1", "LEAD", NOW, "Europe/London", 45, None, None, State.PLANNED, (ASH,)
)
PEOPLE = ("LEAD", "FAC", "GUEST", *(f"U{n}" for n in range(6)))
ANSWERS = st.sampled_from([Answer.YES, Answer.MAYBE, Answer.NO])


def everybody() -> list[Invitee]:
    return [Invitee(each, ASH, guest=each == "GUEST") for each in PEOPLE]


def say(
    session: PeerSession, invited: list[Invitee], user: str, answer: Answer, at: datetime
) -> list[Invitee]:
    """What the service does, in memory."""
    own = next(each for each in invited if each.user == user)
    said = what_a_yes_means(session, invited, own) if answer is Answer.YES else answer
    if said is not own.answer:
        invited = [
            replace(each, answer=said, answered_at=at) if each.user == user else each
            for each in invited
        ]
    lucky = {each.user for each in next_in_line(session, invited)}
    return [replace(each, answer=Answer.YES) if each.user in lucky else each for each in invited]


@given(
    st.integers(3, 9),
    st.integers(0, 1),
    st.lists(st.tuples(st.sampled_from(PEOPLE[3:]), ANSWERS), max_size=40),
)
def test_never_more_yes_than_places_and_nobody_waits_beside_a_free_one(
    places: int, outside: int, said: list[tuple[str, Answer]]
) -> None:
    guests = (Guest("Prof Green", GuestKind.SPECIALIST),) * outside
    session = replace(SESSION, places=places + outside, facilitator="FAC", guests=guests)
    invited = everybody()
    for number, (user, answer) in enumerate(said):
        before = queue(invited)
        invited = say(session, invited, user, answer, NOW + timedelta(seconds=number))
        yes = sum(each.answer is Answer.YES for each in invited)
        assert yes + len(guests) <= places + outside
        assert taken(session, invited) <= places + outside
        left = room(session, invited)
        assert not queue(invited) or left == 0
        # Who waited before comes before who waits since, in the order in which they came.
        stayed = [each.user for each in before if place_in_line(invited, each.user)]
        assert [each.user for each in queue(invited)][: len(stayed)] == stayed


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), ANSWERS), max_size=40))
def test_facilitator_lead_and_guests_never_wait(said: list[tuple[str, Answer]]) -> None:
    session = replace(SESSION, places=4, facilitator="FAC")
    invited = everybody()
    for number, (user, answer) in enumerate(said):
        invited = say(session, invited, user, answer, NOW + timedelta(seconds=number))
        assert not [each for each in queue(invited) if keeps_a_place(session, each)]


def test_without_a_number_there_is_room_for_all() -> None:
    invited = everybody()
    for user in PEOPLE:
        invited = say(SESSION, invited, user, Answer.YES, NOW)
    assert {each.answer for each in invited} == {Answer.YES}
    assert room(SESSION, invited) is None


def test_more_places_let_the_first_in_line_come() -> None:
    session = replace(SESSION, places=4, facilitator="FAC")  # one besides those that are kept
    invited = everybody()
    for number, user in enumerate(("U3", "U1", "U2")):
        invited = say(session, invited, user, Answer.YES, NOW + timedelta(minutes=number))
    assert [each.user for each in queue(invited)] == ["U1", "U2"]
    assert place_in_line(invited, "U2") == 2
    assert place_in_line(invited, "U3") is None
    assert [each.user for each in next_in_line(replace(session, places=5), invited)] == ["U1"]
    assert len(next_in_line(replace(session, places=None), invited)) == 2


def test_a_maybe_takes_no_place() -> None:
    session = replace(SESSION, places=2)
    invited = [Invitee("LEAD", ASH, Answer.YES), Invitee("U1", ASH, Answer.MAYBE)]
    assert room(session, invited) == 1


def test_a_colleague_who_comes_anyway_is_not_asked() -> None:
    own = Invitee("U0", ASH, Answer.NO)
    invited = [
        own,
        Invitee("U1", ASH, Answer.YES),
        Invitee("U2", ASH, Answer.MAYBE),
        Invitee("U3", ASH, Answer.WAITING),
        Invitee("U4", ASH, Answer.NO),
        Invitee("U5", ASH),
    ]
    assert colleagues(own, [f"U{n}" for n in range(7)], invited) == ("U4", "U5", "U6")


def test_only_its_own_practices_join_a_pair_or_a_trio() -> None:
    for matched in (Format.PAIR, Format.TRIO):
        session = replace(SESSION, format=matched)
        assert may_join(session, ASH)
        assert not may_join(session, BEECH)
        assert not may_join(session, None)
    assert may_join(SESSION, BEECH)
    assert may_join(SESSION, None)
