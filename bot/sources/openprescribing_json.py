"""OpenPrescribing's JSON: measures with their rows, or a plain list of rows; one row at a time.

The rows of a measure may come before its name does, so a series is only the measure's place in the
file until the whole of it was read. Rows are numbered one by one through the file.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any, TextIO

from bot.domain.comparisons import Reason, Refusal, Source, Taken
from bot.domain.indicators import OPENPRESCRIBING, Indicator, Polarity, Theme, ValueType
from bot.domain.indicators import openprescribing_indicator as plain_indicator
from bot.sources.jsonstream import JsonStream
from bot.sources.openprescribing import measure_of, read_row
from bot.sources.patients import Guard
from bot.sources.readers import Known

_POLARITY = {True: Polarity.LOW_IS_GOOD, False: Polarity.HIGH_IS_GOOD}
WANTED = ("id", "name", "numerator_short", "denominator_short", "is_percentage", "low_is_good")
WORDS = 200  # characters kept of each

Facts = dict[str, Any]


class MeasuresReader:
    """``{"measures": [{"id": ..., "name": ..., "data": [...]}, ...]}``, or a list of such rows."""

    source = Source.OPENPRESCRIBING
    licence = OPENPRESCRIBING.licence

    def __init__(self, text: TextIO, known: Known) -> None:
        self._stream = JsonStream(text)
        self._known = known
        self._facts: dict[str, Facts] = {}
        self._numbers = count(1)
        self._guard = Guard()

    def rows(self, today: date) -> Iterator[Taken | Refusal]:
        if self._stream.next_is("["):
            yield from self._data(None, today)
            return
        for name in self._stream.members():
            if name != "measures":
                self._stream.value()
                continue
            for _ in self._stream.elements():
                yield from self._measure(today)

    def indicator(self, series: str) -> Indicator | Reason:
        facts = self._facts.get(series, {"id": series})
        key = measure_of({"measure": facts.get("id")})
        if key is None:
            return Reason.NO_MEASURE
        known = self._known.get(key)
        return known or _indicator(key, facts)

    def _measure(self, today: date) -> Iterator[Taken | Refusal]:
        facts: Facts = {}
        series = f"measure {len(self._facts) + 1}"
        self._facts[series] = facts
        for name in self._stream.members():
            if name == "data":
                yield from self._data(series, today)
            else:
                value = self._stream.value()
                if name in WANTED:
                    facts[name] = value[:WORDS] if isinstance(value, str) else value

    def _data(self, series: str | None, today: date) -> Iterator[Taken | Refusal]:
        for _ in self._stream.elements():
            row, row_number = self._stream.value(), next(self._numbers)
            if not isinstance(row, dict):
                yield Refusal(row_number, Reason.WRONG_SHAPE)
                continue
            self._guard.look_into(row)
            verdict = read_row(row, series or measure_of(row), today)
            if isinstance(verdict, Reason):
                yield Refusal(row_number, verdict)
            else:
                yield Taken(row_number, verdict)


def _indicator(key: str, facts: Facts) -> Indicator:
    """From what the file says of the measure."""
    plain = plain_indicator(key)
    name = _text(facts, "name") or plain.name
    counted = _text(facts, "numerator_short") or plain.counted
    against = _text(facts, "denominator_short") or plain.against
    share = facts.get("is_percentage") is True
    low_is_good = facts.get("low_is_good")
    return Indicator(
        key,
        name,
        f"How do we compare on {name}?",
        unit="%" if share else f"({counted} over {against})",
        counted=counted,
        against=against,
        polarity=_POLARITY[low_is_good] if isinstance(low_is_good, bool) else Polarity.NO_JUDGEMENT,
        value_type=ValueType.PROPORTION if share else ValueType.RATIO,
        publisher=OPENPRESCRIBING,
        multiplier=100.0 if share else 1.0,
        theme=Theme.PRESCRIBING,
    )


def _text(facts: Facts, name: str) -> str:
    found = facts.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""
