"""What somebody answers to the proposal that bears their name, and where they find all of theirs."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.decision import AgreementForm, DeclineForm
from fanal.allowances.models import ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposal import own_lines
from fanal.allowances.views.proposal import ask_line, one_line, press_line
from fanal.core.http import FORM, render_page


@require_safe
def own_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.list_own_proposals, request.actor, None)
    context = {
        "lines": own_lines(request.member),
    }
    return render_page(request, "allowances/own_proposals.html", context)


@require_POST
def proposal_agree(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    read = request.POST.get("terms", "")

    def agree(line: ImpProposal) -> None:
        actions.agree_to_proposal(line, read, today=request.today, by=request.actor)

    return press_line(request, number, agree, "Votre accord est enregistré.")


@require_POST
def proposal_disagree(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def take_back(line: ImpProposal) -> None:
        actions.take_back_agreement(line, by=request.actor)

    return press_line(request, number, take_back, "Votre accord est repris.")


@require_http_methods(FORM)
def proposal_decline(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    form = DeclineForm(request.POST or None, initial={"terms": line.terms, "word": line.declined_word})
    words = {
        "title": "Je ne suis pas d’accord",
        "send": "Enregistrer ma réponse",
        "done": "Votre réponse est enregistrée : la direction la voit.",
        "help": "La direction le saura, et cette proposition ne pourra pas être présentée. Vous pouvez "
        "changer d’avis tant qu’elle ne l’est pas.",
    }

    def decline(given: dict[str, Any]) -> None:
        actions.decline_proposal(line, given["terms"], given["word"], today=request.today, by=request.actor)

    return ask_line(request, line, form, decline, words, policies.agree_to_proposal)


@require_http_methods(FORM)
def proposal_record(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    form = AgreementForm(request.POST or None, initial={"agreed_on": request.today})
    words = {
        "title": "Accord donné sur papier",
        "send": "Enregistrer l’accord",
        "done": "L’accord est enregistré.",
        "help": "La personne peut aussi donner son accord elle-même, en se connectant à Fanal.",
    }

    def record(given: dict[str, Any]) -> None:
        actions.record_agreement(line, given["agreed_on"], today=request.today, by=request.actor)

    return ask_line(request, line, form, record, words, policies.record_agreement)


@require_POST
def proposal_remind(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def remind(line: ImpProposal) -> None:
        actions.remind_of_agreement(line, now=timezone.now(), by=request.actor)

    return press_line(request, number, remind, "Un courriel lui redemande sa réponse.")
