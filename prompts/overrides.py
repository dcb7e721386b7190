"""An agent's own wordings, which replace those of the files: the same checks, no file.

`{"opening": {"lines": ["..."], "lines_es": ["..."], "guidance": "..."}}`: each step and each of
its keys may be left out, and then the files' text stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversation.steps import Step
from prompts.checks import Lines, check_step
from prompts.disclosures import Disclosures
from prompts.parsing import (
    LANGUAGE_OF_KEY,
    PromptFile,
    Wording,
    WordingSet,
    check_guidance,
)
from prompts.problems import Fault, Findings, Problem, excerpt, meant

_GUIDANCE = "guidance"
_KEYS = (*LANGUAGE_OF_KEY, _GUIDANCE)


@dataclass(frozen=True, slots=True)
class Override:
    """What replaces a step's texts; None and absent languages leave what stands."""

    lines: Lines
    guidance: str | None


def check_overrides(
    overrides: Mapping[str, object], disclosures: Disclosures | None = None
) -> list[Problem]:
    """All problems of an agent's overrides; each problem's `file` is its place in them.

    A place looks like `opening.lines[0]`, counted from 0 as in JSON; `line` is always None.
    """
    return read_overrides(overrides, disclosures or Disclosures())[1]


def read_overrides(
    overrides: Mapping[str, object], disclosures: Disclosures
) -> tuple[dict[Step, Override], list[Problem]]:
    """The overrides that can be used, and all problems."""
    found: dict[Step, Override] = {}
    problems: list[Problem] = []
    for name, given in overrides.items():
        places = _Places(name)
        if name in set(Step):
            step = Step(name)
            file = _read_step(given, places)
            lines = check_step(step, file, places, disclosures)
            found[step] = Override(lines, file.guidance or None)
        else:
            places.add(None, Fault("no step has this name", meant(name, [*Step])))
        problems += places.problems
    return found, problems


class _Places(Findings):
    """Findings that are told at places of the overrides, where files have lines."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self._places: list[str] = []

    def spot(self, place: str) -> int:
        """The number that stands for `place`, such as `lines[0]`."""
        self._places.append(place)
        return len(self._places) - 1

    def add(self, line: int | None, fault: Fault) -> None:
        where = self.file if line is None else f"{self.file}.{self._places[line]}"
        self.problems.append(Problem(where, None, fault.what, fault.fix))

    def place(self, line: int) -> str:
        return self._places[line]


def _read_step(given: object, places: _Places) -> PromptFile:
    if not isinstance(given, Mapping) or not given:
        fix = f"Give an object with one or more of {', '.join(_KEYS)}"
        places.add(None, Fault("holds no texts", fix))
        return PromptFile()
    sets = {}
    guidance = ""
    for key, value in given.items():
        spot = places.spot(str(key))
        if key == _GUIDANCE:
            guidance = _read_guidance(value, spot, places)
        elif key in LANGUAGE_OF_KEY:
            if (wordings := _read_wordings(str(key), value, spot, places)) is not None:
                sets[LANGUAGE_OF_KEY[key]] = wordings
        else:
            places.add(spot, Fault(f"unknown key {excerpt(str(key))}", meant(str(key), _KEYS)))
    return PromptFile(sets, guidance)


def _read_guidance(value: object, spot: int, places: _Places) -> str:
    if not isinstance(value, str) or not value.strip():
        fix = "Say in a few sentences what the step is for, or leave the key out"
        places.add(spot, Fault("the guidance is missing", fix))
        return ""
    for _, fault in check_guidance(value.split("\n")):
        places.add(spot, fault)
    return value.strip()


def _read_wordings(key: str, value: object, spot: int, places: _Places) -> WordingSet | None:
    if not isinstance(value, list) or not value:
        places.add(spot, Fault("is not a list of wordings", 'Give a list: ["How is it going?"]'))
        return None
    wordings = []
    for number, text in enumerate(value):
        place = places.spot(f"{key}[{number}]")
        if isinstance(text, str) and text.strip():
            wordings.append(Wording(text, place))
        else:
            what = "the wording is empty" if isinstance(text, str) else "the wording is not text"
            places.add(place, Fault(what, "Write the words, or take it out"))
    return WordingSet(spot, len(value), tuple(wordings))
