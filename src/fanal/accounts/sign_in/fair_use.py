"""The door that a program run wild finds shut for a while: 429, a sentence, and when to come back.

Counted in the memory of each process of pages, without a question to the database. A program with a token
has its own, tighter limit (`api_tokens.door`).
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanal.accounts.actions.security_log import address_of
from fanal.accounts.rules.fair_use import (
    OF_A_PERSON,
    OF_AN_ADDRESS,
    SAID,
    CountedUse,
    UseCounter,
    network_of,
)
from fanal.accounts.rules.slowing import waiting
from fanal.core.http.problems import is_for_programs, problem

MOST_KEYS, LONGEST = 20_000, 600
READING = frozenset({"GET", "HEAD", "OPTIONS"})
_counter, _lock = UseCounter(), threading.Lock()
_file_routes: set[str] = set()  # those that answered with a file: known before the next one is made


def forget_all() -> None:
    """Start from zero: for tests."""
    _counter.forget_all()


def _seconds_to_wait(request: HttpRequest, use: CountedUse, *, count: int = 1) -> int:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        key, allowances = f"user:{user.pk}", OF_A_PERSON
    else:
        key, allowances = f"address:{network_of(address_of(request))}", OF_AN_ADDRESS
    now = time.monotonic()
    with _lock:
        if len(_counter) > MOST_KEYS:
            _counter.forget_before(now - LONGEST)
            if (
                len(_counter) > MOST_KEYS
            ):  # all of them recent: without this, each request would sort them again
                _counter.forget_all()
        return _counter.seconds_to_wait(key, use, allowances[use], now, count=count)


def too_many(request: HttpRequest, why: str, wait: int) -> HttpResponse:
    """429 with the sentence, and when to come back."""
    sentence = f"{why} Réessayez dans {waiting(wait)}. Ce que vous veniez d’envoyer n’est pas enregistré."
    headers = {"Retry-After": str(wait)}
    if is_for_programs(request):
        return problem(429, why, headers=headers)
    template = "too_many.html#reasons" if getattr(request, "htmx", False) else "too_many.html"
    answer = render(None, template, {"reasons": [sentence]}, status=429)
    answer.headers["Retry-After"] = headers["Retry-After"]
    return answer


class FairUse:
    """Count each page and each form before anything is done for it, and each file as it is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.FAIR_USE:
            return self.get_response(request)
        use = CountedUse.READ if request.method in READING else CountedUse.WRITE
        if wait := _seconds_to_wait(request, use):
            return too_many(request, SAID[use], wait)
        response = self.get_response(request)
        if "attachment" in response.headers.get("Content-Disposition", "") and request.resolver_match:
            _file_routes.add(request.resolver_match.route)
            _seconds_to_wait(request, CountedUse.FILE)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        route = request.resolver_match.route if request.resolver_match else ""
        if not settings.FAIR_USE or route not in _file_routes:
            return None
        wait = _seconds_to_wait(request, CountedUse.FILE, count=0)
        return too_many(request, SAID[CountedUse.FILE], wait) if wait else None
