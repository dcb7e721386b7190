"""Laws of the cross-validation that the thresholds are chosen by."""

from __future__ import annotations

import pytest

from danger_training.corpus import read_sentences
from danger_training.thresholds import PARTS, scores_unseen, sentences_of_part, share_from


def test_every_sentence_is_in_one_part() -> None:
    some = read_sentences()[:500]
    parts = [sentences_of_part(some, part) for part in range(PARTS)]
    assert sum(map(len, parts)) == len(some)
    assert {one.text for part in parts for one in part} == {one.text for one in some}


def test_shares_count_from_the_threshold_on() -> None:
    scored = [(-1.0, False), (0.5, False), (0.5, True), (2.0, True)]
    assert share_from(0.5, scored, emergency=True) == 1.0
    assert share_from(0.6, scored, emergency=True) == 0.5
    assert share_from(0.5, scored, emergency=False) == 0.5
    assert share_from(0.5, [], emergency=True) == 0.0


def test_unseen_sentences_are_told_apart() -> None:
    taught = [one for one in read_sentences() if one.split == "train"][::30]
    scored = scores_unseen(taught)
    assert len(scored) == pytest.approx(len(taught), abs=2)
    found, alarms = (share_from(-0.5, scored, emergency=kind) for kind in (True, False))
    assert found > alarms + 0.2
