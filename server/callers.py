"""Who asks: a user with an access token, or a machine with a key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from server.errors import UnauthenticatedError
from server.resources import RESOURCES, Resources
from storage.api_keys import KEY_PREFIX, good_key
from storage.users import logged_in_user


class CallerKind(StrEnum):
    """What a caller showed."""

    USER = "user"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may use this server. `name`: the user's address, or the key's name.

    `session_id`: the login that a user's token came from.
    """

    kind: CallerKind
    id: int
    name: str
    session_id: int | None = None


async def authenticate(request: web.Request) -> Caller:
    """The caller. Raises `UnauthenticatedError`, in the same words whatever is wrong."""
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    caller = None
    if scheme.lower() == "bearer" and credential:
        caller = await _known(request.app[RESOURCES], credential.strip())
    if caller is None:
        raise UnauthenticatedError("an access token or an API key is needed")
    return caller


async def _known(resources: Resources, credential: str) -> Caller | None:
    # Both are looked up each time: what was revoked is of no use from then on.
    if credential.startswith(KEY_PREFIX):
        key = await good_key(resources.store, credential)
        return Caller(CallerKind.KEY, key.id, key.name) if key else None
    claims = resources.tokens.read(credential)
    if claims is None:
        return None
    user = await logged_in_user(resources.store, claims.user_id, claims.session_id)
    return Caller(CallerKind.USER, user.id, user.email, claims.session_id) if user else None
