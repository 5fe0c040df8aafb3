"""What somebody answers to the proposal that bears their name, and where they find all of theirs."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.decision import AgreementForm, DeclineForm
from fanal.allowances.models import ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposal import OwnProposal, own_lines
from fanal.allowances.views.proposal import LINES, line_form_page
from fanal.core.http.answers import FORM
from fanal.core.pages.page import Page, render

DECLINING = (
    "La direction le saura, et cette proposition ne pourra pas être présentée. Vous pouvez changer d’avis "
    "tant qu’elle ne l’est pas."
)


@dataclass(frozen=True, kw_only=True)
class OwnProposals(Page):
    template = "allowances/own_proposals.html"

    lines: list[OwnProposal]


@require_safe
def own_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.list_own_proposals, request.actor, None)
    return render(request, OwnProposals(lines=own_lines(request.member)))


def _agree(request: SchoolRequest, line: ImpProposal, keys: dict[str, int]) -> None:
    actions.agree_to_proposal(line, request.POST.get("terms", ""), **on_day(request))


proposal_agree = LINES.button(_agree, success="Votre accord est enregistré.")
proposal_disagree = LINES.button(
    lambda request, line, keys: actions.take_back_agreement(line, by=request.actor),
    success="Votre accord est repris.",
)
proposal_remind = LINES.button(
    lambda request, line, keys: actions.remind_of_agreement(line, **at_moment(request)),
    success="Un courriel lui redemande sa réponse.",
)


@require_http_methods(FORM)
def proposal_decline(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = LINES.one(request, number)

    def decline(values: dict[str, Any]) -> None:
        actions.decline_proposal(line, values["terms"], values["word"], **on_day(request))

    return line_form_page(
        request,
        line,
        DeclineForm(request.POST or None, initial={"terms": line.terms, "word": line.declined_word}),
        decline,
        title="Je ne suis pas d’accord",
        detail=DECLINING,
        button="Enregistrer ma réponse",
        success="Votre réponse est enregistrée : la direction la voit.",
        right=policies.agree_to_proposal,
    )


@require_http_methods(FORM)
def proposal_record(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = LINES.one(request, number)
    return line_form_page(
        request,
        line,
        AgreementForm(request.POST or None, initial={"agreed_on": request.today}),
        lambda values: actions.record_agreement(line, values["agreed_on"], **on_day(request)),
        title="Accord donné sur papier",
        detail="La personne peut aussi donner son accord elle-même, en se connectant à Fanal.",
        button="Enregistrer l’accord",
        success="L’accord est enregistré.",
        right=policies.record_agreement,
    )
