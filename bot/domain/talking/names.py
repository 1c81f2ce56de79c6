"""Practices, people and channels in a sentence, spelling mistakes forgiven.

A name that is written as it is counts anywhere; one that only resembles it, or is a word as well (Price,
Grace, Brook), needs a capital within the sentence, a title, or a word such as "with" or "at" before it.
"""

# Patterns are easier to read in one line.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.people import Practice
from bot.domain.screening.names import GIVEN_ALONE, SURNAMES_ALONE
from bot.domain.talking.model import Channel, Person, Vocabulary

PRACTICE, PERSON, CHANNEL = "_practice_", "_person_", "_channel_"
ALIKE = 84  # per cent of letters
SHORTEST = 5  # letters of a name that is read with a slip

# fmt: off
_KINDS = frozenset((
    "the", "surgery", "practice", "medical", "health", "centre", "center", "group", "partnership",
    "clinic", "doctors", "gp",
))
_STREETS = {"st": "street", "rd": "road", "ln": "lane", "ave": "avenue", "hse": "house"}
_COMMON = frozenset((
    "north", "south", "east", "west", "old", "new", "church", "park", "high", "hill", "green",
    "station", "central", "market", "the", "saint", "village", "road", "street", "valley", "bridge",
    "family", "royal",
))
_BEFORE_A_NAME = frozenset((
    "with", "and", "at", "from", "between", "to", "for", "joined", "joining", "left", "by", "make",
    "give", "than", "works", "in", "of", "or", "dr", "doctor", "remove", "asked", "ask", "tell",
    "like", "near", "appoint", "us", "put", "@",
))
_AFTER_A_NAME = frozenset(("should", "will", "would", "agreed", "said", "wants", "needs", "must"))
_TITLES = frozenset(("dr", "doctor", "dr.", "prof", "professor"))
# fmt: on
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_MENTION = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL_MENTION = re.compile(r"<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>")
_SAID_CHANNEL = re.compile(
    r"(?<![\w&])#(?P<name>[\w-]+)|\b(?P<words>[\w-]+(?: [\w-]+)?) channel\b", re.IGNORECASE
)
_HASH = re.compile(r"(?<![\w&])#(?P<name>[\w-]{2,80})")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what a sentence names, in the order in which it does."""

    ods_codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    small: str
    capital: bool  # and not the first word


def read_names(text: str, vocabulary: Vocabulary) -> tuple[Named, str]:
    """Who is named, and the text with marks in the place of names."""
    channel, text = _channel(text, tuple(vocabulary.channels))
    mentioned, text = _mentioned(text)
    codes, text = _practices(text, tuple(vocabulary.practices))
    people, text = _people(text, tuple(vocabulary.people))
    return Named(codes, tuple(dict.fromkeys((*mentioned, *people))), channel), text


def _words(text: str) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        small = re.sub(r"['’]s$", "", word.lower())
        first = (
            not text[: match.start()].strip(" ,.;:!?\"'-")
            or text[: match.start()].rstrip()[-1:] in ".!?"
        )
        found.append(_Word(match.start(), match.end(), small, word[0].isupper() and not first))
    return found


def _put(text: str, spans: list[tuple[int, int]], mark: str) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {mark} {text[end:]}"
    return text


# ---- channels


def _channel(text: str, channels: tuple[Channel, ...]) -> tuple[str | None, str]:
    if found := _CHANNEL_MENTION.search(text):
        return found["id"], _CHANNEL_MENTION.sub(f" {CHANNEL} ", text)
    for match in _HASH.finditer(text):
        for each in channels:
            if each.name == match["name"].lower():
                return each.id, _put(text, [match.span()], CHANNEL)
    for id, pattern in _channel_names(channels):
        if found := pattern.search(text):
            name = "it" if found["it"] else "called"
            return id, _put(text, [found.span(name)], CHANNEL)
    called = _SAID_CHANNEL.search(text)
    if called is None:
        return None, text
    said = re.sub(r"^(?:the|in|to|our|a) ", "", (called["name"] or called["words"]).lower())
    said = said.replace(" ", "-")
    alike = _alike_channel(said, channels)
    return (alike, _put(text, [called.span()], CHANNEL)) if alike else (None, text)


@lru_cache(maxsize=8)
def _channel_names(channels: tuple[Channel, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """The whole name after a word that places it; or it, or a word that no other has, before "channel"."""
    several = [each.name.split("-") for each in channels]
    patterns = []
    for channel, parts in zip(channels, several, strict=True):
        alone = [
            part for part in parts if sum(part in other for other in several) == 1 and len(part) > 2
        ]
        whole = "[ -]".join(map(re.escape, parts))
        one = "|".join([whole, *map(re.escape, alone)])
        # “With all practices” are all practices, whatever a channel is called.
        places = "in|to|into|on" if parts[0] in ("all", "every") else "in|to|into|on|with|for"
        pattern = (
            rf"\b(?:{places}) (?:the )?(?P<it>{whole}\b(?: channel\b)?)"
            rf"|\b(?P<called>(?:the )?(?:{one})(?: locality| group)? channel)\b"
        )
        patterns.append((channel.id, re.compile(pattern, re.IGNORECASE)))
    return patterns


def _alike_channel(said: str, channels: tuple[Channel, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    names = [each.name for each in channels]
    best = process.extractOne(said, names, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return channels[best[2]].id if best else None


# ---- people


def _mentioned(text: str) -> tuple[list[str], str]:
    users = [match["user"] for match in _MENTION.finditer(text)]
    return users, _MENTION.sub(f" {PERSON} ", text)


@lru_cache(maxsize=8)
def _people_names(people: tuple[Person, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Whole names, and single names that only one has, in small letters."""
    whole: dict[str, str] = {}
    single: dict[str, list[str]] = {}
    for each in people:
        words = [word for word in re.findall(r"[\w'’-]+", each.name.lower()) if word not in _TITLES]
        whole[" ".join(words)] = each.user
        for word in {words[0], words[-1]} if words else ():
            single.setdefault(word, []).append(each.user)
    return whole, {word: users[0] for word, users in single.items() if len(users) == 1}


