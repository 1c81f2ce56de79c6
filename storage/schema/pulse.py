"""Tables: pulse rounds, what is sealed while they are open, and what may be shown after."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, PrimaryKeyConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class RoundRow(Base):
    """``answered`` is known once the round is counted; ``told`` is what its message says."""

    __tablename__ = "pulse_round"
    __table_args__ = (
        Index(
            "uq_pulse_round_one_open_in_a_channel",
            "workspace_id",
            "channel",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    state: Mapped[str]
    channel: Mapped[str]
    opened_by: Mapped[str]
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    k: Mapped[int]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    asked: Mapped[int]
    answered: Mapped[int | None]
    told: Mapped[int]
    closed_at: Mapped[MaybeMoment]


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


FORGOTTEN = (SaltRow, RegisterRow, BallotRow)
