"""Pairs: maximum-cardinality matching of least cost (Edmonds' blossom algorithm, as rustworkx has it).

With an even number of practices and nobody kept apart this is the optimum. Whoever remains (an odd
one, or one whom wishes leave without a partner) becomes the third of a pair: of those who could be
the odd one, each is tried in a small round, and in a large one the likeliest.
"""

from collections.abc import Iterable, Sequence

from bot.domain.matching import Grouping, Problem, burden_cost, total_cost
from bot.matching.matrix import Matrix

TRIED_ALL = 40  # practices: up to so many every odd one is tried
TRIED = 24  # in a larger round

Pairs = list[tuple[int, int]]


def match_pairs(problem: Problem) -> Grouping:
    matrix = Matrix.of(problem)
    number = len(problem.practices)
    best = _settle(problem, matrix, range(number))
    if number % 2 == 0 or number < 3:
        return best
    for odd in _likeliest(problem, matrix):
        others = [each for each in range(number) if each != odd]
        settled = _settle(problem, matrix, others, odd)
        if _rank(problem, settled) < _rank(problem, best):
            best = settled
    return best


def _rank(problem: Problem, grouping: Grouping) -> tuple[int, int]:
    return len(grouping.left_out), total_cost(problem, grouping)


def _likeliest(problem: Problem, matrix: Matrix) -> Sequence[int]:
    """Who may be the odd one: those whom it costs least first."""
    number = len(problem.practices)

    def against(place: int) -> tuple[int, int]:
        nearest = sorted(matrix.costs[place][other] for other in range(number) if other != place)
        return burden_cost(problem, problem.practices[place]) + sum(nearest[:2]), place

    likely = sorted(range(number), key=against)
    return likely if number <= TRIED_ALL else likely[:TRIED]


def _settle(
    problem: Problem, matrix: Matrix, among: Iterable[int], odd: int | None = None
) -> Grouping:
    """The cheapest pairs of these, and whoever remains beside the pair where they cost least."""
    places = list(among)
    pairs = least_cost_pairs(matrix, places)
    groups: list[tuple[int, ...]] = list(pairs)
    paired = {place for pair in pairs for place in pair}
    remaining = [each for each in places if each not in paired] + ([odd] if odd is not None else [])
    left_out = [each for each in remaining if not _join(problem, matrix, groups, each)]
    return matrix.grouping(groups, left_out)


def least_cost_pairs(matrix: Matrix, places: Sequence[int]) -> Pairs:
    import rustworkx

    graph: rustworkx.PyGraph[int, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(places))
    edges = [
        (one, other, matrix.costs[places[one]][places[other]])
        for one in range(len(places))
        for other in range(one)
        if matrix.may_meet(places[one], places[other])
    ]
    highest = max((cost for _, _, cost in edges), default=0) + 1
    graph.add_edges_from([(one, other, highest - cost) for one, other, cost in edges])
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted(_ordered(places[one], places[other]) for one, other in found)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _join(problem: Problem, matrix: Matrix, groups: list[tuple[int, ...]], place: int) -> bool:
    """Beside the pair where it costs least; False where no pair may have them."""

    def more(number: int) -> tuple[int, int]:
        group = groups[number]
        trio = (*group, place)
        heavier = min(burden_cost(problem, problem.practices[each]) for each in trio)
        return matrix.trio(trio) - matrix.pair(group) + heavier, number

    open_to_them = [
        number
        for number, group in enumerate(groups)
        if len(group) == 2 and all(matrix.may_meet(place, each) for each in group)
    ]
    if not open_to_them:
        return False
    number = min(open_to_them, key=more)
    groups[number] = tuple(sorted((*groups[number], place)))
    return True
