"""Tables: indicators, what files were imported, observations with their history, snippets posted."""

from datetime import date
from typing import Annotated

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, Moment, WorkspaceId

# Without an index of its own: millions of rows that are always found by another key.
OwnerId = Annotated[int, mapped_column(BigId, ForeignKey("workspace.id", ondelete="CASCADE"))]


class IndicatorRow(Base):
    """One measure of the workspace; editable here, so a copy of what the catalogue knows."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str]
    name: Mapped[str]
    question: Mapped[str]
    unit: Mapped[str]
    counted: Mapped[str]
    against: Mapped[str]
    polarity: Mapped[str]
    value_type: Mapped[str]
    publisher: Mapped[str]
    licence: Mapped[str]
    multiplier: Mapped[float]
    standing: Mapped[bool]
    period_months: Mapped[int]
    aliases: Mapped[str]


class ImportRow(Base):
    """One file, by its hash: the same file is taken once."""

    __tablename__ = "data_import"
    __table_args__ = (UniqueConstraint("workspace_id", "sha256"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    sha256: Mapped[str]
    source: Mapped[str]
    file_name: Mapped[str]
    actor: Mapped[str]
    imported_at: Mapped[Moment]
    rows_read: Mapped[int]
    rows_taken: Mapped[int]


class ImportRefusalRow(Base):
    """How many rows of a file were refused for one reason."""

    __tablename__ = "import_refusal"
    __table_args__ = (PrimaryKeyConstraint("import_id", "reason"),)

    workspace_id: Mapped[OwnerId]
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id", ondelete="CASCADE"))
    reason: Mapped[str]
    rows: Mapped[int]


class ObservationRow(Base):
    """The present figure of one practice and period. The practice need not be one of the group's."""

    __tablename__ = "observation"
    __table_args__ = (
        PrimaryKeyConstraint("indicator_id", "period", "ods_code"),
        Index("ix_observation_import", "import_id"),
    )

    workspace_id: Mapped[OwnerId]
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id", ondelete="CASCADE"))
    period: Mapped[date]
    ods_code: Mapped[str]
    numerator: Mapped[float]
    denominator: Mapped[float]
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id"))


class ObservationHistoryRow(Base):
    """A figure that a later import corrected, as it was until then."""

    __tablename__ = "observation_history"
    __table_args__ = (
        PrimaryKeyConstraint("indicator_id", "period", "ods_code", "superseded_by"),
        Index("ix_observation_history_superseded_by", "superseded_by"),
    )

    workspace_id: Mapped[OwnerId]
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id", ondelete="CASCADE"))
    period: Mapped[date]
    ods_code: Mapped[str]
    numerator: Mapped[float]
    denominator: Mapped[float]
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id"))
    superseded_by: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id"))


class SnippetRow(Base):
    """A comparison posted to a channel."""

    __tablename__ = "snippet"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]  # the form it came from: sent twice, it posts once
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id"), index=True)
    first_month: Mapped[date]
    last_month: Mapped[date]
    data_from: Mapped[Moment]
    channel: Mapped[str]
    posted_by: Mapped[str]
    posted_at: Mapped[Moment]


class SnippetFigureRow(Base):
    """One practice's figure in a snippet, as it was when it was posted."""

    __tablename__ = "snippet_figure"
    __table_args__ = (PrimaryKeyConstraint("snippet_id", "ods_code"),)

    workspace_id: Mapped[OwnerId]
    snippet_id: Mapped[int] = mapped_column(BigId, ForeignKey("snippet.id", ondelete="CASCADE"))
    ods_code: Mapped[str]
    numerator: Mapped[float]
    denominator: Mapped[float]
