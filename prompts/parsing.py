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

from prompts.problems import Fault, Findings, excerpt, meant

Language = Literal["en", "es"]

#: The front matter's keys, and the language whose wordings stand under each.
LANGUAGE_OF_KEY: Mapping[str, Language] = {"lines": "en", "lines_es": "es"}
LANGUAGES: tuple[Language, ...] = tuple(LANGUAGE_OF_KEY.values())

#: A file larger than this (bytes) is no prompt file.
LARGEST_FILE = 64 * 1024

_FENCE = "---"
_LINE_END = re.compile(r"\r\n?")
# YAML takes these for line ends and editors do not; as spaces they leave both counting the same.
_NO_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_QUOTE_IT = 'Write each wording on a line of its own, in double quotes: - "How is it going?"'
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
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = raw.count(b"\n", 0, exc.start) + 1
        what = f"is not UTF-8 text (byte 0x{raw[exc.start]:02x})"
        findings.add(line, Fault(what, "Save the file as UTF-8"))
        return PromptFile()
    return parse_prompt(text, findings)


def parse_prompt(text: str, findings: Findings) -> PromptFile:
    """Parse the text of one prompt file; whatever is wrong goes to `findings`."""
    rows = _LINE_END.sub("\n", text).translate(_NO_LINE_ENDS).split("\n")
    if rows[0].rstrip() != _FENCE:
        what = "is empty" if not text.strip() else f"begins with {excerpt(rows[0])}"
        findings.add(1, Fault(what, "The first line must be ---, with lines: below it"))
        return PromptFile()
    end = next((n for n, row in enumerate(rows[1:], 1) if row.rstrip() == _FENCE), None)
    if end is None:
        what = "the front matter that opens here is never closed"
        findings.add(1, Fault(what, "Put a line with --- alone below the last wording"))
        return PromptFile()
    guidance = "\n".join(rows[end + 1 :]).strip()
    if not guidance:
        fix = "Say below the second --- in a few sentences what the step is for"
        findings.add(end + 1, Fault("the guidance is missing", fix))
    for number, fault in check_guidance(rows[end + 1 :]):
        findings.add(end + 2 + number, fault)
    # The opening fence becomes an empty row, so that YAML counts lines as the editor does.
    sets = _FrontMatter(["", *rows[1:end]], findings).sets()
    return PromptFile(sets, guidance)


def check_guidance(rows: Sequence[str]) -> Iterator[tuple[int, Fault]]:
    """What is wrong with the rows of a guidance, and in which of them, counted from 0."""
    for number, row in enumerate(rows):
        if re.search(r"\{\{|\{%", row):
            what = "the guidance uses {{ }} or {% %}, which work in wordings only"
            yield number, Fault(what, "Name the variable in plain words")


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
            root = yaml.compose("\n".join(self.rows), Loader=yaml.SafeLoader)
        except yaml.YAMLError as exc:
            line, reason = self._locate(exc)
            self.findings.add(line, Fault(f"the front matter is broken: {reason}", _QUOTE_IT))
            return None
        except RecursionError:
            self.findings.add(2, Fault("the front matter is nested too deeply", _QUOTE_IT))
            return None
        if root is None:
            fix = "Write lines: and lines_es:, each with a list below it"
            self.findings.add(1, Fault("the front matter is empty", fix))
        return root

    def _locate(self, exc: yaml.YAMLError) -> tuple[int, str]:
        """The line to look at, and the reason in YAML's words."""
        if isinstance(exc, yaml.reader.ReaderError):
            before = "\n".join(self.rows)[: exc.position]
            return before.count("\n") + 1, "a character that cannot be in a text file"
        if not isinstance(exc, yaml.MarkedYAMLError):
            return 1, str(exc)
        mark = exc.problem_mark or exc.context_mark
        line = 1 if mark is None else mark.line + 1
        if (quoted := self._bad_quotes(line)) is not None:
            return quoted
        problem = exc.problem or ""
        if problem.startswith("expected"):
            return line, "the line does not go with those above it"
        return line, problem or "it is not YAML"

    def _bad_quotes(self, last: int) -> tuple[int, str] | None:
        """The first wording up to line `last` whose double quotes explain that YAML gave up."""
        for number, row in enumerate(self.rows[:last], 1):
            quotes = len(re.findall(r'(?<!\\)"', row)) if row.lstrip().startswith('- "') else 0
            if quotes % 2:
                return number, "a quotation mark has no partner"
            if quotes > 2 and number == last:
                return number, "double quotes stand inside the double quotes"
        return None

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
            self._add(key, f"{name}: has no wordings", _QUOTE_IT)
            return None
        if not isinstance(value, yaml.SequenceNode):
            self._add(key, f"{name}: is not a list", _QUOTE_IT)
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
            self._add(entry, what, _QUOTE_IT)
        elif not isinstance(entry, yaml.ScalarNode):
            self._add(entry, "the wording is a list, not text", _QUOTE_IT)
        elif entry.tag == _NOTHING_TAG or not entry.value.strip():
            self._add(entry, "the wording is empty", "Write the words, or take the line out")
        elif entry.tag != _TEXT_TAG:
            kind = entry.tag.rpartition(":")[2]
            self._add(entry, f"{excerpt(entry.value)} is read as {kind}, not as text", _QUOTE_IT)
        elif self._is_cut_short(entry):
            self._add(entry, "everything from the # on is a comment and not said", _QUOTE_IT)
        else:
            return True
        return False

    def _is_cut_short(self, entry: yaml.ScalarNode) -> bool:
        """Whether words without quotes end in a comment: "load #12" would be said as "load"."""
        rest = self.rows[entry.end_mark.line][entry.end_mark.column :]
        return entry.style is None and rest.lstrip().startswith("#")

    def _add(self, node: yaml.Node, what: str, fix: str) -> None:
        self.findings.add(node.start_mark.line + 1, Fault(what, fix))
