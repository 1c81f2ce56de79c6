"""The real files as numbers: smoking as Fingertips published it, antibiotics by practice and month."""

import csv
from datetime import date
from statistics import median

from tests.support.real_data import OPENPRESCRIBING, real_file

FINGERTIPS = "fingertips_91547_smoking_14L.csv"

Counts = dict[date, tuple[float, float]]


def smoking() -> list[dict[str, str]]:
    """All rows of the Fingertips file."""
    with real_file(FINGERTIPS).open(newline="") as text:
        return list(csv.DictReader(text))


def smoking_in_practices() -> list[dict[str, str]]:
    """The practices' rows of 2022/23: those of 2023/24 were put in by hand and have no limits."""
    return [row for row in smoking() if row["Area Type"] == "GPs" and row["Indicator ID"]]


def antibiotics(months: int) -> dict[str, Counts]:
    """Numerator and denominator of the last months, of the practices that have each of them."""
    found: dict[str, Counts] = {}
    with real_file(OPENPRESCRIBING).open(newline="") as text:
        for row in csv.DictReader(text):
            if row["calc_value"]:
                counts = float(row["numerator"]), float(row["denominator"])
                found.setdefault(row["org_id"], {})[date.fromisoformat(row["date"])] = counts
    last = sorted({day for counts in found.values() for day in counts})[-months:]
    return {
        practice: {day: counts[day] for day in last}
        for practice, counts in found.items()
        if all(day in counts for day in last)
    }


def values(counts: Counts) -> dict[date, float]:
    return {day: top / below for day, (top, below) in counts.items()}


def medians_of_others(series: dict[str, dict[date, float]], practice: str) -> dict[date, float]:
    """The median of all practices but this one in each month."""
    others = [own for code, own in series.items() if code != practice]
    return {day: median(own[day] for own in others) for day in series[practice]}
