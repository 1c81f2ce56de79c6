"""The one function that the worker process runs."""

from bot.domain.matching import Grouping, Problem, What
from bot.matching.few import FEW, match_few


def solve(problem: Problem, seed: int) -> Grouping:
    """Each practice in one group or left out; the same for the same problem and seed.

    Pairs, and groups of a few practices, are the best there are, whatever the seed.
    """
    ordered = _in_order(problem)
    if len(ordered.practices) < 2:
        return Grouping((), tuple(each.ods_code for each in ordered.practices))
    if len(ordered.practices) <= FEW:
        return match_few(ordered)
    if problem.what is What.PAIRS:
        from bot.matching.pairs import match_pairs

        return match_pairs(ordered)
    from bot.matching.groups import match_groups

    return match_groups(ordered, seed)


def _in_order(problem: Problem) -> Problem:
    """So that the order in which practices were given makes no difference."""
    from dataclasses import replace

    known = {each.ods_code: each for each in problem.practices}
    return replace(problem, practices=tuple(known[code] for code in sorted(known)))
