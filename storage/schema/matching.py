"""Tables: groups of practices that were put together, and what practices ask for about that."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId

PRACTICE = "practice.id"


class MatchingRow(Base):
    """One round of matching, from a dry run to the groups that were told."""

    __tablename__ = "peer_matching"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    lead: Mapped[str]
    state: Mapped[str]
    seed: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)  # what was asked for in the form
    notes: Mapped[dict[str, Any]] = mapped_column(JSON)  # who was left out, and what was forced
    made_at: Mapped[Moment]
    sent_at: Mapped[MaybeMoment]


class MatchGroupRow(Base):
    __tablename__ = "peer_match_group"
    __table_args__ = (UniqueConstraint("matching_id", "number"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    matching_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("peer_matching.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    facilitator: Mapped[str | None]
    reasons: Mapped[list[Any]] = mapped_column(JSON)  # said, forced, and how many are asked
    session_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("peer_session.id", ondelete="SET NULL"), index=True
    )


class MatchPracticeRow(Base):
    __tablename__ = "peer_match_practice"
    __table_args__ = (PrimaryKeyConstraint("group_id", "practice_id"),)

    group_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("peer_match_group.id", ondelete="CASCADE")
    )
    practice_id: Mapped[int] = mapped_column(
        BigId, ForeignKey(PRACTICE, ondelete="CASCADE"), index=True
    )
    workspace_id: Mapped[WorkspaceId]


class ExclusionRow(Base):
    """Two practices that are kept apart; who asked for it is nobody else's business.

    The practices of a pair are in the order of their ids.
    """

    __tablename__ = "peer_exclusion"
    __table_args__ = (PrimaryKeyConstraint("practice_id", "other_practice_id", "made_by"),)

    practice_id: Mapped[int] = mapped_column(BigId, ForeignKey(PRACTICE, ondelete="CASCADE"))
    other_practice_id: Mapped[int] = mapped_column(BigId, ForeignKey(PRACTICE, ondelete="CASCADE"))
    workspace_id: Mapped[WorkspaceId]
    made_by: Mapped[str]
    made_at: Mapped[Moment]


class WishRow(Base):
    """A practice would like to learn about an indicator, or to share how it works there."""

    __tablename__ = "peer_wish"
    __table_args__ = (PrimaryKeyConstraint("practice_id", "indicator_key"),)

    practice_id: Mapped[int] = mapped_column(BigId, ForeignKey(PRACTICE, ondelete="CASCADE"))
    indicator_key: Mapped[str]
    workspace_id: Mapped[WorkspaceId]
    wish: Mapped[str]  # learn or share
    made_by: Mapped[str]
    made_at: Mapped[Moment]
