"""What the digital project keeps about people: who answers for an action.

A version goes five years after the last year of its project, with all that is in it; one that came into force
is a public archive, as a report given to the board. A self-assessment, which names nobody, goes after five
years.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from fanal.core.documents.paper import typeset_whole
from fanal.core.imports.proof import IMPORT_PROOF, ImportProof, every_line
from fanal.core.imports.staging import stored_root
from fanal.core.people.kinds import SPEAKERS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Known, Own, Until, years
from fanal.core.privacy.imports import DONE_YEARS
from fanal.core.registry import register
from fanal.core.retention.archives import ARCHIVES, Papers
from fanal.steering.actions.imports import KIND
from fanal.steering.models import (
    AssessmentAnswer,
    AssessmentGrid,
    GridItem,
    Objective,
    ObjectiveLink,
    ProjectAction,
    ProjectAxis,
    ProjectOpinion,
    ProjectVersion,
    SelfAssessment,
)
from fanal.steering.policies.project import read_assessments, read_versions
from fanal.steering.reading.outline import outline_of
from fanal.steering.reading.papers import PROJECT, project_paper
from fanal.steering.rules import grid
from fanal.steering.rules.version import KEPT_YEARS

SENTENCES = {
    "steering.version_begun": "Version du projet numérique commencée",
    "steering.version_changed": "Version du projet numérique modifiée",
    "steering.version_removed": "Version du projet numérique abandonnée",
    "steering.version_adopted": "Version du projet numérique mise en vigueur",
    "steering.version_replaced": "Version du projet numérique remplacée",
    "steering.opinion_noted": "Avis sur le projet numérique noté",
    "steering.opinion_changed": "Avis sur le projet numérique corrigé",
    "steering.opinion_removed": "Avis sur le projet numérique retiré",
    "steering.axis_added": "Axe du projet numérique ajouté",
    "steering.axis_changed": "Axe du projet numérique modifié",
    "steering.axis_moved": "Axe du projet numérique déplacé",
    "steering.axis_removed": "Axe du projet numérique supprimé",
    "steering.objective_added": "Objectif du projet numérique ajouté",
    "steering.objective_changed": "Objectif du projet numérique modifié",
    "steering.objective_moved": "Objectif du projet numérique déplacé",
    "steering.objective_removed": "Objectif du projet numérique supprimé",
    "steering.action_added": "Action du projet numérique ajoutée",
    "steering.action_changed": "Action du projet numérique modifiée",
    "steering.action_advanced": "Avancement d’une action du projet numérique noté",
    "steering.action_removed": "Action du projet numérique supprimée",
    "steering.linked": "Ce qui sert un objectif du projet numérique noté",
    "steering.link_changed": "Objectif que sert une chose changé",
    "steering.unlinked": "Ce qui sert un objectif du projet numérique retiré",
    "steering.grid_added": "Grille d’auto-évaluation ajoutée",
    "steering.grid_changed": "Grille d’auto-évaluation retirée ou proposée de nouveau",
    "steering.assessment_begun": "Auto-évaluation du numérique commencée",
    "steering.assessment_answered": "Auto-évaluation du numérique remplie",
    "steering.assessment_concluded": "Conclusion d’une auto-évaluation écrite",
    "steering.assessment_closed": "Auto-évaluation du numérique terminée",
    "steering.import_applied": "Import d’actions du projet numérique appliqué",
    "steering.import_undone": "Import d’actions du projet numérique annulé",
}

register(IMPORT_PROOF)(ImportProof(KIND, stored_root, every_line, timedelta(days=365 * DONE_YEARS)))

keeps = AppPrivacy(
    "steering",
    "Projet numérique",
    SENTENCES,
    place="steering",
    purpose="Écrire le projet numérique, et dire qui répond de chaque action",
)
PROJECTS = keeps.rule(
    "steering.projects",
    "Une version du projet numérique jamais mise en vigueur : cinq ans après la dernière année du projet, "
    "avec tout ce qui y est écrit.",
)
ADOPTED = keeps.rule(
    "steering.adopted",
    "Une version du projet numérique mise en vigueur : cinq ans après la dernière année du projet, avec ses "
    "axes, ses objectifs, ses actions, ce qui les sert et les avis rendus.",
    is_archive=True,
)
ASSESSMENTS = keeps.rule(
    "steering.assessments", "Une auto-évaluation du numérique : cinq ans, avec ses réponses."
)

WITH_IT = (ProjectAxis, Objective, ProjectAction, ObjectiveLink, ProjectOpinion)


def _projects(school_id: int, year: int) -> Iterator[tuple[str, bytes]]:
    """A project is data until somebody prints it."""
    rows = ProjectVersion.objects.for_school(school_id).filter(adopted_on__year=year)
    for version in rows.with_decision().order_by("pk"):
        today = timezone.localdate(timezone=version.school.zone_info)
        opinions = list(version.opinions.order_by("given_on"))
        data = project_paper(outline_of(version), opinions, version.school, today)
        yield f"projet-numerique-{version.number}.pdf", typeset_whole(PROJECT, data)


keeps(
    ProjectVersion,
    Until(PROJECTS, "ends_on", years(KEPT_YEARS), where=Q(adopted_on__isnull=True), also=WITH_IT),
    Until(ADOPTED, "ends_on", years(KEPT_YEARS), where=Q(adopted_on__isnull=False), also=WITH_IT),
    JournalName(
        "Projet numérique", "version {0.number}", "steering:version_page", by="pk", right=read_versions
    ),
)
keeps(ProjectOpinion, JournalName("Avis sur le projet", "{0}"))
keeps(ProjectAxis, JournalName("Axe", "{0.title}"))
keeps(Objective, JournalName("Objectif", "{0.title}", "steering:objective_page", by="pk"))
keeps(ObjectiveLink, JournalName("Ce qui sert un objectif"))
keeps(
    ProjectAction,
    Known(
        SPEAKERS,
        (
            Erased(
                "Actions du projet dont il répond", becomes="gardées, sans nom", leaves={"owner_words": ""}
            ),
        ),
        {"action": "title", "fin prévue": "ends_on", "qui en répond": "owner_words"},
        name="owner_words",
        where=Q(owner__isnull=True),
        sort="responsable-d-action",
        what="le nom, dans une séance, une action ou une décision",
    ),
    About(STAFF),
    Erased("Actions du projet numérique dont on répond", "owner", becomes="gardées, sans nom"),
    Own("actions du projet numérique", {"action": "title", "fin prévue": "ends_on"}, by="action"),
    JournalName("Action du projet", "{0.title}"),
)
keeps(AssessmentGrid, JournalName("Grille", "{0.name}"))
keeps(GridItem, JournalName("Question d’une grille"))
keeps(
    SelfAssessment,
    Until(ASSESSMENTS, "made_on", years(grid.KEPT_YEARS), also=(AssessmentAnswer,)),
    JournalName(
        "Auto-évaluation", "{0.made_on:%d/%m/%Y}", "steering:assessment_page", by="pk", right=read_assessments
    ),
)
keeps(AssessmentAnswer, JournalName("Réponse"))
register(ARCHIVES)(
    Papers(ADOPTED, "Projets numériques mis en vigueur", ProjectVersion, "adopted_on", _projects)
)
