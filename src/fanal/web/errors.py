"""The pages for when something is wrong: what happened, why, what to do."""

import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanal.core.http.problems import is_for_programs, problem

# SQLSTATE: connection exceptions; the server stops, crashed or starts; it only reads (a primary of before).
GONE = ("08", "57P", "25006")
SECONDS_AWAY = 60
AWAY = "La base de données ne répond pas : Fanal revient dans quelques minutes."


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_for_programs(request):
        return problem(400)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def is_away(raised: BaseException | None) -> bool:
    """Whether the database could not be reached, or left while it was asked."""
    if not isinstance(raised, OperationalError | InterfaceError | InternalError):
        return False
    code = getattr(raised.__cause__, "sqlstate", None) or ""
    return not code or code.startswith(GONE)


def database_away(request: HttpRequest) -> HttpResponse:
    headers = {"Retry-After": str(SECONDS_AWAY)}
    if is_for_programs(request):
        return problem(503, AWAY, headers=headers)
    answer = render(None, "503.html", {"reference": getattr(request, "reference", "")}, status=503)
    answer.headers["Retry-After"] = headers["Retry-After"]
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles what was raised."""
    if is_away(sys.exception()):
        return database_away(request)
    if is_for_programs(request):
        return problem(500)
    # Without the request's context: the database or the session may be what failed.
    return render(None, "500.html", {"reference": getattr(request, "reference", "")}, status=500)
