"""What a pulse asks, and how it is answered."""

from bot.domain.questions.bank import (
    BUILT_IN,
    OWNERSHIP_4,
    OWNERSHIP_8,
    SESSION_FEEDBACK,
    TEMPERATURE,
    built_in,
)
from bot.domain.questions.model import (
    NO,
    YES,
    Agreement,
    Answers,
    AnswerType,
    Option,
    Question,
    QuestionSet,
    is_one_tap,
    own_id,
    question_from_json,
    question_to_json,
)

__all__ = [
    "BUILT_IN",
    "NO",
    "OWNERSHIP_4",
    "OWNERSHIP_8",
    "SESSION_FEEDBACK",
    "TEMPERATURE",
    "YES",
    "Agreement",
    "AnswerType",
    "Answers",
    "Option",
    "Question",
    "QuestionSet",
    "built_in",
    "is_one_tap",
    "own_id",
    "question_from_json",
    "question_to_json",
]
