"""Trios and larger groups: built one by one where they cost least, then improved by swaps.

No swap of two practices makes the result cheaper. Several beginnings are tried, all from one seed, so
that the same round comes out the same again. Where somebody would be left out, groups of other sizes
are tried as well.
"""

import random
from collections.abc import Sequence

from bot.domain.matching import Grouping, Problem, sizes_allowed
from bot.matching.matrix import Matrix

BEGINNINGS = 8
LARGE = 120  # practices; from then on fewer beginnings
BEGINNINGS_OF_LARGE = 3
WHOLE = 840  # divides by 1 to 8, so that what is compared is exact


def match_groups(problem: Problem, seed: int) -> Grouping:
    matrix = Matrix.of(problem)
    allowed = sizes_allowed(problem)
    rng = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    best: Grouping | None = None
    for sizes in sizes_of(len(problem.practices), problem.what.size, allowed):
        found = _searched(matrix, sizes, rng, allowed)
        if best is None or len(found.left_out) < len(best.left_out):
            best = found
        if not best.left_out:
            break
    assert best is not None
    return best


def usual_sizes(number: int, size: int) -> tuple[int, ...]:
    """As near to ``size`` as they can all be: 11 by 5 are 6 and 5."""
    return _even(number, max(1, round(number / size)))


def sizes_of(number: int, size: int, allowed: range) -> list[tuple[int, ...]]:
    """The usual ones, and those with a group more or fewer."""
    usual = usual_sizes(number, size)
    found = [usual]
    others = (_even(number, len(usual) + more) for more in (1, -1) if len(usual) + more > 0)
    return found + [each for each in others if each[0] in allowed and each[-1] in allowed]


def _even(number: int, groups: int) -> tuple[int, ...]:
    whole, more = divmod(number, groups)
    return (whole + 1,) * more + (whole,) * (groups - more)


def _searched(matrix: Matrix, sizes: Sequence[int], rng: random.Random, allowed: range) -> Grouping:
    beginnings = BEGINNINGS if len(matrix.codes) <= LARGE else BEGINNINGS_OF_LARGE
    found = [_Search(matrix, sizes, rng).run() for _ in range(beginnings)]
    groups = min(found, key=lambda each: (each.cost(), each.sorted())).groups
    return _without_forbidden(matrix, groups, allowed)


class _Search:
    """One beginning and its improvement. ``sums[p][g]``: what p costs with all who are in g."""

    def __init__(self, matrix: Matrix, sizes: Sequence[int], rng: random.Random) -> None:
        self.costs = matrix.costs
        self.sizes = sizes
        self.weights = [WHOLE // max(size - 1, 1) for size in sizes]
        self.groups: list[list[int]] = [[] for _ in sizes]
        self.sums = [[0] * len(sizes) for _ in self.costs]
        self.home = [0] * len(self.costs)
        self.order = list(range(len(self.costs)))
        rng.shuffle(self.order)

    def run(self) -> "_Search":
        for place in self.order:
            self._put(place, self._cheapest(place))
        while self._improved():
            pass
        return self

    def cost(self) -> int:
        return sum(
            self.sums[place][number] * self.weights[number]
            for number, group in enumerate(self.groups)
            for place in group
        )

    def sorted(self) -> list[list[int]]:
        return sorted(sorted(group) for group in self.groups)

    def _cheapest(self, place: int) -> int:
        """The group with room where this one costs least for each who is there; empty ones last but one."""
        open_ones = [
            number for number, group in enumerate(self.groups) if len(group) < self.sizes[number]
        ]
        begun = [number for number in open_ones if self.groups[number]]
        empty = [number for number in open_ones if not self.groups[number]]
        if empty:  # one of each first, so that those who are unlike begin groups of their own
            return empty[0]
        return min(begun, key=lambda number: self.sums[place][number] / len(self.groups[number]))

    def _put(self, place: int, number: int) -> None:
        self.groups[number].append(place)
        self.home[place] = number
        for other, costs in enumerate(self.costs):
            self.sums[other][number] += costs[place]

    def _improved(self) -> bool:
        """One round of swaps, each taken where it helps; whether any did."""
        swapped = False
        for one in self.order:
            other = self._best_swap(one)
            if other is not None:
                self._swap(one, other)
                swapped = True
        return swapped

    def _best_swap(self, one: int) -> int | None:
        mine = self.home[one]
        sums, costs, weight = self.sums[one], self.costs[one], self.weights[mine]
        here, best, found = sums[mine] * weight, 0, None
        for other, theirs in enumerate(self.home):
            if theirs == mine:
                continue
            between = costs[other]
            away = self.weights[theirs]
            change = (
                (sums[theirs] - between) * away
                - here
                + (self.sums[other][mine] - between) * weight
                - self.sums[other][theirs] * away
            )
            if change < best:
                best, found = change, other
        return found

    def _swap(self, one: int, other: int) -> None:
        mine, theirs = self.home[one], self.home[other]
        self.groups[mine].remove(one)
        self.groups[theirs].remove(other)
        for each, costs in enumerate(self.costs):
            change = costs[other] - costs[one]
            self.sums[each][mine] += change
            self.sums[each][theirs] -= change
        self.groups[mine].append(other)
        self.groups[theirs].append(one)
        self.home[one], self.home[other] = theirs, mine


def _without_forbidden(matrix: Matrix, groups: Sequence[Sequence[int]], allowed: range) -> Grouping:
    """Whoever is still with somebody they are kept apart from goes elsewhere, or is left out."""
    kept = [list(group) for group in groups]
    out: list[int] = []
    for group in kept:
        while (worst := _most_forbidden(matrix, group)) is not None:
            group.remove(worst)
            out.append(worst)
        if len(group) < allowed[0]:
            out += group
            group.clear()
    kept = [group for group in kept if group]
    left_out = [each for each in sorted(out) if not _join(matrix, kept, each, allowed[-1])]
    return matrix.grouping(kept, left_out)


def _join(matrix: Matrix, groups: Sequence[list[int]], place: int, most: int) -> bool:
    """Where there is room and it costs least; False where no group may have them."""
    open_to_them = [
        group
        for group in groups
        if len(group) < most and all(matrix.may_meet(place, each) for each in group)
    ]
    if not open_to_them:
        return False
    costs = matrix.costs[place]
    min(open_to_them, key=lambda group: sum(costs[each] for each in group) / len(group)).append(
        place
    )
    return True


def _most_forbidden(matrix: Matrix, group: Sequence[int]) -> int | None:
    def conflicts(place: int) -> int:
        return sum(not matrix.may_meet(place, each) for each in group if each != place)

    worst = max(sorted(group), key=conflicts, default=None)
    return worst if worst is not None and conflicts(worst) else None
