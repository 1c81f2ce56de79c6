"""What speaks against two practices meeting: the soft rules of matching, each a term with a name.

Costs are whole numbers, so that an optimum is one. They weigh like this: meeting again soon counts
more than all the rest together, since variety is what people ask of matching before all else (and so
that a repeat which is there could not be helped); then that practices are alike, so that what works
in one can work in the other; then what they have both asked for; then fairness.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from bot.domain.matching.problem import Grouping, Problem
from bot.domain.people import Practice

AGAIN = 10_000_000  # for each round by which it is too soon; all else of 1,000 practices is less
LIST_SIZE = 300  # for lists that differ by a factor of e
LIST_SIZE_MOST = 600
DECILE = 60  # for each decile of deprivation between them
UNKNOWN = 150  # where a list size or a decile is not known
WISH = 500  # taken off where one would like to learn and the other to share
BURDEN = 200  # for each time that a practice had the heavier part lately
SMALL = 4_000  # registered patients: practices with fewer carry half as much again


@dataclass(frozen=True, slots=True)
class Cost:
    """What speaks against two practices meeting, and for it (``wish``)."""

    again: int = 0
    list_size: int = 0
    deprivation: int = 0
    wish: int = 0

    @property
    def total(self) -> int:
        return WISH + self.again + self.list_size + self.deprivation - self.wish


def pair_cost(problem: Problem, one: Practice, other: Practice) -> Cost:
    ago = problem.repeats(one.ods_code, other.ods_code)
    return Cost(
        AGAIN * (problem.rounds_apart + 1 - ago) if ago is not None else 0,
        _list_size(one.list_size, other.list_size),
        _deprivation(one.imd_decile, other.imd_decile),
        WISH if wishes_meet(problem, one.ods_code, other.ods_code) else 0,
    )


def wishes_meet(problem: Problem, one: str, other: str) -> bool:
    """Whether one has asked to learn and the other has offered to share: both of their own accord."""
    return (one in problem.learns and other in problem.shares) or (
        other in problem.learns and one in problem.shares
    )


def _list_size(one: int | None, other: int | None) -> int:
    if not one or not other:
        return UNKNOWN
    return min(LIST_SIZE_MOST, round(LIST_SIZE * abs(math.log(one / other))))


def _deprivation(one: int | None, other: int | None) -> int:
    if one is None or other is None:
        return UNKNOWN
    return DECILE * abs(one - other)


def burden_cost(problem: Problem, practice: Practice) -> int:
    """What speaks against giving a practice the heavier part once more."""
    cost = BURDEN * problem.burden.get(practice.ods_code, 0)
    return cost * 3 // 2 if is_small(practice) else cost


def is_small(practice: Practice) -> bool:
    return practice.list_size is not None and practice.list_size < SMALL


def group_cost(problem: Problem, group: Iterable[Practice]) -> int:
    """Of every two in it, as far as that can be compared between groups of different sizes.

    A group of n has n(n-1)/2 pairs, and each practice meets n-1: their mean, once for each practice.
    Scaled by 12, so that groups of 2 to 5 stay whole numbers.
    """
    members = list(group)
    pairs = sum(pair_cost(problem, *two).total for two in combinations(members, 2))
    return scaled(pairs, len(members))


SCALE = 12


def scaled(pairs: int, size: int) -> int:
    return SCALE * pairs * 2 // (size - 1) if size > 1 else 0


def total_cost(problem: Problem, grouping: Grouping) -> int:
    """Of all groups. The third of a trio among pairs costs its burden as well."""
    known = {each.ods_code: each for each in problem.practices}
    total = 0
    for group in grouping.groups:
        members = [known[code] for code in group]
        total += group_cost(problem, members)
        if problem.what.size == 2 and len(members) == 3:
            total += SCALE * min(burden_cost(problem, each) for each in members)
    return total
