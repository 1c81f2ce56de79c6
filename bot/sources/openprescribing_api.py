"""OpenPrescribing: where a measure's figures are, for the practices of a body or for England."""

import re
from urllib.parse import urlencode

from bot.domain.comparisons import is_practice
from bot.domain.organisations import Kind

_PCN = re.compile(r"U\d{5}")
_ICB = re.compile(r"Q[A-Z0-9]{2}")
_CALLED = {Kind.PRACTICE: "practice", Kind.PCN: "pcn", Kind.SUB_ICB: "ccg", Kind.ICB: "stp"}
"""The API still has the names of 2013 to 2022."""


def by_practice(measure: str, organisation: str, kind: Kind | None = None) -> str:
    """The path of the CSV with every practice of a body, month by month.

    ``kind`` is what the register says it is; else it is seen from the code.
    """
    query = {
        "format": "csv",
        "org": organisation,
        "parent_org_type": _CALLED[kind or _kind_of(organisation)],
        "measure": measure,
    }
    return f"measure_by_practice/?{urlencode(query)}"


def for_england(measure: str) -> str:
    """The path of the JSON with England's own sums, which has no CSV."""
    return f"measure/?{urlencode({'format': 'json', 'measure': measure})}"


def _kind_of(code: str) -> Kind:
    if is_practice(code):
        return Kind.PRACTICE
    for pattern, kind in ((_PCN, Kind.PCN), (_ICB, Kind.ICB)):
        if pattern.fullmatch(code):
            return kind
    return Kind.SUB_ICB
