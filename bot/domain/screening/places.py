"""Where somebody lives: full postcodes and home addresses. Those of practices and venues pass."""

import re
from collections.abc import Collection, Iterator

from bot.domain.screening.around import is_a_home, is_a_work_place
from bot.domain.screening.vocabulary import words_of

_AREAS = words_of(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E
    EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL
    LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN
    SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """
)
_POSTCODE = re.compile(
    r"(?<![A-Z\d£.])([A-Z]{1,2})\d[\dA-HJ-NP-Y]?[\s\-.]{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![A-Z\d])",
    re.IGNORECASE,
)
# "vitamin B12 2nd dose", "E10 5hr": ordinals and units, never written like this in a postcode.
_NOT_INWARD = ("st", "nd", "rd", "th", "hr", "yr", "ug", "wd")
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s(?:[a-z'.]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|close|cl|drive|dr|way|court|ct|crescent"
    r"|cres|place|pl|terrace|grove|gardens|gdns|walk|mews|square|sq|row|view|rise|hill|park|green)\b",
    re.IGNORECASE,
)


def has_postcode(text: str, known: Collection[str]) -> bool:
    """``known`` are public ones, squeezed: the practices' own, which pass wherever they stand."""
    return any(
        squeezed(match[0]) not in known and not is_a_work_place(text, *match.span())
        for match in _postcodes(text)
    )


def _postcodes(text: str) -> Iterator[re.Match[str]]:
    for match in _POSTCODE.finditer(text):
        if match[1].upper() in _AREAS and match[0][-2:] not in _NOT_INWARD:
            yield match


def squeezed(postcode: str) -> str:
    return re.sub(r"[\s\-.]", "", postcode).upper()


def has_address(text: str) -> bool:
    """A house with its street, where somebody lives; a street alone may be a practice's."""
    return any(is_a_home(text, *match.span()) for match in _STREET.finditer(text))
