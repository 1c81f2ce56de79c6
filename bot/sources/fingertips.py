"""Fingertips' CSV (27 columns), one row at a time.

Its columns are found by name, since one of them is called after the parent area of the download.
An indicator comes for several sexes, ages or lengths of period; each of these series is an indicator
of its own here. Which of them gets the plain key (``ft_91547``) is told in ``variants``.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TextIO

from bot.domain.comparisons import ENGLAND, Observation, Reason, Refusal, Source, Taken
from bot.domain.indicators import Indicator
from bot.sources.areas import AreaKind, area_code, fingertips_kind
from bot.sources.evidence import Evidence
from bot.sources.periods import Span, agrees, read_period
from bot.sources.readers import Known
from bot.sources.tables import Table, number
from bot.sources.variants import PUBLISHER, Variant, Variants

NEEDED = frozenset(("indicator_id", "area_code", "area_type", "time_period", "value"))
NOTE = 500  # characters kept of a value note

_SUPPRESSED = "suppress"
_CACHED = 100_000  # names of areas and periods remembered at most


class Numbers(NamedTuple):
    """Counts and value as published; what is blank is None."""

    numerator: float | None
    denominator: float | None
    value: float
    low: float | None
    high: float | None


class FingertipsReader:
    source = Source.FINGERTIPS
    licence = PUBLISHER.licence

    def __init__(self, text: TextIO, known: Known) -> None:
        self._table = Table(text)
        self._variants = Variants(known)
        self._evidence: dict[str, Evidence] = {}
        self._areas: dict[tuple[str, str, str], str | Reason] = {}
        self._spans: dict[tuple[str, str, str], Span | Reason] = {}
        self._series: dict[tuple[str, str, str, int], str] = {}
        self._england: dict[tuple[str, date], Numbers] = {}

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        read = self._read
        columns = self._columns()
        for row_number, row in self._table.rows():
            verdict = Reason.WRONG_SHAPE if row is None else read(row, columns, today)
            if isinstance(verdict, Reason):
                yield Refusal(row_number, verdict)
            else:
                yield Taken(row_number, verdict)

    def indicator(self, series: str) -> Indicator | Reason:
        return self._variants.indicator(series, self._evidence[series].verdict)

    # ---- one row

    def _columns(self) -> "Columns":
        at = self._table.place
        return Columns(
            at("indicator_id"),
            at("indicator_name"),
            at("area_code"),
            at("area_name"),
            at("area_type"),
            at("sex"),
            at("age"),
            at("category_type"),
            at("category"),
            at("time_period"),
            at("time_period_sortable"),
            at("time_period_range"),
            at("value"),
            at("lower_ci_95_0_limit", "lower_ci_95_limit", "lower_ci_limit"),
            at("upper_ci_95_0_limit", "upper_ci_95_limit", "upper_ci_limit"),
            at("count"),
            at("denominator"),
            at("value_note"),
        )

    def _read(self, row: list[str], at: "Columns", today: date) -> Observation | Reason:
        if row[at.category_type].strip() or row[at.category].strip():
            return Reason.CATEGORY
        indicator_id = row[at.indicator_id].strip()
        if not (indicator_id.isascii() and indicator_id.isdigit()):
            return Reason.NO_INDICATOR
        area = self._area(row[at.area_type], row[at.area_code], row[at.area_name])
        if isinstance(area, Reason):
            return area
        span = self._span(row[at.period], row[at.sortable], row[at.length])
        if isinstance(span, Reason):
            return span
        if span.first > today:
            return Reason.FUTURE_MONTH
        note = row[at.note].strip()
        numbers = _numbers(row, at, note)
        if isinstance(numbers, Reason):
            return numbers
        series = self._series_of(indicator_id, row[at.sex], row[at.age], span.months, row[at.name])
        if area == ENGLAND and self._said_before(series, span.first, numbers):
            return Reason.SAME_AGAIN
        if numbers.numerator is not None and numbers.denominator is not None:
            self._evidence[series].add(numbers.numerator, numbers.denominator, numbers.value)
        return Observation(series, area, span.first, *numbers, note[:NOTE].replace("\x00", ""))

    def _area(self, area_type: str, code: str, name: str) -> str | Reason:
        """Remembered, since the same areas come for every period."""
        seen = (area_type, code, name)
        found = self._areas.get(seen)
        if found is None:
            kind = fingertips_kind(area_type)
            if kind is None:
                found = Reason.OTHER_AREA
            else:
                found = area_code(kind, code, "" if kind is AreaKind.PRACTICE else name)
            found = found or Reason.BAD_CODE
            if len(self._areas) < _CACHED:
                self._areas[seen] = found
        return found

    def _span(self, name: str, sortable: str, length: str) -> Span | Reason:
        seen = (name, sortable, length)
        found = self._spans.get(seen)
        if found is None:
            span = read_period(name)
            fits = span is not None and agrees(span, name, sortable, length)
            found = span if span is not None and fits else Reason.BAD_PERIOD
            if len(self._spans) < _CACHED:
                self._spans[seen] = found
        return found

    def _series_of(self, indicator_id: str, sex: str, age: str, months: int, name: str) -> str:
        seen = (indicator_id, sex, age, months)
        series = self._series.get(seen)
        if series is None:
            variant = Variant(indicator_id, sex.strip(), age.strip(), months)
            series = self._series[seen] = self._variants.add(variant, name.strip())
            self._evidence.setdefault(series, Evidence())
        return series

    def _said_before(self, series: str, period: date, numbers: Numbers) -> bool:
        """Whether England's figure came already, with another parent or without, and is the same."""
        earlier = self._england.setdefault((series, period), numbers)
        return earlier is not numbers and earlier == numbers


class Columns(NamedTuple):
    """Where each column is."""

    indicator_id: int
    name: int
    area_code: int
    area_name: int
    area_type: int
    sex: int
    age: int
    category_type: int
    category: int
    period: int
    sortable: int
    length: int
    value: int
    low: int
    high: int
    counted: int
    denominator: int
    note: int


def _numbers(row: list[str], at: Columns, note: str) -> Numbers | Reason:
    """What is counted and published, or why it cannot be compared."""
    value = _maybe(row[at.value])
    if value is None:
        return Reason.SUPPRESSED if _SUPPRESSED in note.lower() else Reason.NO_VALUE
    low, high = _maybe(row[at.low]), _maybe(row[at.high])
    numerator, denominator = _maybe(row[at.counted]), _maybe(row[at.denominator])
    for each in (value, low, high, numerator, denominator):
        if each is not None and each - each != 0:  # neither NaN nor infinite
            return Reason.NOT_A_NUMBER
    if (numerator or 0) < 0 or (denominator or 0) < 0:
        return Reason.NEGATIVE
    if numerator is None or denominator is None:
        return Numbers(None, None, value, low, high)
    if denominator == 0:
        return Reason.NO_DENOMINATOR if numerator else Reason.NOTHING_COUNTED
    return Numbers(numerator, denominator, value, low, high)


def _maybe(cell: str) -> float | None:
    """None for a blank cell, NaN for one that is no number."""
    try:
        return float(cell)
    except ValueError:
        return number(cell) if cell.strip() else None
