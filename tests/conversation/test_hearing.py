"""Many drivers, many ways to say a thing: what each utterance tells, and what it does not.

The cases stand in `hearing_cases/*.txt`, a line each: the question, what the driver says, the
facts as `topic=value`, the acts. `~` parts values that are equally right, `*` lets a topic be
told or not. Everything else must not be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from conversation.facts import Act, Hearing, Topic
from conversation.hearing import hear
from conversation.steps import Step

_CASES = Path(__file__).parent / "hearing_cases"
_EITHER = "*"
#: Acts that change the course of the call: none may be heard that is not listed.
_WEIGHTY = {
    Act.VOICEMAIL,
    Act.WRONG_PERSON,
    Act.STOP_CALLING,
    Act.ASKS_CALL_BACK,
    Act.ASKS_IF_ROBOT,
    Act.ASKS_WHO,
    Act.FALSE_ALARM,
    Act.REFUSES,
    Act.DOES_NOT_KNOW,
    Act.UNINTELLIGIBLE,
    Act.VAGUE_PLACE,
    Act.VAGUE_ETA,
    Act.CORRECTS,
}
#: What a driver does that the call answers at once: none too many in the table of acts.
_ANSWERED = _WEIGHTY | {
    Act.YES,
    Act.NO,
    Act.ALL_WELL,
    Act.ASKS_PERSON,
    Act.ASKS_DISPATCH,
    Act.ASKS_TO_REPEAT,
    Act.ASKS_TO_WAIT,
    Act.SAYS_GOODBYE,
}
#: Told freely in a check-in, and noted only in an emergency.
_EMERGENCY_TOPICS = {Topic.SAFETY, Topic.INJURY, Topic.LOAD_SECURE}


@dataclass(frozen=True)
class Case:
    """One line of a table."""

    asked: Step | None
    says: str
    tells: dict[Topic, tuple[str, ...]]
    does: frozenset[Act]
    in_emergency: bool
    weighty: frozenset[Act]


def _read(line: str, *, table: str) -> Case:
    asked, says, facts, acts = ([part.strip() for part in line.split("|")] + ["", ""])[:4]
    told = (fact.split("=", 1) for fact in facts.split(";") if fact.strip())
    return Case(
        Step(asked) if asked != "-" else None,
        says,
        {Topic(topic.strip()): tuple(value.strip().split("~")) for topic, value in told},
        frozenset(Act(act.strip()) for act in acts.split(",") if act.strip()),
        table == "distress",
        frozenset(_ANSWERED if table == "acts" else _WEIGHTY),
    )


def _cases() -> list[Case]:
    return [
        _read(line, table=path.stem)
        for path in sorted(_CASES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def _values(hearing: Hearing) -> dict[Topic, str]:
    return {
        fact.topic: str(fact.value).lower() if isinstance(fact.value, bool) else fact.value
        for fact in hearing.facts
    }


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.asked}: {case.says}"[:90])
def test_an_utterance_tells_this_and_nothing_else(case: Case):
    hearing = hear(case.says, case.asked)
    told = _values(hearing)
    for topic, values in case.tells.items():
        assert _EITHER in values or told.get(topic) in values, (topic, told)
    free = set() if case.in_emergency else _EMERGENCY_TOPICS
    assert not told.keys() - case.tells.keys() - free, told
    assert case.does <= hearing.acts
    assert not (hearing.acts & case.weighty) - case.does


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case.asked}: {case.says}"[:90])
def test_the_words_of_a_fact_are_a_piece_of_the_utterance(case: Case):
    for fact in hear(case.says, case.asked).facts:
        assert fact.words
        assert fact.words in case.says


def test_a_correction_within_one_utterance_leaves_the_last_word():
    hearing = hear(
        "i'm on seventy by hays no wait i told you wrong i'm at the ta in colby", Step.ASK_PLACE
    )
    place = hearing.fact(Topic.PLACE)
    assert place is not None
    assert place.value == "TA in Colby"
    assert hearing.does(Act.CORRECTS)


def test_facts_in_the_middle_of_a_long_story_are_heard():
    story = (
        "well you know how it is my wife called about the dog and the guy at the scale wanted to "
        "see my book and i told him it's all electronic now anyway i'm on twenty four just past "
        "paducah and i figure i'll be there by six thirty and my cousin he drives for the same "
        "outfit he says the food's no good at that place so i brought a sandwich"
    )
    hearing = hear(story, Step.ASK_HOW)
    values = _values(hearing)
    assert values[Topic.PLACE] == "I-24 past Paducah"
    assert values[Topic.ETA] == "six thirty"


def test_ready_i_am_here_after_a_silence_is_no_arrival():
    assert hear("yeah i'm here", Step.ARE_YOU_THERE).facts == ()


def test_nothing_said_is_unintelligible():
    for text in ("", "   ", "...", "(unintelligible audio)", "[inaudible]"):
        assert hear(text, Step.ASK_PLACE).does(Act.UNINTELLIGIBLE), text


def test_a_greeting_of_a_mailbox_tells_nothing_about_the_load():
    greeting = "you've reached ray i'm driving right now leave a message and i'll call you back"
    hearing = hear(greeting, Step.OPENING)
    assert hearing.does(Act.VOICEMAIL)
    assert hearing.facts == ()
