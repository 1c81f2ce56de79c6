"""Which practices meet: hard rules, what speaks for and against two of them, and why in words."""

from bot.domain.matching.costs import (
    Cost,
    burden_cost,
    group_cost,
    is_small,
    pair_cost,
    total_cost,
    wishes_meet,
)
from bot.domain.matching.problem import (
    ROUNDS_APART,
    Grouping,
    Pair,
    Problem,
    What,
    breaks,
    sizes_allowed,
)
from bot.domain.matching.reasons import Reasons, reasons_for

__all__ = [
    "ROUNDS_APART",
    "Cost",
    "Grouping",
    "Pair",
    "Problem",
    "Reasons",
    "What",
    "breaks",
    "burden_cost",
    "group_cost",
    "is_small",
    "pair_cost",
    "reasons_for",
    "sizes_allowed",
    "total_cost",
    "wishes_meet",
]
