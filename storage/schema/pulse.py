"""Tables: pulse rounds, what is sealed while they are open, and what may be shown after."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class OwnSetRow(Base):
    """Somebody's own question set. The ids of its questions come from their words."""

    __tablename__ = "pulse_set"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    name: Mapped[str]  # its title without capitals, so that there is one of each
    title: Mapped[str]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    saved_by: Mapped[str]
    saved_at: Mapped[Moment]


class SeriesRow(Base):
    """Rounds that ask the same set of the same circle, so that they can be compared."""

    __tablename__ = "pulse_series"
    __table_args__ = (UniqueConstraint("workspace_id", "set_id", "circle_key"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    set_id: Mapped[str]
    circle_key: Mapped[str]


class PlanRow(Base):
    """Rounds that open by themselves; when is a schedule. ``days`` is for how long each is open."""

    __tablename__ = "pulse_plan"

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    owner: Mapped[str]
    deputy: Mapped[str | None]
    channel: Mapped[str]
    set_id: Mapped[str]
    title: Mapped[str]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    circle: Mapped[dict[str, Any]] = mapped_column(JSON)
    k: Mapped[int]
    days: Mapped[int]
    clock: Mapped[str]
    remind: Mapped[bool]
    repeats: Mapped[str]
    planned_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]


class RoundRow(Base):
    """``answered`` is known once the round is counted; ``told`` is what its message says.

    ``occasion`` is which time of its plan it is: each opens one round.
    """

    __tablename__ = "pulse_round"
    __table_args__ = (
        Index("uq_pulse_round_plan_id_occasion", "plan_id", "occasion", unique=True),
        Index("ix_pulse_round_series_id", "series_id"),
        Index(
            "uq_pulse_round_one_open_in_a_channel",
            "workspace_id",
            "channel",
            unique=True,
            sqlite_where=text("state = 'open' AND thread IS NULL"),
            postgresql_where=text("state = 'open' AND thread IS NULL"),
        ),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    state: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str | None]  # the key of the message under which it is asked; None: its own post
    opened_by: Mapped[str]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    k: Mapped[int]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    asked: Mapped[int]
    answered: Mapped[int | None]
    told: Mapped[int]
    closed_at: Mapped[MaybeMoment]
    owner: Mapped[str]
    deputy: Mapped[str | None]
    set_id: Mapped[str]
    title: Mapped[str]
    circle: Mapped[dict[str, Any]] = mapped_column(JSON)
    groups: Mapped[dict[str, int]] = mapped_column(JSON)  # how many are asked in each
    remind: Mapped[bool]
    series_id: Mapped[int | None] = mapped_column(BigId)  # series and plans are never deleted
    plan_id: Mapped[int | None] = mapped_column(BigId)
    occasion: Mapped[str | None]
    reply: Mapped[str | None]  # "You said, we did"
    replied_by: Mapped[str | None]
    replied_at: Mapped[MaybeMoment]


# The three tables that a round empties when it closes. They belong to a workspace through their round:
# a column more would be one more thing to find a person by.


class SaltRow(Base):
    """Without this the ballots cannot be opened or linked by anybody."""

    __tablename__ = "pulse_salt"

    round_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("pulse_round.id", ondelete="CASCADE"), primary_key=True
    )
    salt: Mapped[bytes]
    secret_id: Mapped[str]


class RegisterRow(Base):
    """Who is asked, and in which group. Nothing else, ever."""

    __tablename__ = "pulse_register"
    __table_args__ = (
        PrimaryKeyConstraint("round_id", "member"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(BigId, ForeignKey("pulse_round.id", ondelete="CASCADE"))
    member: Mapped[str]
    group: Mapped[str]


class BallotRow(Base):
    """A keyed pseudonym and a sealed answer. No id, no group, no time; in no order but the key's."""

    __tablename__ = "pulse_ballot"
    __table_args__ = (
        PrimaryKeyConstraint("round_id", "key"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(BigId, ForeignKey("pulse_round.id", ondelete="CASCADE"))
    key: Mapped[bytes]
    sealed: Mapped[bytes]


class CellRow(Base):
    """What disclosure.py let through of one question for one audience; nothing else is kept."""

    __tablename__ = "pulse_cell"
    __table_args__ = (PrimaryKeyConstraint("round_id", "question", "audience"),)

    round_id: Mapped[int] = mapped_column(BigId, ForeignKey("pulse_round.id", ondelete="CASCADE"))
    workspace_id: Mapped[WorkspaceId]
    question: Mapped[str]
    audience: Mapped[str]
    hidden: Mapped[str | None]  # the reason; then all below are empty
    base: Mapped[int | None]
    agree: Mapped[int | None]
    neither: Mapped[int | None]
    disagree: Mapped[int | None]
    strongly_agree: Mapped[int | None]
    strongly_disagree: Mapped[int | None]
    dont_know: Mapped[int | None]
    band_opinion: Mapped[str | None]
    band_tenths: Mapped[int | None]
    mean: Mapped[float | None]
    chosen: Mapped[list[list[Any]] | None] = mapped_column(JSON(none_as_null=True))
    others: Mapped[int | None]


class WrittenRow(Base):
    """What somebody wrote, for all to read; ``place`` was drawn by lot when the round was counted."""

    __tablename__ = "pulse_written"
    __table_args__ = (PrimaryKeyConstraint("round_id", "question", "place"),)

    round_id: Mapped[int] = mapped_column(BigId, ForeignKey("pulse_round.id", ondelete="CASCADE"))
    workspace_id: Mapped[WorkspaceId]
    question: Mapped[str]
    place: Mapped[int]
    written: Mapped[str]


FORGOTTEN = (SaltRow, RegisterRow, BallotRow)
