"""The words of every step, checked and ready to be said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from conversation.steps import COMMON_VARIABLES, STEP_RULES, Step
from prompts.checks import Lines
from prompts.disclosures import Disclosures
from prompts.overrides import read_overrides
from prompts.parsing import LANGUAGE_OF_KEY, LANGUAGES, Language
from prompts.problems import PromptErrors
from prompts.rendering import Line, LineFaults, compile_line


@dataclass(frozen=True, slots=True)
class StepText:
    """What one step is spoken with, and what a model is told about it."""

    guidance: str
    lines: Lines


class PromptLibrary:
    """The words of every step. Holds no file open; a changed folder needs a new library."""

    def __init__(
        self, texts: Mapping[Step, StepText], disclosures: Disclosures | None = None
    ) -> None:
        self._texts = texts
        self.disclosures = disclosures or Disclosures()
        #: A short name for exactly these texts: it changes when any word of them does.
        self.version = _version_of(texts)

    def render(
        self, step: Step, wording: int, language: Language, values: Mapping[str, str]
    ) -> str:
        """The words of `step`: wording number `wording`, counted round and round.

        `values` fill the variables and are never read as a template; what is missing counts as
        empty, what the wording does not use is ignored.
        """
        lines = self._lines(step, language)
        return lines[wording % len(lines)].render({**values, **self.disclosures.values})

    def wordings(self, step: Step, language: Language) -> int:
        """How many different lines there are for `step`."""
        return len(self._lines(step, language))

    def variables(self, step: Step, wording: int, language: Language) -> tuple[str, ...]:
        """The variables that a wording of `step` uses."""
        lines = self._lines(step, language)
        return lines[wording % len(lines)].variables

    def guidance(self, step: Step) -> str:
        """What a model is told before it phrases `step` itself."""
        return self._texts[step].guidance

    def texts(self) -> dict[str, dict[str, object]]:
        """All texts as plain data, by step: the shape that `restored` and overrides have."""
        return {
            step.value: {
                **{
                    key: [line.source for line in text.lines[language]]
                    for key, language in LANGUAGE_OF_KEY.items()
                },
                "guidance": text.guidance,
            }
            for step, text in self._texts.items()
        }

    def with_overrides(self, overrides: Mapping[str, object]) -> PromptLibrary:
        """This library with some texts replaced; raises PromptErrors with all problems.

        `overrides` names steps, and for each what is replaced:
        `{"opening": {"lines": ["..."], "lines_es": ["..."], "guidance": "..."}}`.
        """
        if not overrides:
            return self
        found, problems = read_overrides(overrides, self.disclosures)
        if problems:
            raise PromptErrors(problems)
        replaced = {
            step: StepText(
                self._texts[step].guidance if new.guidance is None else new.guidance,
                {**self._texts[step].lines, **new.lines},
            )
            for step, new in found.items()
        }
        return PromptLibrary({**self._texts, **replaced}, self.disclosures)

    def restored(self, texts: Mapping[str, object]) -> PromptLibrary:
        """The library whose `texts` were kept; steps that they lack come from this one.

        Texts are not checked again: what a call was begun with it is ended with, also where a
        newer Checkcall has a law more. A step that cannot be compiled any more comes from here.
        """
        kept = {
            step: text
            for step in self._texts
            if (text := _kept_text(step, texts.get(step.value), self._texts[step])) is not None
        }
        return PromptLibrary({**self._texts, **kept}, self.disclosures)

    def _lines(self, step: Step, language: Language) -> tuple[Line, ...]:
        return self._texts[step].lines[language]


def _kept_text(step: Step, kept: object, present: StepText) -> StepText | None:
    if not isinstance(kept, Mapping):
        return None
    names = {**COMMON_VARIABLES, **STEP_RULES[step].variables}
    # Most wordings are those of the present texts, and compiled already.
    compiled = {line.source: line for lines in present.lines.values() for line in lines}
    try:
        lines = {
            language: tuple(
                compiled.get(source) or compile_line(source, names) for source in kept[key]
            )
            for key, language in LANGUAGE_OF_KEY.items()
        }
        return StepText(str(kept["guidance"]), lines) if all(lines.values()) else None
    except (KeyError, TypeError, LineFaults):
        return None


def _version_of(texts: Mapping[Step, StepText]) -> str:
    digest = hashlib.sha256()
    for step in Step:
        text = texts[step]
        sources = [[line.source for line in text.lines[name]] for name in LANGUAGES]
        digest.update(repr((step.value, sources, text.guidance)).encode())
    return digest.hexdigest()[:12]
