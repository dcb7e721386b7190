"""One prompt file against the rule of its step: every wording is rendered before a driver hears it.

Each wording is filled with all values, with none, and with every mix of the variables that it uses,
because a load without a destination must not make a sentence stumble in the middle of a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from conversation.steps import COMMON_VARIABLES, STEP_RULES, Step, StepRule
from prompts.parsing import LANGUAGE_OF_KEY, Language, PromptFile, WordingSet
from prompts.problems import Fault, Findings, excerpt
from prompts.rendering import TEMPLATE_FAILURES, Line, LineFaults, compile_line
from prompts.safety import safety_faults
from prompts.speech import speech_faults

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
}
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

Lines = Mapping[Language, tuple[Line, ...]]


def check_step(step: Step, file: PromptFile, findings: Findings) -> Lines:
    """Compile and check all wordings of `step`; whatever is wrong goes to `findings`."""
    lines: dict[Language, tuple[Line, ...]] = {}
    spoken: dict[str, tuple[int, Language]] = {}
    for language, wordings in file.sets.items():
        _check_count(step, language, wordings, findings)
        lines[language] = tuple(_check_wordings(step, language, wordings, spoken, findings))
    return lines


def _check_count(step: Step, language: Language, wordings: WordingSet, findings: Findings) -> None:
    needed = STEP_RULES[step].wordings
    if wordings.count < needed:
        key = _KEY_OF_LANGUAGE[language]
        what = f"{key}: has {wordings.count} wording{'' if wordings.count == 1 else 's'}"
        fix = f"This step needs {needed} at least, so that no driver hears the same words twice"
        findings.add(wordings.line, Fault(what, fix))


def _check_wordings(
    step: Step,
    language: Language,
    wordings: WordingSet,
    spoken: dict[str, tuple[int, Language]],
    findings: Findings,
) -> Iterator[Line]:
    rule = STEP_RULES[step]
    for wording in wordings.wordings:
        try:
            line = compile_line(wording.text, {**COMMON_VARIABLES, **rule.variables})
        except LineFaults as exc:
            for fault in exc.faults:
                findings.add(wording.line, fault)
            continue
        faults = list(_line_faults(step, line, language))
        faults += _repetitions(line, wording.line, language, spoken)
        for fault in faults:
            findings.add(wording.line, fault)
        yield line


def _line_faults(step: Step, line: Line, language: Language) -> Iterator[Fault]:
    """Each fault of a wording once, told with the first values that show it."""
    rule = STEP_RULES[step]
    seen: set[str] = set()
    for values in scenarios(line):
        for fault in _faults_with(step, rule, line, language, values):
            if fault.what not in seen:
                seen.add(fault.what)
                yield Fault(f"{fault.what}{_circumstance(line, values)}", fault.fix)
    yield from _hanging_words(line, language)


def _faults_with(
    step: Step, rule: StepRule, line: Line, language: Language, values: Mapping[str, str]
) -> Iterator[Fault]:
    try:
        text = line.render(values)
    except TEMPLATE_FAILURES as exc:
        fix = "Compare texts only, and give a filter what it needs"
        yield Fault(f"the wording fails ({exc})", fix)
        return
    yield from speech_faults(text, asks=rule.asks, language=language)
    if text:
        yield from safety_faults(step, text, language)


def scenarios(line: Line) -> Iterator[dict[str, str]]:
    """Values to try a wording with: all full first, then with more and more of them empty."""
    names = line.variables
    full = {name: SAMPLES.get(name, _ANY_VALUE)[0] for name in names}
    masks = sorted(product((True, False), repeat=len(names)), key=lambda mask: -sum(mask))
    for mask in masks:
        yield {name: full[name] if kept else "" for name, kept in zip(names, mask, strict=True)}
    for name in names:
        # What a wording compares with may be any variable's value.
        for other in (*SAMPLES.get(name, _ANY_VALUE)[1:], *line.constants):
            yield {**full, name: other}
            yield {**dict.fromkeys(names, ""), name: other}


def _circumstance(line: Line, values: Mapping[str, str]) -> str:
    empty = [name for name in line.variables if not values[name]]
    if empty:
        return f" when {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty"
    usual = next(scenarios(line))
    other = [name for name in line.variables if values[name] != usual[name]]
    return f" when {other[0]} is {excerpt(values[other[0]])}" if other else ""


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


def _repetitions(
    line: Line, number: int, language: Language, spoken: dict[str, tuple[int, Language]]
) -> list[Fault]:
    """Whether an earlier wording says the same, with all values or with none."""
    empty = dict.fromkeys(line.variables, "")
    for values in (next(scenarios(line)), empty):
        try:
            words = _only_words(line.render(values))
        except TEMPLATE_FAILURES:
            return []
        if not words:
            continue  # nothing is said, which is a fault of its own
        earlier, earlier_language = spoken.setdefault(words, (number, language))
        if earlier == number:
            continue
        if earlier_language != language:
            what = f"the wording is the same in both languages (line {earlier})"
            return [Fault(what, "Say it in Spanish under lines_es:")]
        what = f"the wording is the same as on line {earlier}{_circumstance(line, values)}"
        return [Fault(what, "Say it differently, also when nothing is known")]
    return []


def _only_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
