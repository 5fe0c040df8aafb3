"""What the directory puts on the home page: those of the staff who seem to have left, or are about to."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.accounts.policies.school import note_departure
from fanal.core.addresses import address
from fanal.core.cards import HomeTask
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_TASK, register
from fanal.directory.reading.arrivals_departures import facts_of, with_facts
from fanal.directory.rules.arrivals_departures import SAID, VERY_SOON, words

SHOWN = 5


@prepared
def people_to_ask_about(school_id: int, soon: date, said_since: datetime) -> QuerySet[Person]:
    """Present here, told by no export any more or whose functions end; nobody said that they stay."""
    rows = with_facts(Person.objects.for_school(school_id).present(), school_id, said_since)
    seem_gone = Q(is_unnamed=True) | Q(ends_on__lte=soon)
    return rows.filter(seem_gone, said_stays=False).by_name()[: SHOWN + 1]


@register(HOME_TASK, 55)
def departures(member: Member, today: date) -> list[HomeTask]:
    """For whoever may note a departure: access, equipment and requests are theirs until then (one query)."""
    if not member.has(*note_departure.roles):
        return []
    uai = member.school.uai
    people = people_to_ask_about(member.school.pk, today + VERY_SOON, timezone.now() - SAID)
    tasks = [
        HomeTask(
            f"{person} : est-ce un départ ?",
            address("movements:departure", uai, person.pk),
            "Répondre",
            words(facts_of(person), today),
            "user-check",
            "account",
        )
        for person in people[:SHOWN]
    ]
    if len(people) > SHOWN:
        url = address("movements:movement_list", uai)
        tasks.append(HomeTask("D’autres départs à confirmer", url, "Voir", "", "user-check", "account"))
    return tasks
