"""What the server counts and times, for Prometheus. Each application has a registry of its own.

Children are bound once: looking one up by its labels costs three times as much as counting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from storage import TurnKept, TurnKind

#: Seconds. A driver notices a quarter of a second; two are the most that we allow.
BUCKETS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 5.0)


class Metrics:
    """The meters of one server. `connected` tells how many calls have a connection now."""

    def __init__(self, connected: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        calls = Gauge("checkcall_calls", "Calls with a connection now", registry=self.registry)
        calls.set_function(connected)
        first_words = self._timer("first_words", "From a request to our first words")
        completed = self._timer("completed", "From a request to the last of our words")
        self._first_words = {kind: first_words.labels(kind) for kind in TurnKind}
        self._completed = {kind: completed.labels(kind) for kind in TurnKind}
        phrased = self._counter("phrased_turns", "Turns by who phrased them", "by")
        self._by_model, self._by_script = phrased.labels("model"), phrased.labels("script")
        self._cut_off = self._counter("cut_off_turns", "Turns that something newer cut off")
        self._model_first_words = Histogram(
            "checkcall_model_first_words_seconds",
            "From a request to a model to its first useful words",
            registry=self.registry,
            buckets=BUCKETS,
        )
        self._requests = self._counter("model_requests", "Requests for a model's words")
        self._late = self._counter("model_deadlines_missed", "Deadlines that models missed")
        self._fallbacks = self._counter(
            "model_fallbacks", "Turns in which the script spoke for a model", "reason"
        )
        tokens = self._counter("model_tokens", "Tokens of the models that phrase", "of")
        self._prompt_tokens = tokens.labels("prompt")
        self._completion_tokens = tokens.labels("completion")

    def turn(self, turn: TurnKept) -> None:
        """Count a turn that was answered."""
        if turn.first_words_ms is not None:
            self._first_words[turn.kind].observe(turn.first_words_ms / 1000)
        if turn.completed_ms is not None:
            self._completed[turn.kind].observe(turn.completed_ms / 1000)
        if turn.cut_off:
            self._cut_off.inc()
        if turn.model_requests:
            self._phrased(turn)
        else:
            self._by_script.inc()

    def page(self) -> bytes:
        """All that was counted, in Prometheus' text format."""
        return generate_latest(self.registry)

    def _phrased(self, turn: TurnKept) -> None:
        """Count a turn for which a model was asked."""
        (self._by_model if turn.model else self._by_script).inc()
        self._requests.inc(turn.model_requests)
        self._late.inc(turn.deadlines_missed)
        self._prompt_tokens.inc(turn.prompt_tokens or 0)
        self._completion_tokens.inc(turn.completion_tokens or 0)
        if turn.model_ms is not None:
            self._model_first_words.observe(turn.model_ms / 1000)
        if turn.fallback:
            self._fallbacks.labels(turn.fallback).inc()

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"checkcall_{name}", meaning, labels, registry=self.registry)

    def _timer(self, name: str, meaning: str) -> Histogram:
        return Histogram(
            f"checkcall_{name}_seconds", meaning, ["kind"], registry=self.registry, buckets=BUCKETS
        )


def metrics_page(metrics: Metrics) -> web.Response:
    """The answer to Prometheus' scrape."""
    return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})
