"""Numbers that belong to one patient: NHS, hospital, record and National Insurance numbers."""

import re
from collections.abc import Iterator

from nhs_number.constants import REGION_ENGLAND, REGION_SYNTHETIC
from nhs_number.details import NhsNumber

# ---- NHS number

_GAP = r"[ \t\n.\-/_]{0,3}"
_START = r"(?<!\d)(?<![£$€])(?<!\d[.,])(?<!\+44 )(?<!0044 )"
_END = r"(?!\d)(?![.,]\d)"
# Ten digits as they are grouped by people who are tired; look-aheads, so that runs may overlap.
_RUN = re.compile(
    rf"{_START}(?=(\d{{3}}(?:{_GAP}|,)\d{{3}}(?:{_GAP}|,)\d{{4}}){_END})"
    rf"|{_START}(?<!\d[ \-])(?=((?:\d{{5}}[ \-]\d{{5}}|\d{{3}}[ \-]\d{{7}}|\d{{7}}[ \-]\d{{3}}"
    rf"|\d{{6}}[ \-]\d{{4}}|\d{{4}}[ \-]\d{{6}}|\d{{3}}[ \-]\d{{4}}[ \-]\d{{3}}"
    rf"|\d{{4}}[ \-]\d{{3}}[ \-]\d{{3}}|\d{{3}}[ \-]\d{{3}}[ \-]\d{{2}}[ \-]\d{{2}}"
    rf"|\d(?:[ \-]\d){{9}})){_END}(?![ \-]\d))"
)
# The letters that a scanner, or a hand, makes of noughts and ones.
_LOOKALIKE = re.compile(r"(?<![\w.])[\dOoIl|]{3}[ .\-]?[\dOoIl|]{3}[ .\-]?[\dOoIl|]{4}(?!\w)")
_AS_DIGITS = str.maketrans("OoIl|", "00111")
_LABEL = (
    r"\bnhs[\s\-]{0,2}(?:(?:no|nos|num|number|nr|id)(?![a-z])|#)|\bnhsno|\bnhs(?=\s?[:#]?\s?\d)"
    r"|\bchi(?:[\s\-](?:no|num|number))?\b|\bh&c\b(?:\s(?:no|number))?|\bhcn\b"
)
# With its label a number counts even if a digit is wrong: a slip of the pen is a patient still.
_LABELLED = re.compile(
    rf"(?:{_LABEL})(?P<said>[^\d\n]{{0,24}})(?<!\d)"
    rf"(?P<digits>[\dOoIl|](?:{_GAP}[\dOoIl|]){{8,10}})(?!{_GAP}\d)",
    re.IGNORECASE,
)
_TALKED_ABOUT = re.compile(
    r"\W{0,3}(?:\w+\s){0,3}(?:wrong|invalid|not (?:a )?valid"
    r"|isn't valid|check digit|dummy|made up|fake|format)",
    re.IGNORECASE,
)
_WHAT_IS_NOT = (
    r"zoom|teams|webex|meetings?|webinar|conference|passcode|snomed(?:\s?ct)?|sctid|concept\s?ids?"
    r"|descriptionid|refset|codes?|dm\+d|vmp|amp|isbn|issn|ean|gtin|barcode|serial|lot|batch"
    r"|(?:purchase\s|sales\s)?orders?|po|p\.o\.|invoices?|inv|accounts?|acct?|quot(?:e|ation)|gid"
    r"|indicators?|utr|vat|charity|company|tracking|parcel|eventbrite|asset|policy|licen[cs]e"
    r"|timestamp|doi|pmid|pubmed|grant|tender|contract|supplier|catalogue|product|item|event|isrctn"
)
_SAID_OF_IT = (
    r"ids?|nos?|numbers?|num|refs?|reference|codes?|is|was|concept|access|room|pmi|personal|link"
    r"|tag|meeting|mtg|pin|passcode|ct|user|customer|web"
)
_LIST = r"(?:(?:\d[\d ]{3,18}(?:,|;|\band\b|\bor\b|&|/|\|)\s?){1,12})?"
_NOT_BEFORE = re.compile(
    rf"\b(?:{_WHAT_IS_NOT})(?:\W{{0,3}}\b(?:{_SAID_OF_IT})\b){{0,4}}[\s:#=.\-()]{{0,4}}{_LIST}$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    rf"[\s,)(\-:]{{0,3}}(?:is|was|=)?\s?(?:the|our|a|as)?\s?\(?(?:{_WHAT_IS_NOT})\b", re.IGNORECASE
)
_OF_ENGLAND = (REGION_ENGLAND, REGION_SYNTHETIC)


def has_nhs_number(text: str) -> bool:
    return any(_labelled(text)) or any(_bare(text))


def _labelled(text: str) -> Iterator[bool]:
    lower = text.lower()
    if not any(label in lower for label in ("nhs", "chi", "h&c", "hcn")):
        return
    for match in _LABELLED.finditer(text):
        digits = _digits(match["digits"])
        if _TALKED_ABOUT.match(text, match.end()):
            continue
        ten = len(digits) == 10
        yield ten if match["said"].strip(" \t:.#-") or ten else digits[0] not in "0123"


def _bare(text: str) -> Iterator[bool]:
    for match in _RUN.finditer(text):
        digits = _digits(match[1] or match[2])
        end = match.end(1) if match[1] else match.end(2)
        yield _is_english(digits) and not _is_something_else(text, match.start(), end)
    for match in _LOOKALIKE.finditer(text):
        if sum(map(str.isdigit, match[0])) in range(6, 10):
            yield _is_english(_digits(match[0]))


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written.translate(_AS_DIGITS))


