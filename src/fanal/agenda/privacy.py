"""What the year keeps about people: their tasks, their calendar link, what they did in a rollover.

The years of retention are a choice of Fanal, as no text sets them.
"""

from fanal.agenda.models import RolloverStep, TaskFeed, TaskTemplate, YearRollover, YearTask
from fanal.agenda.policies.year import edit_templates, prepare_rollover, read_year
from fanal.agenda.rules.codes import TaskState
from fanal.agenda.rules.rollover import AFTER, BEFORE
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Needed, Own, Until, days, years

SENTENCES = {
    "missions.templates_adopted": "Modèles de tâches repris",
    "missions.template_added": "Modèle de tâche ajouté",
    "missions.template_varied": "Variante d’académie reprise",
    "missions.template_edited": "Modèle de tâche modifié",
    "missions.year_created": "Tâches de l’année créées",
    "missions.task_added": "Tâche de l’année ajoutée",
    "missions.duties_planned": "Devoirs d’un service mis au calendrier",
    "missions.task_taken": "Tâche de l’année prise",
    "missions.task_done": "Tâche de l’année faite",
    "missions.task_put_aside": "Tâche de l’année écartée",
    "missions.task_reopened": "Tâche de l’année remise à faire",
    "missions.task_moved": "Tâche de l’année déplacée",
    "missions.task_changed": "Tâche de l’année confiée ou annotée",
    "missions.figures_kept": "Chiffres de l’année gardés",
    "missions.year_opened": "Année scolaire ouverte",
    "missions.year_unopened": "Ouverture d’une année annulée",
    "missions.step_ticked": "Étape de la bascule cochée",
    "missions.step_unticked": "Étape de la bascule décochée",
    "missions.feed_made": "Lien d’agenda créé",
    "missions.feed_revoked": "Lien d’agenda retiré",
}
YEARS = 2
STEPS = {step.code: step.label for step in (*BEFORE, *AFTER)}

keeps = AppPrivacy(
    "missions",
    "La mission",
    SENTENCES,
    place="agenda",
    purpose="Suivre les tâches de l’année et l’agenda de chacun",
)
TASKS = keeps.rule(
    "missions.tasks",
    f"Une tâche de l’année : {YEARS} ans après sa fin, à qui elle était et les notes s’effacent ; "
    "son titre et ses dates restent.",
)
ROLLOVERS = keeps.rule(
    "missions.switches",
    f"L’ouverture d’une année et ses étapes : {YEARS} ans après, qui les a faites s’efface.",
)
FEEDS = keeps.rule(
    "missions.feeds", "Le lien d’agenda d’une personne : jusqu’à ce qu’elle le retire, ou parte."
)

keeps(
    YearTask,
    Erased(
        "Tâches de l’année",
        ("person", "ended_by"),
        becomes="gardées par l’établissement, sans nom et sans note",
        leaves={"note": "", "reason": ""},
    ),
    Until(
        TASKS,
        "ended_at",
        years(YEARS),
        leaves={"note": "", "reason": "", "person": None, "ended_by": None},
    ),
    Own(
        "tâches de l’année",
        {"année": "school_year", "titre": "title", "pour le": "due_on", "état": "state", "note": "note"},
        by="pour le",
        labels={"état": TaskState},
    ),
    JournalName("Tâche", "{0.title}", "agenda:task", by="number", right=read_year),
    Needed("person", among=lambda tasks: tasks.still_open()),
)
keeps(
    RolloverStep,
    Erased("Étapes de bascule d’année", "done_by", becomes="sans dire par qui"),
    Until(ROLLOVERS, "done_at", years(YEARS), leaves={"done_by": None}, keeps_history=True),
    Own("étapes de bascule d’année", {"étape": "code", "année": "school_year", "le": "done_at"}, by="le"),
    JournalName(
        "Étape de la bascule",
        lambda step: STEPS.get(step.code, step.code),
        "agenda:switch",
        right=prepare_rollover,
    ),
)
keeps(
    YearRollover,
    Erased("Années ouvertes", "opened_by", becomes="sans dire par qui"),
    Until(ROLLOVERS, "opened_at", years(YEARS), leaves={"opened_by": None}, keeps_history=True),
    Own("années ouvertes", {"année": "school_year", "le": "opened_at"}, by="le"),
    JournalName("Année scolaire", "{0.school_year}", "agenda:switch", right=prepare_rollover),
)
keeps(
    TaskFeed,
    Erased("Lien d’agenda", "person"),
    Until(FEEDS, "person__left_on", days(0)),
    Own("lien d’agenda", {"créé le": "made_at"}, by="créé le"),
    JournalName("Lien d’agenda"),
)
keeps(
    TaskTemplate,
    JournalName("Modèle de tâche", "{0.title}", "agenda:template", by="pk", right=edit_templates),
)
