"""Do the services work? For the school, for whoever keeps them, for everybody if the school chose so."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.views.access import open_to
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.panels import panels_of
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import keep_services
from fanal.service_status.actions import states as actions
from fanal.service_status.forms.state import DeclareStateForm, WatchForm
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.policies import states as policies
from fanal.service_status.reading import states as reading

PUBLIC = "L’état des services que l’établissement a choisi de montrer, sans aucun nom."
SECONDS = 60  # a shared cache may keep the public page that long


def _service(request: SchoolRequest, pk: int) -> OnlineService:
    require(policies.read_states, request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).in_use().select_related("watch")
    return get_or_404(rows, pk=pk)


@require_safe
def state_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_states, request.actor, None)
    states = reading.states_of(request.member.school, timezone.now())
    can_declare = bool(states) and policies.declare_state(request.actor, states[0].service)
    page = paginate(request, states)
    strips = reading.strips_of(page, timezone.now())
    context = {
        "states": page,
        "lines": [(state, strips[state.service.pk]) for state in page],
        "can_declare": can_declare,
        "can_keep": keep_services(request.actor, None),
    }
    return render_page(request, "service_status/state_list.html", context)


@require_safe
def state_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service = _service(request, service)
    form = DeclareStateForm(school=request.member.school)
    context = {"form": form, "reasons": [], **_context(request, online_service)}
    return render_page(request, "service_status/state_page.html", context)


def _context(request: SchoolRequest, online_service: OnlineService) -> dict[str, Any]:
    now = timezone.now()
    state, history = reading.state_of(online_service, now), reading.history_of(online_service, now)
    annotate_permissions([online_service], policies.declare_state, policies.watch_service, to=request.actor)
    return {
        "online_service": online_service,
        "state": state,
        "panels": panels_of(request.member, state),
        "history": history,
        "periods": paginate(request, history.periods),
        "watch": getattr(online_service, "watch", None),
    }


@require_POST
def state_declare(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """From the list (one button) or from the page of the service (with a reason and an end)."""
    online_service, now = _service(request, service), at_moment(request)
    return form_page(
        request,
        DeclareStateForm(request.POST, school=request.member.school),
        lambda values: actions.declare_state(online_service, **values, **now),
        template="service_status/state_page.html",
        success=f"C’est noté, et visible de tous : « {online_service} ».",
        next_page=address("states:state_list", uai),
        context=lambda: _context(request, online_service),
        require=lambda: require(policies.declare_state, request.actor, online_service),
    )


@require_POST
def state_end(request: SchoolRequest, uai: str, service: int, period: int) -> HttpResponse:
    online_service = _service(request, service)
    rows = StatePeriod.objects.for_school(online_service.school_id).filter(service=online_service)
    kept = get_or_404(rows, pk=period)
    return button_page(
        request,
        lambda: actions.end_state(kept, now=timezone.now(), by=request.actor),
        success="C’est noté : c’est fini.",
        next_page=address("states:state_page", uai, service),
    )


@require_http_methods(FORM)
def service_watch(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service, now = _service(request, service), at_moment(request)
    kept = getattr(online_service, "watch", None) or ServiceWatch(address=online_service.address)
    data = request.POST if request.method == "POST" else None
    return form_page(
        request,
        WatchForm(data, school=request.member.school, instance=kept),
        lambda values: actions.watch_service(online_service, **values, **now),
        template="service_status/service_watch.html",
        success=SAVED,
        next_page=address("states:state_page", uai, service),
        context={"online_service": online_service},
        require=lambda: require(policies.watch_service, request.actor, online_service),
    )


@open_to("anyone", because=PUBLIC)
@require_safe
def public_states(request: SchoolRequest, uai: str) -> HttpResponse:
    """404 alike for a school that shows nothing and for one that does not exist."""
    school = enter_open_school(request, uai)
    now = timezone.now()
    states = reading.public_states(school, now)
    if not states:
        raise Http404
    context = {"school": school, "states": states, "now": now}
    page = render_page(request, "service_status/public_states.html", context)
    if not request.user.is_authenticated:
        page.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return page
