"""Scoring a reader against labelled calls."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from conversation.forms import CallOutcome, CheckInForm, Forms
from extraction.evaluation import CallsFileError, evaluate_calls, is_right, print_table
from extraction.reader import CallReading


@pytest.mark.parametrize(
    ("expected", "predicted", "right"),
    [
        ("driving", "driving", True),
        ("driving", None, False),
        (None, None, True),
        (None, "42", False),
        (["I-40 near Amarillo", "Amarillo"], "on I-40, just outside Amarillo", True),
        (["I-40 near Amarillo"], "i 40 near amarillo", False),
        (["I-40 near Amarillo"], "I40 NEAR AMARILLO.", True),
        (["around one thirty"], "one thirty", True),
        (["tomorrow around eight thirty"], "eight", False),
        (["42"], "42", True),
        (["42"], "4", True),
        (["42"], "", False),
        (["42"], None, False),
    ],
)
def test_a_prediction_is_right_when_it_holds_a_spelling_or_half_of_one(
    expected: Any, predicted: Any, right: bool
):
    assert is_right(expected, predicted) is right


def _file(tmp_path: Path, *calls: dict[str, Any]) -> Path:
    path = tmp_path / "calls.jsonl"
    path.write_text("\n".join(json.dumps(call) for call in calls), encoding="utf-8")
    return path


def _call(**labels: Any) -> dict[str, Any]:
    return {
        "id": "one",
        "transcript": [
            {"role": "agent", "content": "Where are you?"},
            {"role": "user", "content": "waco"},
        ],
        "check_in": {"call_outcome": "in_transit_update", "current_location": ["Waco"], **labels},
        "emergency": None,
    }


def _reads(place: str) -> CallReading:
    outcome = CallOutcome.IN_TRANSIT_UPDATE
    return CallReading(Forms(check_in=CheckInForm(call_outcome=outcome, current_location=place)))


def test_each_field_counts_once(tmp_path: Path):
    result = evaluate_calls(_file(tmp_path, _call()), lambda _: _reads("Waco"))
    assert (result.calls, result.right, result.total, result.accuracy) == (1, 8, 8, 1.0)
    assert result.predictions[0].check_in["current_location"] == "Waco"


def test_a_mistake_is_named_by_call_and_field(tmp_path: Path):
    result = evaluate_calls(_file(tmp_path, _call(eta=["seven"])), lambda _: _reads("Waco"))
    assert [(m.id, m.field, m.predicted) for m in result.mistakes] == [
        ("one", "check_in.eta", None)
    ]


def test_a_value_that_nobody_said_is_counted(tmp_path: Path):
    result = evaluate_calls(_file(tmp_path, _call()), lambda _: _reads("Waco Nebraska"))
    assert [(value.field, value.value) for value in result.ungrounded] == [
        ("check_in.current_location", "Waco Nebraska")
    ]


def test_the_result_is_json(tmp_path: Path):
    result = evaluate_calls(_file(tmp_path, _call()))
    assert json.loads(result.model_dump_json())["predictions"][0]["id"] == "one"


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "one"}'])
def test_a_line_that_is_no_call_is_an_error_with_its_number(tmp_path: Path, line: str):
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps(_call()) + "\n" + line, encoding="utf-8")
    with pytest.raises(CallsFileError) as caught:
        evaluate_calls(path)
    assert caught.value.line == 2


def test_the_table_names_every_field(tmp_path: Path):
    out = io.StringIO()
    print_table(evaluate_calls(_file(tmp_path, _call())), Console(file=out, width=120))
    for field in CheckInForm.model_fields:
        assert f"check_in.{field}" in out.getvalue()
