"""The command line as its users meet it: words, exit status, and never a traceback."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.server.conftest import SECRET_KEY, SHIPPED


class Told:
    """What a command said."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.status = done.returncode
        self.text = done.stdout + done.stderr
        assert "Traceback" not in self.text


@pytest.fixture
def run(tmp_path: Path):
    """Runs a command in an empty folder."""

    def command(*arguments: str, **settings: str) -> Told:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
            "SECRET_KEY": SECRET_KEY,
            **settings,
        }
        return Told(
            subprocess.run(
                [sys.executable, "-m", "server", *arguments],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
        )

    return command


@pytest.fixture
def prompts_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for file in SHIPPED.glob("*.md"):
        shutil.copy(file, folder)
    return folder


def break_opening(folder: Path) -> None:
    opening = folder / "opening.md"
    opening.write_text(opening.read_text().replace("driver_first_name", "drivers_name", 1))


def test_good_prompts_are_called_good(run, prompts_folder: Path):
    told = run("prompts", "check", str(prompts_folder))
    assert told.status == 0
    assert "good" in told.text


def test_broken_prompts_are_named_with_file_and_line(run, prompts_folder: Path):
    break_opening(prompts_folder)
    told = run("prompts", "check", PROMPTS_DIR=str(prompts_folder))
    assert told.status == 1
    assert "opening.md:3" in told.text
    assert "drivers_name" in told.text


def test_a_missing_folder_of_prompts_is_named(run, tmp_path: Path):
    told = run("prompts", "check", str(tmp_path / "nowhere"))
    assert told.status == 1
    assert "nowhere" in told.text


def test_broken_prompts_stop_the_start(run, prompts_folder: Path):
    break_opening(prompts_folder)
    told = run("serve", PROMPTS_DIR=str(prompts_folder), PORT="0")
    assert told.status == 1
    assert "opening.md:3" in told.text


def test_a_bad_setting_stops_the_start(run):
    told = run("serve", PORT="eighty")
    assert told.status == 1
    assert "PORT" in told.text


def test_a_port_that_is_taken_stops_the_start(run):
    import socket  # noqa: PLC0415  needed here alone

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        told = run("serve", HOST="127.0.0.1", PORT=port)
    assert told.status == 1
    assert port in told.text


def test_a_database_that_cannot_be_one_stops_the_start(run):
    told = run("serve", DATABASE_URL="oracle://x", PORT="0")
    assert told.status == 1
    assert "DATABASE_URL" in told.text


def test_the_database_is_brought_up(run, tmp_path: Path):
    for _ in range(2):
        assert run("db", "upgrade").status == 0
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert {"call_records", "jobs"} <= tables


def test_a_database_that_cannot_be_brought_up_is_told(run, tmp_path: Path):
    (tmp_path / "x.db").write_text("this is no database, and long enough to be read as one " * 99)
    told = run("db", "upgrade")
    assert told.status == 1
    assert "not a database" in told.text


def test_a_script_that_does_not_exist_is_not_played(run):
    assert run("simulate", "no-such-call").status == 2


def test_a_server_without_a_secret_is_told_how_to_come_by_one(run):
    told = run("serve", SECRET_KEY="", PORT="0")
    assert told.status == 1
    assert "SECRET_KEY is not set" in told.text
    assert "DEVELOPMENT=true" in told.text
