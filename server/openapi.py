"""The OpenAPI 3.1 document, made from what the endpoints declare."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any, Final, Literal

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.docs_page import docs_page
from server.endpoints import Access, Asked, Content, Endpoint, Text, endpoint
from server.errors import (
    Refusal,
    StorageError,
    TooManyRequestsError,
    UnauthenticatedError,
    VoiceAgentError,
)

Json = dict[str, Any]
_Mode = Literal["validation", "serialization"]
_Key = tuple[type[BaseModel], _Mode]

_ABOUT: Final = """\
Checkcall makes check calls to truck drivers over Retell AI. Everything but health, login and
Retell's webhooks wants `Authorization: Bearer …` with an access token (`POST /auth/login`) or an
API key (`checkcall keys add`). Every error looks like `{"detail": "…", "type": "…"}`.
"""


def document(endpoints: Sequence[Endpoint]) -> Json:
    """The whole document."""
    models = _Models(endpoints)
    paths: dict[str, Json] = {}
    for each in endpoints:
        paths.setdefault(each.route, {})[each.method.lower()] = _operation(each, models)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Checkcall", "version": version("checkcall"), "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": models.components(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "token or key"}
            },
        },
    }


class _Models:
    """The JSON schemas of all models."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        wanted: dict[_Key, None] = {(Refusal, "serialization"): None}
        self._parameters: set[str] = set()
        for each in endpoints:
            for model in (each.body, each.query, each.path):
                if model is not None:
                    wanted[model, "validation"] = None
            for content in each.answers.values():
                for answer in _each(content):
                    if not isinstance(answer, Text):
                        wanted[answer, "serialization"] = None
        self._refs, defined = models_json_schema(
            list(wanted), ref_template="#/components/schemas/{model}"
        )
        self._defined: dict[str, Json] = defined.get("$defs", {})

    def ref(self, model: type[BaseModel], mode: _Mode) -> Json:
        """How a model is named elsewhere in the document."""
        return dict(self._refs[model, mode])

    def parameters(self, model: type[BaseModel] | None, place: str) -> list[Json]:
        """The fields of a model as parameters in the path or the query."""
        if model is None:
            return []
        name = self.ref(model, "validation")["$ref"].rpartition("/")[2]
        self._parameters.add(name)
        schema = self._defined[name]
        required = schema.get("required", ())
        return [
            {
                "name": field,
                "in": place,
                "required": place == "path" or field in required,
                "schema": _never_null(told),
                **({"description": told["description"]} if "description" in told else {}),
            }
            for field, told in schema.get("properties", {}).items()
        ]

    def components(self) -> dict[str, Json]:
        """All schemas that the document refers to by name."""
        return {name: told for name, told in self._defined.items() if name not in self._parameters}


def _operation(each: Endpoint, models: _Models) -> Json:
    summary, _, more = each.words.partition("\n")
    operation: Json = {
        "operationId": each.handler.__name__,
        "summary": summary.rstrip("."),
        "tags": [each.tag],
        "parameters": [
            *models.parameters(each.path, "path"),
            *models.parameters(each.query, "query"),
            *(_header(name, meaning) for name, meaning in each.headers.items()),
        ],
        "responses": _responses(each, models),
        "security": [] if each.access is Access.OPEN else [{"bearer": []}],
    }
    if more.strip():
        operation["description"] = "\n".join(line.strip() for line in more.strip().splitlines())
    if each.body is not None:
        schema = models.ref(each.body, "validation")
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _header(name: str, meaning: str) -> Json:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": meaning,
        "schema": {"type": "string"},
    }


def _responses(each: Endpoint, models: _Models) -> Json:
    responses: Json = {}
    for status, content in each.answers.items():
        words = [_words_of(answer) for answer in _each(content)]
        responses[str(status)] = {"description": " / ".join(words) or "Done; nothing to tell."}
        if words:
            responses[str(status)]["content"] = dict(
                _media(answer, models) for answer in _each(content)
            )
    for error in each.refusals():
        known = responses.setdefault(str(error.status), {})
        told = _refusal(error, models)
        if known:
            told["description"] = f"{known['description']} / {told['description']}"
        known.update(told)
    return dict(sorted(responses.items()))


def _refusal(error: type[VoiceAgentError], models: _Models) -> Json:
    told: Json = {
        "description": f"{error.__name__}: {(error.__doc__ or '').strip()}",
        "content": {
            "application/json": {"schema": models.ref(Refusal, "serialization")},
        },
    }
    header = {
        UnauthenticatedError: "WWW-Authenticate",
        TooManyRequestsError: "Retry-After",
        StorageError: "Retry-After",
    }
    if error in header:
        told["headers"] = {header[error]: {"schema": {"type": "string"}}}
    return told


def _media(answer: type[BaseModel] | Text, models: _Models) -> tuple[str, Json]:
    if isinstance(answer, Text):
        kind = "object" if answer.media_type == "application/json" else "string"
        return answer.media_type, {"schema": {"type": kind}}
    return "application/json", {"schema": models.ref(answer, "serialization")}


def _words_of(answer: type[BaseModel] | Text) -> str:
    if isinstance(answer, Text):
        return answer.description
    return (answer.__doc__ or answer.__name__).strip().partition("\n")[0]


def _each(content: Content) -> tuple[type[BaseModel] | Text, ...]:
    if content is None:
        return ()
    return content if isinstance(content, tuple) else (content,)


def _never_null(schema: Mapping[str, Any]) -> Json:
    """The schema of a parameter: there is no null in an address, what is unknown is left out."""
    told = {name: value for name, value in schema.items() if name != "description"}
    if told.get("default", ...) is None:
        del told["default"]
    choices = [each for each in told.pop("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        return {**told, **choices[0]}
    return {**told, "anyOf": choices} if choices else told


class ApiDescription:
    """The document and the page of one API, each made when it is asked for first."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._endpoints = endpoints

    @cached_property
    def document(self) -> Json:
        """For programs."""
        return document(self._endpoints)

    @cached_property
    def page(self) -> str:
        """For people."""
        return docs_page(self.document)


DESCRIPTION = web.AppKey("description", ApiDescription)


@endpoint(
    "GET",
    "/openapi.json",
    answers={200: Text("application/json", "This document.")},
    access=Access.PAGE,
    tag="operations",
)
async def openapi(asked: Asked[None, None, None]) -> web.Response:
    """This API as an OpenAPI 3.1 document."""
    description = asked.request.app[DESCRIPTION]
    # Making it takes a while, in which no driver should wait.
    return web.json_response(await asyncio.to_thread(lambda: description.document))


@endpoint(
    "GET",
    "/docs",
    answers={200: Text("text/html", "The page.")},
    access=Access.PAGE,
    tag="operations",
)
async def docs(asked: Asked[None, None, None]) -> web.Response:
    """This API as a page to read. A browser asks for a password: a key or an access token."""
    description = asked.request.app[DESCRIPTION]
    return web.Response(
        text=await asyncio.to_thread(lambda: description.page),
        content_type="text/html",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )


ENDPOINTS: Final = (openapi, docs)
