"""Which requests does somebody who leaves still hold, and which wait in their name?"""

from datetime import date

from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest

NUMBER = Concat(Value("n° "), F("number"), output_field=CharField())


def _entrusted(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = HelpRequest.objects.for_school(school_id).open().filter(taken_by=who).order_by("number")
    return rows.annotate(words=NUMBER).values("words")


def _asked(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = HelpRequest.objects.for_school(school_id).open().filter(requester=who).order_by("number")
    return rows.annotate(words=NUMBER).values("words")


def _list(uai: str, pk: int) -> str:
    return address("helpdesk:request_list", uai)


register(LEAVER_CHECKS, "helpdesk.entrusted")(
    OffboardingCheck(
        "entrusted", "Demandes prises en charge, à transmettre", "le référent", _entrusted, page=_list
    )
)
register(LEAVER_CHECKS, "helpdesk.asked")(
    OffboardingCheck("asked", "Demandes ouvertes à son nom", "le référent", _asked, page=_list)
)
