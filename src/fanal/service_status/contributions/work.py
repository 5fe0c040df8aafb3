"""What work on the states of services is there to prove?"""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.service_status.models import StatePeriod


def _declared(school_id: int, person_id: int) -> QuerySet:
    return StatePeriod.objects.for_school(school_id).filter(declared_by=person_id)


register(WORK_EVIDENCE, "online_services.states")(
    WorkSource(
        "online_services.states",
        "accounts",
        "état de service déclaré",
        "états de service déclarés",
        5,
        "states:state_list",
        _declared,
        TruncDate("starts_at"),
    )
)
