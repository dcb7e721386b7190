"""The webhooks of one call, for whoever wants them (Retell docs, Webhooks overview)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from simulator.pace import Timer
from simulator.talk import Talk
from simulator.wire import Json

#: Takes the body of a webhook, `{"event": ..., "call": {...}}`; returns once it is delivered.
Webhooks = Callable[[Json], Awaitable[None]]

_NAMES = {"agent": "Agent", "user": "User"}


class CallHistory:
    """Keeps the call object up to date, and posts it at each step of the call."""

    def __init__(self, call: Json, timer: Timer, webhooks: Webhooks | None) -> None:
        self._call = dict(call)
        self._timer = timer
        self._webhooks = webhooks

    @property
    def is_told(self) -> bool:
        """Whether anybody takes the webhooks."""
        return self._webhooks is not None

    @property
    def has_started(self) -> bool:
        """Whether the call was ever connected."""
        return "start_timestamp" in self._call

    async def started(self) -> None:
        """The call is connected."""
        self._call |= {"call_status": "ongoing", "start_timestamp": self._now_ms()}
        await self._post("call_started")

    async def transfer(self, event: str, number: str) -> None:
        """One of `transfer_started`, `transfer_bridged`, `transfer_cancelled`."""
        destination = {"type": "predefined", "number": number}
        await self._post(event, transfer_destination=destination)

    async def ended(self, reason: str, talk: Talk) -> None:
        """The call is over. A call that never connected has no `call_started` before this."""
        lines = talk.lines
        self._call |= {
            "call_status": "error" if reason.startswith("error_") else "ended",
            "disconnection_reason": reason,
            "end_timestamp": self._now_ms(),
            "transcript": "".join(f"{_NAMES[line['role']]}: {line['content']}\n" for line in lines),
            "transcript_object": lines,
            "transcript_with_tool_calls": talk.with_tool_calls,
        }
        if self.has_started:
            lasted = self._call["end_timestamp"] - self._call["start_timestamp"]
            self._call["duration_ms"] = lasted
        await self._post("call_ended")
        self._call["call_analysis"] = {"in_voicemail": False, "user_sentiment": "Unknown"}
        await self._post("call_analyzed")

    async def _post(self, event: str, **more: object) -> None:
        if self._webhooks is not None:
            await self._webhooks({"event": event, "call": dict(self._call), **more})

    def _now_ms(self) -> int:
        return int(self._timer.unix() * 1000)
