"""HTTP routes as data: each says what it takes, what it answers and who may use it.

    @endpoint("GET", "/loads/{id}", answers={200: Load})
    async def load(asked: Asked[None, None, LoadPath]) -> Load:
        "What is known of a load."

The models of body, query and path stand in the annotation. A handler gets its input checked and
returns a model, an `Answer`, or a response of its own. Whatever is wrong with the input is refused
before it runs; the OpenAPI document is made from the same declarations.
"""

from __future__ import annotations

import http
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import NoneType
from typing import Any, Final, Generic, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware
from pydantic import BaseModel, ConfigDict, ValidationError

from server.callers import Caller, authenticate
from server.errors import (
    InvalidInputError,
    MalformedRequestError,
    NotFoundError,
    StorageError,
    TooLargeError,
    UnauthenticatedError,
    VoiceAgentError,
)
from server.resources import RESOURCES, Resources

#: A member of an enumeration, as Python shows it.
_MEMBER: Final = re.compile(r"<\w+\.\w+: ('[^']*')>")

#: The longest body (bytes) that an endpoint takes where it does not say otherwise.
LONGEST_BODY: Final = 1024 * 1024


class Body(BaseModel):
    """Base of what is sent as JSON. A field that is not known is refused: it may be a typo."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Query(BaseModel):
    """Base of what stands behind the `?`, and of what stands in the path."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Access(StrEnum):
    """Who may use an endpoint."""

    OPEN = "open"
    #: A user who logged in, or a machine with a key.
    MEMBER = "member"
    #: The same, also by a browser's own question for a password. Only for pages to read: a browser
    #: sends what it was told to other sites' requests, too.
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Text:
    """An answer that is not JSON, for the OpenAPI document."""

    media_type: str
    description: str


#: What stands behind one status: one or more shapes, or None for no body at all.
Content = type[BaseModel] | Text | tuple[type[BaseModel] | Text, ...] | None

BodyT = TypeVar("BodyT", bound=BaseModel | None)
QueryT = TypeVar("QueryT", bound=BaseModel | None)
PathT = TypeVar("PathT", bound=BaseModel | None)


@dataclass(frozen=True, slots=True)
class Asked(Generic[BodyT, QueryT, PathT]):
    """One request, checked: each part is as declared, None where nothing is declared."""

    request: web.Request
    #: Nobody at an open endpoint.
    caller: Caller | None
    body: BodyT
    query: QueryT
    path: PathT

    @property
    def resources(self) -> Resources:
        """What the whole server shares."""
        return self.request.app[RESOURCES]


class Answer(NamedTuple):
    """A model with another status than the first declared one, or with headers."""

    model: BaseModel | None
    status: int
    headers: Mapping[str, str] = {}


Answered = BaseModel | Answer | web.StreamResponse | None
_Handler = Callable[[Asked[Any, Any, Any]], Awaitable[Answered]]


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One declared route."""

    method: str
    route: str
    handler: _Handler
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    path: type[BaseModel] | None
    answers: Mapping[int, Content]
    errors: Sequence[type[VoiceAgentError]]
    access: Access
    longest_body: int
    tag: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What the endpoint is for, in its handler's own words."""
        return (self.handler.__doc__ or "").strip()

    def definition(self) -> web.RouteDef:
        """The route as aiohttp takes it. HEAD answers like GET.

        Numbers in it are digits alone: `/calls/initiate` is no call of that number.
        """
        fields = {} if self.path is None else self.path.model_fields
        numbers = [name for name, told in fields.items() if told.annotation is int]
        address = self.route
        for name in numbers:
            address = address.replace(f"{{{name}}}", rf"{{{name}:\d+}}")
        return web.RouteDef(
            self.method,
            address,
            self.handle,
            {"allow_head": True} if self.method == "GET" else {},
        )

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request. Raises `VoiceAgentError` where it is refused."""
        # Who asks comes first: an outsider learns nothing, not even what is wrong with his input.
        caller = await self._caller(request)
        asked = Asked(
            request,
            caller,
            path=_path_of(request, self.path),
            query=_query_of(request, self.query),
            body=await _body_of(request, self.body, self.longest_body),
        )
        return self._response(await self.handler(asked))

    async def _caller(self, request: web.Request) -> Caller | None:
        if self.access is Access.OPEN:
            return None
        return await authenticate(request, by_browser=self.access is Access.PAGE)

    def refusals(self) -> list[type[VoiceAgentError]]:
        """Every refusal that this endpoint may answer with, but mistakes of ours."""
        kinds = [*self.errors, StorageError]
        if self.access is not Access.OPEN:
            kinds.append(UnauthenticatedError)
        if self.body is not None:
            kinds += [MalformedRequestError, TooLargeError]
        if self.body is not None or self.query is not None:
            kinds.append(InvalidInputError)
        if self.path is not None:
            kinds.append(NotFoundError)
        return list(dict.fromkeys(kinds))

    def _response(self, answered: Answered) -> web.StreamResponse:
        if isinstance(answered, web.StreamResponse):
            return answered
        if not isinstance(answered, Answer):
            answered = Answer(answered, next(iter(self.answers)))
        if answered.model is None:
            return web.Response(status=answered.status, headers=answered.headers)
        return web.Response(
            body=answered.model.model_dump_json().encode(),
            status=answered.status,
            headers=answered.headers,
            content_type="application/json",
        )


def endpoint(  # noqa: PLR0913 - a declaration: all but two are named and have defaults
    method: str,
    route: str,
    *,
    answers: Mapping[int, Content],
    errors: Sequence[type[VoiceAgentError]] = (),
    access: Access = Access.MEMBER,
    longest_body: int = LONGEST_BODY,
    tag: str = "",
    headers: Mapping[str, str] | None = None,
) -> Callable[[_Handler], Endpoint]:
    """Declare a route. `answers`: what stands behind each status, the usual one first.

    `errors`: the refusals of this endpoint beside those that its input and access bring along.
    `headers`: request headers that it reads, each with its meaning.
    """

    def declare(handler: _Handler) -> Endpoint:
        body, query, path = _models(handler)
        return Endpoint(
            method=method,
            route=route,
            handler=handler,
            body=body,
            query=query,
            path=path,
            answers=answers,
            errors=errors,
            access=access,
            longest_body=longest_body,
            tag=tag or route.split("/")[1],
            headers=headers or {},
        )

    return declare


def _models(handler: _Handler) -> list[type[BaseModel] | None]:
    """The models of body, query and path, as the handler's one argument names them."""
    (asked,) = (hint for name, hint in get_type_hints(handler).items() if name != "return")
    return [None if part is NoneType else part for part in get_args(asked)]


