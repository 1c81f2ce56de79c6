"""An import: what became of a file's rows, and what is remembered of it afterwards."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.comparisons.observations import Observation, Reason, Refusal
from bot.domain.indicators import Indicator

LISTED = 8
"""How many refused rows a report names one by one for each reason; the others are counted."""


class Source(StrEnum):
    """Whose kind of file it is."""

    FINGERTIPS = "fingertips"
    OPENPRESCRIBING = "openprescribing"
    QOF = "qof"
    TIDY = "tidy"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Source.FINGERTIPS: "Fingertips",
    Source.OPENPRESCRIBING: "OpenPrescribing",
    Source.QOF: "Quality and Outcomes Framework (QOF)",
    Source.TIDY: "a plain table",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of figures beside those already kept."""

    added: int = 0
    corrected: int = 0
    unchanged: int = 0

    def __add__(self, other: "Merged") -> "Merged":
        return Merged(
            self.added + other.added,
            self.corrected + other.corrected,
            self.unchanged + other.unchanged,
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a file is about, and when; ``first`` and ``last`` are the
    first days of the first and the last month.

    ``practices`` are those of the group; rows ``elsewhere`` are those of others, which are kept but
    shown to nobody until the practice belongs to the group. ``bodies`` counts PCNs and the like.
    """

    rows: int = 0
    practices: int = 0
    rows_elsewhere: int = 0
    practices_elsewhere: int = 0
    bodies: int = 0
    england: bool = False
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All rows accounted for: ``read`` is those in figures that were kept and the refused together.

    ``already`` is when the very same file was imported before: then nothing was changed.
    ``number`` names the import for whoever wants to look at it or undo it.
    """

    file_name: str
    sha256: str
    source: Source
    read: int
    refused: Mapping[Reason, int]
    scope: Scope = field(default_factory=Scope)
    merged: Merged = field(default_factory=Merged)
    listed: tuple[Refusal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    number: int | None = None
    already: datetime | None = None

    @property
    def taken(self) -> int:
        """Rows of the file that are in figures which were kept."""
        return self.scope.rows

    @property
    def refused_rows(self) -> int:
        return sum(self.refused.values())

    @property
    def figures(self) -> int:
        return self.merged.added + self.merged.corrected + self.merged.unchanged


@dataclass
class Tally:
    """Counts what is not kept, in memory that does not grow with the rows."""

    refused: Counter[Reason] = field(default_factory=Counter)
    listed: list[Refusal] = field(default_factory=list)

    def refuse(self, refusal: Refusal) -> None:
        self.refused[refusal.reason] += 1
        if self.refused[refusal.reason] <= LISTED:
            self.listed.append(refusal)

    def refuse_more(self, reason: Reason, rows: int, first: Sequence[int]) -> None:
        """Many at once, of which these are the first."""
        named = sum(each.reason is reason for each in self.listed)
        self.listed += (Refusal(row, reason) for row in first[: LISTED - named])
        self.refused[reason] += rows


@dataclass(frozen=True, slots=True)
class Imported:
    """One import as it is remembered. ``address`` is where it was fetched from, if it was.

    ``busy`` while it is under way or, for a moment, after it broke off. ``known`` counts the figures
    that it said and that were known already: they belong to an earlier import.
    """

    number: int
    source: Source
    file_name: str
    sha256: str
    actor: str
    at: datetime
    read: int
    taken: int
    known: int
    address: str | None
    licence: str | None
    busy: bool
    undone_at: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class ImportDetail:
    """An import with what it refused and what there still is of it."""

    imported: Imported
    refused: Mapping[Reason, int]
    listed: tuple[Refusal, ...]
    indicators: tuple[Indicator, ...]
    figures: int
    replaced: int  # of its figures, those that a later import corrected


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import took away and brought back.

    ``say_the_same`` are later imports that may have said the same figures as the one undone, which
    were counted as known then: importing their files again puts those back.
    """

    imported: Imported
    removed: int
    restored: int
    say_the_same: tuple[Imported, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A figure as one import said it, and when a later one put another in its place (None: not yet)."""

    observation: Observation
    imported: Imported
    until: datetime | None


def earliest(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """In the order of the file."""
    return tuple(sorted(refusals, key=lambda each: each.row))
