"""Laws of the recogniser's parts: words, concepts, phrases, clauses, windows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.danger.clauses import clause_marks
from conversation.danger.concepts import concepts_of
from conversation.danger.marks import context_marks
from conversation.danger.model import WINDOW, read_model, shipped_model
from conversation.danger.phrases import ALARM_INDEX, HARMLESS_INDEX, compile_phrases, longest
from conversation.danger.recognition import gravest_window
from conversation.danger.wording import words_of
from conversation.forms import EmergencyType


@given(st.text(alphabet=st.characters()))
def test_words_stand_where_they_say(text: str) -> None:
    words = words_of(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("I'm on I-40, mile two twelve!", ["i'm", "on", "i", "#", "mile", "#"]),
        ("uh se me ponchó la llanta", ["se", "me", "poncho", "la", "llanta"]),
        ("call 911", ["call", "911"]),
        ("call nine one one", ["call", "911"]),
        ("load nine one one four", ["load", "#"]),
        ("can\u2019t", ["can't"]),
    ],
)
def test_words_are_made_comparable(text: str, forms: list[str]) -> None:
    assert [word.form for word in words_of(text)] == forms


def test_a_word_may_have_several_concepts_or_none() -> None:
    assert {"fire", "blaze"} <= set(concepts_of("flames"))
    assert concepts_of("xylophone") == ()


def test_a_phrase_line_stands_for_all_its_spellings() -> None:
    index = compile_phrases(["my|the truck|rig is| dead"], "T")
    for spoken in ("my truck is dead", "the rig dead", "my rig is dead"):
        assert longest(index, spoken.split(), 0) == (
            "T my|the truck|rig is| dead",
            len(spoken.split()),
        )
    assert longest(index, ["my", "truck"], 0) is None
    assert longest(index, ["your", "truck", "is", "dead"], 0) is None


def test_the_longest_phrase_wins() -> None:
    index = compile_phrases(["hit the", "hit the road"], "T")
    assert longest(index, ["hit", "the", "road"], 0) == ("T hit the road", 3)


def test_shipped_alarms_name_their_kind() -> None:
    names = {phrase.name for phrases in ALARM_INDEX.values() for phrase in phrases}
    assert {name.split(" ")[1] for name in names} == set(EmergencyType)
    assert HARMLESS_INDEX


def test_clauses_tell_whose_trouble_it_is() -> None:
    def marks(text: str) -> set[str]:
        forms = text.split()
        concepts = [concepts_of(form) for form in forms]
        return {mark for _, found in clause_marks(forms, concepts) for mark in found}

    assert "k other none crash" in marks("somebody wrecked ahead")
    assert "k other own crash" in marks("somebody hit me")


context_marks(
    ["hello"]
)  # the lists are compiled at the first use, which would count as a slow test
SOME_WORDS = ("my", "truck", "hit", "no", "if", "fire", "and", "i'm", "ditch", "door")


@given(st.lists(st.sampled_from(SOME_WORDS), max_size=40))
def test_marks_look_back_only(forms: list[str]) -> None:
    """What is noticed at a word in the middle of a clause does not change by what follows."""
    whole = context_marks(forms)
    half = context_marks(forms[: len(forms) // 2])
    for before, after in zip(half[:-2], whole, strict=False):
        lasting = {mark for mark in before if mark[0] not in "kA oR"}
        assert lasting <= set(after)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=90))
def test_the_gravest_window_is_the_heaviest(weights: list[float]) -> None:
    score, first, last = gravest_window([(weight, 4.0) for weight in weights])
    width = min(WINDOW, len(weights))
    assert last - first == width
    heaviest = max(sum(weights[at : at + width]) for at in range(max(1, len(weights) - WINDOW + 1)))
    assert score * (4.0 * width) ** 0.5 == pytest.approx(heaviest, abs=1e-6)


def test_perhaps_comes_before_yes() -> None:
    model = shipped_model()
    assert model.perhaps_from < model.yes_from


def test_a_word_weighs_the_same_when_remembered() -> None:
    text = (
        '{"corpus":"c","bias":0,"kind_bias":[0,0,0,0],"perhaps_from":0,"yes_from":1,'
        '"marks":{"w fire":[500,40],"<fi":[1000,10]}}'
    )
    model = read_model(text)
    assert model.word("fire") == model.word("fire") == pytest.approx((0.8, 43.0))
