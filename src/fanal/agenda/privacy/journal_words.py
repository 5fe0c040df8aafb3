"""The journal of the year's tasks, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.agenda.models import RolloverStep, TaskTemplate, YearRollover, YearTask
from fanal.agenda.rules.rollover import AFTER, BEFORE
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register

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


def _tasks(school: School, ids: Iterable[int]) -> Named:
    rows = YearTask.objects.for_school(school).filter(pk__in=ids).values_list("pk", "title", "number")
    return {pk: (title, reverse("agenda:task", args=[school.uai, number])) for pk, title, number in rows}


def _templates(school: School, ids: Iterable[int]) -> Named:
    rows = TaskTemplate.objects.for_school(school).filter(pk__in=ids).values_list("pk", "title")
    return {pk: (title, reverse("agenda:template", args=[school.uai, pk])) for pk, title in rows}


def _openings(school: School, ids: Iterable[int]) -> Named:
    rows = YearRollover.objects.for_school(school).filter(pk__in=ids).values_list("pk", "school_year")
    return {pk: (year, reverse("agenda:switch", args=[school.uai])) for pk, year in rows}


def _steps(school: School, ids: Iterable[int]) -> Named:
    rows = RolloverStep.objects.for_school(school).filter(pk__in=ids).values_list("pk", "code")
    labels = {step.code: step.label for step in (*BEFORE, *AFTER)}
    return {pk: (labels.get(code, code), reverse("agenda:switch", args=[school.uai])) for pk, code in rows}


THINGS = {
    "missions.yeartask": Things("Tâche", _tasks),
    "missions.tasktemplate": Things("Modèle de tâche", _templates),
    "missions.taskfeed": Things("Lien d’agenda"),
    "missions.yearswitch": Things("Année scolaire", _openings),
    "missions.switchstep": Things("Étape de la bascule", _steps),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
