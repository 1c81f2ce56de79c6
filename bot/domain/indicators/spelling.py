"""Which known words somebody may have meant: the same, one that it begins, one spelled like it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

SAME, BEGINS, SPELLED = 1.0, 0.85, 0.75
"""How far a likeness counts."""

SHORTEST = 4
"""Of shorter words a letter more or less makes another word: AF, HF, PPI, UTI."""

ENDING = 3  # letters

LOOKED_AT = 12
"""So many words that share most pairs of letters are compared letter by letter."""


class Vocabulary:
    """The words that are known."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_pair: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            for pair in _pairs(word):
                self._by_pair[pair].append(word)

    def like(self, word: str) -> list[tuple[str, float]]:
        """The known words that this may mean, and how likely."""
        if word in self._words:
            return [(word, SAME)]
        if len(word) < SHORTEST:
            return []
        found = ((each, _likeness(word, each)) for each in self._sharing_pairs(word))
        return [(each, likeness) for each, likeness in found if likeness]

    def _sharing_pairs(self, word: str) -> list[str]:
        shared: Counter[str] = Counter()
        for pair in _pairs(word):
            shared.update(self._by_pair.get(pair, ()))
        # By the share of both words' pairs, so that long words do not crowd out others.
        size = len(word)
        ranked = sorted(shared, key=lambda each: (-2 * shared[each] / (size + len(each)), each))
        return ranked[:LOOKED_AT]


def _pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[place : place + 2] for place in range(len(framed) - 1)}


def _likeness(word: str, known: str) -> float:
    if known.startswith(word) or (word.startswith(known) and _only_an_ending(word, known)):
        return BEGINS
    return SPELLED if _spelled_alike(word, known) else 0.0


def _only_an_ending(word: str, known: str) -> bool:
    """Sleeping and sleep, not anticoagulant and anti."""
    return len(known) >= SHORTEST and len(word) - len(known) <= ENDING


def _spelled_alike(word: str, known: str) -> bool:
    """One slip in a short word, two in a long one; the first letter is hardly ever wrong."""
    slips = 1 if len(word) < 7 else 2
    return word[0] == known[0] and distance(word, known, slips) <= slips


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; anything above ``most`` is equal.

    Optimal string alignment: Damerau, Commun ACM 1964;7:171-176.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, start=1):
        line = [row]
        for column, right in enumerate(other, start=1):
            cost = min(
                last[column] + 1,
                line[column - 1] + 1,
                last[column - 1] + (left != right),
            )
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
