"""With what: the slots of one thing that a sentence may ask for."""

import re
from dataclasses import replace

from bot.domain.talking import names, topics
from bot.domain.talking.hearing import Heard, phrases
from bot.domain.talking.model import Intent, Slots

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


def slots_of(intent: Intent, heard: Heard) -> Slots:
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


def _words(intent: Intent, heard: Heard) -> str:
    words = topics.read_words(intent, heard.dated)
    if intent in (Intent.HELP, Intent.PULSE_SUMMARY, Intent.PULSE_EXPORT):
        return words  # as commands take it
    return heard.as_said(words)


def _with_measure(intent: Intent, slots: Slots, heard: Heard) -> Slots:
    if heard.measured is not None:
        return replace(slots, indicator=heard.measured.key, indicator_words=heard.measured.words)
    if intent is Intent.COMPARE:
        return replace(slots, indicator_words=_asked_about(heard.marked))
    return slots


_ABOUT = re.compile(
    r"\b(?:compare|doing|do|stand|sit|rank|are we|look|looking)\b.*?"
    r"\b(?:on|for|with|in|at|about) (?P<words>[\w&' -]+)",
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


def _with_company(slots: Slots, heard: Heard) -> Slots:
    topic = topics.read_topic(heard.marked)
    if not topic and heard.measured is not None:
        topic = heard.marked[heard.measured.start : heard.measured.end]  # “do asthma with Elm Tree”
    return replace(
        slots,
        topic=heard.as_said(topic),
        format=topics.read_format(heard.text),
        everybody=topics.says_everybody(heard.text),
        finding=topics.says_finding(heard.text),
    )


def _special(intent: Intent, slots: Slots, heard: Heard) -> Slots:
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


def _answer(heard: Heard) -> str:
    found = phrases().notions(heard.words)
    if "RSVP_MAYBE" in found:
        return "maybe"
    if "RSVP_NO" in found:
        return "no"
    return "yes" if "RSVP_YES" in found and not {"SESSION_ASK", "CHANGE"} & found.keys() else ""


_LEFT = re.compile(
    r"\b(?:left|leaving|from|not at|no longer at|used to (?:be|work)(?: at)?|previously|formerly"
    r"|was at|not|retired? from|moved from|quit)\b[^_]{0,12}$",
    re.IGNORECASE,
)


def _where_now(heard: Heard) -> tuple[str, ...]:
    """Not the practice that somebody has left."""
    parts = heard.marked.split(names.PRACTICE)
    codes = heard.named.ods_codes
    if len(codes) != len(parts) - 1:
        return codes
    return tuple(
        code for code, before in zip(codes, parts, strict=False) if not _LEFT.search(before)
    )
