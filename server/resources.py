"""What the whole server shares: each thing opened once at start, and closed at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from conversation.call import Call
from conversation.events import Direction, LoadFacts
from conversation.memory import Memory
from extraction.reader import CallReader
from extraction.reading import RuleReader
from server.live_prompts import LivePrompts
from server.metrics import Metrics
from server.models import Models
from server.provider import Provider
from server.retell import Retell
from server.settings import Settings
from server.switchboard import Switchboard
from server.tokens import Tokens
from server.turn_readings import SecondReader
from storage import Store
from storage.feed import EventFeed


@dataclass(slots=True)
class Resources:
    """The shared things.

    `draining`: no new calls are taken any more. `new_call` makes a call from what it knew before.
    `webhook_patience`: seconds that a webhook waits for the database; Retell itself waits 10.
    `reader` fills the forms of calls that are over; `second_reader` reads each answer of a running
    call beside the rules, where there is one.
    `retell`: Retell's REST API, or None where the server has no key to it.
    `syncing`: one agent at a time is made known to Retell; two at once would become two there.
    `provider`: the language model's, or None where the server has none; `models` phrase through it.
    `feed`: the events of all calls, for those who listen.
    """

    settings: Settings
    store: Store
    prompts: LivePrompts
    switchboard: Switchboard
    metrics: Metrics
    provider: Provider | None
    tokens: Tokens
    new_call: Callable[[Memory | None], Call] = Call
    webhook_patience: float = 5.0
    draining: bool = field(default=False)
    reader: CallReader = field(default_factory=RuleReader)
    second_reader: SecondReader | None = None
    retell: Retell | None = None
    syncing: asyncio.Lock = field(default_factory=asyncio.Lock)
    models: Models | None = None
    feed: EventFeed = field(init=False)

    def __post_init__(self) -> None:
        self.feed = EventFeed(self.store)

    def stop_taking(self) -> None:
        """Take nothing new: calls go to other processes, and so do those who listen to events."""
        self.draining = True
        self.feed.close()

    def completed(self, load: LoadFacts, contacts: tuple[str, ...] = ()) -> LoadFacts:
        """The load's facts with the contacts that its emergencies are handed to.

        The load's own come first, else those of its agent, else the dispatch numbers of this
        server; none on a web call, which cannot be transferred (Retell docs, "Debug call transfer
        failure").
        """
        if load.direction is Direction.WEB:
            return load.model_copy(update={"contacts": ()})
        known = load.contacts or contacts or self.settings.DISPATCH_NUMBER
        return load.model_copy(update={"contacts": known})


RESOURCES = web.AppKey("resources", Resources)
