"""The texts that calls are spoken with: an edit of the files is used by the calls that start after.

A running call keeps the version it began with, over a re-dial too, also in another process: each
version's texts are kept in the database. A folder that does not pass its check changes nothing.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from prompts import Checked, FolderState, Problem, PromptFolder, PromptLibrary
from storage import Item, PromptsJudged, PromptsKept, StorageError, Store, prompt_texts

log = structlog.get_logger(__name__)

#: The folder is looked at this often (seconds); 0.3 ms each time.
LOOK_EVERY: Final = 0.25
#: It is read once nobody has written to it for so long (seconds): a copy comes file by file.
SETTLED_AFTER: Final = 0.5
#: So many versions beside the current one are kept ready, for agents with wordings of their own.
READY: Final = 64
#: A call that is picked up waits so long (seconds) for the texts that it began with.
TEXTS_DEADLINE: Final = 0.75


class LivePrompts:
    """The texts in use, and the folder that they come from, which stood as `state` when read."""

    def __init__(
        self,
        folder: PromptFolder,
        state: FolderState,
        library: PromptLibrary,
        keep: Callable[[Item], None],
    ) -> None:
        self.current = library
        #: What is wrong with the folder as it stands; the current texts are older then.
        self.problems: tuple[Problem, ...] = ()
        self._folder = folder
        self._keep = keep
        self._judged = state
        self._seen: tuple[FolderState, float] = (state, 0.0)
        self._ready: dict[str, PromptLibrary] = {}
        self._remember(library)

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Look at the folder again and again meanwhile."""
        following = asyncio.create_task(self._follow(), name="prompts")
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    async def _follow(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.look(loop.time())
            except Exception:
                # The texts in use are good, whatever has become of the folder.
                log.exception("prompts_not_looked_at")

    async def look(self, at: float) -> None:
        """Look at the folder once; `at` is any clock's time in seconds."""
        state = self._folder.state()
        if state == self._judged:
            self._seen = state, at
            return
        if state != self._seen[0]:
            self._seen = state, at
        if at - self._seen[1] < SETTLED_AFTER:
            return
        checked = await asyncio.to_thread(self._folder.check)
        if checked.state == state and self._folder.state() == state:
            self._judged = state
            self._use(checked)

    def _use(self, checked: Checked) -> None:
        before = self.current.version, self.problems
        if checked.library is not None and checked.library.version != self.current.version:
            self.current = checked.library
            self._remember(checked.library)
        self.problems = checked.problems
        if (self.current.version, self.problems) == before:
            return
        told = tuple(str(problem) for problem in self.problems)
        if told:
            log.warning("prompts_broken", problems=told, in_use=self.current.version)
        else:
            log.info("prompts_in_use", version=self.current.version)
        self._keep(PromptsJudged(self.current.version, told, checked.state.name, time.time()))

    async def with_overrides(self, overrides: Mapping[str, object]) -> PromptLibrary:
        """The current texts with an agent's own; raises `prompts.PromptErrors`."""
        if not overrides:
            return self.current
        key = f"{self.current.version} {json.dumps(overrides, sort_keys=True)}"
        if key not in self._ready:
            # Takes tens of milliseconds, in which other calls talk.
            library = await asyncio.to_thread(self.current.with_overrides, overrides)
            self._remember(library)
            self._make_ready(key, library)
        return self._ready[key]

    async def of_version(self, version: str | None, store: Store) -> PromptLibrary:
        """The texts that a call began with; the current ones where they cannot be had in time."""
        if version is None or version == self.current.version:
            return self.current
        if version not in self._ready:
            try:
                async with asyncio.timeout(TEXTS_DEADLINE):
                    texts = await prompt_texts(store, version)
            except (StorageError, TimeoutError) as error:
                log.error("prompt_version_not_read", reason=type(error).__name__)
                return self.current
            if texts is None:
                log.error("prompt_version_unknown", version=version)
                return self.current
            self._make_ready(version, self.current.restored(texts))
        return self._ready[version]

    def _remember(self, library: PromptLibrary) -> None:
        """Keep a version's texts, so that its calls can go on anywhere."""
        self._make_ready(library.version, library)
        self._keep(PromptsKept(library.version, library.texts(), time.time()))

    def _make_ready(self, key: str, library: PromptLibrary) -> None:
        while len(self._ready) >= READY:
            del self._ready[next(iter(self._ready))]
        self._ready[key] = library
