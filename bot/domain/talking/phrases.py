"""Finds phrases in a sentence that was taken apart into words: what it speaks of, as names of notions.

A phrase is words; ``a/b`` is one of several, ``schedul*`` anything that begins so, ``the?`` may be left
out, and ``...`` is up to four words of any kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

GAP = "..."
MOST_BETWEEN = 4
_STEM = 3  # letters, by which phrases that begin with a stem are found


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


Phrase = tuple[Element, ...]


@dataclass(slots=True)
class Phrases:
    """Many phrases, by their first words; each belongs to a notion."""

    by_word: dict[str, list[tuple[str, Phrase]]] = field(default_factory=dict)
    by_stem: dict[str, list[tuple[str, Phrase]]] = field(default_factory=dict)

    @classmethod
    def of(cls, notions: Mapping[str, str]) -> "Phrases":
        """From tables of phrases, one a line or between semicolons."""
        found = cls()
        for notion, table in notions.items():
            for line in table.replace(";", "\n").splitlines():
                if line.strip():
                    found._add(notion, tuple(map(_element, line.split())))
        return found

    def _add(self, notion: str, phrase: Phrase) -> None:
        first = phrase[0]
        for word in first.words:
            self.by_word.setdefault(word, []).append((notion, phrase))
        for stem in first.stems:
            self.by_stem.setdefault(stem[:_STEM], []).append((notion, phrase))
        if first.optional:
            self._add(notion, phrase[1:])

    def notions(self, words: Sequence[str]) -> dict[str, int]:
        """The notions of which there is a phrase, and at which word it begins first."""
        found: dict[str, int] = {}
        for place, word in enumerate(words):
            for notion, phrase in self._from(word):
                if (
                    notion not in found
                    and phrase[0].fits(word)
                    and _matches(phrase, 1, words, place + 1)
                ):
                    found[notion] = place
        return found

    def _from(self, word: str) -> Iterator[tuple[str, Phrase]]:
        yield from self.by_word.get(word, ())
        yield from self.by_stem.get(word[:_STEM], ())


def _element(written: str) -> Element:
    if written == GAP:
        return Element(gap=True)
    optional = written.endswith("?")
    several = written.removesuffix("?").split("/")
    words = frozenset(each for each in several if not each.endswith("*"))
    stems = tuple(each[:-1] for each in several if each.endswith("*"))
    assert all(len(each) >= _STEM for each in stems), written
    return Element(words, stems, optional)


def _matches(phrase: Phrase, element: int, words: Sequence[str], place: int) -> bool:
    if element == len(phrase):
        return True
    this = phrase[element]
    if this.gap:
        most = min(place + MOST_BETWEEN, len(words) - 1)
        return any(_matches(phrase, element + 1, words, at) for at in range(place, most + 1))
    if (
        place < len(words)
        and this.fits(words[place])
        and _matches(phrase, element + 1, words, place + 1)
    ):
        return True
    return this.optional and _matches(phrase, element + 1, words, place)


def words_of(notions: Mapping[str, str]) -> Iterator[str]:
    """Every whole word in the tables, for the reader of spelling mistakes."""
    for table in notions.values():
        for written in table.replace(";", " ").split():
            for each in written.removesuffix("?").split("/"):
                if each.isalpha():
                    yield each
