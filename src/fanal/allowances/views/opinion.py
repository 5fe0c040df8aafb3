"""What a council said of the breakdown of a year: recorded, corrected."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.allowances.actions import opinion as actions
from fanal.allowances.forms.decision import OpinionForm
from fanal.allowances.models import CouncilOpinion
from fanal.allowances.policies import allowance as policies
from fanal.allowances.views.allowance import back_to, one_envelope
from fanal.core.form_page import form_page
from fanal.core.http import FORM, get_or_404


@require_http_methods(FORM)
def opinion_form(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(policies.record_opinion, request.actor, None)
    envelope = one_envelope(request, year)
    first = {"body": request.GET.get("instance", ""), "held_on": request.today}
    form = OpinionForm(request.POST or None, school=request.member.school, initial=first)
    return _write_opinion(
        request,
        year,
        form,
        lambda _: actions.record_opinion(
            envelope, form.opinion_input(), today=request.today, by=request.actor
        ),
        "l’avis est enregistré",
    )


def _write_opinion(
    request: SchoolRequest,
    year: str,
    form: OpinionForm,
    save: Callable[[dict[str, Any]], CouncilOpinion],
    done: str,
    opinion: CouncilOpinion | None = None,
) -> HttpResponse:
    return form_page(
        request,
        form,
        save,
        template="allowances/opinion_form.html",
        success=lambda saved: f"{saved.get_body_display()} : {done}.",
        next_page=back_to(request, year),
        context={"year": year, "back": back_to(request, year), "opinion": opinion},
    )


@require_http_methods(FORM)
def opinion_correct(request: SchoolRequest, uai: str, opinion: int) -> HttpResponse:
    require(policies.record_opinion, request.actor, None)
    rows = CouncilOpinion.objects.for_school(request.member.school).select_related("school")
    council_opinion: CouncilOpinion = get_or_404(rows, pk=opinion)
    form = OpinionForm(request.POST or None, school=request.member.school, instance=council_opinion)
    del form.fields["body"]
    return _write_opinion(
        request,
        council_opinion.school_year,
        form,
        lambda _: actions.correct_opinion(
            council_opinion,
            form.opinion_input(council_opinion.body),
            today=request.today,
            by=request.actor,
        ),
        "l’avis est corrigé",
        council_opinion,
    )
