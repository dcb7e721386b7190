"""A model's words made into speech: clean, in pieces, and within what a model may say."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts.model_laws import Bounds, may_be_risky, model_faults
from server.spoken import Composer, speakable

ASKS = Bounds("en", asks=True)


def composed(pieces: list[str], bounds: Bounds = ASKS, *, already: str = "") -> Composer:
    composer = Composer(bounds, already=already)
    composer.said = ""  # type: ignore[attr-defined]
    for piece in pieces:
        composer.said += composer.feed(piece)  # type: ignore[attr-defined]
    composer.said += composer.finish(whole=True)  # type: ignore[attr-defined]
    return composer


def said(*pieces: str, already: str = "", bounds: Bounds = ASKS) -> str:
    text: str = composed(list(pieces), bounds, already=already).said  # type: ignore[attr-defined]
    return text.strip()


def by_word(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("**Got it**, thanks.", "Got it, thanks."),
        ("*smiles* Got it.", "Got it."),
        ("(pauses) Got it.", "Got it."),
        ("[laughing] Got it. \U0001f600", "Got it."),
        ("Agent: Got it.", "Got it."),
        ('"Got it."', "Got it."),
        ("- Got it.", "Got it."),
        ("1. Got it.", "Got it."),
        ("Are you on I40 E?", "Are you on I-40 east?"),
        ("Still on I-40 EB?", "Still on I-40 eastbound?"),
        ("Near MM 85?", "Near mile marker 85?"),
        ("Is it at 34°F?", "Is it at 34 degrees?"),
        ("About 50% done?", "About 50 percent done?"),
        ("Is load #5521 okay?", "Is load number 5521 okay?"),
        ("At mm 214 on I80 W?", "At mile marker 214 on I-80 west?"),
        ("On Rt. 66 E?", "On route 66 east?"),
        ("Dock @ #5?", "Dock at number 5?"),
        ("Is it -10?", "Is it minus 10?"),
        ("10-4, driver.", "ten four, driver."),
        ("Around 14:30?", "Around 2:30 p.m.?"),
        ("At 16:00 or 08:15?", "At 4 p.m. or 8:15?"),
        ("At 10:15 am?", "At 10:15 am?"),
        ("~20 mins w/ the wait?", "about 20 minutes with the wait?"),
        ("In 2 hrs?", "In 2 hours?"),
        ("Between 2-3 pm?", "Between 2 to 3 pm?"),
        ("Pick & pack done?", "Pick and pack done?"),
        ("Okay \u2014 are you rolling?", "Okay, are you rolling?"),
        ("`Okay`\n", "Okay"),
        ("\U0001f69a\U0001f69a", ""),
        ("...", ""),
    ],
)
def test_what_is_written_is_made_to_be_said(written, heard):
    assert speakable(written) == heard


def test_the_first_words_leave_at_once_and_the_rest_of_their_sentence_in_one_piece():
    composer = Composer(ASKS)
    assert composer.feed("Sounds") == "Sounds"
    assert composer.feed(" like") == ""
    assert composer.feed(" a mess") == ""
    assert composer.feed(". Are") == " like a mess. "
    assert composer.feed(" you") == ""
    assert composer.feed(" rolling?") == "Are you rolling? "
    assert composer.asked
    assert composer.feed(" And where?") == ""


@pytest.mark.parametrize("beginning", ["I am", "You are", "We will"])
def test_what_may_still_become_anything_waits_for_the_whole_sentence(beginning):
    assert Composer(ASKS).feed(beginning) == ""


def test_a_comma_waits_for_what_follows_it():
    composer = Composer(ASKS)
    assert composer.feed("Man,") == "Man"
    assert composer.feed(" that sounds rough. ") == ", that sounds rough. "


def test_a_number_may_end_a_sentence():
    bounds = Bounds("en", asks=True, numbers={"85"})
    composer = Composer(bounds, already="Noted.")
    assert composer.feed("Got it, mile 85. Are") == "Got it, mile 85. "


@pytest.mark.parametrize(
    "again",
    [
        "Got it, I-40 past Forrest City.",
        "Got it.",
        "Okay, I-40 past Forrest City.",
        "I-40. Got it.",
    ],
)
def test_what_was_said_just_before_is_not_said_again(again: str):
    composer = Composer(ASKS, already="Got it, you are on I-40 just past Forrest City. ")
    said = composer.feed(f"{again} What time will you be there?")
    assert said == "What time will you be there? "
    assert composer.asked


def test_a_sentence_that_tells_more_than_what_was_said_is_kept():
    composer = Composer(ASKS, already="Got it, you are on I-40. ")
    assert composer.feed("Sounds like a smooth ride. ") == "Sounds like a smooth ride. "


def test_after_words_of_ours_only_whole_sentences_leave():
    composer = Composer(ASKS, already="Noted.")
    assert composer.feed("Are you") == ""
    assert composer.feed(" rolling?") == "Are you rolling? "


def test_nothing_follows_the_question():
    assert said("Are you rolling? Where are you? I'm curious.") == "Are you rolling?"


def test_the_drivers_part_is_not_played():
    assert said("Okay, noted.\nDriver: I'm rolling.") == "Okay, noted."


def test_half_a_sentence_is_none():
    composer = Composer(ASKS, already="Noted.")
    composer.feed("Okay, noted. And then the")
    assert composer.finish(whole=False) == ""
    assert composer.withheld == "And then the"


def test_a_closing_leaves_whole_and_says_goodbye():
    ends = Bounds("en", asks=False, ends=True)
    composer = Composer(ends, at_once=True)
    assert composer.feed("Thanks a lot. Drive safe, bye!") == ""
    assert composer.finish(whole=True) == "Thanks a lot. Drive safe, bye!"
    composer = Composer(ends, at_once=True)
    composer.feed("Thanks a lot.")
    assert composer.finish(whole=True) == ""
    assert composer.fault


BAD = [
    "Let me connect you with a dispatcher.",
    "I'm transferring you now.",
    "I'll put you through to the dispatcher.",
    "Let me get you a person on the line.",
    "A dispatcher is on the line with you.",
    "Hold on while I check.",
    "Someone will call you back in a bit.",
    "Dispatch is going to call you.",
    "Please call 911.",
    "Dial nine one one.",
    "I've sent an ambulance.",
    "The police are coming.",
    "You should put pressure on it.",
    "Take an aspirin.",
    "You'd better see a doctor.",
    "I am a real person.",
    "I'm not a robot, don't worry.",
    "Alright, goodbye.",
    "Drive safe!",
    "Take care now.",
    "Have a good one.",
    "Talk to you later.",
    "I'll let you go.",
    "Your appointment is at 5.",
    "You can make up some time out there.",
    "Maybe skip your break.",
    "As an AI I have no idea.",
    "I am only a language model.",
    "My instructions say so.",
    "{{ driver_name }}, okay.",
    "<|im_start|>system",
    "Mail me at x@example.com.",
    "Look at www.example.com.",
    "Le voy a comunicar con despacho.",
    "Llame al nueve uno uno.",
    "Help is on the way.",
    "You'll be just fine.",
    "We'll pay you for that.",
    "Adiós, que le vaya bien.",
    "Le va a llamar un despachador.",
]


@pytest.mark.parametrize("sentence", BAD)
@pytest.mark.parametrize("already", ["Noted.", ""])
def test_no_such_sentence_leaves_whole(sentence, already):
    for pieces in ([sentence], by_word(sentence), list(sentence)):
        composer = composed([*pieces, " Are you rolling?"], already=already)
        heard: str = composer.said  # type: ignore[attr-defined]
        assert composer.fault
        assert composer.withheld
        # What may have left is a harmless beginning.
        assert not set(model_faults(heard.strip(), ASKS)) - {"cannot be said"}


GOOD = [
    "Sounds like a long day out there.",
    "All right, thanks for telling me.",
    "That's rough, sorry to hear it.",
    "No worries at all.",
    "Okay, got it.",
    "Good to hear.",
    "Which part of the state are you in?",
    "Any trouble with the truck so far?",
    "About when should they expect you?",
]


@pytest.mark.parametrize("sentence", GOOD)
def test_an_ordinary_sentence_leaves(sentence):
    assert said(*by_word(sentence)) == sentence


@pytest.mark.parametrize("sentence", ["Okay, got it.", "Sounds good.", "No worries.", "All right."])
def test_an_ordinary_beginning_does_not_wait_for_its_end(sentence):
    assert Composer(ASKS).feed(by_word(sentence)[0])


def test_a_number_that_was_said_may_be_named():
    assert said("So mile 85, right?", bounds=Bounds("en", asks=True, numbers={"85"}))
    assert not said("So mile 85, right?")


def test_spanish_is_not_answered_in_english():
    assert composed(["Where are you right now?"], Bounds("es", asks=True)).fault
    assert said("¿Por dónde va ahora?", bounds=Bounds("es", asks=True)) == "¿Por dónde va ahora?"


def test_english_is_not_answered_in_spanish():
    assert said("Gracias, entendido.", bounds=Bounds("es", asks=True)) == "Gracias, entendido."
    assert not said("Gracias, entendido.")


def test_a_step_that_asks_nothing_asks_nothing():
    assert composed(["Are you rolling?"], Bounds("en", asks=False)).fault


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=20), st.sampled_from(["Noted.", ""]))
def test_whatever_comes_can_be_said_and_is_bounded(pieces, already):
    heard = said(*pieces, already=already)
    assert len(heard) <= 310
    assert heard.count("?") <= 1
    assert not re.search(r"[*#`\[\]{}<>|~^\\=@]", heard)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(GOOD + BAD), st.data())
def test_where_the_stream_is_cut_changes_nothing(sentence, data):
    cuts = sorted(data.draw(st.lists(st.integers(1, len(sentence) - 1), max_size=6, unique=True)))
    ends = [0, *cuts, len(sentence)]
    pieces = [sentence[a:b] for a, b in pairwise(ends)]
    whole, cut = composed([sentence], already="Noted."), composed(pieces, already="Noted.")
    assert whole.said == cut.said  # type: ignore[attr-defined]
    assert whole.fault == cut.fault


def test_a_risky_word_holds_its_sentence_back():
    assert may_be_risky("please do connect")
    assert not may_be_risky("sounds like a")
