"""Why practices were put together, in plain words that give away nobody's figures and nobody's wishes
to be kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.domain.matching.costs import wishes_meet
from bot.domain.matching.problem import Problem, What
from bot.domain.people import Practice

ALIKE = 1.25  # list sizes that differ by no more than this factor are about the same
DECILES = 2


@dataclass(frozen=True, slots=True)
class Reasons:
    """``said`` speaks for a group; ``forced`` says what could not be helped."""

    said: tuple[str, ...]
    forced: tuple[str, ...] = ()


def reasons_for(
    problem: Problem,
    group: Sequence[Practice],
    names: Mapping[str, str],
    *,
    by_hand: bool = False,
) -> Reasons:
    """``names`` are the practices' names as they are shown, by ODS code. ``by_hand``: the lead chose it."""
    said = [*_alike(group), *_wishes(problem, group, names), *_earlier(problem, group, names)]
    if problem.what is What.PAIRS and len(group) == 3:
        said.append("You are three this time.")  # why, may be nobody's business
    return Reasons(tuple(said), tuple(_again(problem, group, names, by_hand)))


def _alike(group: Sequence[Practice]) -> list[str]:
    sizes = [each.list_size for each in group if each.list_size]
    deciles = [each.imd_decile for each in group if each.imd_decile]
    alike = len(sizes) == len(group) and max(sizes) <= ALIKE * min(sizes)
    near = len(deciles) == len(group) and max(deciles) - min(deciles) <= DECILES
    number = "Both" if len(group) == 2 else "All"
    mean = round(sum(sizes) / len(sizes), -3) if sizes else 0
    about = f"about {int(mean):,} patients" if mean >= 1000 else "small lists of patients"
    if alike and near:
        return [f"{number} have {about} and similar deprivation."]
    if alike:
        return [f"{number} have {about}."]
    return [f"{number} have similar deprivation."] if near else []


def _wishes(problem: Problem, group: Sequence[Practice], names: Mapping[str, str]) -> list[str]:
    said = []
    for one, other in combinations([each.ods_code for each in group], 2):
        if wishes_meet(problem, one, other):
            learns, shares = (one, other) if one in problem.learns else (other, one)
            said.append(
                f"{names[learns]} would like to learn, and {names[shares]} offered to share what "
                "works for them."
            )
    return said


def _earlier(problem: Problem, group: Sequence[Practice], names: Mapping[str, str]) -> list[str]:
    """Only where there is a history to look at."""
    pairs = list(combinations(_codes(group), 2))
    ago = {two: problem.met[frozenset(two)] for two in pairs if frozenset(two) in problem.met}
    if problem.met and not ago:
        return ["They have not been matched before."]
    long_ago = {two: rounds for two, rounds in ago.items() if problem.repeats(*two) is None}
    if len(pairs) == 1:
        return [f"They last met {_ago(rounds)}." for rounds in long_ago.values()]
    return [
        f"{names[one]} and {names[other]} last met {_ago(rounds)}."
        for (one, other), rounds in long_ago.items()
    ]


def _ago(rounds: int) -> str:
    return "in the last round or since" if rounds == 1 else f"{rounds} rounds ago"


def _again(
    problem: Problem, group: Sequence[Practice], names: Mapping[str, str], by_hand: bool
) -> list[str]:
    why = (
        "whoever made the groups put them together by hand."
        if by_hand
        else "among the practices of this round I found no way for everybody to meet somebody new."
    )
    return [
        f"{names[one]} and {names[other]} met {_ago(ago)}: {why}"
        for one, other in combinations(_codes(group), 2)
        if (ago := problem.repeats(one, other)) is not None
    ]


def _codes(group: Sequence[Practice]) -> list[str]:
    return [each.ods_code for each in group]
