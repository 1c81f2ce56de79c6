"""Tables: events already seen, and who did what."""

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from storage.schema.base import Base, Id, Moment, WorkspaceId


class EventRow(Base):
    """Events whose effect is committed: Slack's retry of one of them does nothing."""

    __tablename__ = "event"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "event_id"),)

    workspace_id: Mapped[WorkspaceId]
    event_id: Mapped[str]
    seen_at: Mapped[Moment]


class AuditRow(Base):
    """Who scheduled, exported, imported or changed what; never who answered what."""

    __tablename__ = "audit"

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    at: Mapped[Moment]
    actor: Mapped[str]
    deed: Mapped[str]
    subject: Mapped[str]
