"""People: what the body has arranged, where people work, roles by user groups, concerns, proof of deletion

Revision: 0007, after 0006
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PERSON = ("workspace_id", "slack_user_id")


def text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def refers(table: str, column: str, to: str) -> tuple[sa.Column[Any], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_{column}_{to}")
    return (
        sa.Column(column, BIG, nullable=False),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE"),
    )


def table(name: str, key: tuple[str, ...], *parts: sa.schema.SchemaItem) -> None:
    """A table of one workspace; with the key ("id",) it gets that column."""
    first = [sa.Column("id", BIG, autoincrement=True, nullable=False)] if key == ("id",) else []
    op.create_table(
        name,
        *first,
        *refers(name, "workspace_id", "workspace"),
        *parts,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )
    index(name, "workspace_id")


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    op.add_column("workspace", sa.Column("arrangements", sa.JSON(), nullable=True))
    for column in (
        sa.Column("from_groups", sa.String(), nullable=False, server_default=""),
        sa.Column("locum", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("member", column)
    people()
    concerns()
    table(
        "retention",
        ("workspace_id", "day", "kind"),
        day("day"),
        text("kind"),
        sa.Column("kept_days", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        day("oldest", nullable=True),
    )


def people() -> None:
    table(
        "body",
        ("workspace_id", "first"),
        day("first"),
        day("last", nullable=True),
        text("name"),
        text("kind"),
        text("code"),
    )
    table(
        "also_at",
        (*PERSON, "practice_id"),
        text("slack_user_id"),
        *refers("also_at", "practice_id", "practice"),
    )
    index("also_at", "practice_id")
    table(
        "practice_claim",
        (*PERSON, "ods_code"),
        text("slack_user_id"),
        text("ods_code"),
        text("name"),
        sa.Column("main", sa.Boolean, nullable=False),
        moment("made_at"),
    )
    table(
        "acquaintance",
        PERSON,
        text("slack_user_id"),
        moment("greeted_at", nullable=True),
        moment("asked_at", nullable=True),
        moment("rules_seen_at", nullable=True),
    )
    table(
        "role_group",
        ("workspace_id", "role", "group_id"),
        text("role"),
        text("group_id"),
        text("name"),
    )


def concerns() -> None:
    table(
        "concern",
        ("id",),
        text("request"),
        text("about"),
        text("title"),
        text("raised_by"),
        text("asked_of"),
        moment("raised_at"),
        moment("answered_at", nullable=True),
        moment("settled_at", nullable=True),
        text("settled_by", nullable=True),
        sa.UniqueConstraint(
            "workspace_id", "request", name=op.f("uq_concern_workspace_id_request")
        ),
    )
    index("concern", "raised_by")
    index("concern", "asked_of")
    table(
        "concern_line",
        ("id",),
        *refers("concern_line", "concern_id", "concern"),
        text("author"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        text("secret_id"),
        moment("said_at"),
    )
    index("concern_line", "concern_id")
