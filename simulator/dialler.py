"""Holds one call's connection: dials, and dials again when the line breaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NoReturn

from simulator.findings import Finding, Rule
from simulator.judge import reason_for_close
from simulator.line import CannotConnectError, Line, LineLostError
from simulator.report import CallOver, Ended
from simulator.scene import Scene
from simulator.wire import Json, ServerFrame, encode


class Dialler:
    """The connection of one call, whichever socket it runs over just now.

    `take` is awaited for each frame that counts; `opened` is called for each new socket, with
    whether it is a re-dial, before anything is read from it.
    """

    def __init__(
        self,
        scene: Scene,
        take: Callable[[float, ServerFrame], Awaitable[None]],
        opened: Callable[[bool], None],
    ) -> None:
        self._scene = scene
        self._take = take
        self._opened = opened
        self._broken = 0
        self._missed_pings = 0
        self.line = self._new_line()

    async def dial(self) -> None:
        """Open the first socket. Raises CallOver when no attempt succeeds."""
        network = self._scene.network
        if not await self._attempts(network.connect_attempts, network.connect_pause):
            detail = f"{network.connect_attempts} attempts to reach {self._scene.url}"
            self._give_up(detail, "error_llm_websocket_open")
        self._opened(False)

    async def send(self, frame: Json) -> None:
        """Send a frame on the socket of the moment. Raises LineLostError."""
        await self.line.send_text(frame, encode(frame))

    async def tell(self, frame: Json) -> None:
        """Send a frame that is as good on a new socket as on the old one. Raises CallOver."""
        try:
            await self.send(frame)
        except LineLostError as lost:
            await self.redial(lost)
            await self.tell(frame)

    async def redial(self, lost: LineLostError) -> None:
        """Go on with a new socket after the server's side broke. Raises CallOver."""
        missed_pings = self.line.pings_missed
        await self.line.drop()
        if lost.code != 1006:
            raise CallOver(Ended.LOST, reason_for_close(lost.code))
        if missed_pings:
            reason = "error_llm_websocket_lost_connection"
            self._missed_pings += 1
        else:
            reason = "error_llm_websocket_runtime"
            self._broken += 1
        network = self._scene.network
        if self._broken > network.redials:
            self._give_up(f"broken {self._broken} times", reason)
        if self._missed_pings > network.redials_after_missed_pings:
            self._give_up(f"pings missed {self._missed_pings} times", reason)
        await self._open_again(reason)

    async def drop_and_redial(self) -> None:
        """Break the line as the script wants it. Raises CallOver when nobody answers any more."""
        await self.line.drop()
        self._scene.record.watcher.happened("the line drops, Retell re-dials")
        await self._open_again("error_llm_websocket_runtime")

    async def close(self) -> None:
        """Close the socket of a call that is over."""
        await self.line.close()

    async def _open_again(self, reason: str) -> None:
        network = self._scene.network
        if not await self._attempts(network.redials, network.redial_pause, redial=True):
            self._give_up(f"{network.redials} re-dials of {self._scene.url} failed", reason)
        self._opened(True)

    def _give_up(self, detail: str, reason: str) -> NoReturn:
        at = self._scene.pace.timer.now()
        self._scene.record.found([Finding(Rule.CANNOT_CONNECT, at, detail)])
        raise CallOver(Ended.LOST, reason)

    async def _attempts(self, attempts: int, pause: float, *, redial: bool = False) -> bool:
        for attempt in range(1, attempts + 1):
            self.line = self._new_line()
            try:
                await self.line.open(self._scene.url, redial=redial)
            except CannotConnectError as error:
                told = f"attempt {attempt} of {attempts} to connect failed: {error}"
                self._scene.record.watcher.happened(told)
                if attempt < attempts:
                    await self._scene.pace.timer.sleep(pause)
            else:
                return True
        return False

    def _new_line(self) -> Line:
        return Line(self._scene, self._take)
