"""Laws of emergency recognition. How often it is right is measured in test_danger_measure.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.danger import Danger, Verdict, assess
from conversation.danger.verdict import NO_DANGER
from conversation.forms import EmergencyType

ACCIDENT, BREAKDOWN = EmergencyType.ACCIDENT, EmergencyType.BREAKDOWN
MEDICAL, OTHER = EmergencyType.MEDICAL, EmergencyType.OTHER

RAMBLE_BEFORE = (
    "okay so i got loaded about seven they were pretty quick and i stopped for a coffee and "
    "my paperwork is all here and i'm about ninety miles from the receiver and "
)
RAMBLE_AFTER = (
    " and the trailer number is five one zero four and the seal number is on the bill "
    "and they told me to come around to the north gate when i get there"
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("i can't breathe and my chest hurts", MEDICAL),
        ("my co driver passed out and he won't wake up", MEDICAL),
        ("no puedo respirar me duele el pecho", MEDICAL),
        ("my truck is on fire", OTHER),
        ("somebody is robbing me he has a gun", OTHER),
        ("me están robando traen pistola", OTHER),
        ("a car just hit me and i'm in the ditch", ACCIDENT),
        ("I jackknifed and the trailer is on its side.", ACCIDENT),
        ("acabo de chocar con un carro", ACCIDENT),
        ("the engine died and i'm stuck on the shoulder", BREAKDOWN),
        ("i blew a tire and i'm broke down on the side of the road", BREAKDOWN),
        ("se me descompuso la troca y estoy en la orilla", BREAKDOWN),
    ],
)
def test_plain_emergencies_are_certain_and_typed(words: str, kind: EmergencyType) -> None:
    danger = assess(words)
    assert (danger.verdict, danger.type) == (Verdict.YES, kind)


@pytest.mark.parametrize(
    "words",
    [
        "no accident or anything i'm just running late",
        "nobody is hurt and nothing is broken",
        "there's a bad wreck up ahead and traffic is stopped",
        "i had a flat yesterday but they fixed it and i'm rolling",
        "who do i call if the truck breaks down",
        "if i get sick i'll let you know",
        "this traffic is killing me",
        "i'm dead tired i'm going to sleep at the truck stop",
        "i set the emergency brake and went inside",
        "my emergency contact is my wife",
        "still waiting on a door",
        "about two thirty",
        "hay mucho tráfico pero todo bien",
        "no hubo ningún accidente",
        "",
        "   ...   ",
    ],
)
def test_ordinary_utterances_are_no_danger(words: str) -> None:
    assert assess(words) == NO_DANGER


def test_no_danger_has_neither_type_nor_words() -> None:
    assert Danger(Verdict.NO, None, "") == NO_DANGER


@pytest.mark.parametrize(
    ("alarm", "kind"),
    [
        ("my chest hurts and i can't breathe", MEDICAL),
        ("there's flames coming out of the trailer", OTHER),
        ("a pickup just ran into me", ACCIDENT),
        ("my engine quit and i'm sitting in the lane", BREAKDOWN),
    ],
)
def test_an_alarm_in_the_middle_of_a_ramble_is_heard(alarm: str, kind: EmergencyType) -> None:
    danger = assess(RAMBLE_BEFORE + alarm + RAMBLE_AFTER)
    assert danger.verdict is not Verdict.NO
    assert danger.type is kind


def test_the_ramble_alone_is_no_danger() -> None:
    assert assess(RAMBLE_BEFORE + RAMBLE_AFTER).verdict is Verdict.NO


def test_the_words_of_a_ramble_point_at_its_alarm() -> None:
    words = assess(RAMBLE_BEFORE + "my chest hurts and i can't breathe" + RAMBLE_AFTER).words
    assert "chest hurts" in words
    assert len(words.split()) < 20


@pytest.mark.parametrize(
    ("spoken", "same"),
    [
        ("I can't breathe!", "i can't breathe"),
        ("I can\u2019t breathe", "i can't breathe"),
        ("ME ROBARON LA TROCA", "me robaron la troca"),
        ("Me duele el pecho, no siento el brazo.", "me duele el pecho no siento el brazo"),
        ("uh my, um, truck is uh on fire", "my truck is on fire"),
    ],
)
def test_case_punctuation_and_pauses_do_not_matter(spoken: str, same: str) -> None:
    heard, plain = assess(spoken), assess(same)
    assert (heard.verdict, heard.type) == (plain.verdict, plain.type) != (Verdict.NO, None)


@pytest.mark.parametrize(
    ("beginning", "rest"),
    [
        ("i just hit", " traffic coming into dallas"),
        ("i hit", " the road about four"),
        ("the engine", " light was a sensor"),
        ("i'm stuck", " waiting on a lumper"),
        ("somebody", " left a pallet in the way"),
        ("i ran", " into some construction"),
    ],
)
def test_a_beginning_that_may_go_on_harmlessly_is_not_yet_certain(
    beginning: str, rest: str
) -> None:
    assert assess(beginning).verdict is not Verdict.YES
    assert assess(beginning + rest).verdict is Verdict.NO


@pytest.mark.parametrize("words", ["oh my god oh my god", "oh jesus jesus", "ay dios"])
def test_a_cry_alone_is_at_most_a_suspicion(words: str) -> None:
    assert assess(words).verdict is not Verdict.YES


@pytest.mark.parametrize("note", ["(unintelligible audio)", "[noise] (inaudible speech)"])
def test_notes_of_the_speech_recognition_are_no_words_of_the_driver(note: str) -> None:
    assert assess(note) == NO_DANGER
    assert assess(note + " my truck is on fire").type is OTHER


def test_unfinished_words_need_a_clearer_case() -> None:
    order = [Verdict.NO, Verdict.PERHAPS, Verdict.YES]
    for words in ("i got a flat tire", "my truck is on fire", "still here", "i'm hit"):
        unfinished, finished = assess(words, finished=False), assess(words)
        assert order.index(unfinished.verdict) <= order.index(finished.verdict)
    assert assess("my chest hurts and i can't breathe", finished=False).verdict is Verdict.YES


def test_the_alarm_is_certain_before_the_utterance_ends() -> None:
    said = "my chest hurts and i can't breathe and uh the load is due at four"
    first = next(
        count
        for count in range(1, len(said.split()) + 1)
        if assess(" ".join(said.split()[:count])).verdict is Verdict.YES
    )
    assert first <= 7


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_gets_an_answer_whose_words_stand_in_it(text: str) -> None:
    danger = assess(text)
    assert danger.words in text
    assert (danger.type is None) == (danger.verdict is Verdict.NO)
    assert bool(danger.words) == (danger.verdict is not Verdict.NO)


ODD_WORDS = "my truck is on fire hit me i can't breathe no emergency \x00 \ud800 \u0130 ß 911 ''"


@given(st.lists(st.sampled_from(ODD_WORDS.split(" ")), max_size=60))
def test_alarming_words_in_any_order_get_an_answer(words: list[str]) -> None:
    danger = assess(" ".join(words))
    assert danger == assess(" ".join(words))
    assert danger.words in " ".join(words)


@pytest.mark.parametrize("word", ["a", "hit", "'", "truck fire ", "\u0130", "x" * 5000, "1"])
def test_a_very_long_utterance_gets_an_answer(word: str) -> None:
    assert assess((word + " ") * 2000).verdict in set(Verdict)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("my trailer is on fire who do i call", Verdict.YES),
        ("i just rolled the truck over what do i do", Verdict.YES),
        ("me asaltaron con pistola que hago", Verdict.YES),
        ("if i ever wreck this thing who do i call", Verdict.NO),
        ("who do i call", Verdict.NO),
    ],
)
def test_a_call_for_advice_takes_nothing_back(said: str, verdict: Verdict) -> None:
    assert assess(said).verdict is verdict
