"""One action of the project: written in a draft, then said where it stands."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import press
from fanal.core.http import FORM
from fanal.core.stale import version_of
from fanal.steering.actions import action as actions
from fanal.steering.forms.project import ActionForm, AdvanceForm
from fanal.steering.policies import project as policies
from fanal.steering.views.plan import (
    action_or_404,
    objective_or_404,
    objective_trail,
    show_objective,
    written_form,
)

ACTION_FORM = "steering/action_form.html"


@require_http_methods(FORM)
def action_add(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    return written_form(
        request,
        ActionForm(request.POST or None, school=request.member.school),
        lambda values: actions.add_action(row, values, by=request.actor),
        words=("Ajouter une action", "Ajouter"),
        trail=objective_trail(request, row),
        right=(policies.write_project, row.axis.version),
        template=ACTION_FORM,
    )


@require_http_methods(FORM)
def action_change(request: SchoolRequest, uai: str, project_action: int) -> HttpResponse:
    row = action_or_404(request, project_action)
    form = ActionForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return written_form(
        request,
        form,
        lambda values: actions.change_action(row, values, by=request.actor, seen=seen),
        words=("Modifier l’action", "Enregistrer"),
        trail=objective_trail(request, row.objective),
        right=(policies.write_project, row.objective.axis.version),
        template=ACTION_FORM,
        seen=seen,
    )


@require_http_methods(FORM)
def action_advance(request: SchoolRequest, uai: str, project_action: int) -> HttpResponse:
    """« Dire où on en est »: for whoever writes the project, and whoever answers for the action."""
    row = action_or_404(request, project_action)
    return written_form(
        request,
        AdvanceForm(request.POST or None, school=request.member.school, instance=row),
        lambda values: actions.advance_action(row, values["state"], values["progress"], **on_day(request)),
        words=(f"Où en est « {row} » ?", "Enregistrer"),
        trail=objective_trail(request, row.objective),
        right=(policies.advance_action, row),
    )


@require_http_methods(FORM)
def action_remove(request: SchoolRequest, uai: str, project_action: int) -> HttpResponse:
    row = action_or_404(request, project_action)
    return press(
        request,
        lambda: actions.remove_action(row, by=request.actor),
        success=f"L’action « {row} » est supprimée.",
        page=address("steering:objective_page", uai, row.objective_id),
        show=lambda reasons: show_objective(request, row.objective, reasons),
    )
