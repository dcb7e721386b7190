"""The OpenAPI document as a page to read: no script, and nothing from other hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

Json = Mapping[str, Any]

_STYLE: Final = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --dim: #777; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 1rem; }
h1 { margin-bottom: 0 } h2 { margin: 2rem 0 .5rem; text-transform: capitalize }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { background: var(--soft);
  padding: .6rem; overflow-x: auto; border-radius: 4px }
nav { columns: 3 14rem; margin: 1rem 0; padding: .8rem; border: 1px solid var(--line);
  border-radius: 6px } nav a { display: block; text-decoration: none; white-space: nowrap }
.op { border: 1px solid var(--line); border-radius: 6px; margin: .6rem 0; padding: 0 .9rem }
.op > summary { cursor: pointer; padding: .55rem 0 } .op[open] > summary { font-weight: 600 }
.verb { display: inline-block; min-width: 4.2rem; font-weight: 700 }
.get { color: #2878c8 } .post { color: #2a9150 } .put { color: #b8791c } .delete { color: #c5403a }
.dim { color: var(--dim); font-weight: 400 } .lock { float: right }
table { border-collapse: collapse; width: 100%; margin: .3rem 0 1rem } th { text-align: left }
td, th { border-top: 1px solid var(--line); padding: .25rem .6rem .25rem 0; vertical-align: top }
td details { margin: .1rem 0 } td:first-child { white-space: nowrap }
"""


def docs_page(document: Json) -> str:
    """The whole page."""
    info = document["info"]
    tags: dict[str, list[tuple[str, str, Json]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tags.setdefault(operation["tags"][0], []).append((method, path, operation))
    shapes = _Shapes(document["components"]["schemas"])
    body = [
        f"<h1>{escape(info['title'])} <span class=dim>{escape(info['version'])}</span></h1>",
        _paragraphs(info["description"]),
        '<p><a href="/openapi.json">openapi.json</a> is the same for programs.</p>',
        "<nav>",
        *(_link(*each) for operations in tags.values() for each in operations),
        "</nav>",
    ]
    for tag, operations in tags.items():
        body.append(f"<h2>{escape(tag)}</h2>")
        body += [_operation(*each, shapes) for each in operations]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkcall API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    )


def _link(method: str, path: str, operation: Json) -> str:
    name = escape(operation["operationId"])
    return f'<a href="#{name}">{_verb(method)} <code>{escape(path)}</code></a>'


def _verb(method: str) -> str:
    return f'<span class="verb {method}">{method.upper()}</span>'


def _operation(method: str, path: str, operation: Json, shapes: _Shapes) -> str:
    lock = '<span class="dim lock">token or key</span>' if operation["security"] else ""
    summary = f"<span class=dim> {escape(operation['summary'])}</span>"
    parts = [
        f'<details class=op id="{escape(operation["operationId"])}">',
        f"<summary>{_verb(method)}<code>{escape(path)}</code> {lock}{summary}</summary>",
        _paragraphs(operation.get("description", "")),
    ]
    if operation["parameters"]:
        parts.append("<h4>Parameters</h4><table>")
        parts += [_parameter(each, shapes) for each in operation["parameters"]]
        parts.append("</table>")
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        parts.append(f"<h4>Body (JSON)</h4>{shapes.table(schema)}")
    parts.append("<h4>Answers</h4><table>")
    parts += [_answer(status, told, shapes) for status, told in operation["responses"].items()]
    parts.append("</table></details>")
    return "".join(parts)


def _parameter(parameter: Json, shapes: _Shapes) -> str:
    needed = "" if parameter["required"] else " <span class=dim>optional</span>"
    return _row(
        f"<code>{escape(parameter['name'])}</code>{needed}",
        f"{escape(parameter['in'])}: {shapes.kind(parameter['schema'])}",
        escape(parameter.get("description", "")),
    )


def _answer(status: str, told: Json, shapes: _Shapes) -> str:
    shown = [escape(told["description"])]
    if status < "400":
        for media, content in told.get("content", {}).items():
            if "$ref" in content["schema"]:
                shown.append(_unfold(escape(media), shapes.table(content["schema"])))
            else:
                shown.append(f"<code>{escape(media)}</code>")
    return _row(f"<b>{status}</b>", "<br>".join(shown))


def _row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _unfold(title: str, inside: str) -> str:
    return f"<details><summary>{title}</summary>{inside}</details>"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(each)}</p>" for each in text.split("\n\n") if each.strip())


class _Shapes:
    """JSON schemas as tables; what is inside unfolds."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas

    def table(self, schema: Json, inside: tuple[str, ...] = ()) -> str:
        """The fields of an object, those within it included."""
        name = _name(schema)
        schema = self._schemas[name] if name else schema
        if "properties" not in schema:
            return f"<p>{self.kind(schema)}</p>"
        required = schema.get("required", ())
        rows = [
            _row(
                f"<code>{escape(field)}</code>"
                + ("" if field in required else " <span class=dim>optional</span>"),
                self.kind(told),
                escape(told.get("description", "")) + self._within(told, (*inside, name)),
            )
            for field, told in schema["properties"].items()
        ]
        return f"<table>{''.join(rows)}</table>"

    def _within(self, schema: Json, inside: tuple[str, ...]) -> str:
        found = dict.fromkeys(
            name
            for name in self._named(schema)
            if name not in inside and "properties" in self._schemas[name]
        )
        return "".join(
            _unfold(
                escape(name),
                _paragraphs(self._schemas[name].get("description", ""))
                + self.table({"$ref": f"/{name}"}, inside),
            )
            for name in found
        )

    def _named(self, schema: Json) -> Iterator[str]:
        """The named schemas that a field may hold."""
        if name := _name(schema):
            yield name
        for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
            yield from self._named(each)
        for inner in ("items", "additionalProperties"):
            if isinstance(schema.get(inner), Mapping):
                yield from self._named(schema[inner])

    def kind(self, schema: Json) -> str:
        """A field's type, its range and its default, in a few words."""
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            words = " or ".join(dict.fromkeys(self.kind(each) for each in choices))
        elif name := _name(schema):
            words = self._kind_of_named(name)
        elif "enum" in schema or "const" in schema:
            values = schema.get("enum") or [schema["const"]]
            words = " | ".join(f"<code>{escape(str(value))}</code>" for value in values)
        elif schema.get("type") == "array":
            words = f"list of {self.kind(schema.get('items', {}))}"
        else:
            words = escape(str(schema.get("format") or schema.get("type", "anything")))
            words += _bounds(schema)
        return words + _default(schema.get("default"))

    def _kind_of_named(self, name: str) -> str:
        named = self._schemas[name]
        return escape(name) if "properties" in named else self.kind(named)


def _name(schema: Json) -> str:
    """The name of the schema that this one refers to; empty where it is one itself."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _default(value: object) -> str:
    if not isinstance(value, str | int | float) or value == "":
        return ""
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f" <span class=dim>= {escape(shown)}</span>"


def _bounds(schema: Json) -> str:
    words = [
        f"{sign}&nbsp;{schema[name]}"
        for name, sign in (
            ("minimum", "≥"),
            ("exclusiveMinimum", "&gt;"),
            ("maximum", "≤"),
            ("minLength", "length ≥"),
            ("maxLength", "length ≤"),
        )
        if name in schema
    ]
    return f" <span class=dim>{', '.join(words)}</span>" if words else ""
