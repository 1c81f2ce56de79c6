"""Comparisons: figures of every kind, the register of organisations, peers, consent, challenges, sources

Revision: 0005, after 0004
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = ("numerator", "denominator", "value", "low", "high")
INDICATOR = ("indicator_id", "indicator", "CASCADE")


def text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Double(), nullable=True)


def refers(table: str, column: str, to: str, deleted: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=deleted
    )


def table(
    name: str,
    key: tuple[str, ...],
    *parts: sa.schema.SchemaItem,
    **options: Any,
) -> None:
    """A table of one workspace; with the key ("id",) it gets that column and an index on its owner."""
    owned = refers(name, "workspace_id", "workspace", "CASCADE")
    with_id = key == ("id",)
    first = [sa.Column("id", BIG, autoincrement=True, nullable=False)] if with_id else []
    op.create_table(
        name,
        *first,
        sa.Column("workspace_id", BIG, nullable=False),
        owned,
        *parts,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        **options,
    )
    if with_id:
        op.create_index(f"ix_{name}_workspace_id", name, ["workspace_id"])


def upgrade() -> None:
    indicators()
    imports()
    observations()
    snippets()
    organisations()
    asked_for()
    op.add_column(
        "preference",
        sa.Column("no_alerts", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def indicators() -> None:
    """Columns one by one: on SQLite, making the table anew would take its figures along."""
    for column in (
        sa.Column("theme", sa.String(), nullable=False, server_default="other"),
        sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.true()),
        text("owner", nullable=True),
    ):
        op.add_column("indicator", column)
    op.execute("UPDATE indicator SET theme = 'prescribing'")  # all that there were


def imports() -> None:
    """What points at imports is put aside first: their table is made anew on SQLite."""
    put_aside("observation", "observation_history", "import_refusal")
    with op.batch_alter_table("data_import") as changing:
        changing.drop_constraint("uq_data_import_workspace_id_sha256", type_="unique")
        for column in (
            text("address", nullable=True),
            text("licence", nullable=True),
            moment("undone_at", nullable=True),
            text("undone_by", nullable=True),
            sa.Column("known", sa.Integer(), nullable=False, server_default="0"),
            moment("busy_until", nullable=True),
        ):
            changing.add_column(column)
    op.execute("UPDATE data_import SET licence = 'Open Government Licence v3.0'")
    still_there = sa.text("undone_at IS NULL")
    op.create_index(
        "uq_data_import_workspace_id_sha256",
        "data_import",
        ["workspace_id", "sha256"],
        unique=True,
        sqlite_where=still_there,
        postgresql_where=still_there,
    )
    table(
        "import_refusal",
        ("import_id", "reason"),
        sa.Column("import_id", BIG, nullable=False),
        refers("import_refusal", "import_id", "data_import", "CASCADE"),
        text("reason"),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("listed", sa.String(), nullable=False, server_default=""),
    )
    put_back("import_refusal", "workspace_id, import_id, reason, rows")


def put_aside(*names: str) -> None:
    for name in names:
        op.execute(f"CREATE TABLE kept_{name} AS SELECT * FROM {name}")
        op.drop_table(name)


def put_back(name: str, columns: str, values: str | None = None) -> None:
    op.execute(f"INSERT INTO {name} ({columns}) SELECT {values or columns} FROM kept_{name}")
    op.drop_table(f"kept_{name}")


def observations() -> None:
    figures("observation", ("indicator_id", "period", "area"))
    op.create_index("ix_observation_import", "observation", ["import_id"])
    later = sa.Column("superseded_by", BIG, nullable=False)
    figures("observation_history", ("indicator_id", "period", "area", "superseded_by"), later)
    op.create_index(
        "ix_observation_history_superseded_by", "observation_history", ["superseded_by"]
    )
    table(
        "period_summary",
        ("indicator_id", "period"),
        sa.Column("indicator_id", BIG, nullable=False),
        refers("period_summary", *INDICATOR),
        day("period"),
        sa.Column("practices", sa.Integer(), nullable=False),
        number("numerator"),
        number("denominator"),
    )
    op.execute(
        "INSERT INTO period_summary "
        "(workspace_id, indicator_id, period, practices, numerator, denominator) "
        "SELECT workspace_id, indicator_id, period, count(*), sum(numerator), sum(denominator) "
        "FROM observation GROUP BY workspace_id, indicator_id, period"
    )


def figures(name: str, key: tuple[str, ...], *more: sa.Column[Any]) -> None:
    """A table of any area's figures, with counts or without, and what was put aside of it."""
    table(
        name,
        key,
        sa.Column("indicator_id", BIG, nullable=False),
        refers(name, *INDICATOR),
        day("period"),
        text("area"),
        *(number(each) for each in KEPT),
        text("note"),
        sa.Column("import_id", BIG, nullable=False),
        refers(name, "import_id", "data_import", None),
        *more,
        *(refers(name, str(each.name), "data_import", None) for each in more),
        sqlite_with_rowid=bool(more),
    )
    same = ["numerator", "denominator", "import_id", *(str(each.name) for each in more)]
    said = ", ".join(["workspace_id", "indicator_id", "period", *same])
    put_back(name, f"{said}, area, note", f"{said}, ods_code, ''")


