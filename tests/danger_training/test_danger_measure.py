"""Recognition stays as good as it is on the sentences that were held back from learning."""

from __future__ import annotations

from itertools import islice

from danger_training.measure import certain_too_early, held_sentences, measure_held

FOUND = measure_held()


def test_few_emergencies_are_missed() -> None:
    assert FOUND.emergencies > 400
    assert FOUND.recall is not None
    assert FOUND.recall >= 0.94
    assert FOUND.recall_yes is not None
    assert FOUND.recall_yes >= 0.76


def test_few_ordinary_sentences_raise_an_alarm() -> None:
    assert FOUND.utterances - FOUND.emergencies > 450
    assert FOUND.false_yes_rate is not None
    assert FOUND.false_yes_rate <= 0.045
    assert FOUND.false_perhaps_rate is not None
    assert FOUND.false_perhaps_rate <= 0.14


def test_the_type_is_mostly_right() -> None:
    assert FOUND.type_accuracy is not None
    assert FOUND.type_accuracy >= 0.88


def test_few_ordinary_sentences_are_certain_alarms_before_they_end() -> None:
    some = list(islice(held_sentences(), 0, None, 3))
    assert certain_too_early(some) <= 0.03
