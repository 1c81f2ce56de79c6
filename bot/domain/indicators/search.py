"""Finding an indicator by a few plain words, spelling mistakes forgiven.

The words of each indicator (its name, what else it is called, its question) are kept by word, rare
ones weighing more than common ones, as search engines do (Spärck Jones, J Doc 1972;28:11-21). A word
that nothing is called by stands for those that are spelled like it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.indicators.model import Indicator
from bot.domain.indicators.spelling import Vocabulary
from bot.domain.indicators.words import words_of

MOST = 10
"""A short list to choose from; with more, other words help sooner."""

AS_GOOD = 0.8
"""An indicator that fits nearly as well as the best is offered beside it."""

NAME, ALIAS, QUESTION = 1.0, 0.9, 0.4
"""How much it counts where a word is from."""

Postings = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Index:
    """The indicators by the words that they are called by; a word's weight for each of them."""

    indicators: tuple[Indicator, ...]
    postings: Postings
    vocabulary: Vocabulary

    def rarity(self, word: str) -> float:
        return math.log(1 + len(self.indicators) / len(self.postings[word]))

    def fits(self, asked: Iterable[str]) -> dict[int, float]:
        """How well each indicator fits, by its place; those that do not are left out."""
        fits: defaultdict[int, float] = defaultdict(float)
        for word in asked:
            best: dict[int, float] = {}
            for known, likeness in self.vocabulary.like(word):
                weight = likeness * self.rarity(known)
                for place, from_ in self.postings[known].items():
                    best[place] = max(best.get(place, 0.0), weight * from_)
            for place, weight in best.items():
                fits[place] += weight
        return fits


def find_indicators(words: str, indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators that the words fit best, the best first; several where they fit about as well.

    Never more than ``MOST``; none where the words mean nothing here.
    """
    index = index_of(tuple(indicators))
    called = words.strip().casefold()
    exactly = [each for each in index.indicators if called in (each.key, each.name.casefold())]
    if exactly:
        return exactly
    fits = index.fits(words_of(words, index.postings))
    best = max(fits.values(), default=0.0)
    good = [(-fit, index.indicators[place]) for place, fit in fits.items() if fit >= AS_GOOD * best]
    good.sort(key=lambda each: (round(each[0], 9), each[1].name))
    return [indicator for _, indicator in good[:MOST]]


@lru_cache(maxsize=8)
def index_of(indicators: tuple[Indicator, ...]) -> Index:
    postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for place, indicator in enumerate(indicators):
        for text, weight in (
            (indicator.question, QUESTION),
            (indicator.aliases, ALIAS),
            (f"{indicator.key} {indicator.name}", NAME),
        ):
            for word in words_of(text):
                postings[word][place] = weight
    return Index(indicators, dict(postings), Vocabulary(postings))
