"""What the digital project keeps about people: who answers for an action.

A version goes five years after the last year of its project, with all that is in it; a self-assessment, which
names nobody, after five years.
"""

from datetime import timedelta

from fanal.core.imports.proof import ImportProof, every_line
from fanal.core.imports.staging import stored_root
from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.core.privacy import DONE_YEARS
from fanal.core.registry import IMPORT_PROOF, register
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
from fanal.steering.rules import grid
from fanal.steering.rules.version import KEPT_YEARS

SENTENCES = {
    "steering.version_begun": "Version du projet numérique commencée",
    "steering.version_changed": "Version du projet numérique modifiée",
    "steering.version_removed": "Version du projet numérique abandonnée",
    "steering.version_adopted": "Version du projet numérique mise en vigueur",
    "steering.version_replaced": "Version du projet numérique remplacée",
    "steering.opinion_noted": "Avis d’un conseil sur le projet numérique noté",
    "steering.opinion_changed": "Avis d’un conseil sur le projet numérique corrigé",
    "steering.opinion_removed": "Avis d’un conseil sur le projet numérique retiré",
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

keeps = AppPrivacy("steering", "Projet numérique", SENTENCES, journal=34, own=44, erasure=14, retention=58)
PROJECTS = keeps.rule(
    "steering.projects",
    "Une version du projet numérique : cinq ans après la dernière année du projet, avec ses axes, ses "
    "objectifs, ses actions, ce qui les sert et les avis des conseils.",
)
ASSESSMENTS = keeps.rule(
    "steering.assessments", "Une auto-évaluation du numérique : cinq ans, avec ses réponses."
)

keeps(
    ProjectVersion,
    Until(
        PROJECTS,
        "ends_on",
        years(KEPT_YEARS),
        also=(ProjectAxis, Objective, ProjectAction, ObjectiveLink, ProjectOpinion),
    ),
    JournalName(
        "Projet numérique", "version {0.number}", "steering:version_page", by="pk", right=read_versions
    ),
)
keeps(ProjectOpinion, JournalName("Avis d’un conseil", "{0}"))
keeps(ProjectAxis, JournalName("Axe", "{0.title}"))
keeps(Objective, JournalName("Objectif", "{0.title}", "steering:objective_page", by="pk"))
keeps(ObjectiveLink, JournalName("Ce qui sert un objectif"))
keeps(
    ProjectAction,
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
