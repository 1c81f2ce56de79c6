"""Small numbers: 0 shown, 1 to 7 starred, others to the nearest five, and nothing to be worked out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statistics import ShownCount, shown_count


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0"),
        (1, "*"),
        (7, "*"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (17, "15"),
        (18, "20"),
        (1232, "1,230"),
        (1233, "1,235"),
        (0.4, "*"),
        (4521.37, "4,520"),
    ],
)
def test_counts_that_are_not_public(count: float, said: str) -> None:
    assert str(shown_count(count, public=False)) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (3, "3"), (1233, "1,233"), (8.25, "8.25")])
def test_public_counts_are_shown_as_they_are(count: float, said: str) -> None:
    assert str(shown_count(count, public=True)) == said


@pytest.mark.parametrize("public", [True, False])
def test_a_negative_count_is_refused(public: bool) -> None:
    with pytest.raises(ValueError, match="negative"):
        shown_count(-1, public)


def test_a_shown_count_holds_nothing_of_what_it_was() -> None:
    assert shown_count(3, public=False) == shown_count(7, public=False) == ShownCount(None)
    assert shown_count(8, public=False) == shown_count(12, public=False) == ShownCount(10.0)


@given(st.integers(0, 10**6))
def test_a_count_is_never_further_away_than_two(count: int) -> None:
    shown = shown_count(count, public=False).value
    assert shown is None or (shown % 5 == 0 and abs(shown - count) <= 2)
    assert (shown is None) == (1 <= count <= 7)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_part_is_never_shown_larger_than_the_whole(part: int, rest: int) -> None:
    shown, whole = shown_count(part, public=False).value, shown_count(part + rest, public=False)
    assert shown is None or (whole.value is not None and shown <= whole.value)


def worlds(parts: list[int]) -> set[int]:
    """All that the first, starred part may be, for somebody who sees the others and the total."""
    *others, total = (shown_count(part, public=False) for part in (*parts[1:], sum(parts)))
    possible = [
        [count for count in range(60) if shown_count(count, public=False) == each]
        for each in others
    ]
    return {
        star
        for star in range(1, 8)
        for rest in product(*possible)
        if shown_count(star + sum(rest), public=False) == total
    }


@given(st.integers(1, 7), st.integers(0, 50))
def test_one_shown_number_less_another_never_tells_a_starred_one(star: int, other: int) -> None:
    """A part and the whole, or the same sum before and after: no second number needs to be hidden."""
    found = worlds([star, other])
    assert star in found
    assert len(found) >= 2


def test_all_parts_beside_their_total_can_tell() -> None:
    """Where all round the same way: why the bot shows no total of a table beside its parts."""
    assert worlds([1, 18, 18]) == {1}  # *, 20, 20 and 35 together
    assert len(worlds([3, 18, 18])) > 1


def test_two_starred_ones_with_their_total_do_not_tell_which_is_which() -> None:
    shown = [shown_count(count, public=False) for count in (2, 7, 9)]
    assert shown == [shown_count(count, public=False) for count in (7, 2, 9)]
    assert [str(each) for each in shown] == ["*", "*", "10"]
