"""What holds at once of what somebody says of where they work, and who may confirm the rest."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.joining import ASKED, Claim, Said, may_decide, settled, whom_to_ask
from bot.domain.people import Member, Role
from tests.support.people import PRACTICES

ALDER, BROOK, COPPER = PRACTICES[:3]
A, B, C = (each.ods_code for each in (ALDER, BROOK, COPPER))
ANN = Member("U1", ALDER)
BEN = Member("U2", BROOK)
BOTH = Member("U3", ALDER, also_at=(BROOK,))
MANAGER = Member("U8", None, frozenset({Role.MANAGER}))
ADMINISTRATOR = Member("U7", None, frozenset({Role.ADMINISTRATOR}))
CLAIM = Claim("U9", A, ALDER.name, datetime(2026, 11, 24, tzinfo=UTC))


def test_what_is_new_waits() -> None:
    found = settled(None, Said(A, (B, A)))
    assert (found.practice, found.also) == (None, ())
    assert found.claimed == {A: True, B: False}


def test_who_moves_keeps_the_old_practice_until_the_new_one_is_confirmed() -> None:
    found = settled(ANN, Said(B))
    assert (found.practice, found.also, found.claimed) == (A, (), {B: True})


def test_who_moves_and_stays_on_at_the_old_one_as_well_keeps_it_after_that_too() -> None:
    found = settled(ANN, Said(B, (A,)))
    assert (found.practice, found.also, found.claimed) == (A, (A,), {B: True})


def test_between_confirmed_practices_one_changes_at_once_and_one_left_out_is_left() -> None:
    assert settled(BOTH, Said(B, (A,))) == settled(BOTH, Said(B, (A, B)))
    found = settled(BOTH, Said(B, (A,)))
    assert (found.practice, found.also, found.claimed) == (B, (A,), {})
    left = settled(BOTH, Said(A))
    assert (left.practice, left.also, left.claimed) == (A, (), {})


def test_a_locum_is_at_no_practice() -> None:
    found = settled(BOTH, Said(locum=True))
    assert (found.practice, found.also, found.claimed) == (None, (), {})


def test_people_there_are_asked_some_of_them_and_never_the_person_themselves() -> None:
    crowd = [replace(ANN, slack_user_id=f"U5{number}") for number in range(9)]
    asked = whom_to_ask(CLAIM, [replace(ANN, slack_user_id="U9"), MANAGER, BEN, *crowd])
    assert len(asked) == ASKED
    assert set(asked) <= {each.slack_user_id for each in crowd}
    assert whom_to_ask(replace(CLAIM, ods_code=B), [BOTH, MANAGER]) == ("U3",)


def test_where_nobody_works_there_yet_managers_are_asked_first() -> None:
    assert whom_to_ask(CLAIM, [ADMINISTRATOR, BEN, MANAGER]) == ("U8", "U7")
    assert whom_to_ask(CLAIM, [BEN]) == ()


def test_a_colleague_or_a_manager_may_decide_and_nobody_else() -> None:
    everybody = [ANN, BEN, BOTH, MANAGER]
    assert [may_decide(CLAIM, each, everybody) for each in everybody] == [True, False, True, True]
    assert not may_decide(CLAIM, None, everybody)


def test_nobody_confirms_themselves_while_another_could() -> None:
    own = replace(CLAIM, user="U8")
    assert not may_decide(own, MANAGER, [MANAGER, ADMINISTRATOR])
    assert not may_decide(own, MANAGER, [MANAGER, ANN])
    assert may_decide(own, MANAGER, [MANAGER, BEN])  # a group of one manager begins so
