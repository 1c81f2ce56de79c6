"""What a sentence is about in free words: a session's topic, an action's text, a pulse's question."""

# ruff: noqa: E501
# Patterns are easier to read in one line.

import re

from bot.domain.sessions.model import TOPIC_MAX, Format
from bot.domain.talking.model import Intent

NOUN = (
    r"(?:(?:virtual |peer |practice |small |group |locality |learning |short |quick )*"
    r"(?:sessions?|meetings?|discussions?|mdts?|peer groups?|get[- ]togethers?|workshops?|catch[- ]?ups?|huddles?"
    r"|chats?|trios?|pairs?|groups?|webinars?|gatherings?|peer reviews?|learning events?))"
)
TALK = (
    r"(?:discuss(?:ing)?|talk(?:ing)? (?:about|through|over)|(?<=to )talk(?! about| to| with| through| over)|go through|sit down and (?:discuss|go through|talk about)|compare notes (?:on|about)|chat(?:ting)? (?:about|through)"
    r"|meet(?:ing)?(?: up)? (?:about|on|to discuss|to talk about)|get together (?:about|on|to discuss|to talk about)|debate"
    r"|speak about|go over|put our heads together (?:on|about)|swap ideas (?:on|about)|share ideas (?:on|about)"
    r"|have a (?:conversation|word|chat) about)"
)
_NO_TOPIC = (
    r"(?:(?:set|up|sched\w*|plan\w*|book|arrange|organi[sz]e|hold|run|start|can|could|shall|should|would|we|i|you|us|me|my|our"
    r"|have|has|do|does|did|is|are|was|were|will|please|pls|let|lets|want|need|like|get|to|the|a|an|at|in|for|with|and|of|not|no"
    r"|what|when|where|who|which|how|why|any|some|cancel|move|list|show|see|hi|hello|hey|propose|make|put|kindly|thinking)\b)"
)
_TOPIC = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:topic|subject|title)(?: of| is)?\s*[:=-]?\s*(?P<topic>.+)",
        rf"\b{TALK}\s+(?P<topic>.+)",
        rf"\b{NOUN}\b(?:[\w' -]*?)\b(?:on|about|regarding|around|concerning|re|to discuss|called|looking at|covering|of(?! our| us| the (?:year|month|week))"
        r"|to look at|to go over|to talk about|focus(?:s?ing|s?ed) on)\b[:.]?\s+(?P<topic>.+)",
        r"\b(?:about|regarding|concerning|re)\b[.:]?\s+(?P<topic>.+)",
        rf"\b{NOUN}\s*[:-]\s*(?P<topic>.+)",
        r"\bon\s+(?P<topic>.+)",
        rf"\b(?:an?|another|the|new) (?P<topic>[\w&' -]+?) {NOUN}\b",
        rf"\b(?:set up|schedule|book|arrange|plan|organi[sz]e|hold|run) (?P<topic>[\w&' -]+?) {NOUN}\b",
        rf"\b{NOUN} for (?P<topic>[^;]+)",
        rf"^(?P<topic>(?!{_NO_TOPIC})[\w&'-]+(?: (?!{_NO_TOPIC})[\w&'-]+){{0,2}}) {NOUN}\b",
    )
)
_KINDS = frozenset((
    "peer", "practice", "virtual", "small", "group", "short", "quick", "new", "locality", "minute",
    "length", "meeting", "session", "whole", "monthly", "weekly", "regular", "it", "this", "that",
    "them", "us", "practices", "the", "all", "of", "our", "a", "next", "face", "to", "everyone",
    "everybody", "online", "teams", "lunch", "lunchtime", "in", "brief", "first", "hour", "half",
    "long", "proper", "team", "mdt", "joint", "other", "another", "one", "two", "session/meeting",
))  # fmt: skip
_NOBODY = frozenset(("anyone", "anybody", "everyone", "everybody", "others", "people", "you", "us"))
_LOOSE_ENDS = re.compile(
    r"^(?:the |our )?(?:topic(?: of)?|subject(?: of)?)\s+|[\s,;:.!?/-]+$|^[\s,;:.!?/-]+"
    r"|\b(?:please|thanks|thank you|ta|cheers|and|on|at|for|with|from|in|starting|by|between|sometime|maybe|perhaps|about|asap|w/c"
    r"|week commencing|week beginning|around|the|to|of|or|again|due|via|over|some time|x|during|before|after|together|until)[\s,.!?]*$"
    r"|^(?:for|about|on|with|to discuss|and|please|re|in|at)\s+",
    re.IGNORECASE,
)
_CUT = re.compile(
    r" ; |,?\s+(?:starting|beginning|commencing)\b|\s+(?:with|between|among) (?:all |the |everyone\b|everybody\b|my |our )|,?\s+(?:and|please|then) (?:find|invite|send|post|ask|remind|could|can|let)\b"
    r"|[?!](?:\s|$)|\.(?:\s|$)|\s+(?:so that|because|as soon as|if possible|if we can|please|pls)\b| as a group\b| when (?:everyone|everybody|most people|we|people) can",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r",?\s*\b(?:with|for|between|among|across|to|invite|including|involving) (?:all |everyone |everybody )?(?:of )?(?:the |our |us )?(?:other |rest of "
    r"the |whole |all )?(?:practices|surgeries|locality|everyone|everybody|group|pcn|gps|network|leads|members)\b(?: here)?"
    r"|,?\s*\bwith (?:everyone|everybody)\b|,?\s*\bwith (?:the )?others\b|\bget (?:everyone|everybody|all (?:the )?(?:practices|gps)|us all) together\b"
    r"|\ball (?:the )?(?:other )?practices\b|\beveryone (?:invited|welcome)\b|\ball of us\b|\bus all\b|\bwe all\b|\bevery practice\b",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r",?\s*(?:and |please |then )*\b(?:find|suggest|agree|pick|choose|sort)(?: us| out)? (?:a |some )?(?:good |suitable )?(?:time|date|slot)s?\b"
    r"|,?\s*\bwhen (?:everyone|everybody|most people|we all|most of us|people) (?:can|are free|is free)\b(?: make it)?|\bpoll for times\b",
    re.IGNORECASE,
)
_FORMATS = (
    (r"\bvirtual mdts?\b|\bmdts?\b|multi-?disciplinary", Format.VIRTUAL_MDT),
    (
        r"\bwhole locality\b|\blocality[- ](?:wide )?(?:meeting|session|discussion|event|meet|mtg)|\blocality-wide\b",
        Format.LOCALITY,
    ),
    (r"\bsmall[- ]groups?\b", Format.SMALL_GROUP),
    (r"\btrios?\b|\b(?:groups? of |in )(?:three|3)s?\b|\bthrees\b", Format.TRIO),
    (r"\bpairs?\b(?! up)|\bin twos\b|\bone[- ]to[- ]one\b|\b1:1\b|\bpairing\b", Format.PAIR),
)


