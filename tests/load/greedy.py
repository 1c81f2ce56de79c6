"""What matching is measured against: whoever costs least together, taken one after the other."""

from bot.domain.matching import Grouping, Problem
from bot.matching.groups import usual_sizes
from bot.matching.matrix import Matrix


def match_greedily(problem: Problem) -> Grouping:
    """As most tools do it: the cheapest partner still free joins, until a group is full."""
    matrix = Matrix.of(problem)
    free = list(range(len(problem.practices)))
    groups: list[list[int]] = []
    for size in usual_sizes(len(free), problem.what.size):
        group = [free.pop(0)]
        while len(group) < size:
            nearest = min(free, key=lambda each: sum(matrix.costs[each][one] for one in group))
            free.remove(nearest)
            group.append(nearest)
        groups.append(group)
    return matrix.grouping(groups, ())
