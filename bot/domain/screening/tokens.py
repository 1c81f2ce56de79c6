"""The words of a text, each with what stands before it and whether a sentence begins there."""

import re
from bisect import bisect_left
from typing import NamedTuple

from bot.domain.screening.vocabulary import is_ordinary

_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]?(?![^\W\d_'])|[^\W\d_]+(?:['\-][^\W\d_]+)*\.?")
_BREAK = re.compile(r"[!?;\n]|[\d)]\.\s")
_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.){1,3}[^\W\d_]?\.?")
_AS_MANY = 9  # words that are looked at on either side


class Token(NamedTuple):
    word: str
    lower: str
    before: str  # what stands between the word before and this one
    start: int
    end: int
    begins: bool  # a sentence

    @property
    def is_capitalised(self) -> bool:
        return self.word[0].isupper()

    @property
    def is_initial(self) -> bool:
        return _INITIAL.fullmatch(self.word) is not None

    @property
    def is_nameish(self) -> bool:
        return not is_ordinary(self.lower)


class Words:
    """Made once for a text, so that what is looked up in it costs little."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self._starts = [each.start for each in self.tokens]

    def before(self, end: int) -> list[Token]:
        """The last words before ``end``, as far as its sentence goes back."""
        last = first = bisect_left(self._starts, end)
        if not last or _BREAK.search(self.text, self.tokens[last - 1].end, end):
            return []
        while first and last - first < _AS_MANY:
            first -= 1
            if self.tokens[first].begins:
                break
        return self.tokens[first:last]

    def around(self, end: int) -> list[Token]:
        """The last words before ``end``, whatever their sentences."""
        last = bisect_left(self._starts, end)
        return self.tokens[max(0, last - 2 * _AS_MANY) : last]

    def after(self, start: int, most: int = _AS_MANY) -> list[Token]:
        """The first words from ``start`` on, as far as the sentence goes."""
        first = last = bisect_left(self._starts, start)
        while last < len(self.tokens) and last - first < most:
            if self.tokens[last].begins and (last > first or self._breaks(start, last)):
                break
            last += 1
        found = self.tokens[first:last]
        if found:
            found[0] = found[0]._replace(before=self.text[start : found[0].start])
        return found

    def _breaks(self, start: int, index: int) -> bool:
        return _BREAK.search(self.text, start, self.tokens[index].start) is not None


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    last, stopped = 0, True
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        before = text[last:start]
        begins = stopped or _BREAK.search(before) is not None
        found.append(Token(word, word.lower().rstrip("."), before, start, match.end(), begins))
        last = match.end()
        stopped = word[-1] == "." and len(word) > 4
    return found
