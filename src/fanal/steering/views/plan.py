"""The axes and objectives of a version, the page of an objective, and the actions that carry it out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.objectives import traced_kinds
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, form_page, press
from fanal.core.forms import SchoolModelForm
from fanal.core.http import FORM, get_or_404, render_page
from fanal.core.money import euros
from fanal.core.order import Step
from fanal.core.stale import version_of
from fanal.equipment.reading.owners import names_of
from fanal.steering.actions import plan as actions
from fanal.steering.forms.project import AxisForm, ObjectiveForm
from fanal.steering.models import Objective, ProjectAction, ProjectAxis
from fanal.steering.policies import project as policies
from fanal.steering.reading.links import things_of
from fanal.steering.reading.papers import days_words
from fanal.steering.views.project import FORM_PAGE, show_version, trail_of, version_or_404


def axis_or_404(request: SchoolRequest, pk: int) -> ProjectAxis:
    axes = ProjectAxis.objects.for_school(request.member.school).select_related("version")
    axis: ProjectAxis = get_or_404(axes, pk=pk)
    axis.version = version_or_404(request, axis.version_id)
    return axis


def objective_or_404(request: SchoolRequest, pk: int) -> Objective:
    """One of those that the reader sees, with what they may do to its version."""
    require(policies.read_project, request.actor, None)
    rows = Objective.objects.visible_to(request.member).with_version()
    objective: Objective = get_or_404(rows, pk=pk)
    annotate_permissions([objective.axis.version], policies.write_project, to=request.actor)
    return objective


def action_or_404(request: SchoolRequest, pk: int) -> ProjectAction:
    require(policies.read_project, request.actor, None)
    rows = ProjectAction.objects.visible_to(request.member).select_related("objective__axis__version")
    action: ProjectAction = get_or_404(rows, pk=pk)
    return action


def objective_trail(request: SchoolRequest, objective: Objective) -> list[tuple[str, str]]:
    page = address("steering:objective_page", request.member.school.uai, objective.pk)
    return [*trail_of(request, objective.axis.version), (f"Objectif {objective.number}", page)]


@require_safe
def objective_page(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    return show_objective(request, objective_or_404(request, objective), [])


def show_objective(request: SchoolRequest, objective: Objective, reasons: list[str]) -> HttpResponse:
    """The page of an objective: its actions, and what serves it."""
    version, sees_all = objective.axis.version, policies.read_versions(request.actor, None)
    actions_of = list(objective.actions.select_related("owner").order_by("starts_on", "pk"))
    for action in actions_of:
        action.objective = objective
    annotate_permissions(actions_of, policies.advance_action, to=request.actor)
    names = names_of(request.member.school)
    may_link = policies.link_objective(request.actor, None) and not (version.is_draft or version.is_replaced)
    context = {
        "objective": objective,
        "project_version": version,
        "rows": [
            {
                "action": action,
                "state": action.state_on(request.today),
                "days": days_words(action),
                "money": f"{euros(action.budget_cents)}, {names[action.payer]}"
                if sees_all and action.budget_cents
                else "",
            }
            for action in actions_of
        ],
        "sees_all": sees_all,
        "things": None if version.is_draft else things_of(request.member, objective),
        "choice_kinds": [kind for kind in traced_kinds() if kind.choices] if may_link else [],
        "may_link": may_link,
        "reasons": reasons,
    }
    return render_page(request, "steering/objective_page.html", context)


def written_form(
    request: SchoolRequest,
    form: SchoolModelForm,
    save: Callable[[dict[str, Any]], Any],
    *,
    words: tuple[str, str],
    trail: list[tuple[str, str]],
    right: tuple[Right, object],
    template: str = FORM_PAGE,
    seen: str = "",
) -> HttpResponse:
    """A form of the project, which leads to the last of `trail`. `words`: its title and its button."""
    return form_page(
        request,
        form,
        save,
        template=template,
        success=SAVED,
        next_page=trail[-1][1],
        context={"title": words[0], "button": words[1], "trail": trail, "seen": seen},
        require=lambda: require(right[0], request.actor, right[1]),
    )


@require_http_methods(FORM)
def axis_add(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    version = version_or_404(request, project_version)
    return written_form(
        request,
        AxisForm(request.POST or None, school=request.member.school),
        lambda values: actions.add_axis(version, values, by=request.actor),
        words=("Ajouter un axe", "Ajouter"),
        trail=trail_of(request, version),
        right=(policies.write_project, version),
    )


@require_http_methods(FORM)
def axis_change(request: SchoolRequest, uai: str, project_axis: int) -> HttpResponse:
    axis = axis_or_404(request, project_axis)
    form = AxisForm(request.POST or None, school=request.member.school, instance=axis)
    seen = request.POST.get("seen") or version_of(axis, form.fields)
    return written_form(
        request,
        form,
        lambda values: actions.change_axis(axis, values, by=request.actor, seen=seen),
        words=(f"Modifier l’axe {axis.rank}", "Enregistrer"),
        trail=trail_of(request, axis.version),
        right=(policies.write_project, axis.version),
        seen=seen,
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
    said = f"L’axe « {axis} » est supprimé."
    return _press_axis(request, axis, lambda: actions.remove_axis(axis, by=request.actor), said)


@require_http_methods(FORM)
def objective_add(request: SchoolRequest, uai: str, project_axis: int) -> HttpResponse:
    axis = axis_or_404(request, project_axis)
    return written_form(
        request,
        ObjectiveForm(request.POST or None, school=request.member.school),
        lambda values: actions.add_objective(axis, values, by=request.actor),
        words=(f"Ajouter un objectif à l’axe {axis.rank}", "Ajouter"),
        trail=trail_of(request, axis.version),
        right=(policies.write_project, axis.version),
    )


@require_http_methods(FORM)
def objective_change(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    form = ObjectiveForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return written_form(
        request,
        form,
        lambda values: actions.change_objective(row, values, by=request.actor, seen=seen),
        words=(f"Modifier l’objectif {row.number}", "Enregistrer"),
        trail=objective_trail(request, row),
        right=(policies.write_project, row.axis.version),
        seen=seen,
    )


@require_http_methods(FORM)
def objective_move(request: SchoolRequest, uai: str, objective: int, step: Step) -> HttpResponse:
    row = objective_or_404(request, objective)
    return _press_axis(request, row.axis, lambda: actions.move_objective(row, step, by=request.actor), "")


@require_http_methods(FORM)
def objective_remove(request: SchoolRequest, uai: str, objective: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    said = f"L’objectif « {row} » est supprimé, avec ses actions."
    return _press_axis(request, row.axis, lambda: actions.remove_objective(row, by=request.actor), said)
