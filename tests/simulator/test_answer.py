"""Words become speakable with the first complete sentence, however the chunks are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.answer import Answer
from simulator.report import TurnKind
from simulator.wire import Response


def frame(content: str, complete: bool = False, **more: object) -> Response:
    return Response.model_validate(
        {
            "response_type": "response",
            "response_id": 1,
            "content": content,
            "content_complete": complete,
            **more,
        }
    )


def answer(*frames: Response) -> Answer:
    made = Answer.awaited(1, TurnKind.ANSWER, at=10.0)
    for number, one in enumerate(frames, start=1):
        made.add(10.0 + number, one)
    return made


@pytest.mark.parametrize(
    ("text", "speakable"),
    [
        ("Got it. Where", "Got it."),
        ("Got it", ""),
        ("Door 4.2 is", ""),
        ('"Okay!" And', '"Okay!"'),
        ("Are you safe?", "Are you safe?"),
        ("Hm... well", "Hm..."),
        ("One. Two. Thr", "One. Two."),
    ],
)
def test_only_whole_sentences_are_spoken_before_completion(text, speakable):
    assert " ".join(answer(frame(text)).speakable) == speakable


@given(st.lists(st.text(alphabet="ab .?!'\"", max_size=8), max_size=12))
def test_words_once_speakable_stay_as_they_are(chunks):
    made = answer()
    every = "".join(chunks).split()
    for chunk in chunks:
        made.add(11.0, frame(chunk))
        # The last word alone may still go on, such as "4." that turns out to be "4.2".
        settled = made.speakable[:-1]
        assert settled == every[: len(settled)]
    made.add(12.0, frame("", complete=True))
    assert made.speakable == every


def test_times_count_from_the_request():
    made = answer(frame(" "), frame("Got"), frame(" it. Where"), frame("?", complete=True))
    turn = made.as_turn("Got it. Where?")
    assert (turn.first_words_ms, turn.first_sentence_ms, turn.complete_ms) == (2000, 3000, 4000)


def test_patience_counts_from_the_request_until_there_are_words_and_then_from_the_last_frame():
    assert answer(frame(" ")).waiting_since == 10.0
    assert answer(frame(" "), frame("Got it."), frame("")).waiting_since == 13.0


@pytest.mark.parametrize(
    ("fields", "action"),
    [
        ({}, None),
        ({"end_call": True}, ("end_call", "")),
        ({"transfer_number": "+15550100"}, ("transfer", "+15550100")),
        ({"digit_to_press": "1"}, ("digits", "1")),
        ({"end_call": True, "transfer_number": "+15550100"}, ("end_call", "")),
    ],
)
def test_at_most_one_action_runs_and_end_call_wins(fields, action):
    assert answer(frame("Bye.", True, **fields)).action == action
