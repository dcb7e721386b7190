"""One prompt file against the rule of its step: every wording is rendered before a driver hears it.

Each wording is filled with all values, with none, and with every mix of the variables that it uses,
because a load without a destination must not make a sentence stumble in the middle of a call.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from conversation.steps import COMMON_VARIABLES, STEP_RULES, Step
from prompts.disclosures import RECORDED, Disclosures
from prompts.languages import foreign_words
from prompts.parsing import LANGUAGE_OF_KEY, Language, PromptFile, WordingSet
from prompts.problems import Fault, Findings, excerpt
from prompts.rendering import (
    SEAM,
    TEMPLATE_FAILURES,
    Line,
    LineFaults,
    compared,
    compile_line,
    own_words,
    seamed,
)
from prompts.safety import safety_faults
from prompts.speech import speech_faults
from prompts.usted import familiar_faults

#: What each variable may hold, beside nothing; the first is the usual one.
SAMPLES: Mapping[str, tuple[str, ...]] = {
    "driver_first_name": ("Maria",),
    "driver_name": ("Maria Gonzalez",),
    "load_number": ("7745-B",),
    "origin": ("Laredo, Texas",),
    "destination": ("Oklahoma City",),
    "part_of_day": ("morning", "afternoon", "evening"),
    "place": ("I-40 westbound near Amarillo, mile marker 85",),
    "last_known_location": ("US-287 near Wichita Falls",),
    "eta": ("tomorrow around 8 a.m.",),
    "door": ("42",),
    "reefer": ("34 degrees",),
    "reading": ("41 and climbing",),
    "call_back_time": ("in an hour",),
    RECORDED: ("yes",),
}
#: Variables that hold one of their samples and nothing else.
_CLOSED = frozenset({"part_of_day", RECORDED})
_ANY_VALUE = ("something",)

# Words that lead up to a value, and hang in the air when it is empty.
_LEADS_UP: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(a|about|an|and|around|at|by|door|for|from|in|is|load|near|number|of|on|past|the|to"
        r"|via|with|your)$",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(a|al|carga|cerca|con|de|del|desde|el|en|es|hacia|hasta|la|número|para|por|puerta"
        r"|rumbo|sobre|su|y)$",
        re.IGNORECASE,
    ),
}
_KEY_OF_LANGUAGE = {language: key for key, language in LANGUAGE_OF_KEY.items()}

# Where a piece of a wording ends and another begins, with no space between the words.
_NO_SPACE = re.compile(rf"(\w+){SEAM}+(\w+)")
# "{{ hours }} hour{% if many %}s{% endif %}"
_ENDINGS = frozenset({"s", "es"})

Lines = Mapping[Language, tuple[Line, ...]]

_CONTRACTIONS = (
    ("'ll", " will"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'m", " am"),
    ("'s", " is"),
    ("n't", " not"),
)

#: Two wordings with more variables than this between them are compared full and empty only.
_MOST_MIXED = 7


def check_step(
    step: Step, file: PromptFile, findings: Findings, disclosures: Disclosures | None = None
) -> Lines:
    """Compile and check all wordings of `step`; whatever is wrong goes to `findings`."""
    check = _StepCheck(step, findings, disclosures or Disclosures())
    return {language: check.lines(language, found) for language, found in file.sets.items()}


class _StepCheck:
    """The wordings of one step, and what has been seen of them so far."""

    def __init__(self, step: Step, findings: Findings, disclosures: Disclosures) -> None:
        self._step = step
        self._rule = STEP_RULES[step]
        self._findings = findings
        self._disclosures = disclosures
        self._earlier: list[tuple[int, Language, Line]] = []

    def lines(self, language: Language, wordings: WordingSet) -> tuple[Line, ...]:
        """Check the wordings of one language; those that can be compiled."""
        self._check_count(language, wordings)
        return tuple(self._checked(language, wordings))

    def _check_count(self, language: Language, wordings: WordingSet) -> None:
        needed = self._rule.wordings
        if wordings.count < needed:
            key = _KEY_OF_LANGUAGE[language]
            what = f"{key}: has {wordings.count} wording{'' if wordings.count == 1 else 's'}"
            fix = f"This step needs {needed} at least, so that no driver hears the same words twice"
            self._findings.add(wordings.line, Fault(what, fix))

    def _checked(self, language: Language, wordings: WordingSet) -> Iterator[Line]:
        for wording in wordings.wordings:
            try:
                line = compile_line(wording.text, {**COMMON_VARIABLES, **self._rule.variables})
            except LineFaults as exc:
                for fault in exc.faults:
                    self._findings.add(wording.line, fault)
                continue
            faults = list(self._line_faults(line, language))
            faults += self._repetition(line, language)
            for fault in faults:
                self._findings.add(wording.line, fault)
            self._earlier.append((wording.line, language, line))
            yield line

    def _line_faults(self, line: Line, language: Language) -> Iterator[Fault]:
        """Each fault of a wording once, told with the first values that show it."""
        seen: set[str] = set()
        tried: set[str] = set()
        for values in scenarios(line):
            if not self._is_news(line, values, tried):
                continue
            for fault in self._faults_with(line, language, values):
                if fault.what not in seen:
                    seen.add(fault.what)
                    yield Fault(f"{fault.what}{_circumstance(line, values)}", fault.fix)
        yield from _own_faults(line, language, seen)
        yield from _run_together(line)
        yield from _hanging_words(line, language)
        yield from _never_so(line)

    def _is_news(self, line: Line, values: Mapping[str, str], tried: set[str]) -> bool:
        """Whether the line has not come to these words before."""
        try:
            text = line.render(values)
        except TEMPLATE_FAILURES:
            return True  # told by _faults_with
        if self._disclosures.recording and not values.get(RECORDED, "yes"):
            text += "?"  # not held to the disclosure, and so another case
        known = text in tried
        tried.add(text)
        return not known

    def _faults_with(
        self, line: Line, language: Language, values: Mapping[str, str]
    ) -> Iterator[Fault]:
        try:
            text = line.render(values)
        except TEMPLATE_FAILURES as exc:
            fix = "Compare texts only, and give a filter what it needs"
            yield Fault(f"the wording fails ({exc})", fix)
            return
        yield from speech_faults(text, asks=self._rule.asks, language=language)
        if text:
            yield from safety_faults(self._step, text, language)
            # While recording is to be disclosed, no line is ever filled without it.
            if not self._disclosures.recording or values.get(RECORDED, "yes"):
                yield from self._disclosures.faults(self._step, text, language)

    def _repetition(self, line: Line, language: Language) -> list[Fault]:
        """Whether an earlier wording comes to the same words with any values."""
        for earlier, earlier_language, other in self._earlier:
            values = _same_with(line, other)
            if values is None:
                continue
            place = self._findings.place(earlier)
            if earlier_language != language:
                what = f"the wording is the same in both languages ({place})"
                return [Fault(what, "Say it in Spanish under lines_es:")]
            what = f"the wording is the same as on {place}{_circumstance(line, values)}"
            return [Fault(what, "Say it differently, also when nothing is known")]
        return []


def scenarios(line: Line) -> Iterator[dict[str, str]]:
    """Values to try a wording with: all full first, then with more and more of them empty."""
    names = line.variables
    full = _full(names)
    for mask in _masks(len(names)):
        yield {name: full[name] if kept else "" for name, kept in zip(names, mask, strict=True)}
    for name in names:
        # What a wording compares with may be any variable's value.
        for other in (*SAMPLES.get(name, _ANY_VALUE)[1:], *line.constants):
            yield {**full, name: other}
            yield {**dict.fromkeys(names, ""), name: other}


def _full(names: Iterable[str]) -> dict[str, str]:
    return {name: SAMPLES.get(name, _ANY_VALUE)[0] for name in names}


def _masks(count: int) -> list[tuple[bool, ...]]:
    return sorted(product((True, False), repeat=count), key=lambda mask: -sum(mask))


def _same_with(line: Line, other: Line) -> dict[str, str] | None:
    """The first values with which two wordings are the same words; None where there are none."""
    names = sorted({*line.variables, *other.variables})
    full = _full(names)
    count = len(names)
    ends = [(True,) * count, (False,) * count]
    for mask in _masks(count) if count <= _MOST_MIXED else ends:
        values = {name: full[name] if kept else "" for name, kept in zip(names, mask, strict=True)}
        try:
            words = _only_words(line.render(values))
            if words and words == _only_words(other.render(values)):
                return values
        except TEMPLATE_FAILURES:
            return None  # told by _faults_with already
    return None


def _circumstance(line: Line, values: Mapping[str, str]) -> str:
    empty = [name for name in line.variables if not values[name]]
    if empty:
        return f" when {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty"
    usual = next(scenarios(line))
    other = [name for name in line.variables if values[name] != usual[name]]
    return f" when {other[0]} is {excerpt(values[other[0]])}" if other else ""


def _own_faults(line: Line, language: Language, seen: Iterable[str]) -> Iterator[Fault]:
    """What is wrong with the words that are the wording's own, whatever it is filled with."""
    text = own_words(line.source)
    if language == "es":
        yield from familiar_faults(text)
    if not any(what.startswith("the wording is not in") for what in seen):
        yield from foreign_words(text, language)


