"""Who reads the digital project, who writes it, who brings it into force?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, TEAM, Role, in_order
from fanal.accounts.policies.rights import allows
from fanal.core.imports.models import Import
from fanal.steering.models import ProjectAction, ProjectVersion
from fanal.steering.rules.version import VersionState

BECAME = {
    VersionState.IN_FORCE: "cette version est en vigueur et ne change plus. Préparez la suivante",
    VersionState.REPLACED: "cette version est remplacée. Écrivez dans celle qui la suit",
}
WRITERS = (Role.HEAD, Role.DIGITAL_LEAD)


def _became(version: ProjectVersion | None) -> str:
    return BECAME.get(version.step, "") if version else ""


@allows(*in_order(EVERYONE), label="Lire le projet numérique en vigueur")
def read_project(actor: Actor, _: object) -> bool:
    return True


@allows(*in_order(TEAM), label="Lire toutes les versions du projet numérique, ses budgets et sa couverture")
def read_versions(actor: Actor, _: object) -> bool:
    return True


@allows(*WRITERS, label="Écrire le projet numérique", closed=_became)
def write_project(actor: Actor, version: ProjectVersion | None) -> bool:
    """A version in force is never written again: the next one begins as its copy."""
    return version is None or version.is_draft


@allows(Role.HEAD, label="Mettre une version du projet numérique en vigueur", closed=_became)
def adopt_version(actor: Actor, version: ProjectVersion) -> bool:
    return version.is_draft


@allows(*WRITERS, label="Noter un avis rendu sur le projet numérique", closed=_became)
def note_opinion(actor: Actor, version: ProjectVersion) -> bool:
    return not version.is_replaced


@allows(*in_order(EVERYONE), label="Dire où en est une action du projet numérique dont on répond")
def advance_action(actor: Actor, action: ProjectAction) -> bool:
    """Whoever writes the project, and whoever answers for the action. Needs its version.

    A copy says what its origin says, until its version comes into force.
    """
    state = action.objective.axis.version.step
    is_copy = state == VersionState.DRAFT and action.origin_id is not None
    if state == VersionState.REPLACED or is_copy:
        return False
    return actor.has(*WRITERS) or (actor.person_id is not None and action.owner_id == actor.person_id)


@allows(*WRITERS, label="Dire ce qui sert un objectif du projet numérique")
def link_objective(actor: Actor, _: object) -> bool:
    return True


@allows(*WRITERS, label="Importer les actions du projet numérique")
def import_actions(actor: Actor, _: object) -> bool:
    return True


@allows(*WRITERS, label="Annuler un import d’actions du projet numérique")
def undo_import(actor: Actor, imported: Import) -> bool:
    return imported.applied_at is not None and imported.undone_at is None


@allows(*in_order(TEAM), label="Lire les auto-évaluations du numérique")
def read_assessments(actor: Actor, _: object) -> bool:
    return True


@allows(*WRITERS, label="Faire une auto-évaluation du numérique, tenir ses grilles")
def assess(actor: Actor, _: object) -> bool:
    return True
