"""Tables: what is to happen when, single occurrences that were changed, and what did happen."""

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class ScheduleRow(Base):
    """Something to be done at a time, once or again and again.

    ``starts`` and ``next_slot`` are wall-clock times in ``zone`` (``2026-11-24T13:00:00``). A row
    with ``rule`` repeats; one without goes when it has fired. ``next_at`` is empty while paused.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject"),
        Index("ix_schedule_due", "next_at"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    kind: Mapped[str]
    subject: Mapped[str]
    rule: Mapped[str | None]  # an RRULE without DTSTART
    starts: Mapped[str]
    zone: Mapped[str]
    avoid: Mapped[str]
    lateness: Mapped[str]
    grace_seconds: Mapped[int | None]
    next_slot: Mapped[str | None]
    next_at: Mapped[MaybeMoment]
    paused_at: Mapped[MaybeMoment]
    paused_by: Mapped[str | None]


class ScheduleChangeRow(Base):
    """One occurrence that was moved, or (without ``moved_to``) called off."""

    __tablename__ = "schedule_change"
    __table_args__ = (PrimaryKeyConstraint("schedule_id", "slot"),)

    schedule_id: Mapped[int] = mapped_column(BigId, ForeignKey("schedule.id", ondelete="CASCADE"))
    slot: Mapped[str]
    workspace_id: Mapped[WorkspaceId]
    moved_to: Mapped[str | None]
    changed_by: Mapped[str]
    changed_at: Mapped[Moment]


class FiringRow(Base):
    """What became of each slot: the primary key is what makes a slot fire once."""

    __tablename__ = "firing"
    __table_args__ = (
        PrimaryKeyConstraint("workspace_id", "kind", "subject", "slot"),
        Index("ix_firing_outcome", "workspace_id", "outcome", "fired_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    kind: Mapped[str]
    subject: Mapped[str]
    slot: Mapped[str]  # wall-clock time in the schedule's zone
    due_at: Mapped[Moment]
    outcome: Mapped[str]  # fired, or why not: missed, left out, ...
    fired_at: Mapped[Moment]


class TickRow(Base):
    """When the ticker last ran, for health and status."""

    __tablename__ = "tick"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    last_at: Mapped[Moment]
