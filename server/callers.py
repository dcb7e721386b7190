"""Who asks: a user with an access token, or a machine with a key."""

from __future__ import annotations

from base64 import b64decode
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


#: Who has asked, once that is known.
CALLER = web.RequestKey("caller", Caller)


async def authenticate(request: web.Request, *, by_browser: bool = False) -> Caller:
    """The caller. Raises `UnauthenticatedError`, in the same words whatever is wrong.

    `by_browser`: the token or key may come as the password that a browser has asked for.
    """
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic" and by_browser:
        credential = _password(credential)
    elif scheme.lower() != "bearer":
        credential = ""
    caller = await _known(request.app[RESOURCES], credential.strip()) if credential else None
    if caller is None:
        wanted = "Basic realm=checkcall" if by_browser else "Bearer"
        raise UnauthenticatedError("an access token or an API key is needed", wanted)
    request[CALLER] = caller
    return caller


def _password(credential: str) -> str:
    """The password of a `Basic` credential; empty where it is none."""
    try:
        return b64decode(credential, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


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
