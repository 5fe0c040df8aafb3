"""Do the services work? For the school, for whoever keeps them, for everybody if the school chose so."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.views.access import open_to
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.pages.panels import Panel, panels_of
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


@dataclass(frozen=True, kw_only=True)
class StateList(Page):
    template = "service_status/state_list.html"

    states: Paged
    lines: list[tuple[reading.CurrentState, reading.Strip]]
    school: School


@require_safe
def state_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_states, request.actor, None)
    school, now = request.member.school, timezone.now()
    states = paginate(request, reading.states_of(school, now))
    strips = reading.strips_of(states, now)
    annotate_permissions([state.service for state in states], policies.declare_state, to=request.actor)
    annotate_permissions([school], keep_services, to=request.actor)
    lines = [(state, strips[state.service.pk]) for state in states]
    return render(request, StateList(states=states, lines=lines, school=school))


@dataclass(frozen=True, kw_only=True)
class StatePage(FormPage):
    template = "service_status/state_page.html"

    online_service: OnlineService
    state: reading.CurrentState
    panels: list[Panel]
    history: reading.History
    periods: Paged

    @property
    def watch(self) -> ServiceWatch | None:
        return getattr(self.online_service, "watch", None)


@require_safe
def state_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    form = DeclareStateForm(school=request.member.school)
    return render(request, _page(request, _service(request, service), form, []))


def _page(
    request: SchoolRequest, online_service: OnlineService, form: DeclareStateForm, reasons: list[str]
) -> StatePage:
    now = timezone.now()
    state, history = reading.state_of(online_service, now), reading.history_of(online_service, now)
    annotate_permissions([online_service], policies.declare_state, policies.watch_service, to=request.actor)
    return StatePage(
        form=form,
        reasons=reasons,
        online_service=online_service,
        state=state,
        panels=panels_of(request.member, state),
        history=history,
        periods=paginate(request, history.periods),
    )


@require_POST
def state_declare(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """From the list (one button) or from the page of the service (with a reason and an end)."""
    online_service, stamp = _service(request, service), at_moment(request)
    form = DeclareStateForm(request.POST, school=request.member.school)
    return form_page(
        request,
        form,
        lambda values: actions.declare_state(online_service, **values, **stamp),
        success=f"C’est noté, et visible de tous : « {online_service} ».",
        next_page=address("states:state_list", uai),
        require=lambda: require(policies.declare_state, request.actor, online_service),
        show=lambda reasons: _page(request, online_service, form, reasons),
    )


@require_POST
def state_end(request: SchoolRequest, uai: str, service: int, period: int) -> HttpResponse:
    online_service = _service(request, service)
    rows = StatePeriod.objects.for_school(online_service.school_id).filter(service=online_service)
    state_period = get_or_404(rows, pk=period)
    return button_page(
        request,
        lambda: actions.end_state(state_period, now=timezone.now(), by=request.actor),
        success="C’est noté : c’est fini.",
        next_page=address("states:state_page", uai, service),
    )


@dataclass(frozen=True, kw_only=True)
class WatchPage(FormPage):
    template = "service_status/service_watch.html"

    online_service: OnlineService


@require_http_methods(FORM)
def service_watch(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service, stamp = _service(request, service), at_moment(request)
    watch = getattr(online_service, "watch", None) or ServiceWatch(address=online_service.address)
    data = request.POST if request.method == "POST" else None
    form = WatchForm(data, school=request.member.school, instance=watch)
    return form_page(
        request,
        WatchPage(form=form, online_service=online_service),
        lambda values: actions.watch_service(online_service, **values, **stamp),
        success=SAVED,
        next_page=address("states:state_page", uai, service),
        require=lambda: require(policies.watch_service, request.actor, online_service),
    )


@dataclass(frozen=True, kw_only=True)
class PublicStates(Page):
    template = "service_status/public_states.html"

    school: School
    states: list[reading.CurrentState]
    now: datetime


@open_to("anyone", because=PUBLIC)
@require_safe
def public_states(request: SchoolRequest, uai: str) -> HttpResponse:
    """404 alike for a school that shows nothing and for one that does not exist."""
    school = enter_open_school(request, uai)
    now = timezone.now()
    states = reading.public_states(school, now)
    if not states:
        raise Http404
    page = render(request, PublicStates(school=school, states=states, now=now))
    if not request.user.is_authenticated:
        page.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return page
