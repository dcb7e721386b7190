"""What is needed to place calls: the request, its attempts, and how each of them ended.

Revision ID: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON()
MOMENT = sa.DateTime(timezone=True)

COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "outcome": sa.Text(),
    "end_reason": sa.Text(),
    "failure": sa.Text(),
    "answered_at": MOMENT,
    "report": JSON,
    "client_metadata": JSON,
    "dial_request": JSON,
    "dial_key": sa.Text(),
    "dialling_until": MOMENT,
    "scheduled_at": MOMENT,
    "root_call": ROW_ID,
    "request_key": sa.Text(),
    "request_hash": sa.Text(),
}
UNIQUE = (("dial_key",), ("request_key",), ("root_call", "attempt"))


def upgrade() -> None:
    with op.batch_alter_table("call_records") as calls:
        for name, kind in COLUMNS.items():
            calls.add_column(sa.Column(name, kind))
        calls.add_column(
            sa.Column("attempt", sa.Integer(), nullable=False, server_default=sa.text("1"))
        )
        for columns in UNIQUE:
            calls.create_unique_constraint(_name(columns), list(columns))
    op.create_index("ix_call_records_status_created_at", "call_records", ["status", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_call_records_status_created_at", "call_records")
    with op.batch_alter_table("call_records") as calls:
        for columns in UNIQUE:
            calls.drop_constraint(_name(columns), type_="unique")
        for name in (*COLUMNS, "attempt"):
            calls.drop_column(name)


def _name(columns: tuple[str, ...]) -> str:
    return f"uq_call_records_{'_'.join(columns)}"
