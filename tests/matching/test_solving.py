"""Matching: hard rules always hold, pairs are optimal, and the same round comes out the same again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import Grouping, Problem, What, breaks, sizes_allowed, total_cost
from bot.domain.people import Practice
from bot.matching.solve import solve
from bot.matching.worker import solved

CODES = [f"Y{number:05d}" for number in range(1, 15)]


@st.composite
def problems(draw: st.DrawFn, most: int = 9, *, even: bool = False, apart: bool = True) -> Problem:
    number = draw(st.integers(1, most))
    if even:
        number += number % 2
    codes = CODES[:number]
    sizes = st.none() | st.integers(1500, 30_000)
    practices = tuple(
        Practice(code, code, draw(sizes), draw(st.none() | st.integers(1, 10))) for code in codes
    )
    two = st.sets(st.sampled_from(codes), min_size=2, max_size=2).map(frozenset)
    some = st.frozensets(two, max_size=6) if number > 1 else st.just(frozenset())
    return Problem(
        practices,
        draw(st.sampled_from(What)),
        met={pair: draw(st.integers(1, 5)) for pair in draw(some)},
        apart=draw(some) if apart else frozenset(),
        learns=draw(st.frozensets(st.sampled_from(codes), max_size=3)),
        shares=draw(st.frozensets(st.sampled_from(codes), max_size=3)),
        burden={code: draw(st.integers(0, 3)) for code in codes},
    )


def all_pairings(codes: Sequence[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    if not codes:
        yield ()
        return
    first, rest = codes[0], codes[1:]
    for place, other in enumerate(rest):
        for others in all_pairings([*rest[:place], *rest[place + 1 :]]):
            yield ((first, other), *others)


@cache
def splits(
    codes: tuple[str, ...], sizes: tuple[int, ...]
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Every way to put these into groups of these sizes, each once."""
    if not sizes:
        return ((),)
    from itertools import combinations

    found = []
    for rest in combinations(codes[1:], sizes[0] - 1):
        group = (codes[0], *rest)
        left = tuple(each for each in codes if each not in group)
        found += [(group, *others) for others in splits(left, sizes[1:])]
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(problems(), st.integers(0, 9))
def test_everybody_is_in_one_group_or_left_out_and_no_rule_is_broken(
    problem: Problem, seed: int
) -> None:
    found = solve(problem, seed)
    placed = [code for group in found.groups for code in group]
    assert sorted([*placed, *found.left_out]) == sorted(p.ods_code for p in problem.practices)
    assert not any(breaks(problem, group) for group in found.groups)
    assert all(len(group) in sizes_allowed(problem) for group in found.groups)


@settings(max_examples=60, deadline=None)
@given(problems(8, even=True, apart=False))
def test_pairs_cost_as_little_as_they_can(problem: Problem) -> None:
    problem = replace(problem, what=What.PAIRS)
    codes = [each.ods_code for each in problem.practices]
    least = min(total_cost(problem, Grouping(each)) for each in all_pairings(codes))
    assert total_cost(problem, solve(problem, 1)) == least


@settings(max_examples=60, deadline=None)
@given(problems(8, even=True))
def test_pairs_are_as_many_as_wishes_allow_and_of_these_the_cheapest(problem: Problem) -> None:
    """Held against every pairing of every subset, one by one."""
    problem = replace(problem, what=What.PAIRS)
    found = solve(problem, 1)
    if found.left_out or any(len(group) == 3 for group in found.groups):
        return
    codes = [each.ods_code for each in problem.practices]
    allowed = [
        each for each in all_pairings(codes) if not any(breaks(problem, pair) for pair in each)
    ]
    least = min(total_cost(problem, Grouping(each)) for each in allowed)
    assert total_cost(problem, found) == least


@settings(max_examples=40, deadline=None)
@given(problems(8, even=True), st.sets(st.sampled_from(CODES[:8]), min_size=2, max_size=2))
def test_keeping_two_more_apart_never_makes_it_cheaper(problem: Problem, two: set[str]) -> None:
    problem = replace(problem, what=What.PAIRS)
    stricter = replace(problem, apart=problem.apart | {frozenset(two)})
    before, after = solve(problem, 1), solve(stricter, 1)
    if all(len(group) == 2 for group in (*before.groups, *after.groups)) and len(
        before.groups
    ) == len(after.groups):
        assert total_cost(problem, before) <= total_cost(stricter, after)


@settings(max_examples=40, deadline=None)
@given(problems(9, apart=False))
def test_trios_are_hardly_dearer_than_the_cheapest(problem: Problem) -> None:
    """Swaps do not promise the optimum; for so few practices they are very near it."""
    if len(problem.practices) != 9:
        return
    problem = replace(problem, what=What.TRIOS)
    codes = tuple(each.ods_code for each in problem.practices)
    least = min(total_cost(problem, Grouping(each)) for each in splits(codes, (3, 3, 3)))
    assert total_cost(problem, solve(problem, 1)) <= 1.1 * least


@settings(max_examples=50, deadline=None)
@given(problems(), st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_the_practices_makes_no_difference(
    problem: Problem, seed: int, rng: object
) -> None:
    shuffled = list(problem.practices)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert solve(replace(problem, practices=tuple(shuffled)), seed) == solve(problem, seed)


def alike(number: int, what: What = What.PAIRS) -> Problem:
    return Problem(tuple(Practice(code, code, 8000, 5) for code in CODES[:number]), what)


def test_an_odd_one_makes_a_trio_and_whoever_was_the_third_is_spared() -> None:
    fresh = solve(alike(5), 1)
    assert sorted(len(group) for group in fresh.groups) == [2, 3]
    tired = replace(alike(5), burden=dict.fromkeys(CODES[:4], 3))
    (trio,) = [group for group in solve(tired, 1).groups if len(group) == 3]
    assert CODES[4] in trio


def test_those_who_met_lately_do_not_meet_again_where_it_can_be_helped() -> None:
    problem = alike(8)
    met: dict[frozenset[str], int] = {}
    for _ in range(3):
        groups = solve(replace(problem, met=met), 1).groups
        assert not any(frozenset(group) in met for group in groups)
        met = {pair: ago + 1 for pair, ago in met.items()} | {frozenset(g): 1 for g in groups}


def test_two_who_met_meet_again_where_there_is_nobody_else() -> None:
    problem = replace(alike(2), met={frozenset(CODES[:2]): 1})
    assert solve(problem, 1).groups == (tuple(CODES[:2]),)


def test_two_who_are_kept_apart_are_left_out_where_there_is_nobody_else() -> None:
    problem = replace(alike(2), apart=frozenset({frozenset(CODES[:2])}))
    assert solve(problem, 1) == Grouping((), tuple(CODES[:2]))


def test_one_who_wants_to_learn_meets_one_who_offered_to_share() -> None:
    problem = replace(alike(8), learns=frozenset({CODES[0]}), shares=frozenset({CODES[5]}))
    assert (CODES[0], CODES[5]) in solve(problem, 1).groups


@pytest.mark.parametrize("number", [0, 1])
def test_one_alone_is_left_out(number: int) -> None:
    assert solve(alike(number), 1) == Grouping((), tuple(CODES[:number]))


async def test_the_worker_process_gives_the_same() -> None:
    problem = alike(7, What.TRIOS)
    assert await solved(problem, 4) == solve(problem, 4)
