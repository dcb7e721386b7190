"""A folder of prompt files: read, checked as a whole, and made a library."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from conversation.steps import STEP_RULES, Step
from prompts.checks import check_step
from prompts.disclosures import Disclosures
from prompts.library import PromptLibrary, StepText
from prompts.parsing import parse_raw, read_raw
from prompts.problems import Findings, Problem, PromptErrors, nearest

#: The prompt files that come with Checkcall.
SHIPPED = Path(__file__).parent

_SUFFIX = ".md"
_NO_PROMPTS = frozenset({"readme.md"})


#: What of a file changes when anybody writes to it: times in nanoseconds, size, and which file.
_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class FolderState:
    """How a folder stands: the stamp of each prompt file, or why the folder cannot be read."""

    stamps: Mapping[str, _Stamp] = field(default_factory=dict)
    unreadable: str = ""

    @property
    def name(self) -> str:
        """A short name for exactly this state, the same in every process that sees it."""
        told = repr((sorted(self.stamps.items()), self.unreadable))
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a folder came to. `library` is None where there is a problem."""

    state: FolderState
    library: PromptLibrary | None
    problems: tuple[Problem, ...]


class PromptFolder:
    """A folder of prompt files, which can be checked again and again as it changes."""

    def __init__(self, directory: Path, disclosures: Disclosures | None = None) -> None:
        self.directory = directory
        self._disclosures = disclosures or Disclosures()

    def state(self) -> FolderState:
        """How the folder stands now, without reading a file."""
        try:
            with os.scandir(self.directory) as entries:
                stamps = {entry.name: _stamp(entry) for entry in entries if _is_prompt(entry.name)}
        except OSError as exc:
            return FolderState(unreadable=exc.strerror or str(exc))
        return FolderState(stamps)

    def check(self) -> Checked:
        """Read and check the folder as a whole.

        `state` is how it stood before: where it stands differently afterwards, somebody was
        writing meanwhile, and what was read may be half of one version and half of another.
        """
        state = self.state()
        texts, problems = self._read(state)
        library = None if problems else PromptLibrary(texts, self._disclosures)
        return Checked(state, library, tuple(problems))

    def load(self) -> PromptLibrary:
        """The library of the folder; raises PromptErrors with all problems."""
        checked = self.check()
        if checked.library is None:
            raise PromptErrors(checked.problems)
        return checked.library

    def _read(self, state: FolderState) -> tuple[Mapping[Step, StepText], list[Problem]]:
        place = str(self.directory)
        if state.unreadable:
            fix = "Name a folder that holds the prompt files"
            return {}, [Problem(place, None, f"cannot be read ({state.unreadable})", fix)]
        if not state.stamps:
            fix = _where_instead(self.directory)
            return {}, [Problem(place, None, "holds no prompt files", fix)]
        texts: dict[Step, StepText] = {}
        problems = _misnamed(state.stamps)
        for step in Step:
            file = step.value + _SUFFIX
            if file in state.stamps:
                text, found = self._step(step, file)
                texts[step] = text
                problems += found
            else:
                heard = f"It is heard when: {STEP_RULES[step].heard_when}"
                fix = _renamed(self.directory, step) or heard
                problems.append(Problem(file, None, "the file is missing", fix))
        problems += _copies(texts)
        return texts, sorted(problems, key=lambda problem: (problem.file, problem.line or 0))

    def _step(self, step: Step, file: str) -> tuple[StepText, Sequence[Problem]]:
        findings = Findings(file)
        raw = read_raw(self.directory / file, findings)
        if raw is None:
            return StepText("", {}), findings.problems
        return _checked(step, raw, self._disclosures)


@lru_cache(maxsize=1024)
def _checked(
    step: Step, raw: bytes, disclosures: Disclosures
) -> tuple[StepText, tuple[Problem, ...]]:
    """The texts of one file, and its problems: the same bytes are not checked again."""
    findings = Findings(step.value + _SUFFIX)
    parsed = parse_raw(raw, findings)
    text = StepText(parsed.guidance, check_step(step, parsed, findings, disclosures))
    return text, tuple(findings.problems)


def _copies(texts: Mapping[Step, StepText]) -> Iterator[Problem]:
    """Files that say in one language just what another one says: one was copied over it."""
    seen: dict[tuple[str, ...], Step] = {}
    for step, text in texts.items():
        for lines in text.lines.values():
            words = tuple(line.source for line in lines)
            if words and (first := seen.setdefault(words, step)) != step:
                fix = f"Say in one of the two what it is for: {STEP_RULES[step].heard_when}"
                what = f"says the same as {first.value}{_SUFFIX}"
                yield Problem(step.value + _SUFFIX, 2, what, fix)
                break


def _where_instead(directory: Path) -> str:
    """Where the prompt files may be, for a folder that holds none."""
    inside = sorted(path.parent.name for path in directory.glob(f"*/{Step.OPENING}{_SUFFIX}"))
    if inside:
        return f"Name the folder in it that does: {inside[0]}"
    return "Copy the folder prompts of Checkcall, and change the copy"


def _renamed(directory: Path, step: Step) -> str | None:
    """What to do where an editor has put another ending behind the name of a step's file."""
    names = (step.value + ending for ending in (".txt", ".md.txt", ".markdown", ""))
    found = next((name for name in names if (directory / name).is_file()), None)
    return found and f"Rename {found} to {step.value}{_SUFFIX}"


def load_prompts(directory: Path, disclosures: Disclosures | None = None) -> PromptLibrary:
    """Read and check the prompt files of `directory`; raises PromptErrors with all problems."""
    return PromptFolder(directory, disclosures).load()


def check_prompts(directory: Path, disclosures: Disclosures | None = None) -> list[Problem]:
    """All problems of the prompt files in `directory`, by file and line; empty when all is well."""
    return list(PromptFolder(directory, disclosures).check().problems)


def _stamp(entry: os.DirEntry[str]) -> _Stamp:
    try:
        found = entry.stat()
    except OSError:
        return (0, 0, 0, 0)  # the check says what is wrong with it
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _is_prompt(file: str) -> bool:
    """Whether a file is meant as a prompt; a name with a dot in front is an editor's own."""
    name = file.lower()
    return name.endswith(_SUFFIX) and not name.startswith(".") and name not in _NO_PROMPTS


def _misnamed(names: Iterable[str]) -> list[Problem]:
    known = [step.value + _SUFFIX for step in Step]
    problems = []
    for name in set(names).difference(known):
        near = nearest(name.lower(), known)
        fix = f'Did you mean "{near}"?' if near else "README.md lists the names"
        problems.append(Problem(name, None, "no step has this name", fix))
    return problems