def _run_together(line: Line) -> Iterator[Fault]:
    """Two words with no space between them, where a variable or a condition begins or ends."""
    if not line.variables:
        return
    template = seamed(line)
    for values in scenarios(line):
        try:
            text = template.render(values)
        except TEMPLATE_FAILURES:
            return  # told by _faults_with already
        found = _NO_SPACE.search(text)
        if found and found[2] not in _ENDINGS:
            words = excerpt(found[0].replace(SEAM, ""))
            fix = "Put a space between them: {% if eta %} at {{ eta }}{% endif %}"
            yield Fault(f"two words run together: {words}{_circumstance(line, values)}", fix)
            return


def _hanging_words(line: Line, language: Language) -> Iterator[Fault]:
    """A variable that is put in whether it is empty or not, after a word that leads up to it."""
    full = next(scenarios(line))
    for name in line.variables:
        marker = "Xq"  # a word that no wording holds
        try:
            marked = line.render({**full, name: marker})
            empty = line.render({**full, name: ""})
        except TEMPLATE_FAILURES:
            return  # told by _faults_with already
        pieces = re.split(marker, marked, flags=re.IGNORECASE)
        if empty != " ".join(" ".join(pieces).split()):
            continue  # it stands in an {% if %}
        before = _LEADS_UP[language].search(pieces[0].rstrip())
        if before:
            fix = f"Write {{% if {name} %}}{before[1]} {{{{ {name} }}}}{{% endif %}}"
            yield Fault(f"{excerpt(before[1])} hangs in the air when {name} is empty", fix)


def _never_so(line: Line) -> Iterator[Fault]:
    """Conditions that are never true: the variable has a few values only, and this is none."""
    for name, text in sorted(compared(line.source)) if line.constants else ():
        values = SAMPLES.get(name, ())
        if name in _CLOSED and text and text not in values:
            what = f"{name} is never {excerpt(text)}"
            yield Fault(what, f"It is {', '.join(values)}, or empty")


def _only_words(text: str) -> str:
    """`text` as it sounds: without capitals, accents, punctuation and contractions."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    for short, long in _CONTRACTIONS:
        plain = plain.replace(short, long)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))
