"""Reads what somebody wrote to the bot: what they ask for, and the three things nearest to it.

First what is surely readable is taken out (dates, names, what is measured) and leaves a mark; then the
words left are looked up as notions, and rules say which of them together ask for what.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from bot.domain.talking import names, plain, topics, when
from bot.domain.talking.measures import MARK, Measured, find_measure, is_measure
from bot.domain.talking.model import Intent, Reading, Slots, Understood, Vocabulary
from bot.domain.talking.notions import CHAT, TABLES
from bot.domain.talking.phrases import Phrases
from bot.domain.talking.rules import RULES, SURE
from bot.domain.talking.spelling import corrected

USUAL = (Intent.COMPARE, Intent.SCHEDULE, Intent.HELP, Intent.HOME)
"""What is offered where nothing was understood."""
OFFERED = 3
MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class _Heard:
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


def read(said: str, now: datetime, zone: str, vocabulary: Vocabulary) -> Reading:
    """``said`` is as Slack has it, with its mentions; ``zone`` is that of the writer's clock."""
    text = plain.tidy(said, frozenset(each.user for each in vocabulary.people))
    heard = _hear(text[: plain.LONGEST], now, zone, vocabulary)
    if chat := _chat(tuple(plain.words_of(heard.text))):
        return Reading(None, _nearest([], heard), chat)
    if not heard.words and "?" in text:
        return _only(Intent.HELP, heard)
    notions = _notions(heard)
    ranked = _ranked(notions)
    best = ranked[0] if ranked and ranked[0][1] >= SURE and len(text) <= plain.LONGEST else None
    if best is not None and _is_outside(best[0], notions):
        best = None
    near = _nearest(ranked, heard)
    return Reading(near[0] if best else None, near)


def _only(intent: Intent, heard: _Heard) -> Reading:
    near = _nearest([(intent, 1.0)], heard)
    return Reading(near[0], near)


def _hear(text: str, now: datetime, zone: str, vocabulary: Vocabulary) -> _Heard:
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
    return _Heard(text, dated, marked, words, found, named, measured, slips)


def _names(vocabulary: Vocabulary) -> frozenset[str]:
    return _names_of(
        tuple(vocabulary.practices), tuple(vocabulary.people), tuple(vocabulary.channels)
    )


@lru_cache(maxsize=8)
def _names_of(practices: tuple, people: tuple, channels: tuple) -> frozenset[str]:  # type: ignore[type-arg]
    return frozenset(names.names_in(Vocabulary(practices, (), people, channels)))


# ---- what it speaks of


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases.of(TABLES)


@lru_cache(maxsize=1)
def _chat_phrases() -> Phrases:
    return Phrases.of(CHAT)


