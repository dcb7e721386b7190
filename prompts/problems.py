"""What is wrong in a folder of prompt files, told so that its editor can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong, and what would be right; the place is not known yet."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at its place. `line` counts from 1; None when it is about the whole file."""

    file: str
    line: int | None
    what: str
    fix: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        end = "" if self.fix.endswith(("?", ".", '"')) else "."
        return printable(f"{place}: {self.what}. {self.fix}{end}")


class PromptErrors(Exception):  # noqa: N818 - one exception that carries every problem found
    """A folder of prompt files cannot be used. `problems` holds all of them, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        heading = f"{count} problem{'' if count == 1 else 's'} in the prompt files:"
        return "\n".join([heading, *(f"  {problem}" for problem in self.problems)])


class Findings:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, line: int | None, fault: Fault) -> None:
        """Note `fault` at `line`, once."""
        problem = Problem(self.file, line, fault.what, fault.fix)
        if problem not in self.problems:
            self.problems.append(problem)

    def place(self, line: int) -> str:
        """How another fault of this file names `line`."""
        return f"line {line}"


def printable(text: str) -> str:
    """`text` with everything that a terminal cannot show or would obey written as an escape."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def excerpt(text: str, limit: int = 80) -> str:
    """The first `limit` characters of `text`, in quotation marks."""
    return f'"{text}"' if len(text) <= limit else f'"{text[:limit].rstrip()}…"'


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, or None."""
    known = list(known)
    longer = [each for each in known if len(name) > 2 and each.startswith(name.lower())]
    if len(longer) == 1:
        return longer[0]  # "dest"
    matches = get_close_matches(name, known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def meant(name: str, known: Iterable[str]) -> str:
    """A hint for an unknown name: the nearest known one, or all of them."""
    names = sorted(known)
    match = nearest(name, names)
    return f'Did you mean "{match}"?' if match else f"Known: {', '.join(names)}"
