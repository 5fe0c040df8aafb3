"""What a link or a ticket opens: a survey of this school, and nothing that says who holds it."""

import re
from dataclasses import dataclass

from django.conf import settings

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.mail.addresses import is_sealed, seal
from fanal.surveys.models import Survey, SurveyTicket
from fanal.surveys.rules.codes import SurveyState
from fanal.surveys.rules.tickets import TICKET, digest_of

PURPOSE = "questionnaire"
LINK = re.compile(r"(?P<survey>[1-9][0-9]{0,17})-(?P<seal>[a-z2-7]{26})")


@dataclass(frozen=True)
class AnswerDoor:
    """The survey that an address leads to; `ticket`: the one that it shows, empty for the link of all."""

    survey: Survey
    ticket: str = ""
    is_used: bool = False


def answer_address(uai: str, token: str) -> str:
    return f"{settings.PUBLIC_URL}{address('surveys:survey_answer', uai, token)}"


def link_of(survey: Survey, uai: str) -> str:
    """The address that is the same for all."""
    return answer_address(uai, f"{survey.pk}-{seal(PURPOSE, uai, survey.pk, survey.seed)}")


def door_of(school: School, token: str) -> AnswerDoor | None:
    """None alike for a wrong seal, a wrong ticket, a draft, a link to a survey that has tickets."""
    if match := LINK.fullmatch(token):
        rows = Survey.objects.for_school(school).exclude(state=SurveyState.DRAFT)
        survey = rows.filter(pk=int(match["survey"]), access="link").first()
        if survey is not None and is_sealed(match["seal"], PURPOSE, school.uai, survey.pk, survey.seed):
            return AnswerDoor(survey)
    elif TICKET.fullmatch(token):
        tickets = SurveyTicket.objects.for_school(school).select_related("survey")
        if ticket := tickets.filter(digest=digest_of(token)).first():
            return AnswerDoor(ticket.survey, token, ticket.is_used)
    return None
