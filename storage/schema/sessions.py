"""Tables: peer sessions, their practices, who is invited, and how they came about."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint
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
    format: Mapped[str]
    facilitator: Mapped[str | None]  # None: the lead
    indicator_key: Mapped[str | None]  # its figures are fixed when the session opens
    places: Mapped[int | None]  # for how many people there is room; None: for all
    uid: Mapped[str]  # of the calendar file, for as long as there is one
    sequence: Mapped[int]  # of the calendar file: how often the session was changed
    cancelled_why: Mapped[str | None]
    why_these: Mapped[str | None]  # why these practices meet, where they were matched
    moved_at: Mapped[MaybeMoment]
    guests_file_by: Mapped[str | None]  # who took the calendar file for guests, to send it on


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
    answered_at: Mapped[MaybeMoment]  # who waits for a place is served in this order
    guest: Mapped[bool]  # of no practice of the group: sees no practice's figures
    role: Mapped[str | None]  # chair, scribe or timekeeper
    attended: Mapped[bool | None]
    calendar_sequence: Mapped[int | None]  # of the calendar file that they took last
    invited_by: Mapped[str | None]  # the colleague in whose place they were asked


class GuestRow(Base):
    """A guest who is not in the workspace: they come by calendar file."""

    __tablename__ = "peer_session_guest"

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    attended: Mapped[bool | None]


class DraftRow(Base):
    """A form that somebody has begun: the values of its fields, by block id."""

    __tablename__ = "peer_draft"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "slack_user_id"),)

    workspace_id: Mapped[WorkspaceId]
    slack_user_id: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[Moment]


class SeriesRow(Base):
    """Sessions that repeat: ``proposal`` is what each of them begins as."""

    __tablename__ = "peer_series"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    lead: Mapped[str]
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    rule: Mapped[str]  # RRULE, on the wall clock of ``zone``
    starts: Mapped[str]  # the first wall-clock time
    zone: Mapped[str]
    ended_at: Mapped[MaybeMoment]


class SeriesSessionRow(Base):
    """Which session stands for which slot of a series; None: that slot was left out."""

    __tablename__ = "peer_series_session"
    __table_args__ = (PrimaryKeyConstraint("series_id", "slot"),)

    series_id: Mapped[int] = mapped_column(BigId, ForeignKey("peer_series.id", ondelete="CASCADE"))
    slot: Mapped[str]  # its wall-clock time by the rule
    workspace_id: Mapped[WorkspaceId]
    session_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="SET NULL"), index=True
    )
