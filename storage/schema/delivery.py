"""Tables: messages to send, the waves that they belong to, and what holds a workspace's lane up."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class DeliveryRow(Base):
    """One message. ``version`` grows when a live message is planned anew; ``attempt`` with each try.

    ``lease_ends`` is by the database's own clock: what is still being sent then has an unknown
    outcome. All other times are the bot's.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_delivery_lane", "workspace_id", "state", "due_at", "id"),
        Index("ix_delivery_spot", "workspace_id", "state", "spot", "id"),
        Index("ix_delivery_wave", "wave_id", "state"),
        Index(
            "ix_delivery_merged",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str]
    kind: Mapped[str]
    target: Mapped[str]  # a channel, a user, or the key of the message it replies to or updates
    spot: Mapped[str]  # the channel or person: what is paced, and keeps its order
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str]
    version: Mapped[int]
    attempt: Mapped[int]
    due_at: Mapped[Moment]
    until: Mapped[MaybeMoment]  # after this it is of no use any more
    claimed_at: Mapped[MaybeMoment]
    lease_ends: Mapped[MaybeMoment]
    sent_at: Mapped[MaybeMoment]
    sent_channel: Mapped[str | None]
    sent_ts: Mapped[str | None]
    reason: Mapped[str | None]
    owner: Mapped[str | None]  # who is told when it cannot be sent
    about: Mapped[str | None]  # what it is, in words for them
    month: Mapped[str | None]  # of a prompt: the month (2026-11) in which it counts
    merged_into: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("delivery.id", ondelete="SET NULL")
    )  # of a prompt that goes out with another in one message
    wave_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("wave.id", ondelete="SET NULL"))


class WaveRow(Base):
    """Messages to many people that belong together: they can be watched, and stopped."""

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    key: Mapped[str]
    title: Mapped[str]
    owner: Mapped[str]
    planned_at: Mapped[Moment]
    stopped_at: Mapped[MaybeMoment]
    stopped_by: Mapped[str | None]
    told_at: Mapped[MaybeMoment]  # when its owner was told what did not arrive


class PromptsRow(Base):
    """How many prompts a person had in a month whose messages are forgotten: they count all the same."""

    __tablename__ = "prompts"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "spot", "month"),)

    workspace_id: Mapped[int] = mapped_column(BigId, ForeignKey("workspace.id", ondelete="CASCADE"))
    spot: Mapped[str]
    month: Mapped[str]  # 2026-11
    number: Mapped[int]


class LaneRow(Base):
    """What holds up everything to one workspace: Slack away, the app removed."""

    __tablename__ = "lane"
    __table_args__ = (PrimaryKeyConstraint("workspace_id"),)

    workspace_id: Mapped[int] = mapped_column(BigId, ForeignKey("workspace.id", ondelete="CASCADE"))
    trouble: Mapped[str]
    since: Mapped[Moment]
    next_try: Mapped[Moment]
