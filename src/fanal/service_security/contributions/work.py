"""What work on reviews and habits is there to prove?"""

from django.db.models import QuerySet

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.service_security.models import ReviewedService, ServiceHabit


def _reviewed(school_id: int, person_id: int) -> QuerySet:
    return ReviewedService.objects.for_school(school_id).filter(done_by=person_id)


def _said(school_id: int, person_id: int) -> QuerySet:
    return ServiceHabit.objects.for_school(school_id).filter(said_by=person_id)


OFFERED = (
    WorkSource(
        "online_services.reviewed",
        "security",
        "service revu",
        "services revus",
        10,
        "reviews:review_list",
        _reviewed,
        "done_on",
    ),
    WorkSource(
        "online_services.reviews",
        "security",
        "revue d’accès ouverte ou close",
        "revues d’accès ouvertes ou closes",
        30,
        "reviews:review_list",
        verbs=("online_services.review_opened", "online_services.review_closed"),
    ),
    WorkSource(
        "online_services.habits",
        "security",
        "habitude de sécurité dite",
        "habitudes de sécurité dites",
        5,
        "habits:habit_list",
        _said,
        "said_on",
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, source.code)(source)
