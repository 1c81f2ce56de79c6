"""Tables: events already seen, and who did what."""

from datetime import date

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


class RetentionRow(Base):
    """A line of proof: what retention deleted of a kind of record on a day, and the oldest that is left."""

    __tablename__ = "retention"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "day", "kind"),)

    workspace_id: Mapped[WorkspaceId]
    day: Mapped[date]
    kind: Mapped[str]
    kept_days: Mapped[int]
    deleted: Mapped[int]
    oldest: Mapped[date | None]
