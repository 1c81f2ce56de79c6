"""Reads what is to be followed up of sessions that are over, and keeps that it was."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import State
from storage.database import insert_into
from storage.schema.meetings import ActionRow, OutcomeRow
from storage.schema.sessions import PeerSessionRow


class FollowingStore:
    """What comes after the sessions of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def met(self, session_ids: Iterable[int]) -> dict[int, bool]:
        """Whether these groups met, as far as somebody said."""
        rows = await self.session.execute(
            select(OutcomeRow.session_id, OutcomeRow.met).where(
                OutcomeRow.workspace_id == self.workspace_id,
                OutcomeRow.session_id.in_(list(session_ids)),
                OutcomeRow.met.is_not(None),
            )
        )
        return {session_id: bool(met) for session_id, met in rows}

    # ---- the figures again

    async def waiting(self, since: datetime) -> Sequence[int]:
        """The sessions about figures that ended in actions and have not shown newer ones."""
        agreed = select(ActionRow.id).where(ActionRow.session_id == PeerSessionRow.id).exists()
        rows = await self.session.scalars(
            select(PeerSessionRow.id)
            .outerjoin(OutcomeRow, OutcomeRow.session_id == PeerSessionRow.id)
            .where(
                PeerSessionRow.workspace_id == self.workspace_id,
                PeerSessionRow.state.in_([State.STARTED, State.OVER]),
                PeerSessionRow.snippet_id.is_not(None),
                PeerSessionRow.starts_at >= since,
                or_(OutcomeRow.met.is_(None), OutcomeRow.met.is_(True)),
                OutcomeRow.figures_shown_at.is_(None),
                agreed,
            )
            .order_by(PeerSessionRow.id)
        )
        return rows.all()

    async def shown(self, session_id: int, snippet_id: int, now: datetime) -> None:
        """Its newer figures are in its thread."""
        values = {"figures_shown_at": now, "figures_snippet_id": snippet_id}
        insert = insert_into(self.session, OutcomeRow).values(
            session_id=session_id, workspace_id=self.workspace_id, asked_at=now, **values
        )
        await self.session.execute(
            insert.on_conflict_do_update(index_elements=["session_id"], set_=values)
        )

    async def with_snippet(self, snippet_id: int) -> list[tuple[int, int]]:
        """The sessions that show it as then or as now, each with the snippet of the newer figures."""
        rows = await self.session.execute(
            select(OutcomeRow.session_id, OutcomeRow.figures_snippet_id)
            .join(PeerSessionRow, OutcomeRow.session_id == PeerSessionRow.id)
            .where(
                OutcomeRow.workspace_id == self.workspace_id,
                OutcomeRow.figures_snippet_id.is_not(None),
                or_(
                    OutcomeRow.figures_snippet_id == snippet_id,
                    PeerSessionRow.snippet_id == snippet_id,
                ),
            )
        )
        return [(session_id, newer) for session_id, newer in rows if newer is not None]
