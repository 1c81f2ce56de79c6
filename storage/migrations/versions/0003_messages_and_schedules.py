"""Messages, waves, schedules that repeat, background work and people's preferences

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("workspace") as workspace:
        workspace.add_column(sa.Column("rhythm", sa.JSON(), nullable=True))
    schedules()
    firings()
    new_tables()
    deliveries()
    unfinished_rounds()


def wall_clock(column: str) -> str:
    """A moment as the wall clock of UTC has it: ``2026-11-24T13:00:00``."""
    if op.get_bind().dialect.name == "sqlite":
        return f"strftime('%Y-%m-%dT%H:%M:%S', {column})"
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')"""


def schedules() -> None:
    """All that there are happen once, at a moment in UTC."""
    op.execute("CREATE TABLE kept AS SELECT * FROM schedule")
    op.drop_table("schedule")
    op.create_table(
        "schedule",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("avoid", sa.String(), nullable=False),
        sa.Column("lateness", sa.String(), nullable=False),
        sa.Column("grace_seconds", sa.Integer(), nullable=True),
        sa.Column("next_slot", sa.String(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_schedule_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint(
            "workspace_id", "kind", "subject", name=op.f("uq_schedule_workspace_id_kind_subject")
        ),
    )
    op.execute(
        "INSERT INTO schedule (workspace_id, kind, subject, starts, zone, avoid, lateness,"
        f" next_slot, next_at) SELECT workspace_id, kind, subject, {wall_clock('next_at')}, 'UTC',"
        f" 'nothing', 'all', {wall_clock('next_at')}, next_at FROM kept"
    )
    op.execute("DROP TABLE kept")
    op.create_index("ix_schedule_due", "schedule", ["next_at"])
    op.create_index("ix_schedule_workspace_id", "schedule", ["workspace_id"])


def firings() -> None:
    op.execute("CREATE TABLE kept AS SELECT * FROM firing")
    op.drop_table("firing")
    op.create_table(
        "firing",
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_firing_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "subject", "slot", name=op.f("pk_firing")),
    )
    op.execute(
        "INSERT INTO firing (workspace_id, kind, subject, slot, due_at, outcome, fired_at)"
        f" SELECT workspace_id, kind, subject, {wall_clock('slot')}, slot, 'fired', fired_at"
        " FROM kept"
    )
    op.execute("DROP TABLE kept")
    op.create_index("ix_firing_workspace_id", "firing", ["workspace_id"])
    op.create_index("ix_firing_outcome", "firing", ["workspace_id", "outcome", "fired_at"])


def new_tables() -> None:
    op.create_table(
        "lane",
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_lane_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_lane")),
    )
    op.create_table(
        "preference",
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("slack_user_id", sa.String(), nullable=False),
        sa.Column("days_off", sa.String(), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_preference_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "slack_user_id", name=op.f("pk_preference")),
    )
    with op.batch_alter_table("preference", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_preference_workspace_id"), ["workspace_id"], unique=False
        )

    op.create_table(
        "wave",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by", sa.String(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_wave_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_wave_workspace_id_key")),
    )
    with op.batch_alter_table("wave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wave_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "work",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("lease_ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_work_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint(
            "workspace_id", "kind", "subject", name=op.f("uq_work_workspace_id_kind_subject")
        ),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index("ix_work_due", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "schedule_change",
        sa.Column("schedule_id", BIG, nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("workspace_id", BIG, nullable=False),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_schedule_change_schedule_id_schedule"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_schedule_change_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("schedule_id", "slot", name=op.f("pk_schedule_change")),
    )
    with op.batch_alter_table("schedule_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_schedule_change_workspace_id"), ["workspace_id"], unique=False
        )


def deliveries() -> None:
    with op.batch_alter_table("delivery") as delivery:
        delivery.add_column(sa.Column("spot", sa.String(), nullable=False, server_default=""))
        delivery.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))
        delivery.add_column(sa.Column("lease_ends", sa.DateTime(timezone=True), nullable=True))
        delivery.add_column(sa.Column("owner", sa.String(), nullable=True))
        delivery.add_column(sa.Column("about", sa.String(), nullable=True))
        delivery.add_column(sa.Column("month", sa.String(), nullable=True))
        delivery.add_column(sa.Column("merged_into", BIG, nullable=True))
        delivery.add_column(sa.Column("wave_id", BIG, nullable=True))
        delivery.create_foreign_key(
            op.f("fk_delivery_wave_id_wave"), "wave", ["wave_id"], ["id"], ondelete="SET NULL"
        )
        delivery.create_foreign_key(
            op.f("fk_delivery_merged_into_delivery"),
            "delivery",
            ["merged_into"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("delivery") as delivery:
        delivery.alter_column("spot", server_default=None)
    op.create_index("ix_delivery_spot", "delivery", ["workspace_id", "state", "spot", "id"])
    op.create_index("ix_delivery_wave", "delivery", ["wave_id", "state"])
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "ix_delivery_merged",
        "delivery",
        ["merged_into"],
        sqlite_where=merged,
        postgresql_where=merged,
    )
    # Replies and updates are paced with the channel of what they belong to.
    op.execute("UPDATE delivery SET spot = target WHERE kind IN ('post', 'direct')")
    op.execute(
        "UPDATE delivery SET spot = coalesce((SELECT above.target FROM delivery AS above"
        " WHERE above.workspace_id = delivery.workspace_id AND above.key = delivery.target),"
        " target) WHERE kind IN ('reply', 'update')"
    )
    # What is being sent at this moment has an unknown outcome, once its process is gone.
    op.execute("UPDATE delivery SET lease_ends = claimed_at WHERE state = 'sending'")


def unfinished_rounds() -> None:
    """What the ticker looked for at every tick is now work that is written down."""
    for work, states in (("finish", "'closing', 'purging'"), ("turnout", "'open'")):
        op.execute(
            "INSERT INTO work (workspace_id, kind, subject, state, due_at, attempt, failures)"
            f" SELECT workspace_id, 'pulse.{work}', 'pulse:' || id || ':' || '{work}', 'due', opens_at, 0, 0"
            f" FROM pulse_round WHERE state IN ({states})"
        )


def downgrade() -> None:
    raise NotImplementedError("Messages of this version cannot be kept by an older one.")
