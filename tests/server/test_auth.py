"""Users log in, stay logged in, and log out; whoever guesses gets nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
import jwt
import pytest
from structlog.testing import capture_logs

from server.allowance import Allowance
from server.passwords import Passwords, hash_password
from server.settings import SettingsError
from server.tokens import Claims, Tokens, tokens_for
from storage.users import add_user, change_user
from tests.server.conftest import SECRET_KEY, House, Serve, settings_for

EMAIL, PASSWORD = "dana@example.com", "a long and quiet road"
#: Made once: a hash takes a while.
HASHED = hash_password(PASSWORD)


class Desk:
    """A dispatcher at `/auth`."""

    def __init__(self, house: House, web: aiohttp.ClientSession) -> None:
        self.house = house
        self.web = web

    async def post(
        self, path: str, body: object, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        url = self.house.url(f"/auth/{path}")
        async with self.web.post(url, json=body, headers=headers) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    async def logs_in(self, email: str = EMAIL, password: str = PASSWORD) -> tuple[int, Any]:
        return await self.post("login", {"email": email, "password": password})

    async def refreshes(self, granted: Mapping[str, Any]) -> tuple[int, Any]:
        return await self.post("refresh", {"refresh_token": granted["refresh_token"]})

    async def sees_agents(self, granted: Mapping[str, Any]) -> bool:
        headers = {"Authorization": f"Bearer {granted['access_token']}"}
        async with self.web.get(self.house.url("/agents"), headers=headers) as answer:
            assert answer.status in (200, 401)
            return answer.status == 200


@pytest.fixture
async def desk(house: House, web: aiohttp.ClientSession) -> Desk:
    await add_user(house.store, EMAIL, HASHED)
    return Desk(house, web)


async def test_who_knows_the_password_gets_in(desk: Desk):
    status, granted = await desk.logs_in(email=" Dana@Example.com")
    assert status == 200
    assert set(granted) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert (granted["token_type"], granted["expires_in"]) == ("bearer", 15 * 60)
    assert await desk.sees_agents(granted)


async def test_who_does_not_is_refused_in_the_same_words_whatever_is_wrong(desk: Desk):
    await add_user(desk.house.store, "gone@example.com", HASHED)
    await change_user(desk.house.store, "gone@example.com", is_active=False)
    answers = [
        await desk.logs_in(password="a long and quiet rode"),
        await desk.logs_in(email="nobody@example.com"),
        await desk.logs_in(email="gone@example.com"),
    ]
    assert answers[0][0] == 401
    assert answers == [answers[0]] * 3


async def test_an_unknown_address_costs_a_check_as_well(monkeypatch):
    checked: list[str] = []

    def verify(hashed: str, _: str) -> bool:
        checked.append(hashed)
        return True

    monkeypatch.setattr("server.passwords._verify", verify)
    assert not await Passwords().is_right(PASSWORD, None)
    assert len(checked) == 1


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "email"),
        ({"email": EMAIL}, "password"),
        ({"email": EMAIL, "password": ""}, "password"),
        ({"email": 5, "password": PASSWORD}, "email"),
        ({"email": EMAIL, "password": PASSWORD, "otp": "1"}, "otp"),
        ({"email": EMAIL, "password": "x" * 1025}, "password"),
    ],
)
async def test_a_login_that_is_none_is_refused_and_the_field_named(desk: Desk, body, named: str):
    status, told = await desk.post("login", body)
    assert status == 422
    assert named in told["detail"]
    assert PASSWORD not in told["detail"]


async def test_tries_with_one_address_are_limited(desk: Desk):
    statuses = [(await desk.logs_in(password="wrong wrong wrong"))[0] for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    # Not even the right one helps now; other users are not held up.
    url = desk.house.url("/auth/login")
    async with desk.web.post(url, json={"email": EMAIL, "password": PASSWORD}) as answer:
        assert (answer.status, (await answer.json())["type"]) == (429, "TooManyRequestsError")
        assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert (await desk.logs_in(email="other@example.com"))[0] == 401


async def test_good_logins_are_not_counted(desk: Desk):
    assert [(await desk.logs_in())[0] for _ in range(7)] == [200] * 7


@pytest.fixture
def _quick_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """No password is right, and finding out takes no time."""
    monkeypatch.setattr("server.passwords._verify", lambda *_: False)


@pytest.mark.usefixtures("_quick_checks")
@pytest.mark.parametrize(
    ("proxies", "header", "limited"),
    [(0, "10.0.0.{}", True), (1, "10.0.0.{}", False), (1, "10.0.0.{}, 10.9.9.9", True)],
)
async def test_tries_from_one_place_are_limited(
    serve: Serve, web, proxies: int, header: str, limited: bool
):
    house = await serve(TRUSTED_PROXIES=proxies)
    statuses = []
    for number in range(21):
        body = {"email": f"user{number}@example.com", "password": "x"}
        headers = {"X-Forwarded-For": header.format(number)}
        async with web.post(house.url("/auth/login"), json=body, headers=headers) as answer:
            statuses.append(answer.status)
    assert statuses[:20] == [401] * 20
    assert statuses[20] == (429 if limited else 401)


def test_an_allowance_fills_up_as_time_passes():
    now = [0.0]
    allowance = Allowance(2, 10.0, lambda: now[0])
    for _ in range(2):
        assert allowance.wait_for("a") == 0
        allowance.take("a")
    assert allowance.wait_for("a") == 10
    assert allowance.wait_for("b") == 0
    now[0] = 4
    assert allowance.wait_for("a") == 6
    now[0] = 10
    assert allowance.wait_for("a") == 0
    now[0] = 1000
    for _ in range(2):
        allowance.take("a")
    assert allowance.wait_for("a") == 10


def test_an_allowance_does_not_remember_everybody_for_ever():
    now = [0.0]
    allowance = Allowance(1, 10.0, lambda: now[0])
    for number in range(10_000):
        allowance.take(str(number))
    now[0] = 100
    allowance.take("guest")
    assert len(allowance._buckets) == 1
    assert allowance.wait_for("guest") == 10


# Staying


async def test_a_login_goes_on_by_refreshing(desk: Desk):
    _, granted = await desk.logs_in()
    status, following = await desk.refreshes(granted)
    assert status == 200
    assert following["refresh_token"] != granted["refresh_token"]
    assert await desk.sees_agents(following)


async def test_a_refresh_token_that_comes_again_ends_the_login(desk: Desk):
    _, granted = await desk.logs_in()
    _, following = await desk.refreshes(granted)
    assert (await desk.refreshes(granted))[0] == 401
    assert (await desk.refreshes(following))[0] == 401
    assert not await desk.sees_agents(following)
    assert (await desk.logs_in())[0] == 200


@pytest.mark.parametrize("body", [{}, {"refresh_token": "x"}, {"refresh_token": None}])
@pytest.mark.parametrize("path", ["refresh", "logout"])
async def test_without_a_token_of_ours_there_is_nothing_to_go_on_with(desk: Desk, path, body):
    assert (await desk.post(path, body))[0] == 401


@pytest.mark.parametrize("by", ["refresh token", "access token"])
async def test_a_login_that_was_ended_is_over_at_once(desk: Desk, by: str):
    _, granted = await desk.logs_in()
    _, other = await desk.logs_in()
    if by == "refresh token":
        told = await desk.post("logout", {"refresh_token": granted["refresh_token"]})
    else:
        bearer = {"Authorization": f"Bearer {granted['access_token']}"}
        told = await desk.post("logout", {}, bearer)
    assert told == (204, None)
    assert not await desk.sees_agents(granted)
    assert (await desk.refreshes(granted))[0] == 401
    assert await desk.sees_agents(other)


async def test_a_user_who_was_deactivated_is_out_at_once(desk: Desk):
    _, granted = await desk.logs_in()
    assert await change_user(desk.house.store, EMAIL, is_active=False)
    assert not await desk.sees_agents(granted)
    assert (await desk.refreshes(granted))[0] == 401


async def test_a_key_has_no_login_to_end(api):
    answer = await api.ask("POST", "/auth/logout", {})
    assert (answer.status, answer.body["type"]) == (409, "ConflictError")


# Tokens

CLAIMS = {"iss": "checkcall", "aud": "checkcall", "sub": "1", "sid": 1, "exp": 4_000_000_000}
TOKENS = Tokens(SECRET_KEY, 15)


def signed(claims: Mapping[str, Any], tokens: Tokens = TOKENS) -> str:
    return jwt.encode(dict(claims), tokens._key, algorithm="HS256")


def test_a_token_of_ours_is_read():
    assert TOKENS.read(TOKENS.issue(Claims(7, 8), 3_000_000_000)) == Claims(7, 8)
    assert TOKENS.read(signed(CLAIMS)) == Claims(1, 1)


@pytest.mark.parametrize(
    "token",
    [
        *(signed({k: v for k, v in CLAIMS.items() if k != left_out}) for left_out in CLAIMS),
        signed({**CLAIMS, "iss": "other"}),
        signed({**CLAIMS, "aud": "other"}),
        signed({**CLAIMS, "sub": "x"}),
        signed({**CLAIMS, "sid": None}),
        signed({**CLAIMS, "exp": 1_000_000_000}),
        signed(CLAIMS, Tokens("another secret, as long as this one is", 15)),
        jwt.encode(dict(CLAIMS), "", algorithm="none"),
        TOKENS.issue(Claims(7, 8), 1_000_000_000),
        "",
        "a.b.c",
        "\ud800",
    ],
)
def test_any_other_token_is_none(token: str):
    assert TOKENS.read(token) is None


@pytest.mark.parametrize(
    "secret",
    ["", "brief", "x" * 31, "change-me-change-me-change-me-change-me", "your-secret-key" * 3],
)
def test_no_start_without_a_good_secret_but_for_development(tmp_path, secret: str):
    with pytest.raises(SettingsError, match="SECRET_KEY") as refused:
        tokens_for(settings_for(tmp_path, SECRET_KEY=secret))
    assert "DEVELOPMENT=true" in str(refused.value)
    assert not secret or secret not in str(refused.value)
    with capture_logs() as logs:
        tokens_for(settings_for(tmp_path, SECRET_KEY=secret, DEVELOPMENT=True))
    assert [(log["event"], log["log_level"]) for log in logs] == [("development_mode", "warning")]


async def test_nothing_secret_is_logged(desk: Desk):
    with capture_logs() as logs:
        _, granted = await desk.logs_in()
        await desk.logs_in(password="wrong wrong wrong")
        _, following = await desk.refreshes(granted)
        await desk.post("logout", {"refresh_token": following["refresh_token"]})
    told = str(logs)
    assert "login_refused" in told
    for secret in (PASSWORD, "wrong wrong", EMAIL, HASHED, *granted.values()):
        assert isinstance(secret, int) or secret == "bearer" or secret not in told
