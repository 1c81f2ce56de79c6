"""What became of an imported list of practices or members."""

from collections.abc import Sequence
from typing import Protocol

from bot.blocks.text import plural

LISTED = 20  # refusals said row by row; the rest are counted


class RefusedRow(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def reason(self) -> str: ...


class TakenIn(Protocol):
    """A report, as far as it is said."""

    @property
    def practices(self) -> int: ...
    @property
    def members(self) -> int: ...
    @property
    def refused(self) -> Sequence[RefusedRow]: ...


def say_people(report: TakenIn) -> str:
    """What was taken and what was refused, in lines of text, for a terminal or a message."""
    taken = [
        plural(report.practices, "practice") if report.practices else "",
        plural(report.members, "member") if report.members else "",
    ]
    lines = [f"Taken: {' and '.join(filter(None, taken)) or 'nothing'}."]
    if report.refused:
        lines.append(f"Refused: {plural(len(report.refused), 'row')}.")
        lines += [f"  row {each.row}: {each.reason}" for each in report.refused[:LISTED]]
        if len(report.refused) > LISTED:
            lines.append(f"  and {plural(len(report.refused) - LISTED, 'more row')}")
    return "\n".join(lines)
