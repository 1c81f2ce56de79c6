"""OpenPrescribing's measure CSV, one row at a time: what can be kept, and why the rest cannot."""

import csv
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from typing import TextIO

from bot.domain.comparisons import Observation, Reason, Refusal, Taken
from bot.domain.indicators import ValueType, openprescribing_indicator
from bot.sources.people import ODS_CODE

COLUMNS = (
    "measure",
    "org_type",
    "org_id",
    "org_name",
    "date",
    "numerator",
    "denominator",
    "calc_value",
    "percentile",
)
TOLERANCE = 1e-6
"""How far, relatively, the published value may be from numerator / denominator: it is rounded."""

_MEASURE = re.compile(r"[A-Za-z0-9_]{1,60}")
_MONTH = re.compile(r"\d{4}-\d{2}-01")

Cells = Mapping[str, str]


def read_rows(text: TextIO, today: date) -> Iterator[Taken | Refusal]:
    """Every row below the heading, in order, numbered as a spreadsheet does. Holds one at a time."""
    columns: list[str] = []
    for number, row in _numbered(csv.reader(text)):
        if not columns:
            columns = [column.strip().lower() for column in row]
        elif len(row) != len(columns):
            yield Refusal(number, Reason.WRONG_SHAPE)
        else:
            cells = dict(zip(columns, map(str.strip, row), strict=True))
            verdict = _read(cells, today)
            if isinstance(verdict, Reason):
                yield Refusal(number, verdict)
            else:
                yield Taken(number, verdict)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number, blank ones left out; one that cannot be read comes as one empty cell."""
    for number in count(1):
        try:
            row = next(reader, None)
        except csv.Error:
            row = [""]
        if row is None:
            return
        if row:
            yield number, row


def _read(cells: Cells, today: date) -> Observation | Reason:
    if not _MEASURE.fullmatch(cells["measure"]):
        return Reason.NO_MEASURE
    if cells["org_type"].lower() != "practice":
        return Reason.NOT_A_PRACTICE
    if not ODS_CODE.fullmatch(code := cells["org_id"].upper()):
        return Reason.BAD_CODE
    month = _month(cells["date"])
    if month is None:
        return Reason.BAD_MONTH
    if month > today:
        return Reason.FUTURE_MONTH
    counts = _counts(cells)
    if isinstance(counts, Reason):
        return counts
    return Observation(cells["measure"].lower(), code, month, *counts)


def _month(cell: str) -> date | None:
    if not _MONTH.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _number(cell: str) -> float:
    """The number in a cell; NaN for what is none, so that one question finds all of them."""
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _counts(cells: Cells) -> tuple[float, float] | Reason:
    """Numerator and denominator, or why they cannot be compared."""
    numerator, denominator = _number(cells["numerator"]), _number(cells["denominator"])
    if not (math.isfinite(numerator) and math.isfinite(denominator)):
        return Reason.NOT_A_NUMBER
    if numerator < 0 or denominator < 0:
        return Reason.NEGATIVE
    if denominator == 0:
        return Reason.NO_DENOMINATOR if numerator else Reason.NOTHING_COUNTED
    indicator = openprescribing_indicator(cells["measure"].lower())
    if indicator.value_type is ValueType.PROPORTION and numerator > denominator:
        return Reason.ABOVE_THE_WHOLE
    return _check_value(cells["calc_value"], numerator / denominator) or (numerator, denominator)


def _check_value(cell: str, value: float) -> Reason | None:
    if not cell:
        return Reason.NO_VALUE
    published = _number(cell)
    if not math.isfinite(published):
        return Reason.NOT_A_NUMBER
    agrees = math.isclose(published, value, rel_tol=TOLERANCE, abs_tol=1e-12)
    return None if agrees else Reason.DISAGREES
