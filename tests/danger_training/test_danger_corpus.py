"""Laws of the sentences that the recogniser is taught with, and of the shipped weights."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from conversation.danger.model import shipped_model
from conversation.danger.wording import words_of
from conversation.forms import EmergencyType
from danger_training.__main__ import model_text
from danger_training.corpus import SENTENCES, Sentence, digest, read_sentences
from danger_training.learning import learn

SENTENCES_READ = read_sentences()
ENGLISH_SMALL = (
    "i i'm im me my we a an the it it's is am are in on of to at so just got get that this"
)
SPANISH_SMALL = "un una el la los de en y se mi que estoy ya"
SMALL_WORDS = frozenset((ENGLISH_SMALL + " and sir ma'am " + SPANISH_SMALL).split(" "))


def _content(sentence: Sentence) -> frozenset[str]:
    words = sentence.text.lower().replace(",", "").replace(".", "").split()
    return frozenset(words) - SMALL_WORDS or frozenset(words)


def test_the_shipped_weights_were_learned_from_these_sentences_and_lists() -> None:
    assert shipped_model().corpus == digest(), "run `python -m danger_training`"


def test_sentences_are_many_and_spread_over_all_kinds() -> None:
    types = Counter(sentence.type for sentence in SENTENCES_READ)
    assert len(SENTENCES_READ) >= 4000
    assert all(types[kind] >= 500 for kind in EmergencyType)
    assert types[None] >= 2000
    spanish = sum(sentence.language == "es" for sentence in SENTENCES_READ)
    assert spanish >= len(SENTENCES_READ) // 10


def test_no_sentence_comes_twice() -> None:
    texts = Counter(
        " ".join(word.form for word in words_of(sentence.text)) for sentence in SENTENCES_READ
    )
    numbers = {text for text in texts if "#" in text}
    assert not [text for text, times in texts.items() if times > 1 and text not in numbers]


def test_held_sentences_have_no_near_twin_among_the_taught() -> None:
    taught = [_content(s) for s in SENTENCES_READ if s.split == "train"]
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, content in enumerate(taught):
        for word in content:
            by_word[word].append(number)
    twins = []
    for sentence in SENTENCES_READ:
        if sentence.split != "held":
            continue
        content = _content(sentence)
        shared = Counter(number for word in content for number in by_word[word])
        for number, common in shared.most_common(40):
            if common / len(content | taught[number]) > 0.75:
                twins.append((sentence.text, sorted(taught[number])))
    assert not twins


def test_every_line_has_its_members_and_agrees_with_itself() -> None:
    for line in SENTENCES.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"text", "emergency", "type", "kind", "language", "split"}
        assert row["emergency"] == (row["type"] is not None)
        assert row["split"] in {"train", "held"}


def test_learning_twice_gives_the_same_file() -> None:
    few = [sentence for sentence in SENTENCES_READ if sentence.split == "train"][::40]
    assert model_text(learn(few), "x") == model_text(learn(few), "x")
