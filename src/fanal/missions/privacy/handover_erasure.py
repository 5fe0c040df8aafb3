"""What a hand-over keeps of somebody who is erased: the places of the accesses, without their name."""

from fanal.core.erasing import PERSON, Trace, blanked, deleted
from fanal.core.registry import ERASURE, register
from fanal.missions.models import AccessPlace, HandoverNote

OFFERED = (
    Trace(
        "Note de transmission",
        (PERSON,),
        ("missions.HandoverNote",),
        lambda who: HandoverNote.objects.for_school(who.school_id).filter(author=who.pk),
        forget=deleted,
    ),
    Trace(
        "Lieux des accès",
        (PERSON,),
        ("missions.AccessPlace",),
        lambda who: AccessPlace.objects.for_school(who.school_id).filter(written_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(written_by=None),
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
