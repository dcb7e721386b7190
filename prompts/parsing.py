"""A prompt file as its editor wrote it: wordings with their line numbers, and the guidance.

A file is front matter between two `---` lines (`lines:` and `lines_es:`, each a list of wordings)
and below it the guidance. Nothing here knows what a wording may say; see `checks`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

from prompts.mending import QUOTE_IT, UNREADABLE, mended_rows
from prompts.problems import Fault, Findings, excerpt, meant

Language = Literal["en", "es"]

#: The front matter's keys, and the language whose wordings stand under each.
LANGUAGE_OF_KEY: Mapping[str, Language] = {"lines": "en", "lines_es": "es"}
LANGUAGES: tuple[Language, ...] = tuple(LANGUAGE_OF_KEY.values())

#: A file larger than this (bytes) is no prompt file.
LARGEST_FILE = 64 * 1024

#: Longer guidance (characters) makes every model slower, and is read by none to its end.
LONGEST_GUIDANCE = 2000

#: What UTF-8 looks like that somebody has read as Latin-1 or Windows-1252.
MANGLED = re.compile(r"Ã[\x80-\xbf\u0192\u201a-\u2122]|Â[\x80-\xbf¿¡ ]|â€|ï¿½|\ufffd")

_FENCE = "---"
_FIRST_LINE = "The first line must be ---, with lines: below it"
# What word processors and slips of the finger make of it.
_ALMOST_FENCE = re.compile(r"^\s*(?:[-–—]{2,}|- - -|\+\+\+|===+|\*\*\*|___+|\.\.\.)\s*$")  # noqa: RUF001
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)")
# A row that belongs to no front matter: no key, no item, not indented, no comment.
_PROSE = re.compile(r"^(?![\w-]+\s*:|[\w-]+\s*$|[-–—•*#]|\s)\S")  # noqa: RUF001
_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME)\b|(?i:\blorem ipsum\b)")
_LINE_END = re.compile(r"\r\n?")
# YAML takes these for line ends and editors do not; as spaces they leave both counting the same.
_NO_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}
# What YAML takes for no text at all.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TEXT_TAG = "tag:yaml.org,2002:str"
_NOTHING_TAG = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say the step, a template still; `line` is where it stands in the file."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class WordingSet:
    """The wordings of one language. `count` also counts entries that could not be read."""

    line: int
    count: int
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class PromptFile:
    """What could be read from one file; a language whose key is missing or broken is absent."""

    sets: Mapping[Language, WordingSet] = field(default_factory=dict)
    guidance: str = ""


def read_raw(path: Path, findings: Findings) -> bytes | None:
    """The bytes of `path`; whatever is wrong goes to `findings`, nothing is raised."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # A pipe would be waited for for ever.
            findings.add(None, Fault("is not a file", "Make it a readable text file"))
            return None
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as exc:
        reason = exc.strerror or str(exc)
        findings.add(None, Fault(f"cannot be read ({reason})", "Make it a readable text file"))
        return None
    if len(raw) > LARGEST_FILE:
        what = f"is larger than {LARGEST_FILE // 1024} kB"
        findings.add(None, Fault(what, "A few wordings and a short guidance are enough"))
        return None
    return raw


def parse_raw(raw: bytes, findings: Findings) -> PromptFile:
    """Parse the bytes of one prompt file; whatever is wrong goes to `findings`."""
    # UTF-16 is full of zero bytes, which are UTF-8 too.
    wrong = raw.find(b"\0")
    text = ""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        wrong = exc.start if wrong < 0 else min(wrong, exc.start)
    if wrong < 0:
        return parse_prompt(text, findings)
    what = f"is not UTF-8 text (byte 0x{raw[wrong]:02x})"
    findings.add(raw.count(b"\n", 0, wrong) + 1, Fault(what, "Save the file as UTF-8 text"))
    return PromptFile()


def parse_prompt(text: str, findings: Findings) -> PromptFile:
    """Parse the text of one prompt file; whatever is wrong goes to `findings`."""
    rows = _LINE_END.sub("\n", text).translate(_NO_LINE_ENDS).split("\n")
    if not text.strip():
        findings.add(1, Fault("is empty", _FIRST_LINE))
        return PromptFile()
    rows = _without_conflicts(rows, findings)
    begin = _opening_fence(rows, findings)
    end = _closing_fence(rows, begin, findings)
    guidance = "\n".join(rows[end + 1 :]).strip()
    if not re.search(r"\w", guidance):
        fix = "Say below the second --- in a few sentences what the step is for"
        findings.add(min(end + 1, len(rows)), Fault("the guidance is missing", fix))
    for number, fault in check_guidance(rows[end + 1 :]):
        findings.add(end + 2 + number, fault)
    # What stands above becomes empty rows, so that YAML counts lines as the editor does.
    sets = _FrontMatter([*[""] * (begin + 1), *rows[begin + 1 : end]], findings).sets()
    return PromptFile(sets, guidance)


