"""What the tests of readers share: a file read to its end, and what became of its rows."""

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.domain.comparisons import Observation, Reason, Refusal, Taken
from bot.domain.indicators import Indicator
from bot.sources.files import FileLike, opened
from bot.sources.readers import Reader

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Read:
    """``taken`` by the final key of its indicator; what has none is under its reason."""

    reader: Reader
    verdicts: list[Taken | Refusal]

    @property
    def taken(self) -> list[Observation]:
        return [each.observation for each in self.verdicts if isinstance(each, Taken)]

    @property
    def refused(self) -> Counter[Reason]:
        return Counter(each.reason for each in self.verdicts if isinstance(each, Refusal))

    @property
    def indicators(self) -> dict[str, Indicator | Reason]:
        """By the reader's own name of the series."""
        names = dict.fromkeys(each.indicator_key for each in self.taken)
        return {name: self.reader.indicator(name) for name in names}

    @property
    def by_key(self) -> dict[str, Indicator]:
        found = self.indicators.values()
        return {each.key: each for each in found if isinstance(each, Indicator)}

    def of(self, key: str) -> list[Observation]:
        """The observations of the indicator with that key."""
        keys = {
            name: each.key for name, each in self.indicators.items() if isinstance(each, Indicator)
        }
        return [each for each in self.taken if keys.get(each.indicator_key) == key]

    def reason_of(self, row: int) -> Reason | None:
        return next(
            (e.reason for e in self.verdicts if isinstance(e, Refusal) and e.row == row), None
        )


def read(file: FileLike, name: str = "", known: Mapping[str, Indicator] | None = None) -> Read:
    with opened(file) as found:
        name = name or (file.name if isinstance(file, Path) else "")
        reader = found.reader(name, known or {})
        return Read(reader, list(reader.rows(TODAY)))


def read_lines(*lines: str, name: str = "", known: Mapping[str, Indicator] | None = None) -> Read:
    return read(("\n".join(lines) + "\n").encode(), name, known)


def text_of(content: str) -> io.StringIO:
    return io.StringIO(content, newline="")
