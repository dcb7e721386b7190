"""One database, several processes: each tells that it lives, and hears what the others do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.listening import listen
from storage.presence import stay_present
from storage.store import Store


@asynccontextmanager
async def sharing(store: Store) -> AsyncIterator[None]:
    """Be one of the processes that share the database, until the block ends."""
    tasks = [asyncio.create_task(stay_present(store)), asyncio.create_task(listen(store))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
