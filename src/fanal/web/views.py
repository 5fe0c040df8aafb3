"""Pages that belong to no app: the start, the day's home, the health of the server."""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from fanal.accounts.models.member import Member, schools_of
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.sign_in import demonstration, session_assurance
from fanal.accounts.sign_in.school_switcher import remember_schools
from fanal.accounts.views.access import open_to
from fanal.core.operation import metrics, operating_metrics
from fanal.core.pages.cards import Card, HomeDay, HomeTask, cards_of, days_of, tasks_of
from fanal.core.pages.page import Page, render
from fanal.schools.actions.founding import is_empty
from fanal.web.doors import EntryLink, doors_of
from fanal.web.home_tasks import HomeTasks, decisions_words, home_tasks
from fanal.web.probes import readiness

# What a proxy adds to a request that it passes on.
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


@dataclass(frozen=True, kw_only=True)
class DoorsPage(Page):
    template = "web/schools.html"

    doors: list[EntryLink]


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
    return render(request, DoorsPage(doors=doors))


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """What waits, what comes these days, and the cards that rooms put around them.

    `is_lit`: a card shows the one next thing; `tasks_follow`: the tasks stand under the cards.
    """

    template = "web/home.html"

    greeting: str
    asks: bool
    alerts: list[HomeTask]
    tasks: list[HomeTask]
    waiting: HomeTasks
    is_lit: bool
    tasks_follow: bool
    main: list[Card]
    after_days: list[Card]
    beside: list[Card]
    days: list[HomeDay]
    is_calm: bool


@require_safe
def home(request: HttpRequest, uai: str) -> HttpResponse:
    """For a référent the requests come first, then what else waits, a line each; for others what waits."""
    member = request.member
    cards, tasks = cards_of(member, request.today), tasks_of(member, request.today)
    main = [card for card in cards if not card.is_beside]
    is_lead, is_lit = member.has(Role.DIGITAL_LEAD), any(card.is_lit for card in main)
    listed = [task for task in tasks if not is_lead or not task.is_urgent]
    page = HomePage(
        greeting=_greeting(member, cards, tasks),
        asks=member.person is not None and not member.has(*TEAM),
        alerts=[task for task in tasks if is_lead and task.is_urgent],
        tasks=listed,
        waiting=home_tasks(member, listed, is_lit=is_lit),
        is_lit=is_lit,
        tasks_follow=is_lead,
        main=[card for card in main if not card.is_later],
        after_days=[card for card in main if card.is_later],
        beside=[card for card in cards if card.is_beside],
        days=days_of(member, request.today),
        is_calm=not tasks and not main,
    )
    return render(request, page)


def _greeting(member: Member, cards: list[Card], tasks: list[HomeTask]) -> str:
    """« Bonjour Claire, trois demandes à prendre »."""
    name = member.person.given_name if member.person else member.name
    headlines = [card.headline for card in cards if card.headline]
    headline = headlines[0] if headlines else decisions_words(member, tasks)
    return f"Bonjour {name}, {headline}" if headline else f"Bonjour {name}"


@open_to("anyone", because="sonde : dit que les pages sont servies, rien d’autre")
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@open_to(
    "anyone",
    because="sonde : état de la base, des migrations, du disque et des feuilles de style, sans chiffre",
)
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    state = readiness()
    body = {"ready": state.is_ready, "database": state.database, "disk": state.disk, "pages": state.pages}
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
    figures = metrics.page() + operating_metrics.page()
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
