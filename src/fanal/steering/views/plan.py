"""The axes and objectives of a version: added, changed, moved, removed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import Right, require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.database.order import Step
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, form_page, press
from fanal.core.pages.page import ShortFormPage
from fanal.steering.actions import plan as actions
from fanal.steering.forms.project import AxisForm, ObjectiveForm
from fanal.steering.models import ProjectAction, ProjectAxis
from fanal.steering.policies import project as policies
from fanal.steering.views.objective import objective_or_404, objective_trail
from fanal.steering.views.project import show_version, trail_of, version_or_404


def axis_or_404(request: SchoolRequest, pk: int) -> ProjectAxis:
    require_role(policies.read_project, request.actor)
    axes = ProjectAxis.objects.for_school(request.member.school).select_related("version")
    axis: ProjectAxis = get_or_404(axes, pk=pk)
    axis.version = version_or_404(request, axis.version_id)
    return axis


def action_or_404(request: SchoolRequest, pk: int) -> ProjectAction:
    require(policies.read_project, request.actor, None)
    rows = ProjectAction.objects.visible_to(request.member).select_related("objective__axis__version")
    action: ProjectAction = get_or_404(rows, pk=pk)
    return action


def written_form(
    request: SchoolRequest,
    page: ShortFormPage,
    save: Callable[[dict[str, Any]], Any],
    right: Right,
    thing: object,
) -> HttpResponse:
    """A form of the project, which leads to the last page of its trail."""
    return form_page(
        request,
        page,
        save,
        success=SAVED,
        next_page=page.trail[-1][1],
        require=lambda: require(right, request.actor, thing),
    )


@require_http_methods(FORM)
def axis_add(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    version = version_or_404(request, project_version)
    page = ShortFormPage(
        form=AxisForm(request.POST or None, school=request.member.school),
        title="Ajouter un axe",
        button="Ajouter",
        trail=trail_of(request, version),
    )
    return written_form(
        request,
        page,
        lambda values: actions.add_axis(version, values, by=request.actor),
        policies.write_project,
        version,
    )


@require_http_methods(FORM)
def axis_change(request: SchoolRequest, uai: str, project_axis: int) -> HttpResponse:
    axis = axis_or_404(request, project_axis)
    form = AxisForm(request.POST or None, school=request.member.school, instance=axis)
    seen = request.POST.get("seen") or version_of(axis, form.fields)
    page = ShortFormPage(
        form=form,
        title=f"Modifier l’axe {axis.rank}",
        trail=trail_of(request, axis.version),
        seen=seen,
    )
    return written_form(
        request,
        page,
        lambda values: actions.change_axis(axis, values, by=request.actor, seen=seen),
        policies.write_project,
        axis.version,
    )


def _press_axis(
    request: SchoolRequest, axis: ProjectAxis, act: Callable[[], object], said: str
) -> HttpResponse:
    return press(
        request,
        act,
        success=said,
        page=address("steering:version_page", request.member.school.uai, axis.version_id),
        show=lambda reasons: show_version(request, axis.version, reasons),
    )


@require_http_methods(FORM)
def axis_move(request: SchoolRequest, uai: str, project_axis: int, step: Step) -> HttpResponse:
    axis = axis_or_404(request, project_axis)
    return _press_axis(request, axis, lambda: actions.move_axis(axis, step, by=request.actor), "")


@require_http_methods(FORM)
def axis_remove(request: SchoolRequest, uai: str, project_axis: int) -> HttpResponse:
    axis = axis_or_404(request, project_axis)
    success = f"L’axe « {axis} » est supprimé."
    return _press_axis(request, axis, lambda: actions.remove_axis(axis, by=request.actor), success)


@require_http_methods(FORM)
def objective_add(request: SchoolRequest, uai: str, project_axis: int) -> HttpResponse:
    axis = axis_or_404(request, project_axis)
    page = ShortFormPage(
        form=ObjectiveForm(request.POST or None, school=request.member.school),
        title=f"Ajouter un objectif à l’axe {axis.rank}",
        button="Ajouter",
        trail=trail_of(request, axis.version),
    )
    return written_form(
        request,
        page,
        lambda values: actions.add_objective(axis, values, by=request.actor),
        policies.write_project,
        axis.version,
    )


@require_http_methods(FORM)
def objective_change(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    form = ObjectiveForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    page = ShortFormPage(
        form=form,
        title=f"Modifier l’objectif {row.number}",
        trail=objective_trail(request, row),
        seen=seen,
    )
    return written_form(
        request,
        page,
        lambda values: actions.change_objective(row, values, by=request.actor, seen=seen),
        policies.write_project,
        row.axis.version,
    )


@require_http_methods(FORM)
def objective_move(request: SchoolRequest, uai: str, objective: int, step: Step) -> HttpResponse:
    row = objective_or_404(request, objective)
    return _press_axis(request, row.axis, lambda: actions.move_objective(row, step, by=request.actor), "")


@require_http_methods(FORM)
def objective_remove(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    success = f"L’objectif « {row} » est supprimé, avec ses actions."
    return _press_axis(request, row.axis, lambda: actions.remove_objective(row, by=request.actor), success)
