"""Names with an age beside them, and names of whom a text calls the patient."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.domain.screening.ages import Age, Sure, ages_in
from bot.domain.screening.names import GIVEN_ALONE, SURNAMES
from bot.domain.screening.naming import Name, is_title_of, name_at_the_end, name_at_the_start
from bot.domain.screening.tokens import Token, Words
from bot.domain.screening.vocabulary import (
    CLINICAL,
    COUNTED,
    FILLERS,
    FILLERS_AFTER,
    TITLES,
    words_of,
)

_BESIDE = re.compile(r"[ \t,(:/\-&♂♀']{0,5}")
_NEXT_LINE = re.compile(r"[ \t,]*\n[ \t]*\Z")
_AFTER = re.compile(r"[ \t,:\-)]{0,3}")
_YOUNG = re.compile(r"\b(?:master|miss)\s[^\d]{1,30}$", re.IGNORECASE)
_PATIENT = re.compile(
    r"\b(?:pt|patient|client|resident|lady|gentleman|mum|dad|mother|father|husband|wife|son"
    r"|daughter|nan|gran|grandad|grandma|brother|sister|aunt|uncle|baby|child|boy|girl|toddler|kid"
    r"|little|old)\b(?!s)",
    re.IGNORECASE,
)
_OF_STAFF_TOO = words_of("on from with has had not no new off")
_REACH = 40  # characters before an age in which a patient is spoken of


def has_name_with_age(text: str) -> bool:
    ages = list(ages_in(text))
    if not ages:
        return False
    words = Words(text)
    if any(_named_before(words, age) or _named_after(words, age) for age in ages):
        return True
    return any(_is_aged_later(words, match) for match in _SHE_IS.finditer(text))


# ---- a name, then an age


def _named_before(words: Words, age: Age) -> bool:
    line = _NEXT_LINE.search(words.text, max(0, age.start - 5), age.start)
    at = line.start() if line and age.sure is Sure.STRONG else age.start
    tokens = words.before(at)
    if not tokens:
        return False
    beside = words.text[tokens[-1].end : at]
    if not _BESIDE.fullmatch(beside):
        return False
    _drop_fillers(tokens)
    if not tokens or not (name := name_at_the_end(tokens)):
        return False
    if at < age.start and name < Name.FULL:
        return False
    before = words.text[max(0, tokens[0].start - 1, age.start - _REACH - 20) : age.start]
    return _fits(name, age, beside, before)


def _drop_fillers(tokens: list[Token]) -> None:
    for _ in range(5):
        if tokens and tokens[-1].lower in FILLERS and not _is_kept(tokens):
            tokens.pop()


def _is_kept(tokens: list[Token]) -> bool:
    """JS are initials and no filler, and so is the f of "mrs f", and the A of "Mohammed A"."""
    if _is_initials(tokens[-1]):
        return True
    before = tokens[-2] if len(tokens) > 1 and not tokens[-1].before.strip(" ") else None
    if before is None or len(tokens[-1].lower) > 1:
        return False
    name = tokens[-1].is_capitalised and (before.lower in GIVEN_ALONE or before.lower in SURNAMES)
    return name or before.lower in TITLES


def _is_initials(token: Token) -> bool:
    return len(token.word) > 1 and token.word.isupper()


def _fits(name: Name, age: Age, beside: str, before: str) -> bool:
    """Whether such a name and such an age, side by side, are somebody."""
    if age.sure is Sure.STRONG:
        return not age.coded or name >= Name.SINGLE
    about = _PATIENT.search(before) is not None
    clinical = age.next in CLINICAL
    if age.sure is Sure.CHILD:
        known = name in (Name.SINGLE, Name.FULL) and beside.strip() in {"", ",", "("}
        return name is Name.BABY or (known and (about or clinical or "(" in beside))
    if age.sure is Sure.YEARS:
        if name is Name.UNKNOWN_PAIR:
            return about or age.shut or clinical
        return name >= Name.BABY or (name is Name.SINGLE and (about or clinical or age.shut))
    if (age.next in COUNTED and not age.shut) or ":" in beside:
        return False
    return _fits_loosely(name, age, beside, before, about=about)


def _fits_loosely(name: Name, age: Age, beside: str, before: str, *, about: bool) -> bool:
    """The same for a number that nothing but its place makes an age."""
    clinical = age.next in CLINICAL
    match name:
        case Name.TITLED:
            young = age.shut and (about or "(" in beside or _YOUNG.search(before) is not None)
            return age.is_grown_up or young
        case Name.FULL:
            return about or age.is_grown_up
        case Name.BABY:
            return True
        case Name.SINGLE:
            enclosed = age.shut and ("(" in beside or "," in beside)
            return about or (age.is_grown_up and (enclosed or clinical))
        case Name.UNKNOWN_PAIR:
            case_like = clinical and age.next not in _OF_STAFF_TOO
            old = age.years >= 60 and age.shut
            return about or (age.is_grown_up and (old or case_like))
        case Name.INITIALS:
            return age.is_grown_up and (about or (age.shut and "(" in beside))
    return False


# ---- an age, then a name

_HANDED_ON = re.compile(
    r"\b(?:by|with|to|from|via|per|thanks|dr|spoke|asked|says|said|for|tell|ask|prof)\b",
    re.IGNORECASE,
)


def _named_after(words: Words, age: Age) -> bool:
    if age.sure is Sure.LOOSE:
        return False
    tokens = words.after(age.end)
    if not tokens or not _AFTER.fullmatch(tokens[0].before):
        return False
    direct = not {",", ":"} & set(tokens[0].before)
    for _ in range(4):
        if tokens and tokens[0].lower in FILLERS_AFTER and not tokens[0].before.strip(" ,-:)"):
            tokens = tokens[1:]
    name = name_at_the_start(tokens)
    if age.sure is not Sure.STRONG:
        return name is Name.BABY or (name is Name.TITLED and age.sure is Sure.YEARS)
    if name >= Name.BABY or (direct and name is Name.SINGLE):
        return True
    return _named_at_the_end(words, age)


def _named_at_the_end(words: Words, age: Age) -> bool:
    """The 71 year old I rang about, Mary Jones."""
    rest = words.after(age.end, 12)
    split = next((place for place, each in enumerate(rest) if place and "," in each.before), None)
    if split is None or not rest or _HANDED_ON.search(words.text, age.end, rest[split].start):
        return False
    return len(rest) == split + 2 and name_at_the_start(rest[split:]) >= Name.FULL


# ---- Mrs Smith came with her knee, she is 67

_SHE_IS = re.compile(
    r"\b(?:she|he|they|is|who)(?:'s|s|\sis|\swas|\sare)?\s(?:now\s|only\s|nearly\s)?"
    r"(?:1[01]\d|[1-9]\d)\b(?!\s?[%/:\-+.]\s?\d|\s?%)\s?(?P<next>[a-z]*)",
    re.IGNORECASE,
)
_YEARS = words_of("year years yr yrs")
_FAR = 80  # characters


def _is_aged_later(words: Words, match: re.Match[str]) -> bool:
    if match["next"].lower() in COUNTED - _YEARS:
        return False
    return any(
        is_title_of(one, two) or _is_known(one, two) for one, two in _pairs(words, match.start())
    )


def _pairs(words: Words, end: int) -> Iterator[tuple[Token, Token]]:
    near = (each for each in words.around(end) if end - _FAR <= each.start < end)
    return pairwise(near)


def _is_known(one: Token, two: Token) -> bool:
    return two.before == " " and one.lower in GIVEN_ALONE and two.lower in SURNAMES


# ---- a patient's name without an age

_OF_A_PATIENT = re.compile(
    r"\b(?:pt|patient)\b(?:'s)?(?:\s(?:is|was|called|named|name|name\sis))?[\s:,\-(]{1,3}(?=[a-z])",
    re.IGNORECASE,
)


def has_patient_name(text: str) -> bool:
    """Whom a text calls the patient, by title or by given name and surname."""
    ends = [match.end() for match in _OF_A_PATIENT.finditer(text)]
    if not ends:
        return False
    words = Words(text)
    return any(name_at_the_start(words.after(end, 3)) >= Name.FULL for end in ends)
