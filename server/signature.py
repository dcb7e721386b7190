"""Whether a webhook really comes from Retell (Retell docs, "Secure the webhook")."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

#: A signature may be so old, or so far ahead, in milliseconds.
WINDOW_MS: Final = 5 * 60 * 1000

_FORM: Final = re.compile(r"v=(\d{1,15}),d=([0-9a-f]{64})")


def sign(body: bytes, key: str, timestamp_ms: int) -> str:
    """The value of `x-retell-signature` for `body`: HMAC-SHA256 over body and timestamp."""
    digest = hmac.new(key.encode(), body + str(timestamp_ms).encode(), hashlib.sha256)
    return f"v={timestamp_ms},d={digest.hexdigest()}"


def is_genuine(body: bytes, key: str, signature: str | None, now_ms: int) -> bool:
    """Whether `signature` is Retell's for exactly these bytes, and within the window.

    The bytes must be those received: parsed and written again they differ.
    """
    match = _FORM.fullmatch(signature or "")
    if match is None:
        return False
    timestamp = int(match[1])
    genuine = hmac.compare_digest(sign(body, key, timestamp), signature or "")
    return genuine and abs(now_ms - timestamp) <= WINDOW_MS
