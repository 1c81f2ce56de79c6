"""What a lead may change of an indicator, and what it may be called: plain words that blame nobody."""

import re
from dataclasses import dataclass

from bot.domain.indicators.model import Polarity, Theme

LONGEST_NAME = 75  # characters: an option of a menu
LONGEST_QUESTION = 150  # a heading
LONGEST_ALIASES = 300

_BLAMING = re.compile(
    r"\b(worst|worse|poor(?:ly|er|est)?|bad(?:ly)?|fail(?:s|ed|ing|ure|ures)?|slipp(?:ed|ing)|outliers?|"
    r"laggards?|underperform(?:s|ed|ing|ers?)?|league|culprits?|offenders?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Edits:
    """An indicator as a lead has it; the names are those of Indicator."""

    name: str
    question: str
    theme: Theme
    polarity: Polarity
    aliases: str
    owner: str | None
    public: bool


def blaming_word(text: str) -> str | None:
    """The first word in it that would make a figure a reproach; "heart failure" is none."""
    without_names = re.sub(r"\b(heart|renal|kidney) failure\b", "", text, flags=re.IGNORECASE)
    found = _BLAMING.search(without_names)
    return found.group() if found else None
