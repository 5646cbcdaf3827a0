"""Everything the bot remembers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SPAN = sa.BigInteger()
TEXT = sa.String()
WORD = sa.String(length=32)

LIVE = sa.text("state IN ('paused', 'running')")
UNPUBLISHED = sa.text("revision > published_revision")


def upgrade() -> None:
    create_sessions()
    create_agenda_items()
    create_participants()
    create_captures()
    create_records()
    create_posts()
    create_what_belongs_to_no_session()


def downgrade() -> None:
    for table in (
        "heartbeats",
        "channel_settings",
        "inbox",
        "posts",
        "records",
        "captures",
        "participants",
        "agenda_items",
        "sessions",
    ):
        op.drop_table(table)


def create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("format", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("measure", TEXT, nullable=False),
        sa.Column("slot", SPAN, nullable=False),
        sa.Column("advance", WORD, nullable=False),
        sa.Column("posting", WORD, nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("planned_by", TEXT, nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("done_reactions", sa.JSON(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("concerns_kept", sa.Boolean(), nullable=False),
        sa.Column("queued_after", TEXT, nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("paused_since", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", TEXT, nullable=True),
        sa.Column("result", WORD, nullable=True),
        sa.Column("result_link", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("lost", WORD, nullable=True),
        sa.Column("away_since", MOMENT, nullable=True),
        sa.Column("last_record", sa.Integer(), nullable=False),
        sa.Column("wake_at", MOMENT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_revision", sa.Integer(), nullable=False),
        sa.Column("publish_not_before", MOMENT, nullable=True),
        sa.Column("lease_owner", TEXT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["queued_after"],
            ["sessions.id"],
            name=op.f("fk_sessions_queued_after_sessions"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_queued_after"), "sessions", ["queued_after"])
    op.create_index(op.f("ix_sessions_wake_at"), "sessions", ["wake_at"])
    op.create_index(
        "ix_sessions_unpublished",
        "sessions",
        ["claimed_at"],
        sqlite_where=UNPUBLISHED,
        postgresql_where=UNPUBLISHED,
    )
    op.create_index(
        "uq_sessions_live",
        "sessions",
        ["team", "channel"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def create_agenda_items() -> None:
    op.create_table(
        "agenda_items",
        session_id(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("timebox", SPAN, nullable=False),
        sa.Column("planned", SPAN, nullable=False),
        sa.Column("activity", WORD, nullable=False),
        sa.Column("owner_person", TEXT, nullable=True),
        sa.Column("owner_name", TEXT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("paused_for", SPAN, nullable=False),
        sa.Column("done_marks", sa.JSON(), nullable=False),
        sa.Column("cue_given", sa.Boolean(), nullable=False),
        sa.Column("time_up_given", sa.Boolean(), nullable=False),
        sa.Column("overtime_given", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "id", name=op.f("pk_agenda_items")),
        of_session("agenda_items"),
    )


def create_participants() -> None:
    op.create_table(
        "participants",
        session_id(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("presence", WORD, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("role", WORD, nullable=True),
        sa.Column("took_part", sa.Boolean(), nullable=False),
        sa.Column("worth_it", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "person", name=op.f("pk_participants")),
        of_session("participants"),
    )
    op.create_index(op.f("ix_participants_person"), "participants", ["person"])


def create_captures() -> None:
    op.create_table(
        "captures",
        session_id(),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("owner", TEXT, nullable=True),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("source_channel", TEXT, nullable=True),
        sa.Column("source_ts", TEXT, nullable=True),
        sa.Column("source_thread_ts", TEXT, nullable=True),
        sa.Column("in_recap", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "id", name=op.f("pk_captures")),
        of_session("captures"),
    )
    op.create_index(op.f("ix_captures_owner"), "captures", ["owner"])


def create_records() -> None:
    op.create_table(
        "records",
        session_id(),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_records")),
        of_session("records"),
    )


def create_posts() -> None:
    op.create_table(
        "posts",
        session_id(),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("team", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=True),
        sa.Column("ts", TEXT, nullable=True),
        sa.Column("thread_ts", TEXT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("session_id", "key", name=op.f("pk_posts")),
        of_session("posts"),
    )
    op.create_index("ix_posts_message", "posts", ["team", "channel", "ts"])


def create_what_belongs_to_no_session() -> None:
    op.create_table(
        "inbox",
        sa.Column("team", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("team", "key", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_at"), "inbox", ["at"])
    op.create_table(
        "channel_settings",
        sa.Column("team", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("posting", WORD, nullable=False),
        sa.Column("done_reactions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", name=op.f("pk_channel_settings")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_heartbeats_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
    )


def session_id() -> sa.Column[str]:
    return sa.Column("session_id", TEXT, nullable=False)


def of_session(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["session_id"],
        ["sessions.id"],
        name=op.f(f"fk_{table}_session_id_sessions"),
        ondelete="CASCADE",
    )
