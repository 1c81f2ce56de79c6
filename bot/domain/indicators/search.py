"""Finding an indicator by a few plain words, spelling mistakes forgiven."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from bot.domain.indicators.model import Indicator

LIKE_ENOUGH = 0.8
"""How alike two words must be: "antibitics" and "antibiotics" are 0.95, "items" and "times" 0.8."""

# fmt: off
_SMALL_WORDS = frozenset((
    "a", "an", "and", "are", "at", "compare", "do", "for", "how", "in", "is", "me", "my", "of",
    "on", "our", "per", "please", "practice", "show", "than", "the", "to", "us", "we",
))
# fmt: on


def find_indicators(words: str, indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators that the words fit best, by name; several where they fit equally well."""
    wanted = _tokens(words)
    scored = [(_fit(wanted, each), each) for each in indicators]
    best = max((score for score, _ in scored), default=0.0)
    fitting = [each for score, each in scored if score and score == best]
    return sorted(fitting, key=lambda each: each.name)


def _tokens(words: str) -> list[str]:
    return [each for each in re.findall(r"[a-z0-9]+", words.lower()) if each not in _SMALL_WORDS]


def _fit(wanted: list[str], indicator: Indicator) -> float:
    known = set(_tokens(f"{indicator.key} {indicator.name} {indicator.aliases}"))
    likeness = (max(_likeness(word, each) for each in known) for word in wanted)
    return sum(each for each in likeness if each >= LIKE_ENOUGH)


def _likeness(word: str, other: str) -> float:
    if word == other or (len(word) >= 4 and other.startswith(word)):
        return 1.0
    return SequenceMatcher(None, word, other).ratio() if len(word) >= 4 else 0.0
