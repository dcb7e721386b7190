"""Passwords: argon2id hashes, made and checked beside the event loop, one at a time.

A check takes 20 ms of a processor and 19 MiB: calls that talk meanwhile must not notice.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: OWASP, "Password Storage Cheat Sheet": memory in KiB, passes, lanes.
_HASHER: Final = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
#: A shorter password is not taken; a longer one is not read.
SHORTEST, LONGEST = 8, 1024


def hash_password(password: str) -> str:
    """The hash to keep. ValueError where the password is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _HASHER.hash(password)


#: Nobody's: an unknown address must take as long as a known one.
_NOBODYS: Final = _HASHER.hash(secrets.token_hex(16))


class Passwords:
    """Checks passwords, one at a time."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)

    async def is_right(self, password: str, hashed: str | None) -> bool:
        """Whether this is the password; as slow where there is no hash to compare with."""
        async with self._one_at_a_time:
            same = await asyncio.to_thread(_verify, hashed or _NOBODYS, password)
        return same and hashed is not None


def _verify(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
