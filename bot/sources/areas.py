"""Whose figure a row is: practices, England, and the bodies that practices belong to, by their codes."""

import re
from enum import StrEnum

from bot.domain.comparisons import ENGLAND, is_practice


class AreaKind(StrEnum):
    PRACTICE = "practice"
    PCN = "pcn"
    SUB_ICB = "sub_icb"
    ICB = "icb"
    ENGLAND = "england"


# How Fingertips' "Area Type" begins; what follows is a version, as in "PCNs (v. 27/10/23)".
_FINGERTIPS = (
    (re.compile(r"gps?\b"), AreaKind.PRACTICE),
    (re.compile(r"pcns?\b"), AreaKind.PCN),
    (re.compile(r"icb sub-locations?\b|sub-icbs?\b|ccgs?\b"), AreaKind.SUB_ICB),
    (re.compile(r"icbs?\b|stps?\b"), AreaKind.ICB),
    (re.compile(r"england\b"), AreaKind.ENGLAND),
)
# What OpenPrescribing calls them, now and formerly.
_OPENPRESCRIBING = {
    "practice": AreaKind.PRACTICE,
    "pcn": AreaKind.PCN,
    "ccg": AreaKind.SUB_ICB,
    "sicbl": AreaKind.SUB_ICB,
    "stp": AreaKind.ICB,
    "icb": AreaKind.ICB,
}
_CODES = {
    AreaKind.PCN: re.compile(r"U\d{5}"),
    AreaKind.SUB_ICB: re.compile(r"[A-Z0-9]{3,5}|E38\d{6}"),
    AreaKind.ICB: re.compile(r"Q[A-Z0-9]{2}|[A-Z0-9]{5}|E54\d{6}"),
}
_WITH_N = re.compile(r"NE\d{8}")
_ODS_AT_THE_END = re.compile(r" - ([A-Z0-9]{3,5})\s*$")


def fingertips_kind(area_type: str) -> AreaKind | None:
    """None for districts, trusts and other areas that no practice is or belongs to."""
    plain = area_type.strip().lower()
    return next((kind for begins, kind in _FINGERTIPS if begins.match(plain)), None)


def openprescribing_kind(org_type: str) -> AreaKind | None:
    return _OPENPRESCRIBING.get(org_type.strip().lower())


def area_code(kind: AreaKind, code: str, name: str = "") -> str | None:
    """The code under which an area's figures are kept; None for what is no code of that kind.

    Fingertips writes the codes of statistics for bodies, some with an n before (nE38000217), and the
    ODS code at the end of the name ("Greater Manchester ICB - 14L"): that one is kept where it is
    there, so that a body has the same code from every source.
    """
    plain = code.strip().upper()
    if kind is AreaKind.ENGLAND:
        return ENGLAND
    if kind is AreaKind.PRACTICE:
        return plain if is_practice(plain) else None
    if _WITH_N.fullmatch(plain):
        plain = plain[1:]
    if not _CODES[kind].fullmatch(plain):
        return None
    ods = _ODS_AT_THE_END.search(name) if plain.startswith("E") and len(plain) == 9 else None
    return ods[1] if ods else plain
