"""What kinds of tasks, owners and states are there? Codes are kept, labels are what people read.

Activities: the three of the circulaire n° 2015-058, annexe § 6, and the mission itself.
"""

from fanal.core.labelled import Labelled


class Activity(Labelled):
    """Which part of the mission a task belongs to."""

    ADVICE = "advice", "Conseil et accompagnement"
    EQUIPMENT = "equipment", "Disponibilité du matériel"
    SERVICES = "services", "Services en ligne"
    MISSION = "mission", "La mission elle-même"


class TaskOwner(Labelled):
    """Whose task it is, by function: the codes are those of the roles of the team."""

    LEAD = "digital_lead", "Référent numérique"
    HEAD = "head", "Chef d’établissement"
    DEPUTY = "deputy", "Adjoint"
    BURSAR = "bursar", "Gestionnaire"


class TaskState(Labelled):
    TODO = "todo", "À faire"
    TAKEN = "taken", "En cours"
    DONE = "done", "Faite"
    ASIDE = "aside", "Écartée"


OPEN = (TaskState.TODO, TaskState.TAKEN)


class TaskCertainty(Labelled):
    """How far a proposed task may be relied on: a page read, hearsay, practice, or the school’s own word."""

    READ = "read", "lu dans une source"
    TOLD = "told", "rapporté, texte non lu"
    TO_CHECK = "to_check", "usage, sans texte lu"
    OWN = "own", "établi par l’établissement"
