"""Laws of the cross-validation that the thresholds are chosen by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversation.danger.wording import words_of
from conversation.forms import EmergencyType
from danger_training.corpus import Sentence, read_sentences
from danger_training.thresholds import PARTS, Scored, parts_of, scores_unseen, share_from


def scored(score: float, *, emergency: bool) -> Scored:
    sentence = Sentence("help", EmergencyType.OTHER if emergency else None, "plain", "en", "train")
    return Scored(sentence, 1, score, right_type=True)


def test_sentences_that_are_alike_are_in_one_part() -> None:
    some = [one for one in read_sentences()[:500] if words_of(one.text)]
    twins = [replace(one, text="uh " + one.text) for one in some]
    parts = parts_of(some + twins)
    assert set(parts) == set(range(PARTS))
    assert parts[: len(some)] == parts[len(some) :]


def test_shares_count_from_the_threshold_on() -> None:
    found = [
        scored(-1.0, emergency=False),
        scored(0.5, emergency=False),
        scored(0.5, emergency=True),
        scored(2.0, emergency=True),
    ]
    assert share_from(0.5, found, emergency=True) == 1.0
    assert share_from(0.6, found, emergency=True) == 0.5
    assert share_from(0.5, found, emergency=False) == 0.5
    assert share_from(0.5, [], emergency=True) == 0.0


def test_unseen_sentences_are_told_apart() -> None:
    taught = [one for one in read_sentences() if one.split == "train"][::50]
    unseen = scores_unseen(taught)
    assert len(unseen) == pytest.approx(len(taught), abs=2)
    found, alarms = (share_from(-0.2, unseen, emergency=kind) for kind in (True, False))
    assert found > alarms + 0.2
