"""The list of services, which everybody of the school reads, and the forms that keep it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.text.french import counted
from fanal.online_services.actions import register as actions
from fanal.online_services.actions.processing import begin_processing
from fanal.online_services.forms.online_service import ServiceForm
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies
from fanal.online_services.reading.areas import describe
from fanal.online_services.reading.register import chips_of, of_view, services_of, usual_left
from fanal.online_services.rules.catalogue import Usual


def one_service(request: SchoolRequest, pk: int) -> OnlineService:
    """The service of this address, for whoever may read it; 404 otherwise."""
    require(policies.read_services, request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).select_related("processing")
    return get_or_404(rows, pk=pk)


def _page_of(request: SchoolRequest, service: OnlineService) -> str:
    return address("online_services:service_page", request.member.school.uai, service.pk)


@dataclass(frozen=True, kw_only=True)
class ServiceList(Page):
    template = "online_services/service_list.html"

    services: list[OnlineService]
    page: Paged
    chips: list[FilterChip]
    usual: list[Usual]
    school: School


@require_safe
def service_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.see_services, request.actor, None)
    school, view = request.member.school, request.GET.get("vue", "")
    rights = (policies.keep_services, policies.read_services, policies.read_contracts)
    annotate_permissions([school], *rights, to=request.actor)
    services = services_of(school, request.today)
    page = paginate(request, of_view(services, view))
    listed = list(page)
    describe(listed, request.member, timezone.now())
    reads_contracts = policies.read_contracts(request.actor, None)
    keeps_services = policies.keep_services(request.actor, None)
    service_list = ServiceList(
        services=listed,
        page=page,
        chips=chips_of(services, view) if reads_contracts else [],
        usual=usual_left(services) if keeps_services else [],
        school=school,
    )
    return render(request, service_list)


@require_POST
def service_usual(request: SchoolRequest, uai: str) -> HttpResponse:
    codes, stamp = request.POST.getlist("usual"), on_day(request)
    return button_page(
        request,
        lambda: actions.add_usual_services(request.member.school, codes, **stamp),
        success=_added_words,
        next_page=address("online_services:service_list", uai),
    )


def _added_words(count: int) -> str:
    if not count:
        return "Aucun service n’était coché."
    return f"{counted(count, 'service ajouté', 'services ajoutés')}."


@dataclass(frozen=True, kw_only=True)
class ServiceFormPage(FormPage):
    """`online_service`: the one that is changed; none for a new one."""

    template = "online_services/service_form.html"

    title: str
    online_service: OnlineService | None = None


@require_http_methods(FORM)
def service_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day(request)
    form = ServiceForm(request.POST or None, school=school)
    return form_page(
        request,
        ServiceFormPage(form=form, title="Ajouter un service"),
        lambda values: actions.add_service(school, **values, **stamp),
        success=SAVED,
        next_page=lambda added: _page_of(request, added),
        require=lambda: require(policies.keep_services, request.actor, None),
    )


@require_http_methods(FORM)
def service_change(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)
    title = f"Modifier « {online_service} »"
    form = ServiceForm(request.POST or None, school=request.member.school, instance=online_service)
    return form_page(
        request,
        ServiceFormPage(form=form, title=title, online_service=online_service),
        lambda values: actions.change_service(online_service, by=request.actor, **values),
        success=SAVED,
        next_page=_page_of(request, online_service),
        require=lambda: require(policies.keep_services, request.actor, online_service),
    )


@require_POST
def service_archive(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)
    return button_page(
        request,
        lambda: actions.archive_service(online_service, today=request.today, by=request.actor),
        success=f"« {online_service} » est archivé : ses écarts sont effacés.",
        next_page=address("online_services:service_list", uai),
    )


@require_POST
def service_processing(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """Begin the sheet of a service that has none, and go there."""
    online_service = one_service(request, service)
    return button_page(
        request,
        lambda: begin_processing(online_service, today=request.today, by=request.actor),
        success="",
        next_page=lambda begun: address("privacy:processing_page", uai, begun.number),
    )
