"""Front matter that is not YAML: each slip told at its row, and the rows as they were meant.

YAML stops at the first slip and often blames another row. Ops want all slips at once, and those of
the wordings too; so the rows are mended as far as it is plain what was meant, and read again.
"""

from __future__ import annotations

import re

from prompts.problems import Fault, Findings, excerpt

QUOTE_IT = 'Write each wording on a line of its own, in double quotes: - "How is it going?"'

#: What stands for a wording that cannot be read; it is not checked and not missed.
UNREADABLE = "~unreadable~"

_DASHES = "-–—−•*·"  # noqa: RUF001 - what editors make of a hyphen
_QUOTES = "“”„‟″«»"
_KEY = re.compile(r"^(\s*)([A-Za-z_][\w-]*)\s*([:：;=]?)\s*$")  # noqa: RUF001 - a wide colon
_ITEM = re.compile(rf"^(\s*)([{_DASHES}]|\d+[.)])(\s*)(.*?)\s*$")
_BARE = re.compile(rf"^\s*(?:\"|[{_QUOTES}]).*$")


def mended_rows(rows: list[str], findings: Findings) -> list[str]:
    """`rows` as they were meant, line for line; what was wrong goes to `findings`."""
    mender = _Mender(findings)
    return [mender.row(number, row) for number, row in enumerate(rows, 1)]


class _Mender:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def row(self, number: int, row: str) -> str:
        """One row as it was meant."""
        if not row.strip() or row.lstrip().startswith("#"):
            return "" if "\t" in row else row
        tabbed = "\t" in row[: len(row) - len(row.lstrip())]
        if tabbed:
            self._tell(number, "a tab stands in front of the words", "Use two spaces, no tab")
        if key := _KEY.match(row):
            return self._key(number, key)
        if item := _ITEM.match(row):
            return self._item(number, item)
        if _BARE.match(row):
            self._tell(number, "the wording has no hyphen in front", QUOTE_IT)
            return self._wording(number, row.strip())
        return row

    def _key(self, number: int, key: re.Match[str]) -> str:
        indent, name, colon = key.groups()
        if colon != ":":
            self._tell(number, f"{excerpt(name)} has no colon behind it", f"Write {name}:")
        if indent:
            what = f"{name}: does not begin its line"
            self._tell(number, what, f"Write {name}: without a space or tab in front")
        return f"{name}:"

    def _item(self, number: int, item: re.Match[str]) -> str:
        _, dash, space, words = item.groups()
        if dash != "-":
            what = f"the wording begins with {excerpt(dash)}, which is no hyphen"
            self._tell(number, what, QUOTE_IT)
        elif "\t" in space:
            self._tell(number, "a tab stands behind the hyphen", "Put one space there, no tab")
        elif not space and words:
            self._tell(number, "no space stands behind the hyphen", QUOTE_IT)
        return self._wording(number, words) if words else "  -"

    def _wording(self, number: int, words: str) -> str:
        """The words of one item, quoted so that YAML can read them whatever they hold."""
        text = words
        if words[0] in _QUOTES or (words[0] == '"' and words[-1] in _QUOTES):
            what = "curly quotation marks do not hold a wording together"
            self._tell(number, what, 'Use straight ones: "..."')
            text = words.strip(_QUOTES + '"')
        elif words[0] == '"':
            closed = re.fullmatch(r'"((?:[^"\\]|\\.)*)"(?:\s+#.*)?', words)
            if closed is None:
                self._half_quoted(number, words)
                return f'  - "{UNREADABLE}"'
            text = closed[1]
            if bad := re.search(r"\\(?![\"\\/nt])", text):
                what = f"a backslash stands in the words: {excerpt(text[bad.start() :], 8)}"
                self._tell(number, what, "Take the backslash out")
            text = text.replace("\\", "")
        elif words[0] == "'":
            closed = re.fullmatch(r"'((?:[^']|'')*)'(?:\s+#.*)?", words)
            if closed is None:
                what = "single quotation marks end at the first apostrophe"
                self._tell(number, what, QUOTE_IT)
                text = words.strip("'")
            else:
                text = closed[1].replace("''", "'")
        elif not _is_plain(words):
            self._tell(number, "the words need double quotes around them", QUOTE_IT)
        return "  - '" + text.replace("'", "''") + "'"

    def _half_quoted(self, number: int, words: str) -> None:
        odd = (words.count('"') - words.count('\\"')) % 2
        inside = "double quotes stand inside the double quotes"
        self._tell(number, "a quotation mark has no partner" if odd else inside, QUOTE_IT)

    def _tell(self, number: int, what: str, fix: str) -> None:
        self._findings.add(number, Fault(what, fix))


def _is_plain(words: str) -> bool:
    """Whether YAML takes the words as they stand."""
    return words[0] not in "{}[]&*!|>%@`\"'#,?:" and ": " not in words and not words.endswith(":")
