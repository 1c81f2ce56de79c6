"""Pulses of every kind: question sets, series, plans, replies, and answers in people's own words

Revision: 0004, after 0003
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def table(name: str, *parts: sa.schema.SchemaItem, indexed: bool = True) -> None:
    """A table of one workspace."""
    op.create_table(
        name,
        sa.Column("workspace_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f(f"fk_{name}_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        *parts,
    )
    if indexed:
        op.create_index(f"ix_{name}_workspace_id", name, ["workspace_id"])


def with_id(name: str) -> tuple[sa.Column[Any], sa.PrimaryKeyConstraint]:
    return (
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    new_tables()
    rounds()
    members()
    no_samples_of_keys()
    op.add_column("pulse_cell", sa.Column("mean", sa.Double(), nullable=True))
    op.add_column("pulse_cell", sa.Column("chosen", sa.JSON(), nullable=True))
    op.add_column("pulse_cell", sa.Column("others", sa.Integer(), nullable=True))
    op.add_column(
        "preference",
        sa.Column("no_reminders", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def members() -> None:
    op.add_column("member", moment("left_at", nullable=True))


def no_samples_of_keys() -> None:
    """ANALYZE would copy who was reminded into statistics that outlive the rows (as in 0002)."""
    if op.get_bind().dialect.name == "postgresql":
        for column in ("key", "target", "about"):
            op.execute(f"ALTER TABLE delivery ALTER COLUMN {column} SET STATISTICS 0")


def new_tables() -> None:
    table(
        "pulse_set",
        *with_id("pulse_set"),
        text("name"),
        text("title"),
        sa.Column("questions", sa.JSON(), nullable=False),
        text("saved_by"),
        moment("saved_at"),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_pulse_set_workspace_id_name")),
    )
    table(
        "pulse_series",
        *with_id("pulse_series"),
        text("set_id"),
        text("circle_key"),
        sa.UniqueConstraint(
            "workspace_id",
            "set_id",
            "circle_key",
            name=op.f("uq_pulse_series_workspace_id_set_id_circle_key"),
        ),
    )
    table(
        "pulse_plan",
        *with_id("pulse_plan"),
        text("owner"),
        text("deputy", nullable=True),
        text("channel"),
        text("set_id"),
        text("title"),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("circle", sa.JSON(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        text("clock"),
        sa.Column("remind", sa.Boolean(), nullable=False),
        text("repeats"),
        moment("planned_at"),
        moment("ended_at", nullable=True),
    )
    table(
        "pulse_written",
        sa.Column("round_id", BIG, nullable=False),
        text("question"),
        sa.Column("place", sa.Integer(), nullable=False),
        text("written"),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["pulse_round.id"],
            name=op.f("fk_pulse_written_round_id_pulse_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "question", "place", name=op.f("pk_pulse_written")),
    )
    table(
        "prompts",
        text("spot"),
        text("month"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "spot", "month", name=op.f("pk_prompts")),
        indexed=False,
    )


def rounds() -> None:
    """All that there are asked the four questions about ownership of everybody in a channel.

    Columns are added one by one: making the table anew would, on SQLite, take its ballots along.
    """
    for column in (
        sa.Column("owner", sa.String(), nullable=False, server_default=""),
        text("deputy", nullable=True),
        sa.Column("set_id", sa.String(), nullable=False, server_default="ownership-4"),
        sa.Column("title", sa.String(), nullable=False, server_default="Ownership, four questions"),
        sa.Column("circle", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("groups", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("remind", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("series_id", BIG, nullable=True),
        sa.Column("plan_id", BIG, nullable=True),
        text("occasion", nullable=True),
        text("reply", nullable=True),
        text("replied_by", nullable=True),
        moment("replied_at", nullable=True),
    ):
        op.add_column("pulse_round", column)
    op.create_index("ix_pulse_round_series_id", "pulse_round", ["series_id"])
    op.create_index(
        "uq_pulse_round_plan_id_occasion", "pulse_round", ["plan_id", "occasion"], unique=True
    )
    op.execute("UPDATE pulse_round SET owner = opened_by")
    op.execute(
        "INSERT INTO pulse_series (workspace_id, set_id, circle_key) "
        "SELECT DISTINCT workspace_id, 'ownership-4', 'channel:' || channel FROM pulse_round"
    )
    op.execute(
        "UPDATE pulse_round SET series_id = (SELECT s.id FROM pulse_series s "
        "WHERE s.workspace_id = pulse_round.workspace_id "
        "AND s.circle_key = 'channel:' || pulse_round.channel)"
    )
