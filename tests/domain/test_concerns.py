"""Who may hear a concern, until when it can be taken up again, and where alone a line opens."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.arrangements import Arrangements
from bot.domain.concerns import REOPENED_WITHIN, About, Concern, kept_days, readers_for
from bot.domain.concerns.sealing import ConcernSeal
from bot.domain.people import Member, Role, Workspace
from bot.domain.sealing import STEP, Unreadable
from bot.domain.sessions import GROUND_RULES, ground_rules

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECRET = b"s" * 32
MANAGERS = [Member(f"U9{n:02}", None, frozenset({Role.MANAGER})) for n in range(12)]
PEOPLE = [Member("U1"), Member("U2", None, frozenset({Role.ADMINISTRATOR})), *MANAGERS]
NAMED = Arrangements(concerns_to="U5", concerns_as="Dr Jo Marsh")
SETTLED = Concern(1, About.USE, "", "U1", "U5", NOW, NOW, "U5")


def test_whom_the_body_names_hears_it_and_no_manager_does() -> None:
    readers = readers_for("U1", NAMED, PEOPLE)
    assert (readers.named, readers.managers) == ("U5", ())
    assert readers.may_hear("U5")
    assert not readers.may_hear("U900")
    assert not readers.may_hear("")


@pytest.mark.parametrize(
    ("writer", "arrangements", "away"),
    [("U1", Arrangements(), ()), ("U5", NAMED, ()), ("U1", NAMED, ("U5",))],
)
def test_without_them_it_is_one_of_the_managers_never_the_writer(
    writer: str, arrangements: Arrangements, away: tuple[str, ...]
) -> None:
    readers = readers_for(writer, arrangements, PEOPLE, away)
    assert readers.named == ""
    assert len(readers.managers) == 10  # as many as radio buttons can be
    assert set(readers.managers) <= {each.slack_user_id for each in MANAGERS}
    assert "U900" not in readers_for("U900", arrangements, PEOPLE, away).managers


def test_there_may_be_nobody() -> None:
    assert readers_for("U1", Arrangements(), [Member("U1"), Member("U2")]).nobody


def test_whoever_raised_it_may_open_it_again_for_30_days() -> None:
    assert SETTLED.may_reopen("U1", NOW + timedelta(days=29))
    assert not SETTLED.may_reopen("U1", NOW + timedelta(days=30))
    assert not SETTLED.may_reopen("U5", NOW)


def test_it_is_kept_as_long_as_it_can_be_opened_again() -> None:
    assert kept_days(Arrangements()) == 365
    assert kept_days(Arrangements(kept={"concerns": 400})) == 400
    assert timedelta(days=kept_days(Arrangements(kept={"concerns": 7}))) > REOPENED_WITHIN


@pytest.mark.parametrize("words", ["", "short", "é" * 2000, "a line\nand <another> & more"])
def test_what_is_sealed_opens_and_its_length_says_little(words: str) -> None:
    seal = ConcernSeal(SECRET, 1, 7)
    sealed = seal.seal("U1", words)
    assert ConcernSeal(SECRET, 1, 7).open("U1", sealed) == words
    assert (len(sealed) - 28) % STEP == 0


@pytest.mark.parametrize(
    "otherwise",
    [
        lambda sealed: ConcernSeal(SECRET, 1, 8).open("U1", sealed),  # another concern
        lambda sealed: ConcernSeal(SECRET, 2, 7).open("U1", sealed),  # another workspace
        lambda sealed: ConcernSeal(SECRET, 1, 7).open("U2", sealed),  # said to be by another
        lambda sealed: ConcernSeal(b"t" * 32, 1, 7).open("U1", sealed),
        lambda sealed: ConcernSeal(SECRET, 1, 7).open("U1", sealed[:-1] + b"x"),
        lambda sealed: ConcernSeal(SECRET, 1, 7).open("U1", b""),
    ],
)
def test_nothing_else_opens_it(otherwise: Callable[[bytes], str]) -> None:
    with pytest.raises(Unreadable):
        otherwise(ConcernSeal(SECRET, 1, 7).seal("U1", "private"))


def test_the_bodys_own_ground_rules_take_the_place_of_the_usual_ones() -> None:
    assert ground_rules(Workspace(1, "T1")) == GROUND_RULES
    own = Workspace(1, "T1", arrangements=Arrangements(ground_rules=("Be kind.",)))
    assert ground_rules(own) == ("Be kind.",)
