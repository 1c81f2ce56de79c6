"""The benchmark of pictures runs, and draws what it compares."""

import random

import pytest

from tests.load.pictures import bare_ms, kinds, measure_pictures


async def test_a_little_of_it_gives_both_figures() -> None:
    found = await measure_pictures(True)
    assert [(each.name, each.goal) for each in found] == [
        ("picture_vs_matplotlib", "<= 2"),
        ("picture_cached_ms", "<= 5"),
    ]
    assert all(sample > 0 for each in found for sample in each.samples)


@pytest.mark.parametrize("kind", range(3))
def test_no_two_new_pictures_are_the_same_or_they_would_not_be_new(kind: int) -> None:
    one, two = (kinds(random.Random(seed))[kind] for seed in (1, 2))
    assert one != two
    assert bare_ms(one) > 0