def _without_conflicts(rows: list[str], findings: Findings) -> list[str]:
    """The rows without the marks that a merge of two edits leaves."""
    kept = []
    for number, row in enumerate(rows, 1):
        if _CONFLICT.match(row):
            what = "two edits of this file were merged and not put together"
            findings.add(
                number, Fault(what, "Keep the lines that are right, and take this one out")
            )
            row = ""  # noqa: PLW2901 - the row stays, so that lines count as in the file
        kept.append(row)
    return kept


def _opening_fence(rows: list[str], findings: Findings) -> int:
    """The index of the opening fence; -1 where the front matter begins without one."""
    if rows[0].rstrip() == _FENCE:
        return 0
    if _ALMOST_FENCE.match(rows[0]):
        findings.add(1, Fault(f"the first line is {excerpt(rows[0])}", _FIRST_LINE))
        return 0
    first = next(number for number, row in enumerate(rows) if row.strip())
    if rows[first].rstrip() == _FENCE:
        findings.add(1, Fault("an empty line stands above the first ---", _FIRST_LINE))
        return first
    findings.add(1, Fault(f"begins with {excerpt(rows[0])}", _FIRST_LINE))
    keys = (n for n, row in enumerate(rows) if row.split(":")[0] in LANGUAGE_OF_KEY)
    return next(keys, 0) - 1


def _closing_fence(rows: list[str], begin: int, findings: Findings) -> int:
    """The index of the closing fence, or of the row where the front matter plainly ends."""
    after = range(begin + 1, len(rows))
    end = next((n for n in after if rows[n].rstrip() == _FENCE), None)
    almost = next((n for n in after if _ALMOST_FENCE.match(rows[n])), None)
    prose = next((n for n in after if _PROSE.match(rows[n])), len(rows))
    if end is not None and (almost is None or almost >= end):
        return end
    if almost is not None:
        what = f"the front matter is closed with {excerpt(rows[almost].strip())}"
        findings.add(almost + 1, Fault(what, "Write --- alone: three hyphens and nothing else"))
        return almost
    what = "the front matter that opens here is never closed"
    findings.add(max(begin, 0) + 1, Fault(what, "Put a line with --- alone below the last wording"))
    return prose - 1 if prose < len(rows) and not rows[prose - 1].strip() else prose


def check_guidance(rows: Sequence[str]) -> Iterator[tuple[int, Fault]]:
    """What is wrong with the rows of a guidance, and in which of them, counted from 0."""
    length = 0
    for number, row in enumerate(rows):
        length += len(row) + 1
        if re.search(r"\{\{|\{%|\}\}|%\}", row):
            what = "the guidance uses {{ }} or {% %}, which work in wordings only"
            yield number, Fault(what, "Name the variable in plain words")
        if row.split(":")[0].strip().lower() in LANGUAGE_OF_KEY or re.match(r'\s*-\s*"', row):
            what = "wordings stand below the second ---, where they are never said"
            yield number, Fault(what, "Move them above it")
        if row.rstrip() == _FENCE:
            what = "a third --- stands in the guidance"
            yield number, Fault(what, "Two are enough: above and below the wordings")
        if placeholder := _PLACEHOLDER.search(row):
            what = f"{excerpt(placeholder[0])} is not guidance yet"
            yield number, Fault(what, "Say in plain sentences what the step is for")
        if mangled := MANGLED.search(row):
            what = f"{excerpt(mangled[0])} is a letter that was saved in the wrong encoding"
            yield number, Fault(what, "Save the file as UTF-8 and type the letter again")
        if length - len(row) - 1 <= LONGEST_GUIDANCE < length:
            what = f"the guidance is longer than {LONGEST_GUIDANCE} characters"
            yield number, Fault(what, "A model needs a few sentences: what to say, what not to")


