"""Reads a sentence that asks for a peer session: what it is about, when, how long, with whom.

``set up a session on falls next Tuesday at 1pm``, ``can we discuss antibiotics with the other
practices on Thursday week at 12:30 for 20 minutes``. What it cannot read is left to the form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from bot.domain.people import Practice
from bot.domain.schedule import (
    NotUnderstood,
    Repeating,
    parse,
    read_clock,
    read_date,
)
from bot.domain.sessions.model import TOPIC_MAX, Format
from bot.domain.sessions.plan import LENGTHS

LONGEST = 600  # characters; more is no request, but a story


@dataclass(frozen=True, slots=True)
class Request:
    """What was understood; empty where nothing was said of it.

    ``minutes`` is what was said, which a session need not be able to be. ``everybody``: all practices.
    """

    topic: str = ""
    day: date | None = None
    clock: time | None = None
    repeats: str = ""  # in plain words
    minutes: int | None = None
    ods_codes: tuple[str, ...] = ()
    everybody: bool = False
    format: Format | None = None
    channel: str | None = None
    finding: bool = False  # a time is to be found

    @property
    def says_when(self) -> bool:
        return bool(self.day or self.clock or self.repeats)

    @property
    def length(self) -> int | None:
        """The plan that comes nearest to what was said."""
        if self.minutes is None:
            return None
        said = self.minutes
        return min(LENGTHS, key=lambda each: (abs(each - said), each))


# ---- is it a request at all?

_NOUN = (
    r"(?:peer |practice )?(?:sessions?|meetings?|discussions?|mdts?|peer groups?|get[- ]together)"
)
_VERB = (
    r"(?:set(?:ting)? up|schedul\w+|plan|organi[sz]e|arrange|book|hold|run|start|fix(?: up)?|have|need"
    r"|want|like|do)"
)
_TALK = (
    r"(?:discuss|talk (?:about|through)|compare notes (?:on|about)|chat about|meet (?:about|on))"
)
_ASKS = (
    r"(?:can|could|shall|should|may|might|would|let us|let's|lets|please|want|wants|like|love|need)"
)
_REQUEST = re.compile(
    rf"\b{_VERB}\b.{{0,60}}?\b{_NOUN}\b|\b{_ASKS}\b.{{0,60}}?\b{_TALK}\b|^(?:please )?{_TALK}\b"
    rf"|^(?:(?:what|how) about )?(?:a|an|another) (?:\w+ )?{_NOUN}\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^(?:please )?(?:cancel|call off|move|postpone|list|show|end|stop|delete)\b"
    r"|^(?:when|where|who|which|why|did|do we|do i|does|have we|has|is|are|was|were)\b"
    r"|\b(?:do(?:n't| not)|can't|cannot|never) (?:want|need|discuss|set|have)\b",
    re.IGNORECASE,
)

# ---- its parts

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBERED = (
    rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?"
    rf"|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?!\d|[:.]\d)(?: \d{{4}})?"
)
_DAY = re.compile(
    rf"(?:\bon )?\b(?P<day>(?P<weekly>{_WEEKDAY}) week"
    rf"|a week (?:on |from )?(?P<weekly2>{_WEEKDAY}|today|tomorrow)"
    rf"|(?:{_WEEKDAY},? )?(?:{_NUMBERED})|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:next |this |this coming )?{_WEEKDAY}(?! (?:opening|closing|clinics?|service|rota)s?\b)"
    r"|today|tomorrow)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:\b(?:at|from|@) ?)(?P<at>(?:half|quarter) (?:past|to) \w+(?: ?[ap]\.?m\b\.?)?|noon|midday"
    r"|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?| ?o'?clock)?)(?![\d/%])"
    r"|(?P<bare>\b\d{1,2}:\d\d(?: ?[ap]\.?m\b\.?)?|\b\d{1,2}(?:\.\d\d)? ?[ap]\.?m\b\.?|\bnoon\b)",
    re.IGNORECASE,
)
_REPEATS = re.compile(
    rf"\b(?P<often>(?:every|each) (?:other |second |first |third |fourth |last )*(?:{_WEEKDAY}|week"
    r"|month|fortnight|quarter)(?: of (?:the|each|every) month)?|weekly|fortnightly|monthly|quarterly"
    rf"|once a month)(?: on (?:the )?(?P<on>(?:first |second |third |fourth |last )?{_WEEKDAY}))?\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\b(?:(?:for|lasting|of) )?(?:(?:a|an|about) )?(?:(?P<minutes>\d{1,3})[ -]?min(?:ute)?s?\b(?: long)?"
    r"|(?P<words>half an hour|half[- ]hour|three[- ]quarters of an hour|an hour|one hour|1 hour))",
    re.IGNORECASE,
)
_HOURS = {"half": 30, "three": 45}
_EVERYBODY = re.compile(
    r"\b(?:with|for|between|among) (?:all |everyone |everybody )?(?:of )?(?:the |our )?(?:other |rest of "
    r"the |whole |all )?(?:practices|locality|everyone|everybody|group|pcn|gps)\b(?: here)?"
    r"|\bwith (?:everyone|everybody)\b|\bwith (?:the )?others\b",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r",?\s*(?:and |please )?\bfind (?:us )?a (?:good |suitable )?(?:time|date|slot)\b(?: (?:for|that) .*)?"
    r"|\bwhen (?:everyone|everybody|most people) can\b",
    re.IGNORECASE,
)
_FORMATS = (
    (r"virtual mdt|mdt|multi-?disciplinary (?:team )?meeting", Format.VIRTUAL_MDT),
    (r"whole locality|locality meeting", Format.LOCALITY),
    (r"small group", Format.SMALL_GROUP),
    (r"\btrio", Format.TRIO),
    (r"\bpair\b|\bin pairs", Format.PAIR),
)
_TOPIC = (
    re.compile(rf"\b{_TALK}\s+(?P<topic>.+)", re.IGNORECASE),
    re.compile(
        rf"\b{_NOUN}\b(?:[\w' -]*?)\b(?:on|about|regarding|around|concerning|re|to discuss|called)\b:?"
        r"\s+(?P<topic>.+)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:on|about|regarding|concerning)\s+(?P<topic>.+)", re.IGNORECASE),
    re.compile(rf"\b(?:an?|another) (?P<topic>[\w' -]+?) {_NOUN}\b", re.IGNORECASE),
)
_KINDS = {
    "peer",
    "practice",
    "virtual",
    "small",
    "group",
    "short",
    "quick",
    "new",
    "locality",
    "minute",
}
_LOOSE_ENDS = re.compile(
    r"^(?:the |our )?(?:topic(?: of)?|subject(?: of)?)\s+|[\s,;:.!?-]+$|^[\s,;:.!?-]+"
    r"|\b(?:please|thanks|thank you|and|on|at|for|with|from|in|starting)[\s,.!?]*$",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"(?:\bin )?<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>")
_SUFFIX = re.compile(
    r"\b(?:the|surgery|practice|medical|health|centre|center|house|group|partnership|clinic)\b"
)


def read_request(
    said: str, now: datetime, zone: str, practices: Sequence[Practice] = ()
) -> Request | None:
    """None where it asks for no session. ``said`` is as Slack has it, with its mentions."""
    text = _tidy(said)
    if len(text) > LONGEST or _OTHER.search(text) or not _REQUEST.search(text):
        return None
    request = Request()
    for read in (_channel, _format, _finding, _length, _everybody):
        request, text = read(request, text)
    request, text = _practices(request, text, practices)
    request, text = _when(request, text, now, zone)
    return replace(request, topic=_topic(text, request))


def _tidy(said: str) -> str:
    text = unescape(said).replace("’", "'").replace("“", '"').replace("”", '"')
    return " ".join(re.sub(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>", " ", text).split())


def _without(text: str, *spans: re.Match[str] | None) -> str:
    """The text without what was read; a mark keeps apart what stood on either side."""
    for found in sorted((each for each in spans if each), key=lambda each: -each.start()):
        text = f"{text[: found.start()]} ; {text[found.end() :]}"
    return text


# ---- each part, and the text without it


def _channel(request: Request, text: str) -> tuple[Request, str]:
    found = _CHANNEL.search(text)
    return replace(request, channel=found["id"] if found else None), _CHANNEL.sub(" ; ", text)


def _format(request: Request, text: str) -> tuple[Request, str]:
    named = (format for words, format in _FORMATS if re.search(words, text, re.IGNORECASE))
    return replace(request, format=next(named, None)), text


def _finding(request: Request, text: str) -> tuple[Request, str]:
    found = _FINDING.search(text)
    return replace(request, finding=found is not None), _without(text, found)


def _length(request: Request, text: str) -> tuple[Request, str]:
    found = _LENGTH.search(text)
    if found is None:
        return request, text
    words = (found["words"] or "").lower()
    minutes = (
        int(found["minutes"]) if found["minutes"] else _HOURS.get(re.split(r"[ -]", words)[0], 60)
    )
    # “a 20-minute session on falls”: what follows belongs to what stood before.
    return replace(request, minutes=minutes), f"{text[: found.start()]} {text[found.end() :]}"


def _everybody(request: Request, text: str) -> tuple[Request, str]:
    found = _EVERYBODY.search(text)
    return replace(request, everybody=found is not None), _without(text, found)


def _practices(request: Request, text: str, practices: Iterable[Practice]) -> tuple[Request, str]:
    """Practices by their names, or by what of a name no other has."""
    names = [(each, _names(each)) for each in practices]
    shorts = [short for _, (_, short) in names]
    codes = []
    for practice, (whole, short) in names:
        alone = len(short) > 3 and shorts.count(short) == 1
        for name in (whole, short) if alone else (whole,):
            found = re.search(
                rf"(?:\b(?:with|and|between|for)\b,? )?\b{re.escape(name)}(?: surgery| practice)?\b,?",
                text,
                re.IGNORECASE,
            )
            if found:
                codes.append(practice.ods_code)
                text = _without(text, found)
                break
    return replace(request, ods_codes=tuple(codes)), text


def _names(practice: Practice) -> tuple[str, str]:
    whole = practice.name.lower()
    return whole, " ".join(_SUFFIX.sub(" ", whole).split())


def _when(request: Request, text: str, now: datetime, zone: str) -> tuple[Request, str]:
    today = now.astimezone(ZoneInfo(zone)).date()
    often, at = _REPEATS.search(text), _CLOCK.search(text)
    clock = read_clock(_spaced(at["at"] or at["bare"])) if at else None
    if clock is None:
        at = None
    repeats = _rhythm(often, clock, now, zone) if often else ""
    text = _without(text, often if repeats else None, at)
    on = _DAY.search(text)
    day = _day(on, today) if on else None
    request = replace(request, day=day, clock=clock, repeats=repeats)
    return request, _without(text, on if day else None)


def _spaced(words: str) -> str:
    return re.sub(r"\b([ap])\.m\.?", r"\1m", " ".join(words.lower().split())).rstrip(".")


def _rhythm(often: re.Match[str], clock: time | None, now: datetime, zone: str) -> str:
    """As it was said, with the time of day; empty for what is no rhythm."""
    said = f"{often['often']} on {often['on']}" if often["on"] else often["often"]
    at = f" at {clock:%H:%M}" if clock else ""
    try:
        pattern = parse(f"{said}{at}", now, zone, usual=time(13))
    except NotUnderstood:
        return ""
    return f"{said}{at}" if isinstance(pattern, Repeating) else ""


def _day(found: re.Match[str], today: date) -> date | None:
    weekly = found["weekly"] or found["weekly2"]
    words = " ".join((weekly or found["day"]).lower().replace(",", "").split())
    words = words.replace("this coming ", "next ").removeprefix("the ")
    try:
        day = read_date(words, today)
    except NotUnderstood:
        return None
    return day + timedelta(days=7) if day and weekly else day


# ---- what is left


def _topic(text: str, request: Request) -> str:
    for pattern in _TOPIC:
        found = pattern.search(text)
        topic = _trimmed(found["topic"].split(" ; ")[0]) if found else ""
        if topic and not set(topic.lower().split()) <= _KINDS:
            return (topic[:1].upper() + topic[1:])[:TOPIC_MAX]
    return ""


def _trimmed(words: str) -> str:
    words = " ".join(words.replace(";", " ").split()).strip('" ')
    before = ""
    while words != before:
        before, words = words, _LOOSE_ENDS.sub("", words).strip('" ')
    return words
