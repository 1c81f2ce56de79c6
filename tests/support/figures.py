"""OpenPrescribing files for tests: each practice's numerator in each month, on the same denominator."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.sources.openprescribing import COLUMNS
from tests.support.people import PRACTICES

ANTIBIOTICS, INHALERS = "ktt9_antibiotics", "saba"
WEIGHTED = 1000.5  # STAR-PU of each practice; as a share's denominator, 1,000

Counted = float | Callable[[date], float]
SIX: dict[str, Counted] = {
    practice.ods_code: 60 + 10 * place for place, practice in enumerate(PRACTICES)
}


def months(how_many: int, last: date = date(2026, 8, 1)) -> list[date]:
    newest = last.year * 12 + last.month - 1
    numbers = range(newest - how_many + 1, newest + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def openprescribing(
    values: Mapping[str, Counted], when: Sequence[date], measure: str = ANTIBIOTICS
) -> bytes:
    """``values`` are numerators by practice, or what gives them for a month."""
    against = WEIGHTED if measure == ANTIBIOTICS else 1000
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for month in when:
        for code, said in values.items():
            counted = float(said(month) if callable(said) else said)
            ratio = counted / against
            writer.writerow(
                [measure, "practice", code, "NAME", month, counted, float(against), ratio, 50.0]
            )
    return text.getvalue().encode()
