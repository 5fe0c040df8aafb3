"""The API of a school, under `/e/<uai>/api/v1/`: the routers of the apps, one door, one shape for problems.

The middleware has read the token before any of this: `request.member` and `request.actor` are as on pages.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from fanal.accounts.api import router as tokens
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.problems import problem
from fanal.designations.api import router as designations
from fanal.equipment.api import router as equipment
from fanal.helpdesk.api import router as helpdesk
from fanal.online_services.api import router as online_services

BECAUSE = "le jeton d’un membre de cet établissement, avec ses droits du jour ; sans lui, 401"
REFUSED = {
    "missing": "il manque",
    "string_too_long": "trop long",
    "string_too_short": "vide, ou trop court",
    "string_pattern_mismatch": "pas de la forme attendue",
    "timezone_aware": "un instant s’écrit avec son fuseau, par exemple 2026-11-25T08:00:00Z",
    "enum": "pas une des valeurs prévues",
    "extra_forbidden": "ce champ n’existe pas ici ; openapi.json dit ceux qui existent",
    "nul": "le caractère nul n’est pas autorisé",
}

UNKNOWN = "« {name} » : ce paramètre n’existe pas ici ; openapi.json dit ceux qui existent."


class Token(HttpBearer):
    """The scheme that openapi.json names; the middleware has already let nobody else in."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return cast(SchoolRequest, request).member


def _raise(_request: HttpRequest, problem: Any) -> HttpResponse:
    """To the middleware, which undoes what was written and says why."""
    raise problem


def _invalid(_request: HttpRequest, refused: Any) -> HttpResponse:
    """« text » : il manque. One sentence for each thing that does not hold."""
    return problem(422, *dict.fromkeys(_sentence(error) for error in refused.errors))


def _sentence(error: dict[str, Any]) -> str:
    named = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "header", "sent"}]
    why = REFUSED.get(error["type"], "cette valeur ne convient pas")
    return f"« {'.'.join(named) or 'le corps'} » : {why}."


def _unreadable(_request: HttpRequest, refused: Any) -> HttpResponse:
    return problem(refused.status_code)


api = NinjaAPI(
    title="Fanal",
    version="1",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=Token(),
    description="Demandes, matériel et services d’un établissement, avec les droits de qui a créé le jeton.",
)
for error, say in ((Http404, _raise), (ValidationError, _invalid), (HttpError, _unreadable)):
    api.add_exception_handler(error, say)
for router in (tokens, helpdesk, equipment, online_services, designations):
    api.add_router("", router)


def _served(view: Any, known: dict[str, set[str]]) -> Callable[..., HttpResponseBase]:
    """One address of the API as the rest of Fanal knows views: who may open it, and problems as JSON.

    `known`: the words of a query that each method knows; another is a mistake, which would choose nothing.
    """

    @open_to("token", because=BECAUSE)
    @csrf_exempt  # a browser never sends the token by itself
    def serve(request: HttpRequest, uai: str, **named: Any) -> HttpResponse:
        method = request.method or ""
        if method == "HEAD":  # RFC 9110, 9.3.2: the headers of GET; the server sends no body
            request.method = "GET"
        unknown = set(request.GET) - known.get(request.method or "", set(request.GET))
        if unknown:
            return problem(422, *(UNKNOWN.format(name=name[:40]) for name in sorted(unknown)))
        answer: HttpResponse = view(request, **named)
        request.method = method
        if answer.status_code == 405:
            allowed = answer.headers["Allow"].replace("GET", "GET, HEAD")
            return problem(405, headers={"Allow": allowed})
        return answer

    return serve


@lru_cache(maxsize=64)
def _described(uai: str) -> dict[str, Any]:
    return api.get_openapi_schema(path_prefix=f"e/{uai}/api/v1/")


@require_safe
def _description(request: SchoolRequest) -> HttpResponse:
    return JsonResponse(_described(request.member.school.uai), json_dumps_params={"ensure_ascii": False})


def _words_of_queries(described: dict[str, Any], where: str) -> dict[str, set[str]]:
    """What each method of this address takes in its query, as openapi.json says it."""
    operations = described["/" + re.sub(r"<\w+:(\w+)>", r"{\1}", where)]
    return {
        method.upper(): {word["name"] for word in operation.get("parameters", []) if word["in"] == "query"}
        for method, operation in operations.items()
    }


def _patterns() -> list[URLPattern]:
    """The addresses of the routers, each once: ninja gives one pattern for each method."""
    given = (each for each in api.urls[0] if isinstance(each, URLPattern))
    pattern_by_path = {str(each.pattern): each for each in given if str(each.pattern)}
    described = api.get_openapi_schema(path_prefix="")["paths"]
    served = [
        path(where, _served(each.callback, _words_of_queries(described, where)), name=each.name)
        for where, each in pattern_by_path.items()
    ]
    return [path("openapi.json", _served(_description, {"GET": set()}), name="description"), *served]


app_name = "api"
urlpatterns = _patterns()