def _people(text: str, people: tuple[Person, ...]) -> tuple[list[str], str]:
    if not people:
        return [], text
    whole, single = _people_names(people)
    words, users, spans = _words(text), [], []
    place = 0
    while place < len(words):
        user, used = _person(words, place, whole, single)
        if user is not None:
            users.append(user)
            spans.append((words[place].start, words[place + used - 1].end))
        place += used
    return users, _put(text, spans, PERSON)


def _person(
    words: list[_Word], place: int, whole: dict[str, str], single: dict[str, str]
) -> tuple[str | None, int]:
    """Who is named from this word on, and by how many words."""
    titled = words[place].small in _TITLES
    at = place + titled
    for number in (3, 2):
        said = " ".join(each.small for each in words[at : at + number])
        if at + number <= len(words):
            user = whole.get(said)
            if user is None and _is_name(words, at, titled):
                user = _alike(
                    said, {name: whole[name] for name in whole if name.count(" ") == number - 1}
                )
            if user is not None:
                return user, number + titled
    if at >= len(words):
        return None, 1
    word = words[at]
    sure = titled or word.capital
    if word.small in single and (sure or _is_name(words, at, titled)):
        return single[word.small], 1 + titled
    likely = sure or (_after_context(words, at) and word.small not in _COMMON)
    user = _alike(word.small, single, strict=not titled) if likely else None
    return (user, 1 + titled) if user else (None, 1)


def _is_name(words: list[_Word], at: int, titled: bool) -> bool:
    """A capital, a title, or a word that is nothing but a name where one may stand."""
    if at >= len(words):
        return False
    word = words[at]
    only_a_name = (
        word.small in GIVEN_ALONE
        or word.small in SURNAMES_ALONE
        or (at == 0 and len(words) > 1 and words[1].small in _AFTER_A_NAME)
    )
    return (
        titled or word.capital or only_a_name or (_after_context(words, at) and len(word.small) > 4)
    )


