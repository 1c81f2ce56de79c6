"""What a file says, put on disk beside the database while the file is read.

So nothing of a file that turns out to be no good is ever in the database, its memory does not grow
with its rows, and what it says twice is found however far apart. It is an SQLite file of its own,
whatever the database is, and may be used from any thread, one at a time.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.domain.comparisons import (
    ENGLAND,
    LISTED,
    NEARLY,
    ROUNDING,
    Reason,
    Scope,
    Taken,
    is_practice,
    parts_of_a_year,
)
from bot.domain.indicators import Indicator, ValueType
from bot.errors import InvalidInput

MOST_PAGES = 100_000
COUNTED = (ValueType.PROPORTION, ValueType.RATE, ValueType.RATIO)
"""Values that numerator and denominator give, so that only these two are kept."""

# A page is one indicator in one period; a figure is one area's on a page.
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE incoming_page (
    page INTEGER PRIMARY KEY, series TEXT NOT NULL, period TEXT NOT NULL, indicator TEXT,
    indicator_id INTEGER, counted INTEGER, months INTEGER, figures INTEGER, practices INTEGER,
    numerator REAL, denominator REAL
);
CREATE TABLE incoming_figure (
    page INTEGER NOT NULL, area TEXT NOT NULL, row INTEGER NOT NULL, rows INTEGER NOT NULL,
    numerator REAL, denominator REAL, value REAL, low REAL, high REAL, note TEXT NOT NULL,
    PRIMARY KEY (page, area)
) WITHOUT ROWID;
CREATE VIEW incoming AS SELECT
    p.page, p.indicator_id, p.period, f.area,
    CASE WHEN p.counted OR f.value IS NULL THEN f.numerator END AS numerator,
    CASE WHEN p.counted OR f.value IS NULL THEN f.denominator END AS denominator,
    CASE WHEN p.counted AND f.numerator IS NOT NULL THEN NULL ELSE f.value END AS value,
    CASE WHEN p.counted AND f.numerator IS NOT NULL THEN NULL ELSE f.low END AS low,
    CASE WHEN p.counted AND f.numerator IS NOT NULL THEN NULL ELSE f.high END AS high,
    f.note
FROM incoming_figure f JOIN incoming_page p ON p.page = f.page;
"""
_OF_SERIES = "page IN (SELECT page FROM incoming_page WHERE series = :series)"
_GIVEN = "abs(numerator * :multiplier)"  # what the counts give, times the denominator
_OFF = "abs(value * denominator - numerator * :multiplier)"
_FILLED = "EXISTS (SELECT 1 FROM incoming_figure f WHERE f.page = p.page)"
_PRACTICE = "length(area) = 6 AND substr(area, 1, 1) <> 'U'"


class Left(NamedTuple):
    """Rows that cannot be kept after all; ``first`` are the numbers of some of them."""

    reason: Reason
    rows: int
    first: list[int]


