"""Reads a file of figures to its end, in threads: its figures go to disk, what it refuses is counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.domain.comparisons import Reason, Refusal, Scope, Taken, Tally
from bot.domain.indicators import Indicator
from bot.sources.readers import Reader
from storage.comparisons import Scratch
from storage.threads import in_thread

BATCH = 2_000
"""Rows read in one go. Between two of these, others have their turn."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read to its end. ``indicators`` are those that there are figures of."""

    tally: Tally
    indicators: Mapping[str, Indicator]
    scope: Scope

    @property
    def rows(self) -> int:
        return self.scope.rows + self.tally.refused.total()


async def read_file(
    reader: Reader, scratch: Scratch, today: date, group: frozenset[str]
) -> FileRead:
    """``group`` has the codes of its practices. Raises InvalidInput for a file that is refused."""
    tally = Tally()
    rows = reader.rows(today)
    while await in_thread(_some, rows, scratch, tally):
        pass
    return await in_thread(_whole, reader, scratch, tally, group)


def _some(rows: Iterator[Taken | Refusal], scratch: Scratch, tally: Tally) -> bool:
    """Whether there may be more."""
    batch = list(islice(rows, BATCH))
    taken = [each for each in batch if isinstance(each, Taken)]
    if len(taken) < len(batch):
        for each in batch:
            if isinstance(each, Refusal):
                tally.refuse(each)
    for again in scratch.put(taken):
        tally.refuse_more(Reason.REPEATED, again.rows, [again.row])
    return bool(batch)


def _whole(reader: Reader, scratch: Scratch, tally: Tally, group: frozenset[str]) -> FileRead:
    indicators: dict[str, Indicator] = {}
    for series in scratch.series:
        found = reader.indicator(series)
        for left in scratch.settle(series, found):
            tally.refuse_more(*left)
        if isinstance(found, Indicator):
            indicators[found.key] = found
    kept = {key: indicators[key] for key in scratch.kept}
    return FileRead(tally, kept, scratch.scope(group))
