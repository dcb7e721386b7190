"""Two halves of a place make one; anything else is a place of its own."""

from __future__ import annotations

import pytest

from conversation.facts import Topic
from conversation.hearing import hear
from conversation.notes import Notes
from conversation.steps import Step
from conversation.whereabouts import completed


@pytest.mark.parametrize(
    ("held", "told", "whole"),
    [
        ("mile marker 150", "I-40", "I-40 mile marker 150"),
        ("exit 12 near Dalton", "I-75 north", "I-75 north exit 12 near Dalton"),
        ("I-40", "mile marker 150", "I-40 mile marker 150"),
        ("I-40 east near Conway", "exit 129", "I-40 east exit 129"),
        ("I-40 mile 100", "mile 110", "I-40 mile 110"),
        ("I-40 mile 100", "I-24", "I-24"),
        ("I-40 near Conway", "near Benton", "near Benton"),
        ("Memphis", "I-55", "I-55"),
        ("Memphis", "mile 12", "mile 12"),
        ("mile 100", "mile 110", "mile 110"),
        ("near Benton", "I-30 near Benton", "I-30 near Benton"),
    ],
)
def test_a_road_and_its_milepost_make_one_place(held: str, told: str, whole: str):
    assert completed(held, told) == whole


@pytest.mark.parametrize("in_emergency", [False, True])
def test_a_milepost_and_then_its_road_are_noted_as_one_place(in_emergency: bool):
    notes = Notes()
    for index, said in enumerate(("mile marker one fifty", "it's i-40")):
        notes = notes.with_hearing(hear(said, Step.ASK_PLACE), index, in_emergency=in_emergency)
    held = notes.emergency if in_emergency else notes.current
    note = next(note for note in held if note.topic is Topic.PLACE)
    assert note.value == "I-40 mile marker 150"
    assert note.words == "mile marker one fifty … i-40"
    assert note.utterance == 1
