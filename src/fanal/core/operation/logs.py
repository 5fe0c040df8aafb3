"""The technical log: one JSON line an event on standard output, or plain text for a person.

It is read, copied and kept by people who may read no school's data: never a name, an address, a secret or a
typed word in it. `core.http.middleware.RequestLog` writes each request by its route.
"""

import logging
import sys
from logging.handlers import WatchedFileHandler
from pathlib import Path
from traceback import format_tb
from types import TracebackType
from typing import Any, TextIO

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

# What went wrong with the machine or its settings: these messages repeat no value that somebody typed.
TELL_ALL = (OSError, ImportError, OperationalError, ImproperlyConfigured)
Raised = tuple[type[BaseException], BaseException, TracebackType | None]


class WithoutPath(logging.Filter):
    """Django writes the path of what it refuses, where secrets of links and agents stand: say the route."""

    def filter(self, record: logging.LogRecord) -> bool:
        request, status = getattr(record, "request", None), getattr(record, "status_code", None)
        if request is None or status is None:
            return True
        match = getattr(request, "resolver_match", None)
        route, reference = match.route if match else "", getattr(request, "reference", "")
        record.msg, record.args = "error in %s, reference %s", (route, reference)
        # Below, and of what is refused because nothing here does it, the line of the request says it all.
        return status >= 500 and status != 501


def without_values(exc_info: Raised) -> str:
    """Where it happened and what kind of error it is; an error's own words may repeat what somebody typed."""
    lines = (
        line
        for error in _first_to_last(exc_info[1])
        for line in (*format_tb(error.__traceback__), _named(error))
    )
    return "".join(lines).rstrip()


def _first_to_last(error: BaseException) -> list[BaseException]:
    """The error that came first, then each one that it led to."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.insert(0, cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return chain


def _named(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {error}\n" if isinstance(error, TELL_ALL) else f"{kind}\n"


def handler(form: str, target: TextIO | Path) -> logging.Handler:
    """Write each event as one line on a stream or in a file: `form` is « json » or « text ».

    A file that somebody renamed or emptied (logrotate) is opened again at the next line.
    """
    renderer: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "text":
        renderer = structlog.dev.ConsoleRenderer(colors=False)
    log_handler: logging.Handler
    if isinstance(target, Path):
        log_handler = WatchedFileHandler(target, encoding="utf-8", delay=True)
    else:
        log_handler = logging.StreamHandler(target)
    log_handler.addFilter(WithoutPath())
    log_handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    return log_handler


def configure(config: dict[str, Any]) -> None:
    """Django calls this with its LOGGING setting: `{"format": "json" | "text", "file": Path | None}`."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [handler(config.get("format", "json"), config.get("file") or sys.stdout)]
    root.setLevel(logging.WARNING)
    logging.getLogger("fanal").setLevel(logging.INFO)
    logging.getLogger("procrastinate").setLevel(logging.WARNING)


SHARED: tuple[structlog.typing.Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(without_values),
)
