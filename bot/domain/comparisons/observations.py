"""What an imported file says, row by row: an observation that is kept, or a reason why it is not."""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

ENGLAND = "E92000001"
"""The area code of England: its own figure where one is published."""

ROUNDING = 1e-5
"""How far, relatively, a published value may be from what its counts give: it is rounded."""

NEARLY = 0.25
"""As far as this it is in the same unit all the same, as rates are that allow for age and sex."""

_PRACTICE = re.compile(r"[A-HJ-NPV-Y]\d{5}")


class Observation(NamedTuple):
    """What one area has for one indicator in the period that begins then.

    ``area`` is a practice's ODS code, ``ENGLAND``, or the code of a PCN, sub-ICB location or ICB.
    ``value`` is as published, in the indicator's unit, where it is not numerator / denominator x
    multiplier (a score, a standardised rate); ``low`` and ``high`` are then the publisher's own 95%
    limits. ``note`` is what the publisher says of the quality of this value.

    A plain tuple, since a file has a million of them.
    """

    indicator_key: str
    area: str
    period: date
    numerator: float | None
    denominator: float | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


def is_practice(area: str) -> bool:
    """Whether that is the ODS code of a practice; those of PCNs begin with U."""
    return _PRACTICE.fullmatch(area) is not None


class Reason(StrEnum):
    """Why a row is not kept."""

    NOTHING_COUNTED = "nothing_counted"
    NO_DENOMINATOR = "no_denominator"
    NO_VALUE = "no_value"
    NO_COUNTS = "no_counts"
    SUPPRESSED = "suppressed"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    ABOVE_THE_WHOLE = "above_the_whole"
    DISAGREES = "disagrees"
    INCOMPLETE = "incomplete"
    NOT_A_PRACTICE = "not_a_practice"
    NOT_GP_SETTING = "not_gp_setting"
    OTHER_AREA = "other_area"
    BAD_CODE = "bad_code"
    BAD_MONTH = "bad_month"
    BAD_PERIOD = "bad_period"
    OTHER_PERIOD = "other_period"
    FUTURE_MONTH = "future_month"
    NO_INDICATOR = "no_indicator"
    NO_MEASURE = "no_measure"
    OTHER_MEASURE = "other_measure"
    CATEGORY = "category"
    WRONG_SHAPE = "wrong_shape"
    SAME_AGAIN = "same_again"
    REPEATED = "repeated"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]

    @property
    def expected(self) -> bool:
        """Whether such rows belong in a file of this kind, and are only of no use here."""
        return self in _EXPECTED


_EXPECTED = frozenset(
    (
        Reason.CATEGORY,
        Reason.NOT_GP_SETTING,
        Reason.OTHER_AREA,
        Reason.OTHER_MEASURE,
        Reason.SAME_AGAIN,
    )
)
_SENTENCES = {
    Reason.NOTHING_COUNTED: (
        "numerator and denominator are both 0, as for a practice that had closed or not yet opened: "
        "there is nothing to compare"
    ),
    Reason.NO_DENOMINATOR: (
        "there is a numerator but the denominator is 0, as for late items of a closed practice: "
        "it cannot be compared"
    ),
    Reason.NO_VALUE: "the publisher gives no value for it",
    Reason.NO_COUNTS: (
        "it has a value without the counts behind it, and values of single months cannot be put "
        "together to a year"
    ),
    Reason.SUPPRESSED: "the publisher has suppressed the value, so that nobody can be recognised",
    Reason.NOT_A_NUMBER: "a number is missing or is not a number",
    Reason.NEGATIVE: "a number is below 0",
    Reason.ABOVE_THE_WHOLE: "the numerator is larger than the denominator, but this is a share",
    Reason.DISAGREES: "the value is not the numerator over the denominator",
    Reason.INCOMPLETE: "its numerator or its denominator is not in the file",
    Reason.NOT_A_PRACTICE: "it is not about a practice or a body that practices belong to",
    Reason.NOT_GP_SETTING: "it is about another setting than general practice that prescribes",
    Reason.OTHER_AREA: "it is about areas other than practices and the bodies they belong to",
    Reason.BAD_CODE: (
        "the code is not that of a practice (a letter and five digits) or of the body it should be"
    ),
    Reason.BAD_MONTH: "the date is not the first of a month, as 2026-04-01",
    Reason.BAD_PERIOD: (
        "its period cannot be read: periods are written as 2022/23, 2019, 2019-04, 2022/23 Q1 or "
        "Apr 2023"
    ),
    Reason.OTHER_PERIOD: "its period is not as long as those of this indicator",
    Reason.FUTURE_MONTH: "its period has not begun yet",
    Reason.NO_INDICATOR: (
        "it does not say which indicator it is: its Indicator ID is blank, as in rows that were "
        "added by hand"
    ),
    Reason.NO_MEASURE: "it does not say which measure it is",
    Reason.OTHER_MEASURE: (
        "it holds points, a register or personalised care adjustments, which are not compared by "
        "themselves"
    ),
    Reason.CATEGORY: "it is a breakdown (by deprivation, say), not the figure of an area",
    Reason.WRONG_SHAPE: "it does not have as many columns as the heading",
    Reason.SAME_AGAIN: "the same figure is in the file twice, as England's often is: once is enough",
    Reason.REPEATED: (
        "the same measure, area and period came earlier in the file: the first was used"
    ),
}


class Taken(NamedTuple):
    """What can be kept; ``row`` as a spreadsheet counts, the heading being 1.

    ``rows`` is how many rows of the file it is made of: two where numerator and denominator have a
    row each.
    """

    row: int
    observation: Observation
    rows: int = 1


class Refusal(NamedTuple):
    """A row of the file that is not kept, and why."""

    row: int
    reason: Reason