_POLITE = frozenset((
    "please", "hi", "hello", "hey", "peerbot", "can", "could", "you", "we", "i", "would", "like", "to", "want", "bot",
    "just", "so", "and", "also", "ok", "okay", "now", "shall", "lets", "let", "us", "a", "an", "the", "need", "yes", "then",
    "will", "good", "morning", "afternoon", "there", "thanks", "maybe", "quick",
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
_SEEING = frozenset(("show", "list", "see", "view", "what", "which", "any", "where"))
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


def _notions(heard: _Heard) -> frozenset[str]:
    words = heard.words
    places = _phrases().notions(words)
    found = set(places)
    found |= {_MARKS[each] for each in words if each in _MARKS}
    found |= set(_derived(heard, places))
    return frozenset(found)


def _derived(heard: _Heard, places: dict[str, int]):  # type: ignore[no-untyped-def]
    words = heard.words
    start = next((place for place, word in enumerate(words) if word not in _POLITE), 0)
    telling = [word for word in words if word not in _SMALL]
    if len(telling) <= 2 or len(words) <= 3:
        yield "SHORT"
    if words[start : start + 1] and words[start] in _SEEING:
        yield "SEE_START"
    if "?" in heard.text or (words and words[0] in _ASKS):
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
        r"(?i)\bactions?\b[^:]{0,30}(?::| - )", heard.text
    ):
        yield "ACTION_START"
    if {"TEND", "PULSE"} <= places.keys():
        yield "TEND_PULSE"
    if "CHANGE" in places and (
        "SESSION" in places or ("CHANGE_HARD" in places and when.DAY in words)
    ):
        yield "CHANGE_SESSION"


def _chat(words: tuple[str, ...]) -> str:
    """Where nothing but thanks, or a greeting, was said."""
    if not words or len(words) > 12:
        return ""
    found = _chat_phrases().notions(words)
    rest = [each for each in words if each not in _CHATTING]
    if rest or not found:
        return ""
    return "thanks" if "THANKS" in found else "hello"


_CHATTING = frozenset(
    word for table in CHAT.values() for phrase in table.replace(";", " ").split() for word in phrase.split("/")
) | frozenset(("peerbot", "so", "very", "much", "a", "lot", "you", "for", "your", "help", "all", "there", "that", "is", "was", "really", "bot", "team", "everyone", "again", "oh", "ah", "and", "to", "very", "good", "the", "lol", "haha", "mate", "dear"))  # fmt: skip


# ---- what it asks for


def _ranked(notions: frozenset[str]) -> list[tuple[Intent, float]]:
    """Each thing that there is a sign of, the best first."""
    best: dict[Intent, float] = {}
    for rule in RULES:
        if rule.holds(notions):
            score = rule.weight
        else:
            score = min(rule.nearness(notions), SURE - 0.01)
        if score > best.get(rule.intent, 0.0):
            best[rule.intent] = score
    return sorted(best.items(), key=lambda each: -each[1])


_EVEN_SO = frozenset(
    (
        Intent.CONCERN,
        Intent.BARRIERS,
        Intent.HELP,
        Intent.PRIVACY,
        Intent.RECORD_ACTION,
        Intent.FORGET_ME,
        Intent.MY_DATA,
        Intent.NOTES,
        Intent.SNOOZE,
        Intent.AUDIT,
        Intent.ANONYMITY,
    )
)


def _is_outside(intent: Intent, notions: frozenset[str]) -> bool:
    """About a patient, or nothing of ours."""
    ours = {"SESSION", "PULSE"} & notions or intent in _EVEN_SO
    return "OUTSIDE" in notions and not ours


def _nearest(ranked: list[tuple[Intent, float]], heard: _Heard) -> tuple[Understood, ...]:
    offered = dict(ranked[:OFFERED])
    for each in USUAL:
        if len(offered) < OFFERED:
            offered.setdefault(each, 0.0)
    return tuple(Understood(each, _slots(each, heard), score) for each, score in offered.items())


# ---- with what

_MEASURING = frozenset(
    (
        Intent.COMPARE,
        Intent.POST,
        Intent.PEERS,
        Intent.CHALLENGE,
        Intent.CHALLENGES,
        Intent.MONTHLY,
        Intent.INDICATORS,
        Intent.SCHEDULE,
        Intent.TIMES,
        Intent.LEARN,
        Intent.SHARING,
    )
)
_MEETING = frozenset((Intent.SCHEDULE, Intent.TIMES, Intent.SESSIONS))


def _slots(intent: Intent, heard: _Heard) -> Slots:
    found = heard.when
    slots = Slots(
        ods_codes=heard.named.ods_codes,
        people=heard.named.people,
        day=found.day,
        clock=found.clock,
        repeats=found.repeats,
        until_day=found.until_day,
        until_clock=found.until_clock,
        minutes=found.minutes,
        channel=heard.named.channel,
        words=_words(intent, heard),
        period=topics.read_period(heard.text),
    )
    if intent in _MEASURING:
        slots = _with_measure(intent, slots, heard)
    if intent in _MEETING or intent is Intent.MATCH:
        slots = _with_company(slots, heard)
    return _special(intent, slots, heard)


def _words(intent: Intent, heard: _Heard) -> str:
    words = topics.read_words(intent, heard.dated)
    if intent in (Intent.HELP, Intent.PULSE_SUMMARY, Intent.PULSE_EXPORT):
        return words  # as commands take it
    return heard.as_said(words)


def _with_measure(intent: Intent, slots: Slots, heard: _Heard) -> Slots:
    if heard.measured is not None:
        return replace(slots, indicator=heard.measured.key, indicator_words=heard.measured.words)
    if intent is Intent.COMPARE:
        return replace(slots, indicator_words=_asked_about(heard.marked))
    return slots


_ABOUT = re.compile(
    r"\b(?:compare|doing|do|stand|sit|rank|are we|look|looking)\b.*?\b(?:on|for|with|in|at|about) (?P<words>[\w&' -]+)",
    re.IGNORECASE,
)


def _asked_about(text: str) -> str:
    """Words that nothing here is called by: “how do we compare on falls?”."""
    found = _ABOUT.search(text)
    words = found["words"].strip() if found else ""
    words = re.split(
        r"\b(?:against|versus|vs|compared|than|please|this|last|with|to|these)\b|_", words
    )[0].strip()
    small = words.lower().split()
    return (
        words
        if small
        and not set(small)
        <= {
            "others",
            "the",
            "us",
            "other",
            "practices",
            "everyone",
            "peers",
            "our",
            "average",
            "england",
            "it",
            "that",
        }
        else ""
    )


def _with_company(slots: Slots, heard: _Heard) -> Slots:
    return replace(
        slots,
        topic=heard.as_said(topics.read_topic(heard.marked)),
        format=topics.read_format(heard.text),
        everybody=topics.says_everybody(heard.text),
        finding=topics.says_finding(heard.text),
    )


def _special(intent: Intent, slots: Slots, heard: _Heard) -> Slots:
    match intent:
        case Intent.SNOOZE:
            return replace(slots, until_day=slots.until_day or slots.day, day=None)
        case Intent.RECORD_ACTION:
            return replace(slots, day=slots.until_day or slots.day, until_day=None)
        case Intent.PULSE_SUMMARY | Intent.PULSE_EXPORT | Intent.PULSE_LIST:
            return replace(slots, number=topics.read_number(heard.text))
        case Intent.SESSIONS:
            return replace(slots, answer=_answer(heard))
        case Intent.PRACTICE:
            return replace(slots, ods_codes=_where_now(heard))
    return slots


def _answer(heard: _Heard) -> str:
    found = _phrases().notions(heard.words)
    if "RSVP_MAYBE" in found:
        return "maybe"
    if "RSVP_NO" in found:
        return "no"
    return "yes" if "RSVP_YES" in found and not {"SESSION_ASK", "CHANGE"} & found.keys() else ""


_LEFT = re.compile(
    r"\b(?:left|leaving|from|not at|no longer at|used to (?:be|work)(?: at)?|previously|formerly|was at|retired? from|used to work at|moved from|quit)\b[^_]{0,12}$",
    re.IGNORECASE,
)


def _where_now(heard: _Heard) -> tuple[str, ...]:
    """Not the practice that somebody has left."""
    parts = heard.marked.split(names.PRACTICE)
    codes = heard.named.ods_codes
    if len(codes) != len(parts) - 1:
        return codes
    kept = tuple(
        code for code, before in zip(codes, parts, strict=False) if not _LEFT.search(before)
    )
    return kept
