"""What stands before the passwords, so that nobody can try many."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from aiohttp import web

from server.allowance import Allowance
from server.errors import TooManyRequestsError
from server.passwords import Passwords

#: Tries with one address of a user: so many at once, then one every so many seconds.
_TRIES_OF_EMAIL: Final = 5, 60.0
#: Tries from one address of a machine, where a whole office may sit.
_TRIES_OF_ADDRESS: Final = 20, 10.0


class LoginGuard:
    """What stands before passwords: how often one may try, and a check as slow for everybody."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.passwords = Passwords()
        self._emails = Allowance(*_TRIES_OF_EMAIL, now)
        self._addresses = Allowance(*_TRIES_OF_ADDRESS, now)

    def admit(self, email: str, address: str) -> None:
        """Count a try. Raises `TooManyRequestsError`."""
        wait = max(self._emails.wait_for(email), self._addresses.wait_for(address))
        if wait > 0:
            raise TooManyRequestsError("too many tries to log in", math.ceil(wait))
        self._emails.take(email)
        self._addresses.take(address)

    def welcome(self, email: str, address: str) -> None:
        """The try was a good one."""
        self._emails.give_back(email)
        self._addresses.give_back(address)


LOGIN_GUARD = web.AppKey("login_guard", LoginGuard)
