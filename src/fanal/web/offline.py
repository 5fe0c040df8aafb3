"""Fanal without network: the worker, the manifest, the page that says what still works, the pass of a queue.

How they hold together, and why no token is kept in a page: ADR 0063.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from fanal.accounts.views.access import open_to
from fanal.core.templatetags.fanal import visit

SOURCE = Path(__file__).parents[1] / "static" / "fanal" / "worker.js"
# What a page is made of, besides its words: nothing of anybody.
PARTS = (
    "fanal.css",
    "icons.svg",
    "fanal/icon.svg",
    "fanal/fanal.js",
    "fanal/offline.js",
    "fanal/kept.js",
    "fanal/scan.js",
    "campaigns/scan.js",
    "helpdesk/ask.js",
    "django_htmx/htmx-4.min.js",
)


@cache
def worker_text() -> str:
    """The worker after what it keeps; its version is that of all of it."""
    shell = json.dumps([reverse("offline"), *map(static, PARTS)])
    source = SOURCE.read_text(encoding="utf-8")
    version = hashlib.sha256(f"{shell}{source}".encode()).hexdigest()[:12]
    return f'const VERSION = "{version}", SHELL = {shell};\n{source}'


@open_to("anyone", because="le programme qui garde les pages sans réseau : rien de personnel")
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, so that it serves every page; asked again by the browser at each visit."""
    answer = HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@open_to("anyone", because="le nom et l’icône de Fanal, pour l’installer : rien de personnel")
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    icons = [{"src": static("fanal/icon.svg"), "sizes": "any", "type": "image/svg+xml"}]
    icons += [
        {"src": static(f"fanal/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    icons.append(icons[-1] | {"purpose": "maskable"})
    words = {
        "name": "Fanal",
        "short_name": "Fanal",
        "description": "Le numérique de l’établissement",
        "lang": "fr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f1ece2",
        "theme_color": "#f1ece2",
        "icons": icons,
    }
    return JsonResponse(words, content_type="application/manifest+json")


@open_to("anyone", because="dit ce qui marche sans réseau : rien de personnel")
@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/offline.html")


@open_to("anyone", because="dit à un navigateur de qui est sa session, avec le jeton de ses formulaires")
@require_safe
def queue_pass(request: HttpRequest) -> HttpResponse:
    """For the queue alone: same origin, never stored; nothing for whoever is not signed in."""
    if not request.user.is_authenticated:
        return JsonResponse({"reader": ""})
    identity = {"reader": str(request.user.pk), "visit": visit(request.session), "token": get_token(request)}
    return JsonResponse(identity)
