"""YAML as people mean it: words stay words, and every value knows its line.

YAML 1.1 turns `no` into false, `+15550100` into a number and `6:30` into 390. Here only `true`,
`false` and `null` are special; everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml


class _PlainLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012 - the base class declares it as a plain dict


_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""]
)
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"]
)


class PlainYamlError(ValueError):
    """The text is not YAML, or says a thing twice. `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


class Document:
    """A parsed text: its `value`, and the line on which each part of it stands."""

    def __init__(self, text: str) -> None:
        """Raises PlainYamlError."""
        try:
            loader = _PlainLoader(text)
            try:
                self._root = loader.get_single_node()
                self.value: object = None
                if self._root is not None:
                    _refuse_repeated_keys(self._root)
                    self.value = loader.construct_document(self._root)
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark is not None else 1
            raise PlainYamlError(line, error.problem or "not YAML") from error
        except yaml.YAMLError as error:
            raise PlainYamlError(1, str(error)) from error

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of the value at `path`; parts of the path that lead nowhere are skipped."""
        node, line = self._root, 1
        for part in path:
            found = _step(node, part)
            if found is not None:
                line, node = found
        return line


def _step(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        member = node.value[part]
        return member.start_mark.line + 1, member
    return None


def _refuse_repeated_keys(node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise PlainYamlError(key.start_mark.line + 1, f"{key.value!r} stands here twice")
            seen.add(key.value)
            _refuse_repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for member in node.value:
            _refuse_repeated_keys(member)
