"""What a model had to do with a turn, and whether the turn was cut off.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("turns") as turns:
        turns.add_column(
            sa.Column("cut_off", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        turns.add_column(sa.Column("model", sa.Text()))
        for name in ("model_requests", "deadlines_missed"):
            turns.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        turns.add_column(sa.Column("model_ms", sa.Float()))
        for name in ("prompt_tokens", "completion_tokens"):
            turns.add_column(sa.Column(name, sa.Integer()))
        for name in ("fallback", "withheld"):
            turns.add_column(sa.Column(name, sa.Text()))


def downgrade() -> None:
    with op.batch_alter_table("turns") as turns:
        for name in (
            "withheld",
            "fallback",
            "completion_tokens",
            "prompt_tokens",
            "model_ms",
            "deadlines_missed",
            "model_requests",
            "model",
            "cut_off",
        ):
            turns.drop_column(name)
