"""Who may do what with the tasks of the year? Each function answers one yes/no question."""

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, TEAM, Delegated, Role, System
from fanal.accounts.policies.rights import allows
from fanal.agenda.models import TaskTemplate, YearTask

EVERYBODY = tuple(Role(code) for code in sorted(EVERYONE))
TEAM_ROLES = tuple(Role(code) for code in sorted(TEAM))


def _is_theirs(actor: Actor, task: YearTask) -> bool:
    """Given to them by name, or theirs to see with the team."""
    return task.person_id == actor.person_id or actor.has(*TEAM)


@allows(*TEAM_ROLES, label="Lire le calendrier de l’année")
def read_year(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, System.SETUP, label="Créer les tâches de l’année")
def create_year(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, System.SETUP, label="Modifier les modèles de tâches")
def edit_templates(actor: Actor, _: TaskTemplate | None) -> bool:
    return True


@allows(*TEAM_ROLES, label="Ajouter une tâche à l’année")
def add_task(actor: Actor, _: None) -> bool:
    return True


@allows(*EVERYBODY, label="Prendre une tâche de l’année")
def take_task(actor: Actor, task: YearTask) -> bool:
    """What a colleague has under way, the team may take over: they may be absent."""
    is_with_another = task.state == "taken" and task.person_id != actor.person_id
    return (task.state == "todo" or is_with_another) and _is_theirs(actor, task)


@allows(*EVERYBODY, label="Dire qu’une tâche de l’année est faite")
def finish_task(actor: Actor, task: YearTask) -> bool:
    return task.is_open and _is_theirs(actor, task)


@allows(*TEAM_ROLES, label="Écarter une tâche de l’année")
def put_task_aside(actor: Actor, task: YearTask) -> bool:
    return task.is_open


@allows(*EVERYBODY, label="Remettre à faire une tâche de l’année")
def reopen_task(actor: Actor, task: YearTask) -> bool:
    return not task.is_open and _is_theirs(actor, task)


@allows(*TEAM_ROLES, label="Déplacer, confier ou annoter une tâche de l’année")
def change_task(actor: Actor, task: YearTask) -> bool:
    return task.is_open


@allows(*LEADERSHIP, label="Préparer la bascule d’année")
def prepare_rollover(actor: Actor, _: None) -> bool:
    return True


@allows(Role.HEAD, Role.DEPUTY, Delegated.YEAR, label="Ouvrir une année scolaire, et annuler l’ouverture")
def open_year(actor: Actor, _: None) -> bool:
    return True


@allows(*TEAM_ROLES, label="Lire l’année en chiffres")
def read_figures(actor: Actor, _: None) -> bool:
    return True


@allows(System.SCHEDULE, label="Garder les chiffres d’une année finie")
def keep_figures(actor: Actor, _: None) -> bool:
    return True


@allows(System.SCHEDULE, label="Rappeler les tâches de l’année")
def send_reminders(actor: Actor, _: None) -> bool:
    return True


@allows(*EVERYBODY, label="Lire ses tâches dans son agenda")
def keep_feed(actor: Actor, person: Person) -> bool:
    return person.pk == actor.person_id
