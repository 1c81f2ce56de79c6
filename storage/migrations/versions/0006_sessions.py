"""Peer sessions: drafts, series, votes on times, matching, run sheets, outcomes, barriers, notes

Revision: 0006, after 0005
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def maybe(name: str) -> sa.Column[Any]:
    return text(name, nullable=True)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def yes_no(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=nullable)


def refers(
    table: str, column: str, to: str, deleted: str = "CASCADE", *, nullable: bool = False
) -> tuple[sa.Column[Any], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_{column}_{to}")
    return (
        sa.Column(column, BIG, nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=deleted),
    )


def maybe_refers(table: str, column: str, to: str) -> tuple[Any, Any]:
    return refers(table, column, to, "SET NULL", nullable=True)


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


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def request(table: str) -> tuple[sa.Column[Any], sa.UniqueConstraint]:
    return text("request"), once(table, "workspace_id", "request")


def upgrade() -> None:
    new_columns()
    around_sessions()
    votes()
    matching()
    meetings()


def new_columns() -> None:
    """Columns one by one: on SQLite, making a table anew would take what points at it along."""
    no = sa.false()
    for name, columns in {
        "peer_session": (
            sa.Column("format", sa.String(), nullable=False, server_default="small_group"),
            maybe("facilitator"),
            maybe("indicator_key"),
            whole("places", nullable=True),
            sa.Column("uid", sa.String(), nullable=False, server_default=""),
            sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
            maybe("cancelled_why"),
            maybe("why_these"),
            moment("moved_at", nullable=True),
            maybe("guests_file_by"),
        ),
        "peer_session_invitee": (
            sa.Column("guest", sa.Boolean(), nullable=False, server_default=no),
            maybe("role"),
            yes_no("attended", nullable=True),
            whole("calendar_sequence", nullable=True),
            maybe("invited_by"),
        ),
        "peer_action": (
            maybe("measure"),
            maybe("outcome"),
            maybe("outcome_words"),
            maybe("settled_by"),
            sa.Column("changed_to", BIG, nullable=True),
        ),
        "pulse_round": (maybe("thread"),),
        "preference": (sa.Column("no_matching", sa.Boolean(), nullable=False, server_default=no),),
    }.items():
        for column in columns:
            op.add_column(name, column)
    rounds_in_threads()
    op.execute("UPDATE peer_session SET uid = 'session-' || id || '@peerbot'")
    op.execute("UPDATE peer_action SET outcome = 'kept' WHERE done_at IS NOT NULL")


def rounds_in_threads() -> None:
    """A pulse in the thread of a session may be open beside the one of its channel."""
    name, now = "uq_pulse_round_one_open_in_a_channel", "state = 'open' AND thread IS NULL"
    op.drop_index(name, "pulse_round")
    op.create_index(
        name,
        "pulse_round",
        ["workspace_id", "channel"],
        unique=True,
        sqlite_where=sa.text(now),
        postgresql_where=sa.text(now),
    )


def around_sessions() -> None:
    table(
        "peer_session_guest",
        ("id",),
        *refers("peer_session_guest", "session_id", "peer_session"),
        text("kind"),
        text("name"),
        yes_no("attended", nullable=True),
    )
    index("peer_session_guest", "session_id")
    table(
        "peer_draft",
        ("workspace_id", "slack_user_id"),
        text("slack_user_id"),
        json("values"),
        moment("updated_at"),
    )
    table(
        "peer_series",
        ("id",),
        *request("peer_series"),
        text("lead"),
        json("proposal"),
        text("rule"),
        text("starts"),
        text("zone"),
        moment("ended_at", nullable=True),
    )
    table(
        "peer_series_session",
        ("series_id", "slot"),
        *refers("peer_series_session", "series_id", "peer_series"),
        text("slot"),
        *maybe_refers("peer_series_session", "session_id", "peer_session"),
    )
    index("peer_series_session", "session_id")
    for name in ("peer_session_guest", "peer_draft", "peer_series", "peer_series_session"):
        index(name, "workspace_id")


def votes() -> None:
    table(
        "peer_poll",
        ("id",),
        *request("peer_poll"),
        text("lead"),
        json("proposal"),
        text("zone"),
        text("asks_in"),
        moment("closes_at"),
        text("state"),
        moment("created_at"),
        *maybe_refers("peer_poll", "session_id", "peer_session"),
    )
    table(
        "peer_poll_slot",
        ("id",),
        *refers("peer_poll_slot", "poll_id", "peer_poll"),
        moment("starts_at"),
        once("peer_poll_slot", "poll_id", "starts_at"),
    )
    table(
        "peer_poll_voter",
        ("poll_id", "slack_user_id"),
        *refers("peer_poll_voter", "poll_id", "peer_poll"),
        text("slack_user_id"),
        *maybe_refers("peer_poll_voter", "practice_id", "practice"),
        yes_no("guest"),
        moment("answered_at", nullable=True),
    )
    index("peer_poll_voter", "slack_user_id")
    table(
        "peer_poll_vote",
        ("slot_id", "slack_user_id"),
        *refers("peer_poll_vote", "slot_id", "peer_poll_slot"),
        text("slack_user_id"),
        text("says"),
    )
    for name in ("peer_poll", "peer_poll_slot", "peer_poll_voter", "peer_poll_vote"):
        index(name, "workspace_id")


def matching() -> None:
    table(
        "peer_matching",
        ("id",),
        *request("peer_matching"),
        text("lead"),
        text("state"),
        whole("seed"),
        json("settings"),
        json("notes"),
        moment("made_at"),
        moment("sent_at", nullable=True),
    )
    table(
        "peer_match_group",
        ("id",),
        *refers("peer_match_group", "matching_id", "peer_matching"),
        whole("number"),
        maybe("facilitator"),
        json("reasons"),
        *maybe_refers("peer_match_group", "session_id", "peer_session"),
        once("peer_match_group", "matching_id", "number"),
    )
    index("peer_match_group", "session_id")
    table(
        "peer_match_practice",
        ("group_id", "practice_id"),
        *refers("peer_match_practice", "group_id", "peer_match_group"),
        *refers("peer_match_practice", "practice_id", "practice"),
    )
    index("peer_match_practice", "practice_id")
    table(
        "peer_exclusion",
        ("practice_id", "other_practice_id", "made_by"),
        *refers("peer_exclusion", "practice_id", "practice"),
        *refers("peer_exclusion", "other_practice_id", "practice"),
        text("made_by"),
        moment("made_at"),
    )
    table(
        "peer_wish",
        ("practice_id", "indicator_key"),
        *refers("peer_wish", "practice_id", "practice"),
        text("indicator_key"),
        text("wish"),
        text("made_by"),
        moment("made_at"),
    )
    for name in ("matching", "match_group", "match_practice", "exclusion", "wish"):
        index(f"peer_{name}", "workspace_id")


def meetings() -> None:
    table(
        "peer_run",
        ("session_id",),
        *refers("peer_run", "session_id", "peer_session"),
        json("plan"),
        whole("phase"),
        moment("began_at"),
        moment("paused_at", nullable=True),
        moment("opened_at"),
        moment("touched_at"),
        moment("ended_at", nullable=True),
    )
    table(
        "peer_point",
        ("id",),
        *request("peer_point"),
        *refers("peer_point", "session_id", "peer_session"),
        text("kind"),
        maybe("reason"),
        maybe("words"),
        *maybe_refers("peer_point", "practice_id", "practice"),
        moment("said_at"),
    )
    index("peer_point", "session_id")
    table(
        "peer_outcome",
        ("session_id",),
        *refers("peer_outcome", "session_id", "peer_session"),
        moment("asked_at"),
        yes_no("met", nullable=True),
        maybe("said_by"),
        moment("said_at", nullable=True),
        *maybe_refers("peer_outcome", "round_id", "pulse_round"),
        moment("figures_shown_at", nullable=True),
        *maybe_refers("peer_outcome", "figures_snippet_id", "snippet"),
    )
    table(
        "peer_barrier",
        ("id",),
        *request("peer_barrier"),
        *refers("peer_barrier", "session_id", "peer_session"),
        text("what"),
        text("owner"),
        sa.Column("reply_by", sa.Date(), nullable=False),
        moment("raised_at"),
        maybe("reply"),
        maybe("replied_by"),
        moment("replied_at", nullable=True),
    )
    index("peer_barrier", "session_id")
    table(
        "peer_note",
        ("id",),
        *maybe_refers("peer_note", "session_id", "peer_session"),
        text("slack_user_id"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        text("secret_id"),
        yes_no("kept"),
        moment("updated_at"),
        once("peer_note", "session_id", "slack_user_id"),
    )
    index("peer_note", "slack_user_id")
    for name in ("run", "point", "outcome", "barrier", "note"):
        index(f"peer_{name}", "workspace_id")
