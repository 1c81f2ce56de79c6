"""Adding ballots up: the counts of a round by group and question, before anything is decided about them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.pulse import Group
from bot.domain.questions import NO, YES, Agreement, Answers, AnswerType, Question


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


Picks = tuple[int, ...]
"""How many chose each option of a question, in the order of its options."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One group's answers, by question id; ``asked`` and ``answered`` are people.

    ``spreads`` are of questions with opinions, ``picks`` of those with options of their own,
    ``points`` the sums on scales, ``texts`` what was written.
    """

    asked: int
    answered: int
    spreads: Mapping[str, Spread]
    picks: Mapping[str, Picks] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


# What an answer of another kind counts as, beside those of five points.
_AS_AGREEMENT = {
    AnswerType.AGREEMENT: {each.value: each for each in Agreement},
    AnswerType.YES_NO: {
        YES: Agreement.AGREE,
        NO: Agreement.DISAGREE,
        Agreement.DONT_KNOW.value: Agreement.DONT_KNOW,
    },
    AnswerType.SCALE: {
        **dict.fromkeys(("0", "1"), Agreement.STRONGLY_DISAGREE),
        **dict.fromkeys(("2", "3"), Agreement.DISAGREE),
        **dict.fromkeys(("4", "5", "6"), Agreement.NEITHER),
        **dict.fromkeys(("7", "8"), Agreement.AGREE),
        **dict.fromkeys(("9", "10"), Agreement.STRONGLY_AGREE),
    },
}


def count(
    questions: Sequence[Question],
    ballots: Iterable[tuple[Group, Answers]],
    asked: Mapping[Group, int],
) -> dict[Group, Tally]:
    """Add the ballots up, by group."""
    alike = Counter(ballots)  # few people answer in a way that nobody else does
    return {
        group: _tally(
            questions,
            [(answers, people) for (whose, answers), people in alike.items() if whose is group],
            asked.get(group, 0),
        )
        for group in Group
    }


def _tally(questions: Sequence[Question], own: list[tuple[Answers, int]], asked: int) -> Tally:
    spreads: dict[str, Spread] = {}
    picks: dict[str, Picks] = {}
    points: dict[str, int] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for place, question in enumerate(questions):
        said: Counter[str] = Counter()
        for answers, people in own:
            said[answers[place]] += people
        match question.type:
            case AnswerType.TEXT:
                texts[question.id] = tuple(text for text in said.elements() if text)
            case AnswerType.CHOICE:
                picks[question.id] = tuple(said[each.value] for each in question.options)
            case _:
                spreads[question.id] = _spread(said, _AS_AGREEMENT[question.type])
        if question.type is AnswerType.SCALE:
            points[question.id] = sum(int(value) * people for value, people in said.items())
    answered = sum(people for _, people in own)
    return Tally(asked, answered, spreads, picks, points, texts)


def _spread(said: Mapping[str, int], meanings: Mapping[str, Agreement]) -> Spread:
    people: Counter[str] = Counter()
    for value, number in said.items():
        people[meanings[value].value] += number
    return Spread(**people)
