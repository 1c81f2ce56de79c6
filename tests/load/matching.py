"""Matching: how far pairs are from the optimum, how long 300 practices take, and what a greedy one costs."""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from bot.domain.matching import Grouping, Pair, Problem, What, total_cost
from bot.domain.people import Practice
from bot.matching.few import match_few
from bot.matching.pairs import match_pairs
from bot.matching.solve import solve
from bot.matching.worker import solved
from tests.load.figures import Figure
from tests.load.greedy import match_greedily

PRACTICES, ROUNDS = 300, 6
SMALL, SMALL_ROUNDS = 10, 40  # practices whose every pairing can be looked at; problems
MIDDLING = 40  # practices whose pairs an integer programme finds


async def measure_matching(quick: bool) -> list[Figure]:
    """``match_pairs_gap_to_optimum``, ``match_300_practices_s``, ``match_vs_greedy`` and the stall."""
    gaps = [gap(world(SMALL, seed)) for seed in range(5 if quick else SMALL_ROUNDS)]
    exact = gap_to_programme(world(MIDDLING, 1))
    seconds: dict[str, float] = {}
    ratios: list[float] = []
    repeats: dict[str, list[int]] = {}
    stalls: list[float] = []
    for name, problem in large(60 if quick else PRACTICES):
        begun = time.perf_counter()
        found, stall = await watched(problem)
        seconds[name] = time.perf_counter() - begun
        stalls.append(stall * 1000)
        greedy = match_greedily(problem)
        ratios.append(soft(problem, greedy) / soft(problem, found))
        repeats[name] = [again(problem, greedy), again(problem, found)]
    return [
        Figure(
            "match_pairs_gap_to_optimum",
            [*gaps, exact],
            "of the optimum's cost, found by looking at all pairings or by an integer programme",
            "<= 0",
            {"largest": max([*gaps, exact])},
        ),
        Figure(
            "match_300_practices_s",
            list(seconds.values()),
            f"s, {PRACTICES} practices with {ROUNDS} rounds behind them, in the worker process",
            "<= 5",
            seconds,
        ),
        Figure(
            "match_vs_greedy",
            ratios,
            "times the cost when whoever is cheapest joins, one after the other",
            ">= 1",
            {"met_again_greedy_and_ours": repeats},
        ),
        Figure(
            "match_odd_gap",
            [odd_gap(world(SMALL - 1, seed)) for seed in range(5 if quick else SMALL_ROUNDS)],
            f"of the optimum's cost, {SMALL - 1} practices in pairs and a trio",
        ),
        Figure("match_stall_ms", [max(stalls)], "ms, longest stall of the event loop"),
    ]


def world(number: int, seed: int, what: What = What.PAIRS) -> Problem:
    """Lists and deprivation as they are spread in England; a tenth kept apart, a fifth with wishes."""
    rng = random.Random(seed)
    practices = tuple(
        Practice(f"Y{at:05d}", f"P{at}", int(rng.lognormvariate(9, 0.5)), rng.randint(1, 10))
        for at in range(number)
    )
    codes = [each.ods_code for each in practices]
    some = max(1, number // 10)
    return Problem(
        practices,
        what,
        met={pair(rng, codes): rng.randint(1, 5) for _ in range(number)},
        apart=frozenset(pair(rng, codes) for _ in range(some if number > SMALL else 0)),
        learns=frozenset(rng.sample(codes, some)),
        shares=frozenset(rng.sample(codes, some)),
        burden={code: rng.randint(0, 2) for code in codes},
    )


def pair(rng: random.Random, codes: list[str]) -> Pair:
    return frozenset(rng.sample(codes, 2))


def large(number: int) -> Iterator[tuple[str, Problem]]:
    """Each with the rounds behind it that it would have had."""
    for name, what, more in (
        ("pairs", What.PAIRS, 0),
        ("pairs_odd", What.PAIRS, 1),
        ("trios", What.TRIOS, 0),
        ("groups", What.GROUPS, 0),
    ):
        problem = replace(world(number + more, 7, what), met={})
        for _ in range(ROUNDS):
            met = {pair: ago + 1 for pair, ago in problem.met.items()}
            for group in match_greedily(problem).groups:
                met |= {
                    frozenset((one, other)): 1
                    for place, one in enumerate(group)
                    for other in group[place + 1 :]
                }
            problem = replace(problem, met=met)
        yield name, problem


async def watched(problem: Problem) -> tuple[Grouping, float]:
    """What came of it, and for how long the loop stood still at most, in seconds."""
    longest, stop = 0.0, False

    async def watch() -> None:
        nonlocal longest
        before = time.perf_counter()
        while not stop:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            longest, before = max(longest, now - before - 0.005), now

    watching = asyncio.create_task(watch())
    found = await solved(problem, 1)
    stop = True
    await watching
    return found, longest


def gap(problem: Problem) -> float:
    """Against every pairing there is."""
    codes = [each.ods_code for each in problem.practices]
    least = min(total_cost(problem, Grouping(each)) for each in pairings(codes))
    return total_cost(problem, match_pairs(problem)) / least - 1


def odd_gap(problem: Problem) -> float:
    """Of an odd number, against the best there is."""
    return total_cost(problem, match_pairs(problem)) / total_cost(problem, match_few(problem)) - 1


def again(problem: Problem, found: Grouping) -> int:
    """How many who met lately meet again."""
    return sum(
        problem.repeats(one, other) is not None
        for group in found.groups
        for one, other in combinations(group, 2)
    )


def soft(problem: Problem, found: Grouping) -> int:
    """The cost but for meeting again, which would drown all else."""
    return total_cost(replace(problem, met={}), found)


def pairings(codes: list[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    if not codes:
        yield ()
        return
    first, rest = codes[0], codes[1:]
    for place, other in enumerate(rest):
        for others in pairings([*rest[:place], *rest[place + 1 :]]):
            yield ((first, other), *others)


def gap_to_programme(problem: Problem) -> float:
    """Against scipy's integer programme (HiGHS): each practice in one pair, at least cost."""
    import numpy as np
    from scipy.optimize import LinearConstraint, milp

    codes = [each.ods_code for each in problem.practices]
    places = [(one, other) for one in range(len(codes)) for other in range(one)]
    allowed = [two for two in places if problem.may_meet(codes[two[0]], codes[two[1]])]
    costs = [total_cost(problem, Grouping(((codes[one], codes[other]),))) for one, other in allowed]
    within = np.zeros((len(codes), len(allowed)))
    for column, two in enumerate(allowed):
        within[list(two), column] = 1
    best = milp(costs, constraints=LinearConstraint(within, 1, 1), integrality=np.ones(len(costs)))
    return float(total_cost(problem, solve(problem, 1)) / round(best.fun) - 1)
