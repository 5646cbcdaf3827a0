"""activities and templates."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plan", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "name", name=op.f("pk_templates")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("board", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("goals", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("speaking", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("breakouts", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("quiz", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("thoughts", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        )
        batch_op.add_column(sa.Column("reopening", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("pace", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(
            sa.Column("turn_came", sa.Boolean(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("over_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_sessions_over", ["team", "channel", "over_at"])

    op.execute("UPDATE sessions SET over_at = closed_at")


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_over")
        batch_op.drop_column("over_at")
        batch_op.drop_column("turn_came")
        batch_op.drop_column("pace")
        batch_op.drop_column("reopening")
        batch_op.drop_column("thoughts")
        batch_op.drop_column("quiz")
        batch_op.drop_column("breakouts")
        batch_op.drop_column("speaking")
        batch_op.drop_column("goals")
        batch_op.drop_column("board")

    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_column("until")

    op.drop_table("templates")
