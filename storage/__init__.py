"""Storage: what is kept of calls, and the jobs that follow from them.

`open_store(url)` gives a `Store`: its queries return frozen records, `store.writer.keep(item)`
hands an item over without waiting, and `await store.keep_now([item])` returns when it is on disk.
`run_jobs` does the work that must happen at least once.
"""

from conversation.forms import Forms
from storage.clock import Clock, SystemClock
from storage.engines import shown_url
from storage.errors import (
    DatabaseUnavailableError,
    DatabaseUrlError,
    ItemRefusedError,
    SchemaError,
    StorageError,
)
from storage.items import (
    NOTIFY_CARD,
    NOTIFY_FORM,
    OPEN_STATUSES,
    READ_CALL,
    CallLinked,
    CallRead,
    CallReported,
    CallSeen,
    CallStatus,
    CardRaised,
    FactHeard,
    Item,
    JobDue,
    OutcomeKept,
    PromptsJudged,
    PromptsKept,
    ReceiptStep,
    StateKept,
    TranscriptSeen,
    TurnKept,
    TurnKind,
)
from storage.jobs import Handler, HopelessError, Job, TryLaterError, WorkerRules, run_jobs
from storage.migrate import upgrade_database
from storage.prompt_versions import PromptVersion, prompt_texts, prompt_versions
from storage.readings import add_reading, forsaken_calls, readings_of, unread_calls
from storage.records import (
    CallRecord,
    CardRecord,
    FactRecord,
    JobRecord,
    ReadingRecord,
    ReceiptRecord,
    StateRecord,
    TurnRecord,
)
from storage.store import Store, open_store
from storage.writer import Writer, WriterLimits

__all__ = [
    "NOTIFY_CARD",
    "NOTIFY_FORM",
    "OPEN_STATUSES",
    "READ_CALL",
    "CallLinked",
    "CallRead",
    "CallRecord",
    "CallReported",
    "CallSeen",
    "CallStatus",
    "CardRaised",
    "CardRecord",
    "Clock",
    "DatabaseUnavailableError",
    "DatabaseUrlError",
    "FactHeard",
    "FactRecord",
    "Forms",
    "Handler",
    "HopelessError",
    "Item",
    "ItemRefusedError",
    "Job",
    "JobDue",
    "JobRecord",
    "OutcomeKept",
    "PromptVersion",
    "PromptsJudged",
    "PromptsKept",
    "ReadingRecord",
    "ReceiptRecord",
    "ReceiptStep",
    "SchemaError",
    "StateKept",
    "StateRecord",
    "StorageError",
    "Store",
    "SystemClock",
    "TranscriptSeen",
    "TryLaterError",
    "TurnKept",
    "TurnKind",
    "TurnRecord",
    "WorkerRules",
    "Writer",
    "WriterLimits",
    "add_reading",
    "forsaken_calls",
    "open_store",
    "prompt_texts",
    "prompt_versions",
    "readings_of",
    "run_jobs",
    "shown_url",
    "unread_calls",
    "upgrade_database",
]
