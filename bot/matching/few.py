"""A few practices, as in a primary care network: the best grouping there is, found by looking at all.

Best is: the fewest left out, then sizes as near as can be to what was asked for, then the least cost.
"""

from functools import cache
from itertools import combinations

from bot.domain.matching import Grouping, Problem, breaks, sizes_allowed, total_cost

FEW = 10  # practices: with more there is too much to look at

Rank = tuple[int, int, int]


def match_few(problem: Problem) -> Grouping:
    """Over sets of practices: the best of a set is a group with its first one, and the best of the rest."""
    codes = [each.ods_code for each in problem.practices]
    ranked = _ranked(problem, codes)

    @cache
    def best(left: int) -> tuple[Rank, tuple[int, ...]]:
        if not left:
            return (0, 0, 0), ()
        first = left & -left
        (out, uneven, cost), groups = best(left ^ first)
        found = (out + 1, uneven, cost), groups  # the first one left out
        for group, (more_uneven, more_cost) in ranked[first].items():
            if group & left == group:
                (out, uneven, cost), groups = best(left ^ group)
                ranking = (out, uneven + more_uneven, cost + more_cost)
                found = min(found, (ranking, (group, *groups)))
        return found

    _, groups = best((1 << len(codes)) - 1)
    named = sorted(_named(group, codes) for group in groups)
    placed = {code for group in named for code in group}
    return Grouping(tuple(named), tuple(each for each in codes if each not in placed))


def _ranked(problem: Problem, codes: list[str]) -> dict[int, dict[int, tuple[int, int]]]:
    """Every group that may be, by its first practice: how far its size is off, and its cost."""
    found: dict[int, dict[int, tuple[int, int]]] = {1 << at: {} for at in range(len(codes))}
    for size in sizes_allowed(problem):
        for places in combinations(range(len(codes)), size):
            group = tuple(codes[place] for place in places)
            if not breaks(problem, group):
                mask = sum(1 << place for place in places)
                cost = total_cost(problem, Grouping((group,)))
                found[mask & -mask][mask] = (size - problem.what.size) ** 2, cost
    return found


def _named(group: int, codes: list[str]) -> tuple[str, ...]:
    return tuple(code for place, code in enumerate(codes) if group >> place & 1)
