"""What the directory puts on the home page: those of the staff who seem to have left, or are about to.

Whoever is about to leave reads it too, with what they hold.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fanal.accounts.models import Membership, Person
from fanal.accounts.models.member import Member
from fanal.accounts.policies.school import note_departure
from fanal.accounts.reading.home_facts import HOME_FACT, home_facts
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import day_in_words, first_named
from fanal.directory.reading.arrivals_departures import facts_of, own_remains, with_facts
from fanal.directory.rules.arrivals_departures import SAID, SOON, VERY_SOON, words

SHOWN, NAMED = 5, 3


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    if member.person is None:
        return {}
    own = Membership.objects.for_school(OuterRef("pk")).filter(person=member.person)
    return {"own_last_day": Subquery(own.last_days()[:1])}


@register(HOME_TASK, "directory.own_departure")
def own_departure(member: Member, today: date) -> list[HomeTask]:
    """« Vos fonctions ici finissent le 18 décembre », and what to give back or to cancel (one query more)."""
    last_day = home_facts(member, today).own_last_day if member.person else None
    if member.person is None or last_day is None or last_day > today + SOON:
        return []
    remains = own_remains(member.school, member.person.pk, last_day + timedelta(days=1))
    detail, page = "Vous n’avez rien à rendre, et rien de réservé après.", "people:own_card"
    if remains:
        page = remains[0][0].own
        detail = " ; ".join(_named(check.label, entries) for check, entries in remains)
    what = f"Vos fonctions ici finissent le {day_in_words(last_day, today=today)}"
    url = address(page, member.school.uai)
    return [HomeTask(what, url, "Voir", detail, "user-check", "account", is_decision=False)]


def _named(label: str, entries: list[str]) -> str:
    """« Prêts à rendre : Caméra (prêt n° 4) et 2 de plus »: the first ones."""
    return f"{label} : {first_named(entries, NAMED)}"


@prepared
def people_to_ask_about(school_id: int, soon: date, said_since: datetime) -> QuerySet[Person]:
    """Present here, told by no export any more or whose functions end; nobody said that they stay."""
    rows = with_facts(Person.objects.for_school(school_id).present(), school_id, said_since)
    seem_gone = Q(is_unnamed=True) | Q(ends_on__lte=soon)
    return rows.filter(seem_gone, said_stays=False).by_name()[: SHOWN + 1]


@register(HOME_TASK, "directory.departures")
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
