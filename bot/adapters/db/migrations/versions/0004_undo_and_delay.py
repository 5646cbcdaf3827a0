"""undo and delay."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(
            sa.Column("told_behind", sa.BigInteger(), server_default="0", nullable=False)
        )
        sessions.add_column(sa.Column("undo", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("undo")
        sessions.drop_column("told_behind")
