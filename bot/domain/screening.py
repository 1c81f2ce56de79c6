"""Finds what could identify a patient in free text, and says only of what kind it is: never the match.

Precision matters as much as recall: ODS codes, prices, dates of meetings, service numbers (0300,
0800), ages without a name and the numbers in meeting links are part of ordinary talk and pass.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum

from nhs_number.constants import REGION_RESERVED, REGION_UNALLOCATED
from nhs_number.details import NhsNumber


class Kind(StrEnum):
    NHS_NUMBER = "nhs_number"
    DATE_OF_BIRTH = "date_of_birth"
    NAME_WITH_AGE = "name_with_age"
    POSTCODE = "postcode"
    NI_NUMBER = "ni_number"
    PHONE = "phone"
    EMAIL = "email"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.NHS_NUMBER: "an NHS number",
    Kind.DATE_OF_BIRTH: "a date of birth",
    Kind.NAME_WITH_AGE: "a name with an age",
    Kind.POSTCODE: "a full postcode",
    Kind.NI_NUMBER: "a National Insurance number",
    Kind.PHONE: "a phone number",
    Kind.EMAIL: "an e-mail address",
}


def kinds_found(text: str, known_postcodes: Collection[str] = ()) -> tuple[Kind, ...]:
    """The kinds of identifier in the text, in the order of ``Kind``; empty when there is none.

    ``known_postcodes`` are public ones, such as the practices' own, which are let through.
    """
    plain = _plain(text)
    known = {_squeezed(each) for each in known_postcodes}
    found = {kind for kind, finds in _DETECTORS.items() if finds(plain)}
    if any(_squeezed(each) not in known for each in _postcodes(plain)):
        found.add(Kind.POSTCODE)
    return tuple(kind for kind in Kind if kind in found)


# ---- making the text plain

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
# The numbers in these links are meetings; they are as long as an NHS number.
_MEETING_LINK = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com"
    r"|webex\.com|whereby\.com)/\S*",
    re.IGNORECASE,
)


def _plain(text: str) -> str:
    """Full-width digits, odd spaces, zero-width characters and dashes made ordinary."""
    ordinary = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DASHES)
    return _MEETING_LINK.sub(" ", ordinary)


# ---- NHS number

_GAP = r"[ .\-/]{0,2}"
# Not the tail of a decimal or of a longer number. A look-ahead, so that runs may overlap.
_THREE_THREE_FOUR = re.compile(
    rf"(?<![\d])(?<!\d[.,])(?=(\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}})(?!\d)(?!\.\d))"
)
_LABELLED_NHS = re.compile(
    rf"\bNHS\s*(?:no|nos|num|number|nr|id|#)?\b\.?\s*(?:is|was)?\W{{0,3}}(\d(?:{_GAP}\d){{9}})(?!\d)",
    re.IGNORECASE,
)
_MEETING_ID_BEFORE = re.compile(
    r"\b(?:meeting|webinar|conference)\s*(?:id|code)\W*$", re.IGNORECASE
)
_NEVER_ISSUED = (None, REGION_UNALLOCATED, REGION_RESERVED)


def _has_nhs_number(text: str) -> bool:
    if any(_is_nhs_number(match[1]) for match in _LABELLED_NHS.finditer(text)):
        return True
    return any(
        _is_nhs_number(match[1]) and not _MEETING_ID_BEFORE.search(text[: match.start()])
        for match in _THREE_THREE_FOUR.finditer(text)
    )


def _is_nhs_number(digits: str) -> bool:
    """Passes modulus 11 and lies in a range that is, was or may be issued (test numbers count)."""
    number = NhsNumber(re.sub(r"\D", "", digits))  # type: ignore[no-untyped-call]
    return number.valid and number.region not in _NEVER_ISSUED


# ---- date of birth

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_NO = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NO = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:18|19|20)\d{2}|'?\d{2})"
_DATE = (
    rf"(?:{_DAY_NO}\s?[/.\- ]\s?{_MONTH_NO}\s?[/.\- ]\s?{_YEAR}"
    rf"|(?:18|19|20)\d{{2}}[/.\-]{_MONTH_NO}[/.\-]{_DAY_NO}"
    rf"|{_DAY_NO}(?:st|nd|rd|th)?\s?(?:of\s)?[\-/]?{_MONTH}[\-/,.]?\s?{_YEAR}"
    rf"|{_MONTH}\s{_DAY_NO}(?:st|nd|rd|th)?,?\s{_YEAR}|{_DAY_NO}{_MONTH_NO}(?:19|20)\d{{2}})(?!\d)"
)
_BIRTH = r"(?:\bd\.?\s?o\.?\s?b(?![a-z])\.?|date of birth|birth\s?date|birthday|\bborn\b|\bb\.)"
# MS and MR may be illnesses and scans, "miss" and "master" verbs: the capitals decide.
_TITLE = r"(?-i:\b(?:[Mm]rs?|MRS|MR(?=\.?\s[A-Z]{2})|(?:Ms|Miss|Mx|Master)(?=\.?\s[A-Z]))\b\.?)"
_DATE_OF_BIRTH = re.compile(
    rf"{_BIRTH}[^\d\n]{{0,20}}?(?<!\d){_DATE}|\b{_DATE}\W{{0,3}}\(?(?:d\.?o\.?b\b|date of birth)"
    rf"|{_TITLE}\s[a-z'\-]+(?:\s[a-z'\-]+)?\s?[,(]?\s?{_DATE}",
    re.IGNORECASE,
)

# ---- name with age

_AGE = r"(?:1[01]\d|\d{1,2})"
_NOT_A_RANGE = r"(?!\s?(?:-|to\b|\+|and\s(?:over|under|above|below)|or\s(?:over|under|more)))"
_MARKED_AGE = (
    rf"(?:(?:aged?|age:)\s{_AGE}\b{_NOT_A_RANGE}(?!s)"
    rf"|{_AGE}\s?(?:-?\s?(?:y/?o|(?:yrs?|years?)\s?-?\s?old)\b)"
    rf"|{_AGE}\s?/?\s?(?:[mf]|male|female|man|woman)\b)"
)
_LOOSE_AGE = rf"(?:\s?\({_AGE}\)|,\s{_AGE}(?=\s*(?:[,;.)]|$))|\s{_AGE}(?=\s*(?:[,;.)]|$)))"
_TITLED = re.compile(
    rf"{_TITLE}\s(?:[a-z]\.?\s){{0,2}}[a-z'\-]+(?:\s[a-z'\-]+){{0,2}}?"
    rf"(?:\s?[,(:]?\s?{_MARKED_AGE}|{_LOOSE_AGE}|,?\s{_AGE}\s?y(?:ea)?rs?\b)"
    rf"|{_MARKED_AGE}[\s,:\-]{{1,3}}(?:[a-z]+[\s,]{{1,2}}){{0,2}}{_TITLE}\s[a-z]",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b([A-Z]{{3,}}\s[A-Z]{{3,}}|(?:[A-Z]\.?\s)?[A-Z][a-z'\-]+(?:\s[A-Z][A-Za-z'\-]+){{0,2}})"
    rf"\s?[,(:]?\s?(?i:{_MARKED_AGE})"
)
_INITIALS = re.compile(rf"\b(?i:pt|patient)\.?:?\s[A-Z]{{2,3}}\b\s?[,(]?\s?(?i:{_MARKED_AGE})")
_ORDINARY_WORDS = """
    a an the i in at for of to all any and or over under from by with his her our we my
    women woman men man girls girl boys boy people person persons adults adult children child
    babies patients patient pt everyone those females males female male older younger elderly
    screening smoking prevalence coverage uptake care health practice practices surgery centre
    network clinic group session meeting topic review audit pressure target treatment indicator
    ward room floor level unit suite bay block flat building spend cost costs budget total savings
    ages age asthma diabetes hypertension frailty falls dementia copd vaccine vaccination
    bmi ckd af qof pcn icb gp gps nhs bp hba1c ldl statins antibiotics dose each case cases
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday about nearly almost only just
    rate rates number percentage quarter month week year
