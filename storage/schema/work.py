"""Table: work to be done in the background, which outlives the process that took it on."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.schema.base import Base, Id, MaybeMoment, Moment, WorkspaceId


class WorkRow(Base):
    """A piece of work; it goes when it is done. ``lease_ends`` is by the database's own clock."""

    __tablename__ = "work"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject"),
        Index("ix_work_due", "state", "due_at"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    kind: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str]
    due_at: Mapped[Moment]
    attempt: Mapped[int]
    failures: Mapped[int]
    lease_ends: Mapped[MaybeMoment]
    reason: Mapped[str | None]
