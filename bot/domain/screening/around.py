"""What stands around a number, a postcode or an address: whether it is a person's or a service's."""

import re

_PERSON = re.compile(
    r"\b(?:pt'?s?|patient'?s|patient(?!s|\s(?:line|transport|survey|services?|advice|participation|group|access"
    r"|helpline|experience|safety|liaison|care|hub|facing|referral|enquir\w+|bookings?)\b)|hers?|his|she|he|him|their"
    r"|mum|mother|dad|father|son|daughter|wife|husband|carer|nok|next of kin|sister|brother|neighbour"
    r"|relative|nan|gran|grandson|granddaughter|aunt|uncle|niece|nephew|baby|lives?|living|resides|lady|gentleman|home"
    r"|boy|girl|mr|mrs|ms|miss)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:(?:care|nursing|residential)\shomes?|home\svisiting\s\w+|practices?|surger(?:y|ies)|(?:health|medical|call|contact|treatment|walk-?in|urgent)\s"
    r"(?:care\s)?cent(?:re|er)s?|clinics?|hospitals?|infirmary|switch(?:board)?|reception(?:ists?)?|front\sdesk|helplines?|hotline|help\s?desk"
    r"|bypass|back\s?line|(?:advice|referral|booking|duty|crisis|admin|main|phone|direct|appointments?|prescription|queries)\s(?:line|number|no|desk)"
    r"|line|spa|(?:card|neur|derm|radi|onc|ur|haemat|rheumat|gastroenter|endocrin|ophthalm|microbi|path|audi|physi)\w*olog(?:y|ist)|respiratory|gynae|paeds|maternity|ortho|renal|triage|toll|united kingdom|single point of access|pharmac(?:y|ies|ist)|chemist|hospice|out of hours|ooh|111|wards?|secretar(?:y|ies)|department|dept|labs?"
    r"|laboratory|a&e|e\.?d\.?|teams?|hubs?|samaritans|pals|icb|pcn|offices?|hq|dial(?:\s|-)?in|dial by phone|by phone|join|conference|zoom|nurses?"
    r"|midwi(?:fe|ves)|health visitors?|social (?:services|care|worker)|safeguarding|council|service|consultants?|registrar|bleep|ext|extension|fax|main"
    r"|radiology|x-?ray|pathology|micro(?:biology)?|cmht|camhs|acute|unit|advice|on\s?call|manager|admin|depot|supplier|venue|hotel|helper?desk|it support|locum|duty)\b",
    re.IGNORECASE,
)
_SERVICE_MOBILE = re.compile(
    r"\b(?:practice|surgery|duty(?:\s(?:dr|doctor|gp))?|on\s?-?call(?:\s\w+)?|work|office|team|ward|service|pcn|icb|locum|manager'?s?|clinic|admin|triage)\s"
    r"(?:mob(?:ile)?|phone|cell)s?\b\W{0,3}(?:(?:no|number|is|on)\W{0,2}){0,2}$",
    re.IGNORECASE,
)
_WORK_PLACE = re.compile(
    r"\b(?:practice|surgery|cent(?:re|er)|clinic|hospital|infirmary|hub|venue|hotel|hall|library|hq|headquarters|offices?|sites?|branch"
    r"|church|chapel|mosque|university|college|school|pharmacy|chemist|hospice|council|civic|conference|medical|meeting\sroom|building|trust"
    r"|stadium|restaurant|caf[eé]|pub|car\spark|parking|icb|pcn|federation|gp|partners|depot|town hall)s?\b",
    re.IGNORECASE,
)
_RESIDENCE = re.compile(
    r"\b(?:pt|pt's|patient|patient's|her|his|she|he|him|lives?|living|resides|resident|moved|flat|home|homes?\svisit|mum|mother|dad|father"
    r"|son|daughter|wife|husband|carer|nok|next of kin|mr|mrs|ms|miss|address(?!\sof\sthe\s(?:practice|surgery|venue)))\b",
    re.IGNORECASE,
)
_WORK_ADDRESS = re.compile(
    r"\b(practice|surgery|venue|clinic|centre|hub|office|branch|work)(?:'?s)?\s(?:post(?:al)?\s)?address",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[\n;!?]|(?<=[a-z\d)]{4})\.\s", re.IGNORECASE)
_HOSPITAL_OF = re.compile(r"\bpatient (?:line|transport|services)\b", re.IGNORECASE)


def sentence(text: str, start: int, end: int, before: int = 80, after: int = 45) -> tuple[str, str]:
    """What stands before and after, as far as the sentence goes."""
    left, right = text[max(0, start - before) : start], text[end : end + after]
    for match in _BREAK.finditer(left):
        left = " " * match.end() + left[match.end() :]
    if match_after := _BREAK.search(right):
        right = right[: match_after.start()]
    return left, right


def is_a_services(text: str, start: int, end: int, *, mobile: bool) -> bool:
    """Whether a phone number is a service's: the nearest word decides; of a mobile, its label."""
    before, after = sentence(text, start, end)
    if mobile:
        return _SERVICE_MOBILE.search(before) is not None
    service = _distance(_SERVICE, before, after)
    return service is not None and service < (_distance(_PERSON, before, after) or 999)


def is_a_work_place(text: str, start: int, end: int) -> bool:
    """Whether a postcode is a practice's or a venue's: nobody may live there."""
    before, after = sentence(text, start, end)
    around = _WORK_ADDRESS.sub(r"\1", f"{before} {after}")
    return _WORK_PLACE.search(around) is not None and _RESIDENCE.search(around) is None


def is_a_home(text: str, start: int, end: int) -> bool:
    before, _ = sentence(text, start, end)
    return _HOME.search(_WORK_ADDRESS.sub(r"\1", before)) is not None


_HOME = re.compile(
    r"\b(?:lives?(?:\salone)?|living|resides?|residing|address|addr?|home\svisits?|hv|moved|home|housebound|stays|staying"
    r"|flat\s\d+[a-z]?)\b[^\d.]{0,25}$",
    re.IGNORECASE,
)


def _distance(cue: re.Pattern[str], before: str, after: str) -> int | None:
    """How many characters away the nearest such word is; 1 at least."""
    left = max((match.end() for match in cue.finditer(before)), default=None)
    right = cue.search(after)
    away = [] if left is None else [len(before) - left + 1]
    if right:
        away.append(right.start() + 1)
    return min(away, default=None)
