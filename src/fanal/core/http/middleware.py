"""What every answer carries: a line in the technical log, and headers that keep it private."""

import time
import uuid
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import structlog
from django.http import HttpRequest, HttpResponse

from fanal.core.http.answers import refusal
from fanal.core.operation import metrics
from fanal.core.pages.page_behind import nearest_page

Answer = Callable[[HttpRequest], HttpResponse]
FORMS_ONLY = "Cette adresse reçoit un formulaire ou un bouton : elle ne s’ouvre pas d’elle-même."
log = structlog.get_logger("fanal.web")


class RequestLog:
    """One JSON line a request, with ids only: never a name, an address or a query string."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.reference = uuid.uuid4().hex[:12]
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = request.resolver_match.route if request.resolver_match else ""
        metrics.observe(route, request.method or "", response.status_code, seconds)
        log.info(
            "request",
            reference=request.reference,
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000),
        )
        return response


class Headers:
    """Pages are never stored by a shared cache, read by a page elsewhere, nor put twice into the history."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if _is_asked_again(request):
            response.headers["HX-Push-Url"] = "false"
        return response


def _is_asked_again(request: HttpRequest) -> bool:
    """A list whose words were typed, then sent: the same page twice would take « Back » two presses."""
    try:
        current = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # whoever writes a header may write anything
        return False
    asked = request.META.get("QUERY_STRING", "")
    is_same = current.path == request.path and _words(current.query) == _words(asked)
    return is_same and request.method == "GET"


def _words(query: str) -> list[tuple[str, str]]:
    """In their order, those left blank aside."""
    return parse_qsl(query)


class FormsOnly:
    """An address that only takes forms says so to whoever opens it (Back, a shared link): no blank page.

    It leads to the page that the form or the button stands on.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in {"GET", "HEAD"} or response.content:
            return response
        page = refusal(request, [FORMS_ONLY], status=405, back=nearest_page(request.path))
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        return page