def read_format(text: str) -> Format | None:
    named = (format for words, format in _FORMATS if re.search(words, text, re.IGNORECASE))
    return next(named, None)


def says_everybody(text: str) -> bool:
    return _EVERYBODY.search(text) is not None


def says_finding(text: str) -> bool:
    """Whether a time is to be found."""
    return _FINDING.search(text) is not None


def read_topic(text: str) -> str:
    """``text`` has marks in the place of dates and names."""
    text = re.sub(r"_length_", " ", text)
    text = re.sub(r"\b(?:w/c|week commencing|week beginning)\b", " ", text, flags=re.IGNORECASE)
    # One mark after the other, with what ties them: the end of what stood before.
    text = re.sub(
        r"(?:\b(?:with|for|on|at|from|in|by|and|between|to|until|starting|every|the|practice|gp|,)\s+)*_[a-z]+_",
        " ; ",
        text,
    )
    text = _EVERYBODY.sub(" ; ", _FINDING.sub(" ; ", text))
    for pattern in _TOPIC:
        for found in pattern.finditer(text):
            topic = _trimmed(_CUT.split(found["topic"])[0])
            if topic and not set(topic.lower().replace("-", " ").split()) <= _KINDS:
                return _headed(topic)[:TOPIC_MAX]
    return ""


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]


def _trimmed(words: str, ends: re.Pattern[str] = _LOOSE_ENDS) -> str:
    words = " ".join(words.replace(";", " ").split()).strip('" ')
    before = ""
    while words != before:
        before, words = words, ends.sub("", words).strip('" ')
    return words


# ---- free words of the others

