"""A request to the académie: prepared from a subject, its text and its paper, sent, answered."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.documents.paper import typeset_whole
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.training.actions import local_training as actions
from fanal.training.forms.need import LocalTrainingAnswerForm, LocalTrainingForm
from fanal.training.models import LocalTraining, TrainingSession, TrainingSubject
from fanal.training.policies import plan as policies
from fanal.training.reading.paper import REQUEST, request_paper
from fanal.training.reading.request import ShownRequest, shown_request
from fanal.training.views.pages import PLAN, plan_form, trail_to

SESSIONS_SHOWN = 20
RIGHTS = (policies.change_local_training, policies.answer_local_training, policies.plan_local_session)


def _request_or_404(request: SchoolRequest, pk: int) -> LocalTraining:
    require(policies.read_plan, request.actor, None)
    rows = LocalTraining.objects.for_school(request.member.school).select_related("subject", "school")
    row: LocalTraining = get_or_404(rows, pk=pk)
    annotate_permissions([row], *RIGHTS, to=request.actor)
    return row


def _page_of(uai: str, row: LocalTraining) -> str:
    return address("training:local_training_page", uai, row.pk)


@dataclass(frozen=True, kw_only=True)
class LocalTrainingPage(Page):
    template = "training/local_training.html"

    row: LocalTraining
    shown: ShownRequest
    sessions: list[TrainingSession]
    reasons: list[str]


@require_safe
def local_training_page(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    return _show(request, _request_or_404(request, local_training), [])


def _show(request: SchoolRequest, row: LocalTraining, reasons: list[str]) -> HttpResponse:
    page = LocalTrainingPage(
        row=row,
        shown=shown_request(row, request.today),
        sessions=list(row.sessions.order_by("starts_at")[:SESSIONS_SHOWN]),
        reasons=reasons,
    )
    return render(request, page)


@require_safe
def local_training_file(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    row = _request_or_404(request, local_training)
    made = typeset_whole(REQUEST, request_paper(row, shown_request(row, request.today), request.today))
    return attached_pdf(made, f"demande-de-formation-{uai}-{row.pk}")


@require_http_methods(FORM)
def local_training_add(request: SchoolRequest, uai: str, training_subject: int) -> HttpResponse:
    school = request.member.school
    require(policies.keep_plan, request.actor, None)
    subject = get_or_404(TrainingSubject.objects.for_school(school), pk=training_subject)
    prepared = LocalTraining.objects.for_school(school).prepared_on(subject).first()
    if prepared is not None and request.method != "POST":
        messages.info(request, "Une demande se prépare déjà sur ce sujet : la voici.")
        return redirect(_page_of(uai, prepared))
    initial = {"title": subject.name, "place": school.name[:80]}
    return plan_form(
        request,
        LocalTrainingForm(request.POST or None, school=school, initial=initial),
        lambda values: actions.prepare(subject, values, **on_day(request)),
        ("Préparer une demande", "Enregistrer"),
        trail_to(uai, PLAN, "training:plan"),
        right=(policies.keep_plan, None),
        next_page=lambda made: _page_of(uai, made),
        success="La demande est prête à relire.",
        detail=subject.name,
    )


@require_http_methods(FORM)
def local_training_change(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    row = _request_or_404(request, local_training)
    form = LocalTrainingForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return plan_form(
        request,
        form,
        lambda values: actions.change(row, values, by=request.actor, seen=seen),
        ("Modifier la demande", "Enregistrer"),
        trail_to(uai, PLAN, "training:plan", (row.title, _page_of(uai, row))),
        right=(policies.change_local_training, row),
        seen=seen,
    )


@require_http_methods(FORM)
def local_training_answer(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    row = _request_or_404(request, local_training)
    return plan_form(
        request,
        LocalTrainingAnswerForm(
            request.POST or None, school=request.member.school, initial={"answered_on": request.today}
        ),
        lambda values: actions.note_answer(row, values, **on_day(request)),
        ("Noter la réponse", "Enregistrer"),
        trail_to(uai, PLAN, "training:plan", (row.title, _page_of(uai, row))),
        right=(policies.answer_local_training, row),
        success="La réponse est notée.",
    )


@require_POST
def local_training_send(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    row = _request_or_404(request, local_training)
    return button_page(
        request,
        lambda: actions.send(row, **on_day(request)),
        success="C’est noté : la demande est partie. Notez ici la réponse.",
        next_page=_page_of(uai, row),
        show=lambda reasons: _show(request, row, reasons),
    )


@require_POST
def local_training_take_back(request: SchoolRequest, uai: str, local_training: int) -> HttpResponse:
    row = _request_or_404(request, local_training)
    return button_page(
        request,
        lambda: actions.take_back(row, **on_day(request)),
        success="La demande est de nouveau en préparation.",
        next_page=_page_of(uai, row),
    )
