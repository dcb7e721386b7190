"""The shipped prompts, and copies of them for a test to spoil."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from conversation.steps import Step
from prompts import SHIPPED, Problem, PromptLibrary, load_prompts
from prompts.checks import check_step
from prompts.parsing import parse_raw
from prompts.problems import Findings


class PromptFolder:
    """A copy of the shipped prompts with ways to spoil it; lines count from 1."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, file: str) -> list[str]:
        return (self.path / file).read_text(encoding="utf-8").split("\n")

    def put(self, file: str, line: int, text: str) -> None:
        """Put `text` in the place of one line; a text of several lines moves the rest down."""
        rows = self.rows(file)
        rows[line - 1] = text
        self.write(file, "\n".join(rows))

    def cut(self, file: str, first: int, last: int) -> None:
        """Take out lines `first` to `last`."""
        rows = self.rows(file)
        del rows[first - 1 : last]
        self.write(file, "\n".join(rows))

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, encoding="utf-8")

    def problems_of(self, file: str) -> list[Problem]:
        """What the check says of one file, without the time that the others take."""
        findings = Findings(file)
        raw = (self.path / file).read_bytes()
        check_step(Step(Path(file).stem), parse_raw(raw, findings), findings)
        return findings.problems


@pytest.fixture
def folder(tmp_path: Path) -> PromptFolder:
    for source in SHIPPED.glob("*.md"):
        copyfile(source, tmp_path / source.name)
    return PromptFolder(tmp_path)


@pytest.fixture(scope="session")
def library() -> PromptLibrary:
    return load_prompts(SHIPPED)