def _is_english(digits: str) -> bool:
    """Passes modulus 11 and lies in a range that is or may be issued in England; test numbers count."""
    if digits[0] in "01238":
        return False
    number = NhsNumber(digits)  # type: ignore[no-untyped-call]
    return number.valid and number.region in _OF_ENGLAND


def _is_something_else(text: str, start: int, end: int) -> bool:
    """One number of ten digits in eleven passes modulus 11: what it is called decides."""
    before, after = text[max(0, start - 120) : start], text[end : end + 40]
    return bool(_NOT_BEFORE.search(before) or _NOT_AFTER.match(after))


# ---- the rest

# QQ is never issued, but is what the official examples and careful testers write.
_NI_NUMBER = re.compile(
    r"(?<![A-Z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)"
    r"[ \-.]{0,2}\d{2}[ \-.]?\d{2}[ \-.]?\d{2}[ \-.]{0,2}[A-D](?![A-Z\d])"
    r"|\b(?:nino|n\.?i\.?\s?(?:no|num|number)|national insurance(?:\s(?:no|number))?)\b"
    r"[\s:.#\-]{0,4}(?:is\s)?[A-Z]{2}[ \-.]?\d{2}[ \-.]?\d{2}[ \-.]?\d{2}",
    re.IGNORECASE,
)
_NUMBER = r"(?:no|nr|num|number|id|ref|reference)(?![a-z])\.?|#"
_CODE = r"(?:\s?(?:is|was)\b)?[\s:.#=\-]{0,4}"
_HOSPITAL_NUMBER = re.compile(
    rf"\b(?:(?:hosp(?:ital)?|unit|pas|case\s?notes?|district|trust|ward|clinic)\s?\.?\s?"
    rf"(?:pt\s|patient\s)?(?:{_NUMBER})"
    rf"|mrn(?:\s?(?:{_NUMBER}))?|h/n|hn(?=\s?[:#])){_CODE}[a-z]{{0,3}}[ \-]?\d[\d\-]{{4,9}}[a-z]?\b"
    r"|\b[a-z]{0,3}\d{5,9}[a-z]?\s?[\-(=]?\s?(?:(?:is|was)\s)?(?:(?:her|his|the|their)\s)?"
    r"(?:mrn|hosp(?:ital)?\s(?:no|number|id))\b(?!s)",
    re.IGNORECASE,
)
_RECORD_NUMBER = re.compile(
    r"\b(?:(?:emis|systm\s?(?:one|1)|system\s?one|s1|tpp|vision|adastra|docman|accurx|patient|pt|e-?rs"
    rf"|ubrn|booking\sreference)(?:'s)?\s?(?:(?:web|patient|pt|record)\s)?(?:{_NUMBER}){_CODE}"
    r"(?!(?:19|20)\d\d\b)[a-z]{0,2}\d[\d \-]{3,15}"
    r"|(?:emis|systm(?:one|1)|s1)\s?[:#]\s?\d{4,10}|ubrn\W{0,3}\d[\d ]{9,15}|(?:pt|patient)\s#?\d{5,9})\b",
    re.IGNORECASE,
)


def has_ni_number(text: str) -> bool:
    return _NI_NUMBER.search(text) is not None


def has_hospital_number(text: str) -> bool:
    return _HOSPITAL_NUMBER.search(text) is not None


def has_record_number(text: str) -> bool:
    return _RECORD_NUMBER.search(text) is not None
