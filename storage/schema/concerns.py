"""Tables: concerns that people raise privately, and what is said about them."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class ConcernRow(Base):
    """Between two people; ``request`` is what raised it: sent twice, it is one."""

    __tablename__ = "concern"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    about: Mapped[str]  # figure, poll, session, use
    title: Mapped[str]
    raised_by: Mapped[str] = mapped_column(index=True)
    asked_of: Mapped[str] = mapped_column(index=True)
    raised_at: Mapped[Moment]
    answered_at: Mapped[MaybeMoment]
    settled_at: Mapped[MaybeMoment]
    settled_by: Mapped[str | None]


class ConcernLineRow(Base):
    """What one of the two said, sealed: the database alone does not show it."""

    __tablename__ = "concern_line"

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    concern_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("concern.id", ondelete="CASCADE"), index=True
    )
    author: Mapped[str]
    sealed: Mapped[bytes]
    secret_id: Mapped[str]
    said_at: Mapped[Moment]
