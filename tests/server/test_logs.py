"""Logs: JSON for machines, text for people, and errors that do not quote a driver."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from server import logs


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def _fail() -> None:
    words = "my daughter lives in tucumcari"
    try:
        raise KeyError(words)
    except KeyError as error:
        raise ValueError(f"not understood: {words}") from error


def _logged_failure() -> None:
    try:
        _fail()
    except ValueError:
        structlog.get_logger().exception("went_wrong", turn=3)


def test_an_entry_is_one_json_object_with_the_call_it_is_about(capsys):
    logs.configure("INFO", "json")
    with structlog.contextvars.bound_contextvars(call_id="call-1"):
        structlog.get_logger().info("turn_answered", turn=2)
    entry = json.loads(capsys.readouterr().err)
    assert {**entry, "timestamp": ""} == {
        "event": "turn_answered",
        "turn": 2,
        "call_id": "call-1",
        "level": "info",
        "timestamp": "",
    }


def test_for_people_an_entry_is_a_line_of_text(capsys):
    logs.configure("INFO", "text")
    structlog.get_logger().info("turn_answered", turn=2)
    line = capsys.readouterr().err
    assert "turn_answered" in line
    assert "turn=2" in line
    assert "{" not in line


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_is_logged_with_its_traceback_and_without_its_words(capsys, form: str):
    logs.configure("INFO", form)
    _logged_failure()
    said = capsys.readouterr().err
    assert "tucumcari" not in said
    assert "test_logs.py" in said
    assert "in _fail" in said
    assert "KeyError" in said
    assert "ValueError" in said


def test_at_debug_an_error_is_told_in_full(capsys):
    logs.configure("DEBUG", "json")
    _logged_failure()
    assert "tucumcari" in capsys.readouterr().err


def test_what_the_system_says_of_an_error_is_kept(capsys):
    logs.configure("INFO", "json")
    try:
        open("/no/such/file")  # noqa: PTH123, SIM115  any error of the system
    except OSError:
        structlog.get_logger().exception("went_wrong")
    assert "No such file or directory" in capsys.readouterr().err


def test_below_the_level_nothing_is_logged(capsys):
    logs.configure("WARNING", "json")
    structlog.get_logger().info("turn_answered")
    assert capsys.readouterr().err == ""


def test_libraries_log_in_the_same_form(capsys):
    logs.configure("INFO", "json")
    logging.getLogger("some.library").warning("pool %s", "full")
    logging.getLogger("some.library").info("chatter")
    entry = json.loads(capsys.readouterr().err)
    assert (entry["event"], entry["level"]) == ("pool full", "warning")


@pytest.mark.parametrize("value", ["\ud83d", b"\xff", object(), 10**30, {1: 2}, float("nan")])
def test_anything_can_be_logged(capsys, value: object):
    logs.configure("INFO", "json")
    structlog.get_logger().info("odd", value=value)
    assert json.loads(capsys.readouterr().err)["event"] == "odd"


async def test_an_error_that_nobody_catches_is_logged_without_its_words(capsys):
    logs.configure("INFO", "json")
    logs.watch(asyncio.get_running_loop())
    asyncio.get_running_loop().call_soon(_fail)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    entry = json.loads(capsys.readouterr().err)
    assert entry["event"] == "uncaught_error"
    assert "in _fail" in entry["exception"]
    assert "tucumcari" not in json.dumps(entry)