class _FrontMatter:
    """The YAML of one file, read as nodes because only they know their lines."""

    def __init__(self, rows: list[str], findings: Findings) -> None:
        self.rows = rows
        self.findings = findings

    def sets(self) -> dict[Language, WordingSet]:
        root = self._compose()
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            what = "the front matter has no keys"
            self._add(root, what, "It holds lines: and lines_es:, each with a list below it")
            return {}
        found: dict[Language, WordingSet] = {}
        seen: set[str] = set()
        for key, value in root.value:
            language = self._language(key, seen)
            if language is not None and (wordings := self._wordings(key, value)) is not None:
                found[language] = wordings
        for name in LANGUAGE_OF_KEY:
            if name not in seen:
                fix = f"Add {name}: and a list of wordings below it"
                self.findings.add(1, Fault(f"{name}: is missing", fix))
        return found

    def _compose(self) -> yaml.Node | None:
        try:
            root = self._composed()
        except RecursionError:
            self.findings.add(2, Fault("the front matter is nested too deeply", QUOTE_IT))
            return None
        if root is None:
            fix = "Write lines: and lines_es:, each with a list below it"
            self.findings.add(1, Fault("the front matter is empty", fix))
        return root

    def _composed(self) -> yaml.Node | None:
        """The YAML, mended where it is none: one slip must not hide the others."""
        for attempt in range(len(self.rows)):
            try:
                return yaml.compose("\n".join(self.rows), Loader=yaml.SafeLoader)
            except yaml.YAMLError as exc:
                line, reason = self._locate(exc)
                fault = Fault(f"the front matter is broken: {reason}", QUOTE_IT)
            told = len(self.findings.problems)
            if not attempt:
                # Plain slips are told in plain words, instead of YAML's.
                self.rows = [_UNREADABLE.sub(" ", row) for row in self.rows]
                self.rows = mended_rows(self.rows, self.findings)
            else:
                self.rows[line - 1] = f'  - "{UNREADABLE}"'
            if attempt or told == len(self.findings.problems):
                self.findings.add(line, fault)
        return yaml.MappingNode("tag:yaml.org,2002:map", [])

    def _locate(self, exc: yaml.YAMLError) -> tuple[int, str]:
        """The line to look at, and the reason in YAML's words."""
        if isinstance(exc, yaml.reader.ReaderError):
            before = "\n".join(self.rows)[: exc.position]
            return before.count("\n") + 1, "a character that cannot be in a text file"
        if not isinstance(exc, yaml.MarkedYAMLError):
            return 1, str(exc)
        mark = exc.problem_mark or exc.context_mark
        line = 1 if mark is None else mark.line + 1
        problem = exc.problem or ""
        if problem.startswith("expected"):
            return line, "the line does not go with those above it"
        return line, problem or "it is not YAML"

    def _language(self, key: yaml.Node, seen: set[str]) -> Language | None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in LANGUAGE_OF_KEY:
            self._add(key, f"unknown key {excerpt(name)}", meant(name, LANGUAGE_OF_KEY))
            return None
        if name in seen:
            self._add(key, f"{name}: stands here a second time", "Keep one list for each language")
            return None
        seen.add(name)
        return LANGUAGE_OF_KEY[name]

    def _wordings(self, key: yaml.Node, value: yaml.Node) -> WordingSet | None:
        name = key.value
        nothing = isinstance(value, yaml.ScalarNode) and value.tag == _NOTHING_TAG
        if nothing or (isinstance(value, yaml.SequenceNode) and not value.value):
            self._add(key, f"{name}: has no wordings", QUOTE_IT)
            return None
        if not isinstance(value, yaml.SequenceNode):
            self._add(key, f"{name}: is not a list", QUOTE_IT)
            return None
        wordings = tuple(
            Wording(entry.value, entry.start_mark.line + 1)
            for entry in value.value
            if self._is_text(entry)
        )
        return WordingSet(key.start_mark.line + 1, len(value.value), wordings)

    def _is_text(self, entry: yaml.Node) -> bool:
        if isinstance(entry, yaml.MappingNode):
            what = "the wording is not read as text, because of a colon or a brace"
            self._add(entry, what, QUOTE_IT)
        elif not isinstance(entry, yaml.ScalarNode):
            self._add(entry, "the wording is a list, not text", QUOTE_IT)
        elif entry.value == UNREADABLE:
            pass  # told already
        elif entry.tag == _NOTHING_TAG or not entry.value.strip():
            self._add(entry, "the wording is empty", "Write the words, or take the line out")
        elif entry.tag != _TEXT_TAG:
            kind = entry.tag.rpartition(":")[2]
            self._add(entry, f"{excerpt(entry.value)} is read as {kind}, not as text", QUOTE_IT)
        elif self._is_cut_short(entry):
            self._add(entry, "everything from the # on is a comment and not said", QUOTE_IT)
        else:
            return True
        return False

    def _is_cut_short(self, entry: yaml.ScalarNode) -> bool:
        """Whether words without quotes end in a comment: "load #12" would be said as "load"."""
        rest = self.rows[entry.end_mark.line][entry.end_mark.column :]
        return entry.style is None and rest.lstrip().startswith("#")

    def _add(self, node: yaml.Node, what: str, fix: str) -> None:
        self.findings.add(node.start_mark.line + 1, Fault(what, fix))
