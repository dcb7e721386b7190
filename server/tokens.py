"""Access tokens: short-lived, signed with `SECRET_KEY`, tied to the login that they came from."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final

import jwt
import structlog

from server.settings import Settings, SettingsError

log = structlog.get_logger(__name__)

#: A shorter secret can be guessed (RFC 7518, section 3.2: no shorter than the hash), in bytes.
SHORTEST_SECRET: Final = 32
#: What stands in instructions to be replaced, and was not.
_PLACEHOLDER: Final = re.compile(
    r"change[-_ ]?(me|this|it|in)|(your|my|some)[-_ ]?(super[-_ ])?secret|replace[-_ ]?(me|this)"
    r"|placeholder|insecure",
    re.IGNORECASE,
)
_ISSUER: Final = "checkcall"
_ADVICE: Final = """
It signs the access tokens of users: whoever knows it can be anybody. Give it a long random text:
  echo "SECRET_KEY=$(openssl rand -hex 32)" >> .env
Only to try things out on your own machine, set DEVELOPMENT=true instead."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a genuine access token says."""

    user_id: int
    session_id: int


class Tokens:
    """Makes and reads access tokens; `seconds` is how long each is good."""

    def __init__(self, secret: str, minutes: int) -> None:
        # A key of the right length whatever the secret's, and good for nothing else.
        self._key = hashlib.sha256(b"access token\0" + secret.encode()).digest()
        self.seconds = minutes * 60

    def issue(self, claims: Claims, now: float) -> str:
        """An access token for a user who logged in."""
        return jwt.encode(
            {
                "iss": _ISSUER,
                "aud": _ISSUER,
                "sub": str(claims.user_id),
                "sid": claims.session_id,
                "exp": int(now) + self.seconds,
            },
            self._key,
            algorithm="HS256",
        )

    def read(self, token: str) -> Claims | None:
        """What a token says, or None where it is none of ours or out of date."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=["HS256"],
                audience=_ISSUER,
                issuer=_ISSUER,
                options={"require": ["exp", "iss", "aud", "sub", "sid"]},
            )
            return Claims(int(claims["sub"]), int(claims["sid"]))
        except (jwt.InvalidTokenError, ValueError, TypeError):
            return None


def tokens_for(settings: Settings) -> Tokens:
    """The tokens of this server. Raises `SettingsError` where `SECRET_KEY` cannot be trusted.

    With `DEVELOPMENT` on any secret will do, and none at all means a new one at each start.
    """
    secret = settings.SECRET_KEY.get_secret_value()
    problem = _problem(secret)
    if problem and not settings.DEVELOPMENT:
        raise SettingsError(f"SECRET_KEY {problem}.{_ADVICE}")
    if settings.DEVELOPMENT:
        log.warning("development_mode", secret_key=problem or "is set")
    return Tokens(secret or secrets.token_hex(32), settings.ACCESS_TOKEN_EXPIRE_MINUTES)


def _problem(secret: str) -> str | None:
    if not secret:
        return "is not set"
    if len(secret.encode()) < SHORTEST_SECRET:
        return f"is shorter than {SHORTEST_SECRET} bytes"
    if _PLACEHOLDER.search(secret):
        return "is a placeholder that everybody knows"
    return None
