"""The program as a WSGI application: what the edge refuses, then Django."""

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.config.settings")
pages = get_wsgi_application()
# Every page now, not at the first request: a page that cannot be loaded stops the start, and nobody waits.
get_resolver().url_patterns  # noqa: B018 (it imports them)

from fanal.core.http.edge import refusal_of  # noqa: E402 (Django is ready from here on)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """For a WSGI server; `fanal serve` gives requests to `pages` through `config.front`."""
    refused = refusal_of(environ)
    if refused is None:
        return pages(environ, start_response)
    start_response(f"{refused.status_code} {refused.reason_phrase}", list(refused.items()))
    return [refused.content]


# What was loaded at the start lives as long as the process: collecting it again at each page only costs.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
