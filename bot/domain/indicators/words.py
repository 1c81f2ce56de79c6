"""A sentence as the words that matter in it, written one way: "A&E" is ae, "Two-week waits" 2 week wait."""

import re
from collections.abc import Container, Iterator

# fmt: off
_SMALL_WORDS = frozenset((
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "being", "by", "can",
    "compare", "compared", "data", "did", "do", "does", "doing", "figure", "figures", "for",
    "from", "get", "give", "going", "had", "has", "have", "how", "i", "in", "is", "it", "its",
    "look", "many", "me", "much", "my", "number", "of", "on", "or", "our", "out", "per",
    "please", "practice", "practise", "rate", "rates", "say", "see", "show", "such", "tell",
    "than", "that", "the", "their", "them", "there", "they", "this", "to", "us", "was", "we",
    "were", "what", "when", "which", "who", "with", "you", "your",
))
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}
# fmt: on

SHORTEST = 4
"""Letters in each part of a word that is taken for two."""

_LETTER_AND_LETTER = re.compile(r"\b([a-z])\s*(?:[&+/]|\band\b)\s*([a-z])\b")  # A&E, a and e, A & G
_OF_SOMEBODY = re.compile(r"['’]s?\b")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def words_of(text: str, known: Container[str] | None = None) -> list[str]:
    """The words that matter, in order and each once. With ``known``: as these write them.

    A hyphenated word is there as one and in parts (co-amoxiclav). Of what is asked, two words that
    are ``known`` as one are there as one too (z drugs), and one that is known as two as these.
    """
    plain = _OF_SOMEBODY.sub("", _LETTER_AND_LETTER.sub(r"\1\2", text.lower()))
    parts = [_parts(each) for each in _WORD.findall(plain)]
    found = [word for each in parts for word in each]
    if known is not None:
        found = list(_joined(found, known))
    return list(dict.fromkeys(found))


def _parts(word: str) -> list[str]:
    if word in _SMALL_WORDS:
        return []
    pieces = word.split("-")
    joined = [stem("".join(pieces))] if len(pieces) > 1 else []
    return [*joined, *(stem(each) for each in pieces if each not in _SMALL_WORDS)]


def _joined(words: list[str], known: Container[str]) -> Iterator[str]:
    """As the known words are written: z drugs as one, bloodpressure as two."""
    for place, word in enumerate(words):
        pair = "".join(words[place : place + 2])
        if place + 1 < len(words) and pair in known:
            yield pair
        yield from _split(word, known)


def _split(word: str, known: Container[str]) -> tuple[str, ...]:
    if word not in known:
        for middle in range(SHORTEST, len(word) - SHORTEST + 1):
            if word[:middle] in known and word[middle:] in known:
                return word[:middle], word[middle:]
    return (word,)


def stem(word: str) -> str:
    """Without the s of the plural, and numbers in digits: not grammar, only one way to write both."""
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        word = word[:-1]
    return _NUMBERS.get(word, word)
