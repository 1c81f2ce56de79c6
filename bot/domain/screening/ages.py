"""Ages as tired people type them, each with how sure it is that it is one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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

    @property
    def is_grown_up(self) -> bool:
        return self.years >= 16


_NUMBER = r"(?<!\d/)(?<![\w.,£$#%:+<>=@\-])(?P<{}>1[01]\d|[1-9]?\d)"
_NOT_A_RANGE = r"(?!\d)(?!\s?(?:-\s?\d|to\s\d|\+|plus\b|and\s(?:over|under|above|below|older|up)|or\s(?:over|under|more|above|older)))"
_SEX = r"(?:[mf](?![a-z'/&])|male|female|man\b|woman\b|lady\b|gent(?:leman)?\b|boy\b|girl\b|[♂♀])"
_OLD = r"(?:y\s?\.?/?\s?o\b\.?|yof?\b|yom\b|(?:yrs?|years?|y)\.?[\s\-]?old\b|(?:yrs?|years?|y|yo)\s?/?\s?[mf]\b|yrs?\syoung)"
_AGES = re.compile(
    rf"\b(?:aged?|age[:=]|age\sis)[\s:]{{1,2}}(?P<aged>1[01]\d|\d{{1,2}}){_NOT_A_RANGE}(?![s%/:])(?:\s?(?:yrs?|years?|y/?o|months?|weeks?))?"
    rf"|\b(?P<spelt>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s\-](?:one|two|three|four|five|six|seven|eight|nine))?)[\s\-](?:years?|yrs?)[\s\-]old\b"
    rf"|\baged\s(?P<aged_spelt>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s\-](?:one|two|three|four|five|six|seven|eight|nine))?)\b(?!\s(?:to|and|or|plus))"
    rf"|(?<!\d/)(?<![\w.,£$#%:+<>=@])(?P<old>1[01]\d|\d{{1,2}})[\s\-]{{0,2}}{_OLD}"
    rf"|{_NUMBER.format('sexed')}(?:\s?/?\s?|,\s?){_SEX}(?!\w)"
    rf"|(?<![\w'/])[mf][\s/,]{{0,2}}(?P<sex_first>1[01]\d|\d{{1,2}})(?![\d/.,:%]\d|\w|%)"
    rf"|{_NUMBER.format('child')}(?:/(?:12|52|7(?=\sold))|\s?(?:months?|mths?|weeks?|wks?|days?|mo))(?:\sold)?(?!\w|/)"
    rf"|{_NUMBER.format('years')}\s?(?:years|yrs?|y)\b(?!\s?(?:ago|as|in|of|later|at|a|since|experience|on\sthe|partner|with\sus|to|before|from|old|exp))"
    rf"|{_NUMBER.format('loose')}{_NOT_A_RANGE}(?![\d%/:]|\.\d|,\d|st\b|nd\b|rd\b|th\b)(?!\w)",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[\s,]{0,2}([a-z][a-z'&\-]*)", re.IGNORECASE)
_SHUT = re.compile(r"\s*(?:[,;.)!?\]&]|-\s|$)")
# "Sarah 10m intro": minutes, metres, money.
_MINUTES = re.compile(
    r"\s?(?:on|intro|talk|slot|each|max|update|for|break|left|over|per|away|budget|spend)\b",
    re.IGNORECASE,
)
_SURE = {
    "aged": Sure.STRONG, "spelt": Sure.STRONG, "aged_spelt": Sure.STRONG, "old": Sure.STRONG, "sexed": Sure.STRONG, "sex_first": Sure.STRONG,
    "child": Sure.CHILD, "years": Sure.YEARS, "loose": Sure.LOOSE,
}  # fmt: skip


def ages_in(text: str) -> Iterator[Age]:
    for match in _AGES.finditer(text):
        name = str(match.lastgroup)
        end = match.end()
        if name == "sexed" and match[0][-1] == "m" and _MINUTES.match(text, end):
            continue
        sure = Sure.STRONG if name == "child" and match[0].lower().endswith("old") else _SURE[name]
        following = _NEXT_WORD.match(text, end)
        yield Age(
            match.start(),
            end,
            int(match[name]) if match[name].isdigit() else 20,
            sure,
            _SHUT.match(text, end) is not None,
            following[1].lower() if following else "",
        )
