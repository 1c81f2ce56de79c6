"""What stands around a number, a postcode or an address: whether it is a person's or a service's."""

import re


def _any_of(*lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines)})\b", re.IGNORECASE)


_FAMILY = (
    r"mum|mother|dad|father|son|daughter|wife|husband|carer|nok|next of kin|sister|brother",
    r"neighbour|relative|nan|gran|grandson|granddaughter|aunt|uncle|niece|nephew|baby",
)
_SOMEBODY = (
    r"pt|pt's|pts'|patient's|hers?|his|she|he|him|mr|mrs|ms|miss|lives?|living|resides|resident",
    # "patient line", "patient transport": a service's name
    r"patient(?!s|\s(?:line|transport|survey|services?|advice|participation|group|access|helpline"
    r"|experience|safety|liaison|care|hub|facing|referral|enquir\w+|bookings?)\b)",
)
_PERSON = _any_of(*_SOMEBODY, *_FAMILY, "their|lady|gentleman|boy|girl|home")
_SERVICE = _any_of(
    r"(?:care|nursing|residential)\shomes?|home\svisiting\s\w+|practices?|surger(?:y|ies)|clinics?",
    r"(?:health|medical|call|contact|treatment|walk-?in|urgent)\s(?:care\s)?cent(?:re|er)s?",
    r"hospitals?|infirmary|switch(?:board)?|reception(?:ists?)?|front\sdesk|helplines?|hotline",
    r"(?:advice|referral|booking|duty|crisis|admin|main|phone|direct|appointments?|prescription"
    r"|queries)\s(?:line|number|no|desk)|help\s?desk|bypass|back\s?line|line|fax|ext|extension",
    r"\w{3,12}olog(?:y|ist)|respiratory|gynae|paeds|maternity|ortho|renal|x-?ray|micro|labs?",
    r"laboratory|a&e|e\.?d\.?|triage|acute|unit|wards?|department|dept|cmht|camhs|hospice",
    r"spa|single point of access|pharmac(?:y|ies|ist)|chemist|out of hours|ooh|111|on\s?call",
    r"secretar(?:y|ies)|teams?|hubs?|samaritans|pals|icb|pcn|offices?|hq|service|advice|main",
    r"dial(?:\s|-)?in|dial by phone|by phone|join|conference|zoom|toll|united kingdom|bleep",
    r"nurses?|midwi(?:fe|ves)|health visitors?|social (?:services|care|worker)|safeguarding",
    r"our\s(?:number|no|tel|phone)|council|consultants?|registrar|manager|admin|depot|supplier",
    r"venue|hotel|it support|locum|duty",
)
# "practice mobile: ", "duty doctor mobile ": nothing less makes a mobile a service's.
_SERVICE_MOBILE = re.compile(
    r"\b(?:practice|surgery|duty(?:\s(?:dr|doctor|gp))?|on\s?-?call(?:\s\w+)?|work|office|team|ward"
    r"|service|pcn|icb|locum|manager'?s?|clinic|admin|triage)\s(?:mob(?:ile)?|phone|cell)s?\b"
    r"\W{0,3}(?:(?:no|number|is|on)\W{0,2}){0,2}$",
    re.IGNORECASE,
)
_WORK_PLACE = _any_of(
    r"(?:practice|surgery|cent(?:re|er)|clinic|hospital|hub|venue|hotel|hall|office|site|branch",
    r"church|chapel|mosque|college|school|chemist|hospice|council|conference|building|trust|pub",
    r"restaurant|caf[eé]|partner|depot|federation|icb|pcn|gp)s?|surgeries|pharmac(?:y|ies)|library",
    r"hq|headquarters|infirmary|university|civic|medical|meeting\sroom|stadium|car\spark|parking",
)
_RESIDENCE = _any_of(
    *_SOMEBODY,
    *_FAMILY,
    r"moved|flat|home|home\svisits?|address(?!\sof\sthe\s(?:practice|surgery|venue))",
)
_WORK_ADDRESS = re.compile(
    r"\b(practice|surgery|venue|clinic|centre|hub|office|branch|work)(?:'?s)?\s(?:post(?:al)?\s)?address",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[\n;!?]|(?<=[a-z\d)]{4})\.\s", re.IGNORECASE)


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
    before, after = sentence(text, start, end)
    if _VISIT.search(before) and not _WORK_PLACE.search(f"{before} {after}"):
        return True
    return _HOME.search(_WORK_ADDRESS.sub(r"\1", before)) is not None


_VISIT = re.compile(r"\b(?:visit(?:s|ed|ing)?|house is)\b[^\d.]{0,12}$", re.IGNORECASE)
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
