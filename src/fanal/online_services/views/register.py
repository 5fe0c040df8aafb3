"""The list of services, which everybody of the school reads, and the forms that keep it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.online_services.actions import register as actions
from fanal.online_services.actions.processing import begin_processing
from fanal.online_services.forms.online_service import ServiceForm
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies
from fanal.online_services.reading.areas import describe
from fanal.online_services.reading.register import chips_of, seen, services_of, usual_left


def one_service(request: SchoolRequest, pk: int) -> OnlineService:
    """The service of this address, for whoever may read it; 404 otherwise."""
    require(policies.read_services, request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).select_related("processing")
    return get_or_404(rows, pk=pk)


@require_safe
def service_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.see_services, request.actor, None)
    actor, school, view = request.actor, request.member.school, request.GET.get("vue", "")
    can_read = policies.read_services(actor, None)
    services = services_of(school, request.today)
    can_keep, can_read_contracts = policies.keep_services(actor, None), policies.read_contracts(actor, None)
    page = paginate(request, seen(services, view))
    listed = list(page)
    describe(listed, request.member, timezone.now())
    context = {
        "services": listed,
        "page": page,
        "chips": chips_of(services, view) if can_read_contracts else [],
        "usual": usual_left(services) if can_keep else [],
        "can_keep": can_keep,
        "can_read": can_read,
        "can_read_contracts": can_read_contracts,
    }
    return render_page(request, "online_services/service_list.html", context)


@require_POST
def service_usual(request: SchoolRequest, uai: str) -> HttpResponse:
    codes, now = request.POST.getlist("usual"), on_day(request)
    return button_page(
        request,
        lambda: actions.add_usual_services(request.member.school, codes, **now),
        success=_added_words,
        next_page=address("online_services:service_list", uai),
    )


def _added_words(count: int) -> str:
    if not count:
        return "Aucun service n’était coché."
    return f"{counted(count, 'service ajouté', 'services ajoutés')}."


def _service_form(
    request: SchoolRequest,
    title: str,
    form: ServiceForm,
    save: Callable[[dict[str, Any]], OnlineService],
    online_service: OnlineService | None = None,
) -> HttpResponse:
    return form_page(
        request,
        form,
        save,
        template="online_services/service_form.html",
        success=SAVED,
        next_page=lambda kept: address("online_services:service_page", request.member.school.uai, kept.pk),
        context={"title": title, "online_service": online_service},
        require=lambda: require(policies.keep_services, request.actor, online_service),
    )


@require_http_methods(FORM)
def service_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return _service_form(
        request,
        "Ajouter un service",
        ServiceForm(request.POST or None, school=school),
        lambda values: actions.add_service(school, today=request.today, by=request.actor, **values),
    )


@require_http_methods(FORM)
def service_change(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)
    return _service_form(
        request,
        f"Modifier « {online_service} »",
        ServiceForm(request.POST or None, school=request.member.school, instance=online_service),
        lambda values: actions.change_service(online_service, by=request.actor, **values),
        online_service,
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
