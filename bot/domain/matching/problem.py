"""What a round of matching has to decide: which practices there are, and what is known of each two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.people import Practice

Pair = frozenset[str]
"""Two ODS codes."""

ROUNDS_APART = 3  # within so many rounds two practices do not meet again, where it can be helped


class What(StrEnum):
    """Into what the practices are matched."""

    PAIRS = "pairs"
    TRIOS = "trios"
    FOURS = "fours"
    GROUPS = "groups"
    SIXES = "sixes"

    @property
    def size(self) -> int:
        """How many practices belong together; one more or less where it does not divide."""
        return _SIZE[self]


_SIZE = {What.PAIRS: 2, What.TRIOS: 3, What.FOURS: 4, What.GROUPS: 5, What.SIXES: 6}


@dataclass(frozen=True, slots=True)
class Problem:
    """All that matching looks at. Practices are named by their ODS codes.

    ``met``: how many rounds ago two practices met last, 1 is the last round. ``burden``: how often
    a practice had the heavier part in these rounds, as the third of a trio or with the facilitator.
    """

    practices: tuple[Practice, ...]
    what: What = What.PAIRS
    rounds_apart: int = ROUNDS_APART
    met: Mapping[Pair, int] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()
    learns: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    burden: Mapping[str, int] = field(default_factory=dict)

    def may_meet(self, one: str, other: str) -> bool:
        return one != other and frozenset((one, other)) not in self.apart

    def repeats(self, one: str, other: str) -> int | None:
        """How many rounds ago they met, if that is too few."""
        ago = self.met.get(frozenset((one, other)))
        return ago if ago is not None and ago <= self.rounds_apart else None


@dataclass(frozen=True, slots=True)
class Grouping:
    """What came of it: each practice is in one group or left out."""

    groups: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...] = ()

    @property
    def practices(self) -> frozenset[str]:
        return frozenset(code for group in self.groups for code in group)


LEAST = {What.PAIRS: 2, What.TRIOS: 2, What.FOURS: 3, What.GROUPS: 3, What.SIXES: 4}
MOST = {What.PAIRS: 3, What.TRIOS: 4, What.FOURS: 5, What.GROUPS: 7, What.SIXES: 8}


def sizes_allowed(problem: Problem) -> range:
    """How many practices a group may have; two where there are no more than that at all."""
    return range(min(LEAST[problem.what], max(len(problem.practices), 2)), MOST[problem.what] + 1)


def breaks(problem: Problem, group: tuple[str, ...]) -> bool:
    """Whether a group is against a hard rule: twice the same practice, or two that are kept apart."""
    return len(set(group)) != len(group) or any(
        not problem.may_meet(one, other)
        for place, one in enumerate(group)
        for other in group[place + 1 :]
    )
