"""Tables: the workspace, its practices and its members."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, PrimaryKeyConstraint, UniqueConstraint, false
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
    # channels, threshold, whom to ask and so on; empty: as everybody begins
    arrangements: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class BodyRow(Base):
    """What the group is called and is, from a day on; the newest that has begun is in effect."""

    __tablename__ = "body"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "first"),)

    workspace_id: Mapped[WorkspaceId]
    first: Mapped[date]
    last: Mapped[date | None]
    name: Mapped[str]
    kind: Mapped[str]
    code: Mapped[str]


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
    roles: Mapped[str]  # comma-joined, sorted: "gp,lead"; their own
    from_groups: Mapped[str] = mapped_column(server_default="")  # the same; by Slack user groups
    formal_role: Mapped[bool | None]
    locum: Mapped[bool] = mapped_column(server_default=false())  # at no practice in particular
    left_at: Mapped[MaybeMoment]  # their Slack account is switched off: they count no more


class AlsoAtRow(Base):
    """A further practice at which somebody works."""

    __tablename__ = "also_at"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "slack_user_id", "practice_id"),)

    workspace_id: Mapped[WorkspaceId]
    slack_user_id: Mapped[str]
    practice_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("practice.id", ondelete="CASCADE"), index=True
    )


class ClaimRow(Base):
    """Where somebody says that they work, until it is confirmed or not; then the row is deleted."""

    __tablename__ = "practice_claim"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "slack_user_id", "ods_code"),)

    workspace_id: Mapped[WorkspaceId]
    slack_user_id: Mapped[str]
    ods_code: Mapped[str]
    name: Mapped[str]
    main: Mapped[bool]  # where they mostly work; not: where else
    made_at: Mapped[Moment]


class AcquaintanceRow(Base):
    """What somebody was told or asked once, member or not."""

    __tablename__ = "acquaintance"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "slack_user_id"),)

    workspace_id: Mapped[WorkspaceId]
    slack_user_id: Mapped[str]
    greeted_at: Mapped[MaybeMoment]
    asked_at: Mapped[MaybeMoment]
    rules_seen_at: Mapped[MaybeMoment]


class RoleGroupRow(Base):
    """Whoever is in this Slack user group has this role, for as long as they are."""

    __tablename__ = "role_group"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "role", "group_id"),)

    workspace_id: Mapped[WorkspaceId]
    role: Mapped[str]
    group_id: Mapped[str]
    name: Mapped[str]


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