_QUOTED = re.compile(r'"(?P<words>[^"]{3,})"')
_WORDS: dict[Intent, tuple[str, ...]] = {
    Intent.RECORD_ACTION: (
        r"\b(?:actions?|action points?|tasks?|to-?dos?|follow[- ]ups?)\b[^:]{0,40}?(?::| - |- )\s*(?P<words>.+)",
        r"\b(?:actions?|action points?|tasks?|to-?dos?)\b(?: (?:for|to|on) (?:me|us|everyone|our practice|my practice|_person_|_practice_|dr [\w']+|[A-Z][\w']+))?,?"
        r" (?:to|that|which is to|about|of|is to)\s+(?P<words>.+)",
        r"\b(?:actions?|tasks?)\b for (?:me|us|our practice|my practice|[\w' ]{2,20}?)\s*[,:-]\s*(?P<words>.+)",
        r"\b(?:we|i|they)(?: have|'ve| all)? (?:agreed|decided|promised|committed|undertook|resolved)(?: that we (?:would|will)| to| that)\s+(?P<words>.+)",
        r"\b(?:we|i) said (?:we|i)(?: would|'d)\s+(?P<words>.+)",
        r"\b(?:record|log|note(?: down)?|add|capture|minute|write down)(?: that)? (?P<words>.+?)(?: as (?:an )?action)$",
        r"\b(?:add|put|log) (?P<words>.+?) (?:to|in|on|onto) (?:the |my |our )?(?:action|to-?do)s?\b",
        r"\b(?:record|log|note|capture|minute)(?: down)?(?: that)? (?P<words>(?:we|i|[A-Z]\w+) .+)",
        r"(?P<words>\b_person_ (?:to|will|is going to) .+)",
        r"^(?P<words>[A-Z]\w+(?: [A-Z]\w+)? (?:to|will|is going to|should) .+)",
        r"\bput down that (?P<words>.+)",
    ),
    Intent.BARRIERS: (
        r"\b(?:barriers?|obstacles?|blockers?)\b[^:]{0,30}?(?::| - )\s*(?P<words>.+)",
        r"\b(?:raise|log|record|flag|add|report|note|escalate|new)\b.{0,20}?\b(?:barrier|obstacle|blocker)\b (?:about|that|on|with|to do with|is|of|re)?\s*(?P<words>.+)",
        r"\b(?:barrier|obstacle|blocker|problem) is (?:that )?(?P<words>.+)",
        r"\b(?:tell|escalate to|flag to|flag up to|raise with|let|for|to) (?:the )?(?:icb|board|body|commissioners|pcn|trust|federation)(?: know)?(?: ?[:,-])? (?:that |about )?(?P<words>.+)",
    ),
    Intent.LEARN: (
        r"\b(?:learn|hear|know|find out|understand|see|teach(?: us| others| others about| you)?|show(?: us| others| people| you)?|share(?: with (?:others|the group|you))?|tell (?:others|people|us))"
        r"(?: more| from (?:others|other practices|people))*(?: about| on)? (?P<words>(?:how|what|why|our|the|about)\b.+)",
        r"\b(?:learn|hear|know|find out|understand)(?: more)?(?: from (?:others|other practices))? (?:about|to|on|from) (?P<words>.+)",
        r"\b(?:get better at|improve(?: at| on| our)?|help with|struggling with|struggle with|tips (?:on|for)|interested in|good at|great at|well (?:at|on|with)|brilliant at|strong (?:at|on)|excellent at)"
        r" (?:learning about |hearing about |how to )?(?P<words>.+)",
        r"\b(?:teach|share|show|offer)(?: others| people| practices| anyone| anybody| everyone| everybody| you| them| the group)? (?P<words>.+)",
    ),
    Intent.PULSE_NEW: (
        r"\b(?:pulse|survey|poll|questionnaire|temperature check)\b[^:]{0,50}?(?::| - )\s*(?P<words>.+)",
        r"\b(?:ask|poll|survey|canvass|find out|gauge|know|see)\b.{0,60}?\b(?P<words>(?:how|whether|if|what|why|do|does|are|is|should)\b (?:they|we|people|members|practices|gps|everyone|the|it|you|our)\b.+)",
        r"\b(?:pulse|survey|poll|questionnaire|temperature check)\b.{0,30}?\b(?:about|on|asking|re|regarding|called)\s+(?P<words>.+)",
        r"\b(?:ask|poll|survey|canvass|question)\b.{0,50}?\b(?:about|on|regarding)\s+(?P<words>.+)",
        r"\b(?:views|opinions?|feedback|thoughts) (?:about|on|of|regarding)\s+(?P<words>.+)",
    ),
    Intent.CONCERN: (
        r"\b(?:concern|complaint|objection|issue|grievance)\b[^:]{0,20}?(?::| - )\s*(?P<words>.+)",
        r"\b(?:concerns?|concerned|worried|complain|complaint|object|objection|unhappy|not happy|uncomfortable|upset|issue)\b(?: about| with| to| over| that| at| by)+\s+(?P<words>.+)",
    ),
    Intent.CHALLENGE: (
        r"\b(?:because|as|since|:| - )\s*(?P<words>.+)",
    ),
    Intent.NOTES: (
        r"\b(?:note|reflection|log)s?\b[^:]{0,30}?(?::| - )\s*(?P<words>.+)",
    ),
}  # fmt: skip
_PATTERNS = {
    intent: tuple(re.compile(each, re.IGNORECASE) for each in patterns)
    for intent, patterns in _WORDS.items()
}
_CUT_WORDS = re.compile(
    r"(?:,|\band\b)?\s*(?:who (?:do|can|should) (?:i|we)|can you|could you|please|pls|closing|close it|closes|thanks|is my action|happy to (?:help|share|teach|show)|and (?:happy|can|glad|willing))\b.*$"
    r"|\s_until_.*$",
    re.IGNORECASE,
)
_TIES = re.compile(
    r"(?:\b(?:on|by|at|from|until|till|due|before|in|for|the|every|closing|within|to|starting|open|during)\s+)*_(?:day|until|clock|often|length|channel)_"
)
HELP = (
    ("pulse", r"\b(?:pulses?|surveys?|polls?|questionnaires?)\b"),
    (
        "compare",
        r"\b(?:compare|comparing|comparisons?|figures?|indicators?|data|snippets?|benchmark\w*|charts?)\b",
    ),
    (
        "peer",
        r"\b(?:peers?|sessions?|meetings?|matching|match|actions?|barriers?|notes|rsvp|facilitat\w+)\b",
    ),
)


