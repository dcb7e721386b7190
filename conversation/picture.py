"""The table of phases as a picture, for the README: `python -m conversation.picture`."""

from __future__ import annotations

import sys

from conversation.states import EMERGENCY_PHASES, TRANSITIONS, Back, Phase, Signal

_HEAD = ["stateDiagram-v2", "    direction LR", f"    [*] --> {Phase.DIALLED}"]


def picture() -> str:
    """A Mermaid state diagram with every transition of the table.

    What holds from many phases alike (danger, goodbye, the closing line) is drawn once, from the
    group that the phases stand in.
    """
    check_in = [phase for phase in Phase if _is_check_in(phase)]
    lines = [*_HEAD, "    state check_in {"]
    lines += _drawn(check_in, skip=_COMMON, indent=8)
    lines += ["    }", "    state emergency {"]
    lines += _drawn(
        [p for p in Phase if p in EMERGENCY_PHASES], skip={Signal.LINE_CLOSED}, indent=8
    )
    lines += ["    }"]
    lines += [f"    check_in --> {TRANSITIONS[check_in[0]][s]}: {s}" for s in _COMMON_OUT]
    lines += _drawn([Phase.SUSPECTED], skip={Signal.LINE_CLOSED}, indent=4)
    lines += [f"    {Phase.DOUBTED} --> check_in: {Signal.FALSE_ALARM_CONFIRMED}"]
    lines += [f"    {group} --> [*]: {Signal.LINE_CLOSED}" for group in ("check_in", "emergency")]
    return "\n".join(lines)


_COMMON_OUT = (Signal.GOODBYE, Signal.DANGER_SUSPECTED, Signal.DANGER_ACCEPTED)
_COMMON = {*_COMMON_OUT, Signal.LINE_CLOSED}


def _is_check_in(phase: Phase) -> bool:
    return Signal.DANGER_SUSPECTED in TRANSITIONS[phase]


def _drawn(phases: list[Phase], skip: set[Signal], indent: int) -> list[str]:
    arrows: dict[tuple[Phase, str], list[Signal]] = {}
    for phase in phases:
        for signal, target in TRANSITIONS[phase].items():
            if signal in skip or (isinstance(target, Back) and phase in EMERGENCY_PHASES):
                continue
            where = "check_in" if isinstance(target, Back) else str(target)
            arrows.setdefault((phase, where), []).append(signal)
    return [
        f"{' ' * indent}{phase} --> {target}: {', '.join(signals)}"
        for (phase, target), signals in arrows.items()
    ]


if __name__ == "__main__":
    sys.stdout.write(picture() + "\n")
