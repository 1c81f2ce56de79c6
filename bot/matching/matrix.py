"""What each two practices cost, worked out once; practices are known by their place among all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.matching import Grouping, Problem, pair_cost
from bot.domain.matching.costs import scaled

FORBIDDEN = 10**13  # more than any round of meeting again could cost


@dataclass(frozen=True, slots=True)
class Matrix:
    codes: tuple[str, ...]
    costs: list[list[int]]

    @classmethod
    def of(cls, problem: Problem) -> "Matrix":
        practices = problem.practices
        costs = [[0] * len(practices) for _ in practices]
        for place, one in enumerate(practices):
            for before in range(place):
                other = practices[before]
                allowed = problem.may_meet(one.ods_code, other.ods_code)
                cost = pair_cost(problem, one, other).total if allowed else FORBIDDEN
                costs[place][before] = costs[before][place] = cost
        return cls(tuple(each.ods_code for each in practices), costs)

    def may_meet(self, one: int, other: int) -> bool:
        return self.costs[one][other] < FORBIDDEN

    def pair(self, group: Sequence[int]) -> int:
        """Scaled as the domain's ``group_cost``, but for its common factor."""
        return scaled(self.costs[group[0]][group[1]], 2) // 12

    def trio(self, group: Sequence[int]) -> int:
        one, two, three = group
        pairs = self.costs[one][two] + self.costs[one][three] + self.costs[two][three]
        return scaled(pairs, 3) // 12

    def grouping(self, groups: Iterable[Sequence[int]], left_out: Iterable[int]) -> Grouping:
        named = sorted(tuple(sorted(self.codes[each] for each in group)) for group in groups)
        return Grouping(tuple(named), tuple(sorted(self.codes[each] for each in left_out)))
