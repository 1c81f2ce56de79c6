"""No samples of sealed tables

PostgreSQL's ANALYZE copies sample values of each column into its statistics, where they would outlive
the rows. Who is asked, ballots and salts must be gone when a round has closed, so they are not sampled.

Revision: 0002, after 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEALED = {
    "pulse_salt": ("round_id", "salt", "secret_id"),
    "pulse_register": ("round_id", "member", '"group"'),
    "pulse_ballot": ("round_id", "key", "sealed"),
}


def upgrade() -> None:
    set_statistics("0")


def downgrade() -> None:
    set_statistics("-1")  # as many as the server's default


def set_statistics(target: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SEALED.items():
            for column in columns:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}")
