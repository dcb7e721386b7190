"""`/auth`: users log in with a password, stay logged in by refresh tokens, and log out."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import structlog
from aiohttp import web
from pydantic import Field, SecretStr, StringConstraints

from server.callers import authenticate
from server.endpoints import Access, Asked, Body, endpoint
from server.errors import ConflictError, TooManyRequestsError, UnauthenticatedError
from server.login_guard import LOGIN_GUARD
from server.passwords import LONGEST
from server.resources import Resources
from server.tokens import Claims
from storage.users import Login, find_user, log_in, log_out, log_out_by_token, normal_email, refresh

log = structlog.get_logger(__name__)

_Token = Annotated[SecretStr, Field(min_length=1, max_length=500)]


class Credentials(Body):
    """A user's address and password."""

    email: Annotated[str, StringConstraints(min_length=3, max_length=320)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=LONGEST)]


class RefreshToken(Body):
    """The refresh token that was got last."""

    refresh_token: _Token | None = None


class AccessGranted(Body):
    """What a user goes on with. The access token is shown as `Authorization: Bearer …`."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - a kind, no secret
    expires_in: int = Field(description="seconds that the access token is good")
    refresh_token: str = Field(description="good once, for `/auth/refresh`")


@endpoint(
    "POST",
    "/auth/login",
    answers={200: AccessGranted},
    errors=(UnauthenticatedError, TooManyRequestsError),
    access=Access.OPEN,
)
async def login(asked: Asked[Credentials, None, None]) -> AccessGranted:
    """Log in with a password. Tries are limited, per user and per address they come from."""
    resources = asked.resources
    email = normal_email(asked.body.email)
    address = _address(asked.request, resources)
    guard = asked.request.app[LOGIN_GUARD]
    guard.admit(email, address)
    user = await find_user(resources.store, email)
    hashed = user.hashed_password if user else None
    password = asked.body.password.get_secret_value()
    right = await guard.passwords.is_right(password, hashed)
    if user is None or not right or not user.is_active:
        log.warning("login_refused")
        raise UnauthenticatedError("the address or the password is wrong")
    guard.welcome(email, address)
    log.info("login", user=user.id)
    return _granted(resources, await log_in(resources.store, user.id))


@endpoint(
    "POST",
    "/auth/refresh",
    answers={200: AccessGranted},
    errors=(UnauthenticatedError,),
    access=Access.OPEN,
)
async def refresh_access(asked: Asked[RefreshToken, None, None]) -> AccessGranted:
    """The next access token and the next refresh token; the one that was sent is used up."""
    token = asked.body.refresh_token
    if token is None:
        raise UnauthenticatedError("refresh_token: a refresh token is needed")
    following = await refresh(asked.resources.store, token.get_secret_value())
    if following is None:
        raise UnauthenticatedError("refresh_token: it is not good any more")
    return _granted(asked.resources, following)


@endpoint(
    "POST",
    "/auth/logout",
    answers={204: None},
    errors=(UnauthenticatedError, ConflictError),
    access=Access.OPEN,
)
async def logout(asked: Asked[RefreshToken, None, None]) -> None:
    """End the login that the refresh token, or else the access token, belongs to."""
    store, token = asked.resources.store, asked.body.refresh_token
    if token is not None and await log_out_by_token(store, token.get_secret_value()):
        return
    caller = await authenticate(asked.request)
    if caller.session_id is None:
        raise ConflictError("a key has no login that could be ended")
    await log_out(store, caller.session_id)


def _granted(resources: Resources, begun: Login) -> AccessGranted:
    claims = Claims(begun.user_id, begun.session_id)
    return AccessGranted(
        access_token=resources.tokens.issue(claims, resources.store.clock.now()),
        expires_in=resources.tokens.seconds,
        refresh_token=begun.refresh_token,
    )


def _address(request: web.Request, resources: Resources) -> str:
    """Where a request comes from, as far as the proxies before us can be believed."""
    hops = resources.settings.TRUSTED_PROXIES
    told = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    believed = told[-hops].strip() if 0 < hops <= len(told) else ""
    return believed or request.remote or ""


ENDPOINTS: Final = (login, refresh_access, logout)
