"""Which of the driver's words stand behind each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conversation.events import Speaker, Transcript
from conversation.facts import Topic
from conversation.forms import Evidence
from conversation.notes import Note, Notes

_CHECK_IN: Final[dict[Topic, str]] = {
    Topic.STATUS: "driver_status",
    Topic.PLACE: "current_location",
    Topic.ETA: "eta",
    Topic.DELAY_REASON: "delay_reason",
    Topic.UNLOADING: "unloading_status",
    Topic.DOOR: "door",
    Topic.POD: "pod_reminder_acknowledged",
}
_EMERGENCY: Final[dict[Topic, str]] = {
    Topic.SAFETY: "safety_status",
    Topic.INJURY: "injury_status",
    Topic.PLACE: "emergency_location",
    Topic.LOAD_SECURE: "load_secure",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One value that was told, now or earlier. `nth` tells apart those of one line and topic."""

    note: Note
    nth: int
    superseded: bool


def evidence(notes: Notes, transcript: Transcript = ()) -> dict[str, Evidence]:
    """The driver's words behind each value on the forms, by `form.field`.

    Where `transcript` is given, each stands with the line of it that holds the words.
    """
    driver = [at for at, line in enumerate(transcript) if line.speaker is Speaker.DRIVER]
    fields = (
        ("check_in", _CHECK_IN, notes.current),
        ("emergency", _EMERGENCY, notes.emergency),
    )
    return {
        f"{form}.{names[note.topic]}": _standing(note, transcript, driver)
        for form, names, told in fields
        for note in told
        if note.topic in names
    }


def _standing(note: Note, transcript: Transcript, driver: Sequence[int]) -> Evidence:
    """The words with their line; a final transcript may count its lines otherwise."""
    expected = driver[note.utterance : note.utterance + 1]
    # A place that was told in two lines has the words of both, and stands where it was completed.
    said = note.words.rpartition("… ")[2].lower()
    for line in (*expected, *reversed(driver)):
        if said in transcript[line].text.lower():
            return Evidence(words=note.words, utterance=line, text=transcript[line].text)
    return Evidence(words=note.words)


def told_since(notes: Notes, before: Notes | None) -> list[Told]:
    """All that was told or replaced since `before`."""
    known = set(_all(before)) if before is not None else set()
    return [told for told in _all(notes) if told not in known]


def _all(notes: Notes) -> list[Told]:
    listed = [(note, True) for note in notes.history]
    listed += [(note, False) for note in (*notes.current, *notes.emergency)]
    count: dict[tuple[int, Topic], int] = {}
    told = []
    for note, superseded in listed:
        place = (note.utterance, note.topic)
        told.append(Told(note, count.setdefault(place, 0), superseded))
        count[place] += 1
    return told
