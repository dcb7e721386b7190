"""The application: its resources, its routes, and how it ends without ending a call."""

from __future__ import annotations

import asyncio
import gc
import hmac
import sys
from collections.abc import AsyncIterator, Callable

import structlog
from aiohttp import web

from conversation.call import Call
from conversation.danger import assess
from conversation.hearing import hear
from conversation.memory import Memory
from extraction.apart import RulesApart
from prompts import PromptFolder, PromptLibrary
from server import (
    agents,
    auth,
    call_readings,
    calls,
    events,
    health,
    logs,
    openapi,
    prompt_pages,
    webhooks,
)
from server.access_log import log_access
from server.call_socket import serve_call
from server.cors import Origins
from server.endpoints import Endpoint, guard
from server.errors import answer_errors
from server.live_prompts import LivePrompts
from server.login_guard import LOGIN_GUARD, LoginGuard
from server.metrics import Metrics
from server.models import open_models
from server.provider import open_provider
from server.readers import model_reader
from server.resources import RESOURCES, Resources
from server.retell import open_retell
from server.settings import Settings
from server.several import parent_is_gone
from server.stopping import StopSignals, first_of
from server.switchboard import Switchboard
from server.tokens import tokens_for
from server.turn_readings import SecondReader
from server.working import working
from storage import WriterLimits, open_store
from storage.sharing import sharing

log = structlog.get_logger(__name__)

#: Under load, turns of several calls share a transaction: each has a price of its own, which is
#: several times that of what is written in it.
WRITING = WriterLimits(linger=0.03)

#: A call id longer than this is none of Retell's.
LONGEST_CALL_ID = 200
#: A webhook of a long call holds its whole transcript twice, once with all word timings (bytes).
LONGEST_BODY = 16 * 1024 * 1024

#: All of the HTTP API.
ENDPOINTS: tuple[Endpoint, ...] = (
    *health.ENDPOINTS,
    *openapi.ENDPOINTS,
    *auth.ENDPOINTS,
    *agents.ENDPOINTS,
    *webhooks.ENDPOINTS,
    *calls.ENDPOINTS,
    *events.ENDPOINTS,
    *call_readings.ENDPOINTS,
    *prompt_pages.ENDPOINTS,
)


def build_app(
    settings: Settings,
    *,
    library: PromptLibrary | None = None,
    new_call: Callable[[Memory | None], Call] = Call,
    rules: RulesApart | None = None,
) -> web.Application:
    """The server's application. `rules` reads calls that are over, where no model does.

    Raises `prompts.PromptErrors` where a prompt file is broken, and `SettingsError` where
    `SECRET_KEY` cannot be trusted.
    """
    tokens = tokens_for(settings)
    origins = Origins(settings.ALLOWED_ORIGINS)
    folder = PromptFolder(settings.PROMPTS_DIR, settings.disclosures)
    state = folder.state()
    texts = library or folder.load()

    app = web.Application(
        middlewares=[log_access, origins.middleware(), answer_errors, guard(ENDPOINTS)],
        client_max_size=LONGEST_BODY,
    )
    app.on_response_prepare.append(origins.mark)
    app[openapi.DESCRIPTION] = openapi.ApiDescription(ENDPOINTS)
    app[LOGIN_GUARD] = LoginGuard()

    async def resources(app: web.Application) -> AsyncIterator[None]:
        async with (
            open_store(settings.DATABASE_URL, limits=WRITING) as store,
            open_provider(settings) as provider,
            open_models(provider, settings) as models,
            open_retell(settings) as retell,
        ):
            switchboard = Switchboard(settings.REDIAL_GRACE_SECONDS)
            prompts = LivePrompts(folder, state, texts, store.writer.keep)
            meters = Metrics(lambda: switchboard.connected)
            shared = Resources(
                settings, store, prompts, switchboard, meters, provider, tokens, new_call
            )
            shared.retell = retell
            shared.models = models
            shared.reader = rules or shared.reader
            aside = asyncio.to_thread if rules is None else rules.aside
            if (reader := model_reader(settings, provider, aside)) is not None:
                shared.reader, shared.second_reader = reader, SecondReader(reader)
            app[RESOURCES] = shared
            async with sharing(store), shared.feed.running(), working(shared), prompts.followed():
                yield
                switchboard.drop_all()
                if shared.second_reader is not None:
                    shared.second_reader.close()

    app.cleanup_ctx.append(resources)
    app.on_shutdown.append(_stop_taking)
    app.add_routes(
        [
            *(each.definition() for each in ENDPOINTS),
            web.get("/llm-websocket/{call_id}", _open_socket),
            web.get("/llm-websocket/{call_id}/", _open_socket),
            web.get("/llm-websocket/{secret}/{call_id}", _secret_socket),
            web.get("/llm-websocket/{secret}/{call_id}/", _secret_socket),
        ]
    )
    return app


async def _stop_taking(app: web.Application) -> None:
    app[RESOURCES].stop_taking()


def _warm_up() -> None:
    """Load what recognition reads from files, so that no driver waits for it.

    What is loaded by now stays for good: taken out of garbage collection, which would otherwise
    go through all of it every few seconds and hold up every call for some 50 ms.
    """
    assess("hello")
    hear("hello", None)
    gc.collect()
    gc.freeze()
    # What a turn leaves is seldom a circle: to look for those less often makes it cheaper.
    gc.set_threshold(20_000, 20, 50)
    # A thread that computes gives way to calls five times as soon as it would by itself.
    sys.setswitchinterval(0.001)


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


async def serve(settings: Settings, *, one_of_several: bool = False) -> None:
    """Serve until SIGTERM or SIGINT, and then until the running calls are over or their time is.

    Calls that outlast `DRAIN_SECONDS`, or a second signal, are dropped without a close frame:
    Retell re-dials them, and the next process goes on where they were. `one_of_several`: others
    listen on the same port, and the end of the parent process is the end of this one.
    """
    with RulesApart() as rules:
        app = build_app(settings, rules=rules)
        await _serve_app(app, settings, one_of_several=one_of_several)


async def _serve_app(app: web.Application, settings: Settings, *, one_of_several: bool) -> None:
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        logs.watch(asyncio.get_running_loop())
        _warm_up()
        signals = StopSignals()
        shared = True if one_of_several else None
        await web.TCPSite(runner, settings.HOST, settings.PORT, reuse_port=shared).start()
        webhooks.warn_where_unsigned(settings)
        log.info("serving", addresses=[f"{a[0]}:{a[1]}" for a in runner.addresses])
        parent = asyncio.create_task(_stop_with_parent(signals)) if one_of_several else None
        await signals.told.wait()
        await _drain(app[RESOURCES], signals.told_again)
        if parent is not None:
            parent.cancel()
    finally:
        await runner.cleanup()
        log.info("stopped")


async def _stop_with_parent(signals: StopSignals) -> None:
    await parent_is_gone()
    signals.told.set()


async def work(settings: Settings) -> None:
    """Do the work that others leave, and listen to nobody, until SIGTERM or SIGINT."""
    with RulesApart() as rules:
        await _work_in(build_app(settings, rules=rules))


async def _work_in(app: web.Application) -> None:
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    try:
        logs.watch(asyncio.get_running_loop())
        _warm_up()
        signals = StopSignals()
        log.info("working")
        await signals.told.wait()
    finally:
        await runner.cleanup()
        log.info("stopped")


async def _drain(resources: Resources, at_once: asyncio.Event) -> None:
    resources.stop_taking()
    switchboard = resources.switchboard
    log.info("draining", calls=switchboard.connected)
    await first_of(switchboard.quiet, at_once, within=resources.settings.DRAIN_SECONDS)
    if switchboard.connected:
        log.warning("calls_left_for_redial", calls=switchboard.connected)
    switchboard.drop_all()
