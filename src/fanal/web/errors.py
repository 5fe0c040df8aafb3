"""The pages for when something is wrong: what happened, why, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanal.core.problems import is_for_programs, problem


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_for_programs(request):
        return problem(400)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_for_programs(request):
        return problem(500)
    # Without the request's context: the database or the session may be what failed.
    return render(None, "500.html", {"reference": getattr(request, "reference", "")}, status=500)
