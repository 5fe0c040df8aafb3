"""Who prepares a survey, opens and ends it, and who reads its results?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, System
from fanal.accounts.policies.rights import allows
from fanal.surveys.models import Survey

BECAME = {
    "draft": "ce questionnaire n’est pas encore ouvert. Ouvrez-le d’abord",
    "open": "ce questionnaire est ouvert. Terminez-le, puis préparez-en un autre",
    "closed": "ce questionnaire est terminé. Préparez-en un autre",
    "published": "ses résultats sont publiés. Préparez-en un autre",
}


def _became(survey: Survey) -> str:
    return BECAME.get(survey.state, "")


@allows(*EVERYONE, label="Voir les questionnaires ouverts et leurs résultats publiés")
def read_surveys(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Mener un questionnaire")
def run_surveys(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Préparer un questionnaire", closed=_became)
def prepare_survey(actor: Actor, survey: Survey) -> bool:
    return survey.is_draft


@allows(*LEADERSHIP, System.SCHEDULE, label="Recevoir les réponses d’un questionnaire", closed=_became)
def collect_answers(actor: Actor, survey: Survey) -> bool:
    return survey.is_open


@allows(*LEADERSHIP, label="Lire les résultats d’un questionnaire terminé")
def read_results(actor: Actor, survey: Survey) -> bool:
    return survey.is_closed


@allows(*LEADERSHIP, label="Publier les résultats d’un questionnaire")
def publish_survey(actor: Actor, survey: Survey) -> bool:
    return survey.is_closed and not survey.is_published
