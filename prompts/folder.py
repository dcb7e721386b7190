"""A folder of prompt files: read, checked as a whole, and made a library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conversation.steps import STEP_RULES, Step
from prompts.checks import check_step
from prompts.disclosures import Disclosures
from prompts.library import PromptLibrary, StepText
from prompts.parsing import read_prompt_file
from prompts.problems import Fault, Findings, Problem, PromptErrors, nearest

#: The prompt files that come with Checkcall.
SHIPPED = Path(__file__).parent

_SUFFIX = ".md"
_NO_PROMPTS = frozenset({"readme.md"})


def load_prompts(directory: Path, disclosures: Disclosures | None = None) -> PromptLibrary:
    """Read and check the prompt files of `directory`; raises PromptErrors with all problems."""
    texts, problems = _read(directory, disclosures)
    if problems:
        raise PromptErrors(problems)
    return PromptLibrary(texts, disclosures)


def check_prompts(directory: Path, disclosures: Disclosures | None = None) -> list[Problem]:
    """All problems of the prompt files in `directory`, by file and line; empty when all is well."""
    return _read(directory, disclosures)[1]


def _read(
    directory: Path, disclosures: Disclosures | None
) -> tuple[Mapping[Step, StepText], list[Problem]]:
    try:
        names = {entry.name for entry in directory.iterdir() if _is_prompt(entry)}
    except OSError as exc:
        reason = exc.strerror or str(exc)
        fix = "Name a folder that holds the prompt files"
        return {}, [Problem(str(directory), None, f"cannot be read ({reason})", fix)]
    if not names:
        fix = "Copy the folder prompts of Checkcall, and change the copy"
        return {}, [Problem(str(directory), None, "holds no prompt files", fix)]
    texts: dict[Step, StepText] = {}
    problems = _misnamed(names)
    for step in Step:
        findings = Findings(step.value + _SUFFIX)
        if findings.file in names:
            file = read_prompt_file(directory / findings.file, findings)
            texts[step] = StepText(file.guidance, check_step(step, file, findings, disclosures))
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
