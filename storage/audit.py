"""Keeps who did what: scheduled, imported, exported. Never who answered what."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema.journal import AuditRow


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
