"""Reads what somebody wrote to the bot: what they ask for, and the three things nearest to it.

First what is surely readable is taken out (dates, names, what is measured) and leaves a mark; then the
words left are looked up as notions, and rules say which of them together ask for what.
"""

from datetime import datetime
from functools import lru_cache

from bot.domain.talking import plain
from bot.domain.talking.filling import slots_of
from bot.domain.talking.hearing import Heard, hear, notions_of
from bot.domain.talking.model import Intent, Reading, Understood, Vocabulary
from bot.domain.talking.notions import CHAT
from bot.domain.talking.notions.cues import Spoken, meant_by, spoken_for
from bot.domain.talking.phrases import Phrases
from bot.domain.talking.rules import RULES, SURE

USUAL = (Intent.COMPARE, Intent.SCHEDULE, Intent.HELP, Intent.HOME)
"""What is offered where nothing was understood."""
OFFERED = 3


def read(said: str, now: datetime, zone: str, vocabulary: Vocabulary) -> Reading:
    """``said`` is as Slack has it, with its mentions; ``zone`` is that of the writer's clock."""
    text = plain.tidy(said, frozenset(each.user for each in vocabulary.people))
    heard = hear(text[: plain.LONGEST], now, zone, vocabulary)
    if chat := _chat(tuple(plain.words_of(heard.text))):
        return Reading(None, _nearest([], heard), chat)
    if not heard.words and "?" in text:
        return _only(Intent.HELP, heard)
    notions = notions_of(heard)
    ranked = _ranked(notions)
    best = ranked[0] if ranked and ranked[0][1] >= SURE and len(text) <= plain.LONGEST else None
    if best is not None and _is_outside(best[0], notions):
        best = None
    if best is None:
        spoken = spoken_for(heard.words)
        meant = _by_cues(spoken, notions, heard) if len(text) <= plain.LONGEST else None
        near = _nearest(_with_near(ranked, spoken), heard, meant)
        return Reading(near[0] if meant else None, near)
    near = _nearest(ranked, heard)
    return Reading(near[0], near)


def _only(intent: Intent, heard: Heard) -> Reading:
    near = _nearest([(intent, 1.0)], heard)
    return Reading(near[0], near)


# ---- what it asks for


def _ranked(notions: frozenset[str]) -> list[tuple[Intent, float]]:
    """Each thing that there is a sign of, the best first."""
    best: dict[Intent, float] = {}
    telling = notions - GENERAL
    for rule in RULES:
        if rule.holds(notions):
            score = rule.weight
        elif any(telling & each for each in rule.needs):
            score = min(rule.nearness(notions), SURE - 0.01)
        else:
            continue
        if score > best.get(rule.intent, 0.0):
            best[rule.intent] = score
    return sorted(best.items(), key=lambda each: -each[1])


def _with_near(ranked: list[tuple[Intent, float]], spoken: Spoken) -> list[tuple[Intent, float]]:
    """Where nothing is sure: what there is a sign of, and what single words speak for."""
    most = SURE - 0.01
    scores = {intent: most * score / (score + 2.0) for intent, (score, _) in spoken.items()}
    for intent, score in ranked:
        scores[intent] = min(most, scores.get(intent, 0.0) + score / 2)
    return sorted(scores.items(), key=lambda each: -each[1])


GENERAL = frozenset((
    "MAKE", "SET_UP", "SEE", "LIST_ASK", "WE", "OUR", "ASKS", "TO_ALL", "STOP", "DONE", "RECORD",
    "WHEN_WHERE", "COUNT", "CHANGE", "EXPORT", "PRACTICES", "OPEN_PULSE", "NAME_WORD",
    "RSVP_VERB", "PEERS_ASK", "SHORT", "QUESTION", "START", "AT", "DAY", "CLOCK", "OFTEN", "UNTIL",
    "PERSON", "TITLE", "TOPIC", "PERIOD", "SEE_START", "CHANNEL",
))  # fmt: skip
"""Of which there is one in sentences of every kind: alone they are a sign of nothing."""

_NOT_BY_CUES = frozenset(("OUTSIDE", "VITALS", "STORY", "NOT_MAKE", "NOT_FORGET", "NOT_SNOOZE"))
_DEEDS = frozenset(
    (
        Intent.PULSE_NEW,
        Intent.POST,
        Intent.MONTHLY,
        Intent.SCHEDULE,
        Intent.MATCH,
        Intent.TIMES,
        Intent.RECORD_ACTION,
        Intent.FORGET_ME,
        Intent.SETUP,
        Intent.ROLES,
    )
)


def _by_cues(spoken: Spoken, notions: frozenset[str], heard: Heard) -> Intent | None:
    """What single words speak for, where no rule does; a no, or a story, is no request."""
    meant = meant_by(spoken)
    if not _NOT_BY_CUES.isdisjoint(notions):
        return None
    refused = meant in _DEEDS and not {"not", "never", "no"}.isdisjoint(heard.words)
    return None if refused else meant


_EVEN_SO = frozenset(
    (
        Intent.CONCERN,
        Intent.BARRIERS,
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
    ours = {"SESSION", "PULSE", "ASK_ALL", "FIND_TIME"} & notions or intent in _EVEN_SO
    return "VITALS" in notions or ("OUTSIDE" in notions and not ours)


def _nearest(
    ranked: list[tuple[Intent, float]], heard: Heard, meant: Intent | None = None
) -> tuple[Understood, ...]:
    first = [(meant, SURE)] if meant else []
    offered = dict([*first, *(each for each in ranked if each[0] is not meant)][:OFFERED])
    for each in USUAL:
        if len(offered) < OFFERED:
            offered.setdefault(each, 0.0)
    return tuple(Understood(each, slots_of(each, heard), score) for each, score in offered.items())


# ---- only to be kind


@lru_cache(maxsize=1)
def _chat_phrases() -> Phrases:
    return Phrases.of(CHAT)


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
    word
    for table in CHAT.values()
    for phrase in table.replace(";", " ").split()
    for word in phrase.split("/")
) | frozenset((
    "peerbot", "so", "very", "much", "a", "lot", "you", "for", "your", "help", "all", "there",
    "that", "is", "was", "really", "bot", "team", "everyone", "again", "oh", "ah", "and", "to",
    "good", "the", "lol", "haha", "mate", "dear",
))  # fmt: skip
