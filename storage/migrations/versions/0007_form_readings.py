"""Every reading of a whole call.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "form_readings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("call_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("model", sa.Text()),
        sa.Column("prompt", sa.Text()),
        sa.Column("failure", sa.Text()),
        sa.Column("raw_answer", sa.Text()),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_readings"),
        sa.UniqueConstraint("call_id", "number", name="uq_form_readings_call_id_number"),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["call_records.id"],
            name="fk_form_readings_call_id_call_records",
            ondelete="CASCADE",
        ),
    )
    op.add_column("call_records", sa.Column("transcript_final", sa.Boolean()))
    op.add_column("call_records", sa.Column("read_at", MOMENT))


def downgrade() -> None:
    op.drop_column("call_records", "read_at")
    op.drop_column("call_records", "transcript_final")
    op.drop_table("form_readings")
