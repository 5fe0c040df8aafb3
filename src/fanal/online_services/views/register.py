"""The list of services, which everybody of the school reads, and the forms that keep it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.online_services import policies
from fanal.online_services.actions import register as actions
from fanal.online_services.actions.processing import begin_processing
from fanal.online_services.forms.online_service import AdminsForm, ServiceForm
from fanal.online_services.models import ExpectedAdmin, OnlineService
from fanal.online_services.reading.register import chips_of, seen, services_of, usual_left
from fanal.online_services.reading.states import say_states
from fanal.online_services.views.sections import sections


def one_service(request: HttpRequest, pk: int) -> OnlineService:
    """The service of this address, for whoever may read it; 404 otherwise."""
    require(policies.read_services, request.actor, None)
    rows = OnlineService.objects.for_school(request.member.school).select_related("processing")
    return get_or_404(rows, pk=pk)


@require_safe
def service_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.see_services, request.actor, None)
    actor, school, view = request.actor, request.member.school, request.GET.get("vue", "")
    can_read = policies.read_services(actor, None)
    services = services_of(school, request.today, with_accounts=can_read)
    can_keep, can_read_contracts = policies.keep_services(actor, None), policies.read_contracts(actor, None)
    page = paginate(request, seen(services, view))
    context = {
        "services": say_states(list(page), school, timezone.now()),
        "page": page,
        "chips": chips_of(services, view) if can_read_contracts else [],
        "usual": usual_left(services) if can_keep else [],
        "can_keep": can_keep,
        "can_read": can_read,
        "can_read_contracts": can_read_contracts,
        "sections": sections(request.member, "register"),
    }
    return render_page(request, "online_services/service_list.html", context)


@require_POST
def service_usual(request: HttpRequest, uai: str) -> HttpResponse:
    codes, now = request.POST.getlist("usual"), {"today": request.today, "by": request.actor}
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
    request: HttpRequest,
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
def service_add(request: HttpRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return _service_form(
        request,
        "Ajouter un service",
        ServiceForm(request.POST or None, school=school),
        lambda values: actions.add_service(school, today=request.today, by=request.actor, **values),
    )


@require_http_methods(FORM)
def service_change(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)
    return _service_form(
        request,
        f"Modifier « {online_service} »",
        ServiceForm(request.POST or None, school=request.member.school, instance=online_service),
        lambda values: actions.change_service(online_service, by=request.actor, **values),
        online_service,
    )


@require_POST
def service_archive(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    online_service = one_service(request, service)
    return button_page(
        request,
        lambda: actions.archive_service(online_service, today=request.today, by=request.actor),
        success=f"« {online_service} » est archivé : ses écarts sont effacés.",
        next_page=address("online_services:service_list", uai),
    )


@require_POST
def service_processing(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    """Begin the sheet of a service that has none, and go there."""
    online_service = one_service(request, service)
    return button_page(
        request,
        lambda: begin_processing(online_service, today=request.today, by=request.actor),
        success="",
        next_page=lambda begun: address("privacy:processing_page", uai, begun.number),
    )


@require_http_methods(FORM)
def service_admins(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    """Beside those whom an act designates, the management ticks who is expected to be an administrator."""
    online_service, now = one_service(request, service), {"today": request.today, "by": request.actor}
    rows = ExpectedAdmin.objects.for_school(online_service.school_id).filter(service=online_service)
    return form_page(
        request,
        AdminsForm(
            request.POST if request.method == "POST" else None,
            school=request.member.school,
            initial={"people": list(rows.values_list("person_id", flat=True))},
        ),
        lambda values: actions.expect_admins(online_service, values["people"], **now),
        template="online_services/service_admins.html",
        success=SAVED,
        next_page=address("online_services:service_page", uai, service),
        context={"online_service": online_service},
        require=lambda: require(policies.expect_admin, request.actor, online_service),
    )
