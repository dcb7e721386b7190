"""`checkcall replay`: stored calls against edited prompts."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from conversation.danger import assess
from conversation.hearing import hear
from prompts import PromptErrors, PromptFolder, PromptLibrary
from server.call_terms import CallTerms, terms_of
from server.replay.comparison import (
    CallDifference,
    ReplaySummary,
    compare,
    summary,
)
from server.replay.player import play
from server.replay.recording import Recording, recorded
from server.settings import Settings
from storage import Store, agents, open_store, prompt_texts
from storage.agents import AgentRecord
from storage.call_list import CallFilter, find_calls

#: So many calls are read at a time.
AT_ONCE: Final = 8
#: Fewer calls than this are played by this process alone: starting others takes longer.
FEW: Final = 20

_AGO: Final = re.compile(r"(\d+)\s*([mhdw])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class NothingToReplayError(Exception):
    """No such call, or none with a word in it; the text says which."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to, call by call, worst first."""

    summary: ReplaySummary
    calls: list[CallDifference]

    def as_json(self) -> dict[str, Any]:
        """As one JSON object."""
        return {
            "summary": self.summary.model_dump(),
            "calls": [{**each.model_dump(), "worse": each.worse} for each in self.calls],
        }


@dataclass(frozen=True, slots=True)
class _Texts:
    """What each call is played with, before and after: the texts, and its agent's settings."""

    edited: PromptLibrary
    versions: Mapping[str, PromptLibrary]
    agents: Mapping[int, CallTerms]

    def difference(self, recording: Recording) -> CallDifference:
        """Play one call twice."""
        old = self.versions.get(recording.prompt_version or "", self.edited)
        before = play(recording, old)
        terms = self.agents.get(recording.agent or 0)
        if terms is not None:
            begun = recording.begun.model_copy(update={"bound": terms.flow})
            recording = replace(recording, begun=begun)
        new = (terms and terms.words) or self.edited
        return compare(recording, before, play(recording, new), new.version)


def since(text: str, now: datetime) -> datetime:
    """The moment that `text` names: "90m", "24h", "7d", or a date with or without a time in UTC.

    Raises ValueError.
    """
    if ago := _AGO.fullmatch(text.strip()):
        try:
            return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        except OverflowError:
            raise ValueError(f"no call is {text} old") from None
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def replay(
    settings: Settings,
    directory: Path,
    call_ids: Sequence[str],
    after: datetime | None,
    limit: int,
) -> Replayed:
    """Play the calls named, or else the newest ones since `after`, with the texts of `directory`.

    Raises `prompts.PromptErrors` where the texts are broken, `NothingToReplayError`, and
    storage's errors.
    """
    edited = PromptFolder(directory, settings.disclosures).load()
    recordings, texts = asyncio.run(_collected(settings, edited, call_ids, after, limit))
    if not recordings:
        raise NothingToReplayError("no stored call has a turn to replay")
    differences = list(_told(_differences(recordings, texts), len(recordings)))
    differences.sort(key=lambda each: (not each.worse, not each.differs, each.call_id))
    return Replayed(summary(edited.version, differences), differences)


async def _collected(
    settings: Settings,
    edited: PromptLibrary,
    call_ids: Sequence[str],
    after: datetime | None,
    limit: int,
) -> tuple[list[Recording], _Texts]:
    async with open_store(settings.DATABASE_URL) as store:
        recordings = await _recordings(store, call_ids, after, limit)
        return recordings, await _texts(store, edited, recordings)


async def _recordings(
    store: Store, call_ids: Sequence[str], after: datetime | None, limit: int
) -> list[Recording]:
    if call_ids:
        found = [await store.call(call_id) for call_id in call_ids]
        missing = [name for name, call in zip(call_ids, found, strict=True) if call is None]
        if missing:
            raise NothingToReplayError(f"no such call: {', '.join(missing)}")
        calls = [call for call in found if call is not None]
    else:
        calls = await find_calls(store, CallFilter(since=after), limit)
    gate = asyncio.Semaphore(AT_ONCE)

    async def read(number: int) -> Recording | None:
        async with gate:
            return await recorded(store, calls[number])

    read_all = await asyncio.gather(*(read(number) for number in range(len(calls))))
    return [recording for recording in read_all if recording is not None]


async def _texts(store: Store, edited: PromptLibrary, recordings: Sequence[Recording]) -> _Texts:
    versions = {}
    for version in {each.prompt_version for each in recordings} - {None}:
        kept = await prompt_texts(store, str(version))
        if kept is not None:
            versions[str(version)] = edited.restored(kept)
    own = {}
    for number in {each.agent for each in recordings} - {None}:
        record = await agents.agent(store, int(number or 0))
        if record is not None:
            own[record.id] = replace(terms_of(record), words=_own_words(edited, record))
    return _Texts(edited, versions, own)


def _own_words(edited: PromptLibrary, record: AgentRecord) -> PromptLibrary | None:
    try:
        return edited.with_overrides(record.prompts)
    except PromptErrors as error:
        _say(f"the wordings of agent {record.id} are left out: {error}")
        return None


# The texts of this process and those that it has forked: templates cannot be sent between them.
_shared: list[_Texts] = []


def _differences(recordings: Sequence[Recording], texts: _Texts) -> Iterator[CallDifference]:
    processes = min(os.cpu_count() or 1, 8)
    assess("hello")
    hear("hello", None)
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if processes == 1 or len(recordings) < FEW or not can_fork:
        yield from map(texts.difference, recordings)
        return
    _shared[:] = [texts]
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=fork) as pool:
        yield from pool.map(_difference, recordings, chunksize=2)


def _difference(recording: Recording) -> CallDifference:
    return _shared[0].difference(recording)


def _told(differences: Iterator[CallDifference], count: int) -> Iterator[CallDifference]:
    """Say how far the replay is, where somebody looks on."""
    step = 1 if sys.stderr.isatty() else 50
    for number, difference in enumerate(differences, 1):
        if number % step == 0 or number == count:
            _say(f"replayed {number} of {count}", end="\r" if step == 1 else "\n")
        yield difference
    if step == 1:
        _say("")


def _say(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()
