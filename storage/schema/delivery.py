"""Tables: messages to send, times to act, events already seen, and who did what."""

from typing import Any

from sqlalchemy import JSON, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class DeliveryRow(Base):
    """One message. ``version`` grows when a live message is planned anew; ``attempt`` with each try."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_delivery_lane", "workspace_id", "state", "due_at", "id"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str]
    kind: Mapped[str]
    target: Mapped[str]  # a channel, a user, or the key of the message it replies to or updates
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str]
    version: Mapped[int]
    attempt: Mapped[int]
    due_at: Mapped[Moment]
    claimed_at: Mapped[MaybeMoment]
    sent_at: Mapped[MaybeMoment]
    sent_channel: Mapped[str | None]
    sent_ts: Mapped[str | None]
    reason: Mapped[str | None]


class ScheduleRow(Base):
    """Something to be done at a time; the row goes when it has fired."""

    __tablename__ = "schedule"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject"),
        Index("ix_schedule_due", "next_at"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    kind: Mapped[str]
    subject: Mapped[str]
    next_at: Mapped[Moment]


class FiringRow(Base):
    """What has fired: the primary key is what makes a slot fire once."""

    __tablename__ = "firing"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "kind", "subject", "slot"),)

    workspace_id: Mapped[WorkspaceId]
    kind: Mapped[str]
    subject: Mapped[str]
    slot: Mapped[Moment]
    fired_at: Mapped[Moment]


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


class TickRow(Base):
    """When the ticker last ran, for health and status."""

    __tablename__ = "tick"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    last_at: Mapped[Moment]
