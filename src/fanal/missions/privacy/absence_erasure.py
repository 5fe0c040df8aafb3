"""What absences and hours keep of somebody who is erased: nothing."""

from fanal.core.erasing import PERSON, Trace, blanked, deleted
from fanal.core.registry import ERASURE, register
from fanal.missions.models import Absence, PresenceHour

OFFERED = (
    Trace(
        "Absences",
        (PERSON,),
        ("missions.Absence",),
        lambda who: Absence.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Absences où cette personne répond",
        (PERSON,),
        ("missions.Absence",),
        lambda who: Absence.objects.for_school(who.school_id).filter(substitute=who.pk),
        becomes="sans dire qui répond",
        forget=blanked(substitute=None),
    ),
    Trace(
        "Absences dites par cette personne",
        (PERSON,),
        ("missions.Absence",),
        lambda who: Absence.objects.for_school(who.school_id).filter(said_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(said_by=None),
    ),
    Trace(
        "Heures de présence",
        (PERSON,),
        ("missions.PresenceHour",),
        lambda who: PresenceHour.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
