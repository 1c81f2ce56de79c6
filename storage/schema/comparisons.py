"""Tables: indicators, what files were imported, observations with their history, snippets posted."""

from datetime import date
from typing import Annotated

from sqlalchemy import JSON, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId

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
    theme: Mapped[str]
    public: Mapped[bool]
    owner: Mapped[str | None]  # the Slack id of whoever answers for it


class ImportRow(Base):
    """One file, by its hash: the same file is taken once, unless that was undone."""

    __tablename__ = "data_import"
    __table_args__ = (
        Index(
            "uq_data_import_workspace_id_sha256",
            "workspace_id",
            "sha256",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    sha256: Mapped[str]
    source: Mapped[str]
    file_name: Mapped[str]
    actor: Mapped[str]
    imported_at: Mapped[Moment]
    rows_read: Mapped[int]
    rows_taken: Mapped[int]
    address: Mapped[str | None]  # where it was fetched from; None: a file that somebody handed over
    licence: Mapped[str | None]
    undone_at: Mapped[MaybeMoment]
    undone_by: Mapped[str | None]  # from the moment on at which undoing begins
    known: Mapped[int]  # figures that it said and that were known: they belong to earlier imports
    # SQLite: while it is under way, until when whoever is at it may be thought alive. Else nothing.
    busy_until: Mapped[MaybeMoment]


class ImportRefusalRow(Base):
    """How many rows of a file were refused for one reason, and which the first of them were."""

    __tablename__ = "import_refusal"
    __table_args__ = (PrimaryKeyConstraint("import_id", "reason"),)

    workspace_id: Mapped[OwnerId]
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id", ondelete="CASCADE"))
    reason: Mapped[str]
    rows: Mapped[int]
    listed: Mapped[str]  # comma-joined row numbers: "2,17"


class ObservationRow(Base):
    """The present figure of one area and period: a practice of the group or not, or England."""

    __tablename__ = "observation"
    __table_args__ = (
        PrimaryKeyConstraint("indicator_id", "period", "area"),
        Index("ix_observation_import", "import_id"),
        {"sqlite_with_rowid": False},
    )

    workspace_id: Mapped[OwnerId]
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id", ondelete="CASCADE"))
    period: Mapped[date]
    area: Mapped[str]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    note: Mapped[str]
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id"))


class ObservationHistoryRow(Base):
    """A figure that a later import corrected, as it was until then."""

    __tablename__ = "observation_history"
    __table_args__ = (
        PrimaryKeyConstraint("indicator_id", "period", "area", "superseded_by"),
        Index("ix_observation_history_superseded_by", "superseded_by"),
    )

    workspace_id: Mapped[OwnerId]
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id", ondelete="CASCADE"))
    period: Mapped[date]
    area: Mapped[str]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    note: Mapped[str]
    import_id: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id"))
    superseded_by: Mapped[int] = mapped_column(BigId, ForeignKey("data_import.id"))


class PeriodSummaryRow(Base):
    """How much there is for one indicator and period: brought up to date by each import.

    The sums are over all practices, in the group or not, and NULL where they have no counts.
    """

    __tablename__ = "period_summary"
    __table_args__ = (PrimaryKeyConstraint("indicator_id", "period"),)

    workspace_id: Mapped[OwnerId]
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id", ondelete="CASCADE"))
    period: Mapped[date]
    practices: Mapped[int]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]


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
    part_months: Mapped[int]
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
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    note: Mapped[str]


class ConsentRow(Base):
    """How far a practice shows its figures, to the whole group ("" as channel) or in one channel.

    Who says nothing has no row.
    """

    __tablename__ = "consent"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "ods_code", "channel"),)

    workspace_id: Mapped[OwnerId]
    ods_code: Mapped[str]
    channel: Mapped[str]
    step: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[Moment]


class ChallengeRow(Base):
    """Somebody questions a figure, until whoever answers for it has settled it."""

    __tablename__ = "challenge"
    __table_args__ = (UniqueConstraint("workspace_id", "request"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    request: Mapped[str]  # the form it came from: sent twice, it is raised once
    indicator_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("indicator.id", ondelete="CASCADE"), index=True
    )
    snippet_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("snippet.id", ondelete="SET NULL"), index=True
    )
    ods_code: Mapped[str | None]  # whose figure, if one practice's is meant
    words: Mapped[str]
    raised_by: Mapped[str]
    raised_at: Mapped[Moment]
    owner: Mapped[str]
    answer: Mapped[str | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[MaybeMoment]
    settled_at: Mapped[MaybeMoment]


class SnippetPlanRow(Base):
    """A snippet that is posted to a channel again and again, of indicators that take turns."""

    __tablename__ = "snippet_plan"
    __table_args__ = (UniqueConstraint("workspace_id", "channel"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    channel: Mapped[str]
    indicators: Mapped[list[str]] = mapped_column(JSON)  # keys; empty: all that have new figures
    made_by: Mapped[str]
    made_at: Mapped[Moment]


class AlertRow(Base):
    """A practice was told that something changed: at most once a month, and once of each change."""

    __tablename__ = "alert"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "ods_code", "indicator_id", "period"),)

    workspace_id: Mapped[OwnerId]
    ods_code: Mapped[str]
    indicator_id: Mapped[int] = mapped_column(BigId, ForeignKey("indicator.id", ondelete="CASCADE"))
    period: Mapped[date]
    told_at: Mapped[Moment]


class SourceRow(Base):
    """Where figures are fetched from again and again, and how that went last time."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "key"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    kind: Mapped[str]  # fingertips, openprescribing, ods
    key: Mapped[str]  # what of it: an indicator, a measure and the organisation, a body's code
    added_by: Mapped[str]
    added_at: Mapped[Moment]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    checked_at: Mapped[MaybeMoment]
    changed_at: Mapped[MaybeMoment]  # when it last brought something new
    failed_since: Mapped[MaybeMoment]
    failures: Mapped[int]  # in a row
    reason: Mapped[str | None]  # why, in a sentence
