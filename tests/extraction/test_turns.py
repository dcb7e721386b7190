"""What a second reader proposes about one answer passes grounding before it steers anything."""

from __future__ import annotations

import pytest

from conversation.actions import AskReading
from conversation.facts import Topic
from conversation.forms import EmergencyType
from conversation.steps import Step
from extraction.proposals import Proposal
from extraction.turns import checked_turn


def checked(words: str, *proposals: Proposal, question: Step | None = None, agent: str = "Yes?"):
    return checked_turn(AskReading(3, words, 1, question), agent, proposals)


def danger(words: str, kind: str = "accident") -> Proposal:
    return Proposal("emergency", "danger", kind, words)


@pytest.mark.parametrize(
    "words",
    [
        "i don't think i can get out of this seat",
        "everything is kind of upside down in here right now",
        "purple monkey dishwasher",
    ],
)
def test_danger_in_words_that_the_rules_do_not_understand_is_believed(words: str):
    found = checked(words, danger(words))
    assert found.arrived.danger is EmergencyType.ACCIDENT
    assert found.arrived.danger_words == words
    assert (found.arrived.turn, found.arrived.utterance) == (3, 1)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("it's going good", "it's going good"),
        ("yeah", "yeah"),
        ("i'm driving", "the truck is on fire"),
        ("i'm driving", ""),
        ("no accident nothing like that", "accident"),
        ("there's a wreck up ahead traffic is backed up", "there's a wreck up ahead"),
        ("this traffic is killing me", "killing me"),
        ("door forty two they're unloading me now", "they're unloading me now"),
        ("(unintelligible audio)", "unintelligible audio"),
    ],
)
def test_danger_that_the_rules_know_to_be_none_is_not(words: str, quote: str):
    found = checked(words, danger(quote))
    assert found.arrived.danger is None
    assert found.dropped == 1


def test_facts_must_be_in_the_words():
    place = Proposal("check_in", "current_location", "Waco", "i'm in waco")
    assert checked("i'm in waco", place).arrived.facts[0].topic is Topic.PLACE
    lie = checked("it's going good", place)
    assert (lie.arrived.facts, lie.dropped) == ((), 1)


def test_a_yes_counts_for_the_question_that_was_asked():
    pod = Proposal("check_in", "pod_reminder_acknowledged", True, "sure thing")
    assert checked("sure thing", pod, question=Step.POD_REMINDER).arrived.facts
    assert not checked("sure thing", pod, question=Step.ASK_PLACE).arrived.facts
