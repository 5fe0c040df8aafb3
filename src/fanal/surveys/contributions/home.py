"""At home: a survey that waits for everybody, and for who runs them one whose last day has passed.

Whether somebody answered is known to nobody, and so the line stays until the last day.
"""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.surveys.models import Survey
from fanal.surveys.policies import survey as policies

SAME_FOR_ALL = "Sans nom : le lien est le même pour tous, rien ne dit qui a répondu"


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    here = Survey.objects.for_school(OuterRef("pk"))
    facts = dict[str, Any]()
    if member.has(*policies.read_surveys.roles):
        facts["surveys_offered"] = count_of(here.offered_on(today))
    if member.has(*policies.run_surveys.roles):
        facts["surveys_to_end"] = count_of(here.opened().filter(closes_on__lt=today))
    return facts


def _offered(what: str, page: str) -> HomeTask:
    return HomeTask(what, page, "Répondre", SAME_FOR_ALL, "list-check", is_decision=False)


@register(HOME_TASK, "surveys")
def survey_tasks(member: Member, today: date) -> list[HomeTask]:
    if not policies.read_surveys(member.actor, None):
        return []
    counts, page = home_facts(member, today), address("surveys:survey_list", member.school.uai)
    tasks = list[HomeTask]()
    if policies.run_surveys(member.actor, None) and counts.surveys_to_end:
        what = f"{counted(counts.surveys_to_end, 'questionnaire')} à terminer : le dernier jour est passé"
        tasks.append(HomeTask(what, page, "Voir", "", "list-check"))
    if counts.surveys_offered == 1:
        tasks.append(_offered("Un questionnaire vous attend", page))
    elif counts.surveys_offered:
        tasks.append(_offered(f"{counts.surveys_offered} questionnaires vous attendent", page))
    return tasks
