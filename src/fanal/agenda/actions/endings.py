"""Reminding those who may note a departure that a replacement ends: a week before, and once it has ended.

Nothing is closed by the clock: the mail leads to the exit sheet. The key of a mail makes it leave once.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.policies.school import note_departure
from fanal.agenda.policies import year as policies
from fanal.core.http.addresses import address
from fanal.core.text.words import lower_first
from fanal.directory.reading.arrivals_departures import facts_of, with_facts
from fanal.directory.rules.arrivals_departures import SAID, words
from fanal.helpdesk.actions.delivery import Notice, Reminder, frequencies_of, remind, send
from fanal.helpdesk.rules.letters import Words
from fanal.helpdesk.rules.notification_frequency import (
    Delivery,
    NotificationFrequency,
    delivery_of,
)

WINDOW = timedelta(days=7)
TEXT = (
    "Bonjour,\n\n{name} : {why}.\n\nRien ne lui est retiré sans vous. Sa fiche de départ dit ce qu’il reste "
    "à faire : matériel, comptes, demandes. S’il reste, prolongez ses fonctions."
)


@transaction.atomic
def send_endings(school: School, *, now: datetime, by: Actor) -> int:
    """Write once a week before the last day, and once after it; returns how many people are ending."""
    require(policies.send_reminders, by, None)
    today = timezone.localdate(now, school.zone_info)
    rows = Person.objects.for_school(school).present().exclude(given_name="")
    rows = with_facts(rows, school.pk, now - SAID).filter(ends_on__range=(today - WINDOW, today + WINDOW))
    ending = [person for person in rows.by_name() if not person.said_stays]
    if ending:
        held = Membership.objects.for_school(school).valid_on(today).holding(*note_departure.roles)
        people = {
            membership.person_id: membership.person
            for membership in held.select_related("person")
            if membership.person.email
        }
        chosen = frequencies_of(school.pk, people.values())
        for person in ending:
            for pk, colleague in people.items():
                if pk != person.pk:
                    _tell(school, colleague, person, chosen.get(pk, NotificationFrequency.EACH), now)
    return len(ending)


def _tell(school: School, reader: Person, person: Person, frequency: str, now: datetime) -> None:
    facts, today = facts_of(person), timezone.localdate(now, school.zone_info)
    why = words(facts, today)
    why = f"{lower_first(why)}".removesuffix(" ?")
    phase = "apres" if facts.ends_on and facts.ends_on < today else "avant"
    key = f"fin-{person.pk}-{facts.ends_on:%Y%m%d}-{phase}-{reader.pk}"
    page = f"{settings.PUBLIC_URL}{address('movements:departure', school.uai, person.pk)}"
    decided = delivery_of(frequency, needs_reader=True, cannot_wait=False)
    if decided is Delivery.NOW:
        letter = Words(f"Fin de fonctions : {person}", TEXT.format(name=person, why=why), str(person))
        send(school, reader, Notice(key, letter, ("Ouvrir sa fiche de départ", page)), key, now)
    elif decided is Delivery.GROUPED:
        remind(
            school, reader, Reminder(f"Fin de fonctions : {person}", f"{why.capitalize()}.", page), key, now
        )
