"""Tables: peer sessions, their practices, who is invited, and the actions that came of them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class PeerSessionRow(Base):
    """``request`` is the form that asked for it: sent twice, it makes one session."""

    __tablename__ = "peer_session"
    __table_args__ = (
        UniqueConstraint("workspace_id", "request"),
        Index("ix_peer_session_upcoming", "workspace_id", "state", "starts_at"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    topic: Mapped[str]
    channel: Mapped[str]
    lead: Mapped[str]
    starts_at: Mapped[Moment]
    zone: Mapped[str]
    minutes: Mapped[int]
    place: Mapped[str | None]
    snippet_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("snippet.id", ondelete="SET NULL")
    )
    state: Mapped[str]
    created_at: Mapped[Moment]


class SessionPracticeRow(Base):
    __tablename__ = "peer_session_practice"
    __table_args__ = (PrimaryKeyConstraint("session_id", "practice_id"),)

    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="CASCADE")
    )
    practice_id: Mapped[int] = mapped_column(BigId, ForeignKey("practice.id", ondelete="CASCADE"))
    workspace_id: Mapped[WorkspaceId]


class InviteeRow(Base):
    """Somebody invited, with their practice as it was then and what they said."""

    __tablename__ = "peer_session_invitee"
    __table_args__ = (PrimaryKeyConstraint("session_id", "slack_user_id"),)

    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="CASCADE")
    )
    slack_user_id: Mapped[str] = mapped_column(index=True)
    workspace_id: Mapped[WorkspaceId]
    practice_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="SET NULL")
    )
    answer: Mapped[str | None]
    answered_at: Mapped[MaybeMoment]


class ActionRow(Base):
    """What somebody will do. ``request`` is the form that recorded it: sent twice, it is one."""

    __tablename__ = "peer_action"
    __table_args__ = (
        UniqueConstraint("workspace_id", "request"),
        Index("ix_peer_action_open", "workspace_id", "done_at", "due"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str]
    owner: Mapped[str]
    practice_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="SET NULL")
    )
    due: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[Moment]
    done_at: Mapped[MaybeMoment]
