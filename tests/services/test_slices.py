"""Long writing is cut so that nobody waits long, however fast or slow the disk is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.services.comparisons.slices import FIRST, LARGEST, MOST_PAGES, SECONDS, Slices

sizes = st.lists(st.integers(1, 20_000), max_size=60)


def cut(pages: list[int], seconds_each: float, *, at_once: bool = False) -> list[list[int]]:
    slices = Slices(pages, lambda page: page, at_once=at_once)
    parts = []
    while slices.left:
        parts.append(slices.next())
        slices.took(sum(parts[-1]) * seconds_each)
    return parts


@given(sizes, st.sampled_from([1e-6, 1e-5, 1e-3]), st.booleans())
def test_every_page_is_in_one_slice_and_in_order(
    pages: list[int], seconds_each: float, at_once: bool
) -> None:
    parts = cut(pages, seconds_each, at_once=at_once)
    assert [page for part in parts for page in part] == pages
    assert all(part and len(part) <= MOST_PAGES for part in parts)


@given(sizes, st.sampled_from([1e-6, 1e-5, 1e-4, 1e-3]))
def test_a_slice_takes_no_longer_than_it_should_unless_it_is_one_page(
    pages: list[int], seconds_each: float
) -> None:
    parts = cut(pages, seconds_each)
    for part in parts[1:]:
        assert len(part) == 1 or sum(part) * seconds_each <= SECONDS * 1.01
        assert len(part) == 1 or sum(part) <= LARGEST
    for part in parts[:1]:
        assert len(part) == 1 or sum(part) <= FIRST


def test_where_nobody_waits_there_are_as_few_as_can_be() -> None:
    assert len(cut([5000] * 900, 1e-3, at_once=True)) == 1
    assert [len(part) for part in cut([1] * 2500, 1e-3, at_once=True)] == [1000, 1000, 500]


def test_nothing_to_do_is_an_empty_slice() -> None:
    assert Slices([], lambda page: 1).next() == []
