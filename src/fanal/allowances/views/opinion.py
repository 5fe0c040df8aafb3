"""What a council said of the breakdown of a year: recorded, corrected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.allowances.actions import opinion as actions
from fanal.allowances.forms.decision import OpinionForm
from fanal.allowances.models import CouncilOpinion
from fanal.allowances.policies import allowance as policies
from fanal.allowances.views.allowance import back_to, one_envelope
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage


@dataclass(frozen=True, kw_only=True)
class BreakdownOpinionPage(FormPage):
    """`opinion`: the one that is corrected."""

    template = "allowances/opinion_form.html"

    year: str
    back: str
    opinion: CouncilOpinion | None


@require_http_methods(FORM)
def opinion_form(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(policies.record_opinion, request.actor, None)
    envelope = one_envelope(request, year)
    first = {"body": request.GET.get("instance", ""), "held_on": request.today}
    form = OpinionForm(request.POST or None, school=request.member.school, initial=first)
    return _opinion_page(
        request,
        BreakdownOpinionPage(form=form, year=year, back=back_to(request, year), opinion=None),
        lambda _: actions.record_opinion(envelope, form.opinion_input(), **on_day(request)),
        "l’avis est enregistré",
    )


@require_http_methods(FORM)
def opinion_correct(request: SchoolRequest, uai: str, opinion: int) -> HttpResponse:
    require(policies.record_opinion, request.actor, None)
    rows = CouncilOpinion.objects.for_school(request.member.school).select_related("school")
    row: CouncilOpinion = get_or_404(rows, pk=opinion)
    year = row.school_year
    form = OpinionForm(request.POST or None, school=request.member.school, instance=row)
    del form.fields["body"]
    return _opinion_page(
        request,
        BreakdownOpinionPage(form=form, year=year, back=back_to(request, year), opinion=row),
        lambda _: actions.correct_opinion(row, form.opinion_input(row.body), **on_day(request)),
        "l’avis est corrigé",
    )


def _opinion_page(
    request: SchoolRequest,
    page: BreakdownOpinionPage,
    save: Callable[[dict[str, Any]], CouncilOpinion],
    success: str,
) -> HttpResponse:
    return form_page(
        request,
        page,
        save,
        success=lambda opinion: f"{opinion.get_body_display()} : {success}.",
        next_page=page.back,
    )
