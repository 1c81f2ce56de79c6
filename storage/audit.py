"""Keeps who did what: scheduled, imported, exported. Never who answered what."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.rights.log import Entry, Filter
from storage.schema.journal import AuditRow

COLUMNS = (AuditRow.id, AuditRow.at, AuditRow.actor, AuditRow.deed, AuditRow.subject)


class AuditStore:
    """The audit log of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def note(self, actor: str, deed: str, subject: str, at: datetime) -> None:
        """``actor`` a Slack user id or "command line"; ``subject`` an id or a file name."""
        self.session.add(
            AuditRow(workspace_id=self.workspace_id, at=at, actor=actor, deed=deed, subject=subject)
        )

    async def read(
        self, wanted: Filter, zone: str, *, limit: int | None = None, skip: int = 0
    ) -> list[Entry]:
        """The newest first."""
        rows = await self.session.execute(
            select(*COLUMNS)
            .where(AuditRow.workspace_id == self.workspace_id, *_that_are(wanted, zone))
            .order_by(AuditRow.id.desc())
            .limit(limit)
            .offset(skip)
        )
        return [Entry(*row) for row in rows]

    async def deeds(self) -> list[str]:
        """Every deed that is in it, by name."""
        found = select(AuditRow.deed).where(AuditRow.workspace_id == self.workspace_id).distinct()
        return sorted(await self.session.scalars(found))

    async def began(self) -> datetime | None:
        """When its oldest entry was written."""
        return await self.session.scalar(
            select(func.min(AuditRow.at)).where(AuditRow.workspace_id == self.workspace_id)
        )


def _that_are(wanted: Filter, zone: str) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if wanted.person:
        tests.append(AuditRow.actor == wanted.person)
    if wanted.deed:
        tests.append(AuditRow.deed == wanted.deed)
    span = wanted.span(zone)
    if span is not None:
        tests += [AuditRow.at >= span[0], AuditRow.at < span[1]]
    return tests
