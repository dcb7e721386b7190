"""The tables. A change here needs a migration; a test compares the two on both databases."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    false,
    text,
)

from storage.columns import Json, Moment, RowId, Words

# Every constraint has a name on both databases, so that a later migration can drop it.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _call_id(*, primary_key: bool = False) -> Column[int]:
    """The call that a row belongs to; the row goes when the call goes."""
    return Column(
        "call_id",
        RowId,
        ForeignKey("call_records.id", ondelete="CASCADE"),
        primary_key=primary_key,
        autoincrement=False,
        nullable=False,
    )


call_records = Table(
    "call_records",
    metadata,
    Column("id", RowId, primary_key=True),
    # Empty while a call is not yet known to Retell.
    Column("retell_call_id", Words, unique=True),
    Column("agent_config_id", RowId),
    Column("status", Words, nullable=False),
    Column("direction", Words),
    Column("language", Words),
    Column("driver_name", Words),
    Column("phone_number", Words, index=True),
    Column("load_number", Words, index=True),
    Column("load_facts", Json),
    Column("raw_transcript", Words),
    # Whether that is the one which Retell gave out when the call was over.
    Column("transcript_final", Boolean),
    Column("structured_data", Json),
    # The texts that the call is spoken with.
    Column("prompt_version", Words, index=True),
    Column("duration", Integer),  # seconds
    Column("created_at", Moment, nullable=False, index=True),
    Column("completed_at", Moment),
    # When the whole call was read; until then the form is what the running call knew.
    Column("read_at", Moment),
    # How the call went as a whole, as its form says it.
    Column("outcome", Words),
    # Retell's word for why it ended, or ours for why it was never placed; then what was said of it.
    Column("end_reason", Words),
    Column("failure", Words),
    # When somebody picked up.
    Column("answered_at", Moment),
    # What Retell reported of the call, without words and numbers that stand elsewhere.
    Column("report", Json),
    # What whoever asked for the call wants to find with it again.
    Column("client_metadata", Json),
    # The call as we ask Retell to place it; not there on calls that we did not place.
    Column("dial_request", Json),
    # Names one placing of a call to Retell; never used for another.
    Column("dial_key", Words, unique=True),
    # Until then somebody is placing the call. Empty: nobody has tried.
    Column("dialling_until", Moment),
    # When the call is to be placed; empty where it was to be placed at once.
    Column("scheduled_at", Moment),
    # Counts the calls that stand for one request, from 1; the first one is the root of the others.
    Column("attempt", Integer, nullable=False, server_default=text("1")),
    Column("root_call", RowId),
    # The client's own name for its request, and what it asked for under that name.
    Column("request_key", Words, unique=True),
    Column("request_hash", Words),
    UniqueConstraint("root_call", "attempt"),
    Index(None, "status", "created_at"),
)

# One row for each thing that we owed or volunteered words for.
turns = Table(
    "turns",
    metadata,
    Column("id", RowId, primary_key=True),
    _call_id(),
    Column("connection", BigInteger, nullable=False),
    Column("kind", Words, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("requested_at", Moment, nullable=False),
    Column("first_words_ms", Float),
    Column("completed_ms", Float),
    Column("driver_words", Words, nullable=False),
    Column("agent_words", Words, nullable=False),
    Column("phase_before", Words, nullable=False),
    Column("phase_after", Words, nullable=False),
    Column("question", Words),
    Column("superseded", Boolean, nullable=False),
    Column("cut_off", Boolean, nullable=False, server_default=false()),
    # What a model had to do with the turn; no request, and the script spoke alone.
    Column("model", Words),
    Column("model_requests", Integer, nullable=False, server_default="0"),
    Column("model_ms", Float),
    Column("prompt_tokens", Integer),
    Column("completion_tokens", Integer),
    Column("deadlines_missed", Integer, nullable=False, server_default="0"),
    Column("fallback", Words),
    Column("withheld", Words),
    UniqueConstraint("call_id", "connection", "kind", "number"),
)

facts = Table(
    "facts",
    metadata,
    Column("id", RowId, primary_key=True),
    _call_id(),
    Column("utterance", Integer, nullable=False),
    Column("topic", Words, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("value", Json, nullable=False),
    Column("words", Words, nullable=False),
    Column("heard_at", Moment, nullable=False),
    Column("superseded", Boolean, nullable=False),
    UniqueConstraint("call_id", "utterance", "topic", "nth"),
)

# What another process needs to go on with a call: the newest memory only.
call_states = Table(
    "call_states",
    metadata,
    _call_id(primary_key=True),
    Column("connection", BigInteger, nullable=False),
    # The process that has the call, if it still lives.
    Column("holder", Words),
    Column("memory", Json, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

# The processes that share this database. One that has not been heard of in time is dead.
processes = Table(
    "processes",
    metadata,
    Column("name", Words, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("alive_until", Moment, nullable=False),
)

# Every reading of a whole call, so that a later one costs nothing of an earlier one.
form_readings = Table(
    "form_readings",
    metadata,
    Column("id", RowId, primary_key=True),
    _call_id(),
    Column("number", Integer, nullable=False),
    Column("reader", Words, nullable=False),
    Column("model", Words),
    Column("prompt", Words),
    # Why a model that was asked did not fill the form, and what it said last.
    Column("failure", Words),
    Column("raw_answer", Words),
    Column("dropped", Integer, nullable=False),
    Column("forms", Json, nullable=False),
    Column("read_at", Moment, nullable=False),
    UniqueConstraint("call_id", "number"),
)

emergency_cards = Table(
    "emergency_cards",
    metadata,
    Column("id", RowId, primary_key=True),
    _call_id(),
    Column("number", Integer, nullable=False),
    Column("card", Json, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    UniqueConstraint("call_id", "number"),
)

# What became of the hand-over, step by step.
receipt_steps = Table(
    "receipt_steps",
    metadata,
    Column("id", RowId, primary_key=True),
    _call_id(),
    Column("step", Words, nullable=False),
    Column("contact", Words, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("call_id", "at", "step", "contact"),
)

# What was said with, once for each version: calls name theirs.
prompt_versions = Table(
    "prompt_versions",
    metadata,
    Column("version", Words, primary_key=True),
    Column("texts", Json, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("payload", Json, nullable=False),
    Column("lane", Words),
    # Retell's name of the call whose process is to do it.
    Column("for_call", Words),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("locked_until", Moment),
    Column("owner", Words),
    Column("error", Words),
    Column("finished_at", Moment),
    UniqueConstraint("kind", "key"),
    Index(None, "state", "run_at"),
    # Only open jobs hold up their lane; the finished ones need no place in this index.
    Index(
        "ix_jobs_open_lane",
        "lane",
        "id",
        sqlite_where=text("state IN ('queued', 'running')"),
        postgresql_where=text("state IN ('queued', 'running')"),
    ),
)

# What has happened, in the order in which it became known: the stream that others listen to.
events = Table(
    "events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("type", Words, nullable=False),
    Column("call_id", RowId, ForeignKey("call_records.id", ondelete="CASCADE")),
    # The same event again has the same key, and is not kept twice.
    Column("key", Words, nullable=False, unique=True),
    Column("data", Json, nullable=False),
    Index(None, "call_id", "id"),
    # No number comes twice: readers remember up to which one they have read.
    sqlite_autoincrement=True,
)

users = Table(
    "users",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("email", Words, nullable=False, unique=True),  # in lower case
    Column("hashed_password", Words, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

# One login: all refresh tokens that followed from it. Revoked as a whole.
login_sessions = Table(
    "login_sessions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "user_id", RowId, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

# Only hashes: whoever reads the database cannot log in with what he finds.
refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("token_hash", Words, primary_key=True),
    Column(
        "session_id",
        RowId,
        ForeignKey("login_sessions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("issued_at", Moment, nullable=False),
    Column("used_at", Moment),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("key_hash", Words, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

agent_configurations = Table(
    "agent_configurations",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Words, nullable=False),
    Column("scenario_type", Words, nullable=False),
    Column("prompts", Json, nullable=False),
    Column("voice_settings", Json, nullable=False),
    Column("conversation_flow", Json, nullable=False),
    Column("is_active", Boolean, nullable=False),
    # What Retell calls the agent that was made from this, once it was.
    Column("retell_agent_id", Words),
    Column("synced_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
