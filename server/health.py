"""Whether this process lives, and whether calls should come to it."""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import web
from pydantic import BaseModel, Field

from server.endpoints import Access, Answer, Asked, Text, endpoint
from server.metrics import metrics_page
from server.resources import Resources
from storage import Store


class Alive(BaseModel):
    """The process is alive."""

    status: str = "ok"


class Readiness(BaseModel):
    """What a new call would meet here.

    `calls`: how many have a connection now. `prompt_problems`: what is wrong with the prompt
    files as they stand; the version `prompts`, which is in use, is older then.
    """

    status: str
    database: str
    prompts: str
    prompt_problems: list[str]
    calls: int
    provider: str = Field(description="Of the language model: none, ok, or left alone for now.")


@endpoint("GET", "/healthz", answers={200: Alive}, access=Access.OPEN, tag="operations")
async def healthz(_: Asked[None, None, None]) -> Alive:
    """Whether the process is alive."""
    return Alive()


@endpoint(
    "GET",
    "/readyz",
    answers={200: Readiness, 503: Readiness},
    access=Access.OPEN,
    tag="operations",
)
async def readyz(asked: Asked[None, None, None]) -> Answer:
    """Whether new calls should come here: not while draining.

    Without its database, or with an edit of the prompt files that cannot be used, the server is
    degraded, and says so, but every call is still answered.
    """
    resources = asked.resources
    database = await _database_state(resources.store)
    problems = [str(problem) for problem in resources.prompts.problems]
    healthy = "ok" if database == "ok" and not problems else "degraded"
    state = Readiness(
        status="draining" if resources.draining else healthy,
        database=database,
        prompts=resources.prompts.current.version,
        prompt_problems=problems,
        calls=resources.switchboard.connected,
        provider=_provider_state(resources),
    )
    return Answer(state, 503 if resources.draining else 200)


@endpoint(
    "GET",
    "/metrics",
    answers={200: Text("text/plain", "Prometheus' text format")},
    tag="operations",
)
async def metrics(asked: Asked[None, None, None]) -> web.Response:
    """What was counted and timed, for Prometheus; its bearer token is a key of ours."""
    return metrics_page(asked.resources.metrics)


def _provider_state(resources: Resources) -> str:
    if resources.models is None:
        return "none"
    return "ok" if resources.models.to_ask() else "left alone"


async def _database_state(store: Store) -> str:
    try:
        async with asyncio.timeout(1.0):
            return "ok" if await store.answers() else "out"
    except TimeoutError:
        return "slow"


ENDPOINTS: Final = (healthz, readyz, metrics)
