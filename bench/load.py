"""Many calls at once, as Retell would have them: what a driver would wait for is measured."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
import orjson

#: One ordinary call; said in this order, whatever is asked.
DRIVER_LINES = (
    "hey there yeah can't complain she's pulling fine",
    "i'm rolling west on ten about a half hour this side of lake charles",
    "gps says quarter to four but i'd tell em four to be safe",
    "no sir nothing slowing me down roads are dry",
    "you bet i'll text it over once they sign it",
    "alright take care",
)
#: What a model has to phrase the answer to: questions that plain rules pass on to dispatch.
DRIVERS_QUESTIONS = (
    "do they have lumpers over there or what",
    "who do i talk to about my detention pay",
    "is there parking at the receiver",
    "can you tell me what the appointment is",
    "what's the pickup number for the next one",
    "do i need chains up there",
)
#: How often words are shown while a driver speaks, before the answer is asked for.
UPDATES = 4


@dataclass(slots=True)
class Measured:
    """Milliseconds that drivers and keepalives waited, and what went wrong."""

    first_words: list[float] = field(default_factory=list)
    first_sentence: list[float] = field(default_factory=list)
    completed: list[float] = field(default_factory=list)
    ping: list[float] = field(default_factory=list)
    silent: int = 0
    #: Frames under an id that was complete or superseded.
    stale: int = 0


async def talk(
    session: aiohttp.ClientSession,
    url: str,
    until: float,
    between_turns: float,
    measured: Measured,
    lines: Sequence[str] = DRIVER_LINES,
) -> None:
    """One caller after another on one line until the clock says `until`."""
    number = 0
    await asyncio.sleep(random.uniform(0, between_turns))
    while time.monotonic() < until:
        number += 1
        call_id = f"bench_{id(measured)}_{random.getrandbits(64):x}"
        async with session.ws_connect(f"{url}/{call_id}", compress=0) as ws:
            caller = _Caller(ws, call_id, between_turns, measured)
            await caller.talk(until, lines)


class _Caller:
    """One call's other end."""

    def __init__(
        self,
        ws: aiohttp.ClientWebSocketResponse,
        call_id: str,
        between_turns: float,
        measured: Measured,
    ) -> None:
        self._ws = ws
        self._call_id = call_id
        self._between_turns = between_turns
        self._measured = measured
        self._transcript: list[dict[str, object]] = []
        self._asked_at = 0.0
        self._owed: int | None = 0
        self._said = ""
        self._answered = asyncio.Event()
        self._over = False

    async def talk(self, until: float, lines: Sequence[str]) -> None:
        reading = asyncio.create_task(self._read())
        pinging = asyncio.create_task(self._ping())
        try:
            await self._send({"interaction_type": "call_details", "call": self._details()})
            await self._wait()
            for turn, line in enumerate(lines, start=1):
                if self._over or time.monotonic() >= until:
                    break
                await self._say(turn, line)
        finally:
            pinging.cancel()
            reading.cancel()

    async def _say(self, turn: int, line: str) -> None:
        words = line.split()
        self._transcript.append({"role": "user", "content": "", "words": []})
        for part in range(1, UPDATES + 1):
            await asyncio.sleep(self._between_turns / UPDATES)
            spoken = words[: len(words) * part // UPDATES]
            self._transcript[-1] = _utterance("user", spoken)
            await self._send({"interaction_type": "update_only", "transcript": self._transcript})
        self._answered.clear()
        self._asked_at, self._owed, self._said = time.perf_counter(), turn, ""
        await self._send(
            {
                "interaction_type": "response_required",
                "response_id": turn,
                "transcript": self._transcript,
            }
        )
        await self._wait()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(5):
                await self._answered.wait()
        except TimeoutError:
            self._measured.silent += 1

    async def _read(self) -> None:
        async for message in self._ws:
            now = time.perf_counter()
            frame = orjson.loads(message.data)
            match frame["response_type"]:
                case "ping_pong":
                    self._measured.ping.append(now * 1000 - frame["timestamp"] / 1000)
                case "response":
                    self._hear(frame, now)

    def _hear(self, frame: dict[str, object], now: float) -> None:
        if self._owed is None or frame["response_id"] != self._owed:
            self._measured.stale += 1
            return
        content, took = str(frame["content"]), (now - self._asked_at) * 1000
        counted = self._owed > 0
        if counted and content and not self._said:
            self._measured.first_words.append(took)
        had_sentence = any(mark in self._said for mark in ".?!")
        self._said += content
        if counted and not had_sentence and any(mark in self._said for mark in ".?!"):
            self._measured.first_sentence.append(took)
        if frame["content_complete"]:
            if counted:
                self._measured.completed.append(took)
            self._transcript.append(_utterance("agent", self._said.split()))
            self._over = bool(frame.get("end_call"))
            self._owed = None
            self._answered.set()

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(2)
            micros = int(time.perf_counter() * 1_000_000)
            await self._send({"interaction_type": "ping_pong", "timestamp": micros})

    async def _send(self, frame: dict[str, object]) -> None:
        await self._ws.send_str(orjson.dumps(frame).decode())

    def _details(self) -> dict[str, object]:
        return {
            "call_id": self._call_id,
            "call_type": "phone_call",
            "direction": "outbound",
            "metadata": {"driver_name": "Dana Whitlock", "load_number": "5521"},
        }


def _utterance(role: str, words: list[str]) -> dict[str, object]:
    timed = [
        {"word": word, "start": n * 0.3, "end": n * 0.3 + 0.25} for n, word in enumerate(words)
    ]
    return {"role": role, "content": " ".join(words), "words": timed}
