"""The opinions of the data protection officer: asked by one press, written by them, answered by the head."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.mail.departure import announced
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.privacy.actions import opinions as actions
from fanal.privacy.forms.opinion import DelegateOpinionForm, OpinionAnswerForm
from fanal.privacy.models import DelegateOpinion, Processing
from fanal.privacy.policies import opinions as policies
from fanal.privacy.policies.registers import read_register
from fanal.privacy.reading import opinions as reading
from fanal.privacy.reading.tabs import OPINION_TABS, tab_of
from fanal.privacy.rules.opinions import subject_of
from fanal.privacy.views.sheet import one_sheet, show_sheet


@dataclass(frozen=True, kw_only=True)
class OpinionListPage(Page):
    template = "privacy/opinion_list.html"

    page: Paged
    chips: list[FilterChip]
    view: str


@require_safe
def opinion_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """Show those that are asked, then those that were given, to whoever reads the register."""
    require(read_register, request.actor, None)
    view = tab_of(OPINION_TABS, request.GET)
    page = OpinionListPage(
        page=paginate(request, reading.opinions_of(request.member.school, view)),
        chips=tab_chips(OPINION_TABS, None, view),
        view=view,
    )
    return render(request, page)


@require_POST
def opinion_ask(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    processing = one_sheet(request, number)
    school = request.member.school
    return button_page(
        request,
        lambda: actions.ask_opinion(school, processing, **at_moment(request)),
        success=lambda opinion: f"L’avis est demandé. {announced(school.pk, reading.mail_keys(opinion))}",
        next_page=address("privacy:processing_page", uai, number),
        show=lambda reasons: show_sheet(request, processing, reasons),
    )


@dataclass(frozen=True, kw_only=True)
class OpinionFormPage(FormPage):
    template = "privacy/opinion_form.html"

    processing: Processing


@require_http_methods(FORM)
def opinion_give(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    processing, stamp = one_sheet(request, number), at_moment(request)
    blank = DelegateOpinion(about=subject_of(processing.dpia))
    form = DelegateOpinionForm(request.POST or None, school=request.member.school, instance=blank)
    return form_page(
        request,
        OpinionFormPage(form=form, processing=processing),
        lambda values: actions.give_opinion(processing, values, **stamp),
        success="Votre avis est avec la fiche : la direction le voit sur sa page d’accueil.",
        next_page=address("privacy:processing_page", uai, number),
        require=lambda: require(policies.give_opinion, request.actor, processing),
    )


@dataclass(frozen=True, kw_only=True)
class OpinionAnswerPage(FormPage):
    template = "privacy/opinion_answer.html"

    processing: Processing
    opinion: DelegateOpinion


@require_http_methods(FORM)
def opinion_answer(request: SchoolRequest, uai: str, number: int, delegate_opinion: int) -> HttpResponse:
    processing, stamp = one_sheet(request, number), at_moment(request)
    rows = DelegateOpinion.objects.for_school(request.member.school).filter(processing=processing)
    opinion: DelegateOpinion = get_or_404(rows, pk=delegate_opinion)
    form = OpinionAnswerForm(request.POST or None, school=request.member.school, instance=opinion)
    return form_page(
        request,
        OpinionAnswerPage(form=form, processing=processing, opinion=opinion),
        lambda values: actions.answer_opinion(opinion, values, **stamp),
        success="Votre réponse est avec l’avis.",
        next_page=address("privacy:processing_page", uai, number),
        require=lambda: require(policies.answer_opinion, request.actor, opinion),
    )
