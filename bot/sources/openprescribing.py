"""OpenPrescribing's measures, from its CSV or its JSON: what can be kept of a row, and why not."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TextIO

from bot.domain.comparisons import ENGLAND, Observation, Reason, Refusal, Source, Taken
from bot.domain.indicators import OPENPRESCRIBING, Indicator, openprescribing_indicator
from bot.sources.areas import AreaKind, area_code, openprescribing_kind
from bot.sources.evidence import comparable
from bot.sources.readers import Known
from bot.sources.tables import Table, number

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

GP_SETTING = 4.0

_MEASURE = re.compile(r"[A-Za-z0-9_]{1,60}")
_MONTH = re.compile(r"\d{4}-\d{2}-01")
# Where the organisation's code is when no "org_type" says what it is of, now and formerly.
_IDS = {
    "practice_id": AreaKind.PRACTICE,
    "pcn_id": AreaKind.PCN,
    "pct_id": AreaKind.SUB_ICB,
    "ccg_id": AreaKind.SUB_ICB,
    "stp_id": AreaKind.ICB,
}

Cells = Mapping[str, Any]


class OpenPrescribingReader:
    """The CSV, whose columns are ``COLUMNS``."""

    source = Source.OPENPRESCRIBING
    licence = OPENPRESCRIBING.licence

    def __init__(self, text: TextIO, known: Known) -> None:
        self._table = Table(text)
        self._known = known

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        columns = self._table.columns
        for row_number, row in self._table.rows():
            if row is None:
                yield Refusal(row_number, Reason.WRONG_SHAPE)
                continue
            cells = dict(zip(columns, map(str.strip, row), strict=False))
            verdict = read_row(cells, measure_of(cells), today)
            if isinstance(verdict, Reason):
                yield Refusal(row_number, verdict)
            else:
                yield Taken(row_number, verdict)

    def indicator(self, series: str) -> Indicator | Reason:
        return self._known.get(series) or openprescribing_indicator(series)


def measure_of(cells: Cells) -> str | None:
    """The measure's key, as it is kept; None where it is not said."""
    name = str(cells.get("measure") or "")
    return name.lower() if _MEASURE.fullmatch(name) else None


def read_row(cells: Cells, series: str | None, today: date) -> Observation | Reason:
    """One area's month of one measure. A row without any organisation is England's."""
    if series is None:
        return Reason.NO_MEASURE
    if not is_general_practice(cells):
        return Reason.NOT_GP_SETTING
    area = _area(cells)
    if isinstance(area, Reason):
        return area
    month = read_month(cells.get("date"), today)
    if isinstance(month, Reason):
        return month
    counts = _counts(cells)
    if isinstance(counts, Reason):
        return counts
    return Observation(series, area, month, *counts)


def is_general_practice(cells: Cells) -> bool:
    """False for out-of-hours services, walk-in centres and others that prescribe (setting not 4)."""
    setting = cells.get("setting")
    return setting in (None, "") or number(setting) == GP_SETTING


def read_month(cell: object, today: date) -> date | Reason:
    try:
        month = date.fromisoformat(str(cell)) if _MONTH.fullmatch(str(cell)) else None
    except ValueError:
        month = None
    if month is None:
        return Reason.BAD_MONTH
    return Reason.FUTURE_MONTH if month > today else month


def _area(cells: Cells) -> str | Reason:
    kind = openprescribing_kind(str(cells.get("org_type") or ""))
    code = cells.get("org_id")
    if code is None and "org_type" not in cells:
        found = next((name for name in _IDS if cells.get(name)), None)
        if found is None:
            return ENGLAND
        kind, code = _IDS[found], cells[found]
    if kind is None:
        return Reason.NOT_A_PRACTICE
    return area_code(kind, str(code or "")) or Reason.BAD_CODE


def _counts(cells: Cells) -> tuple[float, float] | Reason:
    """Numerator and denominator, or why they cannot be compared."""
    counts = comparable(number(cells.get("numerator")), number(cells.get("denominator")))
    if isinstance(counts, Reason):
        return counts
    numerator, denominator = counts
    return _check_value(cells.get("calc_value"), numerator / denominator) or counts


def _check_value(cell: object, value: float) -> Reason | None:
    if cell is None or cell == "":
        return Reason.NO_VALUE
    published = number(cell)
    if not math.isfinite(published):
        return Reason.NOT_A_NUMBER
    agrees = math.isclose(published, value, rel_tol=TOLERANCE, abs_tol=1e-12)
    return None if agrees else Reason.DISAGREES
