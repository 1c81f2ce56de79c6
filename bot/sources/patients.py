"""Keeps patients out: columns about single people, and NHS numbers wherever they stand.

Either refuses the whole file, before anything of it is kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.screening import Kind, kinds_found
from bot.errors import InvalidInput

SEVERAL = 3
"""From so many rows on with an NHS number in the same column, a file is about patients."""

_COLUMNS = re.compile(
    r"patient|(.*_)?(nhs_?(no|num|number)|dob|date_of_birth|birth_?date|surname|forenames?|"
    r"(first|last|family|given|patient)_?name|patient_?(id|no|number|identifier)|"
    r"hospital_(no|number)|mrn|emis_(no|number|id)|chi_(no|number)|ni_number|next_of_kin)(_.*)?"
)
PLAIN, SPACED = 10, 12  # characters of 9434765919, and of 943 476 5919 or 943-476-5919


def refuse_columns(heading: Mapping[str, str]) -> None:
    """``heading`` has the columns as words joined by underscores, and as written."""
    found = [written for name, written in heading.items() if _COLUMNS.fullmatch(name)]
    if found:
        raise InvalidInput(
            f"This file has a column about single patients or people ({found[0][:40]}). "
            "Peerbot needs no patient data and has kept nothing of it: "
            "please use figures for whole practices."
        )


class Guard:
    """Looks through the rows of one file. Raises InvalidInput when they are about patients."""

    def __init__(self) -> None:
        self._found: Counter[int | str] = Counter()

    def look(self, row: list[str]) -> None:
        """Quick, since it is asked of every row: most have no cell that could be one."""
        if [
            cell
            for cell in row
            if (len(cell) == PLAIN and cell.isdecimal())
            or (len(cell) == SPACED and cell[3] == cell[7] and cell[3] in " -")
        ]:
            self._count(enumerate(row))

    def look_into(self, row: Mapping[str, Any]) -> None:
        """The same for an object, whose numbers are numbers."""
        self._count(
            (name, str(value))
            for name, value in row.items()
            if isinstance(value, str | int) and not isinstance(value, bool)
        )

    def _count(self, cells: Iterable[tuple[int | str, str]]) -> None:
        for column, cell in cells:
            if len(cell) in (PLAIN, SPACED) and _is_nhs_number(cell):
                self._found[column] += 1
                if self._found[column] >= SEVERAL:
                    raise InvalidInput(
                        "Rows of this file have NHS numbers, so it is about patients. Peerbot "
                        "needs no patient data and has kept nothing of it: please use figures for "
                        "whole practices."
                    )


def _is_nhs_number(cell: str) -> bool:
    digits = cell.replace(" ", "").replace("-", "")
    return len(digits) == 10 and digits.isdecimal() and Kind.NHS_NUMBER in kinds_found(cell)