_ENDS = re.compile(
    r"[\s,;:.!?/-]+$|^[\s,;:.!?/-]+|\b(?:please|thanks|thank you|ta|cheers|and|by|from|until|due|on|closing)[\s,.!?]*$"
    r"|^(?:for|about|on|with|and|please|re)\s+",
    re.IGNORECASE,
)


def read_words(intent: Intent, text: str) -> str:
    """``text`` has marks in the place of dates; the names of people are as they were said."""
    if intent is Intent.HELP:
        return next((name for name, words in HELP if re.search(words, text, re.IGNORECASE)), "")
    if intent in (Intent.PULSE_SUMMARY, Intent.PULSE_EXPORT):
        return _which_pulse(text)
    patterns = _PATTERNS.get(intent, ())
    if patterns and intent is Intent.PULSE_NEW and (quoted := _QUOTED.search(text)):
        return _headed(_trimmed(quoted["words"], _ENDS))[:TOPIC_MAX]
    for pattern in patterns:
        if found := pattern.search(text):
            said = _TIES.sub(" ; ", found["words"])
            # A date within what is to be done is taken out; elsewhere it ends what was said.
            is_action = intent is Intent.RECORD_ACTION
            said = said.replace(" ; ", " ") if is_action else said.split(" ; ")[0]
            words = _trimmed(_CUT_WORDS.sub("", said), _ENDS)
            if words and words.lower() not in _NOBODY:
                return _headed(words)
    return ""


_WHICH = re.compile(
    r"\b(?:the|our|my|last|latest|from the|of the) (?P<words>(?:[\w'-]+ ){1,3})(?:pulse|survey|poll|questionnaire|temperature check)\b"
    r"|\b(?:pulse|survey|poll|questionnaire)\b (?:on|about) (?P<words2>[\w' -]+)",
    re.IGNORECASE,
)
_ANY = frozenset((
    "last", "latest", "the", "recent", "most", "previous", "our", "new", "this", "that", "first",
    "past", "anonymous", "pulse", "members", "quick", "current", "of", "from", "results", "result",
    "summary", "for", "_day_", "_until_", "outcome", "findings", "headline", "score", "scores", "report",
))  # fmt: skip


def _which_pulse(text: str) -> str:
    found = _WHICH.search(text)
    words = (found["words"] or found["words2"] or "") if found else ""
    return " ".join(each for each in _trimmed(words).split() if each.lower() not in _ANY)


_NUMBER = re.compile(
    r"\b(?:pulse|survey|poll|round|number|no\.?)\s*#?(?P<number>\d{1,5})\b|(?<!\S)#(?P<number2>\d{1,5})\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:this|last|the last|the past|past|previous|current) (?:\w+ )?(?:quarter|months?|years?|weeks?|financial year|term|12 months)\b"
    r"|\b(?:since|in) (?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)\b",
    re.IGNORECASE,
)


def read_number(text: str) -> int | None:
    found = _NUMBER.search(text)
    return int(found["number"] or found["number2"]) if found else None


def read_period(text: str) -> str:
    found = _PERIOD.search(text)
    return found.group().lower().removeprefix("the ").removeprefix("in ") if found else ""
