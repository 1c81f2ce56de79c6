"""Mends slips in the words that say what is asked; names and measures have their own readers."""

import re
from collections.abc import Callable
from functools import lru_cache

from bot.domain.schedule.vocabulary import MONTHS, WEEKDAYS
from bot.domain.screening.names import GIVEN, SURNAMES
from bot.domain.talking.notions import CHAT, TABLES
from bot.domain.talking.phrases import words_of

SHORTEST = 5  # letters: of shorter words a slip makes another word
LONG = 9  # letters, in which there may be two

# fmt: off
_KEYS = (
    *(each.lower() for each in (*MONTHS, *WEEKDAYS)),
    *(f"{each.lower()}s" for each in WEEKDAYS),
    "tomorrow", "tonight", "fortnight", "fortnightly", "quarter", "quarterly", "monthly", "weekly",
    "lunchtime", "afternoon", "morning", "evening", "christmas", "easter", "minutes", "holiday",
    "locality", "session", "sessions", "meeting", "meetings", "discussion", "discuss", "schedule",
    "organise", "arrange", "workshop", "pulse", "survey", "surveys", "questionnaire", "questions",
    "question", "results", "summary", "export", "spreadsheet", "download", "answered", "anonymous",
    "anonymously", "confidential", "compare", "compared", "comparison", "figures", "numbers",
    "indicator", "indicators", "measures", "practice", "practices", "peers", "challenge", "sharing",
    "prescribing", "incorrect", "channel", "action", "actions", "promised", "outstanding", "agreed",
    "barrier", "barriers", "learn", "learning", "reflections", "appraisal", "record", "matching",
    "available", "everyone", "everybody", "members", "upcoming", "message", "messages",
    "invitation", "invitations", "snooze", "settings", "manager", "administrator", "privacy",
    "concern", "complain", "complaint", "retention", "delete", "forget", "remind", "reminder",
    "reminders", "extend", "cancel", "cancelled", "postpone", "reschedule", "dashboard",
    "notifications", "permission", "colleagues", "attend", "between", "please", "thanks",
)
# Words of their own, though they look like one of these.
_OTHERS = frozenset((
    "administration", "auction", "cancer", "cancers", "companion", "compliant", "concealed",
    "concert", "easier", "expert", "experts", "extent", "forged", "forgot", "imitation",
    "indicated", "indicates", "indication", "initiation", "leaning", "marching", "massage",
    "melting", "organised", "organiser", "pears", "piers", "piracy", "practical", "reflecting",
    "rejection", "rejections", "remainder", "remand", "rewind", "scaring", "shading", "shaping",
    "shaving", "sparing", "staring", "sections", "weakly", "measles", "surgery", "prescribed",
    "peters",
))
# fmt: on


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words = {*words_of(TABLES), *words_of(CHAT), *_KEYS}
    return frozenset({*words, *(f"{each}s" for each in words), *_OTHERS, *GIVEN, *SURNAMES})


def is_known(word: str) -> bool:
    """Whether it is a word that chat reads, or a word of its own."""
    return word in _known()


def corrected(text: str, is_name: Callable[[str], bool]) -> tuple[str, dict[str, str]]:
    """The text with slips mended in words that are neither known nor a name; and what was mended, by what by.

    A name may be one of a measure with a slip in it: "statns".
    """
    mended: dict[str, str] = {}

    def mend(match: re.Match[str]) -> str:
        word = _mended(match.group(), is_name)
        if word != match.group():
            mended[word] = match.group()
        return word

    return re.sub(r"(?<![\w<@#'-])[A-Za-z]{5,20}(?![\w'-]*>)", mend, text), mended


def _mended(word: str, is_name: Callable[[str], bool]) -> str:
    found = None if word.isupper() else _nearest(word.lower())
    if found is None or is_name(word.lower()):
        return word
    return found.capitalize() if word[0].isupper() else found


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str | None:
    if word in _known():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 2 if len(word) >= LONG else 1
    found = process.extract(word, _KEYS, scorer=OSA.distance, score_cutoff=slips, limit=4)
    good = [each for each in found if each[0][0] == word[0] and not _only_longer(word, each[0])]
    return good[0][0] if good else None


def _only_longer(word: str, known: str) -> bool:
    """“Dates” is no slip for “date”: another ending makes another form of the word."""
    if known.startswith(word):
        return True
    return word.startswith(known) and word[len(known) :] in (
        "s",
        "d",
        "r",
        "y",
        "ly",
        "er",
        "ed",
        "es",
        "al",
    )
