"""A WebSocket on which we never say goodbye first.

A close frame from our side ends the call, whatever its code; a connection that is cut without one
is re-dialled, and the call goes on (Retell docs, "Troubleshooting"). aiohttp sends close frames by
itself: after a handler, at shutdown, on a frame that breaks the protocol or is too long. Here all
of these cut the connection instead.
"""

from __future__ import annotations

from typing import Final, Literal

import structlog
from aiohttp import WSCloseCode, WSMsgType, web

log = structlog.get_logger(__name__)

#: A longer message (bytes) cuts the connection; an hour of talk with all word timings is 2 MB.
LONGEST_MESSAGE: Final = 64 * 1024 * 1024


class CallConnection(web.WebSocketResponse[Literal[False]]):
    """Carries one call's frames. Text comes as bytes, so that no text can break the connection.

    `closed_by_peer`: the other side has ended the connection in good order.
    """

    def __init__(self, request: web.Request) -> None:
        super().__init__(
            max_msg_size=LONGEST_MESSAGE, compress=False, autoclose=False, decode_text=False
        )
        self._transport = request.transport
        self._cut = False
        self.closed_by_peer = False

    async def read(self, patience: float) -> bytes | None:
        """The next text frame, or None where there will be none any more.

        Raises TimeoutError when nothing at all has come for `patience` seconds.
        """
        while not self._cut:
            message = await self.receive(patience)
            match message.type:
                case WSMsgType.TEXT if not self._cut:
                    text: bytes = message.data
                    return text
                case WSMsgType.BINARY:
                    log.warning("binary_frame_ignored", size=len(message.data))
                case WSMsgType.CLOSE:
                    self.closed_by_peer = True
                    await super().close(code=message.data or WSCloseCode.OK, drain=False)
                    return None
                case _:
                    return None
        return None

    async def close(self, *, code: int = 0, message: bytes = b"", drain: bool = True) -> bool:
        """Cut the connection. aiohttp calls this wherever it would send a close frame."""
        del code, message, drain
        self.cut()
        return True

    def cut(self) -> None:
        """Break off without a close frame, unless the other side's has been answered."""
        self._cut = True
        if self._transport is not None and not self.closed_by_peer:
            self._transport.abort()
