"""What a pulse asks: question sets whose ids stay the same, so that rounds can be compared."""

from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Question:
    """``id`` never changes meaning; ``short`` is what a summary calls it."""

    id: str
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    id: str
    title: str
    questions: tuple[Question, ...]

    def worded(self, body: str) -> tuple[Question, ...]:
        """The questions about one body, by its name."""
        texts = (each.text.replace("{body}", body) for each in self.questions)
        return tuple(
            replace(each, text=text[:1].upper() + text[1:])
            for each, text in zip(self.questions, texts, strict=True)
        )


# The first three are from the national GP Worklife Survey of 2015 (Moran et al., BMJ Open 2017),
# the last from the 2013 study of six groups (King's Fund and Nuffield Trust).
OWNERSHIP_4 = QuestionSet(
    "ownership-4",
    "Ownership, four questions",
    (
        Question(
            "owned",
            "{body} is owned by its members and feels like ‘our organisation’",
            "Owned by its members",
        ),
        Question(
            "decisions",
            "Decisions made by {body} reflect my views",
            "Decisions reflect my views",
        ),
        Question(
            "influence",
            "I can influence the work of {body} if I choose to",
            "I can influence its work",
        ),
        Question(
            "relations",
            "{body} has improved working relations between practices",
            "Better relations between practices",
        ),
    ),
)


class Agreement(StrEnum):
    """The five points, and "don't know", which is not a point between any two of them."""

    STRONGLY_AGREE = "strongly_agree"
    AGREE = "agree"
    NEITHER = "neither"
    DISAGREE = "disagree"
    STRONGLY_DISAGREE = "strongly_disagree"
    DONT_KNOW = "dont_know"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Agreement.STRONGLY_AGREE: "Strongly agree",
    Agreement.AGREE: "Agree",
    Agreement.NEITHER: "Neither agree nor disagree",
    Agreement.DISAGREE: "Disagree",
    Agreement.STRONGLY_DISAGREE: "Strongly disagree",
    Agreement.DONT_KNOW: "Don’t know",
}

Answers = tuple[Agreement, ...]
"""One answer to each question, in the order in which the round asks them."""
