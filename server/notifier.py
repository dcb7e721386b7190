"""Emergency cards and forms on their way to the dispatchers: one signed POST each, until taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import aiohttp
import orjson
import structlog
from standardwebhooks import Webhook

from server.settings import Settings
from storage import HopelessError, Job, Store, TryLaterError

log = structlog.get_logger(__name__)

#: A dispatcher's server gets so long (seconds) to take a card.
TIMEOUT: Final = aiohttp.ClientTimeout(total=10)
#: Answers that no repetition of the same card will change.
_HOPELESS: Final = frozenset({400, 405, 410, 413, 415, 422})


class Notifier:
    """Sends cards and forms to `NOTIFY_WEBHOOK_URL`, signed as the Standard Webhooks
    specification says.

    The message id is the same at each try, so that whoever takes a message twice can tell.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        session: aiohttp.ClientSession,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        self._url = settings.NOTIFY_WEBHOOK_URL
        secret = settings.NOTIFY_WEBHOOK_SECRET.get_secret_value()
        self._webhook = Webhook(secret) if secret else None
        self._store = store
        self._session = session
        self._timeout = timeout

    async def send_card(self, job: Job) -> None:
        """Do one `NOTIFY_CARD` job. Raises TryLaterError and HopelessError as jobs do."""
        call_id, number = str(job.payload["retell_call_id"]), int(job.payload["number"])
        if not self._url:
            log.warning("card_not_sent", call_id=call_id, number=number, reason="no webhook set")
            return
        card = await self._card(call_id, number)
        data = {"call_id": call_id, **card}
        await self._send(self._url, f"card_{call_id}_{number}", "emergency.card", data)
        log.info("card_sent", call_id=call_id, number=number, attempts=job.attempts)

    async def send_form(self, job: Job) -> None:
        """Do one `NOTIFY_FORM` job: the form of a call that is over, once for each call."""
        call_id = str(job.payload["retell_call_id"])
        if not self._url:
            log.info("form_not_sent", call_id=call_id, reason="no webhook set")
            return
        record = await self._store.call(call_id)
        if record is None or record.structured_data is None:
            raise HopelessError("no form of this call")
        told = ("driver_name", "load_number", "phone_number", "status", "duration")
        data = {
            "call_id": call_id,
            "id": record.id,
            **{name: getattr(record, name) for name in told},
            "completed_at": record.completed_at,
            "forms": record.structured_data,
        }
        await self._send(self._url, f"form_{call_id}", "call.form", data)
        log.info("form_sent", call_id=call_id, attempts=job.attempts)

    async def _send(self, url: str, message_id: str, kind: str, data: Mapping[str, object]) -> None:
        sent_at = datetime.now(UTC)
        body = orjson.dumps({"type": kind, "timestamp": sent_at, "data": data})
        status = await self._post(url, body, self._headers(message_id, sent_at, body))
        if status >= 300:
            self._complain(status)

    async def _card(self, call_id: str, number: int) -> dict[str, object]:
        cards = await self._store.cards(call_id)
        card = next((card for card in cards if card.number == number), None)
        if card is None:
            raise HopelessError(f"no card {number} of this call")
        return dict(card.card)

    def _headers(self, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(sent_at.timestamp())),
        }
        if self._webhook is not None:
            headers["webhook-signature"] = self._webhook.sign(message_id, sent_at, body.decode())
        return headers

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        try:
            async with self._session.post(
                url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                return response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ConnectionError(f"it could not be sent: {type(error).__name__}") from error

    def _complain(self, status: int) -> None:
        if status in _HOPELESS:
            raise HopelessError(f"it was refused with {status}")
        if status == 429:
            raise TryLaterError(10.0, "told to slow down")
        raise ConnectionError(f"it was answered with {status}")
