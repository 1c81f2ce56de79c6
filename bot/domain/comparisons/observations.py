"""What an imported file says, row by row: an observation that is kept, or a reason why it is not."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.indicators import Indicator

ENGLAND = "E92000001"
"""The area code of England: its own figure where one is published."""

_PRACTICE = re.compile(r"[A-HJ-NPV-Y]\d{5}")

LISTED = 8
"""How many refused rows a report names one by one for each reason; the others are counted."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one area has for one indicator in the period that begins then.

    ``area`` is a practice's ODS code, ``ENGLAND``, or the code of a PCN, sub-ICB location or ICB.
    ``value`` is as published, in the indicator's unit, where it is not numerator / denominator x
    multiplier (a score, a standardised rate); ``low`` and ``high`` are then the publisher's own 95%
    limits. ``note`` is what the publisher says of the quality of this value.
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


@dataclass(frozen=True, slots=True)
class Taken:
    """A row of the file that can be kept; ``row`` as a spreadsheet counts, the heading being 1."""

    row: int
    observation: Observation


class Reason(StrEnum):
    """Why a row is refused."""

    NOTHING_COUNTED = "nothing_counted"
    NO_DENOMINATOR = "no_denominator"
    NO_VALUE = "no_value"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    ABOVE_THE_WHOLE = "above_the_whole"
    DISAGREES = "disagrees"
    NOT_A_PRACTICE = "not_a_practice"
    BAD_CODE = "bad_code"
    BAD_MONTH = "bad_month"
    FUTURE_MONTH = "future_month"
    NO_MEASURE = "no_measure"
    WRONG_SHAPE = "wrong_shape"
    REPEATED = "repeated"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


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
    Reason.NOT_A_NUMBER: "a number is missing or is not a number",
    Reason.NEGATIVE: "a number is below 0",
    Reason.ABOVE_THE_WHOLE: "the numerator is larger than the denominator, but this is a share",
    Reason.DISAGREES: "the value is not the numerator over the denominator",
    Reason.NOT_A_PRACTICE: "it is not about a practice",
    Reason.BAD_CODE: "the code is not that of a practice (a letter and five digits)",
    Reason.BAD_MONTH: "the date is not the first of a month, as 2026-04-01",
    Reason.FUTURE_MONTH: "the month has not come yet",
    Reason.NO_MEASURE: "it does not say which measure it is",
    Reason.WRONG_SHAPE: "it does not have as many columns as the heading",
    Reason.REPEATED: "the same measure, practice and month came earlier in the file: the first was used",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of the file that is not kept, and why."""

    row: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a batch of observations beside those already kept."""

    added: int = 0
    corrected: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All rows accounted for: ``read`` is ``taken`` and the refused together.

    ``practices`` are those of the group that the file has figures for; rows ``elsewhere`` are those
    of others, which are kept but shown to nobody until the practice belongs to the group.
    ``already`` is when the very same file was imported before: then nothing was changed.
    """

    file_name: str
    sha256: str
    read: int
    taken: int
    refused: Mapping[Reason, int]
    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    listed: tuple[Refusal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    practices: int = 0
    rows_elsewhere: int = 0
    practices_elsewhere: int = 0
    first: date | None = None
    last: date | None = None
    already: datetime | None = None

    @property
    def refused_rows(self) -> int:
        return sum(self.refused.values())


@dataclass
class Tally:
    """Counts an import as it goes, in memory that does not grow with the rows."""

    known_practices: frozenset[str]
    read: int = 0
    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    rows_elsewhere: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)
    listed: list[Refusal] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    first: date | None = None
    last: date | None = None
    _places: dict[str, int] = field(default_factory=dict)
    _said: dict[tuple[str, date], int] = field(default_factory=dict)

    def refuse(self, refusal: Refusal) -> None:
        self.read += 1
        self.refused[refusal.reason] += 1
        if self.refused[refusal.reason] <= LISTED:
            self.listed.append(refusal)

    def is_first(self, observation: Observation) -> bool:
        """Whether this file has not said anything yet of that measure, practice and month.

        One bit a row: a whole number per measure and month, a bit in it per practice.
        """
        bit = 1 << self._places.setdefault(observation.area, len(self._places))
        page = (observation.indicator_key, observation.period)
        said = self._said.get(page, 0)
        self._said[page] = said | bit
        return not said & bit

    def take(self, observation: Observation) -> None:
        self.read += 1
        self.keys.add(observation.indicator_key)
        if is_practice(observation.area):
            self.codes.add(observation.area)
            self.rows_elsewhere += observation.area not in self.known_practices
        self.first = min(self.first or observation.period, observation.period)
        self.last = max(self.last or observation.period, observation.period)

    def merge(self, merged: Merged) -> None:
        self.added += merged.added
        self.corrected += merged.corrected
        self.unchanged += merged.unchanged

    def report(self, file_name: str, sha256: str, indicators: Iterable[Indicator]) -> ImportReport:
        return ImportReport(
            file_name=file_name,
            sha256=sha256,
            read=self.read,
            taken=self.added + self.corrected + self.unchanged,
            added=self.added,
            corrected=self.corrected,
            unchanged=self.unchanged,
            refused=dict(self.refused),
            listed=tuple(self.listed),
            indicators=tuple(indicators),
            practices=len(self.codes & self.known_practices),
            rows_elsewhere=self.rows_elsewhere,
            practices_elsewhere=len(self.codes - self.known_practices),
            first=self.first,
            last=self.last,
        )
