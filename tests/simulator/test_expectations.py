"""What a script expects is compared with what the call came to."""

from __future__ import annotations

import pytest

from simulator.expectations import missed_in_call, missed_in_forms
from simulator.report import Ended
from simulator.script import Expect

HEARD = ("Hi Dana, how's it going?", "Got it.  Where are you now?", "Please send the POD.")


@pytest.mark.parametrize(
    ("expect", "missed"),
    [
        ({"ends": "open"}, 0),
        ({"ends": "hang_up"}, 1),
        ({"transfer_to": "+15550100"}, 1),
        ({"hears": ["dana", "where are you", "POD"]}, 0),
        ({"hears": ["got it. where"]}, 0),  # however the spaces run
        ({"hears": ["POD", "dana"]}, 1),  # in this order
        ({"hears": ["dana", "dana"]}, 1),  # twice means twice
        ({"hears": ["emergency"]}, 1),
        ({"hears": [r"/where (are|were) you\b/"]}, 0),
        ({"hears": ["."]}, 0),  # plain phrases are no patterns
        ({"never_hears": ["emergency"]}, 0),
        ({"never_hears": ["pod"]}, 1),
        ({"never_hears": ["/^got/"]}, 1),
    ],
)
def test_call_expectations(expect, missed):
    found = list(missed_in_call(Expect(**expect), Ended.OPEN, None, HEARD))
    assert len(found) == missed


def test_a_transfer_must_go_to_the_right_number():
    expect = Expect(transfer_to="+15550100")
    assert not list(missed_in_call(expect, Ended.TRANSFER, "+15550100", ()))
    [sentence] = missed_in_call(expect, Ended.TRANSFER, "+15550999", ())
    assert "+15550999" in sentence


@pytest.mark.parametrize(
    ("field", "expected", "actual", "agrees"),
    [
        ("eta", "six", "around six tonight", True),
        ("eta", "around six tonight", "around six", True),
        ("eta", "around six or so this very evening", "six", False),  # hardly any of it
        ("eta", "six", "sixteen hundred", False),
        ("eta", ("six", "seven"), "by seven", True),
        ("eta", "six", None, False),
        ("eta", None, None, True),
        ("eta", None, "six", False),
        ("current_location", "I-40, near Amarillo", "i-40 near amarillo", True),
        ("unloading_status", "waiting", "waiting_for_lumper", False),
        ("unloading_status", "waiting", "waiting", True),
        ("delay_reason", "none", None, False),
        ("delay_reason", None, "none", False),
        ("pod_reminder_acknowledged", True, True, True),
        ("pod_reminder_acknowledged", False, None, False),
        ("pod_reminder_acknowledged", True, 1, False),
    ],
)
def test_a_form_value_agrees_in_words_or_exactly(field, expected, actual, agrees):
    found = list(missed_in_forms(Expect(form={field: expected}), {"check_in": {field: actual}}))
    assert (found == []) is agrees


@pytest.mark.parametrize(
    ("expect", "forms", "missed"),
    [
        ({}, {}, 0),
        ({"form": {"eta": "six"}}, {}, 1),
        ({"emergency": None}, {"emergency": None}, 0),
        ({"emergency": None}, {"emergency": {"emergency_type": "other"}}, 1),
        ({}, {"emergency": {"emergency_type": "other"}}, 0),
        ({"emergency": {"emergency_type": "other"}}, {"emergency": None}, 1),
        (
            {"emergency": {"emergency_type": "other"}},
            {"emergency": {"emergency_type": "other"}},
            0,
        ),
    ],
)
def test_forms_that_are_there_or_not(expect, forms, missed):
    assert len(list(missed_in_forms(Expect(**expect), forms))) == missed