def _after_context(words: list[_Word], at: int) -> bool:
    return at > 0 and words[at - 1].small in _BEFORE_A_NAME


def _alike(said: str, names: dict[str, str], *, strict: bool = False) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(said) < SHORTEST:
        return None
    cutoff = 0.8 if len(said) < 8 else 0.75
    best = process.extractOne(
        said,
        names.keys(),
        scorer=OSA.normalized_similarity,
        score_cutoff=max(cutoff, 0.83) if strict else cutoff,
    )
    return names[best[0]] if best and best[0][0] == said[0] else None


# ---- practices


@lru_cache(maxsize=8)
def _practice_names(practices: tuple[Practice, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Names without their kind ("alder lane"), and first words that only one has, in small letters."""
    short: dict[str, list[str]] = {}
    first: dict[str, list[str]] = {}
    for each in practices:
        words = _plain(each.name)
        short.setdefault(" ".join(words), []).append(each.ods_code)
        if len(words) > 1:
            first.setdefault(words[0], []).append(each.ods_code)
    alone = {word: codes[0] for word, codes in first.items() if len(codes) == 1}
    return (
        {name: codes[0] for name, codes in short.items() if len(codes) == 1 and name},
        {word: code for word, code in alone.items() if word not in _COMMON and word not in short},
    )


def _plain(name: str) -> list[str]:
    words = re.findall(r"[\w'’-]+", name.lower().replace(".", ""))
    return [_STREETS.get(word, word) for word in words if word not in _KINDS] or words


def _practices(text: str, practices: tuple[Practice, ...]) -> tuple[tuple[str, ...], str]:
    if not practices:
        return (), text
    short, first = _practice_names(practices)
    spans: list[tuple[int, int]] = []
    codes: list[str] = []
    known = {each.ods_code for each in practices}
    for match in re.finditer(r"\b[A-Z]\d{5}\b", text):
        if match.group() in known:
            codes.append(match.group())
            spans.append(match.span())
    words = _words(text)
    place = 0
    while place < len(words):
        code, used = _practice(words, place, short, first)
        if code is None:
            place += 1
            continue
        start = place - 1 if place and words[place - 1].small == "the" else place
        while place + used < len(words) and words[place + used].small in _KINDS - {
            "the",
            "gp",
            "group",
        }:
            used += 1
        codes.append(code)
        spans.append((words[start].start, words[place + used - 1].end))
        place += used
    return tuple(dict.fromkeys(codes)), _put(text, spans, PRACTICE)


def _practice(
    words: list[_Word], place: int, short: dict[str, str], first: dict[str, str]
) -> tuple[str | None, int]:
    likely = words[place].capital or _after_context(words, place)
    for number in (4, 3, 2, 1):
        if place + number > len(words):
            continue
        said = " ".join(
            _STREETS.get(each.small, each.small) for each in words[place : place + number]
        )
        # One word may be a word as well: "Dovecote" is none, "Kingfisher" hardly.
        if said in short and (number > 1 or likely or len(said) > 6 or len(words) < 4):
            return short[said], number
        if len(said) > 6 and (number > 1 or likely) and (code := _alike_name(said, number, short)):
            return code, number
    word = words[place].small
    if word in first and likely and len(word) > 2:
        return first[word], 1
    return None, 1


def _alike_name(said: str, number: int, names: dict[str, str]) -> str | None:
    """Of as many words, written nearly so."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        said, names.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.84
    )
    if found is None or found[0][0] != said[0] or found[0].count(" ") + 1 != number:
        return None
    return names[found[0]]


def names_in(vocabulary: Vocabulary) -> Iterator[str]:
    """Every word that a name has, in small letters."""
    named: Sequence[Practice | Person | Channel] = (
        *vocabulary.practices,
        *vocabulary.people,
        *vocabulary.channels,
    )
    for each in named:
        yield from re.findall(r"[a-z'’]+", each.name.lower())
