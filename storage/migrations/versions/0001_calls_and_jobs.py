"""Calls with their turns, facts, memory, cards and receipts, and the jobs.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON()
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state IN ('queued', 'running')")


def upgrade() -> None:
    _create_calls()
    _create_turns_and_facts()
    _create_states()
    _create_emergencies()
    _create_jobs()


def downgrade() -> None:
    for table in (
        "jobs",
        "receipt_steps",
        "emergency_cards",
        "call_states",
        "facts",
        "turns",
        "call_records",
    ):
        op.drop_table(table)


def _of_a_call(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("call_id", ROW_ID, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["call_records.id"],
            name=f"fk_{table}_call_id_call_records",
            ondelete="CASCADE",
        ),
    )


def _create_calls() -> None:
    op.create_table(
        "call_records",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("retell_call_id", sa.Text()),
        sa.Column("agent_config_id", ROW_ID),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("driver_name", sa.Text()),
        sa.Column("phone_number", sa.Text()),
        sa.Column("load_number", sa.Text()),
        sa.Column("load_facts", JSON),
        sa.Column("raw_transcript", sa.Text()),
        sa.Column("structured_data", JSON),
        sa.Column("duration", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("completed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_call_records"),
        sa.UniqueConstraint("retell_call_id", name="uq_call_records_retell_call_id"),
    )
    for column in ("created_at", "load_number", "phone_number"):
        op.create_index(f"ix_call_records_{column}", "call_records", [column])


def _create_turns_and_facts() -> None:
    op.create_table(
        "turns",
        sa.Column("id", ROW_ID, nullable=False),
        *_of_a_call("turns"),
        sa.Column("connection", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("first_words_ms", sa.Float()),
        sa.Column("completed_ms", sa.Float()),
        sa.Column("driver_words", sa.Text(), nullable=False),
        sa.Column("agent_words", sa.Text(), nullable=False),
        sa.Column("phase_before", sa.Text(), nullable=False),
        sa.Column("phase_after", sa.Text(), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint(
            "call_id",
            "connection",
            "kind",
            "number",
            name="uq_turns_call_id_connection_kind_number",
        ),
    )
    op.create_table(
        "facts",
        sa.Column("id", ROW_ID, nullable=False),
        *_of_a_call("facts"),
        sa.Column("utterance", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.UniqueConstraint(
            "call_id", "utterance", "topic", "nth", name="uq_facts_call_id_utterance_topic_nth"
        ),
    )


def _create_states() -> None:
    op.create_table(
        "call_states",
        *_of_a_call("call_states"),
        sa.Column("connection", sa.BigInteger(), nullable=False),
        sa.Column("memory", JSON, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("call_id", name="pk_call_states"),
    )


def _create_emergencies() -> None:
    op.create_table(
        "emergency_cards",
        sa.Column("id", ROW_ID, nullable=False),
        *_of_a_call("emergency_cards"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("card", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_cards"),
        sa.UniqueConstraint("call_id", "number", name="uq_emergency_cards_call_id_number"),
    )
    op.create_index("ix_emergency_cards_created_at", "emergency_cards", ["created_at"])
    op.create_table(
        "receipt_steps",
        sa.Column("id", ROW_ID, nullable=False),
        *_of_a_call("receipt_steps"),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_receipt_steps"),
        sa.UniqueConstraint(
            "call_id", "at", "step", "contact", name="uq_receipt_steps_call_id_at_step_contact"
        ),
    )


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("lane", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("locked_until", MOMENT),
        sa.Column("owner", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("kind", "key", name="uq_jobs_kind_key"),
    )
    op.create_index("ix_jobs_state_run_at", "jobs", ["state", "run_at"])
    op.create_index(
        "ix_jobs_open_lane", "jobs", ["lane", "id"], sqlite_where=OPEN, postgresql_where=OPEN
    )
