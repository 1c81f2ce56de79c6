"""A CSV file's rows: numbered as a spreadsheet does, found by their headings, kept from patients' data."""

import csv
import math
import re
from collections.abc import Iterator
from itertools import count
from typing import TextIO

from bot.sources.patients import Guard


def column_name(heading: str) -> str:
    """``ODS Code`` and ``ods-code`` are ``ods_code``: spreadsheets are written by people."""
    return re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")


class Table:
    """Reads one row at a time. ``rows`` may be gone through once."""

    def __init__(self, text: TextIO) -> None:
        self._rows = _numbered(csv.reader(text))
        _, heading = next(self._rows, (1, []))
        self.columns = [column_name(each) for each in heading]

    def place(self, *names: str) -> int:
        """Where the first of these columns is; if there is none, where each row has an empty cell."""
        found = (self.columns.index(name) for name in names if name in self.columns)
        return next(found, len(self.columns))

    def rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """Each row with its number and one empty cell more; None for one of another shape.

        Raises InvalidInput when several have NHS numbers.
        """
        width = len(self.columns)
        look = Guard().look
        for number, row in self._rows:
            look(row)
            if len(row) == width:
                row.append("")
                yield number, row
            else:
                yield number, None


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


def number(cell: object) -> float:
    """The number in a cell; NaN for what is none, so that one question finds all of them."""
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan
