"""Logs: events with fields, the call's id bound to each.

JSON where a machine reads them, plain text in a terminal. What drivers say and their numbers are
logged at DEBUG only; that goes for the texts of errors too, which may quote them.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import traceback
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

log = structlog.get_logger(__name__)


def configure(level: str, form: str) -> None:
    """Send all logs, our own and the libraries', to standard error in one form."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    tell = _whole_error if level == "DEBUG" else _error_without_words
    last: list[Processor] = [structlog.processors.ExceptionRenderer(tell)]
    if as_json:
        last.append(_json)
    else:
        # Not the pretty default, which shows the variables of every frame.
        plain = structlog.dev.plain_traceback
        colors = sys.stderr.isatty()
        last.append(structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=plain))
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody catches. asyncio's own report would quote the error."""
    loop.set_exception_handler(_uncaught)


def _uncaught(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("uncaught_error", where=context.get("message"), exc_info=context.get("exception"))


def _json(_: WrappedLogger, __: str, event: EventDict) -> str:
    try:
        return orjson.dumps(event, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:
        # Half a surrogate pair, which orjson refuses. A log line must not end a call.
        return json.dumps(event, default=repr)


def _whole_error(exc_info: ExcInfo) -> str:
    return "".join(traceback.format_exception(*exc_info))


def _error_without_words(exc_info: ExcInfo) -> str:
    return _told(exc_info[1])


def _told(error: BaseException) -> str:
    """Where an error comes from, and its kind; its text only where it is the system's own."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{_told(earlier)}\nwhich led to:\n" if earlier else ""
    text = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{frames}{type(error).__module__}.{type(error).__qualname__}{text}"
