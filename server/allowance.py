"""How often somebody may try something: a bucket of tries for each, filled up as time passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

#: Beyond so many buckets those that are full again are forgotten, which changes nothing.
_CROWDED: Final = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Allowance:
    """`burst` tries at once, and then one every `seconds`; of each key by itself."""

    def __init__(self, burst: int, seconds: float, now: Callable[[], float]) -> None:
        self._burst = burst
        self._seconds = seconds
        self._now = now
        self._buckets: dict[str, _Bucket] = {}

    def wait_for(self, key: str) -> float:
        """Seconds until `key` may try; 0 where it may now."""
        return max(0.0, (1 - self._filled(key).left) * self._seconds)

    def take(self, key: str) -> None:
        """Count one try."""
        self._filled(key).left -= 1
        if len(self._buckets) > _CROWDED:
            self._forget()

    def give_back(self, key: str) -> None:
        """Take a try for none, because it was a good one."""
        bucket = self._filled(key)
        bucket.left = min(self._burst, bucket.left + 1)

    def _filled(self, key: str) -> _Bucket:
        now = self._now()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) / self._seconds)
        bucket.at = now
        return bucket

    def _forget(self) -> None:
        full_since = self._now() - self._burst * self._seconds
        self._buckets = {
            key: bucket for key, bucket in self._buckets.items() if bucket.at > full_since
        }
