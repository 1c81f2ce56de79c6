"""Dates of birth: a date beside a word of birth, or an old one right after somebody's name."""

import re

from bot.domain.screening.names import is_given

# MS and MR may be illnesses and scans, "miss" and "master" verbs: the capitals decide.
_TITLE = (
    r"(?-i:\b(?:[Mm]rs?|MRS|MR(?=\.?\s[A-Z]{2})|(?:Ms|Miss|Mx|Master|MISS)(?=\.?\s[A-Z]))\b\.?)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[\s\-]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    r"|nineteenth|twentieth|thirtieth)"
)
_DAY_NO = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NO = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:18|19|20)\d{2}|'?\d{2})"
_BETWEEN = r"\s?[/.\-\\ ]\s?"
_DATE = (
    rf"(?:{_DAY_NO}{_BETWEEN}{_MONTH_NO}{_BETWEEN}{_YEAR}"
    rf"|(?:18|19|20)\d{{2}}[/.\- ]{_MONTH_NO}[/.\- ]{_DAY_NO}"
    rf"|{_DAY_NO}(?:st|nd|rd|th)?\s?(?:of\s)?[\-/.]?\s?{_MONTH}[\-/,.]{{0,2}}\s?{_YEAR}"
    rf"|{_MONTH}\.?\s{_DAY_NO}(?:st|nd|rd|th)?,?\s{_YEAR}"
    rf"|{_DAY_NO}{_MONTH_NO}(?:18|19|20)\d{{2}})(?!\d)"
)
_RUN_TOGETHER = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}(?!\d)"
_DOB = r"(?:\bd\.?\s?o\.?\s?b(?![a-z])\.?|\bdates? of birth|\bbirth\s?(?:date|day))"
_BORN = r"(?:\bborn\b|\bb\.)"
# "check dob by 12 March": a deadline is not a birthday.
_SAID = (
    r"(?:(?!\b(?:by|before|until|from|since|after|between|meeting|deadline|due|eligible)\b)"
    r"[^\d\n]){0,30}?"
)
_NEAR = re.compile(
    rf"{_DOB}{_SAID}(?<!\d)(?:{_DATE}|{_RUN_TOGETHER})"
    rf"|{_DOB}\W{{0,4}}(?:19|20)\d{{2}}(?!\d)"
    rf"|{_DOB}{_SAID}(?<!\d){_DAY_NO}(?:st|nd|rd|th)?\s?(?:of\s)?{_MONTH}\b"
    rf"|{_DOB}\W{{0,3}}\d{{1,2}}[/.](?:\d{{1,2}}|(?:19|20)\d{{2}})(?![\d%])"
    rf"|(?:{_DOB}|{_BORN}){_SAID}{_ORDINAL}\s(?:of\s)?{_MONTH}\b"
    rf"|(?<!\d){_DATE}\W{{0,3}}(?:(?:is|was)\s)?(?:(?:the|her|his|their)\s)?(?:pt'?s?\s|patient'?s\s)?{_DOB}",
    re.IGNORECASE,
)
_BORN_ON = re.compile(
    rf"{_BORN}{_SAID}(?<!\d)(?:{_DATE}|{_DAY_NO}(?:st|nd|rd|th)?\s?(?:of\s)?{_MONTH}\b)",
    re.IGNORECASE,
)
# Networks and ideas are born as well; the NHS was, on 5 July 1948.
_NOBODY = re.compile(
    r"\b(?:nhs|pcns?|networks?|federation|icbs?|ccgs?|icss?|practices?|surgery|service|idea|project|group"
    r"|trust|collaborative|alliance|scheme|partnership|programme|body|board|team|peerbot|bot|company"
    r"|hospital|centre|pilot|policy|contract|qof)\b[^.\n\d]{0,25}$",
    re.IGNORECASE,
)
_COHORT_BEFORE = re.compile(
    r"\b(?:people|babies|women|men|those|anyone|everyone|anybody|patients|pts|children|cohorts?|adults|all)\b(?:\s(?:with|who|were|was|are|a))*\s?$",
    re.IGNORECASE,
)
_COHORT_AFTER = re.compile(
    r"\s?(?:to|until|and|-)\s?(?:\d|the\s\d)|\s?(?:onwards|or\s(?:later|earlier|after|before))",
    re.IGNORECASE,
)
_WORD_OF_BIRTH = re.compile(r"d\.?\s?o\.?\s?b|birth|born|\bb\.", re.IGNORECASE)
_SOME_DATE = re.compile(rf"(?=[\djfmasond])(?<![\d/.\-a-z]){_DATE}", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    rf"(?:{_TITLE}|\b(?P<given>[a-z]{{3,15}}))\s(?:[a-z]\.?\s)?[a-z'\-]{{1,20}}"
    r"(?:\s[a-z'\-]{1,20})?\s?[,(:\-]{0,2}\s?$",
    re.IGNORECASE,
)
_BEFORE_TODAY = 2020  # what is later is more likely a meeting with that person


def has_date_of_birth(text: str) -> bool:
    if _WORD_OF_BIRTH.search(text) and any(
        not _is_nobodys(text, match)
        for pattern in (_NEAR, _BORN_ON)
        for match in pattern.finditer(text)
    ):
        return True
    return any(_is_somebodys(text, match) for match in _SOME_DATE.finditer(text))


def _is_nobodys(text: str, match: re.Match[str]) -> bool:
    """Whether it is a network that was born, or everybody who was born in some years."""
    before = text[max(0, match.start() - 60) : match.start()]
    if _COHORT_BEFORE.search(before) or _COHORT_AFTER.match(text, match.end()):
        return True
    return match.re is _BORN_ON and _NOBODY.search(before) is not None


def _is_somebodys(text: str, date: re.Match[str]) -> bool:
    """Whether a name stands right before a date on which that person may have been born."""
    if _year(date[0]) >= _BEFORE_TODAY:
        return False
    named = _NAME_BEFORE.search(text[max(0, date.start() - 50) : date.start()])
    return named is not None and (named["given"] is None or is_given(named["given"]))


def _year(date: str) -> int:
    """The year of a date, two digits being of the years that a person can be born in."""
    if whole := re.search(r"(?<!\d)(?:18|19|20)\d{2}|(?:18|19|20)\d{2}$", date):
        return int(whole[0])
    short = int(date[-2:])
    return 1900 + short if short >= 30 else 2000 + short
