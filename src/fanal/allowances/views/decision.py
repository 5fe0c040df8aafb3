"""What the rector decided of a line, and who takes the mission over in the year."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.decision import CancelSubstitutionForm, DecisionForm, SubstitutionForm
from fanal.allowances.models import ImpProposal, Substitution
from fanal.allowances.policies import allowance as policies
from fanal.allowances.rules.states import ProposalState
from fanal.allowances.views.proposal import LINES, line_form_page
from fanal.core.http.answers import FORM, get_or_404

TAKING_OVER = (
    "Vous notez qui reprend la mission et quand ; l’attestation s’imprime ensuite, et vous la signez à la "
    "main. Le partage de l’indemnité se voit avec le rectorat : Fanal n’en donne qu’une estimation."
)
CORRECTING = "Pour une erreur de saisie. L’historique garde ce qui était écrit avant, sans aucun montant."


@require_http_methods(FORM)
def proposal_decide(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = LINES.one(request, number)
    return line_form_page(
        request,
        line,
        _decision_form(request, line),
        lambda values: _decide(request, line, actions.record_decision, values),
        title="Décision du recteur",
        detail="Vous enregistrez ce que le recteur a décidé : l’établissement propose, il décide.",
        button="Enregistrer la décision",
        success="La décision est enregistrée.",
        right=policies.record_decision,
    )


@require_http_methods(FORM)
def proposal_correct(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = LINES.one(request, number)
    return line_form_page(
        request,
        line,
        _decision_form(request, line),
        lambda values: _decide(request, line, actions.correct_decision, values),
        title="Corriger la décision enregistrée",
        detail=CORRECTING,
        button="Enregistrer la correction",
        success="La décision est corrigée.",
        right=policies.correct_decision,
    )


def _decision_form(request: SchoolRequest, line: ImpProposal) -> DecisionForm:
    first = {
        "accepted": "no" if line.state == ProposalState.REFUSED else "yes",
        "quarters": line.quarters,
        "decided_on": line.decided_on or request.today,
    }
    return DecisionForm(request.POST or None, initial=first, year=line.envelope.school_year)


def _decide(
    request: SchoolRequest, line: ImpProposal, action: Callable[..., object], values: dict[str, Any]
) -> None:
    is_accepted = values["accepted"] == "yes"
    action(line, **{**values, "accepted": is_accepted}, **on_day(request))


@require_http_methods(FORM)
def proposal_substitute(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = LINES.one(request, number)

    def certify(values: dict[str, Any]) -> None:
        person, since, until = values["person"], values["since"], values["until"]
        actions.certify_substitution(line, person, since, until, **on_day(request))

    return line_form_page(
        request,
        line,
        SubstitutionForm(request.POST or None, school=request.member.school),
        certify,
        title="Noter un remplacement",
        detail=TAKING_OVER,
        button="Enregistrer le remplacement",
        success="Le remplacement est enregistré : imprimez son attestation et signez-la.",
        right=policies.certify_substitution,
    )


@require_http_methods(FORM)
def substitution_cancel(request: SchoolRequest, uai: str, number: int, substitution: int) -> HttpResponse:
    """Pressed twice, it is gone the second time: the form's key is asked before the row."""
    line = LINES.one(request, number)
    rows = Substitution.objects.for_school(request.member.school).select_related("proposal", "person")
    rows = rows.filter(proposal=line, pk=substitution)
    row = rows.first()
    if row is None and request.method != "POST":
        raise Http404
    who = (row and row.person) or "une personne effacée"
    return line_form_page(
        request,
        line,
        CancelSubstitutionForm(request.POST or None),
        lambda values: actions.cancel_substitution(get_or_404(rows), values["reason"], by=request.actor),
        title="Retirer un remplacement",
        detail=f"Remplacement par {who}. Pour une erreur : une autre personne ou d’autres dates "
        "s’enregistrent ensuite.",
        button="Retirer ce remplacement",
        success="Le remplacement est retiré.",
        right=policies.certify_substitution,
    )
