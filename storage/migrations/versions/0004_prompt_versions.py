"""The texts that calls are spoken with, once for each version.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prompt_versions",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_prompt_versions"),
    )
    op.add_column("call_records", sa.Column("prompt_version", sa.Text()))
    op.create_index("ix_call_records_prompt_version", "call_records", ["prompt_version"])


def downgrade() -> None:
    op.drop_index("ix_call_records_prompt_version", "call_records")
    op.drop_column("call_records", "prompt_version")
    op.drop_table("prompt_versions")
