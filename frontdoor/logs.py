"""Logs on standard error: one line each, with ids, without message text, and never a token."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable

import structlog

_QUIET = ("httpx", "httpcore", "aiohttp.access", "telegram", "slack_bolt", "slack_sdk", "uvicorn", "alembic", "asyncio")


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


def set_up_logs(secrets: Iterable[str] = ()) -> None:
    """Lines for people on a terminal, JSON elsewhere."""
    human = sys.stderr.isatty()
    render: structlog.typing.Processor = (
        # Not rich's tracebacks, which print what local variables hold: people's words.
        structlog.dev.ConsoleRenderer(colors=True, exception_formatter=structlog.dev.plain_traceback)
        if human
        else structlog.processors.JSONRenderer()
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    if human:
        shared.pop()  # the console shows tracebacks its own way
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _Redact(secrets, render)],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:  # they print addresses with tokens in them, or every request
        logging.getLogger(name).setLevel(logging.WARNING)
