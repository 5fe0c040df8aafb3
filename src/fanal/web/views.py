"""Pages that belong to no app: the start, the day's home, the health of the server."""

import hmac

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fanal.accounts.models.member import schools_of
from fanal.accounts.sign_in import demonstration, session_assurance
from fanal.accounts.sign_in.school_switcher import remember_schools
from fanal.accounts.views.access import open_to
from fanal.core import metrics, operating_metrics
from fanal.core.registry import HOME_CARD, registered
from fanal.schools.actions.founding import is_empty
from fanal.web.doors import doors_of
from fanal.web.probes import readiness

# What a proxy adds to a request that it passes on.
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


@open_to("anyone", because="mène à la connexion, ou à son établissement")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("setup:start" if is_empty() else settings.LOGIN_URL)
    if way_back := session_assurance.way_back(request):
        return redirect(way_back)
    with transaction.atomic():
        schools, doors = schools_of(request.user, request.today), doors_of(request.user, request.today)
    remember_schools(request, schools)
    if len(doors) == 1:
        return redirect(doors[0].url)
    return render(request, "web/schools.html", {"doors": doors})


@require_safe
def home(request: HttpRequest, uai: str) -> HttpResponse:
    cards = [card for make in registered(HOME_CARD) if (card := make(request.member, request.today))]
    first_name = request.member.person.given_name if request.member.person else request.member.name
    return render(request, "web/home.html", {"cards": cards, "greeting": f"Bonjour {first_name}"})


@open_to("anyone", because="sonde : dit que les pages sont servies, rien d’autre")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@open_to("anyone", because="sonde : état de la base, des migrations et du disque, sans chiffre")
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    state = readiness()
    body = {"ready": state.is_ready, "database": state.database, "disk": state.disk}
    return JsonResponse(body, status=200 if state.is_ready else 503)


def _is_from_here(request: HttpRequest) -> bool:
    """From this machine itself; behind a proxy everybody seems to be, announced or not."""
    is_passed_on = any(name in request.headers for name in PASSED_ON)
    is_near = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return is_near and not is_passed_on and not settings.ENV.trusted_proxies


@open_to("anyone", because="répond seulement à cette machine, ou avec le jeton des mesures")
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    token = settings.ENV.metrics_token.get_secret_value()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not _is_from_here(request) and not (token and hmac.compare_digest(given, token)):
        raise Http404
    figures = metrics.page() + operating_metrics.page(settings.FANAL_HOME)
    return HttpResponse(figures, content_type="text/plain; version=0.0.4; charset=utf-8")


@open_to("anyone", because="page d’allauth qui n’est pas servie : toujours 404")
def not_served(request: HttpRequest) -> HttpResponse:
    raise Http404


@open_to("anyone", because="entrée d’un clic ; n’existe que dans une base de démonstration")
@require_safe
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    try:
        user = demonstration.demonstration_user(token)
    except signing.BadSignature:
        raise Http404 from None
    if user is None:
        raise Http404
    demonstration.enter(request, user)
    return redirect("start")
