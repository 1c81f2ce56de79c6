"""What was heard of a sentence: what could be taken out of it, and what the words left speak of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.domain.people import Practice
from bot.domain.talking import names, plain, topics, when
from bot.domain.talking.measures import MARK, Measured, find_measure, is_measure
from bot.domain.talking.model import Channel, Person, Vocabulary
from bot.domain.talking.notions import TABLES
from bot.domain.talking.phrases import Phrases
from bot.domain.talking.spelling import corrected

MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and what could be taken out of it."""

    text: str  # mended
    dated: str  # with marks in the place of dates
    marked: str  # and of names
    words: tuple[str, ...]  # of that, with a mark for what is measured
    when: when.When
    named: names.Named
    measured: Measured | None
    slips: dict[str, str]  # what was mended, by what by

    def as_said(self, words: str) -> str:
        """Free words are handed back with their slips, since nobody knows what is one in them."""
        for mended, said in self.slips.items():
            words = re.sub(rf"\b{mended}\b", said, words)
        return words[:1].upper() + words[1:] if words else ""


def hear(text: str, now: datetime, zone: str, vocabulary: Vocabulary) -> Heard:
    known = _names(vocabulary)
    text, slips = corrected(
        plain.written_out(text),
        lambda word: word in known or is_measure(word, vocabulary.indicators),
    )
    found, dated = when.read_when(text, now, zone)
    named, marked = names.read_names(dated, vocabulary)
    marked = " ".join(marked.split())
    measured = find_measure(marked, vocabulary.indicators)
    spoken = marked
    if measured is not None:
        spoken = f"{marked[: measured.start]} {MARK} {marked[measured.end :]}"
    words = tuple(plain.words_of(spoken)[:MOST_WORDS])
    return Heard(text, dated, marked, words, found, named, measured, slips)


def _names(vocabulary: Vocabulary) -> frozenset[str]:
    return _names_of(
        tuple(vocabulary.practices), tuple(vocabulary.people), tuple(vocabulary.channels)
    )


@lru_cache(maxsize=8)
def _names_of(
    practices: tuple[Practice, ...], people: tuple[Person, ...], channels: tuple[Channel, ...]
) -> frozenset[str]:
    return frozenset(names.names_in(Vocabulary(practices, (), people, channels)))


# ---- what it speaks of


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    return Phrases.of(TABLES)


_POLITE = frozenset((
    "please", "hi", "hello", "hey", "peerbot", "can", "could", "you", "we", "i", "would", "like",
    "to", "want", "bot", "just", "so", "and", "also", "ok", "okay", "now", "shall", "lets", "let",
    "us", "a", "an", "the", "need", "yes", "then", "will", "good", "morning", "afternoon", "there",
    "thanks", "maybe", "quick",
))  # fmt: skip
_SMALL = _POLITE | frozenset(
    (
        "is",
        "are",
        "for",
        "in",
        "on",
        "of",
        "our",
        "my",
        "me",
        "it",
        "this",
        "that",
        "at",
        "what",
        "s",
    )
)
_MARKS = {
    when.DAY: "DAY",
    when.ENDS: "UNTIL",
    when.CLOCK: "CLOCK",
    when.OFTEN: "OFTEN",
    names.PRACTICE: "AT",
    names.PERSON: "PERSON",
    names.CHANNEL: "CHANNEL",
    MARK: "INDICATOR",
}
_SEEING = frozenset(
    (
        "show",
        "list",
        "see",
        "view",
        "what",
        "which",
        "any",
        "where",
    )
)
_ASKS = frozenset(
    (
        "what",
        "who",
        "when",
        "where",
        "which",
        "how",
        "why",
        "is",
        "are",
        "do",
        "does",
        "did",
        "has",
        "have",
        "was",
        "were",
    )
)


def notions_of(heard: Heard) -> frozenset[str]:
    words = heard.words
    places = phrases().notions(words)
    found = set(places)
    found |= {_MARKS[each] for each in words if each in _MARKS}
    found |= set(_derived(heard, places))
    return frozenset(found)


def _derived(heard: Heard, places: dict[str, int]) -> Iterator[str]:
    words = heard.words
    start = next((place for place, word in enumerate(words) if word not in _POLITE), 0)
    telling = [word for word in words if word not in _SMALL]
    if len(telling) <= 2 or len(words) <= 3:
        yield "SHORT"
    if words[start : start + 1] and words[start] in _SEEING:
        yield "SEE_START"
    if re.search(r"\b\d{3}/\d{2,3}\b", heard.text):
        yield "VITALS"  # a blood pressure
    if "?" in heard.text or (words and words[0] in _ASKS and words[1:2] != ("not",)):
        yield "QUESTION"
    if topics.read_topic(heard.marked):
        yield "TOPIC"
    if topics.read_period(heard.text):
        yield "PERIOD"
    if re.search(r"\w:\s|\"", heard.text):
        yield "TITLE"
    if any(places.get(each) in (start, 0) for each in ("SESSION", "TALK", "LEARN", "MATCHING")):
        yield "START"
    if places.get("AGREED") in (0, start):
        yield "AGREED_START"
    if places.get("ACTION") in (0, start) and re.search(
        r"(?i)\b(?:actions?|tasks?|to-?dos?|follow[- ]ups?)\b[^:]{0,30}(?::| - )", heard.text
    ):
        yield "ACTION_START"
    if {"TEND", "PULSE"} <= places.keys():
        yield "TEND_PULSE"
    if "CHANGE" in places and (
        "SESSION" in places or ("CHANGE_HARD" in places and when.DAY in words)
    ):
        yield "CHANGE_SESSION"
