"""Tables: what happens in a peer session and what comes of it."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId

SESSION = "peer_session.id"


class RunRow(Base):
    """Where a session that has begun stands in its run sheet."""

    __tablename__ = "peer_run"

    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey(SESSION, ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[WorkspaceId]
    # The phases, fixed at the start, each with the seconds that were added to it and spent in it.
    plan: Mapped[list[Any]] = mapped_column(JSON)
    phase: Mapped[int]
    began_at: Mapped[Moment]  # the phase that it is in; moved on by pauses
    paused_at: Mapped[MaybeMoment]
    opened_at: Mapped[Moment]
    touched_at: Mapped[Moment]  # when somebody last pressed something
    ended_at: Mapped[MaybeMoment]


class PointRow(Base):
    """A practice's reason for variation, or an idea of what to try."""

    __tablename__ = "peer_point"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey(SESSION, ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]  # reason or idea
    reason: Mapped[str | None]  # data, case_mix, process or choice
    words: Mapped[str | None]
    practice_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="SET NULL")
    )
    said_at: Mapped[Moment]


class ActionRow(Base):
    """What somebody will do. ``request`` is what recorded it: sent twice, it is one."""

    __tablename__ = "peer_action"
    __table_args__ = (
        UniqueConstraint("workspace_id", "request"),
        Index("ix_peer_action_open", "workspace_id", "done_at", "due"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey(SESSION, ondelete="CASCADE"), index=True
    )
    what: Mapped[str]
    owner: Mapped[str]
    practice_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="SET NULL")
    )
    due: Mapped[date]
    recorded_by: Mapped[str]
    recorded_at: Mapped[Moment]
    done_at: Mapped[MaybeMoment]  # settled, whichever way
    measure: Mapped[str | None]  # how one would know that it helped
    outcome: Mapped[str | None]  # kept, changed or dropped
    outcome_words: Mapped[str | None]
    settled_by: Mapped[str | None]
    changed_to: Mapped[int | None] = mapped_column(BigId)  # the action that took its place


class OutcomeRow(Base):
    """What became of a session: whether the group met, and what they were asked after it."""

    __tablename__ = "peer_outcome"

    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey(SESSION, ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[WorkspaceId]
    asked_at: Mapped[Moment]
    met: Mapped[bool | None]
    said_by: Mapped[str | None]
    said_at: Mapped[MaybeMoment]
    round_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("pulse_round.id", ondelete="SET NULL")
    )  # the feedback pulse
    figures_shown_at: Mapped[MaybeMoment]  # the indicator again, when new data had landed
    figures_snippet_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("snippet.id", ondelete="SET NULL")
    )  # those newer figures


class BarrierRow(Base):
    """Something outside the practices' control, for the body to answer. Who said it is not kept."""

    __tablename__ = "peer_barrier"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]
    session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey(SESSION, ondelete="CASCADE"), index=True
    )
    what: Mapped[str]
    owner: Mapped[str]  # who answers for the body
    reply_by: Mapped[date]
    raised_at: Mapped[Moment]
    reply: Mapped[str | None]
    replied_by: Mapped[str | None]
    replied_at: Mapped[MaybeMoment]


class NoteRow(Base):
    """Somebody's own learning note about a session; ``sealed`` is what they wrote.

    It outlives the session: its owner may keep it.
    """

    __tablename__ = "peer_note"
    __table_args__ = (UniqueConstraint("session_id", "slack_user_id"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    session_id: Mapped[int | None] = mapped_column(BigId, ForeignKey(SESSION, ondelete="SET NULL"))
    slack_user_id: Mapped[str] = mapped_column(index=True)
    sealed: Mapped[bytes]
    secret_id: Mapped[str]  # of the key with which it is sealed
    kept: Mapped[bool]  # retention leaves it alone
    updated_at: Mapped[Moment]
