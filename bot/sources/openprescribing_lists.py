"""OpenPrescribing's plain JSON lists: practices' list sizes, and what they prescribed of some medicines.

Neither is a share or a rate: the number itself is kept, as a score.
"""

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from bot.domain.comparisons import Observation, Reason, Refusal, Source, Taken
from bot.domain.indicators import OPENPRESCRIBING, Indicator, Polarity, Theme, ValueType
from bot.errors import InvalidInput
from bot.sources.areas import AreaKind, area_code
from bot.sources.jsonstream import JsonStream
from bot.sources.openprescribing import is_general_practice, read_month
from bot.sources.patients import Guard
from bot.sources.readers import Known
from bot.sources.tables import number

LIST_SIZE, ITEMS = "total_list_size", "items"

_BNF = re.compile(r"(?:bnf|code)[=_-]?(\d{4,7}[A-Z0-9]*|\d{1,2}(?:\.\d{1,2}){0,3})", re.IGNORECASE)


class ListReader:
    """``[{"row_id": "P84004", "date": "2018-10-01", "total_list_size": 9228}, ...]``."""

    source = Source.OPENPRESCRIBING
    licence = OPENPRESCRIBING.licence

    def __init__(self, text: TextIO, known: Known, field: str, indicator: Indicator) -> None:
        self._stream = JsonStream(text)
        self._field = field
        self._indicator = known.get(indicator.key, indicator)

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        guard = Guard()
        for row_number, _ in enumerate(self._stream.elements(), 1):
            row = self._stream.value()
            if not isinstance(row, dict):
                yield Refusal(row_number, Reason.WRONG_SHAPE)
                continue
            guard.look_into(row)
            verdict = self._read(row, today)
            if isinstance(verdict, Reason):
                yield Refusal(row_number, verdict)
            else:
                yield Taken(row_number, verdict)

    def indicator(self, series: str) -> Indicator | Reason:
        return self._indicator

    def _read(self, row: dict[str, Any], today: date) -> Observation | Reason:
        if not is_general_practice(row):
            return Reason.NOT_GP_SETTING
        area = area_code(AreaKind.PRACTICE, str(row.get("row_id") or ""))
        if area is None:
            return Reason.BAD_CODE
        month = read_month(row.get("date"), today)
        if isinstance(month, Reason):
            return month
        value = number(row.get(self._field))
        if not math.isfinite(value):
            return Reason.NOT_A_NUMBER
        if value < 0:
            return Reason.NEGATIVE
        return Observation(self._indicator.key, area, month, None, None, value)


def list_sizes(text: TextIO, known: Known) -> ListReader:
    """How many patients are registered with each practice."""
    indicator = Indicator(
        "op_total_list_size",
        "Registered patients",
        "How large are our practices?",
        unit="patients",
        counted="registered patients",
        against="practice",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.SCORE,
        publisher=OPENPRESCRIBING,
        aliases="list size patients registered",
    )
    return ListReader(text, known, LIST_SIZE, indicator)


def spending(text: TextIO, known: Known, name: str) -> ListReader:
    """Items prescribed of some medicines. Raises InvalidInput where nothing says of which.

    That is only in the address that the file came from, so it has to be in ``name``.
    """
    found = _BNF.search(name)
    if found is None:
        raise InvalidInput(
            "This list of items does not say of which medicines they are. Put the BNF code into "
            "the file's name, such as spending_bnf5.1.json, and import it again."
        )
    code = found[1].upper()
    indicator = Indicator(
        f"op_items_{code.lower().replace('.', '_')}",
        f"Items of BNF {code} in a month, whatever the size of the practice",
        f"How many items of BNF {code} do we prescribe in a month?",
        unit="items",
        counted="items",
        against="practice",
        polarity=Polarity.NO_JUDGEMENT,
        value_type=ValueType.SCORE,
        publisher=OPENPRESCRIBING,
        theme=Theme.PRESCRIBING,
    )
    return ListReader(text, known, ITEMS, indicator)
