"""The application: its resources, its routes, and how it ends without ending a call."""

from __future__ import annotations

import asyncio
import hmac
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
import structlog
from aiohttp import web

from prompts import load_prompts
from server.call_socket import serve_call
from server.errors import answer_errors
from server.notifier import Notifier
from server.resources import RESOURCES, Resources
from server.settings import Settings
from server.switchboard import Switchboard
from server.webhooks import RETELL_EVENT, retell_webhook, work_through
from storage import NOTIFY_CARD, Handler, Store, SystemClock, open_store, run_jobs

log = structlog.get_logger(__name__)

#: A call id longer than this is none of Retell's.
LONGEST_CALL_ID = 200


def build_app(settings: Settings) -> web.Application:
    """The server's application. Raises `prompts.PromptErrors` where a prompt file is broken."""
    library = load_prompts(settings.PROMPTS_DIR)
    app = web.Application(middlewares=[answer_errors])

    async def resources(app: web.Application) -> AsyncIterator[None]:
        async with open_store(settings.DATABASE_URL) as store:
            switchboard = Switchboard(settings.REDIAL_GRACE_SECONDS)
            shared = Resources(settings, store, library, switchboard)
            app[RESOURCES] = shared
            async with _working(shared):
                yield
                switchboard.drop_all()

    app.cleanup_ctx.append(resources)
    app.add_routes(
        [
            web.get("/healthz", _healthz),
            web.get("/readyz", _readyz),
            web.post("/webhooks/retell", retell_webhook),
            web.get("/llm-websocket/{call_id}", _open_socket),
            web.get("/llm-websocket/{call_id}/", _open_socket),
            web.get("/llm-websocket/{secret}/{call_id}", _secret_socket),
            web.get("/llm-websocket/{secret}/{call_id}/", _secret_socket),
        ]
    )
    return app


@asynccontextmanager
async def _working(resources: Resources) -> AsyncIterator[None]:
    """Do the jobs that must be done at least once, until the server ends."""
    stop, clock = asyncio.Event(), SystemClock()
    async with aiohttp.ClientSession() as session:
        notifier = Notifier(resources.settings, resources.store, session)
        handlers: dict[str, Handler] = {
            NOTIFY_CARD: notifier.send_card,
            RETELL_EVENT: partial(work_through, resources),
        }
        working = asyncio.create_task(run_jobs(resources.store, handlers, clock, stop))
        yield
        stop.set()
        await working


async def _open_socket(request: web.Request) -> web.StreamResponse:
    if request.app[RESOURCES].settings.SOCKET_SECRET.get_secret_value():
        raise web.HTTPNotFound
    return await _serve(request)


async def _secret_socket(request: web.Request) -> web.StreamResponse:
    secret = request.app[RESOURCES].settings.SOCKET_SECRET.get_secret_value()
    given = request.match_info["secret"]
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        raise web.HTTPNotFound
    return await _serve(request)


async def _serve(request: web.Request) -> web.StreamResponse:
    call_id = request.match_info["call_id"]
    if len(call_id) > LONGEST_CALL_ID:
        raise web.HTTPNotFound
    if request.app[RESOURCES].draining:
        # Refused before the upgrade: Retell tries again, and reaches whoever takes over.
        raise web.HTTPServiceUnavailable
    return await serve_call(request, call_id)


async def _healthz(_: web.Request) -> web.Response:
    """The process is alive."""
    return web.json_response({"status": "ok"})


async def _readyz(request: web.Request) -> web.Response:
    """Whether new calls should come here: not while draining, and not without a database."""
    resources = request.app[RESOURCES]
    database = await _database_state(resources.store)
    state = {
        "status": "draining" if resources.draining else "ok",
        "database": database,
        "prompts": resources.prompts.version,
        "calls": resources.switchboard.connected,
    }
    ready = not resources.draining and database == "ok"
    return web.json_response(state, status=200 if ready else 503)


async def _database_state(store: Store) -> str:
    try:
        async with asyncio.timeout(1.0):
            return "ok" if await store.answers() else "out"
    except TimeoutError:
        return "slow"


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, and then until the running calls are over or their time is.

    Calls that outlast `DRAIN_SECONDS` are dropped without a close frame: Retell re-dials them,
    and the next process goes on where they were.
    """
    app = build_app(settings)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.HOST, settings.PORT).start()
        log.info("serving", addresses=[f"{a[0]}:{a[1]}" for a in runner.addresses])
        await _told_to_stop()
        await _drain(app[RESOURCES])
    finally:
        await runner.cleanup()
        log.info("stopped")


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def _drain(resources: Resources) -> None:
    resources.draining = True
    switchboard = resources.switchboard
    log.info("draining", calls=switchboard.connected)
    try:
        async with asyncio.timeout(resources.settings.DRAIN_SECONDS):
            await switchboard.quiet()
    except TimeoutError:
        log.warning("calls_left_for_redial", calls=switchboard.connected)
    switchboard.drop_all()
