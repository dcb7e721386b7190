"""A replay, told to people."""

from __future__ import annotations

from collections.abc import Iterator

from server.replay.command import Replayed
from server.replay.comparison import CallDifference


def report(replayed: Replayed) -> str:
    """The replay for people: the calls that differ, and the sums."""
    lines: list[str] = []
    for call in replayed.calls:
        if call.differs or call.worse:
            lines += [f"{'WORSE ' if call.worse else ''}{call.call_id}", *_told_of(call)]
    sums = replayed.summary
    other = sums.calls - sums.unchanged - sums.only_words
    lines += [
        f"{sums.calls} calls with version {sums.version}",
        f"  the same: {sums.unchanged}, in other words: {sums.only_words}, otherwise: {other}",
        f"  worse: {sums.worse}, alarms lost: {sums.alarms_lost}, alarms new: {sums.alarms_new}",
        f"  form fields worse: {sums.fields_worse}, better: {sums.fields_better}",
        f"  words spoken: {sums.words_before} -> {sums.words_after}",
        f"  turns: {sums.turns_before} -> {sums.turns_after}",
        f"  stored forms that came out again with the old texts: {sums.reproduced} of {sums.calls}",
    ]
    return "\n".join(lines)


def _told_of(call: CallDifference) -> Iterator[str]:
    if call.alarm_before != call.alarm_after:
        yield "  the alarm is lost" if call.alarm_before else "  there is an alarm now"
    yield from (f"  {safety}" for safety in call.lost_safety)
    for field in call.fields:
        mark = " (worse)" if field.worse else ""
        yield f"  {field.field}: {field.before} -> {field.after}{mark}"
    if call.steps_lost:
        yield f"  not asked or said any more: {', '.join(call.steps_lost)}"
    if call.steps_added:
        yield f"  asked or said now: {', '.join(call.steps_added)}"
    if call.turns_before != call.turns_after:
        yield f"  turns {call.turns_before} -> {call.turns_after}"
