"""All prompt files of a folder, checked and ready to be said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conversation.steps import STEP_RULES, Step
from prompts.checks import Lines, check_step
from prompts.parsing import LANGUAGES, Language, read_prompt_file
from prompts.problems import Fault, Findings, Problem, PromptErrors, nearest
from prompts.rendering import Line

#: The prompt files that come with Checkcall.
SHIPPED = Path(__file__).parent

_SUFFIX = ".md"
_NO_PROMPTS = frozenset({"readme.md"})


@dataclass(frozen=True, slots=True)
class _StepText:
    guidance: str
    lines: Lines


class PromptLibrary:
    """The words of every step. Holds no file open; a changed folder needs a new library."""

    def __init__(self, texts: Mapping[Step, _StepText]) -> None:
        self._texts = texts
        self.version = _version_of(texts)

    def render(
        self, step: Step, wording: int, language: Language, values: Mapping[str, str]
    ) -> str:
        """The words of `step`: wording number `wording`, counted round and round.

        `values` fill the variables and are never read as a template; what is missing counts as
        empty, what the wording does not use is ignored.
        """
        lines = self._lines(step, language)
        return lines[wording % len(lines)].render(values)

    def wordings(self, step: Step, language: Language) -> int:
        """How many different lines there are for `step`."""
        return len(self._lines(step, language))

    def guidance(self, step: Step) -> str:
        """What a model is told before it phrases `step` itself."""
        return self._texts[step].guidance

    def _lines(self, step: Step, language: Language) -> tuple[Line, ...]:
        return self._texts[step].lines[language]


def load_prompts(directory: Path) -> PromptLibrary:
    """Read and check the prompt files of `directory`; raises PromptErrors with all problems."""
    texts, problems = _read(directory)
    if problems:
        raise PromptErrors(problems)
    return PromptLibrary(texts)


def check_prompts(directory: Path) -> list[Problem]:
    """All problems of the prompt files in `directory`, by file and line; empty when all is well."""
    return _read(directory)[1]


def _read(directory: Path) -> tuple[dict[Step, _StepText], list[Problem]]:
    try:
        names = {entry.name for entry in directory.iterdir() if _is_prompt(entry)}
    except OSError as exc:
        reason = exc.strerror or str(exc)
        fix = "Name a folder that holds the prompt files"
        return {}, [Problem(str(directory), None, f"cannot be read ({reason})", fix)]
    if not names:
        fix = "Copy the folder prompts of Checkcall, and change the copy"
        return {}, [Problem(str(directory), None, "holds no prompt files", fix)]
    texts: dict[Step, _StepText] = {}
    problems = _misnamed(names)
    for step in Step:
        findings = Findings(step.value + _SUFFIX)
        if findings.file in names:
            file = read_prompt_file(directory / findings.file, findings)
            texts[step] = _StepText(file.guidance, check_step(step, file, findings))
        else:
            heard = f"It is heard when: {STEP_RULES[step].heard_when}"
            findings.add(None, Fault("the file is missing", heard))
        problems += findings.problems
    return texts, sorted(problems, key=lambda problem: (problem.file, problem.line or 0))


def _is_prompt(entry: Path) -> bool:
    """Whether a file is meant as a prompt; a name with a dot in front is an editor's own."""
    name = entry.name.lower()
    return name.endswith(_SUFFIX) and not name.startswith(".") and name not in _NO_PROMPTS


def _misnamed(names: set[str]) -> list[Problem]:
    known = [step.value + _SUFFIX for step in Step]
    problems = []
    for name in names.difference(known):
        near = nearest(name.lower(), known)
        fix = f'Did you mean "{near}"?' if near else "README.md lists the names"
        problems.append(Problem(name, None, "no step has this name", fix))
    return problems


def _version_of(texts: Mapping[Step, _StepText]) -> str:
    """A short name for exactly these texts: it changes when any word of them does."""
    digest = hashlib.sha256()
    for step in Step:
        text = texts[step]
        sources = [[line.source for line in text.lines[name]] for name in LANGUAGES]
        digest.update(repr((step.value, sources, text.guidance)).encode())
    return digest.hexdigest()[:12]
