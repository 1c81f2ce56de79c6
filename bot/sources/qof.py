"""The Quality and Outcomes Framework's raw CSVs: achievement, a number a row, and prevalence.

The year is in no row but in the file's name (ACHIEVEMENT_NORTH_WEST_2324.csv), unless somebody added
a column for it. Achievement is numerator over denominator, which leaves out patients with a
personalised care adjustment.
"""

import math
import re
from array import array
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TextIO

from bot.domain.comparisons import Observation, Reason, Refusal, Source, Taken, is_practice
from bot.domain.indicators import Indicator, Polarity, Publisher, Theme, ValueType
from bot.errors import InvalidInput
from bot.sources.evidence import comparable
from bot.sources.periods import YEAR, find_year, read_period
from bot.sources.readers import Known
from bot.sources.tables import Table, number

ACHIEVEMENT = frozenset(("practice_code", "indicator_code", "measure", "value"))
PREVALENCE = frozenset(("practice_code", "group_code", "register", "practice_list_size"))
PUBLISHER = Publisher("NHS England, Quality and Outcomes Framework", "Open Government Licence v3.0")
LARGEST = 5_000_000  # practices x indicators held at once, at 24 bytes each

# The groups of 2023/24; a new one goes by its code.
GROUPS = {
    "AF": "atrial fibrillation",
    "AST": "asthma",
    "BP": "blood pressure",
    "CAN": "cancer",
    "CHD": "coronary heart disease",
    "CHOL": "cholesterol",
    "CKD": "chronic kidney disease",
    "COPD": "COPD",
    "CS": "cervical screening",
    "DEM": "dementia",
    "DEP": "depression",
    "DM": "diabetes",
    "EP": "epilepsy",
    "HF": "heart failure",
    "HYP": "hypertension",
    "LD": "learning disability",
    "MH": "mental health",
    "NDH": "non-diabetic hyperglycaemia",
    "OB": "obesity",
    "OST": "osteoporosis",
    "PAD": "peripheral arterial disease",
    "PC": "palliative care",
    "RA": "rheumatoid arthritis",
    "SMOK": "smoking",
    "STIA": "stroke and TIA",
    "VI": "vaccination and immunisation",
}
_SCREENING = ("CS", "VI")
_CODE = re.compile(r"[A-Z]{2,6}(\d{3}[A-Z]?)?")
_AGES = re.compile(r"(\d{1,2})_?(OV|UN|(?<=_)\d{1,2})(?:_([FM]))?")
_UNUSED = frozenset(("REGISTER", "PCAS", "ACHIEVED_POINTS"))
_YEAR_COLUMNS = ("year", "financial_year", "period", "achievement_year")


class Years:
    """Which year a row is of. Raises InvalidInput where neither a column nor the name says it."""

    def __init__(self, table: Table, name: str) -> None:
        self._column = table.place(*_YEAR_COLUMNS)
        self._from_name = find_year(name)
        if self._column == len(table.columns) and self._from_name is None:
            raise InvalidInput(
                "This QOF file does not say of which year it is. Put the year into its name as NHS "
                "England does, such as ACHIEVEMENT_2324.csv for 2023/24, and import it again."
            )

    def of(self, row: list[str], today: date) -> date | Reason:
        cell = row[self._column].strip()
        span = (find_year(cell) or read_period(cell)) if cell else self._from_name
        if span is None or span.months != YEAR:
            return Reason.BAD_PERIOD
        return Reason.FUTURE_MONTH if span.first > today else span.first


class PrevalenceReader:
    """How many patients are on a register, out of all of that age."""

    source = Source.QOF
    licence = PUBLISHER.licence

    def __init__(self, text: TextIO, known: Known, name: str) -> None:
        self._table = Table(text)
        self._known = known
        self._years = Years(self._table, name)
        self._lists: dict[str, str] = {}

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        place = self._table.place
        practice, group = place("practice_code"), place("group_code")
        register, size = place("register"), place("practice_list_size")
        whom = place("patient_list_type")
        for row_number, row in self._table.rows():
            if row is None:
                yield Refusal(row_number, Reason.WRONG_SHAPE)
                continue
            code = row[group].strip().upper()
            self._lists.setdefault(code, row[whom].strip().upper())
            period = _checked(row[practice], code, self._years.of(row, today))
            counts = comparable(number(row[register]), number(row[size]))
            if isinstance(period, Reason):
                yield Refusal(row_number, period)
            elif isinstance(counts, Reason):
                yield Refusal(row_number, counts)
            else:
                area = row[practice].strip().upper()
                yield Taken(row_number, Observation(code, area, period, *counts))

    def indicator(self, series: str) -> Indicator | Reason:
        key = f"qof_{series.lower()}_prevalence"
        subject = GROUPS.get(series, series)
        return self._known.get(key) or Indicator(
            key,
            f"{_capital(subject)}: on the QOF register",
            f"How many of our patients are on the register for {subject}?",
            unit="%",
            counted="patients on the register",
            against=patients(self._lists.get(series, "")),
            polarity=Polarity.NO_JUDGEMENT,
            value_type=ValueType.PROPORTION,
            publisher=PUBLISHER,
            multiplier=100.0,
            period_months=YEAR,
            aliases=f"prevalence register qof {subject}",
            theme=Theme.LONG_TERM_CONDITIONS,
        )


