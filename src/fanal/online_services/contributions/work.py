"""What work on online services is there to prove? The day and how many, never whose account."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource
from fanal.online_services.models import Comparison, Finding, ReviewedService, ServiceHabit, StatePeriod

SERVICES = "online_services:service_list"


def _reviewed(school_id: int, person_id: int) -> QuerySet:
    return ReviewedService.objects.for_school(school_id).filter(done_by=person_id)


def _compared(school_id: int, person_id: int) -> QuerySet:
    return Comparison.objects.for_school(school_id).filter(imported__made_by=person_id)


def _settled(school_id: int, person_id: int) -> QuerySet:
    return Finding.objects.for_school(school_id).filter(settled_by=person_id)


def _declared(school_id: int, person_id: int) -> QuerySet:
    return StatePeriod.objects.for_school(school_id).filter(declared_by=person_id)


def _said(school_id: int, person_id: int) -> QuerySet:
    return ServiceHabit.objects.for_school(school_id).filter(said_by=person_id)


ACTS = ("désignation préparée ou mise au parapheur", "désignations préparées ou mises au parapheur")
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
        "online_services.compared",
        "accounts",
        "comparaison de comptes",
        "comparaisons de comptes",
        20,
        SERVICES,
        _compared,
        "compared_on",
    ),
    WorkSource(
        "online_services.settled",
        "accounts",
        "écart de comptes réglé",
        "écarts de comptes réglés",
        3,
        SERVICES,
        _settled,
        "settled_on",
    ),
    WorkSource(
        "online_services.acts",
        "security",
        *ACTS,
        10,
        "designations:act_list",
        verbs=("online_services.act_prepared", "online_services.act_renewed", "online_services.act_sent"),
    ),
    WorkSource(
        "online_services.states",
        "accounts",
        "état de service déclaré",
        "états de service déclarés",
        5,
        "states:state_list",
        _declared,
        TruncDate("starts_at"),
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
    WorkSource(
        "online_services.kept",
        "accounts",
        "fiche de service tenue",
        "fiches de service tenues",
        10,
        SERVICES,
        verbs=(
            "online_services.added",
            "online_services.changed",
            "online_services.contract_written",
            "online_services.document_joined",
            "online_services.watched",
        ),
    ),
    WorkSource(
        "online_services.printed",
        "accounts",
        "impression de fiches de connexion",
        "impressions de fiches de connexion",
        15,
        SERVICES,
        verbs=("online_services.sheets_printed",),
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, 20)(source)
