"""Keeps how far each practice shows its figures to others."""

from collections.abc import Sequence

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.consent import WHOLE_GROUP, Consent, Rung, rungs_in
from storage.database import insert_into
from storage.schema.comparisons import ConsentRow


class ConsentStore:
    """The choices of one workspace's practices."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def lock(self) -> None:
        """Until the commit: what is shown to a channel at the same time would follow the old choice.

        On SQLite every transaction that writes is alone anyway.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            await self.session.execute(
                text("SELECT pg_advisory_xact_lock(7337739, CAST(:id AS integer))"),
                {"id": self.workspace_id},
            )

    async def rungs(self, channel: str = WHOLE_GROUP) -> dict[str, Rung]:
        """Where each practice that has chosen anything stands in that channel, by ODS code."""
        rows = await self.session.scalars(
            select(ConsentRow)
            .filter_by(workspace_id=self.workspace_id)
            .where(ConsentRow.channel.in_({WHOLE_GROUP, channel}))
        )
        return rungs_in(map(_consent, rows), channel)

    async def of(self, ods_code: str) -> Sequence[Consent]:
        """A practice's choices, for the whole group first."""
        rows = await self.session.scalars(
            select(ConsentRow)
            .filter_by(workspace_id=self.workspace_id, ods_code=ods_code)
            .order_by(ConsentRow.channel)
            .execution_options(populate_existing=True)
        )
        return [_consent(row) for row in rows]

    async def put(self, consent: Consent) -> None:
        kept = {
            "step": consent.rung,
            "changed_by": consent.changed_by,
            "changed_at": consent.changed_at,
        }
        insert = insert_into(self.session, ConsentRow).values(
            workspace_id=self.workspace_id,
            ods_code=consent.ods_code,
            channel=consent.channel,
            **kept,
        )
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "ods_code", "channel"], set_=kept
            )
        )

    async def forget(self, ods_code: str, channels: Sequence[str]) -> None:
        """There the practice stands as in the whole group again."""
        await self.session.execute(
            delete(ConsentRow).where(
                ConsentRow.workspace_id == self.workspace_id,
                ConsentRow.ods_code == ods_code,
                ConsentRow.channel.in_(channels),
            )
        )


def _consent(row: ConsentRow) -> Consent:
    return Consent(row.ods_code, row.channel, Rung(row.step), row.changed_by, row.changed_at)