def guard(endpoints: Sequence[Endpoint]) -> Middleware:
    """Let nobody find out what there is by asking for what is not.

    Beside and below the addresses that want a user or a key, an outsider gets 401 for everything,
    known or not.
    """
    guarded = {each.route.split("/")[1] for each in endpoints if each.access is not Access.OPEN}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        unmatched = request.match_info.http_exception is not None
        if unmatched and request.path.partition("/")[2].partition("/")[0] in guarded:
            await authenticate(request)
        return await handler(request)

    return check


def problems(error: ValidationError) -> str:
    """What is wrong, field by field. Never what was sent: it may be a secret or a number."""
    return "; ".join(
        f"{'.'.join(map(str, each['loc'])) or 'the whole'}: {_in_words(each['msg'])}"
        for each in error.errors(include_url=False, include_input=False, include_context=False)
    )


def _in_words(message: str) -> str:
    """What pydantic says, without what only means something to those who read our code."""
    return _MEMBER.sub(r"\1", message.removeprefix("Value error, "))


def _path_of(request: web.Request, model: type[BaseModel] | None) -> BaseModel | None:
    if model is None:
        return None
    try:
        return model.model_validate(dict(request.match_info))
    except ValidationError as error:
        # An id that cannot be one names nothing that is there.
        raise NotFoundError(http.HTTPStatus.NOT_FOUND.phrase) from error


def _query_of(request: web.Request, model: type[BaseModel] | None) -> BaseModel | None:
    if model is None:
        return None
    try:
        return model.model_validate({name: _value(request, model, name) for name in request.query})
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error


def _value(request: web.Request, model: type[BaseModel], name: str) -> str | list[str]:
    """One value, or all of them where a list is wanted or a name stands there twice."""
    values = request.query.getall(name)
    many = any(
        name in (field, told.alias) and get_origin(told.annotation) in (list, tuple)
        for field, told in model.model_fields.items()
    )
    return values if many or len(values) > 1 else values[0]


async def _body_of(
    request: web.Request, model: type[BaseModel] | None, longest: int
) -> BaseModel | None:
    if model is None:
        return None
    raw = await read_body(request, longest) or b"{}"
    try:
        return _parsed(raw, model)
    except ValidationError as error:
        if "json_invalid" in _kinds(error):
            raise MalformedRequestError("the body is not JSON") from error
        raise InvalidInputError(problems(error)) from error


def _parsed(raw: bytes, model: type[BaseModel]) -> BaseModel:
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        if "int_type" not in _kinds(error):
            raise
    # To JSON 5.0 is a whole number like 5, and some clients write all numbers that way.
    told = json.loads(raw, parse_float=_whole)
    return model.model_validate_json(json.dumps(told), strict=True)


def _whole(number: str) -> int | float:
    value = float(number)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _kinds(error: ValidationError) -> set[str]:
    return {each["type"] for each in error.errors(include_input=False, include_url=False)}


async def read_body(request: web.Request, longest: int) -> bytes:
    """The raw body of a request. Raises `TooLargeError` and `MalformedRequestError`."""
    if (request.content_length or 0) > longest:
        raise TooLargeError(f"the body is longer than {longest} bytes")
    raw = bytearray()
    try:
        while part := await request.content.readany():
            raw += part
            if len(raw) > longest:
                raise TooLargeError(f"the body is longer than {longest} bytes")
    except (HttpProcessingError, web.RequestPayloadError) as error:
        raise MalformedRequestError("the body cannot be read") from error
    return bytes(raw)
