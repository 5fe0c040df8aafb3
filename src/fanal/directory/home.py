"""What the directory puts on the home page: those of the staff whom no export names any more."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from fanal.accounts.members import Member
from fanal.accounts.models import Person
from fanal.accounts.policies import note_departure
from fanal.core.cards import Card
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_CARD, offer
from fanal.directory.models import Known

SHOWN = 5


@prepared
def unnamed(school_id: int) -> QuerySet[Person]:
    """Present here, once told by an export, and by none any more."""
    told = Known.objects.for_school(school_id).filter(person=OuterRef("pk"))
    rows = Person.objects.for_school(school_id).present().filter(Exists(told))
    return rows.exclude(Exists(told.filter(gone_on__isnull=True))).by_name()[: SHOWN + 1]


@offer(HOME_CARD, 26)
def departures(member: Member, today: date) -> Card | None:
    """For whoever may note a departure: access, equipment and requests are theirs until then (one query)."""
    if not member.has(*note_departure.roles):
        return None
    people = unnamed(member.school.pk)
    shown = {"people": people[:SHOWN], "has_more": len(people) > SHOWN}
    return Card("directory/departures_card.html", shown, has_work=True) if people else None
