"""A question of a pulse: an id that never changes meaning, its words, and how it is answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any


class AnswerType(StrEnum):
    """How a question is answered."""

    AGREEMENT = "agreement"
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of several
    SCALE = "scale"  # 0 to 10
    TEXT = "text"  # free text, which may be left empty

    @property
    def words(self) -> str:
        return _TYPE_WORDS[self]


_TYPE_WORDS = {
    AnswerType.AGREEMENT: "Agree or disagree (five points)",
    AnswerType.YES_NO: "Yes or no",
    AnswerType.CHOICE: "One of several",
    AnswerType.SCALE: "0 to 10",
    AnswerType.TEXT: "In their own words",
}


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


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    value: str
    words: str


YES, NO = "yes", "no"
SCALE_POINTS = range(11)
_OPTIONS = {
    AnswerType.AGREEMENT: tuple(Option(each.value, each.words) for each in Agreement),
    AnswerType.YES_NO: (
        Option(YES, "Yes"),
        Option(NO, "No"),
        Option(Agreement.DONT_KNOW.value, Agreement.DONT_KNOW.words),
    ),
    AnswerType.SCALE: tuple(Option(str(point), str(point)) for point in SCALE_POINTS),
    AnswerType.TEXT: (),
}


@dataclass(frozen=True)
class Question:
    """``short`` is what a summary calls it; ``choices`` are the words of a CHOICE's options."""

    id: str
    text: str
    short: str
    type: AnswerType = AnswerType.AGREEMENT
    choices: tuple[str, ...] = ()

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen, in order; none where it is answered in words."""
        if self.type is AnswerType.CHOICE:
            return tuple(Option(f"c{n}", words) for n, words in enumerate(self.choices, start=1))
        return _OPTIONS[self.type]

    @cached_property
    def values(self) -> dict[str, int]:
        """The place of each option."""
        return {option.value: place for place, option in enumerate(self.options)}

    @property
    def is_text(self) -> bool:
        return self.type is AnswerType.TEXT

    def words_of(self, value: str) -> str:
        return self.options[self.values[value]].words


def question_to_json(question: Question) -> dict[str, Any]:
    return asdict(question)


def question_from_json(kept: dict[str, Any]) -> Question:
    """Rounds of the first version kept neither type nor choices: all were of agreement."""
    type_ = AnswerType(kept.get("type", AnswerType.AGREEMENT))
    choices = tuple(kept.get("choices", ()))
    return Question(kept["id"], kept["text"], kept["short"], type_, choices)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """``source`` says where the wording is from, for those who want to know."""

    id: str
    title: str
    questions: tuple[Question, ...]
    source: str = ""

    def worded(self, body: str) -> "QuestionSet":
        """The same about one body, by its name."""
        return replace(self, questions=tuple(_worded(each, body) for each in self.questions))


def is_one_tap(questions: Sequence[Question]) -> bool:
    return len(questions) == 1 and not questions[0].is_text


def _worded(question: Question, body: str) -> Question:
    text = question.text.replace("{body}", body)
    return replace(question, text=text[:1].upper() + text[1:])


def own_id(text: str, type_: AnswerType, choices: Sequence[str]) -> str:
    """The id of somebody's own question: the same whenever it is asked in the same words."""
    said = "\n".join((" ".join(text.split()).casefold(), type_, *(c.casefold() for c in choices)))
    return f"own-{hashlib.sha256(said.encode()).hexdigest()[:10]}"


Answers = tuple[str, ...]
"""The value of the option chosen (or what was written) for each question, in the round's order."""
