"""Takes back what an import changed: its figures go, those that it corrected come back.

What a later import corrected again stays; the history is joined up over the gap. A few pages (an
indicator in a period) at a time, each made whole with its sums, so that it may be broken off after
any of them and begun again: what is done already is not found a second time.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.comparisons.imports.merging import KEY, SAID, page_of, summarise
from storage.database import insert_into
from storage.schema.comparisons import ObservationHistoryRow, ObservationRow

_WHOLE = ("workspace_id", *KEY, *SAID, "import_id")


class Touched(NamedTuple):
    """A page on which the import left something; ``rows`` is how much."""

    indicator_id: int
    period: date
    rows: int


class Undoing:
    """The undoing of one import of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int, import_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.import_id = import_id

    async def pages(self) -> list[Touched]:
        """Those that are still to be made whole."""
        now, before = ObservationRow, ObservationHistoryRow
        theirs = or_(before.import_id == self.import_id, before.superseded_by == self.import_id)
        left = union_all(
            select(now.indicator_id, now.period).where(now.import_id == self.import_id),
            select(before.indicator_id, before.period).where(
                before.workspace_id == self.workspace_id, theirs
            ),
        ).subquery()
        found = await self.session.execute(
            select(left.c.indicator_id, left.c.period, func.count())
            .group_by(left.c.indicator_id, left.c.period)
            .order_by(left.c.indicator_id, left.c.period)
        )
        return [Touched(*row) for row in found]

    async def undo(self, pages: Sequence[Touched]) -> tuple[int, int]:
        """How many figures went, and how many came back."""
        pairs = [(each.indicator_id, each.period) for each in pages]
        restored = await self._restore(pairs)
        indicators, periods = (
            (set(each) for each in zip(*pairs, strict=True)) if pairs else ((), ())
        )
        removed = await self._count(
            delete(ObservationRow).where(
                ObservationRow.import_id == self.import_id,
                # Said apart as well, so that SQLite uses all of the index.
                ObservationRow.indicator_id.in_(indicators),
                ObservationRow.period.in_(periods),
                page_of(ObservationRow).in_(pairs),
            )
        )
        await self._join_up(pairs)
        await summarise(self.session, self.workspace_id, pairs)
        return removed, restored

    async def _restore(self, pairs: list[tuple[int, date]]) -> int:
        """Put back what this import corrected, where its own figure is the present one."""
        before, now = ObservationHistoryRow, ObservationRow
        same = and_(*(getattr(before, name) == getattr(now, name) for name in KEY))
        replaced = (
            select(*(getattr(before, name) for name in _WHOLE))
            .join(now, same)
            .where(
                before.superseded_by == self.import_id,
                now.import_id == self.import_id,
                page_of(before).in_(pairs),
            )
        )
        put = insert_into(self.session, ObservationRow)
        return await self._count(
            put.from_select(_WHOLE, replaced).on_conflict_do_update(
                index_elements=KEY,
                set_={name: put.excluded[name] for name in (*SAID, "import_id")},
            )
        )

    async def _join_up(self, pairs: list[tuple[int, date]]) -> None:
        """Where a later import corrected this one's figure, it corrected the one before it now."""
        ours, older = ObservationHistoryRow, aliased(ObservationHistoryRow)
        same = and_(*(getattr(ours, name) == getattr(older, name) for name in KEY))
        handed_on = (
            select(*(getattr(older, name) for name in _WHOLE), ours.superseded_by)
            .join(ours, same)
            .where(
                older.superseded_by == self.import_id,
                ours.import_id == self.import_id,
                page_of(older).in_(pairs),
            )
        )
        put = insert_into(self.session, ObservationHistoryRow)
        await self.session.execute(
            put.from_select([*_WHOLE, "superseded_by"], handed_on).on_conflict_do_update(
                index_elements=[*KEY, "superseded_by"],
                set_={name: put.excluded[name] for name in (*SAID, "import_id")},
            )
        )
        await self.session.execute(
            delete(ours).where(
                page_of(ours).in_(pairs),
                or_(ours.import_id == self.import_id, ours.superseded_by == self.import_id),
            )
        )

    async def _count(self, statement: Any) -> int:
        done = await self.session.execute(
            statement,
            execution_options={"preserve_rowcount": True, "synchronize_session": False},
        )
        rows: int = done.rowcount  # type: ignore[attr-defined]
        return rows
