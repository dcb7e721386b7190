"""Which numbers a model may name: what was said, however it is said."""

from __future__ import annotations

import pytest

from prompts.model_laws import Bounds, model_faults
from server.numbers_known import numbers_known


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("mile marker 85", "eighty five"),
        ("mile eighty five", "85"),
        ("around 14:30", "two thirty"),
        ("around 14:30", "2:30"),
        ("load 5521", "fifty five twenty one"),
        ("a las dieciséis", "16"),
        ("veinte minutos", "veinte"),
        ("door 7", "seven"),
        ("door seven", "7"),
    ],
)
def test_a_number_is_known_in_digits_and_in_words(told, named):
    assert _may_say(named, told)


@pytest.mark.parametrize("named", ["five", "8:30", "eight thirty", "twenty minutes", "ochenta"])
def test_what_nobody_said_is_not_known(named):
    assert not _may_say(named, "i'm at mile 214, door 6")


@pytest.mark.parametrize("sentence", ["Ten four, got it.", "Good one.", "That was a long one."])
def test_not_all_that_looks_like_a_number_is_one(sentence):
    assert list(model_faults(sentence, Bounds("en", asks=True))) == []


def _may_say(number: str, told: str) -> bool:
    bounds = Bounds("en", asks=True, numbers=numbers_known([told]))
    return "names a number that nobody said" not in model_faults(f"So {number}, right?", bounds)
