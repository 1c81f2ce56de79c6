"""Ages as tired people type them, each with how sure it is that it is one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum


class Sure(IntEnum):
    LOOSE = 1  # a number that may be anything
    CHILD = 2  # 3/12, 6 weeks: of babies, but also of courses and reviews
    YEARS = 3  # 20 years: of people, but also of jobs
    STRONG = 4  # 67F, 72 yo, aged 81


@dataclass(frozen=True, slots=True)
class Age:
    start: int
    end: int
    years: int
    sure: Sure
    shut: bool = False  # in brackets, or with a comma or the end after it
    next: str = ""  # the word that follows
    coded: bool = False  # M14 and F10 may be districts, roads and rooms as well

    @property
    def is_grown_up(self) -> bool:
        return self.years >= 16


_NUMBER = re.compile(r"(?<!\d)(?:1[01]\d|\d{1,2})(?!\d)")
_NEVER_AFTER = frozenset(".,£$#%:+<>=@-_")
_NOT_A_RANGE = re.compile(
    r"\s?(?:-\s?\d|to\s\d|\+|plus\b|and\s(?:over|under|above|below|older|up)\b"
    r"|or\s(?:over|under|more|above|older)\b)",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|age[:=]|age\sis)[\s:]{1,2}$", re.IGNORECASE)
_SEX_FIRST = re.compile(r"(?<![\w'/])[mf][\s/,]{0,2}$", re.IGNORECASE)
_OLD = re.compile(
    r"[\s\-]{0,2}(?:y\s?\.?/?\s?o\b\.?|yo[fm]\b|(?:yrs?|years?|y)\.?[\s\-]?old\b"
    r"|(?:yrs?|years?|y|yo)\s?/?\s?[mf]\b|yrs?\syoung)",
    re.IGNORECASE,
)
_SEX = re.compile(
    r"(?:\s?/?\s?|,\s?)(?:[mf](?![a-z'/&])|male|female|man\b|woman\b|lady\b|gent(?:leman)?\b"
    r"|boy\b|girl\b|[♂♀])(?!\w)",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"(?:/(?:12|52|7(?=\sold))|\s?(?:months?|mths?|weeks?|wks?|days?|mo))(?P<old>\sold)?(?!\w|/)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\s?(?:years|yrs?|y)\b(?!\s?(?:ago|as|in|of|later|at|a|since|experience|on\sthe|partner"
    r"|with\sus|to|before|from|old|exp))",
    re.IGNORECASE,
)
_INWARD = re.compile(r"\s{1,2}\d[a-z]{2}\b", re.IGNORECASE)  # M14 6YL
_OTHERWISE = re.compile(r"[\w%/:]|\.\d|,\d")  # 67%, 12/3, 12.5, 2pm, 3rd
_NEXT_WORD = re.compile(r"[\s,]{0,2}([a-z][a-z'&\-]*)", re.IGNORECASE)
_SHUT = re.compile(r"\s*(?:[,;.)!?\]&]|-\s|$)")
# "Sarah 10m intro": minutes, metres, money.
_MINUTES = re.compile(
    r"\s?(?:on|intro|talk|slot|each|max|update|for|break|left|over|per|away|budget|spend)\b",
    re.IGNORECASE,
)
_TENS = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s\-](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_SPELT = re.compile(
    rf"\b{_TENS}[\s\-](?:years?|yrs?)[\s\-]old\b|\baged\s{_TENS}\b(?!\s(?:to|and|or|plus))",
    re.IGNORECASE,
)


def ages_in(text: str) -> Iterator[Age]:
    for match in _NUMBER.finditer(text):
        if age := _age(text, match):
            yield age
    for match in _SPELT.finditer(text):
        yield _made(text, match.start(), match.end(), 20, Sure.STRONG)


def _age(text: str, match: re.Match[str]) -> Age | None:
    """What a number is, by what stands right before and after it."""
    start, end, years = match.start(), match.end(), int(match[0])
    before = text[max(0, start - 8) : start]
    last = before[-1:]
    if (aged := _AGED.search(before)) and not _is_range(text, end):
        return _made(text, start - len(aged[0]), end, years, Sure.STRONG)
    first = _SEX_FIRST.search(before)
    if first and not _OTHERWISE.match(text, end) and not _INWARD.match(text, end):
        made = _made(text, start - len(first[0]), end, years, Sure.STRONG)
        return replace(made, coded=first[0] in ("M", "F"))
    if last in _NEVER_AFTER and last and last != "-":
        return None
    if last.isalpha() or (last == "/" and before[-2:-1].isdigit()):
        return None
    if old := _OLD.match(text, end):
        return _made(text, start, old.end(), years, Sure.STRONG)
    return None if last == "-" else _less_sure(text, start, end, years)


def _less_sure(text: str, start: int, end: int, years: int) -> Age | None:
    if sex := _SEX.match(text, end):
        minutes = sex[0][-1] == "m" and _MINUTES.match(text, sex.end())
        return None if minutes else _made(text, start, sex.end(), years, Sure.STRONG)
    if child := _CHILD.match(text, end):
        sure = Sure.STRONG if child["old"] else Sure.CHILD
        return _made(text, start, child.end(), years, sure)
    if said := _YEARS.match(text, end):
        return _made(text, start, said.end(), years, Sure.YEARS)
    if _OTHERWISE.match(text, end) or _NOT_A_RANGE.match(text, end):
        return None
    return _made(text, start, end, years, Sure.LOOSE)


def _is_range(text: str, end: int) -> bool:
    """Aged 40-74, age 5s, aged 65 and over."""
    return text[end : end + 1] in {"s", "%", "/", ":"} or _NOT_A_RANGE.match(text, end) is not None


def _made(text: str, start: int, end: int, years: int, sure: Sure) -> Age:
    following = _NEXT_WORD.match(text, end)
    shut = _SHUT.match(text, end) is not None
    return Age(start, end, years, sure, shut, following[1].lower() if following else "")
