"""Matching: hard rules always hold, pairs are optimal, and the same round comes out the same again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.matching import Grouping, Problem, What, breaks, sizes_allowed, total_cost
from bot.domain.people import Practice
from bot.matching.few import match_few
from bot.matching.groups import match_groups
from bot.matching.pairs import match_pairs
from bot.matching.solve import solve
from bot.matching.worker import solved
from tests.load.matching import pairings

CODES = [f"Y{number:05d}" for number in range(1, 15)]


@st.composite
def problems(
    draw: st.DrawFn, most: int = 9, *, least: int = 1, even: bool = False, apart: bool = True
) -> Problem:
    number = draw(st.integers(least, most))
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


@cache
def splits(
    codes: tuple[str, ...], sizes: tuple[int, ...]
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Every way to put these into groups of these sizes, each once."""
    if not sizes:
        return ((),)
    found = []
    for rest in combinations(codes[1:], sizes[0] - 1):
        group = (codes[0], *rest)
        left = tuple(each for each in codes if each not in group)
        found += [(group, *others) for others in splits(left, sizes[1:])]
    return tuple(found)


def searched(problem: Problem, seed: int) -> Grouping:
    """As for many practices, however few there are."""
    if problem.what is What.PAIRS:
        return match_pairs(problem)
    return match_groups(problem, seed)


@settings(max_examples=200, deadline=None)
@given(problems(14), st.integers(0, 9), st.sampled_from([solve, searched]))
def test_everybody_is_in_one_group_or_left_out_and_no_rule_is_broken(
    problem: Problem, seed: int, way: Callable[[Problem, int], Grouping]
) -> None:
    found = way(problem, seed) if len(problem.practices) > 1 else solve(problem, seed)
    placed = [code for group in found.groups for code in group]
    assert sorted([*placed, *found.left_out]) == sorted(p.ods_code for p in problem.practices)
    assert not any(breaks(problem, group) for group in found.groups)
    assert all(len(group) in sizes_allowed(problem) for group in found.groups)


@settings(max_examples=60, deadline=None)
@given(problems(8, even=True, apart=False))
def test_pairs_cost_as_little_as_they_can(problem: Problem) -> None:
    problem = replace(problem, what=What.PAIRS)
    codes = [each.ods_code for each in problem.practices]
    least = min(total_cost(problem, Grouping(each)) for each in pairings(codes))
    assert total_cost(problem, solve(problem, 1)) == least
    assert total_cost(problem, match_pairs(problem)) == least


@settings(max_examples=60, deadline=None)
@given(problems(8, even=True))
def test_where_all_can_be_paired_the_pairs_are_the_cheapest_that_wishes_allow(
    problem: Problem,
) -> None:
    problem = replace(problem, what=What.PAIRS)
    codes = [each.ods_code for each in problem.practices]
    allowed = [each for each in pairings(codes) if not any(breaks(problem, pair) for pair in each)]
    assume(allowed)
    least = min(total_cost(problem, Grouping(each)) for each in allowed)
    assert total_cost(problem, solve(problem, 1)) == least
    assert total_cost(problem, match_pairs(problem)) == least


def rank(problem: Problem, found: Grouping) -> tuple[int, int, int]:
    """What is best: the fewest left out, then the sizes, then the cost."""
    off = sum((len(group) - problem.what.size) ** 2 for group in found.groups)
    return len(found.left_out), off, total_cost(problem, found)


def all_groupings(
    problem: Problem, codes: tuple[str, ...], groups: tuple[tuple[str, ...], ...] = ()
) -> Iterator[Grouping]:
    """Every grouping without a broken rule, by putting one after the other into each group there is."""
    if not codes:
        sizes = sizes_allowed(problem)
        kept = tuple(group for group in groups if len(group) > 1)
        if all(len(group) in sizes for group in kept):
            out = tuple(group[0] for group in groups if len(group) == 1)
            yield Grouping(kept, out)
        return
    first, rest = codes[0], codes[1:]
    yield from all_groupings(problem, rest, (*groups, (first,)))
    for place, group in enumerate(groups):
        if not breaks(problem, (*group, first)):
            joined = (*groups[:place], (*group, first), *groups[place + 1 :])
            yield from all_groupings(problem, rest, joined)


@settings(max_examples=60, deadline=None)
@given(problems(7))
def test_of_few_practices_no_grouping_is_better(problem: Problem) -> None:
    codes = tuple(each.ods_code for each in problem.practices)
    best = min(rank(problem, each) for each in all_groupings(problem, codes))
    assert rank(problem, match_few(problem)) == best


@settings(max_examples=60, deadline=None)
@given(problems(9), st.sets(st.sampled_from(CODES[:9]), min_size=2, max_size=2))
def test_keeping_two_more_apart_never_makes_it_better(problem: Problem, two: set[str]) -> None:
    stricter = replace(problem, apart=problem.apart | {frozenset(two)})
    assert rank(problem, solve(problem, 1)) <= rank(stricter, solve(stricter, 1))


def test_a_repeat_is_taken_only_where_there_is_no_other_way() -> None:
    """However alike those are who met, and unlike all who could meet instead: in a ring of 40."""
    codes = [f"Y{number:05d}" for number in range(40)]
    practices = tuple(
        Practice(code, code, *((1_500, 1) if place // 2 % 2 else (30_000, 10)))
        for place, code in enumerate(codes)
    )
    ring = {
        frozenset((one, other)) for one, other in zip(codes, codes[1:] + codes[:1], strict=True)
    }
    everyone = {frozenset(two) for two in combinations(codes, 2)}
    met = {frozenset(codes[:2]): 3}
    problem = Problem(practices, met=met, apart=frozenset(everyone - ring))
    found = solve(problem, 1)
    assert len(found.groups) == 20
    assert not any(problem.repeats(*group) for group in found.groups)


def test_one_group_is_made_two_where_two_of_them_are_kept_apart() -> None:
    problem = replace(alike(6, What.GROUPS), apart=frozenset({frozenset(CODES[:2])}))
    assert [len(group) for group in solve(problem, 1).groups] == [3, 3]
    more = replace(alike(12, What.SIXES), apart=frozenset({frozenset(CODES[:2])}))
    assert solve(more, 1).left_out == ()


@settings(max_examples=30, deadline=None)
@given(problems(9, least=9, apart=False))
def test_trios_are_hardly_dearer_than_the_cheapest(problem: Problem) -> None:
    """Swaps do not promise the optimum; for so few practices they are very near it."""
    problem = replace(problem, what=What.TRIOS)
    codes = tuple(each.ods_code for each in problem.practices)
    least = min(total_cost(problem, Grouping(each)) for each in splits(codes, (3, 3, 3)))
    assert total_cost(problem, match_groups(problem, 1)) <= 1.1 * least


@settings(max_examples=30, deadline=None)
@given(problems(9, least=9))
def test_the_odd_one_is_hardly_dearer_than_it_could_be(problem: Problem) -> None:
    """Each is tried as the odd one, and joins the pair where it costs least: nearly the optimum."""
    problem = replace(problem, what=What.PAIRS)
    found, best = match_pairs(problem), match_few(problem)
    assert len(found.left_out) >= len(best.left_out)
    if not found.left_out and [len(each) for each in found.groups].count(3) == 1:
        assert total_cost(problem, found) <= 1.25 * total_cost(problem, best)


@settings(max_examples=50, deadline=None)
@given(problems(14), st.integers(0, 9), st.randoms(use_true_random=False))
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
