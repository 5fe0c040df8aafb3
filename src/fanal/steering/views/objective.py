"""The page of an objective: its actions, and what serves it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.objectives import TracedKind, traced_kinds
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.page import Page, render
from fanal.core.text.money import euros
from fanal.equipment.reading.owners import names_of
from fanal.steering.models import Objective, ProjectAction, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.links import ServingThings, things_of
from fanal.steering.reading.papers import days_words
from fanal.steering.views.project import trail_of


def objective_or_404(request: SchoolRequest, pk: int) -> Objective:
    """One of those that the reader sees, with what they may do to its version."""
    require(policies.read_project, request.actor, None)
    rows = Objective.objects.visible_to(request.member).with_version()
    objective: Objective = get_or_404(rows, pk=pk)
    annotate_permissions([objective.axis.version], policies.write_project, to=request.actor)
    return objective


def objective_trail(request: SchoolRequest, objective: Objective) -> list[tuple[str, str]]:
    page = address("steering:objective_page", request.member.school.uai, objective.pk)
    return [*trail_of(request, objective.axis.version), (f"Objectif {objective.number}", page)]


@dataclass(frozen=True, kw_only=True)
class ObjectiveActionLine:
    """An action with its state and its days; with its money for those who read every version."""

    action: ProjectAction
    state: tuple[str, str]
    days: str
    money: str


@dataclass(frozen=True, kw_only=True)
class ObjectivePage(Page):
    """`things`: what serves it, none of a draft; `choice_kinds`: the sorts that are chosen from here."""

    template = "steering/objective_page.html"

    objective: Objective
    rows: list[ObjectiveActionLine]
    sees_all: bool
    things: ServingThings | None
    choice_kinds: list[TracedKind]
    may_link: bool
    reasons: list[str]

    @property
    def project_version(self) -> ProjectVersion:
        return self.objective.axis.version


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
    may_link = policies.link_objective(request.actor, None) and not (version.is_draft or version.is_replaced)
    page = ObjectivePage(
        objective=objective,
        rows=_action_lines(request, actions_of, sees_all=sees_all),
        sees_all=sees_all,
        things=None if version.is_draft else things_of(request.member, objective),
        choice_kinds=[kind for kind in traced_kinds() if kind.choices] if may_link else [],
        may_link=may_link,
        reasons=reasons,
    )
    return render(request, page)


def _action_lines(
    request: SchoolRequest, actions: list[ProjectAction], *, sees_all: bool
) -> list[ObjectiveActionLine]:
    names = names_of(request.member.school)

    def money(action: ProjectAction) -> str:
        if not sees_all or not action.budget_cents:
            return ""
        return f"{euros(action.budget_cents)}, {names[action.payer]}"

    return [
        ObjectiveActionLine(
            action=action,
            state=action.state_on(request.today),
            days=days_words(action),
            money=money(action),
        )
        for action in actions
    ]
