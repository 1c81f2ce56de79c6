"""Somebody's own questions, as a form gives them: what they must be before they are asked of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.questions.model import AnswerType, Question, own_id

MOST = 10  # questions in a set: more take longer than a minute
MOST_TEXTS = 2  # each makes every ballot two kilobytes longer
LONGEST = 200  # characters of a question
SHORT = 60  # what a summary calls it
FEWEST_CHOICES, MOST_CHOICES = 2, 8
LONGEST_CHOICE = 60
TITLE = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """One question as it was typed; ``choices`` one on each line."""

    text: str
    type: AnswerType
    choices: str = ""


class BadDraft(ValueError):
    """Why a question cannot be asked; ``place`` is which one, ``in_choices`` the field."""

    def __init__(self, sentence: str, place: int, *, in_choices: bool = False) -> None:
        super().__init__(sentence)
        self.place = place
        self.in_choices = in_choices


def read_drafts(drafts: Sequence[Draft]) -> tuple[Question, ...]:
    """The questions that were typed, those left empty left out. Raises BadDraft."""
    questions: list[Question] = []
    for place, draft in enumerate(drafts):
        text = " ".join(draft.text.split())
        if not text:
            if draft.choices.strip():
                raise BadDraft("Please write the question that these answers belong to.", place)
            continue
        question = _question(text, draft, place)
        if any(each.id == question.id for each in questions):
            raise BadDraft("This question is here twice: please change one of them.", place)
        questions.append(question)
    if not questions:
        raise BadDraft("Please write at least one question.", 0)
    if sum(each.is_text for each in questions) > MOST_TEXTS:
        written = (n for n, each in enumerate(drafts) if each.text.strip())
        last = max(n for n in written if drafts[n].type is AnswerType.TEXT)
        raise BadDraft(
            f"At most {MOST_TEXTS} questions can be answered in people’s own words: please choose "
            "another kind of answer for this one.",
            last,
        )
    if all(each.is_text for each in questions):
        raise BadDraft("Please add a question that is answered by choosing.", 0)
    return tuple(questions)


def _question(text: str, draft: Draft, place: int) -> Question:
    if len(text) > LONGEST:
        raise BadDraft(f"Please say this in {LONGEST} characters or fewer.", place)
    choices = _choices(draft, place) if draft.type is AnswerType.CHOICE else ()
    short = text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
    return Question(own_id(text, draft.type, choices), text, short, draft.type, choices)


def _choices(draft: Draft, place: int) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in draft.choices.splitlines())
    choices = tuple({line.casefold(): line for line in lines if line}.values())
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise BadDraft(
            f"Please write from {FEWEST_CHOICES} to {MOST_CHOICES} different answers, one on each "
            "line.",
            place,
            in_choices=True,
        )
    if any(len(each) > LONGEST_CHOICE for each in choices):
        raise BadDraft(
            f"Please keep each answer to {LONGEST_CHOICE} characters.", place, in_choices=True
        )
    return choices
