"""What holds for any input at all, however garbled or long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversation.facts import Topic
from conversation.forms import DelayReason, DriverStatus, UnloadingStatus
from conversation.hearing import hear
from conversation.hearing.spoken import listen
from conversation.hearing.word_sets import word_set
from conversation.steps import Step

_DRIVER_WORDS = sorted(
    word_set(
        """
        i'm i am we're on at in by near past the a an forty eighty one two three five thirty ten
        east south mile marker exit amarillo tulsa texas love's door dock waiting unloaded empty
        lumper detention late behind on time no yes yeah nope not ain't just about around be there
        traffic construction snow flat tire shipper hours fourteen call me back later tomorrow
        tonight hurt bleeding safe shoulder load doors open gone estoy en la cuarenta cerca de voy
        llego a las cinco puerta si no miles outside of . , ? ' - : 40 i-40 1:30 uh
        """
    )
)
_utterances = st.lists(st.sampled_from(_DRIVER_WORDS), max_size=60).map(" ".join)
_asked = st.one_of(st.none(), st.sampled_from(list(Step)))
_CLOSED_SETS = {
    Topic.STATUS: {"driving", "arrived", "unloading"},
    Topic.DELAY_REASON: {reason.value for reason in DelayReason},
    Topic.UNLOADING: {status.value for status in UnloadingStatus}
    - {UnloadingStatus.NOT_APPLICABLE.value},
    Topic.SAFETY: {"safe", "unsafe"},
    Topic.INJURY: {"none", "injured"},
}


@given(text=st.text(max_size=300), asked=_asked)
def test_any_text_can_be_heard(text: str, asked: Step | None):
    for fact in hear(text, asked).facts:
        assert fact.words in text


@given(text=_utterances, asked=_asked)
@settings(max_examples=300)
def test_facts_keep_to_their_closed_sets_and_to_the_words_said(text: str, asked: Step | None):
    for fact in hear(text, asked).facts:
        assert fact.words
        assert fact.words in text
        if fact.topic in _CLOSED_SETS:
            assert fact.value in _CLOSED_SETS[fact.topic]
        elif fact.topic in (Topic.LATE, Topic.POD, Topic.LOAD_SECURE):
            assert isinstance(fact.value, bool)
        else:
            assert isinstance(fact.value, str)
            assert fact.value.strip()


@given(text=_utterances, asked=_asked)
def test_hearing_the_same_twice_gives_the_same(text: str, asked: Step | None):
    assert hear(text, asked) == hear(text, asked)


@given(text=st.text(max_size=200))
def test_each_word_leads_back_to_its_place_in_the_text(text: str):
    spoken = listen(text)
    assert len(spoken.words) == len(spoken.spans) == len(spoken.pauses) == len(spoken.starts)
    for word, offset in zip(spoken.words, spoken.starts, strict=True):
        assert spoken.flat[offset : offset + len(word)] == word


@pytest.mark.parametrize(
    "words",
    ["i'm", "about", "they just", "a", "one one", "i'm on forty near amarillo", "not", "twenty"],
)
def test_a_very_long_utterance_is_heard(words: str):
    hearing = hear(" ".join([words] * 2000), Step.ASK_ETA)
    assert all(fact.words in " ".join([words] * 2000) for fact in hearing.facts)


def test_driving_status_of_the_form_is_a_value_of_the_status_topic():
    assert {status.value for status in DriverStatus} - {"delayed"} == _CLOSED_SETS[Topic.STATUS]
