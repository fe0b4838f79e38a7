"""Logs on standard error: one line each, with ids, without message text, and never a token."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any, TextIO

import structlog

ABOUT: ContextVar[Callable[[], Mapping[str, Any]]] = ContextVar("about", default=dict)
"""Gives the ids of what is being worked on: every line that is written meanwhile bears them."""

ROOMS = ("bots", "core", "dialogs", "frontdoor", "playground", "storage")
"""Our own lines, which `FRONTDOOR_LOG_LEVEL` is about."""

_QUIET = (
    *("httpx", "httpcore", "aiohttp.access", "telegram", "slack_bolt", "slack_sdk", "uvicorn", "alembic", "asyncio"),
    *("sqlalchemy", "urllib3", "opentelemetry"),
)
"""They print addresses with tokens in them, or every request."""


class _Redact:
    """The last look at a line before it is written: whatever holds a secret gets stars for it."""

    def __init__(self, secrets: Iterable[str], write: structlog.typing.Processor) -> None:
        self._secrets = [secret for secret in secrets if len(secret) >= 8]
        self._write = write

    def __call__(self, logger: object, name: str, event: structlog.typing.EventDict) -> str:
        line = str(self._write(logger, name, event))
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def set_up_logs(secrets: Iterable[str] = (), level: str = "info", stream: TextIO | None = None) -> None:
    """Lines for people on a terminal, JSON elsewhere. `level`: what of our own is written from; of libraries never less
    than warnings. `stream`: standard error, unless named."""
    stream = stream or sys.stderr
    render: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=True, exception_formatter=structlog.dev.plain_traceback)
        if stream.isatty()
        else structlog.processors.JSONRenderer()
    )
    shared: list[structlog.typing.Processor] = [
        _add_about,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_faults,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _Redact(secrets, render)],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelName(level.upper())))
    for room in ROOMS:
        logging.getLogger(room).setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _the_end
    threading.excepthook = lambda hook: _log_end(hook.exc_type, hook.exc_value, hook.exc_traceback)


def _add_about(logger: object, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for key, value in ABOUT.get()().items():
        event.setdefault(key, value)
    return event


def _tell_faults(logger: object, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A traceback with places and kinds of errors, but not their words, and no local variables: what people wrote may be in
    them. Whoever puts the words into the line itself (asyncio, slack_bolt) has them taken out again."""
    said = str(event["event"])
    if event.get("logger") == "asyncio":
        said = said.partition("\n")[0]  # the rest shows tasks with their exceptions
    error = event.pop("exc_info", None)
    if error and isinstance(error := _error_of(error), BaseException):
        chain = list(_chain(error))
        for one in chain:
            for words in filter(None, (repr(one), str(one))):
                said = said.replace(words, type(one).__name__)
        event["exception"] = "\n".join(_drawn(one) for one in reversed(chain))
    event["event"] = said
    return event


def _error_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    return exc_info[1] if isinstance(exc_info, tuple) else sys.exc_info()[1]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it came from, and the members of a group."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting += [one.__cause__ or (None if one.__suppress_context__ else one.__context__)]


def _drawn(error: BaseException) -> str:
    kind = type(error)
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{kind.__module__}.{kind.__qualname__}"


def _the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody has caught ends the process; it too is told without its words."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _log_end(kind, error, trace)


def _log_end(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error:
        logging.getLogger(__name__).critical("ended by a fault", exc_info=(kind, error, trace))
