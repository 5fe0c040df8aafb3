"""The real program, and beside it a bare Django view that does one `SELECT 1`, under the same server."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import path  # noqa: E402

from fanal.config.wsgi import application as _real  # noqa: E402


def bare(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()[0]))


urlpatterns = [path("bare", bare)]


class BareRequest(WSGIRequest):
    """A request that knows no address but this one."""

    urlconf = __name__


class BareHandler(WSGIHandler):
    request_class = BareRequest


with override_settings(MIDDLEWARE=[]):
    _bare = BareHandler()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    handler = _bare if environ["PATH_INFO"] == "/bare" else _real
    return handler(environ, start_response)
