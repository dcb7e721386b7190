"""Wordings as small templates: compiled once, filled with values that are data and nothing else.

A wording may use variables, `{% if %}`, comparisons and a few filters. Loops, calls and attributes
have no business in a spoken sentence, and without them no wording can run away or fail in a call.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prompts.problems import Fault, excerpt, meant

FILTERS = ("capitalize", "default", "lower", "replace", "title", "trim", "upper")

_HOW_TO = "Write a variable as {{ load_number }}, a condition as {% if eta %}...{% endif %}"

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Filter,
    nodes.Concat,
)
#: A character that no wording holds; see `seamed`.
SEAM = "\ue000"

_IN_WORDS = {
    "Assign": "set",
    "Call": "a call with ( )",
    "Const": "a number",
    "For": "a loop",
    "Getattr": "a dot",
    "Getitem": "square brackets",
    "Test": "is",
}
#: What Jinja raises for a wording that cannot be compiled or filled. Beside its own errors:
#: nesting that is too deep for Python, and values that an operator or filter does not take.
TEMPLATE_FAILURES = (
    TemplateError,
    SyntaxError,
    RecursionError,
    TypeError,
    ValueError,
    AttributeError,
)


class LineFaults(Exception):  # noqa: N818 - carries every fault of one wording
    """A wording cannot be compiled; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Line:
    """A compiled wording. `variables` are those that it uses, `constants` the texts it names."""

    source: str
    variables: tuple[str, ...]
    constants: tuple[str, ...]
    template: Template

    def render(self, values: Mapping[str, str]) -> str:
        """The words to say; a value that is missing counts as empty, others are ignored."""
        context = {name: tidy_value(values.get(name, "")) for name in self.variables}
        return _tidy_speech(self.template.render(context))


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,  # this is speech; an escaped "&" would be read aloud
        undefined=StrictUndefined,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


_ENVIRONMENT = _environment()


def compile_line(source: str, variables: Collection[str]) -> Line:
    """Compile a wording that may use `variables`; raises LineFaults."""
    try:
        tree = _ENVIRONMENT.parse(source)
        faults = list(_faults(tree, variables))
        if faults:
            raise LineFaults(faults)
        template = _ENVIRONMENT.from_string(tree)
    except TemplateSyntaxError as exc:
        what = f"the wording is not a template: {_in_plain_words(source, exc)}"
        raise LineFaults([Fault(what, _HOW_TO)]) from exc
    except TEMPLATE_FAILURES as exc:
        raise LineFaults([Fault("the wording is too deep or too long", _HOW_TO)]) from exc
    names = {name.name for name in tree.find_all(nodes.Name)}
    constants = {const.value for const in tree.find_all(nodes.Const)}
    texts = {text for text in constants if isinstance(text, str)}
    return Line(source, tuple(sorted(names)), tuple(sorted(texts)), template)


def _in_plain_words(source: str, error: TemplateSyntaxError) -> str:
    """What keeps a wording from being a template; in Jinja's words where we have no others."""
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        if source.count(opening) != source.count(closing):
            return f"each {opening} needs its {closing}"
    begun = len(re.findall(r"\{%-?\s*if\b", source))
    ended = len(re.findall(r"\{%-?\s*endif\b", source))
    said = error.message or ""
    unknown = re.search(r"unknown tag '(\w+)'", said)
    if unknown and unknown[1] not in {"endif", "else", "elif"}:
        return f"{{% {unknown[1]} … %}} is not known"
    if begun != ended:
        return f"{begun} {{% if %}} and {ended} {{% endif %}}"
    if "end of print statement" in said:
        return "more than one variable stands between {{ and }}"
    return said.rstrip(".")


def _faults(tree: nodes.Template, variables: Collection[str]) -> Iterator[Fault]:
    """What the wording uses and may not: first unknown constructs, then unknown names."""
    strangers = {_in_words(node) for node in tree.find_all(nodes.Node) if _is_strange(node)}
    if strangers:
        listed = ", ".join(sorted(strangers))
        what = f"the wording uses more than variables, if and filters: {listed}"
        yield Fault(what, _HOW_TO)
        return
    for name in sorted({name.name for name in tree.find_all(nodes.Name)}):
        if name not in variables:
            yield Fault(f"unknown variable {excerpt(name)}", meant(name, variables))
    for name in sorted({node.name for node in tree.find_all(nodes.Filter)}):
        if name not in FILTERS:
            yield Fault(f"unknown filter {excerpt(name)}", meant(name, FILTERS))


def compared(source: str) -> set[tuple[str, str]]:
    """Each variable of a wording that can be compiled, with each text it is compared with."""
    found = set()
    for compare in _ENVIRONMENT.parse(source).find_all(nodes.Compare):
        for operand in compare.ops:
            sides = (compare.expr, operand.expr)
            for name, text in (sides, sides[::-1]):
                if isinstance(name, nodes.Name) and isinstance(text, nodes.Const):
                    found.add((name.name, str(text.value)))
    return found


def own_words(source: str) -> str:
    """All that a wording that can be compiled may say by itself: no values, and each alternative.

    An X stands for each variable.
    """
    return " ".join(_own_words(_ENVIRONMENT.parse(source)))


def _own_words(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.TemplateData(data=data):
            yield data
        case nodes.Const(value=str(text)):
            yield text
        case nodes.Name():
            yield "X"
        case nodes.If(body=body, elif_=others, else_=otherwise):
            for each in (*body, *others, *otherwise):
                yield from _own_words(each)
        case nodes.CondExpr(expr1=one, expr2=other):
            yield from _own_words(one)
            if other is not None:
                yield from _own_words(other)
        case nodes.Compare():
            return  # what is compared is not said
        case _:
            for each in node.iter_child_nodes():
                yield from _own_words(each)


def seamed(line: Line) -> Template:
    """The template of `line` with SEAM wherever words, values and conditions meet."""
    tree = _ENVIRONMENT.parse(line.source)
    for output in tree.find_all(nodes.Output):
        pieces = [piece for node in output.nodes for piece in (node, nodes.TemplateData(SEAM))]
        output.nodes = [nodes.TemplateData(SEAM), *pieces]
    tree.set_environment(_ENVIRONMENT)
    return _ENVIRONMENT.from_string(tree)


def _is_strange(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return not isinstance(node.value, str | bool)
    return not isinstance(node, _ALLOWED)


def _in_words(node: nodes.Node) -> str:
    kind = type(node).__name__
    return _IN_WORDS.get(kind, kind.lower())


_UNSPOKEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]+"
)


def tidy_value(value: str) -> str:
    """`value` on one line, without control characters and without a comma or mark at its end."""
    return _UNSPOKEN.sub(" ", value).strip().rstrip(",;:!? ")


def _tidy_speech(text: str) -> str:
    """Single spaces; and "a.m." at the end of a sentence does not get a second full stop."""
    spoken = " ".join(text.split())
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", spoken) if ".." in spoken else spoken
