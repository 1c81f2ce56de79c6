"""Which question set somebody means by a few words of its title."""

import re
from collections.abc import Sequence

from bot.domain.questions.model import QuestionSet


def set_called(words: str, sets: Sequence[QuestionSet]) -> QuestionSet | None:
    """The first whose title is in the words, or has them in it; a question is no title."""
    said = _plain(words)
    if not said or words.strip().endswith("?"):
        return None
    titles = [(each, _plain(each.title)) for each in sets]
    inside = [each for each, title in titles if f" {title} " in f" {said} "]
    around = [each for each, title in titles if f" {said} " in f" {title} "]
    return next(iter([*inside, *around]), None)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
