"""What a sentence is nearest to where it was not understood: by the words it has in common with each thing.

The words are those of the tables that a thing's rules need; a word that many things share tells little, so
that "put", "our" and "when" decide nothing by themselves.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from bot.domain.talking.model import Intent
from bot.domain.talking.notions import TABLES
from bot.domain.talking.phrases import words_of
from bot.domain.talking.rules import RULES, SURE

GENERAL = frozenset((
    "MAKE", "SET_UP", "SEE", "LIST_ASK", "WE", "OUR", "ASKS", "TO_ALL", "STOP", "DONE", "RECORD",
    "WHEN_WHERE", "COUNT", "CHANGE", "EXPORT", "PRACTICES", "OPEN_PULSE", "NAME_WORD",
    "RSVP_VERB", "PEERS_ASK", "SHORT", "QUESTION", "START", "AT", "DAY", "CLOCK", "OFTEN", "UNTIL",
    "PERSON", "TITLE", "TOPIC", "PERIOD", "SEE_START", "CHANNEL",
))  # fmt: skip
"""Of which there is one in sentences of every kind."""
MOST = SURE - 0.05
TELLING = 0.15  # a word that more than some six things share says nothing


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[Intent, float]]:
    """How much each word speaks for each thing."""
    said: dict[Intent, Counter[str]] = {}
    for rule in RULES:
        for notion in frozenset().union(*rule.needs) - GENERAL:
            words = Counter(words_of({notion: TABLES.get(notion, "")}))
            said[rule.intent] = said.get(rule.intent, Counter()) | words
    totals: Counter[str] = Counter()
    for counts in said.values():
        totals.update(counts)
    found: dict[str, dict[Intent, float]] = {}
    for intent, counts in said.items():
        for word, count in counts.items():
            if count / totals[word] >= TELLING:
                found.setdefault(word, {})[intent] = count / totals[word]
    return found


def nearest_by_words(words: Iterable[str]) -> dict[Intent, float]:
    """How near each thing is, from 0 to less than what is sure."""
    scores: dict[Intent, float] = {}
    weights = _weights()
    for word in dict.fromkeys(words):
        for intent, weight in weights.get(word, {}).items():
            scores[intent] = scores.get(intent, 0.0) + weight * weight
    return {intent: MOST * score / (score + 1.0) for intent, score in scores.items()}
