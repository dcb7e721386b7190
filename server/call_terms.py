"""The agent's configuration that a call is bound to when it begins."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import structlog

from conversation.flow import USUAL, Flow
from prompts import PromptErrors, PromptLibrary
from server.agent_settings import ConversationFlow
from server.call_object import NamedAgent
from server.keeper import RESUME_DEADLINE
from server.live_prompts import LivePrompts
from server.voice_settings import VoiceSettings
from storage import DatabaseUnavailableError, Store
from storage.agents import AgentRecord, agent, agent_of_retell

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CallTerms:
    """What one configuration says about a call; without one, what is usual."""

    agent_config_id: int | None = None
    flow: Flow = USUAL
    contacts: tuple[str, ...] = ()
    #: None where it is spoken in the words of the files.
    words: PromptLibrary | None = None


async def find_terms(store: Store, prompts: LivePrompts, named: NamedAgent) -> CallTerms:
    """The terms of the agent that a call names. Raises DatabaseUnavailableError."""
    record = None
    if named.config_id is not None:
        record = await agent(store, named.config_id)
    elif named.retell_agent_id is not None:
        record = await agent_of_retell(store, named.retell_agent_id)
    if record is None:
        return CallTerms()
    return replace(terms_of(record), words=await _words_of(record, prompts))


async def _words_of(record: AgentRecord, prompts: LivePrompts) -> PromptLibrary | None:
    """An agent's own words in front of those of the files.

    Own words that have become bad, because the files or the rules have changed since they were
    checked, give way to those of the files: the driver must hear something.
    """
    if not record.prompts:
        return None
    try:
        return await prompts.with_overrides(record.prompts)
    except PromptErrors as error:
        told = [str(problem) for problem in error.problems]
        log.error("agents_words_not_used", agent=record.id, problems=told)
        return None


def terms_of(record: AgentRecord) -> CallTerms:
    """What a configuration says, but for its words."""
    try:
        flow = ConversationFlow.model_validate(record.conversation_flow)
        voice = VoiceSettings.model_validate(record.voice_settings)
    except ValueError as error:
        # Written by another version. The call goes on as is usual.
        log.error("agents_settings_unreadable", agent=record.id, problem=type(error).__name__)
        return CallTerms(record.id)
    return CallTerms(record.id, flow.of_a_call(voice), flow.contacts)


class TermsSearch:
    """Finds the terms of one call, from the moment that it says which agent it is made by."""

    def __init__(self, store: Store, prompts: LivePrompts) -> None:
        self._store = store
        self._prompts = prompts
        self._finding: asyncio.Task[CallTerms] | None = None

    def begin(self, named: NamedAgent) -> None:
        """Look for the terms; only the first agent that a connection names counts."""
        if self._finding is None:
            self._finding = asyncio.create_task(find_terms(self._store, self._prompts, named))

    async def in_time(self) -> CallTerms | None:
        """The terms, or None where they are not known soon enough for the greeting."""
        if self._finding is None:
            return None
        try:
            async with asyncio.timeout(RESUME_DEADLINE):
                return await asyncio.shield(self._finding)
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.error("call_terms_late", reason=type(error).__name__)
            return None

    async def ever(self) -> CallTerms:
        """The terms, however late; what is usual where the database does not answer."""
        if self._finding is None:
            return CallTerms()
        try:
            return await asyncio.shield(self._finding)
        except DatabaseUnavailableError as error:
            log.error("call_terms_unknown", reason=type(error).__name__)
            return CallTerms()

    def give_up(self) -> None:
        """The connection is over: nobody waits any more."""
        if self._finding is not None:
            self._finding.cancel()