def snippets() -> None:
    op.add_column(
        "snippet", sa.Column("part_months", sa.Integer(), nullable=False, server_default="1")
    )
    with op.batch_alter_table("snippet_figure") as changing:
        changing.alter_column("numerator", existing_type=sa.Double(), nullable=True)
        changing.alter_column("denominator", existing_type=sa.Double(), nullable=True)
        for each in ("value", "low", "high"):
            changing.add_column(number(each))
        changing.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))


def organisations() -> None:
    table(
        "organisation",
        ("workspace_id", "code"),
        text("code"),
        text("kind"),
        text("name"),
        text("postcode", nullable=True),
        day("opened", nullable=True),
        day("closed", nullable=True),
        sa.Column("list_size", sa.Integer(), nullable=True),
        number("imd_score"),
        number("over_65"),
        sa.Column("rural", sa.Boolean(), nullable=True),
        moment("read_at"),
    )
    table(
        "organisation_link",
        ("workspace_id", "child", "parent", "kind", "first"),
        text("child"),
        text("parent"),
        text("kind"),
        day("first"),
        day("last", nullable=True),
    )
    op.create_index("ix_organisation_link_parent", "organisation_link", ["workspace_id", "parent"])
    table(
        "peer_choice",
        ("workspace_id", "ods_code"),
        text("ods_code"),
        text("pool"),
        sa.Column("size", sa.Integer(), nullable=False),
        text("traits"),
        text("chosen_by"),
        moment("chosen_at"),
    )


def asked_for() -> None:
    table(
        "consent",
        ("workspace_id", "ods_code", "channel"),
        text("ods_code"),
        text("channel"),
        text("step"),
        text("changed_by"),
        moment("changed_at"),
    )
    table(
        "challenge",
        ("id",),
        text("request"),
        sa.Column("indicator_id", BIG, nullable=False),
        refers("challenge", *INDICATOR),
        sa.Column("snippet_id", BIG, nullable=True),
        refers("challenge", "snippet_id", "snippet", "SET NULL"),
        text("ods_code", nullable=True),
        text("words"),
        text("raised_by"),
        moment("raised_at"),
        text("owner"),
        text("answer", nullable=True),
        text("answered_by", nullable=True),
        moment("answered_at", nullable=True),
        moment("settled_at", nullable=True),
        sa.UniqueConstraint(
            "workspace_id", "request", name=op.f("uq_challenge_workspace_id_request")
        ),
    )
    for column in ("indicator_id", "snippet_id"):
        op.create_index(f"ix_challenge_{column}", "challenge", [column])
    table(
        "snippet_plan",
        ("id",),
        text("channel"),
        sa.Column("indicators", sa.JSON(), nullable=False),
        text("made_by"),
        moment("made_at"),
        sa.UniqueConstraint(
            "workspace_id", "channel", name=op.f("uq_snippet_plan_workspace_id_channel")
        ),
    )
    table(
        "alert",
        ("workspace_id", "ods_code", "indicator_id", "period"),
        text("ods_code"),
        sa.Column("indicator_id", BIG, nullable=False),
        refers("alert", *INDICATOR),
        day("period"),
        moment("told_at"),
    )
    table(
        "source",
        ("id",),
        text("kind"),
        text("key"),
        text("added_by"),
        moment("added_at"),
        text("etag", nullable=True),
        text("last_modified", nullable=True),
        moment("checked_at", nullable=True),
        moment("changed_at", nullable=True),
        moment("failed_since", nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        text("reason", nullable=True),
        sa.UniqueConstraint(
            "workspace_id", "kind", "key", name=op.f("uq_source_workspace_id_kind_key")
        ),
    )
