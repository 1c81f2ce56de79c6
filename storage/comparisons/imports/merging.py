"""Puts what a file says beside what is kept: new figures, corrected ones with their history, sums.

All of it is a few statements over whole pages (a page is one indicator in one period). On SQLite
they look into the scratch file, which is attached; on PostgreSQL it is copied into a temporary table.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Double,
    Integer,
    String,
    and_,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    table,
    text,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Merged
from storage.among import among
from storage.comparisons.imports.scratch import Scratch
from storage.database import insert_into
from storage.schema.comparisons import ObservationHistoryRow, ObservationRow, PeriodSummaryRow
from storage.threads import in_thread

KEY = ("indicator_id", "period", "area")
SAID = ("numerator", "denominator", "value", "low", "high", "note")
"""What is kept of the figure itself."""

AT_ONCE = 5000  # figures copied to PostgreSQL at a time

_incoming = table(
    "incoming",
    column("page", Integer),
    column("indicator_id", BigInteger),
    column("period", Date),
    column("area", String),
    *(column(name, Double) for name in SAID[:-1]),
    column("note", String),
)
_pages = table(
    "incoming_page",
    column("page", Integer),
    column("indicator_id", BigInteger),
    column("period", Date),
    column("figures", Integer),
    column("practices", Integer),
    column("numerator", Double),
    column("denominator", Double),
)
_ON_POSTGRES = (
    "CREATE TEMPORARY TABLE incoming (page integer, indicator_id bigint, period date, area text, "
    "numerator float8, denominator float8, value float8, low float8, high float8, note text) "
    "ON COMMIT DROP",
    "CREATE TEMPORARY TABLE incoming_page (page integer, indicator_id bigint, period date, "
    "figures integer, practices integer, numerator float8, denominator float8) ON COMMIT DROP",
)


class Page(NamedTuple):
    """``known`` when there are figures of this indicator and period already."""

    page: int
    figures: int
    known: bool


class Merging:
    """One import of one workspace, in a transaction that sees what the file says."""

    def __init__(self, session: AsyncSession, workspace_id: int, import_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.import_id = import_id

    async def pages(self) -> list[Page]:
        """What there is to merge, that which nobody sees yet first."""
        kept = and_(
            PeriodSummaryRow.indicator_id == _pages.c.indicator_id,
            PeriodSummaryRow.period == _pages.c.period,
        )
        known = PeriodSummaryRow.indicator_id.is_not(None)
        found = await self.session.execute(
            select(_pages.c.page, _pages.c.figures, known)
            .select_from(_pages)
            .join(PeriodSummaryRow, kept, isouter=True)
            .order_by(known, _pages.c.page)
        )
        return [Page(page, figures, bool(there)) for page, figures, there in found]

    async def add(self, pages: Sequence[Page]) -> Merged:
        """Pages that are not known: all of their figures are new."""
        await self._put(pages)
        return Merged(added=sum(each.figures for each in pages))

    async def correct(self, pages: Sequence[Page]) -> Merged:
        """Pages that are known: what differs goes into history; their sums are made anew.

        A figure that a later import said stays as it is.
        """
        corrected = await self._keep_history(pages)
        changed = await self._put(pages)
        await self._summarise(pages)
        unchanged = sum(each.figures for each in pages) - changed
        return Merged(changed - corrected, corrected, unchanged)

    async def publish(self) -> None:
        """Let those pages be seen that were not: whoever looks for periods looks into their sums."""
        there = exists().where(
            PeriodSummaryRow.indicator_id == _pages.c.indicator_id,
            PeriodSummaryRow.period == _pages.c.period,
        )
        sums = select(
            literal(self.workspace_id),
            _pages.c.indicator_id,
            _pages.c.period,
            _pages.c.practices,
            _pages.c.numerator,
            _pages.c.denominator,
        ).where(~there)
        await self.session.execute(insert(PeriodSummaryRow).from_select(_SUMMARY, sums))

    async def _put(self, pages: Sequence[Page]) -> int:
        """How many figures were added or corrected."""
        said = select(
            literal(self.workspace_id),
            *(_incoming.c[name] for name in (*KEY, *SAID)),
            literal(self.import_id),
        ).where(self._on(pages))
        upsert = insert_into(self.session, ObservationRow)
        changes = [
            getattr(ObservationRow, name).is_distinct_from(upsert.excluded[name]) for name in SAID
        ]
        return await self._count(
            upsert.from_select(
                ["workspace_id", *KEY, *SAID, "import_id"], said
            ).on_conflict_do_update(
                index_elements=KEY,
                set_={name: upsert.excluded[name] for name in (*SAID, "import_id")},
                where=and_(or_(*changes), ObservationRow.import_id < self.import_id),
            )
        )

    async def _keep_history(self, pages: Sequence[Page]) -> int:
        """Set aside the figures that are about to be corrected; how many."""
        same = and_(*(getattr(ObservationRow, name) == _incoming.c[name] for name in KEY))
        changes = [
            getattr(ObservationRow, name).is_distinct_from(_incoming.c[name]) for name in SAID
        ]
        whole = ("workspace_id", *KEY, *SAID, "import_id")
        before = (
            select(*(getattr(ObservationRow, name) for name in whole), literal(self.import_id))
            .select_from(_incoming)
            .join(ObservationRow, same)
            .where(self._on(pages), or_(*changes), ObservationRow.import_id < self.import_id)
        )
        return await self._count(
            insert(ObservationHistoryRow).from_select([*whole, "superseded_by"], before)
        )

    async def _summarise(self, pages: Sequence[Page]) -> None:
        touched = select(_pages.c.indicator_id, _pages.c.period).where(
            among(self.session, _pages.c.page, (each.page for each in pages))
        )
        await summarise(self.session, self.workspace_id, touched)

    def _on(self, pages: Sequence[Page]) -> ColumnElement[bool]:
        return among(self.session, _incoming.c.page, (each.page for each in pages))

    async def _count(self, statement: Any) -> int:
        done = await self.session.execute(statement, execution_options={"preserve_rowcount": True})
        rows: int = done.rowcount  # type: ignore[attr-defined]
        return rows


_SUMMARY = ("workspace_id", "indicator_id", "period", "practices", "numerator", "denominator")


def page_of(table: Any) -> Any:
    """What names a page: indicator and period."""
    return tuple_(table.indicator_id, table.period)


async def summarise(session: AsyncSession, workspace_id: int, pages: Any) -> None:
    """Make the sums of those pages anew, of all that is kept on them.

    ``pages`` has pairs of indicator and period: a query, or a list of them.
    """
    await session.execute(delete(PeriodSummaryRow).where(page_of(PeriodSummaryRow).in_(pages)))
    area = ObservationRow.area
    practice = and_(func.length(area) == 6, func.substr(area, 1, 1) != "U")
    sums = (
        select(
            literal(workspace_id),
            ObservationRow.indicator_id,
            ObservationRow.period,
            func.count().filter(practice),
            func.sum(ObservationRow.numerator).filter(practice),
            func.sum(ObservationRow.denominator).filter(practice),
        )
        .where(page_of(ObservationRow).in_(pages))
        .group_by(ObservationRow.indicator_id, ObservationRow.period)
    )
    await session.execute(insert(PeriodSummaryRow).from_select(_SUMMARY, sums))


# ---- PostgreSQL


async def receive(session: AsyncSession, scratch: Scratch) -> None:
    """Copy what the file says to PostgreSQL, for this transaction only."""
    for statement in _ON_POSTGRES:
        await session.execute(text(statement))
    connection = await (await session.connection()).get_raw_connection()
    driver: psycopg.AsyncConnection[Any] = connection.driver_connection  # type: ignore[assignment]
    await _copy(driver, "incoming_page", iter([scratch.pages()]))
    await _copy(driver, "incoming", scratch.figures(AT_ONCE))
    await session.execute(text("ANALYZE incoming"))
    await session.execute(text("ANALYZE incoming_page"))


async def _copy(
    driver: psycopg.AsyncConnection[Any], name: str, batches: Iterator[list[tuple[object, ...]]]
) -> None:
    def lines() -> str:
        return "".join(map(_line, next(batches, ())))

    async with driver.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
        while more := await in_thread(lines):
            await copy.write(more)


def _line(row: tuple[object, ...]) -> str:
    """One row in the text form of COPY."""
    return "\t".join("\\N" if each is None else _escaped(each) for each in row) + "\n"


def _escaped(value: object) -> str:
    said = str(value)
    if isinstance(value, str) and not said.isalnum():
        for sign, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            said = said.replace(sign, written)
    return said
