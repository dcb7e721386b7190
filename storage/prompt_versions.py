"""Which texts calls were spoken with: each version once, and when calls used it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage import tables
from storage.store import Store


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """One version of the prompts. `first_used` and `last_used` are when calls with it began."""

    version: str
    kept_at: datetime
    first_used: datetime | None
    last_used: datetime | None
    calls: int


async def prompt_versions(store: Store, limit: int = 100) -> list[PromptVersion]:
    """The versions that were kept, the last used first. Raises DatabaseUnavailableError."""
    versions, calls = tables.prompt_versions, tables.call_records
    last_used = func.max(calls.c.created_at)
    query = (
        select(
            versions.c.version,
            versions.c.kept_at,
            func.min(calls.c.created_at).label("first_used"),
            last_used.label("last_used"),
            func.count(calls.c.id).label("calls"),
        )
        .outerjoin(calls, calls.c.prompt_version == versions.c.version)
        .group_by(versions.c.version, versions.c.kept_at)
        .order_by(func.coalesce(last_used, versions.c.kept_at).desc(), versions.c.version)
        .limit(limit)
    )
    return [PromptVersion(**row) for row in await store.rows(query)]


async def prompt_texts(store: Store, version: str) -> Mapping[str, Any] | None:
    """The texts of a version, or None where it was never kept here."""
    kept = tables.prompt_versions
    rows = await store.rows(select(kept.c.texts).where(kept.c.version == version))
    return rows[0]["texts"] if rows else None
