"""Which words are new, and whether our last answer was heard."""

from __future__ import annotations

import pytest

from conversation.events import Speaker, Transcript, Utterance
from conversation.listening import answered, line_apart, new_words, was_unheard
from conversation.memory import Ear


def talk(*lines: str) -> Transcript:
    """A transcript from lines such as "A: Where are you?" and "D: waco"."""
    who = {"A": Speaker.AGENT, "D": Speaker.DRIVER}
    return tuple(Utterance(who[line[0]], line[3:]) for line in lines)


def ear_after(*lines: str) -> Ear:
    return answered(talk(*lines), Ear(), unheard=False)


def test_all_words_are_new_before_the_first_answer():
    assert new_words(talk("A: Hi.", "D: hey", "D: going good"), Ear()) == "hey going good"


def test_only_words_after_the_last_answer_are_new():
    ear = ear_after("A: Hi.", "D: hey")
    assert new_words(talk("A: Hi.", "D: hey", "A: Where?", "D: waco"), ear) == "waco"


def test_nothing_is_new_in_the_same_transcript():
    assert new_words(talk("A: Hi.", "D: hey"), ear_after("A: Hi.", "D: hey")) == ""


def test_the_rest_of_a_line_that_grew_is_new():
    ear = ear_after("D: i'm on forty")
    assert new_words(talk("D: i'm on forty near amarillo"), ear) == "near amarillo"


def test_the_last_line_is_new_where_earlier_ones_are_no_longer_sent():
    ear = ear_after("D: hey", "D: waco")
    assert new_words(talk("D: about two"), ear) == "about two"


def test_noise_among_words_is_passed_over():
    transcript = talk("D: (unintelligible audio)", "D: waco", "D: (unintelligible audio)")
    assert new_words(transcript, Ear()) == "waco"


def test_noise_alone_is_heard_as_noise():
    assert new_words(talk("D: (unintelligible audio)"), Ear()) == "(unintelligible audio)"


@pytest.mark.parametrize(
    "goes_on",
    [
        ("A: Hi.", "D: i'm on forty near amarillo"),
        ("A: Hi.", "D: i'm on forty"),
        ("A: Hi.", "D: i'm on forty", "D: near amarillo"),
    ],
)
def test_an_answer_without_a_trace_in_the_transcript_went_unheard(goes_on):
    assert was_unheard(talk(*goes_on), ear_after("A: Hi.", "D: i'm on forty"))


def test_an_answer_that_the_transcript_shows_was_heard():
    ear = ear_after("A: Hi.", "D: i'm on forty")
    assert not was_unheard(talk("A: Hi.", "D: i'm on forty", "A: Got it", "D: near"), ear)


def test_before_any_answer_nothing_went_unheard():
    assert not was_unheard(talk("A: Hi.", "D: hey"), Ear())


def test_a_transcript_that_never_shows_our_words_moves_on_line_by_line():
    assert not was_unheard(talk("D: hey", "D: waco"), ear_after("D: hey"))
    ear = Ear(lines=2, last_line="waco", agent_letters=3, unheard=2)
    assert not was_unheard(talk("A: Hi.", "D: hey", "D: waco", "D: at two"), ear)


def test_the_end_of_an_answered_line_is_new_where_more_lines_have_followed():
    ear = ear_after("A: Hi.", "D: i'm on forty")
    transcript = talk("A: Hi.", "D: i'm on forty near amarillo", "A: Got it.", "D: about two")
    assert new_words(transcript, ear) == "near amarillo. about two"


def test_a_full_stop_that_comes_later_is_nothing_new():
    ear = ear_after("D: hey")
    assert new_words(talk("D: hey.", "A: Where?", "D: waco"), ear) == "waco"


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        (("D: do they have lumpers there", "D: i just jackknifed"), "i just jackknifed"),
        (("D: there's been no", "D: accident"), ""),
        (("D: i just jackknifed",), ""),
        ((), ""),
    ],
)
def test_a_line_stands_apart_where_it_follows_a_whole_one(lines, apart):
    assert line_apart(talk(*lines), Ear()) == apart