class Scratch:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript(_TABLES)
        self._pages: dict[tuple[str, date], int] = {}
        self._indicators: set[str] = set()

    @classmethod
    @contextmanager
    def made(cls) -> Iterator["Scratch"]:
        """One that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="peerbot-import-") as folder:
            scratch = cls(Path(folder) / "incoming.db")
            try:
                yield scratch
            finally:
                scratch.close()

    def close(self) -> None:
        self._connection.close()

    # ---- while the file is read

    def put(self, batch: Sequence[Taken]) -> list[Taken]:
        """Keep what is said for the first time; gives what was said before, by row or in this batch."""
        page_of = self._page
        figures = [
            (page_of(seen.indicator_key, seen.period), seen.area, row, rows, *seen[3:])
            for row, seen, rows in batch
        ]
        before = self._connection.total_changes
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT OR IGNORE INTO incoming_figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", figures
        )
        self._connection.execute("COMMIT")
        if self._connection.total_changes - before == len(batch):
            return []
        where = "SELECT row FROM incoming_figure WHERE page = ? AND area = ?"
        return [
            taken
            for taken, figure in zip(batch, figures, strict=True)
            if self._connection.execute(where, figure[:2]).fetchone()[0] != taken.row
        ]

    def _page(self, series: str, period: date) -> int:
        page = self._pages.get((series, period))
        if page is None:
            if len(self._pages) >= MOST_PAGES:
                raise InvalidInput(
                    f"This file has more than {MOST_PAGES:,} different indicators and periods, so "
                    "it may not be what it looks like. Import a part of it."
                )
            page = self._pages[series, period] = len(self._pages)
            self._connection.execute(
                "INSERT INTO incoming_page (page, series, period) VALUES (?, ?, ?)",
                (page, series, period.isoformat()),
            )
        return page

    # ---- when all of it was read

    @property
    def series(self) -> list[str]:
        """The names that the reader has for its series, in the order in which they came."""
        return list(dict.fromkeys(series for series, _ in self._pages))

    def settle(self, series: str, indicator: Indicator | Reason) -> Iterator[Left]:
        """Make a series what it is, and give what of it cannot be kept."""
        if isinstance(indicator, Reason):
            yield from self._leave(series, indicator, "1")
            return
        counted = indicator.value_type in COUNTED and not self._only_nearly(series, indicator)
        if counted:
            yield from self._check_counts(series, indicator)
        if indicator.value_type in COUNTED and parts_of_a_year(indicator) > 1:
            yield from self._leave(
                series, Reason.NO_COUNTS, "numerator IS NULL" if counted else "1"
            )
        self._connection.execute(
            "UPDATE incoming_page SET indicator = ?, counted = ?, months = ? WHERE series = ?",
            (indicator.key, counted, indicator.period_months, series),
        )
        if indicator.key in self._indicators:
            yield from self._fold(series, indicator.key)
        self._indicators.add(indicator.key)

    def _only_nearly(self, series: str, indicator: Indicator) -> bool:
        """Whether most values are in the indicator's unit, but are not what the counts give.

        So are those of a weighted survey: then they are kept as published.
        """
        off, far, rows = self._connection.execute(
            f"SELECT sum({_OFF} > :rounding * {_GIVEN}), sum({_OFF} > :nearly * {_GIVEN}), count(*) "
            f"FROM incoming_figure WHERE {_OF_SERIES} AND value IS NOT NULL AND numerator > 0",
            self._named(series, indicator) | {"nearly": NEARLY},
        ).fetchone()
        return bool(rows) and off * 2 > rows and far * 2 <= rows

    def _check_counts(self, series: str, indicator: Indicator) -> Iterator[Left]:
        named = self._named(series, indicator)
        disagrees = f"value IS NOT NULL AND numerator IS NOT NULL AND {_OFF} > :rounding * {_GIVEN}"
        yield from self._leave(series, Reason.DISAGREES, disagrees, named)
        if indicator.value_type is ValueType.PROPORTION:
            yield from self._leave(series, Reason.ABOVE_THE_WHOLE, "numerator > denominator")

    def _named(self, series: str, indicator: Indicator) -> dict[str, object]:
        return {"series": series, "multiplier": indicator.multiplier, "rounding": ROUNDING}

    def _leave(
        self,
        series: str,
        reason: Reason,
        condition: str,
        named: Mapping[str, object] | None = None,
    ) -> Iterator[Left]:
        """Take out the series' figures on which a condition, put together from constants, holds."""
        where = f"FROM incoming_figure WHERE {_OF_SERIES} AND ({condition})"
        named = named or {"series": series}
        rows = self._connection.execute(f"SELECT sum(rows) {where}", named).fetchone()[0]
        if rows:
            numbers = f"SELECT row {where} ORDER BY row LIMIT {LISTED}"
            yield Left(reason, rows, [row for (row,) in self._connection.execute(numbers, named)])
            self._connection.execute(f"DELETE {where}", named)

    def _fold(self, series: str, key: str) -> Iterator[Left]:
        """A second series that is the same indicator: what the first says already is said again."""
        twins = self._connection.execute(
            "SELECT a.page, b.page FROM incoming_page a "
            "JOIN incoming_page b ON b.indicator = a.indicator AND b.period = a.period "
            "WHERE a.series = ? AND a.indicator = ? AND b.series <> a.series",
            (series, key),
        ).fetchall()
        for page, first in twins:
            self._connection.execute(
                "UPDATE OR IGNORE incoming_figure SET page = ? WHERE page = ?", (first, page)
            )
        for page, _ in twins:
            one = {"series": series, "page": page}
            yield from self._leave(series, Reason.REPEATED, "page = :page", one)
            self._connection.execute("DELETE FROM incoming_page WHERE page = ?", (page,))

    def name(self, ids: Mapping[str, int]) -> None:
        """Say which indicators these are in the database, and sum up each page."""
        self._connection.executemany(
            "UPDATE incoming_page SET indicator_id = ? WHERE indicator = ?",
            [(number, key) for key, number in ids.items()],
        )
        self._connection.executescript(
            f"DELETE FROM incoming_page AS p WHERE NOT ({_FILLED});"
            "UPDATE incoming_page SET (figures, practices, numerator, denominator) = ("
            f"SELECT count(*), sum({_PRACTICE}), sum(CASE WHEN {_PRACTICE} THEN i.numerator END), "
            f"sum(CASE WHEN {_PRACTICE} THEN i.denominator END) "
            "FROM incoming i WHERE i.page = incoming_page.page)"
        )

    def scope(self, group: frozenset[str]) -> Scope:
        """Whom it is about and when, as far as it is kept; ``group`` has the codes of its practices."""
        rows = ours = theirs = elsewhere = bodies = 0
        england = False
        for area, theirs_rows in self._connection.execute(
            "SELECT area, sum(rows) FROM incoming_figure GROUP BY area"
        ):
            rows += theirs_rows
            if area in group:
                ours += 1
            elif is_practice(area):
                theirs += 1
                elsewhere += theirs_rows
            else:
                england = england or area == ENGLAND
                bodies += area != ENGLAND
        first, last = self._connection.execute(
            "SELECT min(period), max(date(period, '+' || (months - 1) || ' months')) "
            f"FROM incoming_page p WHERE {_FILLED}"
        ).fetchone()
        return Scope(
            rows,
            ours,
            elsewhere,
            theirs,
            bodies,
            england,
            first and date.fromisoformat(first),
            last and date.fromisoformat(last),
        )

    @property
    def kept(self) -> list[str]:
        """The keys of the indicators that there are figures of."""
        found = self._connection.execute(
            f"SELECT DISTINCT indicator FROM incoming_page p WHERE {_FILLED} ORDER BY indicator"
        )
        return [key for (key,) in found]

    # ---- for a database that cannot look into this file

    def pages(self) -> list[tuple[object, ...]]:
        return self._connection.execute(
            "SELECT page, indicator_id, period, figures, practices, numerator, denominator "
            "FROM incoming_page ORDER BY page"
        ).fetchall()

    def figures(self, at_once: int) -> Iterator[list[tuple[object, ...]]]:
        """All of them in the order of pages, so many at a time."""
        rows = self._connection.execute("SELECT * FROM incoming")
        while found := rows.fetchmany(at_once):
            yield found
