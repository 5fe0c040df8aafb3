"""Who prepares a survey, opens and ends it, and who reads its results?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP
from fanal.accounts.policies.rights import allows
from fanal.surveys.models import Survey


@allows(*EVERYONE, label="Voir les questionnaires ouverts et leurs résultats publiés")
def read_surveys(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Mener un questionnaire")
def run_surveys(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Préparer un questionnaire")
def prepare_survey(actor: Actor, survey: Survey) -> bool:
    return survey.is_draft


@allows(*LEADERSHIP, label="Recevoir les réponses d’un questionnaire")
def collect_answers(actor: Actor, survey: Survey) -> bool:
    return survey.is_open


@allows(*LEADERSHIP, label="Lire les résultats d’un questionnaire terminé")
def read_results(actor: Actor, survey: Survey) -> bool:
    return survey.is_closed


@allows(*LEADERSHIP, label="Publier les résultats d’un questionnaire")
def publish_survey(actor: Actor, survey: Survey) -> bool:
    return survey.is_closed and not survey.is_published