"""
_NOT_NAMES = frozenset(_ORDINARY_WORDS.split())


def _has_name_with_age(text: str) -> bool:
    if _TITLED.search(text) or _INITIALS.search(text):
        return True
    return any(_NOT_NAMES.isdisjoint(match[1].lower().split()) for match in _NAMED.finditer(text))


# ---- postcode

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E"
    "|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE"
    "|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK"
    "|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_POSTCODE = re.compile(
    rf"(?<![A-Z\d])(?:{_AREAS})\d[\dA-HJ-NP-Y]?\s{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?![A-Z\d])",
    re.IGNORECASE,
)
# "vitamin B12 2nd dose", "E10 5hr": ordinals and units, never written like this in a postcode.
_NOT_INWARD = ("st", "nd", "rd", "th", "hr", "yr", "ug")


def _postcodes(text: str) -> Iterator[str]:
    for match in _POSTCODE.finditer(text):
        if match[0][-2:] not in _NOT_INWARD:
            yield match[0]


def _squeezed(postcode: str) -> str:
    return re.sub(r"\s", "", postcode).upper()


# ---- the rest

# QQ is never issued, but is what the official examples and careful testers write.
_NI_NUMBER = re.compile(
    r"(?<![A-Z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)"
    r"[ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?[A-D](?![A-Z\d])",
    re.IGNORECASE,
)
# Geographic (01, 02) and personal or mobile (07): services (03, 08) and 111 belong to nobody.
_PHONE = re.compile(
    r"(?<![\d+])(?<!\d[.,])(?:(?:\+|00)44[ .\-]?(?:\(0\)[ .\-]?)?|\(?0)"
    r"([127]\d{1,4}\)?(?:[ .\-]{0,2}\d){5,8})(?!\d)(?!\.\d)"
)
_EMAIL = re.compile(r"[\w.+\-']+@[\w\-]+(?:\.[\w\-]+)+")


def _has_phone(text: str) -> bool:
    """Nine or ten digits after the nought or the country code, as Ofcom's plan has them."""
    return any(len(re.sub(r"\D", "", match[1])) in (9, 10) for match in _PHONE.finditer(text))


_DETECTORS: dict[Kind, Callable[[str], bool]] = {
    Kind.NHS_NUMBER: _has_nhs_number,
    Kind.DATE_OF_BIRTH: lambda text: _DATE_OF_BIRTH.search(text) is not None,
    Kind.NAME_WITH_AGE: _has_name_with_age,
    Kind.NI_NUMBER: lambda text: _NI_NUMBER.search(text) is not None,
    Kind.PHONE: _has_phone,
    Kind.EMAIL: lambda text: _EMAIL.search(text) is not None,
}
