"""Laws of measuring emergency recognition on a labelled file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from conversation.danger import Verdict, assess
from extraction.danger_evaluation import (
    BadLabelsError,
    EmergencyEvaluation,
    evaluate_emergencies,
    print_evaluation,
)

FIRE = {"id": "a", "text": "my truck is on fire", "emergency": True, "type": "other"}
CALM = {"id": "b", "text": "still waiting on a door", "emergency": False, "type": None}
MISSED = {"id": "c", "text": "about two thirty", "emergency": True, "type": "medical"}
FALSE = {"id": "d", "text": "i can't breathe my chest hurts", "emergency": False, "type": None}
MISTYPED = {"id": "e", "text": "i can't breathe my chest hurts", "emergency": True, "type": "other"}


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "labelled.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_counts_and_rates_follow_the_verdicts(tmp_path: Path) -> None:
    found = evaluate_emergencies(_file(tmp_path, FIRE, CALM, MISSED, FALSE, MISTYPED))
    assert (found.utterances, found.emergencies) == (5, 3)
    assert (found.emergencies_yes, found.emergencies_perhaps) == (2, 0)
    assert (found.ordinary_yes, found.ordinary_perhaps) == (1, 0)
    assert found.missed == ["c"]
    assert found.false_yes == ["d"]
    assert found.wrong_type == ["e"]
    assert found.recall == found.recall_yes == found.precision == pytest.approx(2 / 3)
    assert found.false_yes_rate == pytest.approx(1 / 2)
    assert found.type_accuracy == pytest.approx(1 / 2)


def test_every_line_has_its_prediction_in_the_json(tmp_path: Path) -> None:
    found = evaluate_emergencies(_file(tmp_path, FIRE, "", CALM))
    written = json.loads(found.model_dump_json())
    danger = assess("my truck is on fire")
    assert written["predictions"] == [
        {"id": "a", "verdict": "yes", "type": "other", "words": danger.words},
        {"id": "b", "verdict": "no", "type": None, "words": ""},
    ]
    assert written["recall"] == 1.0
    assert danger.verdict is Verdict.YES


def test_a_rate_over_nothing_is_null(tmp_path: Path) -> None:
    found = evaluate_emergencies(_file(tmp_path, CALM))
    assert found.recall is found.precision is found.type_accuracy is None
    assert found.false_yes_rate == 0.0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json", "not JSON"),
        ("[1, 2]", "should be"),
        ("null", "should be"),
        ("[" * 100_000, "not JSON"),
        ({**FIRE, "type": "flood"}, "type"),
        ({**FIRE, "type": None}, "type"),
        ({**CALM, "type": "other"}, "type"),
        ({**FIRE, "text": 7}, "text"),
        ({**FIRE, "emergency": "yes"}, "emergency"),
        ({**FIRE, "id": ""}, "id"),
        ({"id": "x", "emergency": False}, "text"),
        (CALM, "'b'"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: object, said: str) -> None:
    path = _file(tmp_path, CALM, line)
    with pytest.raises(BadLabelsError) as caught:
        evaluate_emergencies(path)
    assert caught.value.line == 2
    assert f"{path}, line 2" in str(caught.value)
    assert said in str(caught.value)


def test_bytes_that_are_no_utf8_are_named_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(json.dumps(CALM).encode() + b"\n\xff\xfe\n")
    with pytest.raises(BadLabelsError, match="line 2"):
        evaluate_emergencies(path)


def test_a_file_without_utterances_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadLabelsError, match="holds no labelled utterance"):
        evaluate_emergencies(_file(tmp_path, ""))


def test_the_tables_show_rates_and_the_ids_of_mistakes(tmp_path: Path) -> None:
    found = evaluate_emergencies(_file(tmp_path, FIRE, CALM, MISSED, FALSE, MISTYPED))
    shown = _shown(found)
    assert "2 of 3" in shown
    assert "66.7%" in shown
    for kind, ident in (("missed emergency", "c"), ("false yes", "d"), ("wrong type", "e")):
        assert any(kind in line and ident in line for line in shown.splitlines())


def test_no_mistakes_show_no_second_table(tmp_path: Path) -> None:
    assert "Mistakes" not in _shown(evaluate_emergencies(_file(tmp_path, FIRE, CALM)))


def _shown(found: EmergencyEvaluation) -> str:
    console = Console(width=120, record=True, quiet=False, file=None, force_terminal=False)
    with console.capture() as capture:
        print_evaluation(found, console)
    return capture.get()
