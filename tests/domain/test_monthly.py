"""Whose turn it is in a channel, and who looks after what somebody leaves behind."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import Comparison, Figure, Period
from bot.domain.comparisons.monthly import (
    Posted,
    Skip,
    Wanted,
    heir_of,
    in_turn,
    why_not,
)
from bot.domain.indicators import CATALOGUE
from bot.domain.people import Member, Role

NOW = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)
MONTH = NOW.date().replace(month=8)
KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def comparison(practices: int, data_from: datetime = NOW) -> Comparison:
    figures = tuple(Figure(f"Y{n:05d}", 1.0 + n, 10.0, 0.1) for n in range(practices))
    return Comparison(CATALOGUE["saba"], Period(MONTH, MONTH), figures, data_from)


@given(KEYS, KEYS)
def test_turns_go_round(keys: list[str], there: list[str]) -> None:
    """Whatever is chosen, nobody comes twice before all have come once."""
    posted: dict[str, Posted] = {}
    came = []
    wanted = [key for key in (keys or there) if key in there]
    for month in range(2 * len(wanted)):
        first = in_turn(keys, there, posted)[0]
        came.append(first)
        posted[first] = Posted(NOW + timedelta(days=30 * month), NOW)
    assert came == 2 * wanted


def test_what_has_no_figures_has_no_turn() -> None:
    assert in_turn(["a", "b"], ["b"], {}) == ["b"]
    assert in_turn([], [], {}) == []


def test_why_a_turn_is_passed_over() -> None:
    earlier = Posted(NOW, NOW)
    later = NOW + timedelta(days=1)
    assert why_not(None, None) is Skip.NO_FIGURES
    assert why_not(comparison(5), earlier) is Skip.NOTHING_NEW
    assert why_not(comparison(4, later), earlier) is Skip.TOO_FEW
    assert why_not(comparison(5, later), earlier) is None
    assert why_not(comparison(5), None) is None


def test_managers_are_asked_first_and_those_who_may_not_post_never() -> None:
    def someone(user: str, *roles: Role) -> Member:
        return Member(user, None, frozenset(roles))

    lead, manager = someone("U2", Role.LEAD), someone("U3", Role.MANAGER)
    others = [someone("U1", Role.ADMINISTRATOR), someone("U4", Role.GP)]
    assert heir_of("U9", [*others, lead, manager]) == "U3"
    assert heir_of("U3", [*others, lead, manager]) == "U2"
    assert heir_of("U2", [*others, lead]) is None


def test_a_form_is_remembered_as_it_was() -> None:
    wanted = Wanted("C1", ("a", "b"), "every first Tuesday at 12:30 – “noon”")
    assert Wanted.from_text(wanted.to_text()) == wanted
    widest = Wanted("C0123456789", ("x" * 150,) * 12, "w" * 120)
    assert len(widest.to_text()) < 3000  # private_metadata (slack.md 3.1)
