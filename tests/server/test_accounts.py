"""`checkcall users` and `checkcall keys`, as those who run the server meet them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from server.__main__ import app


class Told:
    """What a command said."""

    def __init__(self, result: Result) -> None:
        assert result.exception is None or isinstance(result.exception, SystemExit)
        self.status = result.exit_code
        self.text = result.output


@pytest.fixture
def run(tmp_path: Path, empty_database: bytes, monkeypatch: pytest.MonkeyPatch):
    """Runs a command with a database of its own."""
    (tmp_path / "x.db").write_bytes(empty_database)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/x.db")

    def command(*arguments: str, said: str = "") -> Told:
        return Told(CliRunner().invoke(app, arguments, input=said))

    return command


PASSWORD = "a long and quiet road"


def test_a_user_is_added_with_the_password_of_the_input(run):
    told = run("users", "add", "Dana@Example.com", said=PASSWORD)
    assert told.status == 0
    assert PASSWORD not in told.text
    again = run("users", "add", "dana@example.com", said=PASSWORD)
    assert again.status == 1
    assert "dana@example.com" in again.text
    assert "dana@example.com" in run("users", "list").text


@pytest.mark.parametrize(
    ("email", "said", "named"),
    [
        ("dana", PASSWORD, "dana"),
        ("dana@example.com", "short", "8 to 1024 characters"),
        ("dana@example.com", "", "8 to 1024 characters"),
    ],
)
def test_a_user_that_cannot_be_one_is_refused(run, email: str, said: str, named: str):
    told = run("users", "add", email, said=said)
    assert told.status == 1
    assert named in told.text


def test_a_password_is_made_up_where_that_is_asked_for(run):
    told = run("users", "add", "dana@example.com", "--generate")
    assert told.status == 0
    assert len(told.text.strip()) >= 20
    other = run("users", "password", "dana@example.com", "--generate")
    assert other.text != told.text
    assert run("users", "deactivate", "dana@example.com").status == 0
    assert run("users", "deactivate", "nobody@example.com").status == 1


def test_a_key_is_shown_once_and_revoked(run):
    told = run("keys", "add", "tms")
    assert told.status == 0
    key = told.text.strip()
    assert key.startswith("cck_")
    assert "\n" not in key
    listed = run("keys", "list").text
    assert "tms" in listed
    assert key not in listed
    assert run("keys", "add", "tms").status == 1
    assert run("keys", "revoke", "tms").status == 0
    assert run("keys", "revoke", "tms").status == 1
