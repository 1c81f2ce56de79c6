"""Whether words are somebody's name, and how sure that is."""

import re
from collections.abc import Sequence
from enum import IntEnum

from bot.domain.screening.names import (
    GIVEN,
    GIVEN_ALONE,
    SURNAMES,
    SURNAMES_ALONE,
    is_shaped_as_surname,
)
from bot.domain.screening.tokens import Token
from bot.domain.screening.vocabulary import (
    ACRONYMS,
    CLINICAL,
    COUNTED,
    FILLERS,
    PARTICLES,
    PLACES_CALLED_SO,
    PROFESSIONALS,
    TITLES,
    TWO_LETTERS,
    describes,
    is_ordinary,
)


class Name(IntEnum):
    """From least to most sure."""

    NONE = 0
    INITIALS = 1  # JS
    UNKNOWN = 2  # a capitalised word that may be anything
    SINGLE = 3  # Mary, or Hargreaves
    UNKNOWN_PAIR = 4  # two words that may be a name
    BABY = 5  # Baby Ahmed
    FULL = 6  # Mary Jones, J Smith, SMITH Mary
    TITLED = 7  # Mrs Jones, mr p


def name_at_the_end(tokens: Sequence[Token]) -> Name:
    """The surest name that ends with the last of these words."""
    if title := _titled(tokens):
        return title
    before = tokens[-2] if len(tokens) > 1 else None
    if before and (pair := _pair(before, tokens[-1], tokens[-3] if len(tokens) > 2 else None)):
        return pair
    return _single(tokens[-1], before)


def name_at_the_start(tokens: Sequence[Token]) -> Name:
    """A title, full name, baby or single known name that begins with the first of these words."""
    if not tokens or tokens[0].lower in PROFESSIONALS:
        return Name.NONE
    first = tokens[0]
    if len(tokens) > 1 and is_title_of(first, tokens[1]):
        return Name.TITLED
    if len(tokens) > 1 and not tokens[1].before.strip(" ."):
        second = tokens[1]
        if first.lower == "baby" and second.is_nameish:
            return Name.BABY
        pair = _pair(first, second, None)
        if pair is Name.FULL or (pair is Name.UNKNOWN_PAIR and second.lower in SURNAMES_ALONE):
            return Name.FULL
    known = first.is_capitalised or first.lower in GIVEN_ALONE
    return Name.SINGLE if known and _single(first, None) is Name.SINGLE else Name.NONE


# ---- with a title


def is_title_of(title: Token, following: Token) -> bool:
    """Whether the one is a title and the other whose it is."""
    return (
        title.lower in TITLES
        and not following.before.strip(" .")
        and _may_be_title(title, following)
        and _may_follow(following, following)
    )


def _titled(tokens: Sequence[Token]) -> Name:
    """Mrs Jones, Mr J. Patel, Mrs van der Berg, Baby Ahmed: the title stands up to four words back."""
    for back in range(2, min(6, len(tokens) + 1)):
        title, rest = tokens[-back], tokens[-back + 1 :]
        if rest[0].before.strip(" ."):
            return Name.NONE
        if title.lower in TITLES and _may_be_title(title, rest[0]):
            named = [each for each in rest if each.lower not in PARTICLES]
            whole = bool(named) and all(_may_follow(each, rest[0]) for each in named)
            return Name.TITLED if whole else Name.NONE
        if title.lower == "baby" and rest[-1].is_nameish and back <= 3:
            return Name.BABY
    return Name.NONE


def _may_be_title(title: Token, following: Token) -> bool:
    """MS may be an illness, "miss" and "master" verbs: then the capitals decide, or a known name."""
    if title.lower in {"mr", "mrs"}:
        return title.word != "MR" or following.word.isupper()
    if following.lower in SURNAMES or following.lower in GIVEN:
        return True
    return title.is_capitalised and title.word != "MS" and following.is_capitalised


def _may_follow(token: Token, first: Token) -> bool:
    if token.is_nameish:
        return True
    return token is first and (token.is_capitalised or token.lower in SURNAMES)


# ---- two words


