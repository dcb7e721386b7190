"""What it takes to understand one utterance, and how that grows with its length.

    python -m bench.recognition

`hear` reads facts from each turn; `assess` looks for danger in every word that is recognised.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from bench.load import DRIVER_LINES
from conversation.danger import assess
from conversation.hearing import hear
from conversation.steps import Step

ORDINARY = " ".join(DRIVER_LINES[:3])
ALARMING = "i was coming down the grade and the brakes went and i'm off in the ditch on my side"
LONG = ("i'm on forty near amarillo be there about six ", "hit ", "one one ", "fire ", "\u0130 ")


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The best of `times` tries: what the work takes when nothing else does."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def run() -> None:
    """Print the table."""
    table = Table("utterance", "words", "hear ms", "assess ms", title="understanding, ms")
    said = [("ordinary", ORDINARY), ("alarming", ALARMING)]
    said += [
        (f"{part.strip()!r} again and again", part * (5000 // len(part.split()))) for part in LONG
    ]
    for name, text in said:
        words = len(text.split())
        times = 200 if words < 100 else 3
        heard = milliseconds(lambda text=text: hear.__wrapped__(text, Step.ASK_ETA), times)  # type: ignore[misc]
        assessed = milliseconds(lambda text=text: assess(text), times)  # type: ignore[misc]
        table.add_row(name, str(words), f"{heard:.2f}", f"{assessed:.2f}")
    Console().print(table)


if __name__ == "__main__":
    run()
