"""What one call is played with: everything that is the same from its first dial to its end."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.call_history import CallHistory
from simulator.judge import Judge, Limits
from simulator.pace import Pace
from simulator.record import Record
from simulator.script import CallScript
from simulator.wire import Json

#: How often a ping goes out with auto_reconnect, in seconds (Retell docs, LLM WebSocket).
PING_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class Network:
    """How the connection is held; times in seconds of real time.

    Defaults from the Retell docs, Set up your server: 3 attempts at first, 3 s apart; up to 4
    re-dials after a broken connection, up to 2 after missed pings.
    """

    connect_attempts: int = 3
    connect_pause: float = 3.0
    redials: int = 4
    redials_after_missed_pings: int = 2
    redial_pause: float = 1.0
    ping_every: float = PING_EVERY


@dataclass(frozen=True, slots=True)
class Scene:
    """The script, the server's address (call id included), the call object, and the crew."""

    script: CallScript
    url: str
    call: Json
    pace: Pace
    limits: Limits
    network: Network
    judge: Judge
    record: Record
    history: CallHistory
