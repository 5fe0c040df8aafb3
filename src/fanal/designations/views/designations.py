"""The acts: which there are, one of them, its draft, its PDF and its scan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.head import head_of
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.documents.paper import typeset_whole
from fanal.core.files import attachments
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.text.french import agrees, counted
from fanal.designations.actions import designations as actions
from fanal.designations.forms.designation import ActForm, PublishingForm
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.reading import designations as reading
from fanal.designations.reading.act import printed
from fanal.designations.reading.service_acts import services_without
from fanal.online_services.models import OnlineService

TEMPLATE = Path(__file__).parents[1] / "documents" / "acts.typ"
SENT = "L’acte n° {} est au parapheur."
NO_RENEWAL = "Aucun acte à renouveler pour l’instant : ceux qui finissent dans cinq mois ont déjà leur suite."


def one_act(request: SchoolRequest, number: int) -> Designation:
    """The act of this number, for whoever may read it; 404 otherwise."""
    act: Designation = get_or_404(reading.seen_by(request.member, request.today), number=number)
    return act


@dataclass(frozen=True, kw_only=True)
class ActList(FormPage):
    """The acts; above them, those that were signed and wait to be published, and how to note it.

    `to_do_words`: what the list shows alone; `without`: the services that no act names.
    """

    template = "designations/act_list.html"

    page: Paged
    to_do_words: str
    to_publish: list[Designation]
    chips: list[FilterChip]
    awaiting: int
    ending: int
    without: list[OnlineService]
    reads_all: bool
    may_prepare: bool
    may_sign: bool


@require_safe
def act_list(request: SchoolRequest, uai: str) -> HttpResponse:
    return show_list(request, [])


def show_list(
    request: SchoolRequest, reasons: list[str], publishing: PublishingForm | None = None
) -> HttpResponse:
    """`publishing`: the form of a publication that was refused."""
    actor, view, code = request.actor, request.GET.get("vue", ""), request.GET.get("faire", "")
    lines = reading.lines_of(request.member, request.today)
    reads_all = policies.read_designations(actor, None)
    form = publishing or PublishingForm(school=request.member.school, initial=first_publishing(request))
    page = ActList(
        form=form,
        reasons=reasons,
        page=paginate(request, reading.listed(lines, request.member, view=view, code=code)),
        to_do_words=reading.TO_DO.get(code, ""),
        to_publish=_to_publish(request, lines),
        chips=reading.chips_of(lines, "" if code else view) if reads_all else [],
        awaiting=sum(line.view == "signer" for line in lines),
        ending=sum(reading.ENDING in line.todo for line in lines),
        without=services_without(request.member.school.pk, request.today) if reads_all else [],
        reads_all=reads_all,
        may_prepare=policies.prepare_designation(actor, None),
        may_sign=policies.sign_designation(actor, None),
    )
    return render(request, page)


def first_publishing(request: SchoolRequest) -> dict[str, Any]:
    return {"published_on": request.today, "published_where": "Affichage en salle des personnels"}


def _to_publish(request: SchoolRequest, lines: list[reading.ActRow]) -> list[Designation]:
    acts = [line.act for line in lines if line.act.awaits_publishing(request.today)]
    return [act for act in acts if policies.publish_designation(request.actor, act)]


@dataclass(frozen=True, kw_only=True)
class ActAboutPage(Page):
    template = "designations/act_about.html"

    services: list[OnlineService]


@dataclass(frozen=True, kw_only=True)
class ActFormPage(FormPage):
    template = "designations/act_form.html"

    act: Designation | None
    about: OnlineService | None


@require_safe
def act_about(request: SchoolRequest, uai: str) -> HttpResponse:
    """What is it about? Each answer leads to a form already filled with what is usual."""
    require(policies.prepare_designation, request.actor, None)
    services = OnlineService.objects.for_school(request.member.school).in_use().by_name()
    return render(request, ActAboutPage(services=list(services)))


@require_http_methods(FORM)
def act_add(request: SchoolRequest, uai: str, service: int | None = None) -> HttpResponse:
    require(policies.prepare_designation, request.actor, None)
    school, about = request.member.school, None
    if service is not None:
        about = get_or_404(OnlineService.objects.for_school(school).in_use(), pk=service)
    first = ActForm.first(about, request.today) | {"delegate": request.GET.get("personne", "")}
    form = ActForm(request.POST or None, school=school, service=about, initial=first)
    return _act_form(request, None, form)


@require_http_methods(FORM)
def act_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act, school = one_act(request, number), request.member.school
    form = ActForm(request.POST or None, school=school, service=act.service, instance=act)
    return _act_form(request, act, form)


def _act_form(request: SchoolRequest, act: Designation | None, form: ActForm) -> HttpResponse:
    school, is_sent = request.member.school, "send" in request.POST
    stamp = on_day(request)

    def write(values: dict[str, Any]) -> Designation:
        draft = actions.write_designation(school, act, {**values, "service": form.service}, **stamp)
        return actions.send_to_sign(draft, **stamp) if is_sent else draft

    return form_page(
        request,
        ActFormPage(form=form, act=act, about=form.service),
        write,
        success=lambda draft: SENT.format(draft.number) if is_sent else "Le projet est enregistré.",
        next_page=lambda draft: address("designations:act_page", school.uai, draft.number),
        require=lambda: require(policies.prepare_designation, request.actor, act),
    )


@require_safe
def act_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_act(request, one_act(request, number), [])


def show_act(request: SchoolRequest, act: Designation, reasons: list[str]) -> HttpResponse:
    return render(request, reading.page_of(act, request.member, request.today, reasons))


@require_safe
def act_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    school = request.member.school
    made = typeset_whole(TEMPLATE, printed([act], school, head_of(school, request.today)))
    return attached_pdf(made, f"acte-{act.number}-{uai}")


@require_safe
def act_scan(request: SchoolRequest, uai: str, number: int, reference: str) -> FileResponse:
    """A scan holds the whole batch: only whoever reads every act opens it."""
    act = one_act(request, number)
    require(policies.read_designations, request.actor, None)
    file = next((file for file in reading.files_of(act) if file.sha256 == reference), None)
    if file is None:
        raise Http404
    return attachments.serve(file.school_id, file.stored)


@require_POST
def act_send(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.send_to_sign(act, today=request.today, by=request.actor),
        success=SENT.format(number),
        next_page=address("designations:act_page", uai, number),
        show=lambda reasons: show_act(request, act, reasons),
    )


@require_POST
def act_take_back(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.take_back(act, by=request.actor),
        success="L’acte est de nouveau un projet : vous pouvez le modifier.",
        next_page=address("designations:act_page", uai, number),
    )


@require_POST
def act_drop(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.drop_draft(one_act(request, number), by=request.actor),
        success=f"Le projet n° {number} est abandonné.",
        next_page=address("designations:act_list", uai),
    )


@require_POST
def act_renew(request: SchoolRequest, uai: str) -> HttpResponse:
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
