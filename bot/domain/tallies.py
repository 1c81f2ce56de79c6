"""Adding ballots up: the counts of a round by group and question, before anything is decided about them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.pulse import Group
from bot.domain.questions import Agreement, Answers, Question


class Opinion(StrEnum):
    AGREE = "agree"
    NEITHER = "neither"
    DISAGREE = "disagree"


class DontKnow(StrEnum):
    """Where "don't know" is counted."""

    APART = "apart"  # told, and left out of the base
    IN_BASE = "in_base"  # told, and part of the base
    WITH_NEITHER = "with_neither"  # not told


@dataclass(frozen=True, slots=True)
class Spread:
    """How many gave each answer to one question."""

    strongly_agree: int = 0
    agree: int = 0
    neither: int = 0
    disagree: int = 0
    strongly_disagree: int = 0
    dont_know: int = 0

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(*(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(getattr(self, each.value) for each in Agreement)

    @property
    def answered(self) -> int:
        return sum(self.counts)

    def base(self, dont_know: DontKnow) -> int:
        return self.answered - (self.dont_know if dont_know is DontKnow.APART else 0)

    def opinions(self, dont_know: DontKnow) -> dict[Opinion, int]:
        merged = self.dont_know if dont_know is DontKnow.WITH_NEITHER else 0
        return {
            Opinion.AGREE: self.strongly_agree + self.agree,
            Opinion.NEITHER: self.neither + merged,
            Opinion.DISAGREE: self.disagree + self.strongly_disagree,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """One group's answers, by question id; ``asked`` and ``answered`` are people."""

    asked: int
    answered: int
    spreads: Mapping[str, Spread]


def count(
    questions: Sequence[Question],
    ballots: Iterable[tuple[Group, Answers]],
    asked: Mapping[Group, int],
) -> dict[Group, Tally]:
    """Add the ballots up, by group."""
    alike = Counter(ballots)  # few people answer in a way that nobody else does
    tallies = {}
    for group in Group:
        own = [(answers, people) for (whose, answers), people in alike.items() if whose is group]
        spreads = {
            question.id: _spread((answers[place], people) for answers, people in own)
            for place, question in enumerate(questions)
        }
        answered = sum(people for _, people in own)
        tallies[group] = Tally(asked.get(group, 0), answered, spreads)
    return tallies


def _spread(answers: Iterable[tuple[Agreement, int]]) -> Spread:
    people: Counter[str] = Counter()
    for answer, number in answers:
        people[answer.value] += number
    return Spread(**people)
