"""Random calls of ordinary drivers on the bare core: nobody may be alarmed.

    python -m bench.soak [--calls 1000] [--seed 1]

The drivers say held-back sentences of everyday talk, which recognition was never taught, word by
word and in any order, while they or the agent have the floor. Asked whether they need help, they
say no.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from conversation.actions import HangUp, Interrupt, RaiseAlert, Say
from conversation.call import Call
from conversation.events import (
    AnswerSent,
    CallStarted,
    DriverSpoke,
    LoadFacts,
    Speaker,
    TurnRequested,
    Utterance,
)
from conversation.states import Phase
from danger_training.corpus import read_sentences

EVERYDAY = frozenset(
    (
        "answer",
        "facility",
        "hos",
        "question",
        "ramble",
        "routine",
        "small_talk",
        "traffic",
        "weather",
    )
)
COUNTED = ("turns", "alarms", "confirming questions")
DENIAL = "no no i'm good"
#: No call goes on for longer than so many turns.
LONGEST_CALL = 12


def run(calls: int = 1000, seed: int = 1) -> None:
    """Play the calls and print what they raised."""
    dice = random.Random(seed)
    lines = [
        each.text
        for each in read_sentences()
        if each.split == "held" and each.kind in EVERYDAY and each.type is None
    ]
    counts: Counter[str] = Counter()
    alarming: list[str] = []
    for _ in range(calls):
        _play(lines, dice, counts, alarming)
    _print(calls, counts, alarming)


def _play(
    lines: Sequence[str], dice: random.Random, counts: Counter[str], alarming: list[str]
) -> None:
    call = Call()
    call.receive(CallStarted(0.0, LoadFacts(driver_name="Fern Abbott", load_number="4410")))
    transcript = [Utterance(Speaker.AGENT, "How is the trip going?")]
    for turn in range(1, LONGEST_CALL + 1):
        line = DENIAL if call.memory.phase is Phase.SUSPECTED else dice.choice(lines)
        floor = dice.choice((Speaker.AGENT, Speaker.DRIVER))
        words = line.split()
        actions = []
        for count in range(1, len(words) + 1):
            said = Utterance(Speaker.DRIVER, " ".join(words[:count]))
            actions += call.receive(DriverSpoke(float(turn), (*transcript, said), floor))
        transcript.append(Utterance(Speaker.DRIVER, line))
        actions += call.receive(TurnRequested(float(turn), turn, tuple(transcript)))
        call.receive(AnswerSent(float(turn), turn))
        counts["turns"] += 1
        if any(isinstance(action, RaiseAlert) for action in actions):
            counts["alarms"] += 1
            alarming.append(line)
            return
        counts["confirming questions"] += call.memory.phase is Phase.SUSPECTED
        if any(isinstance(action, HangUp) for action in actions):
            return
        spoken = (a for a in actions if isinstance(a, Say | Interrupt))
        answer = " ".join(str(each.step) for action in spoken for each in action.lines)
        transcript.append(Utterance(Speaker.AGENT, answer))


def _print(calls: int, counts: Counter[str], alarming: Sequence[str]) -> None:
    table = Table("calls", *COUNTED, title="ordinary drivers")
    table.add_row(str(calls), *(str(counts[name]) for name in COUNTED))
    console = Console()
    console.print(table)
    for line, times in Counter(alarming).most_common():
        console.print(f"  alarmed {times}x by: {line}", markup=False)


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    return options


if __name__ == "__main__":
    arguments = parser().parse_args()
    run(arguments.calls, arguments.seed)