class AchievementReader:
    """Numerator and denominator have a row each, which need not follow one another.

    Both are held in arrays of plain numbers until the file ends: all of England takes some 15 MB.
    """

    source = Source.QOF
    licence = PUBLISHER.licence

    def __init__(self, text: TextIO, known: Known, name: str) -> None:
        self._table = Table(text)
        self._known = known
        self._years = Years(self._table, name)
        self._practices: dict[str, int] = {}
        self._cells: dict[tuple[str, date], Cells] = {}

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        place = self._table.place
        practice, indicator = place("practice_code"), place("indicator_code")
        measure, value = place("measure"), place("value")
        for row_number, row in self._table.rows():
            if row is None:
                yield Refusal(row_number, Reason.WRONG_SHAPE)
                continue
            what = row[measure].strip().upper()
            if what in _UNUSED:
                yield Refusal(row_number, Reason.OTHER_MEASURE)
                continue
            code = row[indicator].strip().upper()
            period = _checked(row[practice], code, self._years.of(row, today))
            if isinstance(period, Reason):
                yield Refusal(row_number, period)
                continue
            area = row[practice].strip().upper()
            refused = self._hold(code, period, area, what, number(row[value]), row_number)
            if refused is not None:
                yield Refusal(row_number, refused)
        yield from self._put_together()

    def indicator(self, series: str) -> Indicator | Reason:
        key = f"qof_{series.lower()}"
        group = series.rstrip("0123456789")
        subject = GROUPS.get(group, group)
        return self._known.get(key) or Indicator(
            key,
            f"QOF {series} ({subject}), net of personalised care adjustments",
            f"How do we compare on QOF indicator {series} ({subject})?",
            unit="%",
            counted="patients for whom it was done",
            against="patients of the indicator, without those with a personalised care adjustment",
            polarity=Polarity.HIGH_IS_GOOD,
            value_type=ValueType.PROPORTION,
            publisher=PUBLISHER,
            multiplier=100.0,
            period_months=YEAR,
            aliases=f"qof {subject}",
            theme=Theme.SCREENING if group in _SCREENING else Theme.LONG_TERM_CONDITIONS,
        )

    def _hold(
        self, code: str, period: date, area: str, what: str, value: float, row_number: int
    ) -> Reason | None:
        if what not in ("NUMERATOR", "DENOMINATOR"):
            return Reason.NO_MEASURE
        if not math.isfinite(value):
            return Reason.NOT_A_NUMBER
        if value < 0:
            return Reason.NEGATIVE
        place = self._practices.setdefault(area, len(self._practices))
        cells = self._cells.setdefault((code, period), Cells.empty())
        if len(self._practices) * len(self._cells) > LARGEST:
            raise InvalidInput("This QOF file has more practices and indicators than England has.")
        return cells.put(place, what, value, row_number)

    def _put_together(self) -> Iterator[Taken | Refusal]:
        areas = list(self._practices)
        for (code, period), cells in self._cells.items():
            for place, row_number in enumerate(cells.rows):
                if not row_number:
                    continue
                pair = cells.numerators[place], cells.denominators[place]
                whole = not any(map(math.isnan, pair))
                counts = comparable(*pair) if whole else Reason.INCOMPLETE
                if not isinstance(counts, Reason):
                    observation = Observation(code, areas[place], period, *counts)
                    yield Taken(row_number, observation, rows=2)
                    continue
                for _ in range(1 + whole):
                    yield Refusal(row_number, counts)


class Cells(NamedTuple):
    """One indicator and year: a place for each practice, NaN and row 0 where there is nothing."""

    numerators: "array[float]"
    denominators: "array[float]"
    rows: "array[int]"

    @classmethod
    def empty(cls) -> "Cells":
        return cls(array("d"), array("d"), array("q"))

    def put(self, place: int, what: str, value: float, row_number: int) -> Reason | None:
        """Keeps the first row that is seen of the practice, to name the figure by."""
        missing = place + 1 - len(self.rows)
        if missing > 0:
            self.numerators.extend([math.nan] * missing)
            self.denominators.extend([math.nan] * missing)
            self.rows.extend([0] * missing)
        numbers = self.numerators if what == "NUMERATOR" else self.denominators
        if not math.isnan(numbers[place]):
            return Reason.REPEATED
        numbers[place] = value
        self.rows[place] = self.rows[place] or row_number
        return None


def patients(list_type: str) -> str:
    """A list type in words: ``18OV`` is registered patients aged 18 and over."""
    found = _AGES.fullmatch(list_type)
    if found is None:
        return "registered patients"
    who = {"F": "registered women", "M": "registered men"}.get(
        found[3] or "", "registered patients"
    )
    low, high = int(found[1]), found[2]
    if high == "OV":
        return f"{who} aged {low} and over"
    return f"{who} aged {low} and under" if high == "UN" else f"{who} aged {low} to {int(high)}"


def _checked(practice: str, code: str, period: date | Reason) -> date | Reason:
    """The period of a row that is about a practice and an indicator; or what is wrong with it."""
    if not _CODE.fullmatch(code):
        return Reason.NO_MEASURE
    return period if is_practice(practice.strip().upper()) else Reason.BAD_CODE


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
