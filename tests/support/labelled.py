"""The labelled lines that the screening is measured with, and how it does on them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.screening import Kind, kinds_found

PATH = Path(__file__).parent.parent / "data" / "screening.csv"


@dataclass(frozen=True, slots=True)
class Line:
    """``part``: worked_on, held_out (written before the rules), and in turn hard, fresh, fresh_again, names.

    Whatever part a line is of, the rules have been mended since by what it showed.
    """

    text: str
    kinds: frozenset[Kind]
    part: str
    why: str

    @property
    def is_to_be_caught(self) -> bool:
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Score:
    caught: int
    missed: int
    caught_wrongly: int

    @property
    def recall(self) -> float:
        return self.caught / (self.caught + self.missed)

    @property
    def precision(self) -> float:
        return self.caught / (self.caught + self.caught_wrongly)


def lines() -> list[Line]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                each["text"], frozenset(map(Kind, each["kinds"].split())), each["part"], each["why"]
            )
            for each in csv.DictReader(file)
        ]


def scored(labelled: Sequence[Line], kind: Kind | None = None) -> Score:
    """By line, or by line and that kind."""
    return _counted((_is(each.kinds, kind), _is(kinds_found(each.text), kind)) for each in labelled)


def _is(kinds: Iterable[Kind], kind: Kind | None) -> bool:
    return any(kind in (None, each) for each in kinds)


def _counted(pairs: Iterable[tuple[bool, bool]]) -> Score:
    all_pairs = list(pairs)
    return Score(
        all_pairs.count((True, True)),
        all_pairs.count((True, False)),
        all_pairs.count((False, True)),
    )
