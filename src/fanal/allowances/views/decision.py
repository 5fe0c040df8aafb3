"""What the rector decided of a line, and who takes the mission over in the year."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import Right
from fanal.accounts.reading.requests import SchoolRequest
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.decision import CancelSubstitutionForm, DecisionForm, SubstitutionForm
from fanal.allowances.models import Substitution
from fanal.allowances.policies import allowance as policies
from fanal.allowances.rules.states import ProposalState
from fanal.allowances.views.proposal import ask_line, one_line
from fanal.core.http import FORM, get_or_404


@require_http_methods(FORM)
def proposal_decide(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    words = {
        "title": "Décision du recteur",
        "send": "Enregistrer la décision",
        "done": "La décision est enregistrée.",
        "help": "Vous enregistrez ce que le recteur a décidé : l’établissement propose, il décide.",
    }
    return _decision(request, number, actions.record_decision, words, policies.record_decision)


@require_http_methods(FORM)
def proposal_correct(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    words = {
        "title": "Corriger la décision enregistrée",
        "send": "Enregistrer la correction",
        "done": "La décision est corrigée.",
        "help": "Pour une erreur de saisie. L’historique garde ce qui était écrit avant, sans aucun montant.",
    }
    return _decision(request, number, actions.correct_decision, words, policies.correct_decision)


def _decision(
    request: SchoolRequest, number: int, action: Callable[..., Any], words: dict[str, str], right: Right
) -> HttpResponse:
    line = one_line(request, number)
    first = {
        "accepted": "no" if line.state == ProposalState.REFUSED else "yes",
        "quarters": line.quarters,
        "decided_on": line.decided_on or request.today,
    }

    def decide(given: dict[str, Any]) -> None:
        action(
            line,
            accepted=given["accepted"] == "yes",
            decided_on=given["decided_on"],
            quarters=given["quarters"],
            today=request.today,
            by=request.actor,
        )

    form = DecisionForm(request.POST or None, initial=first, year=line.envelope.school_year)
    return ask_line(request, line, form, decide, words, right)


@require_http_methods(FORM)
def proposal_substitute(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    form = SubstitutionForm(request.POST or None, school=request.member.school)
    words = {
        "title": "Noter un remplacement",
        "send": "Enregistrer le remplacement",
        "done": "Le remplacement est enregistré : imprimez son attestation et signez-la.",
        "help": "Vous notez qui reprend la mission et quand ; l’attestation s’imprime ensuite, et vous la "
        "signez à la main. Le partage de l’indemnité se voit avec le "
        "rectorat : Fanal n’en donne qu’une estimation.",
    }

    def certify(given: dict[str, Any]) -> None:
        actions.certify_substitution(
            line, given["person"], given["since"], given["until"], today=request.today, by=request.actor
        )

    return ask_line(request, line, form, certify, words, policies.certify_substitution)


@require_http_methods(FORM)
def substitution_cancel(request: SchoolRequest, uai: str, number: int, substitution: int) -> HttpResponse:
    """Pressed twice, it is gone the second time: the form's key is asked before the row."""
    line = one_line(request, number)
    rows = Substitution.objects.for_school(request.member.school).select_related("proposal", "person")
    rows = rows.filter(proposal=line, pk=substitution)
    row = rows.first()
    if row is None and request.method != "POST":
        raise Http404
    who = (row and row.person) or "une personne effacée"
    words = {
        "title": "Retirer un remplacement",
        "send": "Retirer ce remplacement",
        "done": "Le remplacement est retiré.",
        "help": f"Remplacement par {who}. Pour une erreur : une autre personne ou d’autres dates "
        "s’enregistrent ensuite.",
    }

    def cancel(given: dict[str, Any]) -> None:
        actions.cancel_substitution(get_or_404(rows), given["reason"], by=request.actor)

    form = CancelSubstitutionForm(request.POST or None)
    return ask_line(request, line, form, cancel, words, policies.certify_substitution)
