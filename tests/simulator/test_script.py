"""A script says what people mean by it, and a broken one says where it is broken."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from pydantic import ValidationError

from simulator import CallScript, ScriptError, load_script, parse_script
from simulator.command import CALLS
from simulator.script import (
    AgentSettings,
    CutsIn,
    Expect,
    Habits,
    HangsUp,
    LineDrops,
    Mumbles,
    Says,
    Silent,
)

PATH = Path("calls/broken.yaml")


def parsed(text: str) -> CallScript:
    return parse_script("title: a call\n" + textwrap.dedent(text), PATH)


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        ("hey yeah", Says(says="hey yeah")),
        ("no", Says(says="no")),
        ("42", Says(says="42")),
        ("6:30", Says(says="6:30")),
        ('"okay: fine"', Says(says="okay: fine")),
        ("{says: a, goes_on: b}", Says(says="a", goes_on=("b",))),
        ("{says: a, goes_on: [b, c]}", Says(says="a", goes_on=("b", "c"))),
        ("{says: a, line_drops: true}", Says(says="a", line_drops=True)),
        ("{says: a, arrives: twice}", Says(says="a", arrives="twice")),
        ("{cuts_in: yeah okay}", CutsIn(cuts_in="yeah okay")),
        ("{cuts_in: wait, after_words: 1}", CutsIn(cuts_in="wait", after_words=1)),
        ("{silent: 2}", Silent(silent=2)),
        ("{mumbles: 1}", Mumbles(mumbles=1)),
        ("{line_drops: true}", LineDrops(line_drops=True)),
        ("{hangs_up: true}", HangsUp(hangs_up=True)),
    ],
)
def test_a_drivers_turn_is_read_as_it_is_meant(line, turn):
    assert parsed(f"driver:\n  - {line}\n").driver == (turn,)


def test_words_stay_words_and_only_true_false_null_are_more():
    script = parsed(
        """
        load: {load_number: 5521, phone_number: +15550123, wants_check_in_time: true}
        expect:
          form: {door: 42, delay_reason: none, pod_reminder_acknowledged: false, eta: null}
        """
    )
    assert script.load == {
        "load_number": "5521",
        "phone_number": "+15550123",
        "wants_check_in_time": True,
    }
    assert script.expect.form == {
        "door": "42",
        "delay_reason": "none",
        "pod_reminder_acknowledged": False,
        "eta": None,
    }


def test_an_emergency_of_null_is_an_expectation_and_none_at_all_is_not():
    assert parsed("expect: {emergency: null}").expect.checks_emergency
    assert not parsed("expect: {ends: open}").expect.checks_emergency


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("driver: [a\nexpect: {}", 3, "expected"),
        ("driver:\n  - a\n  - yeah: okay\n", 4, "needs quotes"),
        ("driver:\n  - a\n  - {silent: never}\n", 4, "valid integer"),
        ("driver:\n  - {silent: 0}\n", 3, "greater than or equal to 1"),
        ("driver:\n  - {cuts_in: a,\n     loudly: yes}\n", 4, "loudly"),
        ("driver:\n  - ''\n", 3, "at least 1 character"),
        ("driver:\n  - true\n", 3, "must be text"),
        ("driver:\n  - {hangs_up: true}\n  - a\n", 2, "nothing can follow hangs_up"),
        ("load:\n  driver_name: Dana\n  load_numer: 5\n", 4, "load_numer"),
        ("load: {direction: web}\n", 2, "not known here"),
        ("call: sideways\n", 2, "'outbound', 'inbound' or 'web'"),
        ("titel: again\n", 2, "titel"),
        ("title: again\n", 2, "'title' stands here twice"),
        ("expect:\n  ends: badly\n", 3, "ends"),
        ("expect:\n  form:\n    etta: six\n", 4, "etta"),
        ("expect:\n  emergency: {type: fire}\n", 3, "type"),
        ("expect:\n  hears:\n    - /(/\n", 3, "no regular expression"),
        ("transfer: maybe\n", 2, "'bridged', 'cancelled' or 'no_answer'"),
        ("transfer: []\n", 2, "at least 1 item"),
        ("driver: [\x07]\n", 1, "unacceptable character"),
    ],
)
def test_a_broken_script_names_file_line_and_what_is_wrong(text, line, words):
    with pytest.raises(ScriptError) as caught:
        parsed(text)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"calls/broken.yaml:{line}: ")
    assert words in caught.value.problem


@pytest.mark.parametrize("text", ["", "- a\n", "just words"])
def test_a_script_that_is_no_mapping_says_what_it_should_be(text):
    with pytest.raises(ScriptError, match="a script is a mapping with title"):
        parse_script(text, PATH)


def test_a_script_without_a_title_is_refused():
    with pytest.raises(ScriptError, match="title"):
        parse_script("driver: [a]", PATH)


def test_a_file_that_is_not_there_or_not_text_is_a_script_error(tmp_path):
    with pytest.raises(ScriptError, match="cannot be read"):
        load_script(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9")
    with pytest.raises(ScriptError, match="cannot be read"):
        load_script(tmp_path / "latin.yaml")


def test_scripts_are_frozen():
    with pytest.raises(ValidationError):
        parsed("").__setattr__("title", "another")


@pytest.mark.parametrize("path", sorted(CALLS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_script_that_comes_along_can_be_played(path):
    script = load_script(path)
    assert script.driver
    assert script.expect.ends is not None


def test_the_readme_names_every_key_of_a_script():
    readme = (CALLS.parent / "README.md").read_text()
    turns = (Says, CutsIn, Silent, Mumbles, LineDrops, HangsUp)
    models = (CallScript, Expect, AgentSettings, Habits, *turns)
    keys = {key for model in models for key in model.model_fields}
    assert {key for key in keys if f"`{key}" not in readme} == set()
