"""The acts: which there are, one of them, its draft, its PDF and its scan."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import agrees, counted
from fanal.core import attachments
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, attached_pdf, get_or_404, paginate, render_page
from fanal.core.paper import typeset_whole
from fanal.online_services import policies
from fanal.online_services.actions import designations as actions
from fanal.online_services.forms.designation import ActForm
from fanal.online_services.models import Designation, OnlineService
from fanal.online_services.reading import designations as reading
from fanal.online_services.reading.act import printed
from fanal.online_services.reading.service_acts import services_without
from fanal.online_services.views.sections import sections

TEMPLATE = Path(__file__).parents[1] / "documents" / "acts.typ"
SENT = "L’acte n° {} est au parapheur."
NO_RENEWAL = "Aucun acte à renouveler pour l’instant : ceux qui finissent dans cinq mois ont déjà leur suite."


def one_act(request: HttpRequest, number: int) -> Designation:
    """The act of this number, for whoever may read it; 404 otherwise."""
    act: Designation = get_or_404(reading.seen_by(request.member, request.today), number=number)
    return act


@require_safe
def act_list(request: HttpRequest, uai: str) -> HttpResponse:
    actor, view, code = request.actor, request.GET.get("vue", ""), request.GET.get("faire", "")
    lines = reading.lines_of(request.member, request.today)
    can_read = policies.read_designations(actor, None)
    context = {
        "sections": sections(request.member, "acts"),
        "page": paginate(request, reading.listed(lines, request.member, view=view, code=code)),
        "only": reading.TO_DO.get(code, ""),
        "chips": reading.chips_of(lines, "" if code else view) if can_read else [],
        "awaiting": sum(line.view == "signer" for line in lines),
        "ending": sum(reading.ENDING in line.todo for line in lines),
        "without": services_without(request.member.school.pk, request.today) if can_read else [],
        "can_read": can_read,
        "can_prepare": policies.prepare_designation(actor, None),
        "can_sign": policies.sign_designation(actor, None),
    }
    return render_page(request, "online_services/act_list.html", context)


@require_safe
def act_about(request: HttpRequest, uai: str) -> HttpResponse:
    """What is it about? Each answer leads to a form already filled with what is usual."""
    require(policies.prepare_designation, request.actor, None)
    services = OnlineService.objects.for_school(request.member.school).in_use().by_name()
    return render_page(request, "online_services/act_about.html", {"services": services})


@require_http_methods(FORM)
def act_add(request: HttpRequest, uai: str, service: int | None = None) -> HttpResponse:
    require(policies.prepare_designation, request.actor, None)
    school, about = request.member.school, None
    if service is not None:
        about = get_or_404(OnlineService.objects.for_school(school).in_use(), pk=service)
    first = ActForm.first(about, request.today) | {"delegate": request.GET.get("personne", "")}
    form = ActForm(request.POST or None, school=school, service=about, initial=first)
    return _act_form(request, None, form)


@require_http_methods(FORM)
def act_change(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act, school = one_act(request, number), request.member.school
    form = ActForm(request.POST or None, school=school, service=act.service, instance=act)
    return _act_form(request, act, form)


def _act_form(request: HttpRequest, act: Designation | None, form: ActForm) -> HttpResponse:
    school, is_sent = request.member.school, "send" in request.POST
    now = {"today": request.today, "by": request.actor}

    def write(values: dict[str, Any]) -> Designation:
        kept = actions.write_designation(school, act, {**values, "service": form.service}, **now)
        return actions.send_to_sign(kept, **now) if is_sent else kept

    return form_page(
        request,
        form,
        write,
        template="online_services/act_form.html",
        success=lambda kept: SENT.format(kept.number) if is_sent else "Le projet est enregistré.",
        next_page=lambda kept: address("designations:act_page", school.uai, kept.number),
        context={"act": act, "about": form.service},
        require=lambda: require(policies.prepare_designation, request.actor, act),
    )


@require_safe
def act_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return show_act(request, one_act(request, number), [])


def show_act(request: HttpRequest, act: Designation, reasons: list[str]) -> HttpResponse:
    context = reading.page_of(act, request.member, request.today) | {"reasons": reasons}
    return render_page(request, "online_services/act_page.html", context, status=422 if reasons else 200)


@require_safe
def act_file(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    made = typeset_whole(TEMPLATE, printed([act], reading.head_of(request.member.school, request.today)))
    return attached_pdf(made, f"acte-{act.number}-{uai}")


@require_safe
def act_scan(request: HttpRequest, uai: str, number: int, reference: str) -> FileResponse:
    """A scan holds the whole batch: only whoever reads every act opens it."""
    act = one_act(request, number)
    require(policies.read_designations, request.actor, None)
    file = next((file for file in reading.files_of(act) if file.sha256 == reference), None)
    if file is None:
        raise Http404
    return attachments.serve(file.school_id, file.stored)


@require_POST
def act_send(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.send_to_sign(act, today=request.today, by=request.actor),
        success=SENT.format(number),
        next_page=address("designations:act_page", uai, number),
        show=lambda reasons: show_act(request, act, reasons),
    )


@require_POST
def act_take_back(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.take_back(act, by=request.actor),
        success="L’acte est de nouveau un projet : vous pouvez le modifier.",
        next_page=address("designations:act_page", uai, number),
    )


@require_POST
def act_drop(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.drop_draft(one_act(request, number), by=request.actor),
        success=f"Le projet n° {number} est abandonné.",
        next_page=address("designations:act_list", uai),
    )


@require_POST
def act_renew(request: HttpRequest, uai: str) -> HttpResponse:
    act_list = address("designations:act_list", uai)
    return button_page(
        request,
        lambda: actions.prepare_renewals(request.member.school, today=request.today, by=request.actor),
        success=_renewed_words,
        next_page=lambda made: f"{act_list}?vue=preparer" if made else act_list,
    )


def _renewed_words(made: int) -> str:
    if not made:
        return NO_RENEWAL
    them, renewals = agrees(made, "le", "les"), ("renouvellement préparé", "renouvellements préparés")
    return f"{counted(made, *renewals)} : relisez-{them}, puis mettez-{them} au parapheur."
