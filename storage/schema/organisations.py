"""Tables: the register of organisations, in the group or not, and how they belong together when."""

from datetime import date

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from storage.schema.base import Base, Moment
from storage.schema.comparisons import OwnerId


class OrganisationRow(Base):
    """A practice, PCN, sub-ICB location or ICB, with what peers are chosen by."""

    __tablename__ = "organisation"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "code"),)

    workspace_id: Mapped[OwnerId]
    code: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    postcode: Mapped[str | None]
    opened: Mapped[date | None]
    closed: Mapped[date | None]
    list_size: Mapped[int | None]
    imd_score: Mapped[float | None]
    over_65: Mapped[float | None]  # share of the list, 0 to 1
    rural: Mapped[bool | None]
    read_at: Mapped[Moment]


class OrganisationLinkRow(Base):
    """One organisation belongs to another, or follows it, from a day and perhaps to a day."""

    __tablename__ = "organisation_link"
    __table_args__ = (
        PrimaryKeyConstraint("workspace_id", "child", "parent", "kind", "first"),
        Index("ix_organisation_link_parent", "workspace_id", "parent"),
    )

    workspace_id: Mapped[OwnerId]
    child: Mapped[str]  # of a succession: the successor
    parent: Mapped[str]  # of a succession: the predecessor
    kind: Mapped[str]  # member, successor
    first: Mapped[date]
    last: Mapped[date | None]


class PeerChoiceRow(Base):
    """How a practice wants its peers chosen; who says nothing has no row."""

    __tablename__ = "peer_choice"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "ods_code"),)

    workspace_id: Mapped[OwnerId]
    ods_code: Mapped[str]
    pool: Mapped[str]  # group, pcn, england
    size: Mapped[int]
    traits: Mapped[str]  # comma-joined: "age,deprivation,list_size,rurality"
    chosen_by: Mapped[str]
    chosen_at: Mapped[Moment]
