"""Indicators in a sentence: by their names and what else they are called, as ``/compare`` finds them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.indicators import Indicator, find_indicators
from bot.domain.indicators.search import ALIAS, Index, index_of
from bot.domain.indicators.words import words_of
from bot.domain.talking.spelling import is_known

MARK = "_indicator_"

# fmt: off
EVERYDAY = {
    "refer": "referrals", "referring": "referrals", "a1c": "hba1c", "hba1cs": "hba1c",
    "sugars": "hba1c", "pills": "tablets", "puffers": "inhalers", "pumps": "inhalers",
    "pregabs": "pregabalin", "gabas": "gabapentinoids", "zopis": "zopiclone", "mams": "mammograms",
    "mammos": "mammograms", "paps": "smears", "pap": "smear", "sleepers": "hypnotics",
    "ltcs": "ltc", "hypertensive": "hypertension", "diabetics": "diabetes", "ane": "ae",
    "anes": "ae", "pressures": "pressure", "cytology": "smears", "immunisation": "immunisations",
    "imms": "immunisations",
}
# Words of names that say too little alone.
GENERIC = frozenset((
    "patient", "people", "practice", "care", "long", "term", "good", "experience", "easy", "time",
    "making", "many", "have", "year", "old", "older", "check", "review", "rate", "share", "per",
    "age", "aged", "sex", "health", "plan", "number", "item", "list", "size", "high", "low", "dose",
    "medium", "allowing", "month", "other", "than", "first", "second", "third", "point", "call",
    "line", "value", "volume", "recorded", "record", "discussion", "discussed", "support", "help",
    "stop", "risk", "control", "annual", "statu", "status", "answering", "getting", "get",
    "through", "happy", "surgery", "positive", "recommend", "overall", "hospital", "consultant",
    "specialist", "education", "working", "work", "student", "employment", "whole", "day", "course",
    "week", "weekly", "blue", "green", "greener", "zero", "net", "environment", "women", "children",
    "child", "register", "common", "big", "population", "index", "score", "total", "framework",
    "outcome", "quality", "community", "test", "newly", "diagnosed", "memory", "opening", "hour",
    "evening", "weekend", "access", "rush", "8am", "responsibility", "local", "primary",
    "secondary", "prevention", "younger", "early", "1", "2", "3", "4", "5", "6", "7", "8", "9",
    "10", "in", "appointment", "booking", "seen", "right", "asked", "offered", "within", "after",
    "without", "with", "found", "guidance", "advice", "request", "urgent", "department", "accident",
    "finding", "detection", "route", "type", "physical", "complete", "range", "free", "over",
    "under", "all", "items", "regular", "strength", "cost", "group", "conversion", "yield",
    "suspected", "track", "fast", "wait", "gp", "survey", "quit", "cessation", "length", "acid",
    "sensitive", "independent", "single", "three", "two", "seven", "aids", "pack", "home",
    "emergency", "fit", "standing", "condition", "chronic", "need", "end", "life", "supportive",
    "blood", "pressure", "sugar", "non", "elective", "attendance", "data", "achievement", "uptake",
    "coverage", "action", "step", "dry", "up", "dm", "pr", "ra", "ed", "ld", "smoke", "powder",
    "reliever", "joint", "weight", "structured", "satisfied", "satisfaction", "phone calls",
    "increase", "start", "started", "answer", "member", "meeting", "talk", "way", "thing", "ask",
    "how", "referral rate", "less", "more", "fewer", "never", "again", "still", "any", "most",
    "low mood", "mood", "public", "name", "standardised", "ratio", "level",
    "confirmed", "mild", "telephone triage", "one", "given", "made", "last", "best", "taken",
    "date", "new", "frail", "frailty", "elderly", "quarter", "pain", "infection", "stewardship",
    "stewardships", "respiratory", "stroke", "hormone", "target", "carer", "caring",
))
# fmt: on
_GO = re.compile(r"(?i)\b(?:go|going|went|run|talk|look|mull|pore|think) $")
_WORD = re.compile(r"[A-Za-z0-9&]+(?:['/-][A-Za-z0-9]+)*|_[a-z]+_")


@dataclass(frozen=True, slots=True)
class Measured:
    """``key`` where one fits; ``words`` as said; ``start`` and ``end`` in the text."""

    key: str | None
    words: str
    start: int
    end: int


def find_measure(text: str, indicators: Sequence[Indicator]) -> Measured | None:
    """What the text names of what is measured; ``text`` has marks in the place of dates and names."""
    if not indicators:
        return None
    index = index_of(tuple(indicators))
    hits = list(_hits(_everyday(text), index))
    strong = [place for place, (_, _, _, is_strong) in enumerate(hits) if is_strong]
    if not strong:
        return None
    first = last = strong[0]
    # Its neighbours belong to it: diabetic foot checks.
    while first > 0 and _beside(hits[first - 1], hits[first]):
        first -= 1
    while first < strong[0] and _is_deed(text, hits[first]):
        first += 1  # “Share referrals with all practices”: share is what is to be done
    while last + 1 < len(hits) and _beside(hits[last], hits[last + 1]):
        last += 1
    said = [each[2] for each in hits[first : last + 1]]
    fitting = find_indicators(" ".join(said), indicators)
    if len(fitting) != 1 and len(strong) > 1:
        # What is named in two places: how many diabetics had their feet checked.
        wider = [each[2] for each in hits[first:]]
        found = find_indicators(" ".join(wider), indicators)
        said, fitting = (wider, found) if len(found) == 1 else (said, fitting)
    start, end = hits[first][0], hits[last][1]
    key = fitting[0].key if len(fitting) == 1 else None
    return Measured(key, " ".join(said) if fitting else "", start, end)


_Hit = tuple[int, int, str, bool]
_DEEDS = frozenset((
    "share", "start", "stop", "ask", "talk", "help", "list", "get", "record", "plan", "discuss",
    "need", "call", "check", "review", "support",
))  # fmt: skip
_BEGINS = re.compile(
    r"(?i)(?:^|[,.!?;:-]|\b(?:please|can|could|would|you|we|i|us|to|and|lets|let's))\s*$"
)


def _is_deed(text: str, hit: _Hit) -> bool:
    start, _, word, _ = hit
    return word.lower() in _DEEDS and _BEGINS.search(text[:start]) is not None


def _beside(left: _Hit, right: _Hit) -> bool:
    return right[0] - left[1] <= 2


def _everyday(text: str) -> str:
    """Of the same length, so that places agree: see ``EVERYDAY`` for single words."""
    for pattern, meant in _EVERYDAY_PAIRS:
        text = pattern.sub(lambda match, meant=meant: meant.ljust(len(match.group())), text)  # type: ignore[misc]
    return text


_EVERYDAY_PAIRS = tuple(
    (re.compile(rf"(?i)\b(?:{pattern})\b"), meant)
    for pattern, meant in (
        (r"a ?(?:and|&|n|\+) ?e", "A&E"),
        ("blood pressures?", "BP"),
        ("blood sugars?", "hba1c"),
        ("water infections?", "uti"),
        ("heart attacks?", "CHD"),
        ("(?:kids|baby|childrens?) jabs?", "jabs"),
    )
)


def _hits(text: str, index: Index) -> Iterator[_Hit]:
    """The words that mean something among the indicators; and whether they do so by themselves."""
    for match in _WORD.finditer(text):
        word = match.group()
        if word.startswith("_") or (word.lower() == "over" and _GO.search(text[: match.start()])):
            continue
        meant = EVERYDAY.get(word.lower(), word)
        stems = words_of(meant, index.postings)
        found = [each for stem in stems if (each := _meaning(stem, word, index))]
        if found:
            yield match.start(), match.end(), meant, any(strong for _, strong in found)


def _meaning(stem: str, word: str, index: Index) -> tuple[str, bool] | None:
    if stem in index.postings:
        named = max(index.postings[stem].values()) >= ALIAS
        short = len(stem) < 3 and not (
            word.isupper() or "&" in word or stem in ("bp", "af", "hf", "ae")
        )
        return stem, named and stem not in GENERIC and not short and not stem.isdecimal()
    if len(stem) < 5 or is_known(word.lower()):
        return None
    best = max(index.vocabulary.like(stem), key=lambda each: each[1], default=None)
    if best is None:
        return None
    named = max(index.postings[best[0]].values()) >= ALIAS
    return best[0], named and best[0] not in GENERIC


def is_measure(word: str, indicators: Sequence[Indicator]) -> bool:
    """Whether the word names one, slips forgiven."""
    if not indicators:
        return False
    index = index_of(tuple(indicators))
    return any(
        strong
        for stem in words_of(word)
        if (each := _meaning(stem, word, index))
        for strong in each[1:]
    )
