"""What rows tell of how their value is made, whatever their order."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.indicators import ValueType
from bot.sources.evidence import AS_PUBLISHED, Evidence, Verdict

Row = tuple[float, float, float]


def verdict(rows: Sequence[Row]) -> Verdict:
    evidence = Evidence()
    for row in rows:
        evidence.add(*row)
    return evidence.verdict


def rows_of(multiplier: float, *counts: tuple[int, int]) -> list[Row]:
    return [(n, d, round(n / d * multiplier, 8)) for n, d in counts]


COUNTS = [(12, 150), (30, 260), (9, 140), (20, 180), (0, 90)]


def test_shares_of_a_hundred_are_a_proportion() -> None:
    assert verdict(rows_of(100, *COUNTS)) == Verdict(ValueType.PROPORTION, 100.0, "%")


def test_more_than_the_whole_is_a_rate() -> None:
    assert verdict(rows_of(1000, (545, 545), (170, 143))) == Verdict(
        ValueType.RATE, 1000.0, "per 1,000"
    )
    assert verdict(rows_of(100, (150, 100), (90, 80))) == Verdict(ValueType.RATE, 100.0, "per 100")


def test_one_odd_row_among_many_shares_does_not_make_a_rate() -> None:
    rows = rows_of(100, *[(12, 150)] * 40, (151, 150))
    assert verdict(rows).value_type is ValueType.PROPORTION


def test_what_the_counts_do_not_give_keeps_its_value() -> None:
    standardised = [(n, d, n / d * 100_000 * (1 + n % 7 / 100)) for n, d in COUNTS]
    assert verdict(standardised) == Verdict(ValueType.MEAN, 1.0, "per 100,000")
    unlike = [(n, d, 7.0 + n) for n, d in COUNTS]
    assert verdict(unlike) == Verdict(ValueType.MEAN, 1.0, AS_PUBLISHED)
    assert verdict(rows_of(1, *COUNTS)).value_type is ValueType.MEAN


def test_without_counts_it_is_a_score() -> None:
    assert verdict([]) == Verdict(ValueType.SCORE, 1.0, AS_PUBLISHED)


@given(
    st.lists(st.tuples(st.integers(1, 500), st.integers(1, 9000)), min_size=1, max_size=20),
    st.sampled_from([100.0, 1000.0, 100_000.0]),
    st.randoms(use_true_random=False),
)
def test_the_order_does_not_matter(
    counts: list[tuple[int, int]], multiplier: float, rng: random.Random
) -> None:
    rows = [*rows_of(multiplier, *counts), (3, 4, 99.0)]
    shuffled = rows.copy()
    rng.shuffle(shuffled)
    assert verdict(shuffled) == verdict(rows)
