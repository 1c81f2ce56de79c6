"""A plain table that somebody made: practice_code, indicator_id, period, numerator, denominator[, value].

What an indicator is follows from its rows, unless it is known already by that id.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO

from bot.domain.comparisons import Observation, Reason, Refusal, Source, Taken, is_practice
from bot.domain.indicators import Indicator, Polarity, Publisher, ValueType
from bot.errors import InvalidInput
from bot.sources.evidence import Evidence, Verdict
from bot.sources.periods import Span, read_period
from bot.sources.readers import Known
from bot.sources.tables import Table, number

SYNONYMS = {
    "practice": ("practice_code", "ods_code", "gp_code", "practice", "org_id", "org_code"),
    "indicator": ("indicator_id", "indicator", "indicator_code", "indicator_key", "measure"),
    "period": ("period", "time_period", "date", "month", "year", "financial_year"),
    "numerator": ("numerator", "num", "count"),
    "denominator": ("denominator", "den", "denom"),
    "value": ("value", "rate", "percentage", "percent"),
    "name": ("indicator_name", "indicator_title"),
}
NEEDED = ("practice", "indicator", "period")
PUBLISHER = Publisher("a table of the group's own", "as agreed in the group")
LARGEST = 2_000  # different indicators in one file

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_PER = re.compile(r"per_?(\d+)(?!\d)")
_EVENTS = re.compile(r"rate|items|attend|admission|referral|visits|appointments|per_")
PER_HUNDRED = 100.0


def is_tidy(columns: frozenset[str]) -> bool:
    """Whether a heading has all that is needed: who, what, when, and a count or a value."""

    def has(name: str) -> bool:
        return not columns.isdisjoint(SYNONYMS[name])

    counts = has("numerator") and has("denominator")
    return all(map(has, NEEDED)) and (counts or has("value"))


class TidyReader:
    source = Source.TIDY
    licence = None

    def __init__(self, text: TextIO, known: Known) -> None:
        self._table = Table(text)
        self._known = known
        self._series: dict[str, Series] = {}

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        at = {name: self._table.place(*known_as) for name, known_as in SYNONYMS.items()}
        for row_number, row in self._table.rows():
            verdict = Reason.WRONG_SHAPE if row is None else self._read(row, at, today)
            if isinstance(verdict, Reason):
                yield Refusal(row_number, verdict)
            else:
                yield Taken(row_number, verdict)

    def indicator(self, series: str) -> Indicator | Reason:
        found = self._series[series]
        known = self._known.get(found.key)
        months = known.period_months if known else self._usual_length(found.key)
        if found.months != months:
            return Reason.OTHER_PERIOD
        return known or found.indicator()

    def _usual_length(self, key: str) -> int:
        """How long most of its periods are; of two that are as frequent, the longer."""
        theirs = (each for each in self._series.values() if each.key == key)
        return max(theirs, key=lambda each: (each.rows, each.months)).months

    def _read(self, row: list[str], at: dict[str, int], today: date) -> Observation | Reason:
        name = row[at["indicator"]].strip()
        if not _ID.fullmatch(name):
            return Reason.NO_MEASURE
        area = row[at["practice"]].strip().upper()
        if not is_practice(area):
            return Reason.BAD_CODE
        span = read_period(row[at["period"]])
        if span is None:
            return Reason.BAD_PERIOD
        if span.first > today:
            return Reason.FUTURE_MONTH
        numbers = _numbers(*(row[at[each]] for each in ("numerator", "denominator", "value")))
        if isinstance(numbers, Reason):
            return numbers
        series = self._seen(name.lower(), span, row[at["name"]].strip())
        self._series[series].add(*numbers)
        return Observation(series, area, span.first, *numbers)

    def _seen(self, key: str, span: Span, name: str) -> str:
        series = f"{key} {span.months}"
        if series not in self._series:
            if len(self._series) >= LARGEST:
                raise InvalidInput(
                    f"This file has more than {LARGEST:,} different indicators, so it may not be "
                    "the table it looks like."
                )
            self._series[series] = Series(key, span.months, name)
        return series


@dataclass(slots=True)
class Series:
    """What the rows of one indicator and length of period have in common."""

    key: str
    months: int
    name: str
    rows: int = 0
    evidence: Evidence = field(default_factory=Evidence)
    whole: bool = True  # every denominator is a whole number that the numerator does not exceed
    counted: bool = False

    def add(self, numerator: float | None, denominator: float | None, value: float | None) -> None:
        self.rows += 1
        if numerator is None or denominator is None:
            return
        self.counted = True
        self.whole = self.whole and denominator.is_integer() and numerator <= denominator
        if value is not None:
            self.evidence.add(numerator, denominator, value)

    def indicator(self) -> Indicator:
        verdict = self._verdict()
        name = self.name or self.key.replace("_", " ")
        return Indicator(
            self.key,
            name,
            f"How do we compare on {name}?",
            unit=verdict.unit,
            counted="in the numerator",
            against="in the denominator",
            polarity=Polarity.NO_JUDGEMENT,
            value_type=verdict.value_type,
            publisher=PUBLISHER,
            multiplier=verdict.multiplier,
            period_months=self.months,
            public=False,
        )

    def _verdict(self) -> Verdict:
        """By the values; without any by the id's own words, or as a share where it may be one."""
        if self.evidence.rows or not self.counted:
            return self.evidence.verdict
        per = _PER.search(self.key)
        if per is not None and int(per[1]):
            return Verdict(ValueType.RATE, float(per[1]), f"per {int(per[1]):,}")
        if self.whole and not _EVENTS.search(self.key):
            return Verdict(ValueType.PROPORTION, PER_HUNDRED, "%")
        return Verdict(ValueType.RATE, PER_HUNDRED, "per 100")


def _numbers(
    numerator: str, denominator: str, value: str
) -> tuple[float | None, float | None, float | None] | Reason:
    """What of the three is given; a value alone, or both counts with or without it."""
    given = [number(each) if each.strip() else None for each in (numerator, denominator, value)]
    if any(each is not None and not math.isfinite(each) for each in given):
        return Reason.NOT_A_NUMBER
    counted, against, published = given
    if (counted or 0) < 0 or (against or 0) < 0:
        return Reason.NEGATIVE
    if counted is None or against is None:
        return Reason.NO_VALUE if published is None else (None, None, published)
    if against == 0:
        return Reason.NO_DENOMINATOR if counted else Reason.NOTHING_COUNTED
    return counted, against, published
