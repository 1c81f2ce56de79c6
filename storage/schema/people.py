"""Tables: the workspace, its practices and its members."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base, BigId, Id, MaybeMoment, Moment, WorkspaceId


class WorkspaceRow(Base):
    __tablename__ = "workspace"
    __table_args__ = (UniqueConstraint("enterprise_id", "team_id"),)

    id: Mapped[Id]
    enterprise_id: Mapped[str]  # "" outside Enterprise Grid, so that the pair is unique
    team_id: Mapped[str]
    body_name: Mapped[str]
    time_zone: Mapped[str]
    created_at: Mapped[Moment]
    # hours, holidays, protected time and prompts a month; empty: as everybody begins
    rhythm: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class PracticeRow(Base):
    __tablename__ = "practice"
    __table_args__ = (UniqueConstraint("workspace_id", "ods_code"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    ods_code: Mapped[str]
    name: Mapped[str]
    list_size: Mapped[int | None]
    imd_decile: Mapped[int | None]


class MemberRow(Base):
    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_user_id"),)

    id: Mapped[Id]
    workspace_id: Mapped[WorkspaceId]
    slack_user_id: Mapped[str]
    practice_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="SET NULL"), index=True
    )
    roles: Mapped[str]  # comma-joined, sorted: "gp,lead"
    formal_role: Mapped[bool | None]
    left_at: Mapped[MaybeMoment]  # their Slack account is switched off: they count no more


class PreferenceRow(Base):
    """When a person wants to be written to; who says nothing has no row."""

    __tablename__ = "preference"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "slack_user_id"),)

    workspace_id: Mapped[WorkspaceId]
    slack_user_id: Mapped[str]
    days_off: Mapped[str]  # comma-joined weekdays, Monday is 0: "0,4"
    snoozed_until: Mapped[MaybeMoment]
    no_reminders: Mapped[bool]  # of pulses that they have not answered
    no_alerts: Mapped[bool]  # when something has changed in their practice's figures
    no_matching: Mapped[bool]  # with other practices: they take no part in rounds of it
