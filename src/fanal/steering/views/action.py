"""One action of the project: written in a draft, then said where it stands."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import press
from fanal.core.pages.page import ShortFormPage
from fanal.steering.actions import action as actions
from fanal.steering.forms.project import ActionForm, AdvanceForm
from fanal.steering.policies import project as policies
from fanal.steering.views.objective import objective_or_404, objective_trail, show_objective
from fanal.steering.views.plan import action_or_404, written_form


@dataclass(frozen=True, kw_only=True)
class ActionFormPage(ShortFormPage):
    template = "steering/action_form.html"


@require_http_methods(FORM)
def action_add(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    page = ActionFormPage(
        form=ActionForm(request.POST or None, school=request.member.school),
        title="Ajouter une action",
        button="Ajouter",
        trail=objective_trail(request, row),
    )
    return written_form(
        request,
        page,
        lambda values: actions.add_action(row, values, by=request.actor),
        policies.write_project,
        row.axis.version,
    )


@require_http_methods(FORM)
def action_change(request: SchoolRequest, uai: str, project_action: int) -> HttpResponse:
    row = action_or_404(request, project_action)
    form = ActionForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    page = ActionFormPage(
        form=form,
        title="Modifier l’action",
        trail=objective_trail(request, row.objective),
        seen=seen,
    )
    return written_form(
        request,
        page,
        lambda values: actions.change_action(row, values, by=request.actor, seen=seen),
        policies.write_project,
        row.objective.axis.version,
    )


@require_http_methods(FORM)
def action_advance(request: SchoolRequest, uai: str, project_action: int) -> HttpResponse:
    """« Dire où on en est »: for whoever writes the project, and whoever answers for the action."""
    row = action_or_404(request, project_action)
    page = ShortFormPage(
        form=AdvanceForm(request.POST or None, school=request.member.school, instance=row),
        title=f"Où en est « {row} » ?",
        trail=objective_trail(request, row.objective),
    )
    return written_form(
        request,
        page,
        lambda values: actions.advance_action(row, values["state"], values["progress"], **on_day(request)),
        policies.advance_action,
        row,
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
