"""Chair, scribe and timekeeper: everybody has a turn, nobody all of it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sessions import Answer, Invitee, RoleInSession
from bot.domain.sessions.roles import Turn, proposed, taken

NOW = datetime(2026, 12, 1, 13, tzinfo=UTC)
CHAIR, SCRIBE, TIMEKEEPER = RoleInSession
USERS = [f"U{number}" for number in range(6)]


def coming(*users: str) -> list[Invitee]:
    return [Invitee(each, None, Answer.YES) for each in users]


def turn(user: str, role: RoleInSession, weeks_ago: int) -> Turn:
    return Turn(user, role, NOW - timedelta(weeks=weeks_ago))


def test_nobody_who_said_yes_nobody_with_a_role() -> None:
    others = [
        Invitee("U1", None),
        Invitee("U2", None, Answer.NO),
        Invitee("U3", None, Answer.MAYBE),
        Invitee("U4", None, Answer.YES, guest=True),
    ]
    assert proposed(others, "U1", []) == {}


def test_of_three_the_facilitator_does_not_chair_as_well() -> None:
    assert proposed(coming("U0", "U1"), "U0", [])["U0"] is CHAIR
    roles = proposed(coming("U0", "U1", "U2"), "U0", [])
    assert roles["U0"] is not CHAIR
    assert set(roles.values()) == set(RoleInSession)


def test_who_had_it_least_and_longest_ago_has_the_turn() -> None:
    turns = [
        turn("U1", CHAIR, 4),
        turn("U2", CHAIR, 8),
        turn("U3", CHAIR, 2),
        turn("U3", CHAIR, 20),
    ]
    assert proposed(coming("U1", "U2", "U3"), "U9", turns)["U2"] is CHAIR
    assert proposed(coming("U1", "U3"), "U9", turns)["U1"] is CHAIR
    assert proposed(coming("U1", "U2", "U4"), "U9", turns)["U4"] is CHAIR


@given(st.lists(st.sampled_from(USERS), unique=True), st.sampled_from(USERS))
def test_each_has_one_role_at_most_and_as_many_are_filled_as_there_are_people(
    users: list[str], facilitator: str
) -> None:
    roles = proposed(coming(*users), facilitator, [])
    assert len(roles) == min(len(users), 3)
    assert set(roles) <= set(users)
    assert len(set(roles.values())) == len(roles)


@given(st.integers(3, 6), st.integers(1, 4))
def test_over_the_sessions_of_a_year_everybody_has_as_many_turns_as_the_others(
    people: int, rounds: int
) -> None:
    users, turns = USERS[:people], list[Turn]()
    for number in range(people * rounds):
        given_ = proposed(coming(*users), "U-elsewhere", turns)
        at = NOW + timedelta(weeks=number)
        turns += [Turn(user, role, at) for user, role in given_.items()]
    chaired = Counter(each.user for each in turns if each.role is CHAIR)
    assert set(chaired.values()) == {rounds}


@given(
    st.dictionaries(st.sampled_from(USERS), st.sampled_from(RoleInSession), max_size=3).filter(
        lambda held: len(set(held.values())) == len(held)
    ),
    st.sampled_from(USERS),
    st.sampled_from(RoleInSession),
)
def test_a_role_that_is_taken_leaves_none_empty(
    held: dict[str, RoleInSession], user: str, role: RoleInSession
) -> None:
    after = taken(held, user, role)
    assert after[user] is role
    assert len(set(after.values())) == len(after)
    assert set(after.values()) >= set(held.values()) - ({held.get(user)} - {role})
    if role in held.values():
        assert set(after.values()) == set(held.values())
