"""Published figures to set beside a question: what was found elsewhere, when, and why it may differ.

They are context, never a target. 2013: King's Fund and Nuffield Trust, six CCGs (74 leaders and 232
GPs without a role). 2015: Moran et al., BMJ Open 2017;7:e015464, the national GP Worklife Survey.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Survey:
    """Where published figures are from. ``apart`` is how it named those with and without a role."""

    id: str
    year: int
    name: str
    source: str
    caveat: str


@dataclass(frozen=True, slots=True)
class Published:
    """Shares who agreed, 0 to 1; ``rounded`` where the source gives words ("a third"), not figures."""

    survey: Survey
    leaders: float
    members: float
    rounded: bool = False


SIX_SITES_2013 = Survey(
    "2013",
    2013,
    "Six CCGs, 2013",
    "King’s Fund and Nuffield Trust, 2013: 74 leaders and 232 GPs without a formal role",
    "Six clinical commissioning groups in their first year, in the survey’s own words; not a target.",
)
WORKLIFE_2015 = Survey(
    "2015",
    2015,
    "England, 2015",
    "Moran and others, BMJ Open 2017: national GP Worklife Survey, spring 2015, 2,611 GPs (46% answered)",
    "About clinical commissioning groups, which ended in 2022; by formal role or none; not a target.",
)

_2015 = {
    "informed": (0.87, 0.55),
    "understand": (0.85, 0.45),
    "decisions": (0.72, 0.14),
    "contact": (0.99, 0.79),
    "responsive": (0.87, 0.50),
    "owned": (0.58, 0.18),
    "meetings": (0.96, 0.82),
    "influence": (0.80, 0.40),
}
_2013 = {
    "owned": Published(SIX_SITES_2013, 49 / 74, 81 / 232),
    "decisions": Published(SIX_SITES_2013, 60 / 74, 88 / 232),
    "relations": Published(SIX_SITES_2013, 0.80, 1 / 3, rounded=True),
}


def published(question_id: str) -> tuple[Published, ...]:
    """The oldest first; nothing for a question that nobody else has asked."""
    found = []
    if question_id in _2013:
        found.append(_2013[question_id])
    if question_id in _2015:
        found.append(Published(WORKLIFE_2015, *_2015[question_id]))
    return tuple(found)
