"""Tables: votes on when a peer session may be, until its time is found."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId

POLL = "peer_poll.id"


class PollRow(Base):
    """A vote on times. ``proposal`` is the session that comes of it, all but its time."""

    __tablename__ = "peer_poll"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    lead: Mapped[str]
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    zone: Mapped[str]
    asks_in: Mapped[str]  # "messages": one a person; "channel": one in the session's channel
    closes_at: Mapped[Moment]
    state: Mapped[str]
    created_at: Mapped[Moment]
    session_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="SET NULL")
    )


class PollSlotRow(Base):
    __tablename__ = "peer_poll_slot"
    __table_args__ = (UniqueConstraint("poll_id", "starts_at"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    poll_id: Mapped[int] = mapped_column(BigId, ForeignKey(POLL, ondelete="CASCADE"))
    starts_at: Mapped[Moment]


class PollVoterRow(Base):
    """Somebody who is asked, with their practice as it was then."""

    __tablename__ = "peer_poll_voter"
    __table_args__ = (PrimaryKeyConstraint("poll_id", "slack_user_id"),)

    poll_id: Mapped[int] = mapped_column(BigId, ForeignKey(POLL, ondelete="CASCADE"))
    slack_user_id: Mapped[str] = mapped_column(index=True)
    workspace_id: Mapped[WorkspaceId]
    practice_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="SET NULL")
    )
    guest: Mapped[bool]
    answered_at: Mapped[MaybeMoment]


class PollVoteRow(Base):
    __tablename__ = "peer_poll_vote"
    __table_args__ = (PrimaryKeyConstraint("slot_id", "slack_user_id"),)

    slot_id: Mapped[int] = mapped_column(BigId, ForeignKey("peer_poll_slot.id", ondelete="CASCADE"))
    slack_user_id: Mapped[str]
    workspace_id: Mapped[WorkspaceId]
    says: Mapped[str]  # yes, need (if need be) or no
