"""Questions about figures: who answers, what others see of them, who sees which."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.comparisons.challenges import (
    About,
    Challenge,
    Questioned,
    listed_for,
    questioned,
    who_answers,
)
from bot.domain.indicators import CATALOGUE
from bot.domain.people import Member, Role

KTT9 = CATALOGUE["ktt9_antibiotics"]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
GP = Member("U1")
LEAD = Member("U2", roles=frozenset({Role.GP, Role.LEAD}))
MANAGER = Member("U3", roles=frozenset({Role.MANAGER}))
SECOND = Member("U4", roles=frozenset({Role.MANAGER}))
ADMIN = Member("U5", roles=frozenset({Role.ADMINISTRATOR}))
OPEN = Challenge(1, KTT9, About(7, KTT9.key), "C1", "Why?", "U1", NOW, ("U3",))
ANSWERED = replace(OPEN, id=2, answer="So.", answered_by="U3", settled_at=NOW)
SETTLED = replace(OPEN, id=3, answered_by="U3", settled_at=NOW)


@pytest.mark.parametrize(
    ("owner", "members", "asker", "expected"),
    [
        ("U9", (GP, MANAGER), "U1", ("U9",)),
        (None, (GP, LEAD, MANAGER, SECOND, ADMIN), "U1", ("U3", "U4")),
        (None, (GP, LEAD, ADMIN), "U1", ("U5",)),
        ("U3", (GP, MANAGER, SECOND), "U3", ("U4",)),
        (None, (MANAGER, ADMIN), "U3", ("U5",)),
        (None, (GP, LEAD), "U1", ()),
        ("U3", (GP, MANAGER), "U3", ()),
    ],
    ids=[
        "the owner",
        "all managers",
        "administrators",
        "owner asks",
        "manager asks",
        "nobody",
        "only the asker",
    ],
)
def test_it_goes_to_whoever_answers_for_the_figure(
    owner: str | None, members: tuple[Member, ...], asker: str, expected: tuple[str, ...]
) -> None:
    assert who_answers(owner, members, asker) == expected


def test_what_a_button_carries_is_read_back() -> None:
    for about in (About(snippet_id=12), About(key="91547", ods_code="P84004")):
        assert About.parse(about.value) == about
    with pytest.raises(ValueError, match="twelve"):
        About.parse("twelve")


def test_what_others_see_is_how_many_since_when_and_whether_answered() -> None:
    later = replace(OPEN, id=4, raised_at=NOW + timedelta(days=1))
    assert questioned([]) is None
    assert questioned([later, OPEN, SETTLED]) == Questioned(2, NOW, answered=False)
    assert questioned([OPEN, ANSWERED]) == Questioned(1, NOW, answered=True)
    assert questioned([ANSWERED, SETTLED]) == Questioned(0, None, answered=True)
    assert questioned([SETTLED]) == Questioned(0, None, answered=False)


def test_each_sees_the_questions_that_concern_them() -> None:
    mine = listed_for("U1", [OPEN], oversees=False)
    assert (mine.to_answer, mine.overseen, mine.mine) == ((), (), (OPEN,))
    owners = listed_for("U3", [OPEN], oversees=True)
    assert (owners.to_answer, owners.overseen, owners.mine) == ((OPEN,), (), ())
    leads = listed_for("U2", [OPEN], oversees=True)
    assert (leads.to_answer, leads.overseen, leads.mine) == ((), (OPEN,), ())
    assert listed_for("U2", [OPEN], oversees=False).number == 0
