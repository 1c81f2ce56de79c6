"""What every reader of figures offers, so that whoever takes them in need not know the publishers."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from bot.domain.comparisons import Reason, Refusal, Source, Taken
from bot.domain.indicators import Indicator

Known = Mapping[str, Indicator]
"""The indicators that are known already, by key: what a file says of those is not asked."""


class Reader(Protocol):
    """One file of figures.

    ``rows`` is gone through once, from start to end, in any thread, and holds one row at a time. It
    raises InvalidInput for a file that must not be taken at all. The ``indicator_key`` of its
    observations is only the reader's own name for a series: ``indicator`` says, once all rows are
    through, which indicator that is, or why none of its rows can be kept.
    """

    @property
    def source(self) -> Source: ...

    @property
    def licence(self) -> str | None: ...

    def rows(self, today: date) -> Iterator[Taken | Refusal]: ...

    def indicator(self, series: str) -> Indicator | Reason: ...