def _pair(one: Token, two: Token, before: Token | None) -> Name:
    """Given name and surname, or the other way about, or an initial with one of them."""
    between = two.before.strip(" ")
    professional = one.lower in PROFESSIONALS or (before and before.lower in PROFESSIONALS)
    if between not in {"", ",", "."} or professional:
        return Name.NONE
    if between == ",":
        surname = one.is_nameish and (one.lower in SURNAMES or one.word.isupper())
        return Name.FULL if surname and (two.lower in GIVEN or two.is_initial) else Name.NONE
    if (one.lower, two.lower) in PLACES_CALLED_SO:
        return Name.NONE
    if _is_full(one, two):
        return Name.FULL
    return Name.UNKNOWN_PAIR if _may_be_a_pair(one, two) else Name.NONE


def _is_full(one: Token, two: Token) -> bool:
    if one.lower in GIVEN and _is_surname(two, one):
        return True
    if two.lower in GIVEN and one.lower in SURNAMES:
        return True
    if one.is_initial and one.is_capitalised and two.is_capitalised:
        known = two.lower in SURNAMES
        return known or (one.is_nameish and two.is_nameish and len(two.word) > 3)
    known = one.lower in SURNAMES_ALONE or one.lower in GIVEN_ALONE
    return known and two.is_initial and two.is_capitalised


def _is_surname(token: Token, given: Token) -> bool:
    if token.lower in SURNAMES:
        capitals = given.is_capitalised and token.is_capitalised
        return capitals or given.lower in GIVEN_ALONE or token.lower in SURNAMES_ALONE
    if token.is_initial:
        return given.lower in GIVEN_ALONE
    capitals = token.is_capitalised and given.is_capitalised
    return capitals and token.is_nameish and not describes(token.lower)


def _may_be_a_pair(one: Token, two: Token) -> bool:
    """Two words that no list has, of which the capitals, or one that is known, make a name."""
    if two.is_initial and two.is_capitalised and one.is_capitalised and not one.word.isupper():
        return _may_be_in_a_pair(one)  # Tyrone W
    if not all(map(_may_be_in_a_pair, (one, two))):
        return False
    if one.is_capitalised and two.is_capitalised:
        alike = one.word.isupper() == two.word.isupper()
        return alike and not {one.lower, two.lower} <= ACRONYMS
    return one.lower in GIVEN_ALONE or (two.lower in SURNAMES_ALONE and not one.is_capitalised)


def _may_be_in_a_pair(token: Token) -> bool:
    if len(token.word) < 3 or describes(token.lower):
        return False
    return not any(token.lower in words for words in (CLINICAL, COUNTED, FILLERS))


# ---- one word

_CAPITALS = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\.){2,3}[A-Z]?|(?:[A-Z]\.)[A-Z]")
_CALLED_PATIENT = ("pt", "patient")


def _single(token: Token, before: Token | None) -> Name:
    """One word that is a name by itself, or may be one."""
    if before and before.lower in PROFESSIONALS:
        return Name.NONE
    lower, patient = token.lower, before is not None and before.lower in _CALLED_PATIENT
    if _CAPITALS.fullmatch(token.word):
        return Name.NONE if lower.replace(".", "") in ACRONYMS else Name.INITIALS
    if _are_small_initials(lower, patient=patient, alone=before is None):
        return Name.INITIALS
    if lower in GIVEN_ALONE or lower in SURNAMES_ALONE:
        return Name.SINGLE
    return Name.UNKNOWN if _may_be_a_name(token, before) else Name.NONE


def _are_small_initials(lower: str, *, patient: bool, alone: bool) -> bool:
    """pt js, or ak at the very start."""
    length = len(lower)
    if not lower.isalpha() or not lower.isascii() or lower in ACRONYMS or lower in TWO_LETTERS:
        return False
    return (patient and length in (2, 3) and not is_ordinary(lower)) or (alone and length == 2)


def _may_be_a_name(token: Token, before: Token | None) -> bool:
    if not token.is_capitalised or token.word.isupper() or len(token.lower) < 4:
        return False
    if describes(token.lower):
        return False
    if token.lower in GIVEN:
        return True
    begins = before is None or token.before.strip(" ,(") != ""
    return not begins or is_shaped_as_surname(token.word)
